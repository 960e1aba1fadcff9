"""A ledger written as text, so that an accountant can review a test.

One line per row: the fixed words of its kind, then pairs of column and value. ::

    customer C001 grade A limit 10000.00 terms N30
    2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
    2026-01-20 credit_note C001 CN-1 -100.00 ref INV-1
    2026-02-01 receipt C001 R-1 600.00 for INV-1 reversed 2026-03-01
    2026-02-03 refund C001 RF-1 -50.00
    2026-02-10 allocation R-1 INV-2 100.00
    2026-03-01 act C001 letter INV-1 sent 2026-03-01 delivered 2026-03-04
    2026-03-01 promise C001 INV-1 100.00 pay 2026-03-20
    2026-03-02 approval C001 AP-1 extension INV-1 approved_by 王 extended_to 2026-04-30
    2026-03-02 plan C001 PL-1 1 50.00 due 2026-04-01 invoice_no INV-1   # the day it was signed
    2026-03-31 slip C001 SL-1 900.00 sent 2026-04-02 result agreed returned 2026-04-20
    2026-03-05 signal C001 owner_unreachable weight 5
    2026-03-05 score C001 finance 70 industry 60
    2026-03-01 target 张三 10000.00 rate 0.9
    2026-03-31 allowance C001 rate 0.8 reason 停业   # the first day of the assessment
"""

from __future__ import annotations

import shlex
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.build import build
from xlar.core.columns import texts
from xlar.core.dates import parse_iso
from xlar.core.errors import BadLedger
from xlar.core.tables import ABSENT, Table
from xlar.tables.convert import TYPED
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Problem

SHORT = {
    "limit": "credit_limit",
    "due": "due_date",
    "for": "invoice_no",
    "ref": "ref_no",
    "reversed": "reversed_on",
    "pay": "pay_by",
    "sent": "sent_on",
    "delivered": "delivered_on",
    "received": "received_on",
    "written_off": "written_off_on",
    "block": "dunning_block_until",
    "returned": "returned_on",
    "cleared": "cleared_on",
    "cancelled": "cancelled_on",
}
FIXED = {
    "customer": ("customers", ["customer_id"]),
    "invoice": ("invoices", ["customer_id", "invoice_no", "amount"]),
    "credit_note": ("invoices", ["customer_id", "invoice_no", "amount"]),
    "receipt": ("receipts", ["customer_id", "receipt_no", "amount"]),
    "refund": ("receipts", ["customer_id", "receipt_no", "amount"]),
    "allocation": ("allocations", ["credit_no", "invoice_no", "amount"]),
    "act": ("acts", ["customer_id", "kind", "invoice_no"]),
    "promise": ("promises", ["customer_id", "invoice_no", "amount"]),
    "approval": ("approvals", ["customer_id", "approval_no", "kind", "invoice_no"]),
    "plan": ("plans", ["customer_id", "plan_no", "instalment", "amount"]),
    "slip": ("slips", ["customer_id", "slip_no", "balance"]),
    "signal": ("signals", ["customer_id", "signal"]),
    "score": ("scores", ["customer_id"]),
    "target": ("targets", ["salesperson", "amount"]),
    "allowance": ("allowances", ["customer_id"]),
}
DATE = {
    "invoices": "invoice_date",
    "receipts": "receipt_date",
    "allocations": "date",
    "acts": "date",
    "promises": "promised_on",
    "approvals": "date",
    "plans": "signed_on",
    "slips": "as_of",
    "signals": "date",
    "scores": "date",
    "targets": "month",
    "allowances": "valid_from",
}


def kind_of(table: str, column: str) -> str:
    """How the ledger stores a column."""
    return TYPED[TABLES[table].by_name[column].kind]


def typed(table: str, column: str, value: str) -> object:
    kind = kind_of(table, column)
    if kind == "amount":
        return int(Decimal(value).scaleb(4))
    if kind == "number":
        return int(Decimal(value).scaleb(8))
    if kind == "day":
        return parse_iso(value)
    return value if kind == "text" else int(value)


def tables_of(text: str) -> dict[str, Table]:
    """The typed tables a text describes; row numbers count the lines of each table from 2."""
    rows: dict[str, list[dict[str, object]]] = {}
    for line in text.strip().splitlines():
        words = shlex.split(line.split("#")[0])
        if not words:
            continue
        date = None if words[0] == "customer" else words.pop(0)
        table, fixed = FIXED[words.pop(0)]
        row = dict(zip(fixed, words, strict=False))
        rest = words[len(fixed) :]
        row |= {
            SHORT.get(name, name): value for name, value in zip(rest[::2], rest[1::2], strict=True)
        }
        if date:
            row[DATE[table]] = date
        found = {name: typed(table, name, value) for name, value in row.items() if value != "-"}
        rows.setdefault(table, []).append(found)
    return {name: table_of(name, found) for name, found in rows.items()}


def table_of(name: str, rows: list[dict[str, object]]) -> Table:
    columns = {}
    for column in dict.fromkeys(column for row in rows for column in row):
        dtype, absent = ABSENT[kind_of(name, column)]
        values = [row.get(column, absent) for row in rows]
        columns[column] = texts(values) if dtype is object else np.array(values, dtype)
    return Table(name, columns, np.arange(2, len(rows) + 2, dtype=np.int32))


def problems_of(text: str, policy: Policy | None = None) -> tuple[Ledger | None, list[Problem]]:
    """The ledger a text describes, or None, and the problems found in it."""
    return build(tables_of(text), policy)


def ledger_of(text: str, policy: Policy | None = None) -> Ledger:
    """The ledger a text describes; raises BadLedger on errors."""
    ledger, problems = problems_of(text, policy)
    if ledger is None:
        raise BadLedger(problems)
    return ledger
