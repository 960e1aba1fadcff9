r"""Tells Excel on this computer which Python serves the worksheet functions.

The workbook itself names no Python, so that it can be passed on: its macros look into the user's
file ``%USERPROFILE%\.xlar\xlar.conf`` (on a Mac, into Excel's own folder). Where a company's rules
keep Excel from starting programs, the server is registered for this user as a COM class instead,
and Windows starts it.
"""

from __future__ import annotations

import csv
import importlib
import io
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVER: Final = "xlar.hosts.excel.server"
PROG_ID: Final = "Xlar.Server"
CLASS_ID: Final = "{6B1E8C52-5A0B-4C1E-9E0B-7F0C2D1A4E11}"
_CLASSES: Final = r"Software\Classes"
_INTERPRETERS: Final = {"Windows": "INTERPRETER_WIN", "Darwin": "INTERPRETER_MAC"}


class CannotInstall(XlarError):
    """The configuration cannot be written here."""


@dataclass(frozen=True)
class Installed:
    """What installing or uninstalling did.

    Attributes:
        file: the user's configuration file.
        keys: keys of the registry written or removed.
    """

    file: Path
    keys: tuple[str, ...] = ()


def configuration_file(system: str, home: Path) -> Path:
    r"""The user's file in which the workbook's macros look for settings.

    Args:
        system: ``Windows``, ``Darwin`` or another.
        home: the user's own folder.

    >>> configuration_file("Darwin", Path("/u")).as_posix()
    '/u/Library/Containers/com.microsoft.Excel/Data/xlar.conf'
    """
    if system == "Darwin":
        return home / "Library/Containers/com.microsoft.Excel/Data/xlar.conf"
    return home / ".xlar" / "xlar.conf"


def configured(text: str, values: Mapping[str, str]) -> str:
    r"""The text of a configuration file with some of its values replaced or added.

    Each line is ``"key","value"``, as VBA's ``Input #`` reads them.

    >>> configured('"A","1"\r\n', {"INTERPRETER_WIN": "p"})
    '"A","1"\r\n"INTERPRETER_WIN","p"\r\n'
    """
    kept = {key: value for key, value in _pairs(text).items() if key.upper() not in values}
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows({**kept, **values}.items())
    return written.getvalue()


def _pairs(text: str) -> dict[str, str]:
    return dict(row for row in csv.reader(io.StringIO(text)) if len(row) == 2)


def interpreter(*, home: Path | None = None, system: str | None = None) -> str:
    """The Python that the user's configuration names, blank where it names none.

    Args:
        home: the user's own folder, None for the real one.
        system: name of the system, None for this one.
    """
    pairs = _pairs(_read(configuration_file(system or platform.system(), home or Path.home())))
    key = interpreter_key(system)
    return next((value for name, value in pairs.items() if name.upper() == key), "")


def interpreter_key(system: str | None = None) -> str:
    """The key, in capitals, under which a configuration names the Python of a system.

    >>> interpreter_key("Darwin")
    'INTERPRETER_MAC'
    """
    return _INTERPRETERS.get(system or platform.system(), "INTERPRETER_WIN")


def registration(python: str) -> Mapping[str, str]:
    r"""The keys, below the user's classes, by which Windows starts the server, with their values.

    Args:
        python: the program of this Python.

    >>> list(registration("python.exe"))[0]
    'Xlar.Server\\CLSID'
    """
    command = f'"{python}" -I -B -m {SERVER} {CLASS_ID}'
    return {
        rf"{PROG_ID}\CLSID": CLASS_ID,
        rf"CLSID\{CLASS_ID}\ProgID": PROG_ID,
        rf"CLSID\{CLASS_ID}\LocalServer32": command,
    }


def install(*, com: bool = False, home: Path | None = None, system: str | None = None) -> Installed:
    """Write this Python into the user's configuration; register the server if asked to.

    Args:
        com: whether Windows shall start the server instead of Excel.
        home: the user's own folder, None for the real one.
        system: name of the system, None for this one.

    Raises:
        CannotInstall: the path of this Python does not fit the code page, the file cannot be
            written, or the server cannot be registered on this system.
    """
    system = system or platform.system()
    if com and system != "Windows":
        raise CannotInstall(
            Text("--com 只用于 Windows。", "--com is for Windows only; leave it out here")
        )
    file = configuration_file(system, home or Path.home())
    values = {interpreter_key(system): sys.executable}
    values["TRANSPORT"] = "COM" if com else "DLL"
    _write(file, configured(_read(file), values))
    keys = tuple(_register(registration(sys.executable))) if com else ()
    return Installed(file, keys)


def uninstall(*, home: Path | None = None, system: str | None = None) -> Installed:
    """Remove what `install` wrote; a workbook then asks to run it again.

    Args:
        home: the user's own folder, None for the real one.
        system: name of the system, None for this one.
    """
    system = system or platform.system()
    file = configuration_file(system, home or Path.home())
    file.unlink(missing_ok=True)
    return Installed(file, tuple(_unregister()) if system == "Windows" else ())


def _code_page() -> str:
    return "mbcs" if sys.platform == "win32" else "utf-8"


def _read(file: Path) -> str:
    if not file.is_file():
        return ""
    return file.read_bytes().decode(_code_page(), "replace")


def _write(file: Path, text: str) -> None:
    try:
        data = text.encode(_code_page())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except UnicodeEncodeError as mistake:
        raise CannotInstall(
            Text(
                f"Python 的路径 {sys.executable} 含有系统代码页之外的字符，Excel 无法使用。"
                r"请设置 UV_TOOL_DIR=C:\ProgramData\xlar 后重新安装。",
                f"Excel cannot use the path {sys.executable}: it has characters outside the "
                r"system's code page. Set UV_TOOL_DIR=C:\ProgramData\xlar and install again",
            )
        ) from mistake
    except OSError as mistake:
        raise CannotInstall(
            Text(f"无法写入 {file}：{mistake.strerror}", f"cannot write {file}: {mistake.strerror}")
        ) from mistake


def _winreg() -> Any:
    return importlib.import_module("winreg")


def _register(keys: Mapping[str, str]) -> list[str]:
    """Write keys below the user's classes; not yet run on Windows."""
    winreg = _winreg()
    for path, value in keys.items():
        full = rf"{_CLASSES}\{path}"
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, full) as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, value)
    return [rf"HKCU\{_CLASSES}\{path}" for path in keys]


def _unregister() -> list[str]:
    """Remove the keys of `registration`, the inner ones first; not yet run on Windows."""
    winreg = _winreg()
    inner = list(registration(""))
    removed = []
    for path in (*inner, rf"CLSID\{CLASS_ID}", PROG_ID):
        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{_CLASSES}\{path}")
        except FileNotFoundError:
            continue
        removed.append(rf"HKCU\{_CLASSES}\{path}")
    return removed
