"""A VBA project as Excel stores it: ``xl/vbaProject.bin``, sources only.

Excel compiles what it finds without compiled code, as in the files of EPPlus, LibreOffice and of
xlwings itself: the cache has version 0xFFFF and is empty, and every module starts at offset 0.
Source: [MS-OVBA] 2.3.4.
"""

from __future__ import annotations

import uuid
from struct import pack
from typing import TYPE_CHECKING, Final

from xlar.workbook.vba.compression import compressed, obfuscated
from xlar.workbook.vba.container import compound
from xlar.workbook.vba.lint import faults
from xlar.workbook.vba.modules import BadSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.workbook.vba.modules import Module

NO_CACHE: Final = bytes.fromhex("cc61ffff000100")
_CODE_PAGE, _LANGUAGE = 1252, 0x409
_REFERENCES: Final = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
}
_LISTED: Final = {"standard": "Module={}", "class": "Class={}"}
_LISTED_DOCUMENT: Final = "Document={}/&H00000000"


def build_project(name: str, modules: Sequence[Module]) -> bytes:
    """The bytes of ``vbaProject.bin``; the same modules always give the same ones.

    Args:
        name: name of the project.
        modules: its modules: one of the workbook, one for every sheet, and the others.

    Raises:
        BadSource: a source breaks a limit of VBA, two names are the same, or there is not exactly
            one module of the workbook.
    """
    _require_sound(name, modules)
    streams = {module.name: compressed(module.stored) for module in modules}
    streams |= {"_VBA_PROJECT": NO_CACHE, "dir": compressed(_directory(name, modules))}
    return compound(
        {"VBA": streams, "PROJECT": _listing(name, modules), "PROJECTwm": _names(modules)}
    )


def _require_sound(name: str, modules: Sequence[Module]) -> None:
    names = [name.lower(), *(module.name.lower() for module in modules)]
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise BadSource(twice[0], "the name is used twice")
    if sum(module.kind == "workbook" for module in modules) != 1:
        raise BadSource(name, "exactly one module must be the workbook's")
    for module in modules:
        for fault in faults(module.code, explicit=False):
            raise BadSource(module.name, fault)


def _record(number: int, data: bytes = b"") -> bytes:
    return pack("<HI", number, len(data)) + data


def _both(number: int, unicode: int, text: str = "") -> bytes:
    """A text twice: in the code page, and in Unicode."""
    return _record(number, text.encode("ascii")) + _record(unicode, text.encode("utf-16-le"))


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """The stream ``dir``, before compression ([MS-OVBA] 2.3.4.2)."""
    windows_64, shared_cookie = 3, 0xFFFF
    records = [
        _record(0x01, pack("<I", windows_64)),
        _record(0x02, pack("<I", _LANGUAGE)),
        _record(0x14, pack("<I", _LANGUAGE)),
        _record(0x03, pack("<H", _CODE_PAGE)),
        _record(0x04, name.encode("ascii")),
        _both(0x05, 0x40),  # description
        _record(0x06) + _record(0x3D),  # help files
        _record(0x07, pack("<I", 0)),  # help topic
        _record(0x08, pack("<I", 0)),  # flags
        pack("<HIIH", 0x09, 4, 1, 0),  # version; the 4 is no length
        _both(0x0C, 0x3C),  # constants
        *(_reference(*reference) for reference in _REFERENCES.items()),
        _record(0x0F, pack("<H", len(modules))),
        _record(0x13, pack("<H", shared_cookie)),
        *map(_module, modules),
    ]
    return b"".join(records) + _record(0x10)


def _reference(name: str, library: str) -> bytes:
    named = _both(0x16, 0x3E, name)
    return named + _record(0x0D, pack("<I", len(library)) + library.encode("ascii") + bytes(6))


def _module(module: Module) -> bytes:
    procedural, other = 0x21, 0x22
    return b"".join((
        _both(0x19, 0x47, module.name),
        _both(0x1A, 0x32, module.name),  # its stream
        _both(0x1C, 0x48),  # description
        _record(0x31, pack("<I", 0)),  # its source starts the stream: no cache before it
        _record(0x1E, pack("<I", 0)),  # help topic
        _record(0x2C, pack("<H", 0xFFFF)),
        _record(procedural if module.kind == "standard" else other),
        _record(0x2B),
    ))  # fmt: skip


def _listing(name: str, modules: Sequence[Module]) -> bytes:
    """The stream ``PROJECT``: not protected, no password, visible ([MS-OVBA] 2.3.1)."""
    project = "{" + str(uuid.uuid5(uuid.NAMESPACE_DNS, name)).upper() + "}"
    lines = [
        f'ID="{project}"',
        *(_LISTED.get(module.kind, _LISTED_DOCUMENT).format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{obfuscated(bytes(4), project, 0x1A)}"',
        f'DPB="{obfuscated(bytes(1), project, 0x34)}"',
        f'GC="{obfuscated(bytes([0xFF]), project, 0x4E)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _names(modules: Sequence[Module]) -> bytes:
    """The stream ``PROJECTwm``: every name in the code page and in Unicode."""
    pairs = (
        module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return b"".join(pairs) + b"\0\0"
