"""The results of calls as cells: one value, values over a range, tables that spill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from xlar.core.errors import XlarError
from xlar.functions.arguments import Blank, PassedOn, Spread, by_rows, trouble
from xlar.functions.convert import Cell, cell_of, column_of
from xlar.functions.table import Function, error_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.frames.cells import ReportTable

Result: TypeAlias = "Cell | tuple[tuple[Cell, ...], ...]"


def answered(
    function: Function,
    values: Sequence[Any],
    injected: Mapping[str, Any],
    *,
    epoch_1904: bool,
    lang: Language,
) -> Result:
    """The result of one call.

    Args:
        function: the function.
        values: the arguments, read.
        injected: the arguments the caller fills.
        epoch_1904: whether serial numbers count from 1904.
        lang: language of the titles.

    Raises:
        XlarError: the function refused them.
    """
    named = dict(zip(function.fields, values, strict=True))
    if function.columnwise:
        keys = _keys(function)
        (value,) = function.call(
            **{name: [given] if name in keys else given for name, given in named.items()},
            **injected,
        )
        if isinstance(value, XlarError):
            raise value
        return cell_of(value, epoch_1904=epoch_1904)
    value = function.call(**named, **injected)
    if function.shape == "table":
        return spilled(value, lang, epoch_1904=epoch_1904)
    return cell_of(value, epoch_1904=epoch_1904)


def answered_over(
    function: Function, over: Spread, injected: Mapping[str, Any], *, epoch_1904: bool
) -> tuple[Result, XlarError | None]:
    """The results over a range, and the first mistake among them.

    A range of one cell gives one cell.

    Args:
        function: the function.
        over: the arguments, read and stretched.
        injected: the arguments the caller fills.
        epoch_1904: whether serial numbers count from 1904.
    """
    each = list(zip(*over.columns, strict=True))
    results: list[Any] = [trouble(values) for values in each]
    sound = [place for place, found in enumerate(results) if found is None]
    if function.columnwise:
        _by_columns(function, each, sound, injected, results)
    else:
        for place in sound:
            named = dict(zip(function.fields, each[place], strict=True))
            try:
                results[place] = function.call(**named, **injected)
            except XlarError as mistake:
                results[place] = mistake
    first = next((one for one in results if isinstance(one, XlarError)), None)
    cells = [_shown(one, epoch_1904=epoch_1904) for one in results]
    if len(cells) == 1:
        return cells[0], first
    return tuple(by_rows(cells, over.width)), first


def _by_columns(
    function: Function,
    each: Sequence[Sequence[Any]],
    sound: Sequence[int],
    injected: Mapping[str, Any],
    results: list[Any],
) -> None:
    """Fills in the results of a function that takes columns, one call for equal options."""
    keys = _keys(function)
    own = [place for place, name in enumerate(function.fields) if name in keys]
    rest = [place for place, name in enumerate(function.fields) if name not in keys]
    groups: dict[Any, list[int]] = {}
    for place in sound:
        groups.setdefault(tuple(each[place][one] for one in rest), []).append(place)
    for options, places in groups.items():
        columns = {function.fields[one]: [each[place][one] for place in places] for one in own}
        named = {function.fields[one]: value for one, value in zip(rest, options, strict=True)}
        values = function.call(**columns, **named, **injected)
        for place, value in zip(places, values, strict=True):
            results[place] = value


def _keys(function: Function) -> set[str]:
    """Arguments a columnwise function takes as columns: those that may not be left out."""
    pairs = zip(function.fields, function.parameters, strict=True)
    return {name for name, one in pairs if not one.optional}


def _shown(value: Any, *, epoch_1904: bool) -> Cell:
    if isinstance(value, XlarError):
        return error_of(value)
    if isinstance(value, PassedOn):
        return value.error
    return "" if isinstance(value, Blank) else cell_of(value, epoch_1904=epoch_1904)


def spilled(
    table: ReportTable, lang: Language, *, epoch_1904: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """A table as rows of cells: the titles, the rows, the footer with the day and method.

    Args:
        table: a report.
        lang: language of the titles.
        epoch_1904: whether serial numbers count from 1904.
    """
    columns = [
        column_of(values, field.kind, epoch_1904=epoch_1904)
        for field, values in zip(table.fields, table.columns, strict=True)
    ]
    footer = [tuple(cell_of(value, epoch_1904=epoch_1904) for value in row) for row in table.footer]
    if footer:
        said = "；" if lang == "zh" else "; "
        notes = said.join(f"{name[lang]} {value}" for name, value in table.notes)
        footer.append((notes, *("",) * (len(table.fields) - 1)))
    return (table.titles(lang), *zip(*columns, strict=True), *footer)
