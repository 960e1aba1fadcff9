"""``xlar reconcile``: slips, their control table, differences, who is to be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.frames.shown import SLIPS
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice

if TYPE_CHECKING:
    from xlar.hosts.cli.request import Request


def reconcile(request: Request, *, show: str) -> None:
    """Report what was sent to be confirmed, what came back, and who is to be asked again.

    Args:
        request: source, day and form of the result.
        show: which table, as written.
    """
    chosen = choice("--show", show, tuple(SLIPS)) or ""
    ledger, day, policy = request.ledger()
    present(request, SLIPS[chosen](ledger, day, policy))
