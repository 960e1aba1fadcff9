"""What the department keeps beside the ledger: approvals, plans, slips, scores and the like."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from xlar.core.aging import aging
from xlar.core.build import build
from xlar.workbook.demo.buyers import AS_OF, FIRST_ABROAD, SEED, Buyer, Habit, Row
from xlar.workbook.demo.dice import Dice
from xlar.workbook.demo.identity import COLLECTORS, SALESPEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.tables import Tables

_HEAD: Final = "财务总监 示例"
_SALES_HEAD: Final = "销售总监 示例"
_RECONCILED: Final = (date(2025, 6, 30), date(2025, 12, 31))
_AUDITED: Final = date(2025, 12, 31)
_ASSESSED: Final = date(2025, 12, 29)
_FIRST_TARGET: Final = date(2025, 7, 1)
_TARGET_MONTHS: Final = 13
_TEN_THOUSAND: Final = 1_000_000  # yuan, in minor units

# Exceptions granted: day, kind, customer, document, yuan, who, why, last day, new due date.
_APPROVALS: Final = (
    ("2025-12-26", "write_off", 21, "QC002", 64_800, _HEAD, "公司注销，清算无财产", None, None),
    ("2025-12-26", "write_off", 47, "QC004", 38_500, _HEAD, "失联三年，催收无果", None, None),
    ("2026-03-27", "write_off", 57, "QC005", 95_200, _HEAD, "法院裁定终结执行", None, None),
    ("2026-05-08", "netting", 55, "", None, _HEAD, "三方抵账协议 DZ2026-007", None, None),
    ("2026-06-03", "pause", 24, "", None, _HEAD, "对账中，暂停催收", "2026-07-31", None),
    ("2026-06-12", "extension", 9, "XS2605-0023", None, _HEAD,
     "已签展期协议 ZQ2026-001：客户工程款七月到账", None, "2026-07-31"),
    ("2026-06-18", "limit", 95, "", 1_000_000, _SALES_HEAD, "旺季临时额度", "2026-08-31", None),
    ("2026-06-22", "release", 7, "", 150_000, _HEAD, "已承诺 7 月 5 日付清逾期款", "2026-07-15",
     None),
    ("2026-06-25", "promise", 34, "", 60_000, _HEAD, "承诺日晚于最后收款期限", "2026-07-10", None),
)  # fmt: skip
# Agreements to pay in parts: number, customer, day signed, first day due, months, yuan a part.
_PLANS: Final = (
    ("FQ2026-001", 52, "2026-06-10", (2026, 6, 25), 4, 200_000),
    ("FQ2026-002", 75, "2026-05-20", (2026, 6, 10), 3, 150_000),
    ("FQ2026-003", 36, "2026-04-15", (2026, 4, 30), 3, 60_000),
)
# Losses assessed customer by customer: customer, first day, last day, rate or yuan, why.
_ALLOWANCES: Final = (
    (13, "2025-12-31", None, "1.0", "已列入黑名单，停止经营，无可供执行的财产"),
    (57, "2025-12-31", "2026-04-14", "0.5", "连续三季未付款，委托律师催收"),
    (57, "2026-04-15", None, "0.7", "已起诉（2026）示例民初1号（虚构），律师预计收回三成"),
    (79, "2026-01-20", None, 47_040, "QC008 已逾期两年以上，客户承认欠款但无力付清"),
)
_EXEMPT: Final[Mapping[int, str]] = {5: "先款后货", 45: "先款后货", 2: "关联方，由集团管理"}
_BY_HAND: Final[Mapping[int, tuple[str, str]]] = {
    9: ("A", "有现金保证金"), 63: ("C", "主要产品停产"), 87: ("D", "被其他供应商起诉"),
}  # fmt: skip
_FINANCE: Final[Mapping[Habit, tuple[int, int]]] = {
    "prompt": (75, 95), "steady": (60, 85), "late": (45, 70), "slow": (30, 60),
    "failing": (10, 40), "prepaid": (40, 60),
}  # fmt: skip
_CAUSES: Final = ("in_transit", "not_received", "return_not_credited", "rebate", "price")


def approval_rows() -> list[Row]:
    """The exceptions somebody granted."""
    rows = []
    for number, entry in enumerate(_APPROVALS, 1):
        day, kind, index, document, yuan, by, reason, until, extended = entry
        row: Row = {
            "approval_no": f"SP{day[:4]}-{number:03d}",
            "date": date.fromisoformat(day),
            "customer_id": f"{index + 1:04d}",
            "kind": kind,
            "invoice_no": document,
            "approved_by": by,
            "reason": reason,
        }
        if yuan is not None:
            row["amount"] = yuan * 100
        for name, value in (("valid_to", until), ("extended_to", extended)):
            if value is not None:
                row[name] = date.fromisoformat(value)
        rows.append(row)
    return rows


def allowance_rows() -> list[Row]:
    """The customers whose loss is assessed on its own."""
    rows = []
    for index, first, last, loss, reason in _ALLOWANCES:
        row: Row = {
            "customer_id": f"{index + 1:04d}",
            "valid_from": date.fromisoformat(first),
            "reason": reason,
            "by": _HEAD,
        }
        if last is not None:
            row["valid_to"] = date.fromisoformat(last)
        rows.append(row | ({"rate": loss} if isinstance(loss, str) else {"amount": loss * 100}))
    return rows


def plan_rows() -> list[Row]:
    """Debts that are paid in monthly parts by agreement."""
    return [
        {
            "plan_no": number,
            "customer_id": f"{index + 1:04d}",
            "instalment": part + 1,
            "due_date": date(year, month + part, day),
            "amount": yuan * 100,
            "signed_on": date.fromisoformat(signed),
            "notes": "分期还款协议，双方盖章",
        }
        for number, index, signed, (year, month, day), parts, yuan in _PLANS
        for part in range(parts)
    ]


def slip_rows(tables: Tables) -> list[Row]:
    """Statements sent each half year and the auditor's confirmations, with what came back.

    Args:
        tables: customers, invoices, receipts and allocations of the demonstration.
    """
    ledger, _ = build(tables)
    assert ledger is not None
    rows: list[Row] = []
    for day in _RECONCILED:
        report = aging(ledger, day)
        largest = sorted(report.total.tolist(), reverse=True)[:20][-1]
        for place in range(len(report)):
            total, index = int(report.total[place]), int(report.key[place])
            if total <= 0:
                continue
            code = ledger.currencies[report.currency[place]]
            own: Row = {"customer_id": ledger.customers.id[index], "as_of": day, "currency": code}
            own["balance"] = total
            rows += _slip(own, f"{day:%Y%m}-{own['customer_id']}", day, {})
            if day == _AUDITED and total >= largest:
                rows += _slip(own, f"HZ{day:%Y}-{own['customer_id']}", day,
                              {"kind": "confirmation"})  # fmt: skip
    return rows


def _slip(own: Row, number: str, day: date, more: Row) -> list[Row]:
    """One slip: most agree, some differ for a known cause, some never come back."""
    dice = Dice(SEED + int(own["customer_id"]) * 7 + day.month + len(more))
    row = own | more | {"slip_no": number, "sent_on": day + timedelta(5)}
    fall = dice.whole(1, 100)
    if fall > 84:
        return [row | ({"alternative_test": True} if more else {})]
    row["returned_on"] = day + timedelta(dice.whole(9, 32))
    if fall <= 72:
        return [row | {"result": "agreed", "their_balance": own["balance"]}]
    difference = max(own["balance"] * dice.whole(2, 12) // 100 // 100 * 100, 100)
    return [
        row
        | {
            "result": "differing",
            "their_balance": own["balance"] - difference,
            "difference_kind": dice.pick(_CAUSES),
            "difference": difference,
        }
    ]


def score_rows(buyers: Sequence[Buyer]) -> list[Row]:
    """The assessment at the end of the year; payment, trading and years follow from the ledger.

    Args:
        buyers: the customers.
    """
    rows = []
    for buyer in buyers:
        if buyer.index >= FIRST_ABROAD or buyer.since > _ASSESSED:
            continue
        dice = Dice(3_000 * SEED + buyer.index)
        row: Row = {
            "date": _ASSESSED,
            "customer_id": buyer.id,
            "by": COLLECTORS[buyer.index % 3],
        }
        if buyer.index in _EXEMPT:
            rows.append(row | {"exempt": True, "reason": _EXEMPT[buyer.index]})
            continue
        row |= {
            "finance": dice.whole(*_FINANCE[buyer.habit]),
            "industry": dice.whole(40, 85),
            "priority": dice.whole(1, 5),
        }
        if dice.chance(0.6):
            row["third_party"] = dice.whole(*_FINANCE[buyer.habit])
        if buyer.index in _BY_HAND:
            row["grade"], row["reason"] = _BY_HAND[buyer.index]
        rows.append(row)
    return rows


def target_rows(receipts: Sequence[Row], buyers: Sequence[Buyer]) -> list[Row]:
    """A year of targets: near what the months brought, rounded as targets are.

    Args:
        receipts: the receipts in yuan and dollars.
        buyers: the customers.
    """
    seller = {buyer.id: SALESPEOPLE[buyer.index % 6] for buyer in buyers}
    cash: dict[tuple[str, int, int], int] = defaultdict(int)
    for row in receipts:
        if row["currency"] == "CNY":
            day = row["receipt_date"]
            cash[seller[row["customer_id"]], day.year, day.month] += row["amount"]
    rows = []
    for number in range(_TARGET_MONTHS):
        year, month = divmod(_FIRST_TARGET.month - 1 + number, 12)
        first = date(_FIRST_TARGET.year + year, month + 1, 1)
        for place, name in enumerate(SALESPEOPLE):
            shown = min(first, AS_OF.replace(day=1))
            expected = cash[name, shown.year, shown.month]
            dice = Dice(4_000 * SEED + number * 6 + place)
            target = expected * dice.whole(92, 112) // 100
            rows.append(
                {
                    "month": first,
                    "salesperson": name,
                    "amount": max(target // _TEN_THOUSAND, 1) * _TEN_THOUSAND,
                    "rate": "0.85",
                    "days": 60,
                }
            )
    return rows
