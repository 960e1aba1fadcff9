"""What the template's formulas call things: defined names and the functions they are made of."""

from __future__ import annotations

from typing import Final

LEDGER: Final = "ledger"  # not ar_ledger: names and functions share one namespace
AS_OF: Final = "as_of"
DAY: Final = f'IF({AS_OF}="",TODAY(),{AS_OF})'
"""The day the reports look from: today where none is stated."""

BASE: Final = "base_currency"
CUSTOMER_IDS: Final = "customer_ids"
CUSTOMER_NAMES: Final = "customer_names"
INVOICE_NOS: Final = "invoice_nos"
STATEMENT_CUSTOMER: Final = "statement_customer"
STATEMENT_FROM: Final = "statement_from"
OPEN_NUMBERS: Final = "open_numbers"
OPEN_DAYS: Final = "open_days"
SIGNALS: Final = "signal_names"

LEDGER_TABLES: Final = (
    "customers", "invoices", "receipts", "allocations", "acts", "promises", "register", "settings",
    "approvals", "plans", "slips", "signals", "scores", "targets", "allowances",
)  # fmt: skip
"""The Excel tables a ledger is made of, in the order of AR_LEDGER's parameters."""

# [[#All]] is what Excel shows as [#All]; LibreOffice reads only the long form.
LEDGER_FORMULA: Final = f"=AR_LEDGER({','.join(f'{name}[[#All]]' for name in LEDGER_TABLES)})"
