"""Gathers the facts of this computer: files, environment, and on Windows the registry.

No fact is worth an exception: what cannot be read stays unknown, and the check says so.
"""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar import __version__
from xlar.hosts.excel.doctor import windows
from xlar.hosts.excel.doctor.book import book_facts
from xlar.hosts.excel.doctor.machine import XLWINGS, Machine
from xlar.hosts.excel.doctor.trial import tried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.hosts.excel.doctor.machine import DllState

_VARIABLES: Final = ("PYTHONPATH", "PYTHONHOME")


def machine(book: Path | None = None) -> Machine:
    """The facts of this computer, and of a workbook if one is given.

    >>> machine().system in ("Windows", "Darwin", "Linux")
    True
    """
    system = platform.system()
    here = Machine(
        system=system,
        release=__version__,
        python=sys.version_info[:3],
        executable=sys.executable,
        ansi=_fits_code_page(sys.executable),
        xlwings=_installed("xlwings"),
        variables={name: os.environ[name] for name in _VARIABLES if os.environ.get(name)},
        foreign_conf=_foreign_conf(),
        others=_others(os.environ.get("PATH", "")),
        book=None if book is None else book_facts(book),
    )
    if system != "Windows":
        return here
    return windows.completed(here, dll_states(Path(sys.prefix)), tried())


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _fits_code_page(text: str) -> bool:
    """Whether a path can be handed to Windows in its 8-bit code page."""
    try:
        text.encode("mbcs" if sys.platform == "win32" else "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _foreign_conf() -> str:
    conf = Path.home() / ".xlwings" / "xlwings.conf"
    return str(conf) if conf.is_file() else ""


def _others(search_path: str) -> tuple[str, ...]:
    """Further Python programs on the search path."""
    name = "python.exe" if sys.platform == "win32" else "python3"
    found = [str(Path(folder, name)) for folder in search_path.split(os.pathsep) if folder]
    return tuple(one for one in dict.fromkeys(found) if Path(one).is_file())


def dll_states(prefix: Path, recorded: Mapping[str, bool] | None = None) -> dict[str, DllState]:
    """The state of the libraries Excel loads, by name.

    They lie in the root of the environment, where the wheel of xlwings puts them.

    Args:
        prefix: root of the environment.
        recorded: which files the installed package claims, None to ask it.

    >>> dll_states(Path("nowhere"), {"xlwings64-0.37.8.dll": True})["xlwings64-0.37.8.dll"]
    'deleted'
    """
    claimed = _claimed() if recorded is None else recorded
    states: dict[str, DllState] = {}
    for name in (f"xlwings32-{XLWINGS}.dll", f"xlwings64-{XLWINGS}.dll"):
        if (prefix / name).is_file():
            states[name] = "ok" if windows.loads(prefix / name) else "unloadable"
        else:
            states[name] = "deleted" if claimed.get(name) else "missing"
    return states


def _claimed() -> dict[str, bool]:
    try:
        files = metadata.files("xlwings") or ()
    except metadata.PackageNotFoundError:
        files = ()
    return {file.name: True for file in files if file.suffix == ".dll"}
