r"""xlar: a spreadsheet-native receivables department.

A ledger is read from a workbook or a folder of CSV files; every report is a function of the ledger
and the day it looks from.

>>> import tempfile
>>> from datetime import date
>>> from pathlib import Path
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "invoices.csv").write_text(
...     "invoice_no,customer_id,invoice_date,due_date,amount\n"
...     "INV-1,C001,2026-01-05,2026-02-04,1000.00\n"
...     "INV-2,C001,2026-05-20,2026-06-19,500.00\n"
... )
>>> _ = (folder / "receipts.csv").write_text(
...     "receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-03-01,700.00\n"
... )
>>> ledger = read(folder)
>>> frame(open_items(ledger, date(2026, 6, 30)))[["document_no", "open", "days_past_due"]]
  document_no   open  days_past_due
0       INV-1  300.0            146
1       INV-2  500.0             11
>>> report = aging(ledger, date(2026, 6, 30), limits=(0, 30, 60, 90))
>>> report.totals["CNY"].total, report.check["CNY"]  # minor units
(80000, 0)
>>> frame(worklist(ledger, date(2026, 6, 30)))[["priority", "document_no", "next_action"]]
   priority document_no next_action
0        85       INV-1          L5
1        60       INV-2          L3

Importing this package loads nothing else; each name below loads what it needs when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlar.core.aging import aging
    from xlar.core.allocation import allocation_rows as allocations
    from xlar.core.approvals import with_approvals
    from xlar.core.collections import promise_report as promises
    from xlar.core.collections import week_plan, week_result, worklist
    from xlar.core.collections.again import due_again
    from xlar.core.collections.control import control_table as slip_control
    from xlar.core.collections.differences import difference_report as slip_differences
    from xlar.core.collections.disputes import dispute_report as disputes
    from xlar.core.collections.granted import approval_report as approvals
    from xlar.core.collections.holds import hold_report as holds
    from xlar.core.collections.slips import slip_report as slips
    from xlar.core.commission import commission
    from xlar.core.credit import credit
    from xlar.core.errors import BadLedger
    from xlar.core.forecast import forecast
    from xlar.core.indicators import indicators, value_classes
    from xlar.core.interest import interest
    from xlar.core.items import open_items
    from xlar.core.ledger import Ledger
    from xlar.core.limitation import limitation
    from xlar.core.plans import plan_report as plans
    from xlar.core.policy import Policy
    from xlar.core.provision import (
        off_book,
        provision,
        reclassification,
        subsequent_receipts,
        tax_losses,
        tie_out,
    )
    from xlar.core.provision import roll_report as roll_rates
    from xlar.core.scoring import score
    from xlar.core.signals import warnings
    from xlar.core.stages import stages
    from xlar.frames.data import frame
    from xlar.workbook.read import check, read

__version__: Final = "0.1.0"

__all__ = [
    "BadLedger",
    "Ledger",
    "Policy",
    "__version__",
    "aging",
    "allocations",
    "approvals",
    "check",
    "commission",
    "credit",
    "disputes",
    "due_again",
    "forecast",
    "frame",
    "holds",
    "indicators",
    "interest",
    "limitation",
    "off_book",
    "open_items",
    "plans",
    "promises",
    "provision",
    "read",
    "reclassification",
    "roll_rates",
    "score",
    "slip_control",
    "slip_differences",
    "slips",
    "stages",
    "subsequent_receipts",
    "tax_losses",
    "tie_out",
    "value_classes",
    "warnings",
    "week_plan",
    "week_result",
    "with_approvals",
    "worklist",
]

_HOME: Final = {
    "BadLedger": ("xlar.core.errors", "BadLedger"),
    "Ledger": ("xlar.core.ledger", "Ledger"),
    "Policy": ("xlar.core.policy", "Policy"),
    "aging": ("xlar.core.aging", "aging"),
    "allocations": ("xlar.core.allocation", "allocation_rows"),
    "approvals": ("xlar.core.collections.granted", "approval_report"),
    "check": ("xlar.workbook.read", "check"),
    "commission": ("xlar.core.commission", "commission"),
    "credit": ("xlar.core.credit", "credit"),
    "disputes": ("xlar.core.collections.disputes", "dispute_report"),
    "due_again": ("xlar.core.collections.again", "due_again"),
    "forecast": ("xlar.core.forecast", "forecast"),
    "frame": ("xlar.frames.data", "frame"),
    "holds": ("xlar.core.collections.holds", "hold_report"),
    "indicators": ("xlar.core.indicators", "indicators"),
    "interest": ("xlar.core.interest", "interest"),
    "limitation": ("xlar.core.limitation", "limitation"),
    "off_book": ("xlar.core.provision", "off_book"),
    "open_items": ("xlar.core.items", "open_items"),
    "plans": ("xlar.core.plans", "plan_report"),
    "promises": ("xlar.core.collections", "promise_report"),
    "provision": ("xlar.core.provision", "provision"),
    "read": ("xlar.workbook.read", "read"),
    "reclassification": ("xlar.core.provision", "reclassification"),
    "roll_rates": ("xlar.core.provision", "roll_report"),
    "score": ("xlar.core.scoring", "score"),
    "slip_control": ("xlar.core.collections.control", "control_table"),
    "slip_differences": ("xlar.core.collections.differences", "difference_report"),
    "slips": ("xlar.core.collections.slips", "slip_report"),
    "stages": ("xlar.core.stages", "stages"),
    "subsequent_receipts": ("xlar.core.provision", "subsequent_receipts"),
    "tax_losses": ("xlar.core.provision", "tax_losses"),
    "tie_out": ("xlar.core.provision", "tie_out"),
    "value_classes": ("xlar.core.indicators", "value_classes"),
    "warnings": ("xlar.core.signals", "warnings"),
    "week_plan": ("xlar.core.collections", "week_plan"),
    "week_result": ("xlar.core.collections", "week_result"),
    "with_approvals": ("xlar.core.approvals", "with_approvals"),
    "worklist": ("xlar.core.collections", "worklist"),
}


def __getattr__(name: str) -> Any:
    """The public name, loaded when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'xlar' has no attribute {name!r}")
    module, attribute = _HOME[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
