"""The parts of an .xlsx, .xlsm or .xlsb package: sheets, Excel tables, date system.

Read straight from the zip file, because the reader of cells knows nothing of them.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from xlar.tables.sheets import ExcelTable
from xlar.workbook.biff12 import workbook_bin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zipfile import ZipFile

_RANGE: Final = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


@dataclass(frozen=True)
class Package:
    """What a package says about itself.

    Attributes:
        sheets: path of the part of every sheet, by name.
        tables: its Excel tables.
        epoch_1904: whether serial numbers count from 1904.
    """

    sheets: Mapping[str, str]
    tables: tuple[ExcelTable, ...] = ()
    epoch_1904: bool = False


def elements(data: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every element of an XML text, in order: its name and attributes without prefixes.

    Raises:
        expat.ExpatError: not well-formed.

    >>> list(elements(b'<x:a r:id="1"><x:b/></x:a>'))
    [('a', {'id': '1'}), ('b', {})]
    """
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], plain))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    yield from found


def column_number(name: str) -> int:
    """The position of a column from its letters, counted from 0.

    >>> column_number("A"), column_number("AA")
    (0, 26)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_package(archive: ZipFile) -> Package:
    """The sheets, tables and date system of a package.

    Raises:
        KeyError: a part is missing.
        expat.ExpatError: a part is not well-formed.
    """
    main = _main_part(archive)
    links = _links(archive, main)
    if main.endswith(".bin"):
        named, epoch_1904 = workbook_bin(archive.read(main))
    else:
        named, epoch_1904 = _workbook_xml(archive.read(main))
    sheets = {name: links[link][1] for name, link in named.items() if link in links}
    tables = () if main.endswith(".bin") else tuple(_tables(archive, sheets))
    return Package(sheets, tables, epoch_1904)


def _main_part(archive: ZipFile) -> str:
    for kind, target in _links(archive, "").values():
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def _links(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of every relationship of a part, by identifier."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    links = {}
    for element, values in elements(archive.read(path)):
        if element == "Relationship" and values.get("TargetMode") != "External":
            target = values["Target"]
            target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            kind = values["Type"].rpartition("/")[2]
            links[values["Id"]] = kind, posixpath.normpath(target).lstrip("/")
    return links


def _workbook_xml(data: bytes) -> tuple[dict[str, str], bool]:
    sheets, epoch_1904 = {}, False
    for element, values in elements(data):
        if element == "sheet":
            sheets[values["name"]] = values["id"]
        elif element == "workbookPr":
            epoch_1904 = values.get("date1904") in ("1", "true")
    return sheets, epoch_1904


def _tables(archive: ZipFile, sheets: Mapping[str, str]) -> Iterator[ExcelTable]:
    for sheet, part in sheets.items():
        for kind, target in _links(archive, part).values():
            if kind == "table" and target in archive.namelist():
                yield from _table(archive.read(target), sheet)


def _table(data: bytes, sheet: str) -> Iterator[ExcelTable]:
    parts = list(elements(data))
    name, values = parts[0]
    area = _RANGE.fullmatch(values.get("ref", ""))
    if name != "table" or area is None:
        return
    left, top, right, bottom = area.groups()
    totals = int(values.get("totalsRowCount", "0"))
    yield ExcelTable(
        name=values.get("displayName") or values.get("name", ""),
        sheet=sheet,
        top=int(top),
        left=column_number(left),
        bottom=int(bottom or top) - totals,
        right=column_number(right or left),
        header=values.get("headerRowCount", "1") != "0",
        has_totals=totals > 0,
        columns=tuple(v.get("name", "") for element, v in parts if element == "tableColumn"),
    )
