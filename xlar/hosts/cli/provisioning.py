"""``xlar provision``: the allowance, its roll rates, and what auditors ask beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core.problems import Text
from xlar.core.provision import subsequent_receipts
from xlar.frames.provision import subsequent_table
from xlar.frames.shown import PROVISION
from xlar.hosts.cli.mistakes import WrongUse
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice, day_of

if TYPE_CHECKING:
    from xlar.hosts.cli.request import Request


def provision(request: Request, *, show: str, until: str | None) -> None:
    """Report the allowance, or one of the reports beside it.

    Args:
        request: source, day and form of the result.
        show: which report, as written.
        until: last day of subsequent receipts, as written.

    Raises:
        WrongUse: subsequent receipts up to a day that is not after the one looked from.
    """
    chosen = choice("--show", show, tuple(PROVISION))
    last = None if until is None else day_of(until)
    ledger, day, policy = request.ledger()
    if chosen is not None and (chosen != "subsequent" or last is None):
        present(request, PROVISION[chosen](ledger, day, policy))
        return
    if last is None or last <= day:
        raise WrongUse(
            Text(
                f"期后回款的 --until 应在 {day} 之后。",
                f"subsequent receipts: --until should be a day after {day}",
            )
        )
    present(request, subsequent_table(subsequent_receipts(ledger, day, last, policy=policy)))
