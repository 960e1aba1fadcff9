"""The figures a monthly report is written from: each report of the core, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.aging import Total, aging
from xlar.core.columns import NO_AMOUNT
from xlar.core.commission import commission
from xlar.core.credit import credit
from xlar.core.dates import calendar_date
from xlar.core.errors import MissingRate
from xlar.core.forecast import forecast
from xlar.core.indicators import indicators
from xlar.core.money import decimals, divide_round, format_minor
from xlar.core.next_action import NO_LETTERS
from xlar.core.problems import Text
from xlar.core.stages import stages
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.field import grouped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from xlar.core.aging import AgingReport
    from xlar.core.closing import Change
    from xlar.core.columns import Bools
    from xlar.core.commission import CommissionReport
    from xlar.core.credit import CreditReport
    from xlar.core.forecast import ForecastReport
    from xlar.core.indicators import IndicatorReport
    from xlar.core.ledger import Ledger
    from xlar.core.next_action import SentLetters
    from xlar.core.policy import Policy
    from xlar.core.problems import Language
    from xlar.core.stages import StageReport

MONTHS: Final = 13
"""Months of the trends: a year, and the same month of the year before."""

_CHINESE_STEP: Final = 10_000  # amounts in charts are in ten thousands 万, in English in thousands
_ENGLISH_STEP: Final = 1_000
_LARGE: Final = 10  # steps from which on sentences are in them


@dataclass(frozen=True, eq=False)
class ClosedMonths:
    """What is known of closed months.

    Attributes:
        month: the last one closed.
        changes: what changed since.
        balances: the balance on its last day when it was closed, by currency, as text.
        balances_now: the same as it is now.
    """

    month: str
    changes: Sequence[Change]
    balances: Mapping[str, str]
    balances_now: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Facts:
    """The figures of one month.

    Attributes:
        ledger: the ledger; policy: settings; lang: language of the report.
        day: day of the figures: the last of the month, or one within it.
        sent: letters that went out.
        closed: closed months, None where there are none.
    """

    ledger: Ledger
    policy: Policy
    lang: Language
    day: dt.date
    sent: SentLetters = NO_LETTERS
    closed: ClosedMonths | None = None

    @cached_property
    def main(self) -> int:
        """The currency of charts and key figures: the base currency, else the first with items."""
        codes = [*self.aging.totals]
        base = self.ledger.base_currency
        code = base if base in codes or not codes else codes[0]
        return self.ledger.currencies.index(code) if code in self.ledger.currencies else 0

    @property
    def code(self) -> str:
        """The code of that currency."""
        return self.ledger.currencies[self.main] if self.ledger.currencies else "CNY"

    @cached_property
    def aging(self) -> AgingReport:
        """The aging of the day, by currency."""
        return aging(self.ledger, self.day, policy=self.policy, by="currency")

    @cached_property
    def months(self) -> IndicatorReport:
        """The indicators of the last months, in total."""
        return indicators(self.ledger, self.day, months=MONTHS, policy=self.policy)

    @cached_property
    def rows(self) -> list[int]:
        """The rows of `months` in the main currency, oldest first."""
        return [int(row) for row in np.flatnonzero(self.months.currency == self.main)]

    @cached_property
    def month_ends(self) -> list[dt.date]:
        """The last day of each of those months; the day alone where nothing has happened yet."""
        return [calendar_date(int(self.months.last[row])) for row in self.rows] or [self.day]

    @cached_property
    def agings(self) -> list[Total]:
        """The aging of the main currency at the end of each month."""
        nothing = Total(0, 0, (0,) * len(self.aging.labels))
        return [
            aging(self.ledger, end, policy=self.policy, by="currency").totals.get(
                self.code, nothing
            )
            for end in self.month_ends
        ]

    @cached_property
    def sellers(self) -> IndicatorReport:
        """The indicators of the month by salesperson."""
        return indicators(self.ledger, self.day, months=1, by="salesperson", policy=self.policy)

    @cached_property
    def commission(self) -> CommissionReport:
        """What salespeople collected in the month."""
        first = self.day.replace(day=1)
        return commission(self.ledger, first, self.day, policy=self.policy)

    @cached_property
    def stages(self) -> StageReport:
        """The stages of the open debits."""
        return stages(self.ledger, self.day, policy=self.policy, sent=self.sent)

    @cached_property
    def in_main(self) -> Bools:
        """Which of them are in the main currency."""
        mine: Bools = self.ledger.documents.currency[self.stages.document] == self.main
        return mine

    @cached_property
    def forecast(self) -> ForecastReport:
        """The cash forecast by currency."""
        return forecast(self.ledger, self.day, policy=self.policy)

    @cached_property
    def credit(self) -> CreditReport | None:
        """The credit standing of the customers, None where a rate is missing."""
        try:
            return credit(self.ledger, self.day, policy=self.policy)
        except MissingRate:
            return None

    def say(self, zh: str, en: str) -> str:
        """A text in the language of the report."""
        return Text(zh, en)[self.lang]

    def amount(self, minor: int, code: str = "") -> str:
        """An amount as people read it."""
        return grouped(format_minor(minor, code or self.code))

    def units(self, minor: int) -> float:
        """An amount of the main currency as a number."""
        return float(minor / 10 ** decimals(self.code))

    @property
    def scale(self) -> int:
        """What amounts in charts are divided by."""
        return _CHINESE_STEP if self.lang == "zh" else _ENGLISH_STEP

    @property
    def unit(self) -> str:
        """The unit of amounts in charts."""
        return self.say(
            "万元" if self.code == "CNY" else f"万 {self.code}", f"thousand {self.code}"
        )

    def brief(self, minor: int) -> str:
        """An amount of the main currency as sentences have it; a large one in `unit`."""
        if abs(minor) < _LARGE * self.scale * 10 ** decimals(self.code):
            return (
                f"{self.amount(minor)} {self.say('元', 'CNY') if self.code == 'CNY' else self.code}"
            )
        shown = divide_round(10 * minor, self.scale * 10 ** decimals(self.code))
        whole, tenth = divmod(abs(shown), 10)
        return f"{'-' if shown < 0 else ''}{whole:,}.{tenth} {self.unit}"

    def figure(self, name: str, back: int = 0) -> int:
        """A figure of a month in hundred-millionths, NO_AMOUNT where there is none.

        Args:
            name: its name in the indicators.
            back: months before the last.
        """
        if back >= len(self.rows):
            return NO_AMOUNT
        return int(self.months.figures[name][self.rows[-1 - back]])

    def moved(self, name: str, back: int = 0) -> int:
        """An amount of a month in minor units; 0 before the first.

        Args:
            name: its name in the indicators.
            back: months before the last.
        """
        return int(self.months.amounts[name][self.rows[-1 - back]]) if back < len(self.rows) else 0


def percent_text(scaled: int, digits: int = 1) -> str:
    """A ratio in percent with fixed decimals.

    >>> percent_text(35_651_234), percent_text(-500_000)
    ('35.7%', '-0.5%')
    """
    shown = divide_round(scaled * 100 * 10**digits, NUMBER_SCALE)
    return f"{shown / 10**digits:,.{digits}f}%"


def number_text(scaled: int, digits: int = 1) -> str:
    """A number with fixed decimals.

    >>> number_text(5_534_740_296)
    '55.3'
    """
    return f"{divide_round(scaled * 10**digits, NUMBER_SCALE) / 10**digits:,.{digits}f}"
