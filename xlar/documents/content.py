"""The contents of everything that goes out, as frozen data without any layout.

A builder (`statement`, `letter` …) makes these from the ledger; a renderer turns them into PDF,
Word, a workbook or an e-mail and takes every figure and word from here. Amounts are minor units of
the currency beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import datetime as dt

    from xlar.core.problems import Language

Kind: TypeAlias = Literal[
    "statement", "confirmation", "letter", "agency", "lawyer", "stop", "promise", "plan",
    "reconciliation",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Who writes, or who is written to.

    Attributes:
        name: legal name.
        tax_id: 统一社会信用代码.
        code: our identifier of a customer, blank for the company.
        bank: name of the bank; account: account number.
    """

    name: str
    tax_id: str = ""
    code: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    bank: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one document, placeholders filled in.

    Attributes:
        title: heading of the page, such as 催款函.
        subject: subject line of the letter and the e-mail.
        salutation: first line.
        paragraphs: body before the table of items.
        closing: body after it.
        mail: text of the e-mail the document is attached to.
        labels: words around the figures (column heads, captions), by name.
    """

    title: str
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]
    mail: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One open item on a document.

    Attributes:
        number: document number; instalment: 0 = not in instalments.
        amount: original amount; open: what is demanded or confirmed of it.
        disputed: disputed part left out of ``open``.
        days_past_due: days after the due date, at most 0 when not overdue.
        level: the item's own letter level, -1 where it has none.
    """

    number: str
    instalment: int
    contract_no: str
    document_date: dt.date
    due_date: dt.date | None
    amount: int
    open: int
    disputed: int
    days_past_due: int
    level: int


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement of account.

    Attributes:
        kind: ``invoice credit_note receipt refund reversal write_off recovery``.
        debit: increase of the balance; credit: decrease; both non-negative.
        balance: running balance after the line.
    """

    date: dt.date
    kind: str
    number: str
    reference: str
    debit: int
    credit: int
    balance: int


@dataclass(frozen=True, slots=True)
class Block:
    """A statement in one currency.

    ``opening + Σ debit − Σ credit = closing = Σ open items + unapplied``.

    Attributes:
        aging: (label, amount) per bucket.
        unapplied: receipts and credit notes not set against anything, negative amounts as items.
        bills: (number, due date, amount) of bills held that are not paid yet.
        check: closing balance less the aging report's total of that day: 0.
    """

    currency: str
    opening: int
    movements: tuple[Movement, ...]
    closing: int
    items: tuple[Item, ...]
    aging: tuple[tuple[str, int], ...]
    unapplied: tuple[Item, ...]
    bills: tuple[tuple[str, dt.date, int], ...]
    check: int


@dataclass(frozen=True, slots=True)
class Document:
    """What every document has.

    Attributes:
        kind: what it is; level: letter level 0 to 6, -1 for other kinds.
        number: number in the register; ``草稿`` in a preview.
        date: date of the document; as_of: day the figures are of.
        language: of the words; company: we; customer: they; addressee: who gets it, if not they.
        currency: of ``total``; total: amount it states; capitals: the same in Chinese capitals.
        wording: the words; notes: small print below.
        logo, seal: file names of images inside the company's folder, blank for none.
    """

    kind: Kind
    level: int
    number: str
    date: dt.date
    as_of: dt.date
    language: Language
    company: Party
    customer: Party
    currency: str
    total: int
    capitals: str
    wording: Wording
    addressee: Party | None = None
    notes: tuple[str, ...] = ()
    logo: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Letter(Document):
    """A reminder, demand, hand-over note, lawyer's letter or stop notice.

    Attributes:
        pay_by: last day to pay.
        items: the items demanded, oldest due first.
        interest: late interest up to as_of where the policy prints it, else None.
        evidence: lines of the evidence list (hand-over note).
    """

    pay_by: dt.date | None = None
    items: tuple[Item, ...] = ()
    interest: int | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement(Document):
    """A statement of account 对账单 with its confirmation slip 回执, or a confirmation 询证函.

    Attributes:
        start: first day of the period; the period ends on ``as_of``.
        blocks: one per currency.
        negative: a negative confirmation: answer only if different.
        reply_by: last day to answer.
    """

    start: dt.date | None = None
    blocks: tuple[Block, ...] = ()
    negative: bool = False
    reply_by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Agreement(Document):
    """A promise to pay 还款承诺书 or a plan of instalments 分期还款协议.

    Attributes:
        schedule: (day to pay by, amount) adding up to ``total`` to the cent.
    """

    items: tuple[Item, ...] = ()
    schedule: tuple[tuple[dt.date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation(Document):
    """余额调节表: ours ± our items = theirs ± their items.

    Attributes:
        theirs: balance by the customer's books.
        ours_adjust, theirs_adjust: (kind, text, signed amount) on either side.
        difference: what remains unexplained.
    """

    theirs: int = 0
    ours_adjust: tuple[tuple[str, str, int], ...] = ()
    theirs_adjust: tuple[tuple[str, str, int], ...] = ()
    difference: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """Who gets nothing, and why.

    Attributes:
        reason: code; for letters one of `xlar.core.dunning_skips.REASONS`.
        number: the registered document that stands against it, blank for none.
        next_on: first day on which the reason no longer holds, where it is known.
    """

    customer_id: str
    currency: str
    reason: str
    number: str = ""
    next_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document with the files made of it, names relative to the batch's folder."""

    document: Document
    files: tuple[str, ...] = ()
