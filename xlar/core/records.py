"""Records beside the ledger: approvals, plans, slips, signals, scores, targets, allowances.

They move no money. Like the ledger's own columns they are immutable, read by position, and hold
one row per row of their table unless they say otherwise; ``row`` is the row in the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int8s, Int32s, Int64s, Texts


class ApprovalKind(IntEnum):
    """What an approval permits."""

    RELEASE = 0  # 放货: a delivery the order check would not release
    LIMIT = 1  # 超额: exposure above the limit
    PROMISE = 2  # 承诺超期: a promise beyond the final deadline
    EXTENSION = 3  # 展期: a new due date
    WRITE_OFF = 4  # 核销坏账
    NETTING = 5  # 抵减
    PAUSE = 6  # 暂停催收
    OTHER = 7


class SlipKind(IntEnum):
    """What was sent out to be confirmed."""

    STATEMENT = 0  # 对账单
    CONFIRMATION = 1  # 询证函
    NEGATIVE = 2  # 消极式询证函: answered only where it differs


class SlipResult(IntEnum):
    """What came back; silence is no answer."""

    OPEN = 0  # 未回
    AGREED = 1  # 相符
    DIFFERING = 2  # 不符


DIFFERENCE_KINDS: Final = (
    "", "in_transit", "not_received", "return_not_credited", "rebate", "price", "other",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Rows:
    """Base of the records: columns of equal length."""

    row: Int32s

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, eq=False)
class Approvals(Rows):
    """Approvals 审批, one row per approval and document it names.

    Attributes:
        number: number of the approval.
        date: day it was given.
        customer: position in `Ledger.customers`.
        kind: `ApprovalKind`.
        document: position of the named document, -1 = for the account as a whole.
        amount: up to how much, minor units of the customer's currency, NO_AMOUNT = no limit.
        approved_by: who gave it; reason: why.
        valid_to: its last day, NEVER = open-ended.
        extended_to: new due date of an extension, NO_DAY = not given.
    """

    number: Texts
    date: Int32s
    customer: Int32s
    kind: Int8s
    document: Int32s
    amount: Int64s
    approved_by: Texts
    reason: Texts
    valid_to: Int32s
    extended_to: Int32s


@dataclass(frozen=True, eq=False)
class Plans(Rows):
    """Instalment plans 分期, one row per instalment.

    Attributes:
        number: number of the agreement.
        customer: position in `Ledger.customers`.
        instalment: number of the instalment, from 1.
        due: day it is due.
        amount: minor units of ``currency``.
        currency: position in `Ledger.currencies`.
        signed_on: day the customer signed.
        cancelled_on: day from which the plan no longer holds, NEVER = it does.
    """

    number: Texts
    customer: Int32s
    instalment: Int32s
    due: Int32s
    amount: Int64s
    currency: Int32s
    signed_on: Int32s
    cancelled_on: Int32s


@dataclass(frozen=True, eq=False)
class PlanDocuments(Rows):
    """The documents of instalment plans, one row per instalment and document it names.

    Attributes:
        plan: position in `Plans`.
        document: position of the document; an instalment that names none has no row.
    """

    plan: Int32s
    document: Int32s


@dataclass(frozen=True, eq=False)
class Slips(Rows):
    """Statements and confirmations sent and returned 对账回执; rows of one number are one slip.

    Attributes:
        number: number of what was sent.
        kind: `SlipKind`.
        customer: position in `Ledger.customers`.
        as_of: day of the balance.
        currency: position in `Ledger.currencies`.
        balance: our balance as stated, minor units.
        sent_on: day sent; returned_on: day the answer came; NO_DAY = not yet.
        result: `SlipResult`.
        their_balance: by the customer's books, minor units, NO_AMOUNT = not stated.
        difference_kind: position in DIFFERENCE_KINDS.
        difference: of this cause, minor units, NO_AMOUNT = not stated.
        alternative: whether an alternative test was made.
    """

    number: Texts
    kind: Int8s
    customer: Int32s
    as_of: Int32s
    currency: Int32s
    balance: Int64s
    sent_on: Int32s
    returned_on: Int32s
    result: Int8s
    their_balance: Int64s
    difference_kind: Int8s
    difference: Int64s
    alternative: Bools


@dataclass(frozen=True, eq=False)
class Signals(Rows):
    """Warning signals seen 预警信号.

    Attributes:
        date: day it was seen.
        customer: position in `Ledger.customers`.
        signal: its name, code, or the user's own words.
        by: who saw it; evidence: how it is known.
        weight: points, NO_INT = the policy's.
        cleared_on: day from which it no longer held, NEVER = it does.
    """

    date: Int32s
    customer: Int32s
    signal: Texts
    by: Texts
    weight: Int32s
    cleared_on: Int32s
    evidence: Texts


@dataclass(frozen=True, eq=False)
class Scores(Rows):
    """Assessments of customers 评分.

    Attributes:
        date: day of the assessment.
        customer: position in `Ledger.customers`.
        payment, finance, trading, industry, years, third_party: 0 to 100, NO_INT = not given.
        references, owner, profile: further inputs, 0 to 100, NO_INT = not given.
        priority: 1 (pays us first) to 5, NO_INT = not given.
        exempt: whether the customer is not scored.
        grade: A to D where decided by hand, else blank.
        by: who assessed; reason: why exempt or decided by hand.
        valid_to: last day, NEVER = open-ended.
    """

    date: Int32s
    customer: Int32s
    payment: Int32s
    finance: Int32s
    trading: Int32s
    industry: Int32s
    years: Int32s
    third_party: Int32s
    references: Int32s
    owner: Int32s
    profile: Int32s
    priority: Int32s
    exempt: Bools
    grade: Texts
    by: Texts
    reason: Texts
    valid_to: Int32s


@dataclass(frozen=True, eq=False)
class Targets(Rows):
    """Targets of salespeople 目标, one row per month, salesperson and currency.

    Attributes:
        month: first day of the month.
        salesperson: who, as in `Customers.salesperson`.
        currency: position in `Ledger.currencies`.
        amount: cash to collect, minor units, NO_AMOUNT = none set.
        rate: collection rate to reach in 1e-8, -1 = none set.
        days: turnover days to reach, NO_INT = none set.
        commission_rate: share of the cash received in 1e-8, -1 = the policy's.
    """

    month: Int32s
    salesperson: Texts
    currency: Int32s
    amount: Int64s
    rate: Int64s
    days: Int32s
    commission_rate: Int64s


@dataclass(frozen=True, eq=False)
class Allowances(Rows):
    """Customers whose loss is assessed on its own 单项计提, one row per customer and period.

    Attributes:
        customer: position in `Ledger.customers`; the periods of one customer do not overlap.
        valid_from: first day of the assessment.
        valid_to: its last day, NEVER = open-ended.
        rate: expected loss as a share of the balance in 1e-8, -1 = an amount is given.
        amount: expected loss, minor units of the customer's currency, NO_AMOUNT = a rate is given.
        reason: why it is assessed on its own; by: who assessed.
    """

    customer: Int32s
    valid_from: Int32s
    valid_to: Int32s
    rate: Int64s
    amount: Int64s
    reason: Texts
    by: Texts


@dataclass(frozen=True, eq=False)
class Records:
    """All records beside a ledger."""

    approvals: Approvals
    plans: Plans
    plan_documents: PlanDocuments
    slips: Slips
    signals: Signals
    scores: Scores
    targets: Targets
    allowances: Allowances
