"""AR_FORECAST: what spills, by what, and what is refused."""

from __future__ import annotations

import pytest

from xlar.functions.convert import CellError


def test_the_weeks_of_each_currency_spill(ask):
    table = ask("AR_FORECAST", ...)
    assert table[0][:5] == ("周次", "周起", "周止", "币种", "预计回款")
    weeks = [row for row in table[1:] if row[3] == "CNY" and row[0] != "合计"]
    assert [row[0] for row in weeks] == [float(n) for n in range(1, 15)]
    assert weeks[-1][2] in (None, "")  # what comes later has no end


def test_weeks_later_and_loss_are_what_is_open(ask):
    # open in CNY: 500 + 400 + 100.50 + 10 + 20; see test_functions_values.py. The losses by days
    # past due: 60 d 15 % of 500 = 75.00, 149 d of 10 (73 − 59 ÷ 90 × 16 = 62.51 %) = 3.75
    table = ask("AR_FORECAST", ..., None, None, 2.0)
    expected = [row[4] for row in table[1:] if row[3] == "CNY" and row[0] != "合计"]
    assert len(expected) == 3
    assert sum(expected) == pytest.approx(1030.5 - 75.0 - 3.75, abs=0.001)


@pytest.mark.parametrize(
    ("by", "title"), [("客户", "客户编码"), ("业务员", "业务员"), ("region", "地区")]
)
def test_by(ask, by, title):
    assert ask("AR_FORECAST", ..., None, by)[0][0] == title


@pytest.mark.parametrize(
    "args", [(..., None, "单据"), (..., None, None, 54.0), (..., None, None, 0.0), ("x",)]
)
def test_what_cannot_be_answered_is_a_value_error(ask, args):
    assert ask("AR_FORECAST", *args) == CellError.VALUE
