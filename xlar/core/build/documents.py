"""The documents of a ledger in the making: invoices, credit notes, receipts, refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.build import messages as say
from xlar.core.build import settlement_messages as tell
from xlar.core.build.customers import customer_positions
from xlar.core.build.draft import Draft, factorize
from xlar.core.build.findings import plain_amount
from xlar.core.columns import (
    NEVER,
    NO_AMOUNT,
    NO_DAY,
    NO_INT,
    Bools,
    Column,
    Int32s,
    Int64s,
    Texts,
    blanks,
    constant,
)
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.late_rate import parse_rate
from xlar.core.ledger import DOCUMENT_TYPES, METHODS, Documents, Kind
from xlar.core.money import SCALE, decimals, divide_round
from xlar.core.problems import Text
from xlar.core.terms import Term, due_days, final_days, parse_term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TYPES = {name: place for place, name in enumerate(DOCUMENT_TYPES)}
_METHODS = {name: place for place, name in enumerate(METHODS)}


def build_documents(draft: Draft) -> None:
    """Set the draft's documents: the invoice rows in their order, then the receipts."""
    invoices = _invoices(draft)
    receipts, draft.receipt_of = _receipts(draft)
    draft.invoice_count = len(invoices["number"])
    draft.receipt_of = draft.receipt_of + np.int32(draft.invoice_count)
    joined = {name: _join(column, receipts[name]) for name, column in invoices.items()}
    draft.documents = Documents(**joined)


def _join(above: Column, below: Column) -> Column:
    """Two columns as one; a constant column stays one value in memory."""
    same = all(
        not column.flags.owndata and column.strides == (0,)
        for column in (above, below)
        if len(column)
    )
    both = [column[0] for column in (above, below) if len(column)]
    if same and both and all(value == both[0] for value in both):
        return np.broadcast_to(np.asarray(both[0], above.dtype), (len(above) + len(below),))
    return np.concatenate([above, below])


def _invoices(draft: Draft) -> dict[str, Column]:
    table = draft.table("invoices")
    count = len(table)
    customer = customer_positions(draft, "invoices")
    currency = _currency(draft, "invoices", customer)
    number = draft.required("invoices", "invoice_no", "text", "", "")
    date = draft.required("invoices", "invoice_date", "day", NO_DAY, 0)
    given = draft.required("invoices", "amount", "amount", NO_AMOUNT, 0)
    amount = draft.minor_units("invoices", "amount", given, currency)
    debit = amount >= 0
    due, start, final = _due(draft, customer, date, debit)
    instalment = table.column("instalment", "integer")
    return {
        "number": number,
        "instalment": np.where(instalment == NO_INT, 0, instalment).astype(np.int32),
        "kind": np.where(debit, Kind.INVOICE, Kind.CREDIT_NOTE).astype(np.int8),
        "type": _codes(table.column("type", "text"), _TYPES),
        "method": constant(0, count, np.int8),
        "customer": customer,
        "currency": currency,
        "date": date,
        "start": start,
        "due": due,
        "final": final,
        "amount": amount,
        "tax": _tax(draft, amount, currency),
        "disputed": _disputed(draft, amount, currency),
        "disputed_on": table.column("disputed_on", "day"),
        "dispute_reason": table.column("dispute_reason", "text"),
        "written_off_on": _or_never(table.column("written_off_on", "day")),
        "reversed_on": constant(NEVER, count, np.int32),
        "late_rate": _late_rates(draft),
        "rate": _rates(draft, "invoices"),
        "bill_due": constant(NO_DAY, count, np.int32),
        "contract_no": table.column("contract_no", "text"),
        "order_no": table.column("order_no", "text"),
        "reference": table.column("ref_no", "text"),
        "row": table.rows,
    }


def _receipts(draft: Draft) -> tuple[dict[str, Column], Int32s]:
    """The receipts, rows of one number taken together, and the receipt of each row."""
    table = draft.table("receipts")
    customer = customer_positions(draft, "receipts")
    currency = _currency(draft, "receipts", customer)
    number = draft.required("receipts", "receipt_no", "text", "", "")
    date = draft.required("receipts", "receipt_date", "day", NO_DAY, 0)
    given = draft.required("receipts", "amount", "amount", NO_AMOUNT, 0)
    parts = draft.minor_units("receipts", "amount", given, currency)
    draft.receipt_parts = parts
    reversed_on = _or_never(table.column("reversed_on", "day"))
    receipt, first = _parts(draft, number, [customer, currency, date, reversed_on])
    count = len(first)
    total = np.zeros(count, np.int64)
    np.add.at(total, receipt, parts)
    refund = total < 0
    return {
        "number": number[first],
        "instalment": constant(0, count, np.int32),
        "kind": np.where(refund, Kind.REFUND, Kind.RECEIPT).astype(np.int8),
        "type": constant(0, count, np.int8),
        "method": _codes(table.column("method", "text"), _METHODS)[first],
        "customer": customer[first],
        "currency": currency[first],
        "date": date[first],
        "start": date[first],
        "due": np.where(refund, date[first], NO_DAY).astype(np.int32),
        "final": np.where(refund, date[first], NO_DAY).astype(np.int32),
        "amount": -total,
        "tax": constant(NO_AMOUNT, count, np.int64),
        "disputed": constant(0, count, np.int64),
        "disputed_on": constant(NO_DAY, count, np.int32),
        "dispute_reason": blanks(count),
        "written_off_on": constant(NEVER, count, np.int32),
        "reversed_on": reversed_on[first],
        "late_rate": constant(-1, count, np.int64),
        "rate": _rates(draft, "receipts")[first],
        "bill_due": table.column("bill_due", "day")[first],
        "contract_no": blanks(count),
        "order_no": blanks(count),
        "reference": table.column("bill_no", "text")[first],
        "row": table.rows[first],
    }, receipt


def _parts(draft: Draft, number: Texts, same: list[Column]) -> tuple[Int32s, Int64s]:
    """The receipt each row is part of, and the first row of every receipt.

    Args:
        draft: the ledger in the making.
        number: receipt number of each row.
        same: columns in which the parts of one receipt must agree.
    """
    table = draft.table("receipts")
    receipt, names = factorize(number)
    first = np.zeros(len(names), np.int64)
    first[receipt[::-1]] = np.arange(len(receipt))[::-1]
    differs = np.zeros(len(receipt), bool)
    for column in same:
        differs |= column != column[first[receipt]]
    draft.findings.add(
        tell.RECEIPT_PARTS,
        table,
        differs & (number != ""),
        "receipt_no",
        other=lambda place: int(table.rows[first[receipt[place]]]),
    )
    return receipt, first


def _currency(draft: Draft, table: str, customer: Int32s) -> Int32s:
    own = draft.customers.currency
    default = own[customer] if len(own) else constant(draft.base_position, len(customer), np.int32)
    return draft.currency_positions(draft.column(table, "currency", "text"), default)


def _or_never(days: Int32s) -> Int32s:
    if days.strides == (0,) and len(days):
        return constant(NEVER, len(days), np.int32)
    return np.where(days == NO_DAY, NEVER, days).astype(np.int32)


def _codes(words: Texts, known: dict[str, int]) -> Column:
    codes, names = factorize(words)
    if not names:
        return np.zeros(0, np.int8)
    return np.array([known.get(name, 0) for name in names], np.int8)[codes]


def _rates(draft: Draft, name: str) -> Int64s:
    table = draft.table(name)
    rate = table.column("rate", "number")
    given = rate != NO_AMOUNT
    draft.findings.add(say.BAD_RATE, table, given & (rate <= 0), "rate")
    return np.where(given, rate, 0)


def _tax(draft: Draft, amount: Int64s, currency: Int32s) -> Int64s:
    """The tax within each amount, rounded to minor units; a warning where it cannot be."""
    table = draft.table("invoices")
    if "tax" not in table.columns:
        return constant(NO_AMOUNT, len(table), np.int64)
    stated = table.column("tax", "amount")
    given = stated != NO_AMOUNT
    divisor = np.array([SCALE // 10 ** decimals(code) for code in draft.currencies], np.int64)
    tax = divide_round(np.where(given, stated, 0), divisor[currency])
    within = (np.sign(tax) * np.sign(amount) >= 0) & (np.abs(tax) <= np.abs(amount))
    draft.findings.add(say.TAX_TOO_LARGE, table, given & ~within, "tax")
    return np.where(given & within, tax, NO_AMOUNT)


def _disputed(draft: Draft, amount: Int64s, currency: Int32s) -> Int64s:
    """The disputed part: all of it where only the flag is set, nothing where the flag says no."""
    table = draft.table("invoices")
    if not {"disputed", "disputed_amount"} & set(table.columns):
        return constant(0, len(table), np.int64)
    flag = table.column("disputed", "flag")
    part = draft.minor_units(
        "invoices", "disputed_amount", table.column("disputed_amount", "amount"), currency
    )
    given = part != NO_AMOUNT
    draft.findings.add(
        say.DISPUTED_TOO_LARGE,
        table,
        given & (amount > 0) & ((part < 0) | (part > amount)),
        "disputed_amount",
        amount=lambda place: plain_amount(int(table.column("amount", "amount")[place])),
    )
    whole = np.where(flag == 1, amount, 0)
    return np.where(amount > 0, np.where(given & (flag != 0), part, whole), 0)


def _late_rates(draft: Draft) -> Int64s:
    table = draft.table("invoices")
    if "late_rate" not in table.columns:
        return constant(-1, len(table), np.int64)
    words = table.column("late_rate", "text")
    basis = draft.policy.interest.day_basis

    def yearly(text: str) -> int:
        return parse_rate(text, day_basis=basis)

    return _parsed(draft, words, "late_rate", yearly, say.BAD_LATE_RATE, -1)


def _parsed(
    draft: Draft, words: Texts, column: str, parse: Callable[[str], int], message: Any, absent: int
) -> Int64s:
    """Each distinct text parsed once."""
    codes, names = factorize(words)
    values = np.full(len(names), absent, np.int64)
    for place, name in enumerate(names):
        if name:
            try:
                values[place] = parse(name)
            except BadValue:
                draft.findings.add(message, draft.table("invoices"), codes == place, column)
    return values[codes] if len(names) else np.zeros(0, np.int64)


def _due(
    draft: Draft, customer: Int32s, date: Int32s, debit: Bools
) -> tuple[Int32s, Int32s, Int32s]:
    """Due date, start of the term and final deadline of every invoice row."""
    table = draft.table("invoices")
    given = table.column("due_date", "day")
    received = table.column("received_on", "day")
    codes, terms, stated = _terms(draft, customer)
    waiting = _of_terms(codes, [term is not None and term.needs_receipt for term in terms])
    start = np.where(waiting & (received != NO_DAY), received, date).astype(np.int32)
    computed = start.copy()
    for place, term in enumerate(terms):
        mine = np.flatnonzero(codes == place)
        if term is not None and len(mine):
            computed[mine] = due_days(term, start[mine], draft.policy.terms)
    due = np.where(given != NO_DAY, given, computed).astype(np.int32)
    final = np.full(len(due), NO_DAY, np.int32)
    for place, term in enumerate(terms):
        mine = np.flatnonzero(codes == place)
        final[mine] = final_days(term, start[mine], due[mine])
    without = debit & (given == NO_DAY)
    untimed = _of_terms(codes, [not text for text in stated])
    draft.findings.add(say.NO_TERMS, table, without & untimed, "due_date")
    draft.findings.add(
        say.NOT_RECEIVED, table, without & waiting & (received == NO_DAY), "received_on"
    )
    return (
        np.where(debit, due, NO_DAY).astype(np.int32),
        start,
        np.where(debit, final, NO_DAY).astype(np.int32),
    )


def _of_terms(codes: Int32s, facts: list[bool]) -> Bools:
    """A fact about each row's term."""
    return np.array(facts, bool)[codes] if facts else np.zeros(0, bool)


def _terms(draft: Draft, customer: Int32s) -> tuple[Int32s, list[Term | None], list[str]]:
    """Which term each invoice row has (its own, customer's, grade's), the terms and their words."""
    customers, table = draft.table("customers"), draft.table("invoices")
    own = table.column("terms", "text")
    theirs = _customer_terms(draft)
    if "terms" not in table.columns and len(theirs):
        of_customer, names = factorize(theirs)
        codes = of_customer[customer]
    else:
        codes, names = factorize(np.where(own == "", theirs[customer], own) if len(theirs) else own)
    terms: list[Term | None] = []
    for place, name in enumerate(names):
        try:
            terms.append(parse_term(name) if name else None)
        except BadValue:
            terms.append(None)
            mine = (codes == place) & (own != "")
            draft.findings.add(say.UNKNOWN_TERMS, table, mine, "terms")
    for name in set(customers.column("terms", "text").tolist()) - {""}:
        try:
            parse_term(name)
        except BadValue:
            draft.findings.add(
                say.UNKNOWN_TERMS, customers, customers.column("terms", "text") == name, "terms"
            )
    return codes, terms, names


def _check_policy_terms(by_grade: Mapping[str, str]) -> None:
    for grade, term in by_grade.items():
        try:
            parse_term(term)
        except BadValue as mistake:
            name = f"terms.by_grade.{grade}"
            raise BadPolicy(
                Text(
                    f"设置 {name}：看不懂的账期“{term}”。", f'setting {name}: unknown term "{term}"'
                )
            ) from mistake


def _customer_terms(draft: Draft) -> Texts:
    """The term of each customer in ledger order: stated, or that of its grade."""
    customers = draft.table("customers")
    result = np.full(len(draft.customers), "", dtype=object)
    if len(customers):
        stated = customers.column("terms", "text")
        places = [
            draft.customer_places[name] for name in customers.column("customer_id", "text").tolist()
        ]
        result[places] = stated
    by_grade = draft.policy.terms.by_grade
    if by_grade:
        _check_policy_terms(by_grade)
        graded = np.array(
            [by_grade.get(grade, "") for grade in draft.customers.grade.tolist()], dtype=object
        )
        result = np.where(result == "", graded, result)
    return result
