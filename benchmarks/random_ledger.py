"""Random ledgers of any size, made straight from columns."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from xlar.core.build import build
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT, constant, texts
from xlar.core.ledger import Customers, Documents, Kind, Ledger, Status
from xlar.core.tables import empty_table


def make_ledger(invoices: int, seed: int = 1) -> Ledger:
    """A random ledger with 0.8 receipts to an invoice and 50 invoices to a customer."""
    draw = np.random.default_rng(seed)
    receipts, customers = invoices * 4 // 5, max(invoices // 50, 1)
    count = invoices + receipts
    date = draw.integers(20_000, [20_600] * invoices + [20_700] * receipts).astype(np.int32)
    due = np.full(count, NO_DAY, np.int32)
    due[:invoices] = date[:invoices] + draw.choice([30, 60, 90], invoices)
    amount = draw.integers(100, 1_000_000, count)
    amount[invoices:] = -draw.integers(100, 900_000, receipts)
    kind = np.repeat([Kind.INVOICE, Kind.RECEIPT], [invoices, receipts]).astype(np.int8)
    numbers = [f"INV-{n:08}" for n in range(invoices)] + [f"R-{n:08}" for n in range(receipts)]
    filled: dict[str, Any] = {
        "number": texts(numbers),
        "kind": kind,
        "customer": draw.integers(0, customers, count).astype(np.int32),
        "date": date,
        "start": date,
        "due": due,
        "final": due,
        "amount": amount,
        "row": np.arange(count, dtype=np.int32),
        "instalment": constant(0, count, np.int32),
        "type": constant(0, count, np.int8),
        "method": constant(0, count, np.int8),
        "currency": constant(0, count, np.int32),
        "disputed": constant(0, count, np.int64),
        "written_off_on": constant(NEVER, count, np.int32),
        "reversed_on": constant(NEVER, count, np.int32),
        "late_rate": constant(-1, count, np.int64),
        "rate": constant(0, count, np.int64),
        "bill_due": constant(NO_DAY, count, np.int32),
        "tax": constant(NO_AMOUNT, count, np.int64),
        "disputed_on": constant(NO_DAY, count, np.int32),
    }
    documents = _columns(Documents, filled, count)
    empty, _ = build({"invoices": empty_table("invoices")})
    assert empty is not None
    return dataclasses.replace(empty, customers=_customers(customers), documents=documents)


def _customers(count: int) -> Customers:
    names = texts([f"C{n:06}" for n in range(count)])
    filled: dict[str, Any] = {
        "id": names,
        "name": names,
        "credit_limit": constant(NO_AMOUNT, count, np.int64),
        "limit_to": constant(NEVER, count, np.int32),
        "currency": constant(0, count, np.int32),
        "deposit": constant(0, count, np.int64),
        "parent": constant(-1, count, np.int32),
        "status": constant(Status.NORMAL, count, np.int8),
        "contract_to": constant(NEVER, count, np.int32),
        "grace": constant(NO_INT, count, np.int32),
        "dunning_block_until": constant(NO_DAY, count, np.int32),
        "since": constant(NO_DAY, count, np.int32),
        "related": constant(0, count, np.bool_),
        "security_to": constant(NEVER, count, np.int32),
        "exempt": constant(0, count, np.bool_),
        "row": np.arange(count, dtype=np.int32),
    }
    return _columns(Customers, filled, count)


def _columns(kind: Any, filled: dict[str, Any], count: int) -> Any:
    """A group of columns; texts that are not given are blank."""
    blank = constant("", count, np.object_)
    return kind(**{one.name: filled.get(one.name, blank) for one in dataclasses.fields(kind)})
