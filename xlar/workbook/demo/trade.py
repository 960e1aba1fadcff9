"""Two years of buying and paying: invoices, credit notes and receipts of every customer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.dates import calendar_date, day_number
from xlar.core.policy import TermsPolicy
from xlar.core.terms import due_days, parse_term
from xlar.workbook.demo.buyers import AS_OF, LATENESS, SEED, Buyer, Row
from xlar.workbook.demo.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Sequence

RATES: Final = ("7.12", "7.18", "7.21", "7.15")  # made-up rates of the US dollar by half-year
_VAT: Final = 13
_BILL_DAYS: Final = (90, 120, 180)


@dataclass
class Books:
    """The rows written so far, table by table, and the ordinary invoices with their due dates."""

    invoices: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)


@dataclass
class Bill:
    """An invoice on its way to being paid.

    Attributes:
        row: its row in the table invoices.
        due: when it is due.
        payable: what the customer will pay, minor units: the amount less credit notes.
    """

    row: Row
    due: date
    payable: int


def trade(buyers: Sequence[Buyer]) -> Books:
    """The books of all customers for two years, numbered in the order of their days."""
    books = Books()
    for buyer in buyers:
        _trade_with(buyer, books)
    _number(books.invoices, "invoice_date", "XS")
    _number(books.receipts, "receipt_date", "SK")
    _name(books)
    return books


def _trade_with(buyer: Buyer, books: Books) -> None:
    dice = Dice(1_000 * SEED + buyer.index)
    bills = _invoices(buyer, dice)
    books.bills += bills
    for bill in bills:
        books.invoices.append(bill.row)
        if dice.chance(0.022):
            books.invoices.extend(_credit_note(bill, dice))
    _receipts(buyer, bills, dice, books)


def _invoices(buyer: Buyer, dice: Dice) -> list[Bill]:
    rows, day = [], buyer.since + timedelta(dice.whole(0, buyer.pause))
    term = parse_term(buyer.term)
    last = buyer.stops + timedelta(45) if buyer.stops else AS_OF
    while day <= min(last, AS_OF):
        day = _working_day(day)
        rows.append(_invoice(buyer, day, dice, needs_receipt=term.needs_receipt))
        day += timedelta(dice.whole(buyer.pause // 2, buyer.pause * 3 // 2))
    rows = [row for row in rows if row["invoice_date"] <= AS_OF]
    starts = [
        day_number(row["received_on" if "received_on" in row else "invoice_date"]) for row in rows
    ]
    due = due_days(term, np.array(starts, np.int32), TermsPolicy()).tolist()
    bills = [Bill(row, calendar_date(d), row["amount"]) for row, d in zip(rows, due, strict=True)]
    if buyer.index % 2:  # half of the customers leave the due date to the term of payment
        for bill in bills:
            bill.row["due_date"] = bill.due
    return bills


def _invoice(buyer: Buyer, day: date, dice: Dice, *, needs_receipt: bool) -> Row:
    amount = buyer.size * dice.middling(25, 190) // 100 // 10 * 10
    row: Row = {
        "customer_id": buyer.id,
        "invoice_date": day,
        "amount": amount,
        "type": "invoice",
        "currency": buyer.currency,
        "order_no": f"DD{day:%y%m}{dice.whole(100, 999)}",
    }
    if buyer.currency == "CNY":
        row["tax"] = amount * _VAT // (100 + _VAT)
    else:
        row["rate"] = RATES[(day.year - 2024) * 2 + (day.month > 6) - 1]
    if needs_receipt:
        row["received_on"] = day + timedelta(dice.whole(2, 9))
    return row


def _credit_note(bill: Bill, dice: Dice) -> list[Row]:
    """A credit note for part of the invoice, unless it would be after the last day."""
    day = bill.row["invoice_date"] + timedelta(dice.whole(4, 18))
    if day > AS_OF:
        return []
    amount = bill.row["amount"] * dice.whole(3, 20) // 100
    bill.payable -= amount
    note: Row = {
        name: bill.row[name] for name in ("customer_id", "currency", "rate") if name in bill.row
    }
    note |= {"invoice_date": day, "amount": -amount, "type": "credit_note", "ref": bill.row}
    if bill.row["currency"] == "CNY":
        note["tax"] = -(amount * _VAT // (100 + _VAT))
    return [note | {"notes": dice.pick(("退货", "销售折让", "单价更正"))}]


def _receipts(buyer: Buyer, bills: list[Bill], dice: Dice, books: Books) -> None:
    """The payments for the bills, those of one day in one transfer."""
    transfers: dict[date, list[tuple[Bill, int]]] = defaultdict(list)
    for bill in bills:
        for day, amount in _payments(buyer, bill, dice):
            if day <= AS_OF and (buyer.stops is None or day < buyer.stops):
                transfers[day].append((bill, amount))
    for day in sorted(transfers):
        _receive(buyer, day, transfers[day], dice, books)


def _payments(buyer: Buyer, bill: Bill, dice: Dice) -> list[tuple[date, int]]:
    """When the bill is paid and how much of it each time."""
    day = bill.due + timedelta(dice.middling(*LATENESS[buyer.habit]))
    if buyer.habit != "prepaid":
        day = max(day, bill.row["invoice_date"])
    day += timedelta((buyer.pay_day - day.weekday()) % 7)
    in_parts = {"prompt": 0.02, "prepaid": 0.0}.get(buyer.habit, 0.1)
    if not dice.chance(in_parts):
        return [(day, bill.payable)]
    part = bill.payable * dice.whole(30, 85) // 100 // 100 * 100
    rest_day = day + 7 * timedelta(dice.whole(3, 12))
    return [(day, part), (rest_day, bill.payable - part)]


def _receive(
    buyer: Buyer, day: date, parts: list[tuple[Bill, int]], dice: Dice, books: Books
) -> None:
    """One receipt: designated row by row, through the table allocations, or not at all."""
    receipt: Row = {
        "customer_id": buyer.id,
        "receipt_date": day,
        "currency": buyer.currency,
        "method": "transfer",
    }
    if "rate" in parts[0][0].row:
        receipt["rate"] = parts[0][0].row["rate"]
    receipt |= _means(buyer, day, dice)
    total = sum(amount for _, amount in parts)
    designation = dice.whole(1, 100)
    if designation <= 3 and buyer.habit != "failing":
        books.receipts.append(receipt | {"amount": total})
    elif designation <= 9:
        row = receipt | {"amount": total}
        books.receipts.append(row)
        books.allocations.extend(
            {"credit": row, "debit": bill.row, "amount": amount, "date": day}
            for bill, amount in parts
        )
    else:
        key = object()  # rows with one key are parts of one receipt
        books.receipts.extend(
            receipt | {"key": key, "amount": amount, "for": bill.row} for bill, amount in parts
        )


def _means(buyer: Buyer, day: date, dice: Dice) -> Row:
    """How the money came, where it was not an ordinary transfer."""
    if buyer.currency != "CNY" or buyer.habit == "prepaid":
        return {}
    fall = dice.whole(1, 100)
    if fall <= 12:
        due = day + timedelta(dice.pick(_BILL_DAYS))
        return {
            "method": "bank_bill",
            "bill_no": f"YC{dice.whole(10**6, 10**7 - 1)}",
            "bill_due": due,
        }
    if fall <= 17:
        due = day + timedelta(dice.pick(_BILL_DAYS))
        return {
            "method": "commercial_bill",
            "bill_no": f"SC{dice.whole(10**6, 10**7 - 1)}",
            "bill_due": due,
        }
    return {"method": "third_party"} if fall <= 21 else {"method": "cash"} if fall == 22 else {}


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(7 - day.weekday()) if day.weekday() > 4 else day


def _number(rows: list[Row], day: str, prefix: str) -> None:
    """Give the rows their numbers, month by month in the order of their days."""
    rows.sort(key=lambda row: row[day])
    column = "invoice_no" if prefix == "XS" else "receipt_no"
    counts: dict[str, int] = defaultdict(int)
    given: dict[object, str] = {}
    for row in rows:
        key = row.get("key") or id(row)
        if key not in given:
            month = f"{row[day]:%y%m}"
            counts[month] += 1
            given[key] = f"{prefix}{month}-{counts[month]:04d}"
        row[column] = given[key]


def _name(books: Books) -> None:
    """Replace the rows referred to by their numbers, now that they have them."""
    for row in books.invoices:
        if "ref" in row:
            row["ref_no"] = row.pop("ref")["invoice_no"]
    for row in books.receipts:
        row.pop("key", None)
        if "for" in row:
            row["invoice_no"] = row.pop("for")["invoice_no"]
    for row in books.allocations:
        row["credit_no"] = row.pop("credit")["receipt_no"]
        row["invoice_no"] = row.pop("debit")["invoice_no"]
