"""A small writer of .xlsb, because no library writes it: numbers, texts, days, truths, errors.

Source: [MS-XLSB] 2.1.4 (records) and 2.4.
"""

from __future__ import annotations

import datetime as dt
from struct import pack
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from pathlib import Path

ERRORS = {"#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
</Types>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, content: bytes = b"") -> bytes:
    """One record: its type in one or two bytes, its size in seven-bit groups, its content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, groups = len(content), b""
    while True:
        groups += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + groups + content


def text(value: str) -> bytes:
    encoded = value.encode("utf-16-le")
    return pack("<I", len(encoded) // 2) + encoded


def _serial(day: dt.date, *, epoch_1904: bool) -> float:
    return (day - (dt.date(1904, 1, 1) if epoch_1904 else dt.date(1899, 12, 30))).days


def _cell(column: int, value: object, *, epoch_1904: bool, formula: bool = False) -> bytes:
    if value == "" or value is None:
        return b""
    if isinstance(value, dt.date):
        head, number = pack("<II", column, 1), _serial(value, epoch_1904=epoch_1904)
        return record(5, head + pack("<d", number))
    head = pack("<II", column, 0)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int | float):
        return record(5, head + pack("<d", value))
    if value in ERRORS:
        kind, rest = (11, pack("<HII", 0, 0, 0)) if formula else (3, b"")
        return record(kind, head + bytes([ERRORS[value]]) + rest)
    return record(6, head + text(str(value)))


def sheet(rows: list[list[object]], *, epoch_1904: bool = False) -> bytes:
    """The part of a sheet; an error value is a formula's in even columns, a constant in others."""
    width = max(map(len, rows), default=1)
    size = record(148, pack("<4I", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0)))
    body = b""
    for number, row in enumerate(rows):
        body += record(0, pack("<II", number, 0) + b"\0" * 9)
        for column, value in enumerate(row):
            body += _cell(column, value, epoch_1904=epoch_1904, formula=column % 2 == 0)
    return record(129) + size + record(145) + body + record(146) + record(130)


def _styles() -> bytes:
    code = record(44, pack("<H", 164) + text("yyyy-mm-dd"))
    plain, day = (record(47, pack("<HH", 0, number) + b"\0" * 12) for number in (0, 164))
    formats = record(615, pack("<I", 1)) + code + record(616)
    return (
        record(278) + formats + record(617, pack("<I", 2)) + plain + day + record(618) + record(279)
    )


def write_xlsb(
    path: Path, sheets: dict[str, list[list[object]]], *, epoch_1904: bool = False
) -> Path:
    """Write the sheets, each a list of rows of cells."""
    bundle, links = b"", ""
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_RELATION}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        for number, (name, rows) in enumerate(sheets.items(), 1):
            part = f"worksheets/sheet{number}.bin"
            archive.writestr(f"xl/{part}", sheet(rows, epoch_1904=epoch_1904))
            links += (
                f'<Relationship Id="rId{number}" Type="{_RELATION}/worksheet" Target="{part}"/>'
            )
            bundle += record(156, pack("<II", 0, number) + text(f"rId{number}") + text(name))
        links += f'<Relationship Id="rId99" Type="{_RELATION}/styles" Target="styles.bin"/>'
        properties = record(153, pack("<III", int(epoch_1904), 0, 0))
        book = record(131) + properties + record(143) + bundle + record(144) + record(132)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/styles.bin", _styles())
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
        )
    return path
