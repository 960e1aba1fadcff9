"""Late interest rates: what a contract's words mean, and the statutory rate of a day.

A rate is a yearly fraction in hundred-millionths (6 % = 6 000 000), so that every rate of practice
is a whole number and interest can be computed exactly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.dates import parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.numerals import CHINESE, whole_number
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Int32s, Int64s
    from xlar.core.policy import InterestPolicy

UNIT: Final = 10**8  # a rate of 100 % a year
MOST: Final = 250 * UNIT // 100  # no agreed rate is higher; keeps remainder × rate within int64
EXAMPLES: Final = "日万分之五, 0.05%/天, 月1%, 年6%, 6%, 0.06"
_LEAST_UNSTATED: Final = UNIT // 200  # below 0.5 % a year a rate without period may be a daily one

_NOISE: Final = re.compile(
    r"[\s,。]|逾期|违约金|滞纳金|罚息|利率|利息|息|加收|收取|计[算收]|支付|按照?|化|的|计$"
)
_ENGLISH: Final = (
    (re.compile(r"(?:PER|A|/)?DAY|DAILY|P\.?D\.?$|/D$"), "日"),
    (re.compile(r"(?:PER|A|/)?MONTH(?:LY)?|P\.?M\.?$|/M$"), "月"),
    (re.compile(r"(?:PER|A|/)?(?:YEAR(?:LY)?|ANNUM)|ANNUAL(?:LY)?|P\.?A\.?$|/[AY]$"), "年"),
)
_PERIOD: Final = r"(?:每?([日天月年]))"
_RATE: Final = re.compile(
    rf"{_PERIOD}?(?:(?P<parts>[百千万])分之(?P<count>\d+(?:\.\d+)?|{CHINESE})"
    rf"|(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<sign>[%‰]?)){_PERIOD[:-1].replace('每', '/?每')})?"
)
_PARTS: Final = {"百": 2, "千": 3, "万": 4, "%": 2, "‰": 3, "": 0}


def parse_rate(text: str, *, day_basis: int = 365) -> int:
    """The yearly late interest rate, in hundred-millionths, that a contract's words mean.

    A rate a day counts ``day_basis`` times, a rate a month twelve times. A number without sign is a
    fraction, and a rate without period is one a year, unless it is so small (below 0.5 %) or so
    worded (万分之, 千分之) that a rate a day may be meant: that is not guessed.

    Raises:
        BadValue: not a rate, a period that is not clear, or more than 250 % a year.

    >>> [parse_rate(text) for text in ("日万分之五", "月1%", "年6%", "0.06")]
    [18250000, 12000000, 6000000, 6000000]
    >>> parse_rate("万分之五")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    xlar.core.errors.BadValue: the late rate "万分之五" does not say whether a day, month or year...
    """
    found = _RATE.fullmatch(_normal(text))
    if not found:
        raise _bad(text, "不是利率", "is not an interest rate")
    fraction, periods = _fraction(found), {found[1], found[6]} - {None}
    period = "日" if periods == {"天"} else "".join(periods) or "年"
    if len(period) > 1:
        raise _bad(text, "同时写了两种计息周期", "names two periods")
    rate = fraction * UNIT * {"日": day_basis, "月": 12, "年": 1}[period]
    if not periods and rate and (rate < _LEAST_UNSTATED or found["parts"] in ("千", "万")):
        raise _bad(text, "没有写明按日、按月还是按年", "does not say whether a day, month or year")
    if rate > MOST or (not found["parts"] and not found["sign"] and fraction >= 1):
        raise _bad(text, "折合年利率超过250%", "is more than 250 % a year")
    if rate != int(rate):
        raise _bad(text, "小数位数过多", "has too many decimals")
    return int(rate)


def _bad(text: str, zh: str, en: str) -> BadValue:
    return BadValue(
        Text(
            f"逾期利率“{text.strip()}”{zh}；可以写：{EXAMPLES}。",
            f'the late rate "{text.strip()}" {en}; write it like {EXAMPLES}',
        )
    )


def _normal(text: str) -> str:
    """The text without noise, half-width, upper case, with its period in Chinese."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).upper())
    for pattern, period in _ENGLISH:
        plain = pattern.sub(period, plain)
    return plain


def _fraction(found: re.Match[str]) -> Decimal:
    if found["parts"]:
        count = found["count"]
        number = Decimal(count if count[0].isascii() else whole_number(count))
        return number.scaleb(-_PARTS[found["parts"]])
    return Decimal(found["number"]).scaleb(-_PARTS[found["sign"]])


@dataclass(frozen=True, eq=False)
class RateTable:
    """A rate that changes on known days.

    Attributes:
        days: ascending days from which a rate is in force.
        rates: the rates, yearly in hundred-millionths.
    """

    days: Int32s
    rates: Int64s

    def on(self, days: Int32s) -> Int64s:
        """The rate in force on each day; -1 before the first entry."""
        place = np.searchsorted(self.days, days, side="right")
        known: Int64s = np.r_[np.int64(-1), self.rates][place]
        return known


def lpr_table(lpr: Mapping[str, Decimal], factor: Decimal = Decimal(1)) -> RateTable:
    """The one-year loan prime rate, times a factor, by the day it was published.

    Raises:
        BadPolicy: more than 8 decimals, or a rate below 0 or above 250 % a year.

    >>> table = lpr_table({"2025-05-20": Decimal("0.03")}, Decimal("1.5"))
    >>> table.on(np.array([parse_iso("2026-04-01"), parse_iso("2025-05-19")])).tolist()
    [4500000, -1]
    """
    steps = sorted((parse_iso(day), _whole_rate(rate * factor)) for day, rate in lpr.items())
    return RateTable(
        np.array([day for day, _ in steps], np.int32), np.array([r for _, r in steps], np.int64)
    )


def sme_rate(policy: InterestPolicy) -> int:
    """The yearly rate of the State Council's order 802 in hundred-millionths.

    Raises:
        BadPolicy: more than 8 decimals, or a rate below 0 or above 250 % a year.

    >>> from xlar.core.policy import InterestPolicy
    >>> sme_rate(InterestPolicy())
    18250000
    """
    return _whole_rate(policy.sme_daily * policy.day_basis)


def _whole_rate(rate: Decimal) -> int:
    units = rate * UNIT
    if not 0 <= units <= MOST or units != int(units):
        raise BadPolicy(
            Text(
                f"设置 interest：逾期年利率 {rate} 应在 0 至 2.5（250%）之间，且最多 8 位小数。",
                f"settings interest: a late rate of {rate} a year is not between 0 and 2.5 (250 %) "
                "with at most 8 decimals",
            )
        )
    return int(units)
