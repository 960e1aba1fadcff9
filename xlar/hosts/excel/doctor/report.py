"""``xlar doctor`` as people and programs read it."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.excel.doctor.checks import examined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlar.core.problems import Language
    from xlar.hosts.excel.doctor.machine import Machine
    from xlar.hosts.excel.doctor.words import Finding

_LEVELS: Final = {
    "ok": {"zh": "正常", "en": "ok"},
    "warn": {"zh": "注意", "en": "warn"},
    "fail": {"zh": "有误", "en": "fail"},
    "skip": {"zh": "略过", "en": "skip"},
}


def lines(findings: Sequence[Finding], lang: Language) -> list[str]:
    """One line for each finding, and one for what to do about it.

    >>> from xlar.hosts.excel.doctor import words
    >>> lines([words.EXCEL_MISSING], "en")[0]
    'fail  excel         Excel was not found'
    """
    shown = []
    for finding in findings:
        level = _LEVELS[finding.level][lang]
        shown.append(f"{level:<5} {finding.check:<13} {finding.what[lang]}")
        if finding.action[lang]:
            shown.append(f"{'':<19} → {finding.action[lang]}")
    return shown


def payload(machine: Machine, lang: Language) -> dict[str, Any]:
    """The findings as plain values.

    Args:
        machine: the facts.
        lang: language of the texts.
    """
    findings = examined(machine)
    return {
        "release": machine.release,
        "system": machine.system,
        "checks": [
            {
                "check": finding.check,
                "level": finding.level,
                "found": finding.what[lang],
                "action": finding.action[lang] or None,
            }
            for finding in findings
        ],
    }


def is_broken(findings: Sequence[Finding]) -> bool:
    """Whether any check failed."""
    return any(finding.level == "fail" for finding in findings)


def write_support_file(path: Path, machine: Machine, logs: Path) -> None:
    """Write the findings and the server's logs as a ``.zip``; no data of the user is in it.

    Args:
        path: the file, replaced if it exists.
        machine: the facts.
        logs: folder of the logs.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(payload(machine, "en"), ensure_ascii=False, indent=2)
        archive.writestr("doctor.json", text)
        for log in sorted(logs.glob("*.log")) if logs.is_dir() else ():
            archive.write(log, f"logs/{log.name}")
