"""Facts that only Windows has: the registry, running programs, protection rules.

Not yet run on Windows; everything is read, nothing is written, and what fails stays unknown.
"""

from __future__ import annotations

import contextlib
import importlib
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.excel.doctor.machine import Excel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.hosts.excel.doctor.machine import DllState, Machine, Server

_EXCEL_PROGRAM: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN: Final = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_SECURITY: Final = r"Software\Microsoft\Office\16.0\Excel\Security"
_SECURITY_POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_DISABLED: Final = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
_MACHINES: Final = {0x14C: 32, 0x8664: 64, 0xAA64: 64}  # of PE images: x86, x64, arm64
_PREFERENCE: Final = (
    "$p = Get-MpPreference; for ($i = 0; $i -lt $p.AttackSurfaceReductionRules_Ids.Count; $i++) "
    "{ '{0}={1}' -f $p.AttackSurfaceReductionRules_Ids[$i],"
    "$p.AttackSurfaceReductionRules_Actions[$i] }"
)


def completed(machine: Machine, dlls: Mapping[str, DllState], server: Server) -> Machine:
    """The machine with the facts of Windows filled in.

    Args:
        machine: what every system tells.
        dlls: state of the libraries Excel loads.
        server: what came of starting the server.
    """
    policy = _value("HKCU", _SECURITY_POLICY, "VBAWarnings")
    own = _value("HKCU", _SECURITY, "VBAWarnings")
    return replace(
        machine,
        dlls=dlls,
        excel=_excel(),
        macros=own if policy is None else policy,
        macros_by_policy=policy is not None,
        blocks_internet=bool(_value("HKCU", _SECURITY_POLICY, "blockcontentexecutionfrominternet")),
        disabled=_count("HKCU", _DISABLED),
        shields=rules(_output("powershell", "-NoProfile", "-Command", _PREFERENCE)),
        cache=_cache(),
        idle_excels=idle(_output("tasklist", "/v", "/fo", "csv", "/fi", "imagename eq EXCEL.EXE")),
        server=server,
    )


def rules(listing: str | None) -> dict[str, int] | None:
    r"""Actions of protection rules by their identifier, from lines ``id=action``.

    >>> rules("D4F940AB-401B-4EFC-AADC-AD5F3C50688A=1\n")
    {'d4f940ab-401b-4efc-aadc-ad5f3c50688a': 1}
    """
    if listing is None:
        return None
    pairs = (line.strip().lower().partition("=") for line in listing.splitlines())
    return {name: int(action) for name, _, action in pairs if action.isdigit()}


def idle(listing: str | None) -> int:
    """How many programs of a verbose CSV task list have no window.

    >>> idle('"EXCEL.EXE","1","Console","1","9 K","Running","me","0:00","N/A"')
    1
    """
    lines = (listing or "").splitlines()
    return sum(line.startswith('"EXCEL.EXE"') and line.endswith('"N/A"') for line in lines)


def image_bits(head: bytes) -> int | None:
    r"""32 or 64, from the head of a Windows program; None where it is none.

    The signature ``PE`` stands where the word at 0x3C says, the machine right after it
    (Microsoft, PE Format).

    >>> image_bits(b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0\x64\x86")
    64
    """
    if head[:2] != b"MZ" or len(head) < 64:
        return None
    (at,) = struct.unpack_from("<I", head, 60)
    if head[at : at + 4] != b"PE\0\0":
        return None
    return _MACHINES.get(int.from_bytes(head[at + 4 : at + 6], "little"))


def loads(library: Path) -> bool:
    """Whether a library of this Python's own width loads; others only have to be programs."""
    with library.open("rb") as stream:
        bits = image_bits(stream.read(4096))
    if sys.platform != "win32" or bits != struct.calcsize("P") * 8:
        return bits is not None
    import ctypes  # only where there is something to load

    try:
        ctypes.WinDLL(str(library))
    except OSError:
        return False
    return True


def _excel() -> Excel | None:
    path = _value("HKLM", _EXCEL_PROGRAM, "")
    if not isinstance(path, str) or not path:
        return None
    program, bits = Path(path.strip('"')), None
    with contextlib.suppress(OSError), program.open("rb") as stream:
        bits = image_bits(stream.read(4096))
    version = _value("HKLM", _CLICK_TO_RUN, "VersionToReport") or ""
    clsid = _value("HKCR", r"Excel.Application\CLSID", "") or ""
    automation = _value("HKCR", rf"CLSID\{clsid}\LocalServer32", "") if clsid else ""
    return Excel(str(program), str(version), bits, str(automation or ""))


def _open(root: str, path: str) -> Any:
    winreg = importlib.import_module("winreg")
    roots = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }
    return winreg.OpenKey(roots[root], path)


def _value(root: str, path: str, name: str) -> Any:
    """A value of the registry, None where it is not there."""
    try:
        with _open(root, path) as key:
            return importlib.import_module("winreg").QueryValueEx(key, name)[0]
    except (OSError, ImportError):
        return None


def _count(root: str, path: str) -> int:
    """How many values a key of the registry has."""
    try:
        with _open(root, path) as key:
            return int(importlib.import_module("winreg").QueryInfoKey(key)[1])
    except (OSError, ImportError):
        return 0


def _output(*command: str) -> str | None:
    """What a program of Windows prints, None where it cannot be asked."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603 - fixed programs of the system
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _cache() -> str:
    """What is wrong with the cache of generated wrappers; blank where nothing is."""
    try:
        importlib.import_module("win32com.client.gencache")
    except ImportError as mistake:
        return str(mistake)
    except (AttributeError, OSError, EOFError) as mistake:  # what a broken cache raises
        return f"{type(mistake).__name__}: {mistake}"
    return ""
