"""Numbers of documents: gapless per kind and year, as in ``CK-2026-0001``."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Series(NamedTuple):
    """How the documents of a kind are numbered, and what they are called."""

    prefix: str
    title: Text


#: The kinds of documents that are numbered.
SERIES: Final[Mapping[str, Series]] = MappingProxyType(
    {
        "statement": Series("DZ", Text("对账单", "statement")),
        "confirmation": Series("XZ", Text("询证函", "confirmation")),
        "letter": Series("CK", Text("催款函", "letter")),
        "agency": Series("WT", Text("委托移交单", "hand-over note")),
        "lawyer": Series("LS", Text("律师函草稿", "lawyer's letter")),
        "stop": Series("TF", Text("停止发货通知", "stop notice")),
        "promise": Series("HK", Text("还款承诺书", "promise to pay")),
        "plan": Series("FQ", Text("分期还款协议", "plan of instalments")),
        "reconciliation": Series("TJ", Text("余额调节表", "reconciliation")),
    }
)

_NUMBER: Final = re.compile(r"([A-Z]{2})-(\d{4})-(\d{4,9})", re.ASCII)


class Numbers:
    """Gives out the numbers that follow those given out before.

    Args:
        given: every number of the register; those of another form are no part of any series.

    >>> numbers = Numbers(["CK-2026-0001", "CK-2026-0007", "手工-1"])
    >>> numbers.next("letter", 2026), numbers.next("letter", 2026), numbers.next("letter", 2027)
    ('CK-2026-0008', 'CK-2026-0009', 'CK-2027-0001')
    """

    def __init__(self, given: Iterable[str]) -> None:
        counts = _counts(given)
        self._last = {series: max(counted) for series, counted in counts.items()}

    def next(self, kind: str, year: int) -> str:
        """The next number of a kind in a year; it is taken from then on.

        Raises:
            KeyError: no such kind.
        """
        series = (SERIES[kind].prefix, year)
        self._last[series] = self._last.get(series, 0) + 1
        return _number(series, self._last[series])


def missing_numbers(given: Iterable[str]) -> list[tuple[str, str]]:
    """The gaps in every series, each as its first and last number.

    >>> missing_numbers(["CK-2026-0002", "CK-2026-0005", "DZ-2026-0001"])
    [('CK-2026-0001', 'CK-2026-0001'), ('CK-2026-0003', 'CK-2026-0004')]
    """
    gaps = []
    for series, counted in sorted(_counts(given).items()):
        before = 0
        for count in sorted(counted):
            if count - before > 1:
                gaps.append((_number(series, before + 1), _number(series, count - 1)))
            before = count
    return gaps


def _number(series: tuple[str, int], count: int) -> str:
    return f"{series[0]}-{series[1]}-{count:04d}"


def _counts(given: Iterable[str]) -> dict[tuple[str, int], set[int]]:
    """The counts given out, by prefix and year."""
    counts: dict[tuple[str, int], set[int]] = {}
    for number in given:
        if found := _NUMBER.fullmatch(number):
            prefix, year, count = found.groups()
            counts.setdefault((prefix, int(year)), set()).add(int(count))
    return counts
