"""``xlar kpi`` and ``xlar commission``: how well it is collected, and what that earns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from xlar.core.commission import commission as commission_of
from xlar.core.indicators import indicators, value_classes
from xlar.core.problems import Text
from xlar.frames.commission import commission_table, lines_table
from xlar.frames.indicators import classes_table, kpi_table
from xlar.hosts.cli.mistakes import WrongUse
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice, day_of, whole_of, working

if TYPE_CHECKING:
    from xlar.core.indicators import IndicatorsBy
    from xlar.hosts.cli.request import Request

_MOST_MONTHS: Final = 120
_LINES: Final = ("total", "salesperson", "region")


def kpi(request: Request, *, months: str, by: str) -> None:
    """Report the indicators by month, or the customers by value class.

    Args:
        request: source, day and form of the result.
        months: how many months, as written.
        by: what a row is, as written.
    """
    count = whole_of("--months", months, 1, _MOST_MONTHS)
    chosen = choice("--by", by, (*_LINES, "customer"))
    ledger, day, policy = request.ledger()
    if chosen == "customer":
        present(request, classes_table(value_classes(ledger, day, policy=policy)))
        return
    line = cast("IndicatorsBy", chosen)
    with working(Text("计算指标 …", "working out the indicators …"), request.lang):
        report = indicators(ledger, day, months=count, by=line, policy=policy)
    present(request, kpi_table(report))


def commission(request: Request, *, start: str | None, until: str | None, by: str) -> None:
    """Report the commission of a period: the month up to the day looked from, by default.

    Args:
        request: source, day and form of the result.
        start: first day, as written.
        until: last day, as written.
        by: what a row is, as written.
    """
    first = None if start is None else day_of(start, "--from")
    last = None if until is None else day_of(until, "--to")
    chosen = choice("--by", by, ("salesperson", "line"))
    ledger, day, policy = request.ledger()
    last = last or day
    first = first or last.replace(day=1)
    if last < first:
        raise WrongUse(
            Text(f"--to {last} 早于 --from {first}。", f"--to {last} is before --from {first}")
        )
    report = commission_of(ledger, first, last, policy=policy)
    present(request, lines_table(report) if chosen == "line" else commission_table(report))
