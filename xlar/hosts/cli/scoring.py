"""``xlar score`` and ``xlar warnings``: whom to trust with how much, and whom to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xlar.core.problems import Text
from xlar.core.scoring import score as score_of
from xlar.core.signals import warnings as warnings_of
from xlar.frames.scoring import PARTS, score_table
from xlar.frames.signals import COLUMNS, warning_table
from xlar.hosts.cli.mistakes import WrongUse
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice, day_of, working

if TYPE_CHECKING:
    from xlar.frames.scoring import ScorePart
    from xlar.frames.signals import WarningsBy
    from xlar.hosts.cli.request import Request


def score(request: Request, *, show: str, since: str | None) -> None:
    """Report the scores, the review list or the credit files.

    Args:
        request: source, day and form of the result.
        show: which of them, as written.
        since: earlier day to compare with, as written; None for half a year before.
    """
    part = cast("ScorePart", choice("--show", show, tuple(PARTS)))
    earlier = None if since is None else day_of(since, "--since")
    ledger, day, policy = request.ledger()
    if earlier is not None and earlier > day:
        raise WrongUse(
            Text(f"--since {earlier} 晚于截止日期 {day}。", f"--since {earlier} is after {day}")
        )
    with working(Text("评分 …", "scoring …"), request.lang):
        report = score_of(ledger, day, policy=policy, since=earlier)
    present(request, score_table(report, part))


def warnings(request: Request, *, by: str) -> None:
    """Report the warning signals.

    Args:
        request: source, day and form of the result.
        by: what a row is, as written.
    """
    chosen = cast("WarningsBy", choice("--by", by, tuple(COLUMNS)))
    ledger, day, policy = request.ledger()
    present(request, warning_table(warnings_of(ledger, day, policy=policy), chosen))
