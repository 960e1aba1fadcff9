"""A folder of CSV files: one file per table, in UTF-8 or GBK."""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Problem, Text
from xlar.tables import messages as say
from xlar.tables.grid import RawTable
from xlar.tables.headers import (
    header_row,
    is_complete,
    listed_headers,
    read_header,
    titles,
)
from xlar.tables.schema import SETTINGS, TABLES
from xlar.tables.settings import Settings, read_settings
from xlar.workbook.files import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlar.tables.names import TableSchema

_EXTENSIONS: Final = (".csv", ".tsv", ".txt")
_DELIMITERS: Final = ",;\t|"
_LONGEST_FIELD: Final = 1 << 28
_CHINESE_SHARE: Final = 0.85


@dataclass(frozen=True)
class Records:
    """The records of a CSV file.

    Attributes:
        fields: their fields.
        lines: the line each begins on, from 1.
        broken: line at which a quotation mark is never closed, or None.
    """

    fields: Sequence[Sequence[str]]
    lines: Sequence[int]
    broken: int | None = None


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without a mark), UTF-16 with a mark, or GBK.

    GBK gives some text for nearly any bytes, so it is believed only where most of what is not
    ASCII are characters of everyday Chinese (GB 2312).

    Raises:
        BadFile: none of them.

    >>> decoded("客户".encode("gbk")), decoded("客户".encode("utf-8-sig"))
    ('客户', '客户')
    """
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for encoding in (marks.get(data[:2], "utf-8-sig"), "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding != "gb18030" or _is_chinese(text)):
            return text
    raise BadFile(say.BAD_ENCODING)


def _is_chinese(text: str) -> bool:
    counts = Counter(text)
    others = {char: count for char, count in counts.items() if not char.isascii()}
    everyday = sum(count for char, count in others.items() if _in_gb2312(char))
    return everyday >= _CHINESE_SHARE * sum(others.values())


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def records(text: str) -> Records:
    r"""The records of a text, its separator told from its first line that has one.

    >>> records("a;b\n1;2\n").fields
    [['a', 'b'], ['1', '2']]
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    skip = first.lower().startswith("sep=")
    delimiter = first[4:5] if skip else max(_DELIMITERS, key=first.count)
    with _long_fields():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",", strict=True)
        fields: list[list[str]] = []
        lines: list[int] = []
        line = 1
        try:
            for record in reader:
                fields.append(record)
                lines.append(line)
                line = reader.line_num + 1
        except csv.Error:
            return Records(fields[skip:], lines[skip:], line)
    return Records(fields[skip:], lines[skip:])


@contextmanager
def _long_fields() -> Iterator[None]:
    """A limit on fields so high that a long one is reported instead of stopping the reader."""
    usual = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def read_folder(path: Path) -> tuple[list[RawTable], list[Problem], Settings]:
    """The tables of a folder before conversion, what is wrong with its files, and its settings."""
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _EXTENSIONS)
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for schema in TABLES.values():
        named = [file for file in files if schema.is_named(file.stem)]
        if len(named) > 1:
            seen = listed_headers(file.name for file in named)
            problems.append(Problem(say.TWO_TABLES, schema.name, values={"seen": seen}))
        elif named:
            table, found = _read_file(schema, named[0])
            tables += [table] if table else []
            problems += found
        elif schema.name == "invoices":
            seen = listed_headers(file.name for file in files) or "–"
            values = {"seen": seen, "headers": titles(schema)}
            problems.append(Problem(say.NO_INVOICES_FILE, schema.name, values=values))
    settings = Settings()
    for file in files:
        if SETTINGS.is_named(file.stem):
            settings = read_settings(_settings_rows(file))
        elif not any(schema.is_named(file.stem) for schema in TABLES.values()):
            problems += _ignored(file)
    return tables, problems, settings


def _content(file: Path) -> Records:
    try:
        data = file.read_bytes()
    except OSError as mistake:
        raise BadFile(say.NO_ACCESS) from mistake
    return records(decoded(data))


def _settings_rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    content = _content(file)
    return zip(content.lines, content.fields, strict=True)


def _ignored(file: Path) -> list[Problem]:
    """A warning where a file under another name has the headers of a table."""
    try:
        rows = _content(file).fields
    except BadFile:
        return []
    for schema in TABLES.values():
        position = header_row(schema, rows)
        if position is not None and is_complete(schema, rows[position]):
            values = {
                "table_name": Text(schema.zh, schema.name),
                "table_file": f"{schema.name}.csv",
            }
            return [Problem(say.IGNORED_FILE, schema.name, found=file.name, values=values)]
    return []


def _read_file(schema: TableSchema, file: Path) -> tuple[RawTable | None, list[Problem]]:
    try:
        content = _content(file)
    except BadFile as mistake:
        return None, [Problem(mistake.words, schema.name, found=file.name)]
    position = header_row(schema, content.fields)
    if position is None:
        return _without_header(schema, file, content)
    row = content.lines[position]
    header = read_header(schema, content.fields[position], sheet=None, row=row)
    if header.problems:
        return None, list(header.problems)
    lines, cells, problems = _entries(schema, content, position)
    width = len(content.fields[position])
    columns = {name: cells[at::width] for name, at in header.place.positions.items()}
    table = RawTable(
        schema,
        header.place,
        columns={name: column for name, column in columns.items() if name in schema.by_name},
        extras={name: column for name, column in columns.items() if name not in schema.by_name},
        rows=lines,
    )
    return table, problems


def _without_header(
    schema: TableSchema, file: Path, content: Records
) -> tuple[None, list[Problem]]:
    if content.broken is not None:
        return None, [Problem(say.OPEN_QUOTE, schema.name, content.broken)]
    if not any(map(any, content.fields)):
        return None, [Problem(say.EMPTY_FILE, schema.name, found=file.name)]
    values = {"headers": titles(schema)}
    return None, [Problem(say.NO_HEADER, schema.name, content.lines[0], values=values)]


def _entries(
    schema: TableSchema, content: Records, position: int
) -> tuple[list[int], list[str], list[Problem]]:
    """Line of every record below the header, their fields one after another, and problems.

    Every record is brought to the width of the header; one with more fields than that is shifted
    by a separator inside a value, and left out.
    """
    width = len(content.fields[position])
    lines: list[int] = []
    cells: list[str] = []
    problems: list[Problem] = []
    for line, fields in zip(
        content.lines[position + 1 :], content.fields[position + 1 :], strict=True
    ):
        if len(fields) > width and any(map(str.strip, fields[width:])):
            values = {"count": len(fields), "width": width}
            seen = fields[width].strip() or fields[-1].strip()
            problems.append(
                Problem(say.TOO_MANY_FIELDS, schema.name, line, found=seen, values=values)
            )
        else:
            lines.append(line)
            cells += fields[:width]
            cells += [""] * (width - len(fields))
    if content.broken is not None:
        problems.append(Problem(say.OPEN_QUOTE, schema.name, content.broken))
    return lines, cells, problems
