"""One cell to one value: tables of cases for every kind."""

import datetime as dt

import pytest

from xlar.core.dates import day_number
from xlar.core.errors import BadValue
from xlar.tables.cells import (
    BadCell,
    TwoWayDay,
    choice,
    currency,
    day,
    day_in_text,
    flag,
    identifier,
    shown,
    text,
)
from xlar.tables.choices import ACT_KINDS, METHODS, STATUSES, TYPES
from xlar.tables.names import choice_words

moment = dt.datetime.fromisoformat
JUNE_30 = day_number(dt.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("INV-1", "INV-1"),
        ("00123", "00123"),
        ("  A1 ", "A1"),
        ("\u3000A1\u00a0", "A1"),
        ("A1\ufeff", "A1"),
        ("A\u200b1", "A1"),
        ("ＩＮＶ－００１", "INV-001"),
        ("客户（一）", "客户（一）"),
        ("INV 1", "INV 1"),
        ("INV\u00a01", "INV 1"),
        ("24312000000012345678", "24312000000012345678"),
        (10023, "10023"),
        (10023.0, "10023"),
        (0.0, "0"),
        (999_999_999_999_999.0, "999999999999999"),
    ],
)
def test_identifier_reads(cell, value):
    assert identifier(cell) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1e15, "cut_identifier"),
        (2.4312e19, "cut_identifier"),
        (float("inf"), "cut_identifier"),
        (float("nan"), "cut_identifier"),
        ("2.43E+19", "cut_identifier"),
        ("2.43e+19", "cut_identifier"),
        ("1E+19", "cut_identifier"),
        (dt.date(2026, 1, 2), "date_identifier"),
        (moment("2026-01-02T03:00"), "date_identifier"),
        (dt.time(1, 30), "date_identifier"),
        (dt.timedelta(1), "date_identifier"),
        (10023.5, "bad_identifier"),
        (-5.0, "bad_identifier"),
        (True, "bad_identifier"),
        ("A\ufffd1", "bad_character"),
    ],
)
def test_identifier_refuses(cell, code):
    with pytest.raises(BadCell) as caught:
        identifier(cell)
    assert caught.value.words.code == code


@pytest.mark.parametrize("cell", ["1E5", "E+5", "A1E+5", "12E+3x"])
def test_identifier_keeps_what_only_looks_like_a_cut_number(cell):
    assert identifier(cell) == cell


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (" 华东　", "华东"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "TRUE"),
        (dt.date(2026, 6, 30), "2026-06-30"),
        ("ＡＢ", "ＡＢ"),
        ("", ""),
    ],
)
def test_text_reads(cell, value):
    assert text(cell) == value


def test_shown_is_what_the_user_sees():
    cells = [moment("2026-06-30T08:15"), False, 0.1 + 0.2, 1e20, -3.0, dt.time(8, 0)]
    assert [shown(cell) for cell in cells] == [
        "2026-06-30 08:15:00", "FALSE", "0.3", "1E+20", "-3", "08:00:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2026, 6, 30),
        moment("2026-06-30"),
        moment("2026-06-30T23:59"),
        46203,
        46203.0,
        46203.75,
        20260630,
        20260630.0,
        "2026-06-30",
        "2026-6-30",
        "2026/6/30",
        "2026/06/30",
        "2026.6.30",
        "2026 06 30",
        "20260630",
        "2026年6月30日",
        "2026年06月30日",
        "2026年6月30",
        "2026 年 6 月 30 日",
        "２０２６－０６－３０",
        "2026-06-30T00:00:00",
        "2026-06-30T00:00:00Z",
        "2026-06-30T12:30:15.123+08:00",
        "2026-06-30 00:00:00",
        "2026/6/30 0:00",
        "2026/6/30 12:05:00 PM",
        " 2026-06-30 ",
        "\u30002026-06-30",
        "30 Jun 2026",
        "30-Jun-2026",
        "30-June-2026",
        "30Jun 2026",
        "June 30, 2026",
        "Jun 30 2026",
        "JUN-30-2026",
    ],
)
def test_day_reads(cell):
    assert day(cell) == JUNE_30


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        (44741, dt.date(2026, 6, 30)),
        (44741.0, dt.date(2026, 6, 30)),
        ("2026-06-30", dt.date(2026, 6, 30)),
        (dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
    ],
)
def test_day_of_a_workbook_that_counts_from_1904(cell, date):
    assert day(cell, epoch_1904=True) == day_number(date)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026年6月",
        "2026-06",
        "2026",
        "六月三十日",
        "30/06/26",
        "26-6-30",
        "30-Jun-26",
        "31/02/2026",
        "13/13/2026",
        "2026-06-31",
        "待定",
        "N/A",
        "0000-00-00",
        "46203",
        60,
        0,
        -5,
        45,
        3e6,
        20261301,
        1e300,
        float("nan"),
        float("inf"),
        True,
        dt.time(8, 0),
        dt.timedelta(3),
        "30 Foo 2026",
        "31 Jun 2026",
        "",
    ],
)
def test_day_refuses(cell):
    with pytest.raises(BadCell) as caught:
        day(cell)
    assert caught.value.words.code == "bad_day"


@pytest.mark.parametrize(
    ("written", "first", "second"),
    [
        ("03/04/2026", 3, 4),
        ("3-4-2026", 3, 4),
        ("3.4.2026", 3, 4),
        ("31/12/2026", 31, 12),
        ("12/31/2026", 12, 31),
        ("03/04/2026 00:00:00", 3, 4),
        ("０３／０４／２０２６", 3, 4),
    ],
)
def test_day_and_month_in_text_stay_in_both_orders(written, first, second):
    assert day_in_text(written) == TwoWayDay(first, second, 2026)


def test_equal_day_and_month_need_no_order():
    assert day("04/04/2026") == day_number(dt.date(2026, 4, 4))


def test_day_without_order_is_refused():
    with pytest.raises(BadCell) as caught:
        day("03/04/2026")
    assert caught.value.words.code == "ambiguous_days"


@pytest.mark.parametrize(
    ("written", "order", "date"),
    [
        ("03/04/2026", "dmy", dt.date(2026, 4, 3)),
        ("03/04/2026", "mdy", dt.date(2026, 3, 4)),
        ("31/12/2026", "dmy", dt.date(2026, 12, 31)),
        ("12/31/2026", "mdy", dt.date(2026, 12, 31)),
        ("2026-03-04", "dmy", dt.date(2026, 3, 4)),
    ],
)
def test_day_in_a_stated_order(written, order, date):
    assert day(written, order=order) == day_number(date)


def test_day_that_the_stated_order_lacks_is_refused():
    with pytest.raises(BadCell) as caught:
        day("12/31/2026", order="dmy")
    assert caught.value.words.code == "bad_day"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", 1), ("否", 0), ("yes", 1), ("NO", 0), ("Y", 1), ("n", 0), ("true", 1),
        ("FALSE", 0), ("1", 1), ("0", 0), (1, 1), (0.0, 0), (True, 1), (False, 0), ("√", 1),
        ("×", 0), (" 是 ", 1), ("Ｙ", 1), ("有", 1), ("无", 0),
    ],
)  # fmt: skip
def test_flag_reads(cell, value):
    assert flag(cell) == value


@pytest.mark.parametrize("cell", ["也许", "2", 2, "x", dt.date(2026, 1, 1), 0.5, "是否"])
def test_flag_refuses(cell):
    with pytest.raises(BadCell) as caught:
        flag(cell)
    assert caught.value.words.code == "bad_flag"


@pytest.mark.parametrize(
    ("choices", "cell", "code"),
    [
        (TYPES, "发票", "invoice"),
        (TYPES, "红字发票", "credit_note"),
        (TYPES, "Credit Note", "credit_note"),
        (TYPES, "CREDIT_NOTE", "credit_note"),
        (TYPES, "质保金", "retention"),
        (TYPES, "未开票", "unbilled"),
        (METHODS, "电汇", "transfer"),
        (METHODS, "银行承兑汇票", "bank_bill"),
        (METHODS, "商承", "commercial_bill"),
        (METHODS, "T/T", "transfer"),
        (METHODS, "尾差", "rounding"),
        (STATUSES, "黑名单", "blacklisted"),
        (STATUSES, "On hold", "frozen"),
        (ACT_KINDS, "E-mail", "email"),
        (ACT_KINDS, "催款函", "letter"),
        (ACT_KINDS, "询证函", "audit_confirmation"),
    ],
)
def test_choice_reads(choices, cell, code):
    assert choice(cell, choice_words(choices), choices) == code


@pytest.mark.parametrize("cell", ["支票簿", 3.0, "发票 作废"])
def test_choice_refuses_and_lists_what_it_takes(cell):
    with pytest.raises(BadCell) as caught:
        choice(cell, choice_words(TYPES), TYPES)
    assert caught.value.words.code == "bad_choice"
    assert caught.value.values["choices"]["zh"].startswith("发票、红字、期初")
    assert caught.value.values["choices"]["en"].startswith("invoice, credit_note, opening")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("CNY", "CNY"), ("rmb", "CNY"), ("人民币", "CNY"), ("￥", "CNY"), ("¥", "CNY"),
     ("ＵＳＤ", "USD"), ("美元", "USD"), ("$", "USD"), (" eur ", "EUR"), ("港币", "HKD")],
)  # fmt: skip
def test_currency_reads(cell, code):
    assert currency(cell) == code


@pytest.mark.parametrize("cell", ["人民", "US", "DOLLAR", 156.0, "1"])
def test_currency_refuses(cell):
    with pytest.raises(BadCell) as caught:
        currency(cell)
    assert caught.value.words.code == "bad_currency"


def test_bad_cell_is_a_bad_value_in_both_languages():
    with pytest.raises(BadValue) as caught:
        day("待定")
    assert (caught.value.text("zh"), str(caught.value)) == ("不是日期", "not a date")
