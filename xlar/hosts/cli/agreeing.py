"""``xlar agreements``: plans, disputes, delivery holds, approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.frames.shown import AGREEMENTS
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice

if TYPE_CHECKING:
    from xlar.hosts.cli.request import Request


def agreements(request: Request, *, show: str) -> None:
    """Report what is agreed with customers, or is not.

    Args:
        request: source, day and form of the result.
        show: which table, as written.
    """
    chosen = choice("--show", show, tuple(AGREEMENTS)) or ""
    ledger, day, policy = request.ledger()
    present(request, AGREEMENTS[chosen](ledger, day, policy))
