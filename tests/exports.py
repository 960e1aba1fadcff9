"""Exports written as text, and what the importer makes of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xlar.core.dates import iso
from xlar.core.items import open_items
from xlar.core.money import format_minor
from xlar.workbook.importer import ImportResult, import_file
from xlar.workbook.importer.model import Grid

if TYPE_CHECKING:
    from pathlib import Path

    from xlar.workbook.importer.notes import Notes


def csv_text(text: str) -> str:
    """A table written with bars and blanks around its cells, as comma-separated text.

    A cell that contains a comma or a quotation mark is quoted.
    """
    lines = []
    for line in text.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().split("|")]
        lines.append(
            ",".join('"' + c.replace('"', '""') + '"' if set(c) & set(',"') else c for c in cells)
        )
    return "\n".join(lines) + "\n"


def export(folder: Path, text: str, name: str = "raw.csv") -> Path:
    """A file in the folder with the table a text draws."""
    path = folder / name
    path.write_text(csv_text(text), encoding="utf-8")
    return path


def imported(folder: Path, text: str, toml: str = "", **options: object) -> ImportResult:
    """What importing the table a text draws gives, under a map."""
    return import_with(export(folder, text), folder, toml, **options)


def import_with(raw: Path, folder: Path, toml: str = "", **options: object) -> ImportResult:
    """What importing a file or folder gives, under a map."""
    map_file = None
    if toml:
        map_file = folder / "map.toml"
        map_file.write_text(toml, encoding="utf-8")
    return import_file(raw, map_file=map_file, **options)


def codes(result: ImportResult | Notes) -> list[str]:
    """The codes of the problems found."""
    return [problem.code for problem in result.problems]


def problem(result: ImportResult | Notes, code: str):
    """The only problem of a code."""
    found = [one for one in result.problems if one.code == code]
    assert len(found) == 1, f"{code}: {len(found)} of {codes(result)}"
    return found[0]


def texts_of(result: ImportResult) -> str:
    """Everything the import says, in English."""
    lines = [step.text("en") for step in result.steps]
    return "\n".join([*lines, *(one.text("en") for one in result.problems)])


def column(result: ImportResult, table: str, name: str) -> list[object]:
    """A column of the result, days as ISO dates and amounts as plain numbers."""
    values = result.tables[table].columns[name]
    if str(values.dtype) == "int32" and name != "instalment":
        return [iso(value) for value in values.tolist()]
    if str(values.dtype) == "int64":
        return [value / 10_000 for value in values.tolist()]
    return values.tolist()


def mapping(result: ImportResult) -> dict[str, str | None]:
    """The column each header became."""
    return {one.header: one.column for one in result.mapping}


def open_amounts(result: ImportResult, day: str) -> dict[str, str]:
    """The open amount of every document on a day."""
    assert result.ledger is not None, codes(result)
    ledger = result.ledger
    items = open_items(ledger, date.fromisoformat(day), allocation="explicit")
    return {
        ledger.documents.number[place]: format_minor(amount)
        for place, amount in zip(items.document.tolist(), items.open.tolist(), strict=True)
    }


def grid(*rows: list[object], header: list[str] | None = None, label: str = "raw.csv") -> Grid:
    """A grid of rows below a header; row 2 is the first."""
    titles = header or [f"h{number}" for number in range(len(rows[0]))]
    columns = tuple([row[place] for row in rows] for place in range(len(titles)))
    return Grid(label, tuple(titles), columns, range(2, len(rows) + 2), (label,))
