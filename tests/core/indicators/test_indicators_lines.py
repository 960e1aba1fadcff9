"""Lines, currencies and the trend of the indicators."""

from __future__ import annotations

import pytest
from indicator_ledgers import COLLECTION, figure, run

from xlar.core.columns import NO_AMOUNT
from xlar.core.errors import MissingRate
from xlar.core.indicators import FIGURES

TWO = """
    customer C1 salesperson 甲 region 华东
    customer C2 salesperson 乙 region 华东
    2026-01-05 invoice C1 I-1 100.00 due 2026-01-15
    2026-01-05 invoice C2 I-2 300.00 due 2026-02-15
    2026-01-05 invoice C2 I-3 50.00 due 2026-01-15 currency USD
"""


def lines(report):
    names = report.names[report.key].tolist()
    codes = [report.ledger.currencies[place] for place in report.currency]
    return list(zip(names, codes, (report.amounts["closing"] / 100).tolist(), strict=True))


def test_a_line_for_each_salesperson_and_currency():
    report = run(TWO, "2026-01-31", by="salesperson")
    assert lines(report) == [("乙", "CNY", 300), ("乙", "USD", 50), ("甲", "CNY", 100)]


def test_a_line_for_each_region_and_currency():
    report = run(TWO, "2026-01-31", by="region")
    assert lines(report) == [("华东", "CNY", 400), ("华东", "USD", 50)]


def test_currencies_are_never_added_up():
    assert lines(run(TWO, "2026-01-31")) == [("", "CNY", 400), ("", "USD", 50)]


def test_all_in_the_base_currency_at_the_rates_of_the_settings():
    report = run(TWO, "2026-01-31", policy={"rates": {"USD": 7.1}}, in_base=True)
    assert lines(report) == [("", "CNY", 755)]
    assert figure(report, "overdue_rate") == round(455 / 755, 4)


def test_a_currency_without_a_rate_is_refused():
    with pytest.raises(MissingRate, match=r"rates\.USD"):
        run(TWO, "2026-01-31", in_base=True)


def test_the_trend_is_the_change_from_the_month_before():
    report = run(COLLECTION, "2026-02-28", months=2)
    assert figure(report, "overdue_rate", 1) == 0.1333
    rates = report.figures["overdue_rate"].tolist()
    assert report.changes["overdue_rate"].tolist()[1] == rates[1] - rates[0]


def test_there_is_no_change_from_a_figure_that_is_not_there():
    report = run(COLLECTION, "2026-01-31", months=24)
    assert set(report.changes["dso"].tolist()) == {NO_AMOUNT}
    assert report.changes["collection_rate"][0] == NO_AMOUNT


def test_the_first_month_shown_is_compared_with_the_one_before_it():
    report = run(COLLECTION, "2026-01-31", months=1)
    assert report.changes["collection_rate"].tolist() == [60_000_000]  # nothing in December


def test_an_empty_ledger_has_no_lines():
    report = run("", "2026-01-31", months=3)
    assert len(report) == 0
    assert set(report.figures) == set(FIGURES)


def test_a_day_before_everything_has_no_lines():
    assert len(run(COLLECTION, "2020-01-31")) == 0
