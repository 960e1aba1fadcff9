"""``xlar agreements``: plans, disputes, delivery holds, approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.collections.disputes import dispute_report
from xlar.core.collections.granted import approval_report
from xlar.core.collections.holds import hold_report
from xlar.core.plans import plan_report
from xlar.frames import agreements as tables
from xlar.frames.reconciling import approvals_table, with_dispute_sums
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.frames.tabulated import Tabulated
    from xlar.hosts.cli.request import Request


def _disputes(ledger: Ledger, day: date, policy: Policy) -> Tabulated:
    report = dispute_report(ledger, day, policy=policy)
    return with_dispute_sums(tables.disputes_table(report), report)


SHOWN: Final[Mapping[str, Callable[[Ledger, date, Policy], Tabulated]]] = {
    "plans": lambda ledger, day, policy: tables.plans_table(
        plan_report(ledger, day, policy=policy)
    ),
    "disputes": _disputes,
    "holds": lambda ledger, day, policy: tables.holds_table(
        hold_report(ledger, day, policy=policy)
    ),
    "approvals": lambda ledger, day, _: approvals_table(approval_report(ledger, day)),
}


def agreements(request: Request, *, show: str) -> None:
    """Report what is agreed with customers, or is not.

    Args:
        request: source, day and form of the result.
        show: which table, as written.
    """
    chosen = choice("--show", show, tuple(SHOWN)) or ""
    ledger, day, policy = request.ledger()
    present(request, SHOWN[chosen](ledger, day, policy))
