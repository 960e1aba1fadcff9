"""Approvals 审批 as they act on a ledger: which are in force, new due dates, pauses, releases.

An approval holds from its date to its last day, both included. What it permits is said by its kind;
one that names documents speaks of these alone. Definitions: docs/methods/agreements.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY
from xlar.core.dates import LAST_DAY, day_number
from xlar.core.policy import Policy
from xlar.core.records import ApprovalKind

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.records import Approvals

NO_APPROVAL: Final = -1


def in_force(ledger: Ledger, kind: ApprovalKind, as_of: int) -> Int64s:
    """The positions of the approvals of a kind that hold on a day, the oldest first.

    Args:
        ledger: the ledger.
        kind: what they permit.
        as_of: day number looked from.
    """
    approvals = ledger.records.approvals
    holds = (approvals.date <= as_of) & (approvals.valid_to >= as_of)
    rows = np.flatnonzero(holds & (approvals.kind == kind))
    return rows[np.argsort(approvals.date[rows], kind="stable")]


def with_approvals(ledger: Ledger, as_of: date, policy: Policy | None = None) -> Ledger:
    """The ledger as approvals in force on a day leave it; the same object where there are none.

    An extension moves the due date of the documents it names, or of all the customer's documents of
    its day and before, to its new date where that is later; the final deadline moves along. With
    ``dunning.extension = "contract"`` dates stay as the contract has them. A pause of the account
    is a block of letters up to its last day; one that names documents holds these alone, and is
    looked up by those who ask for the next step (`paused_until`).

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    day = day_number(as_of)
    if (policy or Policy()).dunning.extension == "due_date":
        rows = in_force(ledger, ApprovalKind.EXTENSION, day)
        if len(rows):
            ledger = _extended(ledger, rows)
    rows = in_force(ledger, ApprovalKind.PAUSE, day)
    return _paused(ledger, rows) if len(rows) else ledger


def _extended(ledger: Ledger, rows: Int64s) -> Ledger:
    """The ledger with new due dates; of several for one document the last one given holds."""
    approvals, documents = ledger.records.approvals, ledger.documents
    own = np.full(len(documents), NO_DAY, np.int64)
    place = np.full(len(documents), NO_APPROVAL, np.int64)
    whole = rows[approvals.document[rows] < 0]
    if len(whole):
        place = _last_of_account(ledger, whole)
        named = place >= 0
        own[named] = approvals.extended_to[place[named]]
    single = rows[approvals.document[rows] >= 0]
    document = approvals.document[single]
    # rows stand by date, so that the last one given is the last one written
    newer = approvals.date[single] >= np.where(
        place[document] >= 0, approvals.date[place[document]], NO_DAY
    )
    own[document[newer]] = approvals.extended_to[single[newer]]
    later = ledger.is_debit & (own > documents.due)
    due = np.where(later, own, documents.due).astype(np.int32)
    final = np.where(later, own + documents.final - documents.due, documents.final)
    return replace(ledger, documents=replace(documents, due=due, final=final.astype(np.int32)))


def _last_of_account(ledger: Ledger, rows: Int64s) -> Int64s:
    """The last extension of the account that covers each document, by its date; or none."""
    approvals, documents = ledger.records.approvals, ledger.documents
    place = np.full(len(documents), NO_APPROVAL, np.int64)
    for row in rows.tolist():  # approvals, of which there are few
        mine = documents.customer == approvals.customer[row]
        place[mine & (documents.date <= approvals.date[row])] = row
    return place


def _paused(ledger: Ledger, rows: Int64s) -> Ledger:
    """The ledger with pauses as blocks; for those that name documents see `paused_until`."""
    approvals, customers = ledger.records.approvals, ledger.customers
    rows = rows[approvals.document[rows] < 0]
    until = customers.dunning_block_until.copy()
    np.maximum.at(
        until, approvals.customer[rows], np.minimum(approvals.valid_to[rows], LAST_DAY - 1)
    )
    return replace(ledger, customers=replace(customers, dunning_block_until=until))


def paused_until(ledger: Ledger, as_of: int) -> Int64s:
    """The last day of a pause in force that names each document, NO_DAY where there is none.

    Args:
        ledger: the ledger.
        as_of: day number looked from.

    Returns:
        Day numbers by document; of several pauses the longest, NEVER = open-ended.
    """
    approvals = ledger.records.approvals
    until = np.full(len(ledger.documents), NO_DAY, np.int64)
    rows = in_force(ledger, ApprovalKind.PAUSE, as_of)
    rows = rows[approvals.document[rows] >= 0]
    np.maximum.at(until, approvals.document[rows], approvals.valid_to[rows].astype(np.int64))
    return until


def releases(ledger: Ledger, as_of: int, order: Int64s) -> Int64s:
    """The release in force that covers each customer's order: its position, or -1.

    One of the account as a whole, with no amount or at least that of the order; the last given.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        order: the order of each customer, minor units of its currency.
    """
    approvals = ledger.records.approvals
    rows = in_force(ledger, ApprovalKind.RELEASE, as_of)
    rows = rows[approvals.document[rows] < 0]
    customer, amount = approvals.customer[rows], approvals.amount[rows]
    enough = (amount == NO_AMOUNT) | (amount >= order[customer])
    found = np.full(len(order), NO_APPROVAL, np.int64)
    found[customer[enough]] = rows[enough]
    return found


def tolerated(ledger: Ledger, as_of: int) -> Bools:
    """Which documents a release in force names: they do not stand in the way of a delivery.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
    """
    document = ledger.records.approvals.document[in_force(ledger, ApprovalKind.RELEASE, as_of)]
    found = np.zeros(len(ledger.documents), bool)
    found[document[document >= 0]] = True
    return found


def approved_limits(ledger: Ledger, as_of: int) -> tuple[Int64s, Int32s]:
    """The limit approved for each account for a time, and its last day: the one given last.

    Args:
        ledger: the ledger.
        as_of: day number looked from.

    Returns:
        Minor units of the customer's currency, NO_AMOUNT = none; and the day, NEVER = open-ended.
    """
    approvals: Approvals = ledger.records.approvals
    rows = in_force(ledger, ApprovalKind.LIMIT, as_of)
    rows = rows[(approvals.document[rows] < 0) & (approvals.amount[rows] != NO_AMOUNT)]
    amount = np.full(len(ledger.customers), NO_AMOUNT, np.int64)
    until = np.full(len(amount), NEVER, np.int32)
    amount[approvals.customer[rows]] = approvals.amount[rows]
    until[approvals.customer[rows]] = approvals.valid_to[rows]
    return amount, until


__all__ = [
    "NO_APPROVAL",
    "approved_limits",
    "in_force",
    "paused_until",
    "releases",
    "tolerated",
    "with_approvals",
]
