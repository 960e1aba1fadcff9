"""``xlar reconcile``: slips, their control table, differences, who is to be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.collections.again import due_again
from xlar.core.collections.control import control_table
from xlar.core.collections.differences import difference_report
from xlar.core.collections.slips import slip_report
from xlar.frames.agreements import control_sheet, slips_table
from xlar.frames.reconciling import differences_table, due_table
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.frames.tabulated import Tabulated
    from xlar.hosts.cli.request import Request

SHOWN: Final[Mapping[str, Callable[[Ledger, date, Policy], Tabulated]]] = {
    "slips": lambda ledger, day, policy: slips_table(slip_report(ledger, day, policy=policy)),
    "control": lambda ledger, day, policy: control_sheet(control_table(ledger, day, policy=policy)),
    "differences": lambda ledger, day, policy: differences_table(
        difference_report(ledger, day, policy=policy)
    ),
    "due": lambda ledger, day, policy: due_table(due_again(ledger, day, policy=policy)),
}


def reconcile(request: Request, *, show: str) -> None:
    """Report what was sent to be confirmed, what came back, and who is to be asked again.

    Args:
        request: source, day and form of the result.
        show: which table, as written.
    """
    chosen = choice("--show", show, tuple(SHOWN)) or ""
    ledger, day, policy = request.ledger()
    present(request, SHOWN[chosen](ledger, day, policy))
