"""What the register says went out, and what follows from it for the ledger.

Only a letter that was sent raises the level of the items in it; only one that was delivered
restarts their limitation period. Drafts, returned and withdrawn letters do neither. The rules with
worked cases: docs/methods/dunning.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, blanks, constant
from xlar.core.dates import day_number
from xlar.core.ledger import ActKind, Acts, Kind
from xlar.core.next_action import SentLetters
from xlar.core.problems import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language

Status: TypeAlias = Literal["draft", "sent", "acknowledged", "returned", "withdrawn"]

#: What can have become of a document, with its words.
STATUSES: Final[Mapping[Status, Text]] = MappingProxyType(
    {
        "draft": Text("草稿", "draft"),
        "sent": Text("已发", "sent"),
        "acknowledged": Text("已签收", "acknowledged"),
        "returned": Text("退回", "returned"),
        "withdrawn": Text("撤回", "withdrawn"),
    }
)

_WENT_OUT: Final = ("sent", "acknowledged")
_DEMANDS: Final = ("letter", "lawyer")


class RegisteredItem(NamedTuple):
    """An item of a registered document: its number, instalment (0 = none) and letter level.

    The level is -1 where the document is no letter of the ladder.
    """

    number: str
    instalment: int = 0
    level: int = -1


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One document of the register.

    Attributes:
        number: number of the document, unique in the register.
        kind: ``letter``, ``statement``, ``agency`` …, as in `xlar.documents.content`.
        level: letter level, the highest of its items; -1 for other kinds.
        customer_id: who it concerns.
        currency: currency of ``amount``; blank for a statement in several.
        amount: what it states, minor units.
        date: date of the document; as_of: day its figures are of.
        period_from: first day of a statement's period.
        language: language of its words.
        status: what has become of it.
        sent_on: day it was sent; delivered_on: day the customer signed for it.
        returned_on: day it came back; withdrawn_on: day it was taken back.
        channel, tracking: how it was sent and under which number.
        reply: what the customer answered.
        items: the items it names.
        files: files made of it; batch: the folder they lie in.
    """

    number: str
    kind: str
    level: int
    customer_id: str
    currency: str
    amount: int
    date: dt.date
    as_of: dt.date
    period_from: dt.date | None = None
    language: Language = "zh"
    status: Status = "draft"
    sent_on: dt.date | None = None
    channel: str = ""
    tracking: str = ""
    delivered_on: dt.date | None = None
    reply: str = ""
    items: tuple[RegisteredItem, ...] = ()
    files: tuple[str, ...] = ()
    batch: str = ""
    returned_on: dt.date | None = None
    withdrawn_on: dt.date | None = None

    @property
    def went_out(self) -> bool:
        """Whether it was sent and neither came back nor was withdrawn."""
        return self.status in _WENT_OUT

    @property
    def stands(self) -> bool:
        """Whether it still counts as made: a draft, or one that went out."""
        return self.status == "draft" or self.went_out

    @property
    def out_on(self) -> dt.date:
        """The day it was sent; its own date where none is recorded."""
        return self.sent_on or self.date


def sent_letters(ledger: Ledger, rows: Iterable[RegisterRow]) -> SentLetters:
    """The letters that went out, one row per letter and document in it.

    Args:
        ledger: the ledger the items are looked up in; items it does not have are left out.
        rows: the register.
    """
    found = [
        (document, item.level, day_number(row.out_on))
        for row, item, document in matched_items(ledger, [row for row in rows if row.went_out])
        if item.level >= 0 and document >= 0
    ]
    columns = np.array(found, np.int64).reshape(-1, 3).T
    return SentLetters(columns[0], columns[1].astype(np.int8), columns[2].astype(np.int32))


def with_register(ledger: Ledger, rows: Iterable[RegisterRow]) -> Ledger:
    """The ledger with the acts that the register proves.

    A letter or lawyer's letter that went out is a demand for the items it names; it restarts their
    limitation period from its delivery, if that is recorded. The reminder before due is no demand.
    A hand-over note that went out is the hand-over of its items.

    Args:
        ledger: the ledger.
        rows: the register.
    """
    proved = [row for row in rows if row.went_out and _act_of(row) is not None]
    found = [
        (_act_of(row), document, *_days(row))
        for row, item, document in matched_items(ledger, proved)
        if document >= 0 and (row.kind == "agency" or item.level != 0)
    ]
    if not found:
        return ledger
    kind, document, on, delivered = np.array(found, np.int64).T
    acts = Acts(
        kind=kind.astype(np.int8),
        customer=ledger.documents.customer[document],
        document=document.astype(np.int32),
        date=on.astype(np.int32),
        sent_on=on.astype(np.int32),
        delivered_on=delivered.astype(np.int32),
        evidenced=np.zeros(len(found), bool),
        by=blanks(len(found)),
        amount=constant(NO_AMOUNT, len(found), np.int64),
        answer=blanks(len(found)),
        next_step=blanks(len(found)),
    )
    joined = {
        one.name: np.concatenate([getattr(ledger.acts, one.name), getattr(acts, one.name)])
        for one in fields(Acts)
    }
    return replace(ledger, acts=Acts(**joined))


def unmatched_items(
    ledger: Ledger, rows: Iterable[RegisterRow]
) -> tuple[tuple[RegisterRow, RegisteredItem], ...]:
    """The registered items the ledger has no debit for, with the document that names them.

    Args:
        ledger: the ledger.
        rows: the register.
    """
    matched = matched_items(ledger, tuple(rows))
    return tuple((row, item) for row, item, document in matched if document < 0)


def _act_of(row: RegisterRow) -> ActKind | None:
    if row.kind == "agency":
        return ActKind.OTHER
    return ActKind.LETTER if row.kind in _DEMANDS else None


def _days(row: RegisterRow) -> tuple[int, int]:
    """Day sent and day delivered; only a letter signed for was delivered."""
    signed = row.delivered_on if row.status == "acknowledged" else None
    return day_number(row.out_on), NO_DAY if signed is None else day_number(signed)


def matched_items(
    ledger: Ledger, rows: Sequence[RegisterRow]
) -> list[tuple[RegisterRow, RegisteredItem, int]]:
    """Every item of the rows with the position of its document, -1 where there is none."""
    places = _places(ledger, {row.customer_id for row in rows if row.items})
    return [
        (row, item, places.get((row.customer_id, item.number, item.instalment), -1))
        for row in rows
        for item in row.items
    ]


def _places(ledger: Ledger, wanted: set[str]) -> dict[tuple[str, str, int], int]:
    """The debits of some customers by customer, number and instalment; invoices before refunds."""
    if not wanted:
        return {}
    documents = ledger.documents
    ids = ledger.customers.id.tolist()
    mine = np.array([one in wanted for one in ids], bool)
    rows = np.flatnonzero(ledger.is_debit & mine[documents.customer])
    rows = rows[np.argsort(documents.kind[rows] == Kind.INVOICE, kind="stable")]
    keys = zip(
        documents.customer[rows].tolist(), documents.number[rows].tolist(),
        documents.instalment[rows].tolist(), strict=True,
    )  # fmt: skip
    return {
        (ids[customer], number, instalment): row
        for (customer, number, instalment), row in zip(keys, rows.tolist(), strict=True)
    }
