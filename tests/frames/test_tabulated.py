"""A report tabulated once: its cells, its JSON and its notes say the same."""

import datetime as dt
from collections import Counter

import numpy as np
import pytest

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.dates import parse_iso
from xlar.core.problems import Text
from xlar.frames.field import Field
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import (
    Footing,
    Tabulated,
    cells_of,
    decimal_text,
    footing_notes,
    hundred_millionths,
    payload_of,
)

WORDS = {"kept": Text("已履行", "kept"), "broken": Text("违约", "broken")}
FIELDS_HERE = (
    Field("customer_id", Text("客户编码", "Customer")),
    Field("amount", Text("金额", "Amount"), "amount"),
    Field("due_date", Text("到期日", "Due"), "day"),
    Field("days_past_due", Text("逾期天数", "Days past due"), "whole"),
    Field("share", Text("占比", "Share"), "ratio"),
    Field("dso", Text("周转天数", "DSO"), "number"),
    Field("disputed", Text("争议", "Disputed"), "flag"),
    Field("state", Text("状态", "State"), words=WORDS),
    Field("reasons", Text("原因", "Reasons"), "words", words=WORDS),
)
DAY = parse_iso("2026-06-30")
REPORT = Tabulated(
    "sample",
    Text("样表", "Sample"),
    DAY,
    FIELDS_HERE,
    {
        "customer_id": ["C1", "C2"],
        "amount": np.array([-123_450, NO_AMOUNT]),
        "due_date": np.array([DAY, NO_DAY], np.int32),
        "days_past_due": np.array([31, NO_INT]),
        "share": np.array([5_197_500, NO_AMOUNT]),
        "dso": np.array([5_534_740_296, NO_AMOUNT]),
        "disputed": np.array([True, False]),
        "state": ["kept", ""],
        "reasons": [("broken", "kept"), ()],
    },
    ["CNY", "JPY"],
    ((Text("口径", "basis"), Text("含税", "with tax")),),
    (
        Footing("totals", Text("合计", "Total"), {"amount": -123_450, "dso": 100_000_000}, "CNY"),
        Footing("totals", Text("合计", "Total"), {"amount": 12}, "JPY"),
        Footing("control", Text("控制", "Control"), {"days_past_due": 0}),
    ),
    {"method": "simple"},
)


def test_cells_are_plain_values_in_units_of_the_currency():
    table = cells_of(REPORT)
    columns = dict(zip((one.name for one in table.fields), table.columns, strict=True))
    assert columns == {
        "customer_id": ["C1", "C2"],
        "amount": [-1234.5, None],
        "due_date": [dt.date(2026, 6, 30), None],
        "days_past_due": [31.0, None],
        "share": [0.051975, None],
        "dso": [55.34740296, None],
        "disputed": ["是", ""],
        "state": ["已履行", ""],
        "reasons": ["违约；已履行", ""],
    }


def test_words_are_in_the_language_asked_for():
    table = cells_of(REPORT, "en")
    assert [table.column(name)[0] for name in ("disputed", "state", "reasons")] == [
        "yes", "kept", "broken; kept",
    ]  # fmt: skip
    assert table.titles("en")[1] == "Amount"


def test_footings_stand_below_in_the_currency_of_each():
    total, yen, control = cells_of(REPORT).footer
    assert (total[0], total[1], total[5]) == ("合计", -1234.5, 1.0)
    assert (yen[0], yen[1], yen[5]) == ("合计", 12.0, None)
    assert control == ("控制", None, None, 0.0, None, None, None, None, None)


def test_notes_begin_with_the_day():
    assert [(label.zh, value) for label, value in cells_of(REPORT).notes] == [
        ("截止日期", "2026-06-30"), ("口径", "含税"),
    ]  # fmt: skip


def test_json_has_exact_texts_codes_and_null_for_what_is_absent():
    first, second = payload_of(REPORT)["rows"]
    assert first == {
        "customer_id": "C1",
        "amount": "-1234.50",
        "due_date": "2026-06-30",
        "days_past_due": 31,
        "share": "0.051975",
        "dso": "55.34740296",
        "disputed": True,
        "state": "kept",
        "reasons": ["broken", "kept"],
    }
    assert second == {
        "customer_id": "C2",
        "amount": None,
        "due_date": None,
        "days_past_due": None,
        "share": None,
        "dso": None,
        "disputed": False,
        "state": None,
        "reasons": [],
    }


def test_json_has_facts_before_the_rows_and_footings_by_currency_after_them():
    payload = payload_of(REPORT)
    assert list(payload) == ["as_of", "method", "rows", "totals", "control"]
    assert payload["totals"] == {
        "CNY": {"amount": "-1234.50", "dso": "1.00"}, "JPY": {"amount": "12"},
    }  # fmt: skip
    assert payload["control"] == {"days_past_due": 0}


def test_footings_can_be_told_in_a_line():
    notes = [(label.zh, said) for label, said in footing_notes(REPORT)]
    assert notes[0] == ("合计 CNY", "金额 -1,234.50  周转天数 1.00")
    assert notes[2] == ("控制", "逾期天数 0")


def test_one_currency_may_stand_for_all_rows():
    values = {"amount": np.array([100, 250])}
    report = Tabulated("sample", Text("", ""), DAY, FIELDS_HERE[1:2], values, "CNY")
    assert [row["amount"] for row in payload_of(report)["rows"]] == ["1.00", "2.50"]
    assert len(report) == 2


def test_a_report_without_rows_has_its_titles():
    values = {one.name: [] for one in FIELDS_HERE}
    empty = Tabulated("sample", Text("", ""), DAY, FIELDS_HERE, values)
    assert payload_of(empty)["rows"] == []
    assert [list(column) for column in cells_of(empty).columns] == [[]] * len(FIELDS_HERE)


@pytest.mark.parametrize("day", [NO_DAY, NEVER])
def test_a_day_that_does_not_come_is_absent(day):
    values = {"due_date": np.array([day], np.int32)}
    report = Tabulated("sample", Text("", ""), DAY, FIELDS_HERE[2:3], values)
    assert payload_of(report)["rows"] == [{"due_date": None}]
    assert cells_of(report).columns == ([None],)


@pytest.mark.parametrize(
    ("numerator", "denominator", "scaled"),
    [
        (1, 3, 33_333_333),
        (2, 3, 66_666_667),
        (-1, 3, -33_333_333),
        (1, -4, -25_000_000),
        (10_869 * 90, 17_674, 5_534_740_296),  # DSO 55.35 of the published example
        (0, 5, 0),
    ],
)
def test_a_ratio_is_rounded_half_away_from_zero(numerator, denominator, scaled):
    assert hundred_millionths(numerator, denominator) == scaled


def test_a_ratio_to_nothing_is_no_number():
    with pytest.raises(ZeroDivisionError):
        hundred_millionths(1, 0)


@pytest.mark.parametrize(
    ("scaled", "shown"),
    [(0, "0.00"), (100_000_000, "1.00"), (96_500_000, "0.965"), (-1, "-0.00000001")],
)
def test_decimals_are_shown_without_needless_zeros(scaled, shown):
    assert decimal_text(scaled) == shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_title_means_one_kind_of_column(lang):
    """Sheets know columns by their titles; words and marks are text there."""
    plain = {"words": "text", "flag": "text"}
    kinds = {(one.title[lang], plain.get(one.kind, one.kind)) for one in FIELDS.values()}
    titles = Counter(title for title, _ in kinds)
    assert [title for title, count in titles.items() if count > 1] == []
