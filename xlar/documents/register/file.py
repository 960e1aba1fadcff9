"""The text of register.csv: rows to bytes, and bytes of any program back to cells.

Written as UTF-8 with a mark and CRLF, so that Excel shows Chinese. Read as people leave it: in
UTF-8, UTF-16 or GBK, separated by comma, semicolon or tab, columns in any order, with blank lines,
further columns and days in the form of their Excel.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Problem, Text
from xlar.documents.register import messages as say
from xlar.documents.register.cells import day_order, fold, unprotect
from xlar.documents.register.columns import BY_TITLE, COLUMNS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.documents.register.cells import Order

REGISTER: Final = "register.csv"

_DAYS: Final = [one.name for one in COLUMNS if one.form == "day"]
_DELIMITERS: Final = ",;\t"
_LONGEST_CELL: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of register.csv.

    Attributes:
        line: line it begins on, from 1.
        number: number of its document.
        cells: its cells, trimmed, by column; columns the file does not have are not in it.
        extras: the cells of further columns.
    """

    line: int
    number: str
    cells: Mapping[str, str]
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """What stands in register.csv.

    Attributes:
        entries: its rows.
        problems: what is wrong with the file as a whole, and rows that cannot be told.
        language: language of its header and words; None for no file.
        extras: titles of further columns, which are carried along.
        order: of day and month, where its days prove it.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: Language | None = None
    extras: tuple[str, ...] = ()
    order: Order | None = None


@dataclass(frozen=True)
class _Header:
    """Where the columns stand, and the further ones."""

    titles: Sequence[str]
    places: Mapping[str, int]
    extras: Sequence[int]


def register_bytes(
    rows: Iterable[RegisterRow],
    language: Language = "zh",
    extras: Sequence[str] = (),
    extra_cells: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """The content of register.csv.

    Args:
        rows: the rows in order.
        language: of the header and the words of kind and status.
        extras: titles of further columns.
        extra_cells: the cells of those, by number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(one.zh if language == "zh" else one.name for one in COLUMNS), *extras])
    for row in rows:
        known = [shown(column, row, language) for column in COLUMNS]
        writer.writerow([*known, *(extra_cells or {}).get(row.number, ())])
    return out.getvalue().encode("utf-8-sig")


def read_register_bytes(data: bytes) -> Contents:
    """What stands in register.csv.

    Args:
        data: its content; one without a header is an unusable file, not an empty register.
    """
    text = _decoded(data)
    if text is None:
        return Contents(problems=(Problem(say.BAD_ENCODING, "register"),))
    records, problems = _records(text)
    header = _header(records[0][1] if records else [""])
    problems += _header_problems(header)
    if problems:
        return Contents(problems=tuple(problems))
    rows, problems = _rows(records[1:], len(header.titles))
    entries = tuple(_entry(header, line, record) for line, record in rows)
    problems += [
        Problem(say.NO_NUMBER, "register", entry.line, "number")
        for entry in entries
        if not entry.number
    ]
    chinese = {fold(one.zh) for one in COLUMNS} & set(map(fold, header.titles))
    return Contents(
        tuple(entry for entry in entries if entry.number),
        tuple(problems),
        "zh" if chinese else "en",
        tuple(header.titles[place] for place in header.extras),
        day_order(entry.cells.get(name, "") for entry in entries for name in _DAYS),
    )


def _decoded(data: bytes) -> str | None:
    """The text of the file, None where it is in no encoding Excel writes."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _records(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The records that are not blank, each with the line it begins on."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    usual = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            if any(map(str.strip, record)):
                records.append((line, record))
            line = reader.line_num + 1
    except csv.Error:
        return records, [Problem(say.OPEN_QUOTE, "register", line)]
    finally:
        csv.field_size_limit(usual)
    return records, []


def _header(titles: Sequence[str]) -> _Header:
    """Where the columns stand; the second of two with one meaning is among the further ones."""
    places: dict[str, int] = {}
    extras = []
    for place, title in enumerate(titles):
        column = BY_TITLE.get(fold(title))
        if column is None or column.name in places:
            extras.append(place)
        else:
            places[column.name] = place
    return _Header(titles, places, extras)


def _header_problems(header: _Header) -> list[Problem]:
    if not {"number", "status"} <= header.places.keys():
        wanted = {"titles": Text("“编号”和“状态”", "number and status")}
        return [Problem(say.NO_HEADER, "register", 1, None, header.titles[0], None, wanted)]
    twice = [title for title in map(header.titles.__getitem__, header.extras)
             if fold(title) in BY_TITLE]  # fmt: skip
    return [Problem(say.TWO_COLUMNS, "register", 1, None, title) for title in twice]


def _rows(
    records: Iterable[tuple[int, list[str]]], width: int
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The records below the header, all of its width, and those that have more."""
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for line, record in records:
        if any(map(str.strip, record[width:])):
            values = {"width": width}
            found = next(filter(str.strip, record[width:]))
            problems.append(
                Problem(say.TOO_MANY_FIELDS, "register", line, None, found, None, values)
            )
        rows.append((line, (record + [""] * (width - len(record)))[:width]))
    return rows, problems


def _entry(header: _Header, line: int, record: Sequence[str]) -> Entry:
    cells = {name: record[place].strip() for name, place in header.places.items()}
    number = unprotect(cells["number"])
    return Entry(line, number, cells, tuple(record[place] for place in header.extras))
