"""The assessment of each customer that holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NEVER, NO_DAY, NO_INT

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class Assessments:
    """The newest assessment of every customer on a day.

    Attributes:
        ledger: the ledger whose table scores is looked at.
        row: its position in the table, −1 = there is none.
        holds: whether it is still valid.
    """

    ledger: Ledger
    row: Int64s
    holds: Bools

    @property
    def assessed_on(self) -> Int32s:
        """Day of the newest assessment, NO_DAY = never."""
        return self._of(self.ledger.records.scores.date, NO_DAY, self.row >= 0)

    @property
    def valid_to(self) -> Int32s:
        """Last day of the newest assessment, NEVER where it is open-ended or there is none."""
        return self._of(self.ledger.records.scores.valid_to, NEVER, self.row >= 0)

    @property
    def exempt(self) -> Bools:
        """Who is not scored."""
        found: Bools = self._of(self.ledger.records.scores.exempt, 0, self.holds).astype(bool)
        return found

    @property
    def grade(self) -> Texts:
        """Grade decided by hand, or blank."""
        grades: Texts = np.full(len(self.row), "", object)
        grades[self.holds] = self.ledger.records.scores.grade[self.row[self.holds]]
        return grades

    def given(self, name: str) -> Int64s:
        """A figure that was written down, NO_INT where none was.

        Args:
            name: column of the table.
        """
        values: Int32s = getattr(self.ledger.records.scores, name)
        return self._of(values, NO_INT, self.holds).astype(np.int64)

    def _of(self, values: Int32s | Bools, absent: int, chosen: Bools) -> Int32s:
        result = np.full(len(self.row), absent, np.int32)
        result[chosen] = values[self.row[chosen]]
        return result


def assessments(ledger: Ledger, as_of: int) -> Assessments:
    """The newest assessment of every customer; of several of one day the last row.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
    """
    scores = ledger.records.scores
    row = np.full(len(ledger.customers), -1, np.int64)
    known = np.flatnonzero(scores.date <= as_of)
    order = known[np.argsort(scores.date[known], kind="stable")]
    row[scores.customer[order]] = order
    holds = row >= 0
    holds[holds] = scores.valid_to[row[holds]] >= as_of
    return Assessments(ledger, row, holds)
