"""The figures of one day, looked up by position: worked out once, then asked for cell by cell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.credit import credit
from xlar.core.items import open_items
from xlar.core.limitation import limitation
from xlar.core.money import to_minor
from xlar.core.scoring import score
from xlar.core.stages import stages
from xlar.documents.accounts import Accounts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from xlar.core.columns import Bools
    from xlar.core.credit import CreditReport
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.core.next_action import SentLetters
    from xlar.core.policy import Policy
    from xlar.core.scoring import ScoreReport
    from xlar.core.stages import StageReport


class Figures:
    """What single cells ask about a day.

    Amounts by customer are lists of lists: one row per customer, one place per currency.

    Args:
        ledger: the ledger.
        day: the day looked from.
        policy: settings.
        sent: letters sent.
    """

    def __init__(self, ledger: Ledger, day: dt.date, policy: Policy, sent: SentLetters) -> None:
        self.ledger = ledger
        self.day = day
        self.policy = policy
        self.sent = sent
        self.units = [to_minor(1, code) for code in ledger.currencies]

    @cached_property
    def items(self) -> OpenItems:
        """The open items."""
        return open_items(self.ledger, self.day, policy=self.policy)

    def _by_customer(self, rows: Bools) -> list[list[int]]:
        """The open amounts of some of the items by customer and currency, minor units."""
        ledger, items = self.ledger, self.items
        sums = np.zeros(ledger.group_count, np.int64)
        np.add.at(sums, ledger.group[items.document[rows]], items.open[rows])
        table: list[list[int]] = sums.reshape(-1, len(ledger.currencies)).tolist()
        return table

    @cached_property
    def balance(self) -> list[list[int]]:
        """What each customer owes, less credit not applied."""
        return self._by_customer(np.ones(len(self.items), bool))

    @cached_property
    def overdue(self) -> list[list[int]]:
        """What of it is past its due date, without credit not applied."""
        return self._by_customer((self.items.open > 0) & (self.items.days_past_due > 0))

    @cached_property
    def unapplied(self) -> list[list[int]]:
        """Credit not set against anything, at most 0."""
        return self._by_customer(self.items.open < 0)

    @cached_property
    def currencies(self) -> list[list[int]]:
        """The currencies of each customer's open items, as positions."""
        ledger = self.ledger
        seen = np.zeros(ledger.group_count, bool)
        seen[ledger.group[self.items.document]] = True
        places = np.arange(len(ledger.currencies))
        return [places[row].tolist() for row in seen.reshape(-1, len(places))]

    @cached_property
    def credit(self) -> CreditReport:
        """The credit standing of every customer; rows stand as the customers do."""
        return credit(self.ledger, self.day, policy=self.policy)

    @cached_property
    def credit_columns(self) -> Mapping[str, list[int]]:
        """Amounts of the credit report as plain lists."""
        names = ("currency", "limit", "exposure", "headroom")
        return {name: getattr(self.credit, name).tolist() for name in names}

    @cached_property
    def scores(self) -> ScoreReport:
        """The score of every customer; rows stand as the customers do."""
        return score(self.ledger, self.day, policy=self.policy)

    @cached_property
    def stages(self) -> StageReport:
        """The stage of every open debit."""
        return stages(self.ledger, self.day, policy=self.policy, sent=self.sent)

    @cached_property
    def stage_rows(self) -> Mapping[int, int]:
        """Rows of the stage report by position of the document."""
        return {place: row for row, place in enumerate(self.stages.document.tolist())}

    @cached_property
    def stage_columns(self) -> Mapping[str, list[Any]]:
        """Columns of the stage report as plain lists."""
        names = ("stage", "step", "level", "next_action", "next_action_date")
        return {name: getattr(self.stages, name).tolist() for name in names}

    @cached_property
    def limitation(self) -> Mapping[int, int]:
        """The last day of the limitation period of every claim, by position of the document."""
        report = limitation(self.ledger, self.day, policy=self.policy)
        return dict(zip(report.document.tolist(), report.lapse.tolist(), strict=True))

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts as statements print them."""
        return Accounts(self.ledger, self.day, self.policy)
