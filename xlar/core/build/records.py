"""The records beside a ledger in the making, from approvals to individual allowances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.build import records_messages as say
from xlar.core.build.acts import in_own_currency, named_documents
from xlar.core.build.customers import customer_positions
from xlar.core.build.draft import factorize, repeated
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT, Bools, Column, Int32s, Int64s, Texts
from xlar.core.dates import iso
from xlar.core.records import (
    DIFFERENCE_KINDS,
    Allowances,
    ApprovalKind,
    Approvals,
    PlanDocuments,
    Plans,
    Records,
    Scores,
    Signals,
    SlipKind,
    SlipResult,
    Slips,
    Targets,
)
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from enum import IntEnum

    from xlar.core.build.draft import Draft

_POINTS: Final = (
    "payment", "finance", "trading", "industry", "years", "third_party", "references", "owner",
    "profile",
)  # fmt: skip
_GRADES: Final = frozenset(("", "A", "B", "C", "D"))
_RESULTS: Final = {"silent": SlipResult.OPEN}
_MOST_WHOLE: Final = 100
_LEAST_WISHED: Final = 5


def build_records(draft: Draft) -> Records:
    """All records, checked."""
    plans, plan_documents = _plans(draft)
    return Records(
        approvals=_approvals(draft),
        plans=plans,
        plan_documents=plan_documents,
        slips=_slips(draft),
        signals=_signals(draft),
        scores=_scores(draft),
        targets=_targets(draft),
        allowances=_allowances(draft),
    )


def _approvals(draft: Draft) -> Approvals:
    table = draft.table("approvals")
    number = draft.required("approvals", "approval_no", "text", "", "")
    date = draft.required("approvals", "date", "day", NO_DAY, 0)
    customer = customer_positions(draft, "approvals")
    words = draft.required("approvals", "kind", "text", "", "other")
    by = draft.required("approvals", "approved_by", "text", "", "")
    amount = in_own_currency(draft, "approvals", "amount", customer)
    extended = table.column("extended_to", "day")
    kind = _codes(words, ApprovalKind)
    missing = (kind == ApprovalKind.EXTENSION) & (extended == NO_DAY)
    draft.findings.add(say.NO_NEW_DUE_DATE, table, missing, "extended_to")
    _not_negative(draft, "approvals", "amount", amount)
    valid_to = _until(draft, "approvals", "valid_to", date)
    rows, documents = named_documents(draft, "approvals", customer, date)
    return Approvals(
        row=table.rows[rows], number=number[rows], date=date[rows], customer=customer[rows],
        kind=kind[rows], document=documents, amount=amount[rows], approved_by=by[rows],
        reason=table.column("reason", "text")[rows], valid_to=valid_to[rows],
        extended_to=extended[rows],
    )  # fmt: skip


def _plans(draft: Draft) -> tuple[Plans, PlanDocuments]:
    table = draft.table("plans")
    number = draft.required("plans", "plan_no", "text", "", "")
    customer = customer_positions(draft, "plans")
    instalment = draft.required("plans", "instalment", "integer", NO_INT, 1)
    due = draft.required("plans", "due_date", "day", NO_DAY, 2**30)
    signed = draft.required("plans", "signed_on", "day", NO_DAY, 0)
    currency = _currency(draft, "plans", customer)
    given = draft.required("plans", "amount", "amount", NO_AMOUNT, 0)
    amount = draft.minor_units("plans", "amount", given, currency)
    add = draft.findings.add
    add(say.NOT_POSITIVE, table, instalment < 1, "instalment")
    add(say.NOT_POSITIVE, table, amount <= 0, "amount")
    add(say.ENDS_EARLY, table, due < signed, "due_date", date=lambda row: iso(signed[row]))
    again, earlier = repeated(zip(number.tolist(), instalment.tolist(), strict=True))
    add(
        say.INSTALMENT_TWICE, table, again, "instalment", other=_rows_of(table.rows, again, earlier)
    )
    cancelled = _until(draft, "plans", "cancelled_on", signed)
    _agree(draft, "plans", "plan_no", number, [customer, signed, currency, cancelled])
    rows, documents = named_documents(draft, "plans", customer, signed)
    named = documents >= 0
    plans = Plans(
        row=table.rows, number=number, customer=customer, instalment=instalment, due=due,
        amount=amount, currency=currency, signed_on=signed, cancelled_on=cancelled,
    )  # fmt: skip
    return plans, PlanDocuments(
        row=table.rows[rows[named]], plan=rows[named].astype(np.int32), document=documents[named]
    )


def _slips(draft: Draft) -> Slips:
    table = draft.table("slips")
    number = draft.required("slips", "slip_no", "text", "", "")
    customer = customer_positions(draft, "slips")
    as_of = draft.required("slips", "as_of", "day", NO_DAY, 0)
    currency = _currency(draft, "slips", customer)
    given = draft.required("slips", "balance", "amount", NO_AMOUNT, 0)
    balance = draft.minor_units("slips", "balance", given, currency)
    theirs, difference = (
        draft.minor_units("slips", name, table.column(name, "amount"), currency)
        for name in ("their_balance", "difference")
    )
    sent, returned = table.column("sent_on", "day"), table.column("returned_on", "day")
    result = _codes(table.column("result", "text"), SlipResult, _RESULTS)
    add = draft.findings.add
    early = (sent != NO_DAY) & (returned != NO_DAY) & (returned < sent)
    add(say.ENDS_EARLY, table, early, "returned_on", date=lambda row: iso(sent[row]))
    undated = (result != SlipResult.OPEN) & (returned == NO_DAY)
    add(say.RESULT_WITHOUT_DAY, table, undated, "returned_on")
    kind = _codes(table.column("kind", "text"), SlipKind)
    _agree(draft, "slips", "slip_no", number, [customer, as_of, currency, balance, kind, result])
    causes = {name: place for place, name in enumerate(DIFFERENCE_KINDS)}
    cause = [causes.get(word, 0) for word in table.column("difference_kind", "text").tolist()]
    return Slips(
        row=table.rows, number=number, kind=kind, customer=customer, as_of=as_of,
        currency=currency, balance=balance, sent_on=sent, returned_on=returned, result=result,
        their_balance=theirs, difference_kind=np.array(cause, np.int8), difference=difference,
        alternative=table.column("alternative_test", "flag") == 1,
    )  # fmt: skip


def _signals(draft: Draft) -> Signals:
    table = draft.table("signals")
    date = draft.required("signals", "date", "day", NO_DAY, 0)
    weight = table.column("weight", "integer")
    draft.findings.add(say.NEGATIVE, table, (weight < 0) & (weight != NO_INT), "weight")
    return Signals(
        row=table.rows,
        date=date,
        customer=customer_positions(draft, "signals"),
        signal=draft.required("signals", "signal", "text", "", ""),
        by=table.column("by", "text"),
        weight=weight,
        cleared_on=_until(draft, "signals", "cleared_on", date),
        evidence=table.column("evidence", "text"),
    )


def _scores(draft: Draft) -> Scores:
    table = draft.table("scores")
    date = draft.required("scores", "date", "day", NO_DAY, 0)
    points = {name: table.column(name, "integer") for name in _POINTS}
    for name, values in points.items():
        _within(draft, "scores", name, values, 0, _MOST_WHOLE)
    priority = table.column("priority", "integer")
    _within(draft, "scores", "priority", priority, 1, _LEAST_WISHED)
    grade, reason = table.column("grade", "text"), table.column("reason", "text")
    unknown = np.array([word not in _GRADES for word in grade.tolist()], bool)
    draft.findings.add(say.UNKNOWN_SCORE_GRADE, table, unknown, "grade")
    exempt = table.column("exempt", "flag") == 1
    bare = ((grade != "") | exempt) & (reason == "")
    draft.findings.add(say.GRADE_WITHOUT_REASON, table, bare.astype(bool), "reason")
    return Scores(
        row=table.rows, date=date, customer=customer_positions(draft, "scores"), **points,
        priority=priority, exempt=exempt, grade=grade, by=table.column("by", "text"),
        reason=reason, valid_to=_until(draft, "scores", "valid_to", date),
    )  # fmt: skip


def _targets(draft: Draft) -> Targets:
    table = draft.table("targets")
    day = draft.required("targets", "month", "day", NO_DAY, 0)
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    person = draft.required("targets", "salesperson", "text", "", "")
    base = np.full(len(table), draft.base_position, np.int32)
    currency = draft.currency_positions(table.column("currency", "text"), base)
    amount = draft.minor_units("targets", "amount", table.column("amount", "amount"), currency)
    first = month.astype(np.int32)
    keys = zip(first.tolist(), person.tolist(), currency.tolist(), strict=True)
    again, earlier = repeated(keys)
    other = _rows_of(table.rows, again, earlier)
    draft.findings.add(say.TARGET_TWICE, table, again, "salesperson", other=other)
    known = set(draft.customers.salesperson.tolist())
    stranger = np.array([name not in known for name in person.tolist()], bool)
    draft.findings.add(say.UNKNOWN_SALESPERSON, table, stranger & (person != ""), "salesperson")
    rates = [table.column(name, "number") for name in ("rate", "commission_rate")]
    days = table.column("days", "integer")
    for name, values, absent in (
        ("amount", amount, NO_AMOUNT), ("rate", rates[0], NO_AMOUNT), ("days", days, NO_INT),
        ("commission_rate", rates[1], NO_AMOUNT),
    ):  # fmt: skip
        _not_negative(draft, "targets", name, values, absent)
    rate, share = (np.where(values == NO_AMOUNT, -1, values) for values in rates)
    return Targets(
        row=table.rows, month=first, salesperson=person, currency=currency, amount=amount,
        rate=rate, days=days, commission_rate=share,
    )  # fmt: skip


def _allowances(draft: Draft) -> Allowances:
    table = draft.table("allowances")
    customer = customer_positions(draft, "allowances")
    start = draft.required("allowances", "valid_from", "day", NO_DAY, 0)
    end = _until(draft, "allowances", "valid_to", start)
    reason = draft.required("allowances", "reason", "text", "", "")
    rate = table.column("rate", "number")
    amount = in_own_currency(draft, "allowances", "amount", customer)
    _not_negative(draft, "allowances", "amount", amount)
    stated = rate != NO_AMOUNT
    add = draft.findings.add
    add(say.RATE_OR_AMOUNT, table, stated == (amount != NO_AMOUNT), "rate")
    add(say.NOT_A_SHARE, table, stated & ((rate < 0) | (rate > NUMBER_SCALE)), "rate")
    again, earlier = _overlapping(customer, start, end)
    other = _rows_of(table.rows, again, earlier)
    add(say.PERIODS_OVERLAP, table, again, "valid_from", other=other)
    return Allowances(
        row=table.rows, customer=customer, valid_from=start, valid_to=end,
        rate=np.where(stated, rate, -1), amount=amount, reason=reason,
        by=table.column("by", "text"),
    )  # fmt: skip


def _overlapping(customer: Int32s, start: Int32s, end: Int32s) -> tuple[Int64s, Int64s]:
    """The rows whose period begins within an earlier one of the customer, and that one's row."""
    order = np.lexsort((start, customer)) if len(customer) else np.zeros(0, np.int64)
    again, earlier = [], []
    last = -1  # the row of this customer that reaches furthest so far
    for row in order.tolist():
        if last < 0 or customer[row] != customer[last]:
            last = row
            continue
        if start[row] <= end[last]:
            again.append(row)
            earlier.append(last)
        if end[row] > end[last]:
            last = row
    return np.array(again, np.int64), np.array(earlier, np.int64)


def _codes(words: Texts, kinds: type[IntEnum], more: dict[str, Any] | None = None) -> Column:
    """The member each word names; the first where it is blank."""
    known = {kind.name.lower(): int(kind) for kind in kinds} | (more or {})
    return np.array([known.get(word, 0) for word in words.tolist()], np.int8)


def _currency(draft: Draft, table: str, customer: Int32s) -> Int32s:
    """The currency of each row, its customer's where it names none."""
    own = draft.customers.currency
    default = own[customer] if len(own) else np.zeros(len(customer), np.int32)
    return draft.currency_positions(draft.column(table, "currency", "text"), default)


def _until(draft: Draft, table: str, column: str, start: Int32s) -> Int32s:
    """A last day, NEVER where none is given; one before its start is reported."""
    days = draft.column(table, column, "day")
    early = (days != NO_DAY) & (days < start)
    draft.findings.add(
        say.ENDS_EARLY, draft.table(table), early, column, date=lambda row: iso(start[row])
    )
    return np.where(days == NO_DAY, NEVER, days).astype(np.int32)


def _within(draft: Draft, table: str, column: str, values: Int32s, low: int, high: int) -> None:
    wrong = (values != NO_INT) & ((values < low) | (values > high))
    limits = {"low": lambda _: low, "high": lambda _: high}
    draft.findings.add(say.OUT_OF_RANGE, draft.table(table), wrong, column, **limits)


def _not_negative(
    draft: Draft, table: str, column: str, values: Column, absent: int = NO_AMOUNT
) -> None:
    wrong: Bools = (values < 0) & (values != absent)
    draft.findings.add(say.NEGATIVE, draft.table(table), wrong, column)


def _agree(draft: Draft, table: str, column: str, number: Texts, same: list[Column]) -> None:
    """Report rows of one number that differ from its first row."""
    codes, names = factorize(number)
    first = np.zeros(len(names), np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    differs = np.zeros(len(codes), bool)
    for values in same:
        differs |= values != values[first[codes]]
    rows = draft.table(table).rows
    draft.findings.add(
        say.PARTS_DIFFER, draft.table(table), differs & (number != ""), column,
        other=lambda place: int(rows[first[codes[place]]]),
    )  # fmt: skip


def _rows_of(rows: Int32s, again: Int64s, earlier: Int64s) -> dict[int, int]:
    """The source row of the earlier entry, by the place of the later one."""
    return dict(zip(again.tolist(), rows[earlier].tolist(), strict=True))
