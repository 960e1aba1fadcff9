"""One list of customers from what a source says about them in several places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.problems import Message, Text
from xlar.core.tables import ABSENT
from xlar.workbook.importer.parts import Merged, stored_as

if TYPE_CHECKING:
    from xlar.workbook.importer.notes import Notes

_FROM_INVOICES: Final = ("salesperson", "region")

CONFLICTING_VALUES: Final = Message(
    "conflicting_values",
    "warning",
    Text(
        "客户 {customer} 在第 {rows} 行有不同的值：{seen}",
        "customer {customer} has different values in rows {rows}: {seen}",
    ),
    Text("一个值", "one value"),
    Text("未采用任何一个，留空；请在结果中补填", "None was taken; fill it in in the result"),
)
TWO_NAMES: Final = Message(
    "two_names",
    "warning",
    Text(
        "客户 {customer} 有不同的名称：{seen}",
        "customer {customer} goes by different names: {seen}",
    ),
    Text("", ""),
    Text("已采用最常用的一个；请核对", "The most frequent one was taken; check it"),
)


def one_list(customers: Merged, notes: Notes) -> None:
    """Bring what several sheets or files say about a customer into one entry each.

    Sheets with names list customers; sheets without one (terms by sales area, limits, …) add to
    them. A customer who stands twice in a list of names is left standing twice: that is an error of
    the data, reported when the ledger is built.
    """
    ids = customers.columns["customer_id"].tolist()
    named = ["name" in part.columns for part in customers.parts]
    first: dict[str, int] = {}
    more: dict[str, list[int]] = {}
    for place, name in enumerate(ids):
        listed = named[customers.part_of[place]] or not any(named)
        if listed and name not in first:
            first[name] = place
        elif not (listed and any(named)):
            more.setdefault(name, []).append(place)
    both = [name for name in first if name in more]
    for name in both:
        _add(customers, name, first[name], more[name], notes)
    unlisted = [name for name in more if name not in first]
    notes.step(
        Text(
            "客户表中没有、只在其他表中出现的客户，未导入",
            "customers that stand in other lists but not in the list of names, not imported",
        ),
        len(unlisted),
        unlisted,
    )
    for place in sorted(place for name in both for place in more[name]):
        reason = Text(f"已并入客户 {ids[place]}", f"merged into customer {ids[place]}")
        customers.leave_out(notes, place, reason)
    additions = {place for places in more.values() for place in places}
    customers.keep(np.array([place not in additions for place in range(len(ids))], bool))


def _add(customers: Merged, name: str, place: int, others: list[int], notes: Notes) -> None:
    """Fill the blanks of an entry from further ones; conflicting values leave it blank."""
    for column, values in customers.columns.items():
        if column == "customer_id":
            continue
        kind = stored_as(next(p.schema[column] for p in customers.parts if column in p.schema))
        absent = ABSENT[kind][1]
        given = list(dict.fromkeys(values[other] for other in others if values[other] != absent))
        if values[place] != absent or not given:
            continue
        if len(given) == 1:
            values[place] = given[0]
            continue
        which = [other for other in others if values[other] != absent]
        rows = ", ".join(customers.where(other) for other in which[:5])
        customers.problem(
            notes, CONFLICTING_VALUES, which[0], column,
            customer=name, rows=rows, seen=", ".join(map(str, given)),
        )  # fmt: skip


def customers_of(invoices: Merged, notes: Notes) -> dict[str, Any] | None:
    """The customers that a flat list of invoices names, as columns; None where it names none.

    Args:
        invoices: invoices with the column ``customer_name``.
        notes: where customers of two names are reported.
    """
    if "customer_name" not in invoices.columns:
        return None
    names: dict[str, Counter[str]] = {}
    ids = invoices.columns["customer_id"].tolist()
    for name, title in zip(ids, invoices.columns["customer_name"].tolist(), strict=True):
        if name:
            names.setdefault(name, Counter())[title] += bool(title)
    for name, titles in names.items():
        seen = [title for title, count in titles.most_common() if count]
        if len(seen) > 1:
            invoices.problem(
                notes,
                TWO_NAMES,
                ids.index(name),
                "customer_name",
                customer=name,
                seen=", ".join(seen[:4]),
            )
    columns: dict[str, Any] = {
        "customer_id": list(names),
        "name": [titles.most_common(1)[0][0] or name for name, titles in names.items()],
    }
    for column in _FROM_INVOICES:
        if column in invoices.columns:
            columns[column] = _agreed(ids, invoices.columns[column].tolist(), list(names))
    notes.step(
        Text("由发票列出的客户", "customers listed from the invoices"), len(names), list(names)
    )
    return columns


def _agreed(ids: list[str], values: list[str], names: list[str]) -> list[str]:
    """The one value all rows of a customer agree on, else blank."""
    seen: dict[str, set[str]] = {name: set() for name in names}
    for name, value in zip(ids, values, strict=True):
        if name and value:
            seen[name].add(value)
    return [next(iter(found)) if len(found := seen[name]) == 1 else "" for name in names]
