"""Bad debts that are a loss for income tax 税前扣除 (税务总局公告 2011 年第 25 号, 22 to 24).

An item overdue for three years, or for one year and small: the single sum up to 50,000 yuan or up
to 0.01 % of the year's revenue. Proof and the company's own decision stay with the user.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import texts
from xlar.core.dates import add_months
from xlar.core.fx import convert
from xlar.core.items import open_items
from xlar.core.money import decimals, to_minor
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int64s, Texts
    from xlar.core.ledger import Ledger

TAX_REASONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "three_years": Text("逾期满三年", "three years overdue"),
        "small_sum": Text("逾期满一年且单笔金额小", "a year overdue and a small sum"),
        "small_share": Text("逾期满一年且占收入比例小", "a year overdue, a small share of revenue"),
    }
)


@dataclass(frozen=True, eq=False)
class TaxLosses:
    """The items that may be deducted, in the order of the open items.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        document: positions of the items.
        open: open amounts, minor units.
        reason: code of `TAX_REASONS`.
    """

    ledger: Ledger
    as_of: int
    document: Int64s
    open: Int64s
    reason: Texts

    def __len__(self) -> int:
        return len(self.document)


def tax_losses(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> TaxLosses:
    """The open items that are a loss for income tax on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``provision.revenue`` is the year's revenue in the base currency.

    Raises:
        MissingRate: an item in a currency without an exchange rate is small or large only by one.
    """
    policy = policy or Policy()
    items = open_items(ledger, as_of, policy=policy)
    debit = items.open > 0
    document, opened = items.document[debit], items.open[debit]
    reason = tax_reasons(ledger, document, opened, items.as_of, policy)
    found = np.flatnonzero(reason != "")
    return TaxLosses(ledger, items.as_of, document[found], opened[found], reason[found])


def tax_reasons(
    ledger: Ledger, document: Int64s, opened: Int64s, as_of: int, policy: Policy
) -> Texts:
    """Why each item may be deducted for income tax on a day, blank where it may not.

    Args:
        ledger: the ledger.
        document: positions of debits.
        opened: what is lost of each, minor units.
        as_of: day number looked from.
        policy: settings; ``provision`` holds the limits.

    Raises:
        MissingRate: an item in a currency without an exchange rate is small or large only by one.
    """
    settings = policy.provision
    due = ledger.documents.due[document]
    old, older = (add_months(due, months) <= as_of for months in (12, 36))
    base = _in_base(ledger, document, opened, np.flatnonzero(old & ~older), policy)
    code = ledger.base_currency
    least = int(settings.revenue * settings.tax_share * 10 ** decimals(code))
    small, share = base <= to_minor(settings.tax_small_sum, code), base <= least
    reason = np.select(
        [older, old & small, old & share], ["three_years", "small_sum", "small_share"], ""
    )
    return texts(reason.tolist())


def _in_base(
    ledger: Ledger, document: Int64s, opened: Int64s, tested: Int64s, policy: Policy
) -> Int64s:
    """The open amounts in the base currency; only those tested are converted."""
    base = opened.copy()
    currency = ledger.documents.currency[document[tested]]
    for place in np.unique(currency).tolist():
        rows = tested[currency == place]
        source = ledger.currencies[place]
        base[rows] = convert(
            opened[rows], source, ledger.base_currency, policy, ledger.base_currency
        )
    return base
