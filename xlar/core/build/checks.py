"""The checks on a ledger's data: a plain list of functions of one shape.

Each looks at the draft and reports what it finds; a new check is one more function in `CHECKS`.
Values that cannot be read at all (an unknown customer, an amount with too many decimals) are
reported where they are read, in the modules beside this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.build import messages as say
from xlar.core.build import settlement_messages as tell
from xlar.core.build.draft import Draft, outside, repeated
from xlar.core.build.findings import WHOLE_NUMBERS
from xlar.core.columns import NEVER, NO_DAY, NO_INT, Column, Int32s
from xlar.core.dates import FIRST_DAY, LAST_DAY, add_months, iso
from xlar.core.ledger import DOCUMENT_TYPES, METHODS, Kind
from xlar.core.money import format_minor
from xlar.core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_RED: Final = DOCUMENT_TYPES.index("credit_note")
_NETTING: Final = np.array([METHODS.index("offset"), METHODS.index("deduction")])
_DISCOUNTS: Final = ("discount", "rounding")
_LARGEST_SUM: Final = 4e18


def _day_of(days: Int32s) -> Callable[[int], str | None]:
    return lambda place: iso(days[place])


def unique_invoices(draft: Draft) -> None:
    """The key of an invoice row is its number and instalment."""
    table, documents, count = draft.table("invoices"), draft.documents, draft.invoice_count
    numbers, instalments = documents.number[:count], documents.instalment[:count]
    again, earlier = repeated(numbers.tolist())
    if not len(again):
        return
    keys = list(zip(numbers.tolist(), instalments.tolist(), strict=True))
    twice, first = repeated(keys)
    other = dict(zip(twice.tolist(), table.rows[first].tolist(), strict=True))
    draft.findings.add(
        say.DUPLICATE_INVOICE,
        table,
        twice[numbers[twice] != ""],
        "invoice_no",
        other=other.__getitem__,
    )
    differs = np.zeros(len(again), bool)
    for column in (documents.customer, documents.currency):
        differs |= column[again] != column[earlier]
    home = dict(zip(again.tolist(), table.rows[earlier].tolist(), strict=True))
    wrong = again[differs & (numbers[again] != "") & ~np.isin(again, twice)]
    draft.findings.add(say.INSTALMENT_CUSTOMER, table, wrong, "invoice_no", other=home.__getitem__)


def instalment_numbers(draft: Draft) -> None:
    """Instalments are counted from 1."""
    table = draft.table("invoices")
    instalment = table.column("instalment", "integer")
    draft.findings.add(
        say.BAD_INSTALMENT, table, (instalment < 1) & (instalment != NO_INT), "instalment"
    )


def days_in_range(draft: Draft) -> None:
    """Every day lies between 1970 and 2199."""
    for table in draft.tables.values():
        for name, column in table.columns.items():
            if column.dtype == np.int32 and name not in WHOLE_NUMBERS:
                wrong = outside(column, FIRST_DAY, LAST_DAY, NO_DAY)
                draft.findings.add(say.DATE_OUT_OF_RANGE, table, wrong, name)


def amounts(draft: Draft) -> None:
    """Documents of zero are pointed out; the sum of all must stay exact in 64 bits."""
    draft.findings.add(
        say.ZERO_AMOUNT, draft.table("invoices"),
        draft.table("invoices").column("amount", "amount") == 0, "amount",
    )  # fmt: skip
    draft.findings.add(
        say.ZERO_AMOUNT, draft.table("receipts"),
        draft.table("receipts").column("amount", "amount") == 0, "amount",
    )  # fmt: skip
    if np.abs(draft.documents.amount.astype(float)).sum() > _LARGEST_SUM:
        draft.findings.problems.append(Problem(say.TOTAL_TOO_LARGE, "invoices", None, "amount"))


def due_dates(draft: Draft) -> None:
    """A due date before the document date is suspicious, but counts."""
    count, documents = draft.invoice_count, draft.documents
    due, date = documents.due[:count], documents.date[:count]
    wrong = (due < date) & (due != NO_DAY)
    draft.findings.add(
        say.DUE_BEFORE_DOCUMENT, draft.table("invoices"), wrong, "due_date", date=_day_of(date)
    )


def types(draft: Draft) -> None:
    """The sign decides; a type that says otherwise is pointed out."""
    count, documents = draft.invoice_count, draft.documents
    red, amount = documents.type[:count] == _RED, documents.amount[:count]
    written = draft.table("invoices").column("type", "text") != ""
    plain = documents.type[:count] == DOCUMENT_TYPES.index("invoice")
    wrong = written & ((red & (amount > 0)) | (plain & (amount < 0)))
    draft.findings.add(say.TYPE_AGAINST_SIGN, draft.table("invoices"), wrong, "type")


def write_offs(draft: Draft) -> None:
    """Only debits can be written off, and not before their date."""
    table, count, documents = draft.table("invoices"), draft.invoice_count, draft.documents
    day, date = documents.written_off_on[:count], documents.date[:count]
    gone = day != NEVER
    debit = documents.amount[:count] > 0
    draft.findings.add(say.WRITTEN_OFF_CREDIT, table, gone & ~debit, "written_off_on")
    draft.findings.add(
        say.WRITTEN_OFF_EARLY,
        table,
        gone & debit & (day < date),
        "written_off_on",
        date=_day_of(date),
    )


def credit_notes_without_reference(draft: Draft) -> None:
    """A credit note that names no invoice and is not allocated stays unapplied."""
    table, count = draft.table("invoices"), draft.invoice_count
    credit = draft.documents.amount[:count] < 0
    credit[draft.allocations.credit[draft.allocations.credit < count]] = False
    wrong = credit & np.equal(table.column("ref_no", "text"), "").astype(bool)
    draft.findings.add(say.NO_REFERENCE, table, wrong, "ref_no")


def receipt_reversals(draft: Draft) -> None:
    """A receipt is not reversed before it came."""
    table = draft.table("receipts")
    day, date = table.column("reversed_on", "day"), table.column("receipt_date", "day")
    wrong = (day != NO_DAY) & (day < date)
    draft.findings.add(tell.REVERSED_EARLY, table, wrong, "reversed_on", date=_day_of(date))


def netting(draft: Draft) -> None:
    """Netting against rebates and damages needs an approved document."""
    table = draft.table("receipts")
    method = _method(table.column("method", "text"))
    blank = np.equal(table.column("document", "text"), "").astype(bool)
    draft.findings.add(tell.NETTING, table, np.isin(method, _NETTING) & blank, "document")


def _method(words: Column) -> Column:
    known = {name: place for place, name in enumerate(METHODS)}
    return np.array([known.get(word, 0) for word in words.tolist()], np.int8)


def payers(draft: Draft) -> None:
    """A payer that is not the customer needs a note."""
    table = draft.table("receipts")
    if "payer" not in table.columns:
        return
    payer, notes = table.columns["payer"].tolist(), table.column("notes", "text").tolist()
    customers = draft.customers
    owner = draft.documents.customer[draft.receipt_of]
    own = zip(customers.id[owner].tolist(), customers.name[owner].tolist(), strict=True)
    wrong = [
        row
        for row, (who, note, names) in enumerate(zip(payer, notes, own, strict=True))
        if who and not note and who not in names
    ]
    draft.findings.add(tell.THIRD_PARTY_PAYER, table, np.array(wrong, np.int64), "payer")


def bill_terms(draft: Draft) -> None:
    """A bill runs six months at most."""
    table = draft.table("receipts")
    due, date = table.column("bill_due", "day"), table.column("receipt_date", "day")
    given = np.flatnonzero((due != NO_DAY) & (date != NO_DAY))
    wrong = given[due[given] > add_months(date[given], 6)]
    draft.findings.add(tell.LONG_BILL, table, wrong, "bill_due")


def discounts(draft: Draft) -> None:
    """A discount or rounding difference above 2 % of its document is pointed out."""
    table, documents = draft.table("receipts"), draft.documents
    if not {"method", "invoice_no"} <= set(table.columns):
        return
    asked = np.isin(table.columns["method"].astype(str), _DISCOUNTS)
    size: dict[str, int] = {}
    for place in np.flatnonzero(documents.kind == Kind.INVOICE).tolist() if asked.any() else ():
        number = documents.number[place]
        size[number] = size.get(number, 0) + int(documents.amount[place])
    limit = {}
    for row in np.flatnonzero(asked).tolist():
        whole = size.get(table.columns["invoice_no"][row], 0)
        if whole and abs(int(draft.receipt_parts[row])) * 50 > whole:
            code = draft.currencies[documents.currency[draft.receipt_of[row]]]
            limit[row] = format_minor(whole // 50, code)
    rows = np.array(sorted(limit), np.int64)
    draft.findings.add(tell.DISCOUNT_TOO_LARGE, table, rows, "amount", limit=limit.__getitem__)


CHECKS: Final[tuple[Callable[[Draft], None], ...]] = (
    unique_invoices,
    instalment_numbers,
    days_in_range,
    amounts,
    due_dates,
    types,
    write_offs,
    credit_notes_without_reference,
    receipt_reversals,
    netting,
    payers,
    bill_terms,
    discounts,
)
