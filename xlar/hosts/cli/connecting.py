"""``xlar excel`` and ``xlar doctor``: the connection between Excel and this Python."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from xlar.core.problems import Text
from xlar.hosts.cli.mistakes import DATA_ERRORS, language, say
from xlar.hosts.cli.output import print_text, replacing
from xlar.hosts.cli.request import choice, working, writable

if TYPE_CHECKING:
    from xlar.core.problems import Language


def _excel(name: str) -> Any:
    """A module of the Excel host; hosts know nothing of each other, so it is loaded by its name."""
    return import_module(f"xlar.hosts.excel.{name}")


def install(*, com: bool, lang: str | None) -> None:
    """Tell Excel which Python serves functions and buttons: this one.

    Args:
        com: whether Windows shall start the server instead of Excel.
        lang: language of the messages.

    Raises:
        WrongUse: an option that cannot be carried out.
        CannotInstall: the configuration cannot be written here.
    """
    chosen = _language(lang)
    done = _excel("install").install(com=com)
    written = Text("已写入", "written")
    print_text("".join(f"{written[chosen]}: {place}\n" for place in (done.file, *done.keys)))
    restart = Text(
        "请关闭并重新打开 Excel；检查是否就绪：xlar doctor",
        "close Excel and open it again; xlar doctor tells whether all is ready",
    )
    print_text(f"{restart[chosen]}\n")


def uninstall(lang: str | None) -> None:
    """Remove what `install` wrote; workbooks stay as they are.

    Args:
        lang: language of the messages.
    """
    chosen = _language(lang)
    done = _excel("install").uninstall()
    removed = Text("已删除", "removed")
    print_text("".join(f"{removed[chosen]}: {place}\n" for place in (done.file, *done.keys)))


def doctor(
    book: str | None, *, as_json: bool, support: str | None, fix: bool, lang: str | None
) -> int:
    """Say what keeps functions or buttons from working; returns the exit code.

    Args:
        book: a workbook to look at as well.
        as_json: whether to print JSON.
        support: file for whoever helps, with the findings and the server's logs.
        fix: whether to clear the cache of COM wrappers first; nothing else is ever changed.
        lang: language of the texts.

    Raises:
        WrongUse: an option that cannot be carried out.
    """
    chosen, path = _language(lang), None if book is None else Path(book)
    target = None if support is None else writable(support, path or Path(support))
    if fix:
        _clear_cache(chosen)
    with working(Text("检查本机 …", "examining this computer …"), chosen):
        machine = _excel("doctor.probe").machine(path)
    report, findings = _excel("doctor.report"), _excel("doctor.checks").examined(machine)
    if as_json:
        payload = report.payload(machine, chosen)
        print_text(json.dumps(payload, ensure_ascii=False, indent=2) + "\n")
    else:
        print_text("".join(f"{line}\n" for line in report.lines(findings, chosen)))
    if target is not None:
        with replacing(target) as draft:
            report.write_support_file(draft, machine, _excel("server").logs_folder())
        say(f"{Text('已写出', 'written')[chosen]}: {target}")
    return DATA_ERRORS if report.is_broken(findings) else 0


def _language(lang: str | None) -> Language:
    return cast("Language", choice("--lang", lang, ("zh", "en")) or language())


def _clear_cache(lang: Language) -> None:
    folder = _excel("doctor.cache").clear_cache()
    if folder is not None:
        say(f"{Text('已清除 COM 缓存', 'the COM cache is cleared')[lang]}: {folder}")
