"""What collectors wrote down: calls, letters, signed balances, promises to pay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from xlar.workbook.demo.buyers import AS_OF, SEED, Buyer, Row
from xlar.workbook.demo.dice import Dice
from xlar.workbook.demo.identity import COLLECTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANSWERS: Final = (
    "答复月底付款",
    "财务人员不在",
    "要求重新对账",
    "资金紧张，请求宽限",
    "已安排付款",
)
_BALANCES_SIGNED: Final = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31))
# Promises: customer, promised on, to pay by, yuan (None = all that is overdue), kept.
_PROMISES: Final = (
    (13, "2026-01-12", "2026-01-31", 50_000, False), (57, "2025-11-03", "2025-11-28", None, False),
    (34, "2026-06-08", "2026-07-10", 60_000, None), (66, "2026-06-15", "2026-07-15", 40_000, None),
    (88, "2026-02-20", "2026-03-20", 30_000, False), (79, "2026-06-22", "2026-07-08", 51_000, None),
)  # fmt: skip


def act_rows(buyers: Sequence[Buyer], overdue: dict[str, list[tuple[str, date]]]) -> list[Row]:
    """The contact log.

    Args:
        buyers: the customers.
        overdue: numbers and due dates of the unpaid invoices, by customer.
    """
    rows = [row for buyer in buyers for row in _pursuit(buyer, overdue.get(buyer.id, []))]
    rows += [row for buyer in buyers[::8] for row in _signed_balances(buyer)]
    rows += _old_debts()
    return sorted(rows, key=lambda row: (row["date"], row["customer_id"]))


def _pursuit(buyer: Buyer, unpaid: list[tuple[str, date]]) -> list[Row]:
    """Calls and letters about the oldest unpaid invoice, as the ladder has them."""
    if not unpaid:
        return []
    number, due = min(unpaid, key=lambda item: (item[1], item[0]))
    days = (AS_OF - due).days
    dice = Dice(2_000 * SEED + buyer.index)
    by = COLLECTORS[buyer.index % 3]
    common: Row = {"customer_id": buyer.id, "invoice_no": number, "by": by}
    rows: list[Row] = []
    for after, kind in ((2, "email"), (9, "call"), (14, "letter"), (22, "letter"), (24, "visit")):
        day = due + timedelta(after)
        if after > days or day < date(2024, 7, 1):
            break
        row = common | {"date": day, "kind": kind}
        if kind == "letter":
            row |= _delivery(day, buyer.index * 10 + after, dice)
        else:
            row |= {"answer": dice.pick(_ANSWERS), "next": "继续跟进"}
        rows.append(row)
    return rows


def _delivery(day: date, serial: int, dice: Dice) -> Row:
    """A letter sent by courier; one in five never came back as delivered."""
    row: Row = {"sent_on": day, "evidence": f"快递单号 EX{serial:06d}"}
    if dice.chance(0.8):
        row["delivered_on"] = day + timedelta(dice.whole(1, 4))
    return row


def _signed_balances(buyer: Buyer) -> list[Row]:
    return [
        {
            "date": day + timedelta(12),
            "customer_id": buyer.id,
            "kind": "acknowledgement",
            "invoice_no": "全部",
            "by": COLLECTORS[buyer.index % 3],
            "evidence": f"对账回执 {day:%Y%m}-{buyer.id}",
            "answer": "盖章确认无误",
        }
        for day in _BALANCES_SIGNED
        if buyer.since < day
    ]


def _old_debts() -> list[Row]:
    """What keeps old claims alive, and one that went to court."""
    return [
        {
            "date": date(2025, 3, 4),
            "customer_id": "0014",
            "kind": "letter",
            "invoice_no": "QC001",
            "by": COLLECTORS[0],
            "sent_on": date(2025, 3, 4),
            "delivered_on": date(2025, 3, 7),
            "evidence": "快递单号 EX900001",
        },
        {
            "date": date(2026, 4, 15),
            "customer_id": "0058",
            "kind": "suit",
            "invoice_no": "QC005",
            "by": COLLECTORS[1],
            "evidence": "（2026）示例民初1号（虚构）",
        },
        {
            "date": date(2026, 1, 20),
            "customer_id": "0080",
            "kind": "call",
            "invoice_no": "QC008",
            "by": COLLECTORS[2],
            "answer": "承认欠款，请求分期",
        },
    ]


def promise_rows() -> list[Row]:
    """The promises to pay."""
    rows: list[Row] = []
    for index, promised_on, pay_by, yuan, kept in _PROMISES:
        row: Row = {
            "customer_id": f"{index + 1:04d}",
            "promised_on": date.fromisoformat(promised_on),
            "pay_by": date.fromisoformat(pay_by),
        }
        if yuan is not None:
            row["amount"] = yuan * 100
        if kept is not None:
            row["kept"] = kept
        rows.append(row)
    return rows
