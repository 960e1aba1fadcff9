"""Disputes added up by reason or salesperson: where they come from and how long they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from xlar.core.columns import NO_INT, texts

if TYPE_CHECKING:
    from xlar.core.collections.disputes import DisputeReport
    from xlar.core.columns import Int64s, Texts

By: TypeAlias = Literal["reason", "salesperson"]


@dataclass(frozen=True, eq=False)
class DisputeSums:
    """One row per key and currency, the largest disputed sum of a currency first.

    Attributes:
        key: code of the reason, or the salesperson; blank = not given.
        currency: positions in the ledger's currencies.
        items: how many items.
        open: their open amounts, minor units.
        disputed: the disputed part of these.
        longest: most days open, NO_INT where no day is given.
        slow: how many are slow.
    """

    key: Texts
    currency: Int64s
    items: Int64s
    open: Int64s
    disputed: Int64s
    longest: Int64s
    slow: Int64s

    def __len__(self) -> int:
        return len(self.key)


def dispute_sums(report: DisputeReport, by: By) -> DisputeSums:
    """The disputes of a day added up.

    Args:
        report: the disputes.
        by: what a row is.
    """
    ledger, documents = report.ledger, report.ledger.documents
    seller = ledger.customers.salesperson[documents.customer[report.document]]
    names, name = np.unique(
        (report.reason if by == "reason" else seller).astype(str), return_inverse=True
    )
    count = len(ledger.currencies)
    keys, line = np.unique(name * count + documents.currency[report.document], return_inverse=True)

    def sums(values: Int64s) -> Int64s:
        found = np.zeros(len(keys), np.int64)
        np.add.at(found, line, values)
        return found

    longest = np.full(len(keys), NO_INT, np.int64)
    np.maximum.at(longest, line, report.days_open.astype(np.int64))
    disputed = sums(report.disputed)
    order = np.lexsort((keys, -disputed, keys % count))
    return DisputeSums(
        texts(names[keys[order] // count].tolist()),
        keys[order] % count,
        np.bincount(line, minlength=len(keys))[order],
        sums(report.open)[order],
        disputed[order],
        longest[order],
        sums(report.is_slow.astype(np.int64))[order],
    )


__all__ = ["By", "DisputeSums", "dispute_sums"]
