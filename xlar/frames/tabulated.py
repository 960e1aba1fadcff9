"""Reports tabulated once, for every place that shows them.

A report says here what its columns hold, in exact machine values; cells of sheets and worksheet
functions, JSON, CSV and the screen are all made of that one declaration.

======================== ========================================================================
kind of a field          values
======================== ========================================================================
amount                   int64 minor units of the row's currency, NO_AMOUNT = none
day                      int32 day numbers, NO_DAY or NEVER = none
whole                    whole numbers, NO_INT = none
ratio, number            int64 in hundred-millionths, NO_AMOUNT = none
flag                     bool
text                     str, a code where the field has words for codes
words                    tuples of codes
======================== ========================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.dates import iso
from xlar.core.money import decimals, divide_round, format_minor
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.cells import ReportTable, dates
from xlar.frames.fields import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column
    from xlar.core.problems import Language
    from xlar.frames.field import Field

Values: TypeAlias = "Column | Sequence[Any]"
Payload: TypeAlias = dict[str, Any]

_PLACES: Final = 8  # decimals of NUMBER_SCALE
_LEAST_PLACES: Final = 2  # decimals a ratio shows at least
_SHOWN_PLACES: Final = 2  # decimals of a plain number


@dataclass(frozen=True)
class Footing:
    """A row below the table: a sum, a control, a difference.

    Attributes:
        key: its member in the JSON object, where it stands by its currency; blank: for people.
        label: what people read in its first cell.
        values: machine values by name of the field.
        currency: currency of its amounts; blank where it has none.
    """

    key: str
    label: Text
    values: Mapping[str, Any]
    currency: str = ""


@dataclass(frozen=True, eq=False)
class Tabulated:
    """A report as a table of exact values.

    Attributes:
        name: name of the report and of its command.
        title: heading for people.
        as_of: day number it looks from.
        fields: its columns.
        values: the values of each, by name of the field.
        currency: currency of each row's amounts, or one for all.
        notes: what stands beside the table for people: labels and texts.
        footings: the rows below it, in their order.
        facts: further members of the JSON object, as they stand there.
    """

    name: str
    title: Text
    as_of: int
    fields: tuple[Field, ...]
    values: Mapping[str, Values]
    currency: Sequence[str] | str = ""
    notes: tuple[tuple[Text, Text], ...] = ()
    footings: tuple[Footing, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values[self.fields[0].name])

    @property
    def currencies(self) -> Sequence[str]:
        """The currency of each row."""
        return [self.currency] * len(self) if isinstance(self.currency, str) else self.currency


def cells_of(report: Tabulated, lang: Language = "zh") -> ReportTable:
    """The report as cell values, whole columns at once.

    Args:
        report: the report.
        lang: language of its words.
    """
    units = np.array([10 ** decimals(code or "CNY") for code in report.currencies], np.int64)
    columns = tuple(
        _cells(one, report.values[one.name], units, lang) for one in report.fields
    )  # fmt: skip
    footer = tuple(_footer_row(report.fields, one, lang) for one in report.footings)
    notes = [(AS_OF, iso(report.as_of) or ""), *((k, text[lang]) for k, text in report.notes)]
    return ReportTable(report.name, report.title, report.fields, columns, tuple(notes), footer)


def payload_of(report: Tabulated) -> Payload:
    """The report as plain values ready for JSON: codes as codes, None for what is absent.

    Args:
        report: the report.
    """
    columns = [_plain(one, report.values[one.name], report.currencies) for one in report.fields]
    names = [one.name for one in report.fields]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    payload: Payload = {"as_of": iso(report.as_of), **report.facts, "rows": rows}
    for footing in report.footings:
        if not footing.key:
            continue
        values = _plain_footing(report.fields, footing)
        if footing.currency:
            payload.setdefault(footing.key, {})[footing.currency] = values
        else:
            payload[footing.key] = values
    return payload


def footing_notes(report: Tabulated, lang: Language = "zh") -> list[tuple[Text, str]]:
    """The rows below the table as labels and texts, for where they cannot be rows.

    Args:
        report: the report.
        lang: language of the texts.
    """
    by_name = {one.name: one for one in report.fields}
    notes = []
    for footing in report.footings:
        shown = [
            f"{by_name[name].title[lang]} {by_name[name].shown(value, lang)}"
            for name, value in _plain_footing(report.fields, footing).items()
            if value is not None and name != "currency"
        ]
        zh, en = (
            f"{text} {footing.currency}".rstrip() for text in (footing.label.zh, footing.label.en)
        )
        notes.append((Text(zh, en), "  ".join(shown)))
    return notes


def hundred_millionths(numerator: int, denominator: int) -> int:
    """A ratio as fields of kind ratio and number hold it, rounded half away from zero.

    Raises:
        ZeroDivisionError: the denominator is 0: such a figure is absent, not a number.

    >>> hundred_millionths(1, 3), hundred_millionths(-1, 8)
    (33333333, -12500000)
    """
    sign = -1 if denominator < 0 else 1
    if not denominator:
        raise ZeroDivisionError
    return divide_round(sign * numerator * NUMBER_SCALE, abs(denominator))


def decimal_text(scaled: int, least: int = _LEAST_PLACES) -> str:
    """Hundred-millionths as a decimal text without needless zeros.

    Args:
        scaled: the number.
        least: decimals it has at least.

    >>> decimal_text(93_000_000), decimal_text(5_197_500), decimal_text(-5_535_000_000)
    ('0.93', '0.051975', '-55.35')
    """
    whole, rest = divmod(abs(scaled), NUMBER_SCALE)
    digits = f"{rest:0{_PLACES}d}"
    kept = digits[:least] + digits[least:].rstrip("0")
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if kept else ''}{kept}"


def _cells(one: Field, values: Values, units: Column, lang: Language) -> list[Any]:
    """The values of a column as cells."""
    if one.kind == "amount":
        amounts = np.asarray(values, np.int64)
        return _without((amounts / units).tolist(), amounts == NO_AMOUNT)
    if one.kind in ("ratio", "number"):
        scaled = np.asarray(values, np.int64)
        return _without((scaled / NUMBER_SCALE).tolist(), scaled == NO_AMOUNT)
    if one.kind == "whole":
        numbers = np.asarray(values, np.int64)
        return _without(numbers.astype(np.float64).tolist(), numbers == NO_INT)
    if one.kind == "day":
        return list(dates(np.asarray(values, np.int32)))
    if one.kind == "flag":
        return [one.shown(bool(value), lang) for value in values]
    shown = {value: one.shown(value, lang) for value in set(values)}
    return [shown[value] for value in values]


def _without(cells: list[Any], absent: Column) -> list[Any]:
    for place in np.flatnonzero(absent).tolist():
        cells[place] = None
    return cells


def _plain(one: Field, values: Values, currencies: Sequence[str]) -> list[Any]:
    """The values of a column as JSON has them."""
    given = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if one.kind == "amount":
        return [_amount(value, code) for value, code in zip(given, currencies, strict=True)]
    return [_plain_value(one, value) for value in given]


def _plain_value(one: Field, value: Any) -> Any:
    if one.kind in ("ratio", "number"):
        return None if value == NO_AMOUNT else decimal_text(int(value))
    if one.kind == "whole":
        return None if value == NO_INT else int(value)
    if one.kind == "day":
        return None if value in (NO_DAY, NEVER) else iso(value)
    if one.kind == "flag":
        return bool(value)
    return list(value) if one.kind == "words" else value or None


def _amount(minor: int, code: str) -> str | None:
    return None if minor == NO_AMOUNT else format_minor(int(minor), code or "CNY")


def _footer_row(fields: Sequence[Field], footing: Footing, lang: Language) -> tuple[Any, ...]:
    """A footing as cells; its label stands in the first."""
    unit = np.array([10 ** decimals(footing.currency or "CNY")], np.int64)
    row: list[Any] = [None] * len(fields)
    for place, one in enumerate(fields):
        if one.name in footing.values:
            (row[place],) = _cells(one, [footing.values[one.name]], unit, lang)
    row[0] = footing.label[lang]
    return tuple(row)


def _plain_footing(fields: Sequence[Field], footing: Footing) -> Payload:
    found: Payload = {}
    for one in fields:
        if one.name in footing.values:
            (found[one.name],) = _plain(one, [footing.values[one.name]], [footing.currency])
    return found


__all__ = [
    "Footing",
    "Payload",
    "Tabulated",
    "cells_of",
    "decimal_text",
    "footing_notes",
    "hundred_millionths",
    "payload_of",
]
