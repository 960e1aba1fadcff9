"""Tables of which people choose one by its name, as every host offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.collections.again import due_again
from xlar.core.collections.control import control_table
from xlar.core.collections.differences import difference_report
from xlar.core.collections.disputes import dispute_report
from xlar.core.collections.granted import approval_report
from xlar.core.collections.holds import hold_report
from xlar.core.collections.slips import slip_report
from xlar.core.plans import plan_report
from xlar.core.provision import (
    off_book,
    provision,
    reclassification,
    roll_report,
    subsequent_receipts,
    tax_losses,
    tie_out,
)
from xlar.frames.agreements import (
    control_sheet,
    disputes_table,
    holds_table,
    plans_table,
    slips_table,
)
from xlar.frames.provision import (
    off_book_table,
    provision_table,
    reclassification_table,
    rolls_table,
    subsequent_table,
    tax_table,
    tie_out_table,
)
from xlar.frames.reconciling import (
    approvals_table,
    differences_table,
    due_table,
    with_dispute_sums,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import TypeAlias

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.frames.tabulated import Tabulated

    Made: TypeAlias = Callable[[Ledger, date, Policy], Tabulated]
    Shown: TypeAlias = Mapping[str, Made]


def _disputes(ledger: Ledger, day: date, policy: Policy) -> Tabulated:
    report = dispute_report(ledger, day, policy=policy)
    return with_dispute_sums(disputes_table(report), report)


AGREEMENTS: Final[Shown] = {
    "plans": lambda ledger, day, policy: plans_table(plan_report(ledger, day, policy=policy)),
    "disputes": _disputes,
    "holds": lambda ledger, day, policy: holds_table(hold_report(ledger, day, policy=policy)),
    "approvals": lambda ledger, day, _: approvals_table(approval_report(ledger, day)),
}
"""What is agreed with customers, or is not."""

SLIPS: Final[Shown] = {
    "slips": lambda ledger, day, policy: slips_table(slip_report(ledger, day, policy=policy)),
    "control": lambda ledger, day, policy: control_sheet(control_table(ledger, day, policy=policy)),
    "differences": lambda ledger, day, policy: differences_table(
        difference_report(ledger, day, policy=policy)
    ),
    "due": lambda ledger, day, policy: due_table(due_again(ledger, day, policy=policy)),
}
"""What was sent to be confirmed, what came back, and who is to be asked again."""

PROVISION: Final[Shown] = {
    "allowance": lambda ledger, day, policy: provision_table(provision(ledger, day, policy=policy)),
    "rolls": lambda ledger, day, policy: rolls_table(roll_report(ledger, day, policy=policy)),
    "tie_out": lambda ledger, day, policy: tie_out_table(tie_out(ledger, day, policy=policy)),
    "reclassification": lambda ledger, day, policy: reclassification_table(
        reclassification(ledger, day, policy=policy)
    ),
    "subsequent": lambda ledger, day, policy: subsequent_table(
        subsequent_receipts(ledger, day, policy=policy)
    ),
    "tax": lambda ledger, day, policy: tax_table(tax_losses(ledger, day, policy=policy)),
    "off_book": lambda ledger, day, policy: off_book_table(off_book(ledger, day, policy=policy)),
}
"""The allowance, and what auditors and tax inspectors ask for beside it."""
