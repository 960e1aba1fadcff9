"""What does not happen every day: old balances, retentions, disputes, bounced bills, write-offs."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from xlar.workbook.demo.buyers import AS_OF, FIRST_ABROAD, Buyer, Row
from xlar.workbook.demo.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.workbook.demo.trade import Books

# Old balances taken over: customer, date, due date, yuan, and what was paid on it since, and when.
_OPENINGS: Final = (
    (13, "2022-03-15", "2022-05-14", 186_000, None, 0),
    (21, "2022-08-20", "2022-10-19", 64_800, None, 0),
    (34, "2022-11-05", "2023-01-04", 240_000, "2024-11-18", 60_000),
    (47, "2023-02-10", "2023-04-11", 38_500, None, 0),
    (57, "2023-03-22", "2023-05-21", 95_200, None, 0),
    (66, "2023-04-18", "2023-06-17", 128_000, "2025-12-20", 28_000),
    (73, "2023-06-30", "2023-08-29", 76_400, "2024-09-10", 76_400),
    (79, "2023-09-12", "2023-11-11", 51_000, None, 0),
    (88, "2023-10-25", "2023-12-24", 142_600, "2025-03-14", 42_600),
    (93, "2024-01-16", "2024-03-16", 88_000, "2024-08-02", 88_000),
    (97, "2024-04-08", "2024-06-07", 33_700, "2024-10-15", 33_700),
    (101, "2024-05-20", "2024-07-19", 57_900, "2024-07-26", 57_900),
)  # fmt: skip
_RETAINERS: Final = (7, 15, 23, 31, 60, 68, 76, 84)  # who keep 5 % back for a year
_WRITTEN_OFF: Final = ((21, "2025-12-31"), (47, "2025-12-31"), (57, "2026-03-31"))
_RECOVERY: Final = (47, "2026-04-21", 12_000)
# A machine paid in three parts: customer, invoice date, yuan.
_INSTALMENTS: Final = (
    (4, "2025-09-10", 360_000), (28, "2025-11-20", 480_000), (36, "2026-01-15", 270_000),
    (61, "2026-02-25", 600_000), (82, "2025-08-05", 240_000), (104, "2026-03-18", 330_000),
)  # fmt: skip
# Advances nobody has invoiced yet: customer, day, minor units.
_ADVANCES: Final = (
    (1, "2026-06-24", 25_000_000), (29, "2026-06-18", 9_000_000), (45, "2026-06-29", 6_000_000),
    (110, "2026-06-26", 4_200_000),
)  # fmt: skip
# Paid twice by mistake, and paid back: customer, received, repaid, yuan.
_REFUNDS: Final = (
    (10, "2025-10-09", "2025-10-28", 18_600),
    (52, "2026-05-06", "2026-05-22", 7_350),
)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _id(index: int) -> str:
    return f"{index + 1:04d}"


def add_special_cases(books: Books, buyers: Sequence[Buyer]) -> None:
    """Write all special cases into the books."""
    _openings(books)
    _retentions(books)
    _instalments(books)
    _advances_and_refunds(books)
    _bounced_bill(books, buyers)
    _small_settlements(books)
    _corrected_allocation(books)
    _other_documents(books)
    _disputes(books, buyers)


def _openings(books: Books) -> None:
    written_off = dict(_WRITTEN_OFF)
    for number, (index, dated, due, yuan, paid_on, paid) in enumerate(_OPENINGS, 1):
        invoice: Row = {
            "invoice_no": f"QC{number:03d}",
            "customer_id": _id(index),
            "invoice_date": _day(dated),
            "due_date": _day(due),
            "amount": yuan * 100,
            "type": "opening",
            "currency": "CNY",
            "notes": "期初余额",
        }
        if index in written_off:
            invoice["written_off_on"] = _day(written_off[index])
        books.invoices.append(invoice)
        if paid_on:
            books.receipts.append(_receipt(f"HK{number:03d}", index, paid_on, paid * 100, invoice))
    index, day, yuan = _RECOVERY
    written = next(
        row
        for row in books.invoices
        if row["customer_id"] == _id(index) and row["type"] == "opening"
    )
    books.receipts.append(
        _receipt("HS001", index, day, yuan * 100, written) | {"notes": "已核销坏账收回"}
    )


def _receipt(number: str, index: int, day: str, amount: int, invoice: Row | None = None) -> Row:
    row: Row = {
        "receipt_no": number,
        "customer_id": _id(index),
        "receipt_date": _day(day),
        "amount": amount,
        "currency": "USD" if index >= FIRST_ABROAD else "CNY",
        "method": "transfer",
    }
    if row["currency"] == "USD":
        row["rate"] = "7.15"
    return row | ({"invoice_no": invoice["invoice_no"]} if invoice else {})


def _retentions(books: Books) -> None:
    """Every fourth invoice of these customers keeps 5 % back until a year later."""
    paid, number = Dice(5), 0
    for index in _RETAINERS:
        mine = [
            r for r in books.invoices if r["customer_id"] == _id(index) and r["type"] == "invoice"
        ]
        for invoice in mine[::4]:
            number += 1
            day = invoice["invoice_date"]
            row: Row = {
                "invoice_no": f"ZB{number:04d}",
                "customer_id": _id(index),
                "invoice_date": day,
                "due_date": day + timedelta(365),
                "amount": invoice["amount"] // 20,
                "type": "retention",
                "currency": "CNY",
                "contract_no": f"HT{day:%Y}-{index:03d}",
                "notes": f"{invoice['invoice_no']} 的质保金",
            }
            books.invoices.append(row)
            pay_day = row["due_date"] + timedelta(paid.whole(5, 60))
            if pay_day <= AS_OF and paid.chance(0.85):
                receipt = _receipt(
                    f"ZS{number:04d}", index, pay_day.isoformat(), row["amount"], row
                )
                books.receipts.append(receipt)


def _instalments(books: Books) -> None:
    for number, (index, dated, yuan) in enumerate(_INSTALMENTS, 1):
        day, part = _day(dated), yuan * 100 // 3
        for instalment, days in enumerate((30, 120, 210), 1):
            row: Row = {
                "invoice_no": f"FQ{number:03d}",
                "instalment": instalment,
                "customer_id": _id(index),
                "invoice_date": day,
                "due_date": day + timedelta(days),
                "amount": part,
                "type": "invoice",
                "currency": "CNY",
                "contract_no": f"HT{day:%Y}-F{number:02d}",
            }
            books.invoices.append(row)
            pay_day = row["due_date"] + timedelta(6)
            if pay_day > AS_OF:
                continue
            receipt = _receipt(f"FS{number:03d}-{instalment}", index, pay_day.isoformat(), part)
            books.receipts.append(receipt)
            books.allocations.append(
                {
                    "credit_no": receipt["receipt_no"],
                    "invoice_no": row["invoice_no"],
                    "instalment": instalment,
                    "amount": part,
                    "date": pay_day,
                }
            )


def _advances_and_refunds(books: Books) -> None:
    for number, (index, day, amount) in enumerate(_ADVANCES, 1):
        books.receipts.append(
            _receipt(f"YS{number:03d}", index, day, amount) | {"notes": "预收货款"}
        )
    for number, (index, received, repaid, yuan) in enumerate(_REFUNDS, 1):
        twice = _receipt(f"CF{number:03d}", index, received, yuan * 100) | {"notes": "重复付款"}
        back = _receipt(f"TK{number:03d}", index, repaid, -yuan * 100) | {"notes": "退回重复付款"}
        books.receipts += [twice, back]


def _bounced_bill(books: Books, buyers: Sequence[Buyer]) -> None:
    """A commercial bill dishonoured when it fell due: the invoice is open again."""
    buyer = next(buyer for buyer in buyers if buyer.habit == "failing" and buyer.currency == "CNY")
    invoice = _unpaid(books, buyer.id)[0]
    bounced = _receipt("SC001", buyer.index, "2025-12-22", invoice["amount"], invoice)
    bounced["receipt_date"] = max(bounced["receipt_date"], invoice["invoice_date"] + timedelta(20))
    due = bounced["receipt_date"] + timedelta(90)
    bounced |= {
        "method": "commercial_bill",
        "bill_no": "SC2512222",
        "bill_due": due,
        "reversed_on": due + timedelta(1),
        "notes": "商业承兑汇票到期拒付",
    }
    books.receipts.append(bounced)


def _unpaid(books: Books, customer_id: str) -> list[Row]:
    """Ordinary invoices of a customer on which nothing was designated, oldest first."""
    paid = {row.get("invoice_no") for row in (*books.receipts, *books.allocations)}
    credited = {row.get("ref_no") for row in books.invoices}
    return [
        row
        for row in books.invoices
        if row["customer_id"] == customer_id
        and row["type"] == "invoice"
        and "instalment" not in row
        and row["invoice_no"] not in paid | credited
    ]


def _small_settlements(books: Books) -> None:
    """Cash discount, bank charges, a rounding difference, a set-off, payment by another company."""
    cases = (
        (0, 25, "discount", "ZK", "现金折扣"),
        (0, 3, "rounding", "WC", "尾差"),
        (FIRST_ABROAD, 1_500, "charge", "SX", "境外银行扣费"),
        (FIRST_ABROAD + 3, 2_000, "charge", "SX", "境外银行扣费"),
    )
    for number, (first, amount, method, prefix, note) in enumerate(cases, 1):
        row = _last_paid(books, first + number)
        row["amount"] -= amount
        index = int(row["customer_id"]) - 1
        small = _receipt(f"{prefix}{number:03d}", index, row["receipt_date"].isoformat(), amount)
        small |= {"method": method, "invoice_no": row["invoice_no"], "notes": note}
        books.receipts.append(small)
    other = _last_paid(books, 40)
    other |= {"payer": "示例代付咨询有限公司", "notes": "代付，已收委托付款书"}
    offset = _last_paid(books, 55)
    offset |= {"method": "offset", "document": "DZ2026-007", "notes": "三方抵账协议"}
    for unwanted in ("bill_no", "bill_due"):
        offset.pop(unwanted, None)


def _last_paid(books: Books, first: int) -> Row:
    """The last receipt for one invoice, of the first customer from this number on who has one."""
    parts = Counter(row["receipt_no"] for row in books.receipts)
    for index in range(first, first + 20):
        mine = [
            row
            for row in books.receipts
            if row["customer_id"] == _id(index)
            and "invoice_no" in row
            and row["receipt_no"].startswith("SK")
            and parts[row["receipt_no"]] == 1
        ]
        if mine:
            return mine[-1]
    raise LookupError(first)


def _corrected_allocation(books: Books) -> None:
    """An allocation entered by mistake, withdrawn three days later and entered again."""
    wrong = books.allocations[40]
    again = wrong | {"date": wrong["date"] + timedelta(3)}
    wrong["reversed_on"] = again["date"]
    books.allocations.append(again)


def _other_documents(books: Books) -> None:
    """Late interest, a fee, goods not yet invoiced, a credit note without reference."""
    cases = (
        ("LX001", 66, "2026-03-31", "2026-04-30", 386_420, "interest", "2025年度逾期利息"),
        ("FY001", 18, "2026-06-02", "2026-07-02", 120_000, "fee", "代垫运费"),
        ("WK001", 26, "2026-06-25", "2026-07-25", 4_680_000, "unbilled", "已发货未开票"),
        ("WK002", 38, "2026-06-27", "2026-08-26", 7_150_000, "unbilled", "已发货未开票"),
        ("HZ001", 29, "2026-06-12", None, -860_000, "credit_note", "年度返利，未指明原发票"),
    )
    for number, index, dated, due, amount, kind, note in cases:
        row: Row = {
            "invoice_no": number,
            "customer_id": _id(index),
            "invoice_date": _day(dated),
            "amount": amount,
            "type": kind,
            "currency": "CNY",
            "notes": note,
        }
        books.invoices.append(row | ({"due_date": _day(due)} if due else {}))


def _disputes(books: Books, buyers: Sequence[Buyer]) -> None:
    """Eight unpaid invoices: four disputed as a whole, four in part."""
    behind = [b for b in buyers if b.habit in ("slow", "failing", "late") and b.currency == "CNY"]
    open_rows = [rows[0] for buyer in behind if (rows := _unpaid(books, buyer.id))]
    for place, row in enumerate(open_rows[4:12]):
        row["disputed"] = True
        row["notes"] = "客户对数量有异议" if place % 2 else "质量争议，待检测"
        row["dispute_reason"] = "quantity" if place % 2 else "quality"
        row["disputed_on"] = min(row["invoice_date"] + timedelta(12 + 5 * place), AS_OF)
        if place % 2:
            row["disputed_amount"] = row["amount"] * 3 // 10
