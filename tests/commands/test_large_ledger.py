"""Twenty thousand invoices through a real spreadsheet program, to the cent.

What is expected is added up here row by row, in whole cents, without the code under test.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from time import perf_counter

import pytest
import xlsxwriter
import xlwings as xw
from hard_books import AS_OF, body, command

pytestmark = pytest.mark.office

INVOICES, CUSTOMERS, RECEIPTS = 20_000, 500, 4_000
LIMITS = (("未到期", 0), ("1-30天", 30), ("31-60天", 60), ("61-90天", 90), ("91-180天", 180),
          ("181-365天", 365), ("365天以上", 10**6))  # fmt: skip
PATIENCE = 60.0  # seconds for a command, on a busy machine


def _customer(number):
    return f"{number % CUSTOMERS:05d}"


def _invoices():
    """Number, customer, day, due day, cents."""
    for n in range(INVOICES):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=n * 7 % 540)
        yield f"{n:08d}", _customer(n), day, day + dt.timedelta(days=30 + n % 3 * 30), 100 + n * 37


def _receipts():
    """Each pays the invoice of its number in part: number, customer, day, cents, invoice."""
    for n in range(RECEIPTS):
        place = n * 5
        day = dt.date(2025, 1, 1) + dt.timedelta(days=place * 7 % 540 + 3)
        yield f"R{n:05d}", _customer(place), day, 50 + place * 11, f"{place:08d}"


def _expected():
    """Open cents by customer and bucket; receipts pay the invoice they name."""
    paid = {invoice: cents for _, _, day, cents, invoice in _receipts() if day <= AS_OF}
    sums = defaultdict(lambda: defaultdict(int))
    for number, customer, day, due, cents in _invoices():
        if day <= AS_OF:
            days = (AS_OF - due).days
            title = next(title for title, limit in LIMITS if days <= limit)
            sums[customer][title] += cents - paid.get(number, 0)
    return sums


def write_large(path):
    """Write the ledger as a workbook of plain sheets."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as file:
        text, day = file.add_format({"num_format": "@"}), file.add_format({"num_format": 14})
        sheets = {
            "发票": (
                ("单据号", "客户编码", "单据日期", "到期日", "金额"),
                [(a, b, c, d, e / 100) for a, b, c, d, e in _invoices()],
            ),
            "收款": (
                ("收款单号", "客户编码", "收款日期", "金额", "核销单据号"),
                [(a, b, c, d / 100, e) for a, b, c, d, e in _receipts()],
            ),
            "参数": (("名称", "值"), [("截止日期", AS_OF)]),
        }
        for name, (header, rows) in sheets.items():
            page = file.add_worksheet(name)
            page.write_row(0, 0, header)
            for y, row in enumerate(rows, 1):
                for x, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(y, x, cell, text)
                    elif isinstance(cell, dt.date):
                        page.write_datetime(y, x, dt.datetime.combine(cell, dt.time()), day)
                    else:
                        page.write_number(y, x, cell)
    return path


@pytest.fixture(scope="module")
def large(calc, tmp_path_factory):
    before = xw.engines.active
    xw.engines.active = calc.engine
    book = calc.books.open(write_large(tmp_path_factory.mktemp("large") / "large.xlsx"))
    yield book
    book.close()
    xw.engines.active = before


def _timed(book, name, **arguments):
    start = perf_counter()
    outcome = command(book, name, **arguments)
    assert outcome.done, outcome.message.zh
    seconds = perf_counter() - start
    assert seconds < PATIENCE
    return seconds


@pytest.mark.parametrize("name", ["aging", "refresh"])
def test_every_customer_is_right_to_the_cent(large, name):
    _timed(large, name)
    expected = _expected()
    rows = {row["客户编码"]: row for row in body(large, "账龄分析")}
    assert set(expected) <= set(rows)
    for customer, sums in expected.items():
        found = {title: round(rows[customer][title] * 100) for title, _ in LIMITS}
        assert found == {title: sums.get(title, 0) for title, _ in LIMITS}, customer
    assert rows["合计"]["余额合计"] * 100 == pytest.approx(
        sum(sum(sums.values()) for sums in expected.values()), abs=0.5
    )
    assert rows["核对差异"]["余额合计"] == 0.0


def test_a_customer_drilled_into_shows_its_open_invoices(large):
    _timed(large, "drill", customer="00007")
    rows = body(large, "明细穿透")
    cents = sum(round(row["未清金额"] * 100) for row in rows)
    assert cents == sum(_expected()["00007"].values())
    assert all(row["客户编码"] == "00007" for row in rows)


def test_the_data_is_as_it_was(large):
    page = large.sheets["发票"]
    first, last = page.range("A2:E2").value, page.range("A20001:E20001").value
    rows = list(_invoices())
    for found, (number, customer, day, due, cents) in ((first, rows[0]), (last, rows[-1])):
        assert found[:2] == [number, customer]
        assert [moment.date() for moment in found[2:4]] == [day, due]
        assert round(found[4] * 100) == cents
