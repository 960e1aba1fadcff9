"""Which table each sheet or file is, and which column each of its headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.tables.grid import found
from xlar.tables.messages import UNIT_HEADER
from xlar.tables.names import fold
from xlar.tables.schema import TABLES
from xlar.workbook.importer import classify_messages as say
from xlar.workbook.importer.content import fitting, sampled
from xlar.workbook.importer.guess import THRESHOLD, guess, words
from xlar.workbook.importer.model import Mapped
from xlar.workbook.importer.targets import target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.tables.names import ColumnSchema
    from xlar.workbook.importer.guess import Guess, Match
    from xlar.workbook.importer.model import Grid
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.options import ColumnMap

_MULTIPLE: Final = re.compile(
    r"[(\[【](?:单位:?)?(?:千元|万元|万|十万元|百万元|百万|亿元|亿|thousands?|k|000s?|millions?|m)[)\]】]$"
)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A grid that is known to be a table.

    Attributes:
        grid: the cells.
        guess: what it is, and what its headers are.
        joined: places of the headers of columns that several headers make up.
    """

    grid: Grid
    guess: Guess
    joined: Mapping[str, Sequence[int]]


def classify(grids: Sequence[Grid], cmap: ColumnMap, notes: Notes) -> list[Sheet]:
    """What each sheet or file is; those that are nothing of ours are reported and left out."""
    labels = ", ".join(grid.label for grid in grids)
    for name in cmap.tables:
        if not any(_is_called(grid, name) for grid in grids):
            notes.problem(say.NO_SUCH_TABLE, found=name, seen=labels)
    sheets = []
    for grid in grids:
        sheet = _sheet(grid, cmap, alone=len(grids) == 1)
        if sheet is None:
            _ignore(grid, cmap, notes)
        else:
            sheets.append(sheet)
    _check_headers(grids, sheets, cmap, notes)
    if not any(sheet.guess.table == "invoices" for sheet in sheets):
        notes.problem(say.NO_INVOICES, seen=labels)
    for sheet in sheets:
        _report(sheet, sheets, notes)
    return sheets


def _is_called(grid: Grid, name: str) -> bool:
    """Whether a name in the map means this sheet or file, with or without its extension."""
    return fold(name) in map(fold, (grid.label, *grid.names))


def _sheet(grid: Grid, cmap: ColumnMap, *, alone: bool) -> Sheet | None:
    stated = next((table for name, table in cmap.tables.items() if _is_called(grid, name)), None)
    if stated == "ignore":
        return None
    if stated is not None:
        return _as(grid, stated, cmap)
    for table, schema in TABLES.items():
        if any(schema.is_named(name) for name in grid.names):
            return _as(grid, table, cmap)
    named = [table for table in TABLES if any(_hints_at(name, table) for name in grid.names)]
    candidates = [_as(grid, table, cmap) for table in TABLES]
    complete = [sheet for sheet in candidates if _completeness(sheet) == 1]
    if len(named) == 1:
        hinted = next(sheet for sheet in candidates if sheet.guess.table == named[0])
        if _completeness(hinted) >= 0.5:
            return hinted
    if complete:
        return max(complete, key=_certainty)
    return _as(grid, "invoices", cmap) if alone else None


def _hints_at(label: str, table: str) -> bool:
    """Whether a label contains the name of a table among other words."""
    plain = {word for name in (table, table.rstrip("s")) for word in words(name)}
    chinese = {name for name in TABLES[table].names if not name.isascii() and len(name) > 1}
    return bool(words(label) & plain) or any(name in fold(label) for name in chinese)


def _as(grid: Grid, table: str, cmap: ColumnMap) -> Sheet:
    """The grid taken for a table."""
    stated: dict[str, int] = {}
    joined: dict[str, Sequence[int]] = {}
    left_out: set[str] = set()
    for name, headers in {**cmap.columns.get("", {}), **cmap.columns.get(table, {})}.items():
        if target(table, name) is None:
            continue
        places = [place for header in headers if (place := _place(grid, header)) is not None]
        if places and len(places) == len(headers):
            stated[name] = places[0]
            if len(places) > 1:
                joined[name] = places
        elif not headers:
            left_out.add(name)
    translated = {"payment_status" if name == "status" else name for name in cmap.values}
    result = guess(grid, table, stated, translated | set(cmap.values))
    for name in left_out:
        result.taken.pop(name, None)
    result = _named_by_name(grid, result, stated)
    return Sheet(grid, result, joined)


def _named_by_name(grid: Grid, result: Guess, stated: Mapping[str, int]) -> Guess:
    """A flat list that names customers but has no code for them: the name is the identifier."""
    name = result.taken.get("customer_name")
    if result.table == "invoices" and "customer_id" not in result.taken and name is not None:
        again = guess(grid, "invoices", {**stated, "customer_id": name.place})
        again.taken["customer_id"] = type(name)(
            name.place, again.taken["customer_id"].column, min(name.score, 0.8), name.known
        )
        return again
    return result


def _place(grid: Grid, header: str) -> int | None:
    if header in grid.header:
        return grid.header.index(header)
    folded = [fold(one) for one in grid.header]
    return folded.index(fold(header)) if folded.count(fold(header)) == 1 else None


def _completeness(sheet: Sheet) -> float:
    required = TABLES[sheet.guess.table].required
    return sum(column.name in sheet.guess.taken for column in required) / len(required)


def _certainty(sheet: Sheet) -> tuple[int, float, int]:
    """What speaks for a table whose columns are all there: above all how many it requires."""
    taken = sheet.guess.taken
    required = [taken[column.name].score for column in TABLES[sheet.guess.table].required]
    return len(required), sum(required) / len(required), len(taken)


def _ignore(grid: Grid, cmap: ColumnMap, notes: Notes) -> None:
    if not any(_is_called(grid, name) for name in cmap.tables):
        notes.problem(say.IGNORED_GRID, grid, count=len(grid), label=grid.label)
    for header in grid.header:
        how = Text("该表未导入", "sheet not imported")
        notes.mapping.append(Mapped(grid.label, header, None, None, 0.0, how))


def _check_headers(
    grids: Sequence[Grid], sheets: Sequence[Sheet], cmap: ColumnMap, notes: Notes
) -> None:
    """Report headers of the map that no sheet has."""
    for table, columns in cmap.columns.items():
        tables = [sheet.guess.table for sheet in sheets]
        for name, headers in columns.items():
            mine = [
                s.grid
                for s in sheets
                if table in ("", s.guess.table) and target(s.guess.table, name)
            ]
            for header in headers:
                if (mine or table not in tables) and not any(
                    _place(g, header) is not None for g in mine or grids
                ):
                    seen = ", ".join(dict.fromkeys(h for g in mine or grids for h in g.header if h))
                    notes.problem(say.NO_SUCH_HEADER, found=header, column=name, seen=seen)


def _report(sheet: Sheet, sheets: Sequence[Sheet], notes: Notes) -> None:
    """Report required columns that are missing, matches that are uncertain, and every mapping."""
    taken, table = sheet.guess.taken, TABLES[sheet.guess.table]
    listed = any(
        other is not sheet and other.guess.table == table.name and "name" in other.guess.taken
        for other in sheets
    )
    for column in table.required:
        if column.name not in taken and not (table.name == "customers" and column.name == "name"):
            _report_missing(sheet, column, notes)
    if table.name == "customers" and "name" not in taken and not listed and "customer_id" in taken:
        _report_missing(sheet, table.by_name["name"], notes)
    by_place = {
        place: match
        for match in taken.values()
        for place in (match.place, *sheet.joined.get(match.column.name, ()))
    }
    for place, header in enumerate(sheet.grid.header):
        match = by_place.get(place)
        if match is not None:
            _report_match(sheet, match, header, notes)
        elif header or sampled(sheet.grid.columns[place]):
            how = Text("未识别，原样附在表后", "not recognised, carried along")
            notes.mapping.append(Mapped(sheet.grid.label, header, table.name, None, 0.0, how))


def _report_match(sheet: Sheet, match: Match, header: str, notes: Notes) -> None:
    column, score = match.column, match.score
    if column.kind == "amount" and _MULTIPLE.search(fold(header)):
        notes.problem(UNIT_HEADER, sheet.grid, None, header, found=header)
    rivals = [
        sheet.grid.header[rival.place]
        for rival in sheet.guess.rivals.get(column.name, ())
        if rival.score >= THRESHOLD and rival.known >= match.known
    ]
    score = min(score, 0.9) if rivals and score < 1 else score
    others = ", ".join(rivals)
    how = Text("由 map.toml 指定", "stated in map.toml")
    if score < 1:
        how = (
            Text("表头同名", "header of that name")
            if match.known
            else Text("表头相近", "header like it")
        )
    if rivals:
        how = Text(f"{how.zh}；另有 {others}", f"{how.en}; also {others}")
    mapped = Mapped(sheet.grid.label, header, sheet.guess.table, column.name, round(score, 2), how)
    notes.mapping.append(mapped)
    if mapped.level in ("likely", "guess"):
        tail = Text(f"；{others} 也可能是", f"; {others} may be it too") if rivals else Text("", "")
        notes.problem(
            say.UNCERTAIN_COLUMN, sheet.grid, None, header, header=header, column=column.name,
            title=Text(column.zh, column.en), confidence=f"{score:.2f}", others=tail,
        )  # fmt: skip


def _report_missing(sheet: Sheet, column: ColumnSchema, notes: Notes) -> None:
    candidates = _candidates(sheet, column)
    shown = Text("", "")
    if candidates:
        names = ", ".join(f"{header} ({score:.2f})" for header, score in candidates)
        shown = Text(f"，可能是：{names}", f"; it may be: {names}")
    suggestion = candidates[0][0] if candidates else "…"
    notes.problem(
        say.MISSING_COLUMN, sheet.grid, None, None,
        title=Text(column.zh, column.en), column=column.name,
        candidates=shown, suggestion=suggestion,
    )  # fmt: skip


def _candidates(sheet: Sheet, column: ColumnSchema) -> list[tuple[str, float]]:
    """Headers that may be a column: near ones, then those whose cells fit; at most five."""
    used = {match.place for match in sheet.guess.taken.values()}
    near = {rival.place: rival.score for rival in sheet.guess.rivals.get(column.name, ())}
    for place, cells in enumerate(sheet.grid.columns):
        if (
            place not in used
            and place not in near
            and sampled(cells)
            and fitting(cells, column) >= 0.9
        ):
            near[place] = 0.3
    best = sorted(near.items(), key=lambda entry: (-entry[1], entry[0]))[:5]
    return [(found(sheet.grid.header[place]), score) for place, score in best]
