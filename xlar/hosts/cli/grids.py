"""Payloads as grids: titled columns and flat rows, from which CSV, workbook and screen are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xlar.core.problems import Text
from xlar.frames.field import Field, grouped
from xlar.frames.fields import (
    AGE_KEYS,
    AS_OF,
    FIELDS,
    METHOD,
    METHODS,
    ROW_FIELDS,
    TITLES,
    bucket_field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.hosts.cli.payloads import Payload


@dataclass(frozen=True)
class Grid:
    """A report as a flat table.

    Attributes:
        name: English name.
        title: heading for people.
        fields: the columns.
        rows: values by column name; amounts and ratios as decimal strings.
        notes: what stands beside the table: the day, the method, the check.
    """

    name: str
    title: Text
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, Any]]
    notes: tuple[tuple[Text, str], ...] = ()


def grid_of(command: str, payload: Payload, lang: Language) -> Grid:
    """The grid of a command's payload."""
    if command == "age":
        return _age_grid(payload, lang)
    rows = payload["problems" if command == "check" else "rows"]
    fields = tuple(FIELDS[name] for name in ROW_FIELDS[command])
    return Grid(command, TITLES[command], fields, rows, _notes(payload, lang))


def _notes(payload: Payload, lang: Language) -> tuple[tuple[Text, str], ...]:
    notes = []
    if "as_of" in payload:
        notes.append((AS_OF, payload["as_of"]))
    if "allocation" in payload:
        notes.append((METHOD, METHODS[payload["allocation"]][lang]))
    return tuple(notes)


def _age_grid(payload: Payload, lang: Language) -> Grid:
    """The aging report, with one column per bucket and the totals as its last notes."""
    keys = tuple(FIELDS[name] for name in AGE_KEYS[payload["by"]])
    buckets = tuple(bucket_field(label, lang) for label in payload["buckets"])
    sums = (FIELDS["total"], FIELDS["unapplied"])
    currency = replace(FIELDS["currency"], rank=0)
    rows = [
        row | {f"bucket {label}": amount for label, amount in row["buckets"].items()}
        for row in payload["rows"]
    ]
    notes = list(_notes(payload, lang))
    for code, total in payload["totals"].items():
        notes.append((Text(f"合计 {code}", f"total {code}"), grouped(total["total"])))
        notes.append((Text(f"未核销款 {code}", f"unapplied {code}"), grouped(total["unapplied"])))
    notes += [
        (Text(f"核对差异 {code}", f"check {code}"), grouped(rest))
        for code, rest in payload["check"].items()
    ]
    return Grid("age", TITLES["age"], (*keys, currency, *sums, *buckets), rows, tuple(notes))
