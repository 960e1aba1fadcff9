"""``xlar forecast``: cash by week, with a range and its test on the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xlar.core import forecast as core
from xlar.core.problems import Text
from xlar.frames.forecast import KEYS, forecast_table
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice, whole_of, working

if TYPE_CHECKING:
    from xlar.hosts.cli.request import Request

_MOST_WEEKS = 53


def forecast(request: Request, *, by: str, weeks: str | None) -> None:
    """Report the forecast.

    Args:
        request: source, day and form of the result.
        by: what a row is, as written.
        weeks: weeks looked ahead, as written; None for the settings'.
    """
    chosen = cast("core.By", choice("--by", by, tuple(KEYS)))
    count = None if weeks is None else whole_of("--weeks", weeks, 1, _MOST_WEEKS)
    ledger, day, policy = request.ledger()
    with working(Text("预测 …", "forecasting …"), request.lang):
        report = core.forecast(ledger, day, policy=policy, by=chosen, weeks=count)
    present(request, forecast_table(report))
