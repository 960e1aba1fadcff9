"""``xlar worklist`` and ``xlar plan``: the collections desk, day by day and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core import collections as core
from xlar.core.next_action import NO_LETTERS
from xlar.core.registered import sent_letters, with_register
from xlar.frames import collections as tables
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.next_action import SentLetters
    from xlar.core.policy import Policy
    from xlar.hosts.cli.request import Request


def worklist(request: Request, *, show: str) -> None:
    """Report the worklist, or what has become of the promises.

    Args:
        request: source, day and form of the result.
        show: which of the two, as written.
    """
    chosen = choice("--show", show, ("items", "promises"))
    ledger, day, policy, sent = _desk(request)
    if chosen == "promises":
        promises = core.promise_report(ledger, day, policy=policy)
        present(request, tables.promises_table(promises))
        return
    report = core.worklist(ledger, day, policy=policy, sent=sent)
    present(request, tables.worklist_table(report, request.lang))


def plan(request: Request, *, result: bool) -> None:
    """Report the plan of the week, or its result so far.

    Args:
        request: source, day and form of the result.
        result: whether the result is asked for.
    """
    ledger, day, policy, sent = _desk(request)
    if result:
        present(request, tables.result_table(core.week_result(ledger, day, policy=policy)))
        return
    present(request, tables.plan_table(core.week_plan(ledger, day, policy=policy, sent=sent)))


def _desk(request: Request) -> tuple[Ledger, date, Policy, SentLetters]:
    """The ledger with what the register says of it, where there is one."""
    ledger, day, policy = request.ledger()
    if not policy.documents.folder:
        return ledger, day, policy, NO_LETTERS
    from xlar.commands.desk import known_letters  # only with a register

    rows = known_letters(policy, request.source, request.lang)
    return with_register(ledger, rows), day, policy, sent_letters(ledger, rows)
