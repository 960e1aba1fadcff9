"""The customers of a ledger in the making."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.build import messages as say
from xlar.core.build.draft import Draft, repeated
from xlar.core.columns import (
    NEVER,
    NO_AMOUNT,
    NO_DAY,
    NO_INT,
    Column,
    Int32s,
    Texts,
    constant,
    texts,
)
from xlar.core.ledger import Customers, Status

if TYPE_CHECKING:
    from xlar.core.tables import ColumnKind, Table

_STATUS = {"": Status.NORMAL, **{status.name.lower(): status for status in Status}}
_CARRIED = (
    "salesperson",
    "collector",
    "region",
    "size",
    "portfolio",
    "tax_id",
    "contact",
    "phone",
    "email",
    "address",
    "language",
    "deputy",
    "deputy_phone",
    "security",
    "documents",
)  # texts taken as they are
_GRADES = {"", "A", "B", "C", "D"}


def build_customers(draft: Draft) -> None:
    """Set the draft's customers: the table's, or where it is missing those of the documents."""
    if "customers" in draft.tables:
        _from_table(draft, draft.table("customers"))
    else:
        named = {
            *draft.column("invoices", "customer_id", "text"),
            *draft.column("receipts", "customer_id", "text"),
        }
        _set(draft, _bare(draft, sorted(named - {""})))


def customer_positions(draft: Draft, table: str) -> Int32s:
    """The position of each row's customer; unknown ones are reported and count as the first."""
    names = draft.required(table, "customer_id", "text", "", "")
    places = draft.customer_places
    found = map(places.get, names.tolist(), repeat(-1))
    positions = np.fromiter(found, np.int32, len(names))
    draft.findings.add(
        say.UNKNOWN_CUSTOMER, draft.table(table), (positions < 0) & (names != ""), "customer_id"
    )
    return np.maximum(positions, 0)


def _set(draft: Draft, customers: Customers) -> None:
    draft.customers = customers
    draft.customer_places = {name: place for place, name in enumerate(customers.id.tolist())}


def _bare(draft: Draft, names: list[str]) -> Customers:
    count = len(names)
    blank = texts([""] * count)

    def filled(value: int, kind: type[np.generic] = np.int32) -> Column:
        return constant(value, count, kind)

    return Customers(
        id=texts(names),
        name=texts(names),
        grade=blank,
        credit_limit=filled(NO_AMOUNT, np.int64),
        limit_to=filled(NEVER),
        currency=filled(draft.base_position),
        deposit=filled(0, np.int64),
        parent=filled(-1),
        status=filled(Status.NORMAL, np.int8),
        contract_to=filled(NEVER),
        grace=filled(NO_INT),
        dunning_block_until=filled(NO_DAY),
        since=filled(NO_DAY),
        related=filled(0, np.bool_),
        security_to=filled(NEVER),
        exempt=filled(0, np.bool_),
        **dict.fromkeys(_CARRIED, blank),
        row=filled(0),
    )


def _from_table(draft: Draft, table: Table) -> None:
    ids = draft.required("customers", "customer_id", "text", "", "")
    order = np.argsort(ids.astype(str), kind="stable")

    def column(name: str, kind: ColumnKind) -> Column:
        return table.column(name, kind)[order]

    currency = draft.currency_positions(
        column("currency", "text"), constant(draft.base_position, len(order), np.int32)
    )
    back = np.argsort(order)
    limit, deposit = (
        draft.minor_units("customers", name, table.column(name, "amount"), currency[back])
        for name in ("credit_limit", "deposit")
    )
    status = [_STATUS.get(word, Status.NORMAL) for word in column("status", "text").tolist()]
    names = column("name", "text")
    _set(
        draft,
        Customers(
            id=ids[order],
            name=np.where(names == "", ids[order], names),
            grade=column("grade", "text"),
            credit_limit=limit[order],
            limit_to=_or_never(column("limit_to", "day")),
            currency=currency,
            deposit=np.where(deposit == NO_AMOUNT, 0, deposit)[order],
            parent=_parents(draft, table, ids, order),
            status=np.array(status, np.int8),
            contract_to=_or_never(column("contract_to", "day")),
            grace=column("grace", "integer"),
            dunning_block_until=column("dunning_block_until", "day"),
            since=column("since", "day"),
            related=column("related", "flag") == 1,
            security_to=_or_never(column("security_to", "day")),
            exempt=column("exempt", "flag") == 1,
            **{name: column(name, "text") for name in _CARRIED},
            row=table.rows[order],
        ),
    )
    _check_twice(draft, table, ids)
    _check(draft, table, limit, deposit)


def _check_twice(draft: Draft, table: Table, ids: Texts) -> None:
    again, earlier = repeated(ids.tolist())
    other = dict(zip(again.tolist(), table.rows[earlier].tolist(), strict=True))
    draft.findings.add(
        say.DUPLICATE_CUSTOMER, table, again[ids[again] != ""], "customer_id", other=other
    )


def _or_never(days: Int32s) -> Int32s:
    return np.where(days == NO_DAY, NEVER, days).astype(np.int32)


def _parents(draft: Draft, table: Table, ids: Texts, order: Column) -> Int32s:
    named = table.column("parent", "text")
    places = {name: place for place, name in enumerate(ids[order].tolist())}
    parent = np.array([places.get(name, -1) for name in named.tolist()], np.int32)
    draft.findings.add(say.UNKNOWN_PARENT, table, (parent < 0) & (named != ""), "parent")
    result = parent[order]
    above = result.copy()
    for _ in range(len(result)):
        if not (above >= 0).any():
            return result
        circle = above == np.arange(len(result))
        if circle.any():
            draft.findings.add(say.PARENT_CYCLE, table, order[np.flatnonzero(circle)], "parent")
            return constant(-1, len(result), np.int32)
        above = np.where(above >= 0, result[np.maximum(above, 0)], -1)
    # a chain longer than there are customers: it leads into a circle it is not part of
    draft.findings.add(say.PARENT_CYCLE, table, order[np.flatnonzero(above >= 0)], "parent")
    return constant(-1, len(result), np.int32)


def _check(draft: Draft, table: Table, limit: Column, deposit: Column) -> None:
    from xlar.core.tax_id import is_tax_id  # only where a customers table is read

    add = draft.findings.add
    grade, status = table.column("grade", "text"), table.column("status", "text")
    grace, tax_id = table.column("grace", "integer"), table.column("tax_id", "text")
    add(say.NEGATIVE_LIMIT, table, (limit < 0) & (limit != NO_AMOUNT), "credit_limit")
    add(say.NEGATIVE_DEPOSIT, table, (deposit < 0) & (deposit != NO_AMOUNT), "deposit")
    add(say.NEGATIVE_GRACE, table, (grace < 0) & (grace != NO_INT), "grace")
    add(say.UNKNOWN_GRADE, table, _not_in(grade, _GRADES), "grade")
    add(say.UNKNOWN_STATUS, table, _not_in(status, set(_STATUS)), "status")
    wrong = [place for place, code in enumerate(tax_id.tolist()) if code and not is_tax_id(code)]
    add(say.BAD_TAX_ID, table, np.array(wrong, np.int64), "tax_id")


def _not_in(values: Texts, known: set[str]) -> Column:
    return np.array([value not in known for value in values.tolist()], bool)
