"""DSO, turnover and overdue rate, with VAT and without, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from indicator_ledgers import amounts, figure, run

from xlar.core.errors import MissingTax
from xlar.core.indicators import Missing
from xlar.core.items import open_items

OPEN = """
    customer C1
    2026-01-05 invoice C1 I-1 50.00 due 2026-02-04
    2026-03-02 invoice C1 I-2 70.00 due 2026-03-31
    2026-03-02 invoice C1 I-3 80.00 due 2026-03-31
    2026-03-05 receipt C1 R-1 80.00 for I-3
    2026-03-06 receipt C1 R-2 40.00
"""


def test_overdue_is_measured_before_unapplied_credit():
    # 50 of 120 overdue; the 40 not applied are no part of it, and due today is not overdue
    report = run(OPEN, "2026-03-31")
    assert amounts(report, "closing", "overdue", "unapplied") == (120, 50, -40)
    assert figure(report, "overdue_rate") == 0.4167


def test_best_possible_dso_and_average_days_delinquent():
    # 120 and 70 on sales of 200 in 90 days (1 January to 31 March): 54, 31.5 and 22.5
    report = run(OPEN, "2026-03-31")
    names = ("dso", "best_possible_dso", "average_days_delinquent")
    assert [figure(report, name) for name in names] == [54, 31.5, 22.5]


def test_dso_looks_back_as_many_days_as_set():
    # of the last 30 days only the 150 of 2 March
    report = run(OPEN, "2026-03-31", policy={"indicators": {"dso_days": 30}})
    assert figure(report, "dso") == 24


def test_dso_needs_as_many_days_of_books():
    # the books begin in January: at the end of February they have 59 days
    report = run(OPEN, "2026-02-28")
    assert figure(report, "dso") is Missing.SHORT_HISTORY
    assert figure(report, "average_days_delinquent") is Missing.SHORT_HISTORY
    assert figure(report, "dso_count_back") == 59  # 50 is all of January: 28 + 31


def test_count_back_by_calendar_months_within_a_month():
    # on 10 March 10 of its days have passed and 150 were sold; 120 of 150 is 8 days
    text = OPEN.replace("2026-03-31", "2026-03-09")
    assert figure(run(text, "2026-03-10"), "dso_count_back") == 8


def test_count_back_beyond_the_books_is_no_number():
    text = """
        customer C1
        2025-01-01 invoice C1 I-1 500.00 type opening
        2026-03-02 invoice C1 I-2 100.00
    """
    assert figure(run(text, "2026-03-31"), "dso_count_back") is Missing.BEYOND_HISTORY


TURNOVER = """
    customer C1
    2024-01-05 invoice C1 I-0 6000.00 due 2024-02-04
    2024-02-05 receipt C1 R-0 200.00 for I-0 method commercial_bill bill_due 2025-06-30
    2024-02-05 receipt C1 R-1 400.00 method bank_bill bill_due 2025-01-02
    2025-03-05 invoice C1 I-1 36000.00 due 2025-04-04
    2025-05-05 receipt C1 R-2 35200.00 for I-1
    2025-12-05 receipt C1 R-3 200.00 for I-0 method bank_bill bill_due 2026-06-05
"""


def test_turnover_counts_bills_held():
    # start: 5,800 + bills 200 + 400 = 6,400; end: 5,600 + 800 + bill 200 = 6,600;
    # 36,000 ÷ 6,500 = 5.5385; 365 ÷ 5.5385 = 65.9028
    report = run(TURNOVER, "2025-12-31")
    assert amounts(report, "notes") == (200,)
    assert figure(report, "turnover") == 5.5385
    assert figure(report, "turnover_days") == 65.9028


def test_turnover_in_years_of_360_days():
    report = run(TURNOVER, "2025-12-31", policy={"indicators": {"year_days": 360}})
    assert figure(report, "turnover_days") == 65


def test_turnover_needs_a_whole_window_of_books():
    assert figure(run(TURNOVER, "2024-11-30"), "turnover") is Missing.SHORT_HISTORY
    short = run(TURNOVER, "2024-11-30", policy={"indicators": {"turnover_months": 3}})
    assert figure(short, "turnover") == 0
    assert figure(short, "turnover_days") is Missing.NO_SALES


def test_a_bill_is_a_note_and_no_receivable():
    # 226,000 due 2026-03-31, commercial bill received 04-10 and due 10-10, dishonoured that day
    text = """
        customer C1
        2026-03-01 invoice C1 I-1 226000.00 due 2026-03-31
        2026-04-10 receipt C1 R-1 226000.00 for I-1 method commercial_bill bill_due 2026-10-10
    """
    held = run(text, "2026-04-30")
    assert amounts(held, "closing", "notes") == (0, 226_000)
    assert amounts(run(text, "2026-10-31"), "closing", "notes") == (0, 0)
    bounced = run(f"{text.rstrip()} reversed 2026-10-10", "2026-10-10")
    assert amounts(bounced, "closing", "overdue", "notes") == (226_000, 226_000, 0)
    items = open_items(bounced.ledger, date(2026, 10, 10))
    assert items.days_past_due.tolist() == [193]  # the days ran on from the due date


# --- 增值税 --------------------------------------------------------------------------------------

VAT = """
    customer C1
    2026-01-05 invoice C1 I-1 2260000.00 due 2026-03-01 tax 260000.00
    2026-02-10 receipt C1 R-1 2260000.00 for I-1
    2026-03-02 invoice C1 I-2 1130000.00 due 2026-03-31 tax 130000.00
"""


@pytest.mark.parametrize("vat", ["in", "out"])
def test_dso_is_the_same_on_either_basis(vat):
    # 1,130,000 ÷ 3,390,000 × 90 = 1,000,000 ÷ 3,000,000 × 90 = 30; 33.90 would mix the two
    report = run(VAT, "2026-03-31", policy={"indicators": {"vat": vat}})
    assert figure(report, "dso") == 30


def test_a_partly_paid_invoice_keeps_its_share_of_tax():
    # open 565 of 1,130 with 130 tax: 500 without; sales 1,000 and 90 days: 45
    text = """
        customer C1
        2026-01-05 invoice C1 I-1 1130.00 tax 130.00
        2026-02-10 receipt C1 R-1 565.00 for I-1
    """
    assert figure(run(text, "2026-03-31", policy={"indicators": {"vat": "out"}}), "dso") == 45


def test_a_document_without_tax_goes_by_the_rate_of_the_settings():
    # I-1 says 130 on 1,130; I-2 is 1,060 with 6 %: sales 1,000 + 1,000, open 1,000: 45 days
    text = """
        customer C1
        2026-01-05 invoice C1 I-1 1130.00 tax 130.00
        2026-02-10 receipt C1 R-1 1130.00 for I-1
        2026-02-05 invoice C1 I-2 1060.00
    """
    settings = {"indicators": {"vat": "out", "vat_rate": 0.06}}
    assert figure(run(text, "2026-03-31", policy=settings), "dso") == 45


def test_a_document_without_tax_is_refused_by_name():
    text = VAT + "2026-03-05 invoice C1 I-77 10.00\n2026-03-06 invoice C1 I-78 10.00"
    with pytest.raises(MissingTax, match="I-77 and 1 more") as caught:
        run(text, "2026-03-31", policy={"indicators": {"vat": "out"}})
    assert "indicators.vat_rate" in caught.value.text("zh")
