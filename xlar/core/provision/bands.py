"""The bands of the allowance, and the portfolios whose balances stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.buckets import Buckets
from xlar.core.columns import texts
from xlar.core.provision.individual import individual_rows

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.policy_provision import ProvisionPolicy

ON_THEIR_OWN: Final = -1


@dataclass(frozen=True)
class Bands:
    """A partition of the open items by age.

    Attributes:
        labels: names of the bands, youngest first.
        buckets: the days that part them.
    """

    labels: tuple[str, ...]
    buckets: Buckets

    def of(self, ledger: Ledger, document: Int64s, day: int) -> Int64s:
        """The band of each document on a day.

        Args:
            ledger: the ledger.
            document: positions of documents.
            day: day number looked from.
        """
        documents = ledger.documents
        days = documents.date if self.buckets.basis == "document" else documents.due
        found = self.buckets.index(days[document], day)
        return np.minimum(found, len(self.labels) - 1)


def bands_of(settings: ProvisionPolicy) -> Bands:
    """The bands of the settings: full calendar years by document date, or days past due.

    >>> from xlar.core.policy import Policy
    >>> bands_of(Policy.from_mapping({"provision": {"years": 4}}).provision).labels
    ('under_1y', '1-2y', '2-3y', 'over_3y')
    """
    if settings.limits:
        buckets = Buckets.of(settings.limits, "due")
        return Bands(buckets.labels, buckets)
    buckets = Buckets.of("audit")
    last = settings.years - 1
    return Bands((*buckets.labels[:last], f"over_{last}y"), buckets)


@dataclass(frozen=True, eq=False)
class Groups:
    """Portfolio and currency of every customer and document.

    Attributes:
        names: names of the portfolios, ascending; blank where a customer has none.
        currencies: how many currencies there are.
        of_customer: portfolio of each customer.
        own: which pairs of customer and currency, as `Ledger.group` numbers them, are assessed on
            their own.
    """

    names: Texts
    currencies: int
    of_customer: Int64s
    own: Bools

    @property
    def count(self) -> int:
        """How many groups there can be."""
        return len(self.names) * self.currencies

    def of(self, ledger: Ledger, document: Int64s) -> Int64s:
        """The group of each document."""
        customer = ledger.documents.customer[document]
        portfolio: Int64s = self.of_customer[customer] * self.currencies
        return portfolio + ledger.documents.currency[document]

    def matrix(self, ledger: Ledger, document: Int64s) -> Int64s:
        """The group of each document, ON_THEIR_OWN for customers assessed on their own."""
        own = self.own[ledger.group[document]]
        return np.where(own, ON_THEIR_OWN, self.of(ledger, document))


def groups_of(ledger: Ledger, day: int) -> Groups:
    """The portfolios of a ledger's customers.

    Args:
        ledger: the ledger.
        day: day number on which customers are assessed on their own.
    """
    given = ledger.customers.portfolio.tolist()
    names = sorted(set(given))
    places = {name: place for place, name in enumerate(names)}
    portfolio = np.array([places[name] for name in given], np.int64)
    own = individual_rows(ledger, day) >= 0
    return Groups(texts(names), len(ledger.currencies), portfolio, own)


def table_sums(group: Int64s, band: Int64s, amount: Int64s, size: tuple[int, int]) -> Int64s:
    """Sums of amounts by group and band; what stands on its own is left out.

    Args:
        group: group of each amount.
        band: its band.
        amount: minor units.
        size: how many groups and bands there are.
    """
    sums = np.zeros(size, np.int64)
    mine = group != ON_THEIR_OWN
    np.add.at(sums, (group[mine], band[mine]), amount[mine])
    return sums
