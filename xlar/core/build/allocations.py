"""The allocations of a ledger in the making.

Three sources, in order of precedence: rows of the table allocations (exact, or an error), credit
notes that name their invoice, and receipts that name one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.build import messages as say
from xlar.core.build import settlement_messages as tell
from xlar.core.build.capacity import first_over
from xlar.core.build.claims import (
    Claims,
    Placed,
    Shortfall,
    joined,
    place_in_turn,
    place_whole,
    tight,
)
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT, Bools, Int32s, Int64s, Texts
from xlar.core.dates import iso
from xlar.core.ledger import Kind, Origin
from xlar.core.money import format_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.build.draft import Draft
    from xlar.core.problems import Message


class Numbers:
    """Finding documents by their number.

    Attributes:
        debits: invoices by number, instalments in order of due date; refunds after them.
        credits: receipts and credit notes by number.
    """

    def __init__(self, draft: Draft) -> None:
        documents = draft.documents
        self.debits: dict[str, list[int]] = defaultdict(list)
        self.credits: dict[str, list[int]] = defaultdict(list)
        debit = np.isin(documents.kind, (Kind.INVOICE, Kind.REFUND)).tolist()
        for place, (number, owed) in enumerate(zip(documents.number.tolist(), debit, strict=True)):
            (self.debits if owed else self.credits)[number].append(place)
        for places in self.debits.values():
            if len(places) > 1:
                places.sort(
                    key=lambda place: (
                        documents.kind[place],
                        documents.due[place],
                        documents.instalment[place],
                    )
                )
                refund = documents.kind[places[0]] != documents.kind[places[-1]]
                if refund:  # a refund that shares its number with an invoice is not meant
                    places[:] = [place for place in places if documents.kind[place] == Kind.INVOICE]


def build_allocations(draft: Draft) -> None:
    """Set the draft's allocations."""
    draft.allocations = joined([])
    columns = (("invoices", "ref_no"), ("receipts", "invoice_no"))
    if not len(draft.table("allocations")) and not any(
        column in draft.table(table).columns for table, column in columns
    ):
        return
    numbers = Numbers(draft)
    explicit = _explicit(draft, numbers)
    sources = [explicit, _references(draft, numbers), _shorthand(draft, numbers)]
    single = np.array(
        [place for place in range(len(explicit)) if place not in explicit.several], np.int64
    )
    firm = explicit.keep(single)
    if _check_firm(draft, firm):
        draft.allocations = joined(_place(draft, sources))


def _place(draft: Draft, sources: Sequence[Claims]) -> list[Placed]:
    """The claims: whole where there is room for all, in turn where documents are asked too much."""
    documents = draft.documents
    slow = tight(documents, sources)
    quick = [
        claims.keep(np.setdiff1d(np.arange(len(claims)), places))
        for claims, places in zip(sources, slow, strict=True)
    ]
    standing = [place_whole(documents, claims) for claims in quick]
    turn = [claims.keep(places) for claims, places in zip(sources, slow, strict=True)]
    if not any(len(claims) for claims in turn):
        return standing
    placed, short = place_in_turn(documents, turn, standing)
    for one in short:
        _report_shortfall(draft, one)
    return [*standing, *placed]


_SHORT: dict[Origin, Message] = {
    Origin.EXPLICIT: tell.OVER_ALLOCATED_DEBIT,
    Origin.REFERENCE: tell.REFERENCE_EXCESS,
    Origin.SHORTHAND: tell.EXCESS_UNAPPLIED,
}


def _report_shortfall(draft: Draft, one: Shortfall) -> None:
    claims, place = one.claims, one.place
    code = draft.currencies[draft.documents.currency[claims.credit[place]]]
    explicit = claims.origin is Origin.EXPLICIT
    message, side = _SHORT[claims.origin], claims.debit
    if explicit and one.by_credit:
        message, side = tell.OVER_ALLOCATED_CREDIT, claims.credit
    draft.findings.add(
        message,
        draft.table(claims.table),
        claims.row[place : place + 1],
        "amount" if explicit else claims.column,
        number=lambda _: draft.documents.number[side[place]],
        open=lambda _: format_minor(one.got, code),
        excess=lambda _: format_minor(one.lacks, code),
    )


def _explicit(draft: Draft, numbers: Numbers) -> Claims:
    """The rows of the table allocations that name two documents of one customer and currency."""
    table, documents = draft.table("allocations"), draft.documents
    credit_no = draft.required("allocations", "credit_no", "text", "", "")
    invoice_no = draft.required("allocations", "invoice_no", "text", "", "")
    date = draft.required("allocations", "date", "day", NO_DAY, 0)
    given = draft.required("allocations", "amount", "amount", NO_AMOUNT, 0)
    credit = _credits(draft, numbers, credit_no)
    instalment = table.column("instalment", "integer").tolist()
    targets = [
        [
            place
            for place in numbers.debits.get(number, ())
            if part == NO_INT or documents.instalment[place] == part
        ]
        for number, part in zip(invoice_no.tolist(), instalment, strict=True)
    ]
    found = np.array([bool(places) for places in targets], bool)
    draft.findings.add(tell.UNKNOWN_INVOICE, table, ~found & (invoice_no != ""), "invoice_no")
    currency = (
        documents.currency[np.maximum(credit, 0)]
        if len(documents)
        else np.zeros(len(table), np.int32)
    )
    amount = draft.minor_units("allocations", "amount", given, currency)
    draft.findings.add(
        tell.NOT_POSITIVE,
        table,
        (amount <= 0) & (table.column("amount", "amount") != NO_AMOUNT),
        "amount",
    )
    reversed_on = table.column("reversed_on", "day")
    early = (reversed_on != NO_DAY) & (reversed_on < date)
    draft.findings.add(
        tell.REVERSED_EARLY, table, early, "reversed_on", date=lambda place: iso(date[place])
    )
    claims = _claims(
        "allocations",
        "invoice_no",
        Origin.EXPLICIT,
        credit,
        amount,
        date,
        np.where(reversed_on == NO_DAY, NEVER, reversed_on),
        targets,
    )
    return _within_group(draft, claims.keep(np.flatnonzero((credit >= 0) & found & (amount > 0))))


def _claims(
    table: str,
    column: str,
    origin: Origin,
    credit: Int32s,
    amount: Int64s,
    date: Int32s,
    reversed_on: Int32s,
    targets: Sequence[Sequence[int]],
) -> Claims:
    return Claims(
        table,
        column,
        origin,
        np.arange(len(credit)),
        np.asarray(credit, np.int32),
        np.array([places[0] if places else 0 for places in targets], np.int32),
        amount,
        date,
        reversed_on,
        {place: places for place, places in enumerate(targets) if len(places) > 1},
    )


def _credits(draft: Draft, numbers: Numbers, credit_no: Texts) -> Int32s:
    """The credit named by each row, −1 where there is none or more than one."""
    table = draft.table("allocations")
    credit = np.full(len(credit_no), -1, np.int32)
    for row, number in enumerate(credit_no.tolist()):
        places = numbers.credits.get(number, ())
        if len(places) == 1:
            credit[row] = places[0]
        elif number:
            message = tell.AMBIGUOUS_NUMBER if places else tell.UNKNOWN_CREDIT
            draft.findings.add(message, table, np.array([row]), "credit_no")
    return credit


def _within_group(draft: Draft, claims: Claims) -> Claims:
    """The claims within one customer and currency; the others are reported."""
    documents, table = draft.documents, draft.table(claims.table)
    stranger = documents.customer[claims.credit] != documents.customer[claims.debit]
    foreign = ~stranger & (documents.currency[claims.credit] != documents.currency[claims.debit])
    if (stranger | foreign).any():
        debit = dict(zip(claims.row.tolist(), claims.debit.tolist(), strict=True))
        draft.findings.add(
            tell.OTHER_CUSTOMER,
            table,
            claims.row[stranger],
            claims.column,
            customer=lambda row: draft.customers.id[documents.customer[debit[row]]],
        )
        draft.findings.add(
            tell.OTHER_CURRENCY,
            table,
            claims.row[foreign],
            claims.column,
            currency=lambda row: draft.currencies[documents.currency[debit[row]]],
        )
    broken = _broken(draft)
    doubtful = broken[claims.credit] | broken[claims.debit]
    return claims.keep(np.flatnonzero(~(stranger | foreign | doubtful)))


def _broken(draft: Draft) -> Bools:
    """Documents of rows already reported: what follows from them would only repeat the mistake."""
    rows: dict[str | None, set[int]] = defaultdict(set)
    for problem in draft.findings.problems:
        if problem.severity == "error" and problem.row is not None:
            rows[problem.table].add(problem.row)
    broken = np.zeros(len(draft.documents), bool)
    count = draft.invoice_count
    for name, part in (("invoices", slice(None, count)), ("receipts", slice(count, None))):
        if rows[name]:
            broken[part] = np.isin(draft.documents.row[part], list(rows[name]))
    return broken


def _check_firm(draft: Draft, claims: Claims) -> bool:
    """Whether explicit allocations fit among themselves; those that do not are reported."""
    documents = draft.documents
    placed = place_whole(documents, claims)
    size = np.abs(documents.amount)
    table, fits = draft.table("allocations"), True
    for message, side in (
        (tell.OVER_ALLOCATED_DEBIT, claims.debit),
        (tell.OVER_ALLOCATED_CREDIT, claims.credit),
    ):
        wrong = first_over(side, placed.start, placed.end, placed.amount, size)
        fits &= not len(wrong)
        rows = claims.row[wrong].tolist()
        numbers = dict(zip(rows, documents.number[side[wrong]].tolist(), strict=True))
        left = [_left_for(draft, placed, side, place) for place in wrong.tolist()]
        draft.findings.add(
            message,
            table,
            claims.row[wrong],
            "amount",
            number=numbers,
            open=dict(zip(rows, left, strict=True)),
        )
    return fits


def _left_for(draft: Draft, placed: Placed, side: Int32s, place: int) -> str:
    """What the other allocations leave of a document on the day a claim begins."""
    document, day = side[place], placed.start[place]
    others = (side == document) & (placed.start <= day) & (placed.end > day)
    others[place:] = False
    left = abs(int(draft.documents.amount[document])) - int(placed.amount[others].sum())
    return format_minor(max(left, 0), draft.currencies[draft.documents.currency[document]])


def _named(
    draft: Draft, table: str, column: str, asks: Bools, numbers: Numbers, message: Message
) -> list[Sequence[int]]:
    """The debits each row names where it asks for some; unknown numbers are reported."""
    names = draft.column(table, column, "text").tolist()
    targets: list[Sequence[int]] = [
        numbers.debits.get(name, ()) if ask else ()
        for name, ask in zip(names, asks.tolist(), strict=True)
    ]
    missing = [row for row, ask in enumerate(asks.tolist()) if ask and not targets[row]]
    draft.findings.add(message, draft.table(table), np.array(missing, np.int64), column)
    return targets


def _references(draft: Draft, numbers: Numbers) -> Claims:
    """Credit notes that name their invoice; the sum of them may not exceed it."""
    documents, count = draft.documents, draft.invoice_count
    ref_no = draft.column("invoices", "ref_no", "text")
    asks = (documents.amount[:count] < 0) & (ref_no != "")
    targets = _named(draft, "invoices", "ref_no", asks, numbers, say.UNKNOWN_REFERENCE)
    claims = _claims(
        "invoices",
        "ref_no",
        Origin.REFERENCE,
        np.arange(count, dtype=np.int32),
        -documents.amount[:count],
        documents.date[:count],
        np.full(count, NEVER, np.int32),
        targets,
    )
    claims = _within_group(
        draft, claims.keep(np.array([row for row, to in enumerate(targets) if to], np.int64))
    )
    red: dict[str, int] = defaultdict(int)
    for place, amount in enumerate(claims.amount.tolist()):
        number = ref_no[claims.row[place]]
        blue = sum(int(documents.amount[one]) for one in claims.targets(place))
        red[number] += amount
        if red[number] > blue:
            most = format_minor(blue, draft.currencies[documents.currency[claims.debit[place]]])
            row = claims.row[place : place + 1]
            draft.findings.add(
                say.RED_EXCEEDS_BLUE,
                draft.table("invoices"),
                row,
                "ref_no",
                amount={int(row[0]): most},
            )
    return claims


def _shorthand(draft: Draft, numbers: Numbers) -> Claims:
    """Receipt rows that name the invoice they pay; refunds that name the credit they repay."""
    documents, table = draft.documents, draft.table("receipts")
    named = table.column("invoice_no", "text") != ""
    parts = table.column("amount", "amount")
    document = draft.receipt_of
    refund = documents.kind[document] == Kind.REFUND
    draft.findings.add(tell.NEGATIVE_PART, table, named & ~refund & (parts < 0), "invoice_no")
    asks = named & ~refund & (parts > 0)
    targets = _named(draft, "receipts", "invoice_no", asks, numbers, tell.UNKNOWN_INVOICE)
    credit, debit = document.copy(), targets
    back = []
    for row in np.flatnonzero(named & refund).tolist():
        sources = numbers.credits.get(table.columns["invoice_no"][row], ())
        if len(sources) == 1:
            credit[row], debit[row] = sources[0], (int(document[row]),)
        else:
            back.append(row)
    draft.findings.add(tell.REFUND_NAMES_INVOICE, table, np.array(back, np.int64), "invoice_no")
    amount = np.abs(draft.receipt_parts)
    date = documents.date[document] if len(document) else np.zeros(0, np.int32)
    claims = _claims(
        "receipts",
        "invoice_no",
        Origin.SHORTHAND,
        credit,
        amount,
        date,
        np.full(len(table), NEVER, np.int32),
        debit,
    )
    return _within_group(
        draft, claims.keep(np.array([row for row, to in enumerate(debit) if to], np.int64))
    )
