"""The forecast tested on the ledger's own past.

Every four weeks back, the forecast is made again from what was known on that day, and compared with
the cash that then came for the items open on it; so are the two plain forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER
from xlar.core.forecast.debits import open_debits
from xlar.core.forecast.expected import WEEK, average_delay, by_week, plain_cash
from xlar.core.forecast.outlook import outlook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.core.columns import Int64s
    from xlar.core.forecast.history import Pieces
    from xlar.core.forecast.lateness import Floats
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

_STEP: Final = 4 * WEEK
_LEARN: Final = 26 * WEEK  # a past day is tested only with half a year of ledger before it


@dataclass(frozen=True)
class BackTest:
    """How good the forecast was in the past, in one currency.

    Attributes:
        origins: days the forecast was made on, day numbers, the newest first.
        weeks: weeks compared.
        cash: cash that came in them, minor units.
        forecast: what was forecast for them.
        error: mean size of the error per week, minor units.
        on_due_error: the same, had all items been expected on their due dates.
        on_average_error: the same, with the average delay for all.
        inside: weeks in which the cash lay within the range.
        widening: factor by which the range is wider than if items were paid independently.
    """

    origins: tuple[int, ...]
    weeks: int
    cash: int
    forecast: int
    error: float
    on_due_error: float
    on_average_error: float
    inside: int
    widening: float


@dataclass(frozen=True, eq=False)
class _Trial:
    """One past forecast beside what came: rows are currencies, columns weeks."""

    day: int
    cash: Int64s
    forecast: Floats
    variance: Floats
    on_due: Int64s
    on_average: Int64s


def back_test(ledger: Ledger, known: Pieces, day: int, policy: Policy) -> dict[int, BackTest]:
    """The test per currency that had cash or a forecast; empty where the past is too short.

    Args:
        ledger: the ledger.
        known: its pieces.
        day: day number looked from; later cash is not looked at.
        policy: settings.
    """
    trials = list(_trials(ledger, known, day, policy))
    spread = NormalDist().inv_cdf((1 + float(policy.forecast.coverage)) / 2)
    return {
        place: found
        for place in range(len(ledger.currencies))
        if (found := _scored(trials, place, spread)) is not None
    }


def _trials(ledger: Ledger, known: Pieces, day: int, policy: Policy) -> Iterator[_Trial]:
    first = int(known.dated.min(initial=NEVER)) + _LEARN
    for number in range(1, policy.forecast.origins + 1):
        origin = day - _STEP * number
        if origin < first:
            return
        yield _trial(
            ledger, known, origin, min(policy.forecast.weeks, (day - origin) // WEEK), policy
        )


def _trial(ledger: Ledger, known: Pieces, origin: int, weeks: int, policy: Policy) -> _Trial:
    count = len(ledger.currencies)
    size = (count, weeks)
    debits = open_debits(ledger, known, origin)
    currency = debits.group % count
    found = outlook(ledger, known, debits, currency, size, policy, is_past=True)
    window = policy.forecast.window_days
    delay = average_delay(known, known.group % count, origin, window, count)
    came = known.open_on(origin)
    return _Trial(
        origin,
        by_week(came.cash, came.amount, origin, came.group % count, size)[:, :weeks],
        np.diff(found.by_week, axis=1, prepend=0.0),
        found.variance,
        plain_cash(debits, currency, 0, size)[:, :weeks],
        plain_cash(debits, currency, delay[currency], size)[:, :weeks],
    )


def _scored(trials: list[_Trial], place: int, spread: float) -> BackTest | None:
    """The trials of one currency taken together."""
    if not trials:
        return None
    cash, forecast, variance, on_due, on_average = (
        np.concatenate([getattr(trial, name)[place] for trial in trials]).astype(np.float64)
        for name in ("cash", "forecast", "variance", "on_due", "on_average")
    )
    if not (cash.any() or forecast.any()):
        return None
    errors = cash - forecast
    unsure = variance > 0
    widening = (
        max(1.0, float(np.sqrt(np.mean(errors[unsure] ** 2 / variance[unsure]))))
        if unsure.any()
        else 1.0
    )
    reach = spread * widening * np.sqrt(variance)
    return BackTest(
        tuple(trial.day for trial in trials),
        len(cash),
        int(cash.sum()),
        round(forecast.sum()),
        float(np.abs(errors).mean()),
        float(np.abs(cash - on_due).mean()),
        float(np.abs(cash - on_average).mean()),
        int((np.abs(errors) <= reach).sum()),
        widening,
    )
