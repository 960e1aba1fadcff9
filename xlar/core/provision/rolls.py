"""Roll rates 迁徙率 by cohort, and the loss rates that follow from them.

m(i, t) = Σ over the items in band i at t − 1 of (still open at t + written off between) ÷ band i at
t − 1: the same items on both days, never "band i + 1 now ÷ band i then". The loss rate of a band is
the product of the mean roll rates from it to the last, whose loss rate is 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.dates import add_months_to, calendar_date, month_end
from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.core.provision.bands import table_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.columns import Int64s
    from xlar.core.policy_provision import ProvisionPolicy
    from xlar.core.provision.bands import Bands, Groups
    from xlar.core.provision.history import History


class NotEnoughHistory(XlarError, LookupError):
    """The ledger does not reach back far enough for roll rates."""


@dataclass(frozen=True, eq=False)
class RollRates:
    """Roll rates by window, group and band; the last band has none.

    Attributes:
        days: snapshot day numbers, oldest first; window k runs from days[k] to days[k + 1].
        base: balance of the band at the start of the window, minor units.
        kept: of the same items still open at its end.
        lost: of them written off in between.
        mean: mean rate by group and band, that of all portfolios where its own windows are empty,
            None where no window has a balance at all.
        loss: loss rate by group and band, the forward factor included.
    """

    days: tuple[int, ...]
    base: Int64s
    kept: Int64s
    lost: Int64s
    mean: tuple[tuple[Fraction | None, ...], ...]
    loss: tuple[tuple[Fraction, ...], ...]

    def rate(self, window: int, group: int, band: int) -> Fraction | None:
        """The roll rate of a window, None where the band was empty at its start."""
        base = int(self.base[window, group, band])
        kept = int(self.kept[window, group, band] + self.lost[window, group, band])
        return Fraction(kept, base) if base else None


def snapshot_days(as_of: int, months: int, count: int) -> tuple[int, ...]:
    """The days of snapshots, oldest first and the day looked from last; month ends stay ones.

    Args:
        as_of: day number looked from.
        months: months between two of them.
        count: how many windows.

    >>> from xlar.core.dates import iso, parse_iso
    >>> [iso(day) for day in snapshot_days(parse_iso("2026-02-28"), 1, 2)]
    ['2025-12-31', '2026-01-31', '2026-02-28']
    """
    ends = int(month_end(np.array([as_of], np.int32))[0]) == as_of
    days = [add_months_to(as_of, -months * back) for back in range(count, 0, -1)]
    if ends:
        days = month_end(np.array(days, np.int32)).tolist()
    return (*days, as_of)


def roll_rates(past: History, bands: Bands, groups: Groups, settings: ProvisionPolicy) -> RollRates:
    """The roll rates of the windows before the day looked from.

    Args:
        past: what was open on past days.
        bands: the bands.
        groups: the portfolios.
        settings: how many windows, how they are averaged, the forward factor.

    Raises:
        NotEnoughHistory: no item was open at the start of one of the windows.
    """
    days = snapshot_days(past.as_of, settings.interval_months, settings.windows)
    size = (len(days) - 1, groups.count, len(bands.labels) - 1)
    base, kept, lost = (np.zeros(size, np.int64) for _ in range(3))
    group = groups.of(past.ledger, past.debit)
    before = past.open_on(days[0])
    for window, (start, end) in enumerate(pairwise(days)):
        if not before.any():
            raise _too_short(start, settings)
        after = np.minimum(past.open_on(end), before)
        gone = np.minimum(past.written_off(start, end), before - after)
        band = bands.of(past.ledger, past.debit, start)
        mine = (band < size[2]) & (before > 0)
        for sums, amount in ((base, before), (kept, after), (lost, gone)):
            sums[window] = table_sums(group[mine], band[mine], amount[mine], size[1:])
        before = past.open_on(end)
    mean = _means(base, kept + lost, groups.currencies, settings)
    loss = tuple(_chain(rates, Fraction(settings.forward)) for rates in mean)
    return RollRates(days, base, kept, lost, mean, loss)


def _means(
    base: Int64s, rolled: Int64s, currencies: int, settings: ProvisionPolicy
) -> tuple[tuple[Fraction | None, ...], ...]:
    """The mean rate by group and band; a portfolio without a past takes that of all together."""
    _, count, bands = base.shape

    def mean(groups: list[int], band: int) -> Fraction | None:
        sums = [part[:, groups, band].sum(axis=1) for part in (base, rolled)]
        return _mean(sums[0], sums[1], settings)

    found = []
    for group in range(count):
        alike = list(range(group % currencies, count, currencies))
        rates = []
        for band in range(bands):
            own = mean([group], band)
            rates.append(mean(alike, band) if own is None else own)
        found.append(tuple(rates))
    return tuple(found)


def _mean(base: Int64s, kept: Int64s, settings: ProvisionPolicy) -> Fraction | None:
    """The mean of the windows with a balance, plain or weighted by it."""
    pairs = [(int(top), int(bottom)) for top, bottom in zip(kept, base, strict=True) if bottom]
    if not pairs:
        return None
    if settings.weighted:
        return Fraction(sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs))
    return sum((Fraction(*pair) for pair in pairs), Fraction(0)) / len(pairs)


def _chain(rates: Sequence[Fraction | None], forward: Fraction) -> tuple[Fraction, ...]:
    """The loss rate of every band: what nothing is known of is taken to roll on whole."""
    losses = [Fraction(1)]
    for rate in reversed(rates):
        losses.append(losses[-1] if rate is None else losses[-1] * rate)
    return tuple(min(loss * forward, Fraction(1)) for loss in reversed(losses))


def _too_short(start: int, settings: ProvisionPolicy) -> NotEnoughHistory:
    day = calendar_date(start).isoformat()
    count, months = settings.windows, settings.interval_months
    return NotEnoughHistory(
        Text(
            f"迁徙率需要 {count} 段、每段 {months} 个月的历史，而 {day} 尚无未清项。"
            "请改用账龄百分比（provision.method = percentage），或缩短区间",
            f"roll rates need {count} windows of {months} months, and nothing was open on {day}; "
            "use aging percentages (provision.method = percentage) or shorter bands",
        )
    )
