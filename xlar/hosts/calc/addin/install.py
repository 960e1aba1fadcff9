"""Hands the extension to LibreOffice, through the program ``unopkg`` that comes with it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.hosts.calc.addin.package import FILE_NAME, IDENTIFIER, build
from xlar.hosts.calc.engine.bridge import NoOffice, program_folders
from xlar.hosts.calc.engine.process import surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SECONDS: Final = 120.0
_NOTHING: Final = "unopkg failed."  # the last line of every failure, which says no reason
_CLOSE_IT: Final = Text(
    "请先关闭 LibreOffice 的所有窗口（含快速启动器）再试",
    "close all of its windows, its quick starter included, and try again",
)
_ADVICE: Final[Mapping[str, Text]] = {
    "as root": Text(
        "请换成使用 LibreOffice 的普通用户，不用 sudo，再运行一次",
        "run it again as the ordinary user of LibreOffice, without sudo",
    ),
    "no such extension": Text("它没有安装，不需要移除", "it is not installed: nothing to remove"),
    "lock file": Text(
        "请先关闭 LibreOffice 的所有窗口（含快速启动器）再试；"
        "没有窗口却仍这样，请删除配置文件夹里的 .lock",
        "close all of its windows, its quick starter included, and try again; if there are none,"
        " delete the file .lock in its profile",
    ),
}
"""What to do, by words of what ``unopkg`` says."""


class CannotInstall(XlarError, RuntimeError):
    """LibreOffice did not take the extension."""


def unopkg() -> Path:
    """LibreOffice's program for extensions.

    Raises:
        NoOffice: there is no LibreOffice in any known place.
    """
    for folder in program_folders():
        for name in ("unopkg.com", "unopkg"):
            if (folder / name).is_file():
                return folder / name
    raise NoOffice(
        Text(
            "找不到 LibreOffice 的 unopkg：请安装 LibreOffice，或把它的 program 文件夹加入 PATH",
            "LibreOffice's unopkg was not found: install LibreOffice, or put its program folder on"
            " PATH",
        )
    )


def install(options: Sequence[str] = ()) -> None:
    """Build the extension for this Python and hand it to LibreOffice, in place of an older one.

    Args:
        options: further options of ``unopkg``, such as another profile.

    Raises:
        NoOffice: there is no LibreOffice.
        CannotInstall: LibreOffice refuses it.
    """
    with tempfile.TemporaryDirectory(prefix="xlar-") as folder:
        file = build(Path(folder) / FILE_NAME)
        _run("add", "--force", str(file), *options)


def uninstall(options: Sequence[str] = ()) -> None:
    """Take the extension back.

    Args:
        options: further options of ``unopkg``.

    Raises:
        NoOffice: there is no LibreOffice.
        CannotInstall: it was not there, or LibreOffice keeps it.
    """
    _run("remove", IDENTIFIER, *options)


def _run(*arguments: str) -> None:
    """Run ``unopkg``; LibreOffice must not run at the same time."""
    try:
        done = subprocess.run(  # noqa: S603 - LibreOffice's own program
            [str(unopkg()), *arguments],
            capture_output=True,
            check=False,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise _refused("", f"{_SECONDS:.0f} s") from late
    said = (done.stdout + done.stderr).strip()
    if done.returncode or "ERROR" in said:
        raise _refused(said, str(done.returncode))


def _refused(said: str, code: str) -> CannotInstall:
    errors = [line.removeprefix("ERROR: ") for line in said.splitlines() if "ERROR" in line]
    reason = next((line for line in errors if line != _NOTHING), said.strip() or code)
    advice = next((text for words, text in _ADVICE.items() if words in said), _CLOSE_IT)
    return CannotInstall(
        Text(
            f"LibreOffice 没有接受：{reason}。{advice.zh}",
            f"LibreOffice did not take it: {reason}; {advice.en}",
        )
    )
