"""The cells of a sheet or file as typed columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import texts
from xlar.core.problems import Text
from xlar.tables.cell_messages import ERROR_CELL_OTHER
from xlar.tables.choices import METHODS
from xlar.tables.convert import convert_column
from xlar.tables.findings import is_blank
from xlar.tables.grid import found
from xlar.tables.names import choice_words, fold
from xlar.tables.schema import TABLES
from xlar.workbook.importer import settle_messages as say
from xlar.workbook.importer.dates import Orders
from xlar.workbook.importer.days import day_column, styles_of
from xlar.workbook.importer.guess import CARRIED
from xlar.workbook.importer.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column
    from xlar.tables.cells import BadCell
    from xlar.tables.faults import Fault
    from xlar.tables.findings import Finding
    from xlar.tables.names import ColumnSchema
    from xlar.workbook.importer.days import DayColumn
    from xlar.workbook.importer.guess import Guess
    from xlar.workbook.importer.model import Grid, Raw
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.options import ColumnMap

_METHOD_WORDS: Final = choice_words(METHODS)
_SYMBOLS: Final = "$€£¥￥"
_IN_WINDOW: Final = ("invoice_date", "settled_on", "receipt_date")


def typed_part(
    grid: Grid, guess: Guess, joined: Mapping[str, Sequence[int]], cmap: ColumnMap, notes: Notes
) -> Part:
    """The columns of a grid converted to what they were taken for.

    Args:
        grid: the sheet or file.
        guess: what its headers mean.
        joined: places of the headers of columns that several headers make up.
        cmap: what the user stated.
        notes: where problems and steps go.
    """
    part = Part(grid, guess.table, {}, {}, {}, {}, np.arange(len(grid)))
    days: list[DayColumn] = []
    used: set[int] = set()
    for name, match in guess.taken.items():
        places = list(joined.get(name, (match.place,)))
        used.update(places)
        header = " + ".join(grid.header[place] for place in places)
        part.schema[name], part.headers[name] = match.column, header
        cells = _translated(_cells(grid, places), name, cmap)
        if match.column.kind == "day":
            days.append(_days(part, name, cells, notes))
            continue
        part.columns[name] = _column(part, match.column, cells, notes)
    orders = Orders(grid, cmap.options, cmap.date_orders, notes)
    orders.settle(days)
    for column in days:
        if cmap.options.window and column.name in _IN_WINDOW:
            orders.apply_window(column, cmap.options.window)
        part.columns[column.name] = column.values
    _report_faults(part, used, notes)
    own = {m.place for m in guess.taken.values() if m.column.name in TABLES[guess.table].by_name}
    for place, (header, column_cells) in enumerate(zip(grid.header, grid.columns, strict=True)):
        if place in used - own:
            part.extras[f"{header}{CARRIED}"] = column_cells
        elif place not in used:
            part.extras[header] = column_cells
    return part


def _report_faults(part: Part, used: set[int], notes: Notes) -> None:
    """Report error values and formulas without a result; those carried along in one warning."""
    grid = part.grid
    place_of = {row: place for place, row in enumerate(grid.rows)}
    others: dict[int, list[Fault]] = {}
    for (row, position), fault in sorted(grid.faults.items()):
        column = position - grid.first_column
        if row not in place_of or not 0 <= column < len(grid.header):
            continue
        if column in used:
            wanted = Text("值", "a value")
            notes.problem(
                fault.words,
                grid,
                place_of[row],
                grid.header[column],
                found=fault.seen,
                wanted=wanted,
            )
        else:
            others.setdefault(column, []).append(fault)
    for column, faults in others.items():
        first = place_of[faults[0].row]
        notes.problem(
            ERROR_CELL_OTHER,
            grid,
            first,
            grid.header[column],
            found=faults[0].seen,
            count=len(faults),
        )


def _cells(grid: Grid, places: Sequence[int]) -> list[Any]:
    """The cells of one header, or of several joined by hyphens; "" where blank."""
    columns = [["" if cell is None else cell for cell in grid.columns[place]] for place in places]
    if len(columns) == 1:
        return columns[0]
    return [
        "-".join(found(cell) for cell in cells if cell != "")
        for cells in zip(*columns, strict=True)
    ]


def _translated(cells: list[Any], name: str, cmap: ColumnMap) -> list[Any]:
    """The cells with the words of the source replaced as the map says."""
    aliases = (name, "status") if name == "payment_status" else (name,)
    words = {
        fold(word): ours for alias in aliases for word, ours in cmap.values.get(alias, {}).items()
    }
    if not words:
        return cells
    return [
        words.get(fold(found(cell)), cell) if cell != "" else words.get("", "") for cell in cells
    ]


def _days(part: Part, name: str, cells: Sequence[Raw], notes: Notes) -> DayColumn:
    header = part.headers[name]

    def report(place: int, mistake: BadCell) -> None:
        notes.problem(
            mistake.words,
            part.grid,
            place,
            header,
            found=found(cells[place]),
            **mistake.values,
        )

    styles = styles_of(cells)
    if len(styles) > 1:
        examples = [f"{style} × {count}" for style, count in styles.most_common()]
        notes.step(
            Text(
                f"{part.grid.label}“{header}”有 {len(styles)} 种日期写法",
                f"{part.grid.label}, {header}: dates written in {len(styles)} styles",
            ),
            styles.total(),
            examples,
        )
    return day_column(name, header, cells, report, epoch_1904=part.grid.epoch_1904)


def _column(part: Part, column: ColumnSchema, cells: list[Any], notes: Notes) -> Column:
    if column.name == "payment_status":
        return _statuses(part, column, cells, notes)
    if column.name == "payment_method":
        return _methods(part, cells, notes)
    if column.kind in ("amount", "number"):
        _tell_texts(part, column, cells, notes)
    values, findings = convert_column(column, cells)
    for finding in findings:
        _report(part, column, finding, cells, notes)
    return values


def _report(
    part: Part, column: ColumnSchema, finding: Finding, cells: Sequence[Any], notes: Notes
) -> None:
    rows = {
        name: ", ".join(str(part.grid.rows[place]) for place in list(places)[:5])
        for name, places in finding.places.items()
    }
    shown = "" if finding.of_column else found(cells[finding.index])
    wanted = {"wanted": column.about}
    notes.problem(
        finding.words, part.grid, finding.index, part.headers[column.name], found=shown,
        **{**wanted, **finding.values, **rows},
    )  # fmt: skip


def _statuses(part: Part, column: ColumnSchema, cells: Sequence[Any], notes: Notes) -> Column:
    codes = {
        cell: column.words.get(fold(found(cell)), "?") if not is_blank(cell) else ""
        for cell in set(cells)
    }
    unknown = Counter(found(cell) for cell in cells if codes[cell] == "?")
    for word, count in unknown.most_common():
        first = next(place for place, cell in enumerate(cells) if found(cell) == word)
        header = part.headers[column.name]
        notes.problem(say.UNKNOWN_PAYMENT_STATUS, part.grid, first, header, found=word, count=count)
    return texts(["" if codes[cell] == "?" else codes[cell] for cell in cells])


def _methods(part: Part, cells: Sequence[Any], notes: Notes) -> Column:
    """Codes of payment methods; a word that is none of ours stays in the receipt's notes."""
    words = [found(cell).strip() for cell in cells]
    codes = [_METHOD_WORDS.get(fold(word), "") for word in words]
    rest = [word if word and not code else "" for word, code in zip(words, codes, strict=True)]
    part.columns["payment_note"] = texts([f"付款方式 {word}" if word else "" for word in rest])
    part.schema["payment_note"] = part.schema["payment_method"]
    unknown = Counter(word for word in rest if word)
    notes.step(
        Text(
            f"{part.grid.label}“{part.headers['payment_method']}”中不认识的付款方式，写入收款备注",
            f"{part.grid.label}, {part.headers['payment_method']}: unknown payment methods,"
            " kept in the notes",
        ),
        unknown.total(),
        [f"{word} × {count}" for word, count in unknown.most_common()],
    )
    return texts(codes)


def _tell_texts(part: Part, column: ColumnSchema, cells: Sequence[Any], notes: Notes) -> None:
    """Tell of amounts written with a currency symbol, separators or blanks."""
    odd = [cell for cell in cells if isinstance(cell, str) and not _is_plain(cell)]
    notes.step(
        Text(
            f"{part.grid.label}“{part.headers[column.name]}”：带符号或分隔符的文本金额已读作数字",
            f"{part.grid.label}, {part.headers[column.name]}: amounts in text with symbols or"
            " separators read as numbers",
        ),
        len(odd),
        list(dict.fromkeys(odd)),
    )


def _is_plain(cell: str) -> bool:
    return not cell.strip() or cell.strip().lstrip("-").replace(".", "", 1).isdecimal()


def symbols_in(cells: Sequence[Raw]) -> Counter[str]:
    """The currency symbols that stand in a column's texts.

    >>> symbols_in(["$4,235.00", "12", 3.0])
    Counter({'$': 1})
    """
    return Counter(
        symbol for cell in cells if isinstance(cell, str) for symbol in _SYMBOLS if symbol in cell
    )
