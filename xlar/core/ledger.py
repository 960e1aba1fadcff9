"""The ledger: customers, documents and allocations as immutable typed columns.

Words used throughout:

* A **document** is one posted entry. An invoice or a refund is a *debit* (amount > 0, the customer
  owes it), a receipt or a credit note a *credit* (amount < 0).
* An **allocation** moves an amount from a credit to a debit; it is effective from ``start``
  (inclusive) until ``end`` (exclusive).
* A **group** is one customer and one currency; amounts of two groups are never added up.

Customers stand in ascending order of their identifier, currencies too; documents stand as they
were given, and `Ledger.debits` and `Ledger.credits` are their orders of settlement.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.order import sort_order

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Column, Int8s, Int32s, Int64s, Texts
    from xlar.core.records import Records


class Kind(IntEnum):
    """What a document is; its sign decides, not the type the user wrote."""

    INVOICE = 0
    CREDIT_NOTE = 1
    RECEIPT = 2
    REFUND = 3


class Origin(IntEnum):
    """Where an allocation comes from."""

    EXPLICIT = 0  # a row of the table allocations
    REFERENCE = 1  # ref_no of a credit note
    SHORTHAND = 2  # invoice_no on the receipt
    REFUND = 3  # refund set against unapplied credit
    FIFO = 4  # credit left over, laid over the open items


class Status(IntEnum):
    """Standing of a customer."""

    NORMAL = 0
    FROZEN = 1
    BLACKLISTED = 2


class Columns:
    """Base of the column groups: equal length, read by position."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Customers(Columns):
    """One row per customer, in ascending order of ``id``.

    Attributes:
        id: identifier.
        name: legal name.
        grade: credit grade A to D, or blank.
        credit_limit: minor units of the customer's currency, NO_AMOUNT = none set.
        limit_to: last day of the limit, NEVER = open-ended.
        currency: position in `Ledger.currencies`; the base currency where none is given.
        deposit: cash deposit held, minor units of the customer's currency.
        parent: position of the parent customer, -1 = none.
        status: `Status`.
        contract_to: last day of the contract, NEVER = open-ended.
        grace: days of grace, NO_INT = the policy's.
        dunning_block_until: no letters up to this day (inclusive), NO_DAY = not blocked.
        since: first day of business, NO_DAY = not given.
        related: whether a related party.
        salesperson: who sells; collector: who collects; region: where.
        size: size of the enterprise; portfolio: group for provisions.
        tax_id: 统一社会信用代码; contact, phone, email, address: who and where to write to.
        language: language of what is sent, ``zh`` or ``en``; blank = the default.
        deputy: whom to address where the contact is away; deputy_phone: by which number.
        security: what is held as security; security_to: its last day, NEVER = open-ended.
        documents: what is on file, as the user lists it.
        exempt: whether the customer is not scored.
        row: row in the source.
    """

    id: Texts
    name: Texts
    grade: Texts
    credit_limit: Int64s
    limit_to: Int32s
    currency: Int32s
    deposit: Int64s
    parent: Int32s
    status: Int8s
    contract_to: Int32s
    grace: Int32s
    dunning_block_until: Int32s
    since: Int32s
    related: Bools
    salesperson: Texts
    collector: Texts
    region: Texts
    size: Texts
    portfolio: Texts
    tax_id: Texts
    contact: Texts
    phone: Texts
    email: Texts
    address: Texts
    language: Texts
    deputy: Texts
    deputy_phone: Texts
    security: Texts
    security_to: Int32s
    documents: Texts
    exempt: Bools
    row: Int32s


DOCUMENT_TYPES: Final = (
    "invoice", "credit_note", "opening", "interest", "fee", "retention", "unbilled", "other",
)  # fmt: skip
METHODS: Final = (
    "", "transfer", "cash", "third_party", "bank_bill", "commercial_bill", "offset", "deduction",
    "discount", "charge", "rounding",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Documents(Columns):
    """One row per invoice row and per receipt number.

    Attributes:
        number: invoice_no or receipt_no.
        instalment: number of the instalment, 0 = not in instalments.
        kind: `Kind`.
        type: position in DOCUMENT_TYPES (invoices and credit notes; 0 otherwise).
        method: position in METHODS (receipts and refunds; 0 otherwise).
        customer: position in `Ledger.customers`.
        currency: position in `Ledger.currencies`.
        date: day of the document, from which it counts.
        start: first day of the term of payment.
        due: due date; NO_DAY for credits; its own date for a refund.
        final: final deadline 最后收款期限; NO_DAY for credits.
        amount: signed minor units, positive = owed to us.
        tax: tax within ``amount``, signed like it, NO_AMOUNT = not given.
        disputed: disputed part of a debit, 0 … amount.
        disputed_on: day the dispute was raised, NO_DAY = not given.
        dispute_reason: code of its reason, blank = not given.
        written_off_on: day from which the open amount has left the balance, NEVER = not.
        reversed_on: day from which a receipt no longer counts, NEVER = not.
        late_rate: agreed late interest per year in 1e-8, -1 = none agreed.
        rate: exchange rate to the base currency in 1e-8, 0 = not given.
        bill_due: due date of the bill a receipt was made by, NO_DAY = no bill.
        contract_no: number of the contract of an invoice.
        order_no: number of its order.
        reference: original invoice of a credit note, bill number of a receipt.
        row: row in the source.
    """

    number: Texts
    instalment: Int32s
    kind: Int8s
    type: Int8s
    method: Int8s
    customer: Int32s
    currency: Int32s
    date: Int32s
    start: Int32s
    due: Int32s
    final: Int32s
    amount: Int64s
    tax: Int64s
    disputed: Int64s
    disputed_on: Int32s
    dispute_reason: Texts
    written_off_on: Int32s
    reversed_on: Int32s
    late_rate: Int64s
    rate: Int64s
    bill_due: Int32s
    contract_no: Texts
    order_no: Texts
    reference: Texts
    row: Int32s


@dataclass(frozen=True, eq=False)
class Allocations(Columns):
    """Amounts moved from a credit to a debit.

    Attributes:
        credit: position of the credit in `Ledger.documents`.
        debit: position of the debit.
        amount: minor units, positive.
        start: first effective day: the latest of its own date and both documents' dates.
        end: first day no longer effective (the allocation or its receipt was reversed), or NEVER.
        origin: `Origin`.
    """

    credit: Int32s
    debit: Int32s
    amount: Int64s
    start: Int32s
    end: Int32s
    origin: Int8s


class ActKind(IntEnum):
    """What was done towards a customer, or by him (催收与确认记录)."""

    CALL = 0  # 电话
    EMAIL = 1  # 邮件
    LETTER = 2  # 函件
    VISIT = 3  # 上门
    ACKNOWLEDGEMENT = 4  # 确认: signed by the customer
    SUIT = 5  # 诉讼, 仲裁, 支付令
    PROMISE = 6  # 承诺
    PLAN = 7  # 分期协议
    GUARANTEE = 8  # 担保
    JUDGMENT = 9  # 判决, 裁决
    AUDIT_CONFIRMATION = 10  # 询证函
    OTHER = 11


@dataclass(frozen=True, eq=False)
class Acts(Columns):
    """Contacts and acknowledgements, one row per act and document it names.

    Attributes:
        kind: `ActKind`.
        customer: position in `Ledger.customers`.
        document: position of the named document, -1 where the act names none.
        date: day of the act.
        sent_on: day sent, NO_DAY = not recorded.
        delivered_on: day delivered (for suits: day the proceedings ended), NO_DAY = not recorded.
        evidenced: whether evidence is recorded.
        by: who did it.
        amount: amount concerned, minor units of the customer's currency, NO_AMOUNT = not given.
        answer: what the customer answered; next_step: what comes next.
    """

    kind: Int8s
    customer: Int32s
    document: Int32s
    date: Int32s
    sent_on: Int32s
    delivered_on: Int32s
    evidenced: Bools
    by: Texts
    amount: Int64s
    answer: Texts
    next_step: Texts


@dataclass(frozen=True, eq=False)
class Promises(Columns):
    """Promises to pay, one row per promise and document it names.

    Attributes:
        customer: position in `Ledger.customers`.
        document: position of the named document, -1 = for the account as a whole.
        promised_on: day of the promise.
        pay_by: day to pay by.
        amount: minor units in the customer's currency, NO_AMOUNT = all of it.
        kept: what the user says: 1 kept, 0 not kept, -1 nothing.
        row: row in the source.
    """

    customer: Int32s
    document: Int32s
    promised_on: Int32s
    pay_by: Int32s
    amount: Int64s
    kept: Int8s
    row: Int32s


@dataclass(frozen=True, eq=False)
class Order:
    """Documents of one side in their order of settlement, group by group.

    Attributes:
        document: positions in `Ledger.documents`.
        group: group number of each (customer × number of currencies + currency).
        first: places in ``document`` where a new group begins.
    """

    document: Int64s
    group: Int64s
    first: Int64s


@dataclass(frozen=True, eq=False)
class Ledger:
    """An immutable receivables ledger.

    Attributes:
        currencies: currency codes, ascending.
        base_currency: currency of the books.
        records: what is kept beside the ledger and moves no money.
    """

    customers: Customers
    documents: Documents
    allocations: Allocations
    acts: Acts
    promises: Promises
    currencies: tuple[str, ...]
    base_currency: str
    records: Records

    @cached_property
    def group(self) -> Int64s:
        """The group of each document: customer × number of currencies + currency."""
        documents = self.documents
        return documents.customer * np.int64(len(self.currencies)) + documents.currency

    @property
    def group_count(self) -> int:
        """How many groups there can be."""
        return len(self.customers) * len(self.currencies)

    @cached_property
    def is_debit(self) -> Bools:
        """Which documents are owed to us: invoices and refunds."""
        return np.greater(self.documents.amount, 0)

    @cached_property
    def debits(self) -> Order:
        """Debits in order of settlement: refunds first, then by due date, date and number.

        A refund is set against the customer's credit before anything else is.
        """
        documents = self.documents
        rows = np.flatnonzero(self.is_debit)
        keys = [self.group, documents.kind != Kind.REFUND, documents.due, documents.date]
        return self._ordered(rows, keys)

    @cached_property
    def credits(self) -> Order:
        """Credits in order of settlement: by date and number."""
        return self._ordered(self.credit_places, [self.group, self.documents.date])

    @cached_property
    def credit_places(self) -> Int64s:
        """Positions of the credits among the documents."""
        return np.flatnonzero(~self.is_debit)

    @cached_property
    def memo(self) -> dict[object, object]:
        """Room for the last settlement, which several reports of one day need."""
        return {}

    def _ordered(self, rows: Int64s, keys: list[Column]) -> Order:
        documents = self.documents
        places = sort_order(
            [key[rows] for key in keys],
            lambda tied: [documents.number[rows[tied]], documents.instalment[rows[tied]]],
        )
        document = rows[places]
        group = self.group[document]
        first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
        return Order(document, group, first)
