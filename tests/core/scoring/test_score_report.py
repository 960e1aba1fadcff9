"""The score report: assessments, grades, advised limits, review list, changes, credit file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT, NO_DAY
from xlar.core.dates import iso, parse_iso
from xlar.core.errors import MissingRate
from xlar.core.policy import Policy
from xlar.core.scoring import CHANGES, NOTES, PARTS, REASONS, REVIEWS, score
from xlar.core.scoring.limits import LIMIT_BASES

AS_OF = "2026-06-30"
ONE = 10**8


def settings(**scoring):
    return Policy.from_mapping({"scoring": scoring})


def report_of(text, as_of=AS_OF, policy=None, since=None):
    until = None if since is None else date.fromisoformat(since)
    text = text if "customer " in text else f"customer C1\n{text}"
    return score(ledger_of(text), date.fromisoformat(as_of), policy=policy, since=until)


def row(text, **options):
    """The one customer's row as plain values."""
    report = report_of(text, **options)

    def plain(value, absent):
        return None if value == absent else int(value)

    return {
        "score": None if report.score[0] == NO_AMOUNT else report.score[0] / ONE,
        "grade": report.grade[0],
        "reasons": report.reasons[0],
        "limit": plain(report.limit[0], NO_AMOUNT),
        "basis": report.limit_basis[0],
        "assessed_on": iso(report.assessed_on[0]),
        "review_on": iso(report.review_on[0]),
        "review": report.review[0],
        "changes": report.changes[0],
        "points": {name: int(points[0]) for name, points in report.points.items()},
        "before": None if report.score_before[0] == NO_AMOUNT else report.score_before[0] / ONE,
        "missing": report.missing[0],
        "documents": report.missing_documents[0],
        "filled": report.filled[0] / ONE,
        "notes": report.notes[0],
        "known": report.known[0] / ONE,
    }


def monthly(months, amount, term=30, start="2025-07"):
    """An invoice on the 15th of each month."""
    year, month = map(int, start.split("-"))
    rows = []
    for number in range(months):
        on = date(year + (month - 1 + number) // 12, (month - 1 + number) % 12 + 1, 15)
        due = date.fromordinal(on.toordinal() + term)
        rows.append(f"{on} invoice C1 I-{number} {amount} due {due}")
        rows.append(f"{due} receipt C1 R-{number} {amount} for I-{number}")
    return "\n".join(rows)


# T56 with its sales: 300,000.00 a month, N30
T56 = f"""
    customer C1 grade B since 2020-01-01 limit 400000.00
    2026-06-01 score C1 payment 85 finance 70 trading 80 industry 60 years 100 third_party 50
    {monthly(12, "300000.00")}
"""


def test_t56_score_grade_and_limit():
    found = row(T56)
    assert (found["score"], found["grade"]) == (78.5, "B")
    # 300,000 × (30 ÷ 30 + ⅓) × 1.2
    assert (found["limit"], found["basis"]) == (480_000_00, "formula")
    assert found["known"] == 1.0


# --- assessments ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "as_of", "finance"),
    [
        ("2026-06-01 score C1 finance 70", "2026-06-01", 70),
        ("2026-06-01 score C1 finance 70", "2026-05-31", None),
        ("2026-06-01 score C1 finance 70 valid_to 2026-06-30", "2026-06-30", 70),
        ("2026-06-01 score C1 finance 70 valid_to 2026-06-29", "2026-06-30", None),
        ("2026-06-01 score C1 finance 70\n2026-03-01 score C1 finance 20", "2026-06-30", 70),
        ("2026-06-01 score C1 finance 20\n2026-06-01 score C1 finance 70", "2026-06-30", 70),
        # the newest alone holds: what it leaves blank is not known
        ("2026-03-01 score C1 finance 70\n2026-06-01 score C1 industry 60", "2026-06-30", None),
    ],
)
def test_the_newest_assessment_that_is_valid_holds(rows, as_of, finance):
    found = row(rows, as_of=as_of)["points"]["finance"]
    assert (found if found >= 0 else None) == finance


@pytest.mark.parametrize(("priority", "points"), [(1, 100), (2, 75), (3, 50), (4, 25), (5, 0)])
def test_payment_priority_in_points(priority, points):
    found = row(f"2026-06-01 score C1 priority {priority}")
    assert found["points"]["priority"] == points


def test_what_is_written_down_goes_before_what_is_measured():
    text = monthly(12, "100.00") + "\n2026-06-01 score C1 payment 40 years 10"
    points = row(text)["points"]
    assert (points["payment"], points["years"], points["trading"]) == (40, 10, 100)


def test_the_ledger_alone_is_enough_for_a_score():
    # payment 100 × 40, trading 100 × 15, years 20 × 10 → 5,700 ÷ 65
    found = row(monthly(12, "100.00"))
    assert found["score"] == pytest.approx(87.69230769, abs=1e-8)
    assert (found["grade"], found["known"]) == ("A", 0.65)


def test_less_than_half_is_no_score():
    found = row("2026-06-01 score C1 finance 70 industry 60")
    assert (found["score"], found["grade"], found["reasons"]) == (None, "", ("too_little",))
    assert (found["limit"], found["basis"]) == (20_000_00, "trial")


def test_a_grade_decided_by_hand_goes_before_the_score():
    text = T56 + "\n2026-06-02 score C1 finance 70 industry 60 grade C reason 停产"
    found = row(text)
    assert found["grade"] == "C"
    assert found["score"] is not None  # it is still shown
    assert "by_hand" in found["reasons"]
    assert found["limit"] == 320_000_00  # 300,000 × 4/3 × 0.8
    expired = text + " valid_to 2026-06-29"
    assert row(expired)["grade"] == "A"


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        (T56 + "\n2026-06-02 score C1 exempt 1 reason 政府", None),
        (T56.replace("grade B", "grade B size 政府"), settings(exempt_sizes=["政府"])),
        (T56, settings(exempt_sales=3_600_000)),
    ],
)
def test_exempt_customers_are_not_scored_nor_reviewed(text, policy):
    found = row(text, policy=policy)
    assert (found["score"], found["grade"], found["limit"]) == (None, "", None)
    assert found["reasons"][0] == "exempt"
    assert found["review"] == ()
    assert row(T56, policy=settings(exempt_sales="3599999.99"))["score"] == 78.5


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        # paid on the day: nothing to say
        (monthly(12, "100.00"), ("weak_years",)),
        (
            "2025-12-01 invoice C1 I-1 100.00 due 2026-06-14\n"  # 16 days so far
            "2026-06-01 score C1 finance 49 industry 50",
            ("pays_late", "often_late", "weak_finance", "weak_trading", "weak_years"),
        ),
        (
            "2026-01-01 promise C1 - 10.00 pay 2026-02-01 kept 0\n"
            "2026-06-01 score C1 payment 80 finance 80",
            ("broken_promises",),
        ),
    ],
)
def test_reasons(text, reasons):
    assert row(text)["reasons"] == reasons


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "amount", "term", "grade", "limit"),
    [
        (12, "300000.00", 30, "A", 600_000),  # × 4/3 × 1.5
        (12, "300000.00", 30, "C", 320_000),
        (12, "300000.00", 30, "D", 0),
        (12, "300000.00", 0, "B", 120_000),  # × ⅓ × 1.2
        (12, "300000.00", 60, "B", 840_000),  # × 7/3 × 1.2
        (12, "1000.00", 30, "B", 1_000),  # 1,600 down to full thousands
        (12, "500.00", 30, "B", 0),  # 800
        (3, "300000.00", 30, "B", 480_000),  # three months of business, three of sales
    ],
)
def test_advised_limit(months, amount, term, grade, limit):
    start = "2025-07" if months == 12 else "2026-04"
    text = f"""
        2026-06-29 score C1 grade {grade} reason 人工
        {monthly(months, amount, term, start)}
    """
    assert row(text)["limit"] == limit * 100


def test_the_average_is_over_the_months_begun_since_the_first_document():
    # first document 15 April: 15 April, 15 May, 15 June have begun → 90,000 ÷ 3
    text = """
        2026-06-29 score C1 grade A reason 人工
        2026-04-15 invoice C1 I-1 90000.00 due 2026-05-15
    """
    assert row(text)["limit"] == 60_000_00  # 30,000 × 4/3 × 1.5
    # 30 April: the month from 30 June has begun; 15 days: 30,000 × 25 ÷ 30 × 1.5 = 37,500
    assert row(text.replace("04-15 inv", "04-30 inv"))["limit"] == 37_000_00
    # on 29 June it has not: 45,000 × 25 ÷ 30 × 1.5 = 56,250
    early = text.replace("04-15 inv", "04-30 inv").replace("06-29 score", "06-01 score")
    assert row(early, as_of="2026-06-29")["limit"] == 56_000_00


def test_the_term_is_weighted_by_amount_without_retentions():
    # (30 × 90,000 + 60 × 30,000) ÷ 120,000 = 37.5 → 38 days; the sale is 130,000
    text = """
        2026-06-29 score C1 grade A reason 人工
        2026-06-10 invoice C1 I-1 90000.00 due 2026-07-10
        2026-06-10 invoice C1 I-2 30000.00 due 2026-08-09
        2026-06-10 invoice C1 I-3 10000.00 due 2028-06-10 type retention
        2026-06-10 invoice C1 I-4 99000.00 due 2026-07-10 type opening
    """
    # 130,000 × 48 ÷ 30 × 1.5 = 312,000
    assert row(text)["limit"] == 312_000_00


def test_other_factors_and_steps_are_settings():
    policy = settings(limit_factors={"A": "0.3"}, limit_step=500)
    text = f"2026-06-29 score C1 grade A reason 人工\n{monthly(12, '10000.00')}"
    assert row(text, policy=policy)["limit"] == 4_000_00
    assert row(text.replace("grade A", "grade B"), policy=policy)["limit"] is None


@pytest.mark.parametrize(
    ("text", "limit", "basis"),
    [
        ("customer C1", 20_000_00, "trial"),  # not a document yet
        ("customer C1\n2026-01-01 receipt C1 R-1 1.00", 20_000_00, "trial"),
        ("customer C1\n2025-12-30 receipt C1 R-1 1.00", None, ""),  # six months: no longer new
        ("customer C1\n2026-06-02 score C1 exempt 1 reason 政府", None, ""),
        ("customer C1\n2026-06-02 score C1 grade B reason 人工", 20_000_00, "trial"),
    ],
)
def test_new_customers_without_a_grade_get_the_trial_limit(text, limit, basis):
    found = row(text, policy=settings(trial_limit="20000.00"))
    if "grade" in text:
        assert found["basis"] == ""
    else:
        assert (found["limit"], found["basis"]) == (limit, basis)


def test_the_trial_limit_in_another_currency():
    policy = Policy.from_mapping({"rates": {"USD": "7.1"}})
    # 20,000 ÷ 7.1 = 2,816.90 down to full thousands
    assert row("customer C1 currency USD", policy=policy)["limit"] == 2_000_00
    with pytest.raises(MissingRate):
        row("customer C1 currency USD")


@pytest.mark.parametrize(
    ("approval", "limit"),
    [
        ("amount 700000.00", 700_000),
        ("amount 700000.00 valid_to 2026-06-30", 700_000),
        ("amount 700000.00 valid_to 2026-06-29", 480_000),
        ("", 480_000),  # without an amount it sets no limit
    ],
)
def test_an_approved_limit_goes_first_while_it_is_valid(approval, limit):
    text = f"{T56}\n2026-06-10 approval C1 AP-1 limit - approved_by 王 reason 旺季 {approval}"
    found = row(text)
    assert found["limit"] == limit * 100
    assert found["basis"] == ("approved" if limit == 700_000 else "formula")


def test_of_two_approvals_the_newer_holds():
    text = f"""{T56}
        2026-06-12 approval C1 AP-2 limit - approved_by 王 amount 600000.00
        2026-06-10 approval C1 AP-1 limit - approved_by 王 amount 700000.00
        2026-06-13 approval C1 AP-3 release - approved_by 王 amount 900000.00
    """
    assert row(text)["limit"] == 600_000_00


# --- review --------------------------------------------------------------------------------------

QUIET = monthly(12, "100.00")


@pytest.mark.parametrize(
    ("rows", "review_on", "review"),
    [
        ("", "2026-06-30", ("never",)),
        ("2025-12-30 score C1 finance 80", "2026-06-30", ("half_year",)),
        ("2025-12-31 score C1 finance 80", "2026-06-30", ("half_year",)),  # June has 30 days
        ("2026-01-01 score C1 finance 80", "2026-07-01", ()),
        ("2026-06-01 score C1 finance 80 valid_to 2026-06-29", "2026-06-29", ("half_year",)),
        ("2026-06-01 score C1 finance 80\n2026-06-10 signal C1 sued", "2026-06-30", ("signal",)),
        ("2026-06-01 score C1 finance 80\n2026-05-10 signal C1 sued", "2026-12-01", ()),
        # 3 points are below the 5 that ask for a review
        ("2026-06-01 score C1 finance 80\n2026-06-10 signal C1 不回电话", "2026-12-01", ()),
        (
            "2026-06-01 score C1 finance 80\n2026-06-10 signal C1 sued cleared 2026-06-20",
            "2026-12-01", (),
        ),
    ],
)  # fmt: skip
def test_review_list(rows, review_on, review):
    found = row(f"{QUIET}\n{rows}")
    assert (found["review_on"], found["review"]) == (review_on, review)


def test_a_grade_that_differs_from_the_file_is_to_be_looked_at():
    text = f"{QUIET}\n2026-06-01 score C1 finance 80"
    assert row(f"customer C1 grade B\n{text}")["review"] == ("grade_differs",)
    assert row(f"customer C1 grade A\n{text}")["review"] == ()
    assert row(f"customer C1\n{text}")["review"] == ()  # a blank grade is missing in the file


def test_what_the_figures_show_asks_again_only_after_the_days_that_are_compared():
    # two receipts bounced on 20 June: 8 points, shown by the figures of 30 June
    bounced = "\n".join(
        f"2026-06-{10 + n} receipt C1 B-{n} 5.00 reversed 2026-06-20" for n in range(2)
    )
    old = f"{QUIET}\n{bounced}\n2026-04-01 score C1 finance 80"
    assert row(old)["review"] == ("signal",)
    assert row(old.replace("2026-04-01 score", "2026-04-02 score"))["review"] == ()


def test_customers_without_business_are_not_asked_for():
    assert row("customer C1")["review"] == ()
    assert row("2025-06-30 invoice C1 I-1 5.00 due 2025-07-01")["review"] == ()
    assert row("2025-07-01 invoice C1 I-1 5.00 due 2025-07-01")["review"] == ("never",)


def test_what_changed_since():
    text = """
        2025-06-10 invoice C1 I-1 100.00 due 2025-06-20
        2025-06-20 receipt C1 R-1 100.00 for I-1
        2026-02-10 invoice C1 I-2 100.00 due 2026-02-20
        2026-04-20 receipt C1 R-2 100.00 for I-2
        2025-12-01 score C1 finance 60 industry 50
        2026-06-01 score C1 finance 75 industry 50
    """
    found = row(text)
    # payment: paid on time → 59 days late; trading 1 of 12 months → 1 of 12; years 20 → 40
    assert found["changes"] == ("payment_down", "finance_up", "years_up")
    assert found["before"] is not None
    assert row(text, since="2026-06-30")["changes"] == ()
    assert row(text, since="2026-06-29")["before"] == found["score"]


def test_compared_with_a_day_before_everything_nothing_is_known():
    found = row(QUIET, since="2020-01-01")
    assert (found["before"], found["changes"]) == (None, ())


# --- credit file ---------------------------------------------------------------------------------

FULL = (
    "customer C1 name 甲公司 tax_id 91350100M000100Y43 contact 李 deputy 周 phone 010 address 京"
    " region 华北 salesperson 王 collector 赵 size 大型 since 2020-01-01"
    " contract_to 2027-01-01 limit 1.00 grade A"
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (FULL, ()),
        (FULL.replace("91350100M000100Y43", "91350100M000100Y4Z"), ("tax_id",)),
        (FULL.replace("91350100M000100Y43", "DE123456789"), ()),  # of another country
        (FULL.replace("name 甲公司", "name C1"), ("name",)),
        (FULL.replace(" deputy 周", ""), ("deputy",)),
        (FULL.replace(" collector 赵", "").replace(" phone 010", ""), ("phone", "collector")),
        (FULL.replace(" since 2020-01-01", "").replace(" limit 1.00", ""),
         ("since", "credit_limit")),
    ],
)  # fmt: skip
def test_what_is_missing_in_the_credit_file(text, missing):
    found = row(text)
    assert found["missing"] == missing
    assert found["filled"] == pytest.approx((14 - len(missing)) / 14, abs=1e-8)


def test_what_a_file_holds_is_a_setting():
    policy = settings(file_fields=["portfolio", "email"])
    assert row(FULL, policy=policy)["missing"] == ("portfolio", "email")
    assert row(FULL, policy=settings(file_fields=[]))["filled"] == 1.0


@pytest.mark.parametrize(
    ("listed", "lacking"),
    [
        ("-", ("营业执照", "Contract")),
        ("营业执照、Contract", ()),
        ("营业执照,开票资料；ＣＯＮＴＲＡＣＴ", ()),  # whatever the separators, case and width
        ("'营业 执照 ; contract'", ()),
        ("营业执照复印件、contract", ("营业执照",)),  # another name is another document
    ],
)
def test_documents_that_a_file_should_hold(listed, lacking):
    # FULL fills in all 14 columns: (14 + 2 − lacking) ÷ 16
    policy = settings(file_documents=["营业执照", "Contract"])
    found = row(f"{FULL} documents {listed}", policy=policy)
    assert found["documents"] == lacking
    assert found["missing"] == ()
    assert found["filled"] == pytest.approx((16 - len(lacking)) / 16, abs=1e-8)


def test_without_a_setting_no_document_is_asked_for():
    assert row(FULL)["documents"] == ()
    assert row(FULL)["filled"] == 1.0


@pytest.mark.parametrize(
    ("until", "notes"),
    [
        ("2026-06-29", ("security_ended",)), ("2026-06-30", ()), ("2026-07-01", ()), ("-", ()),
    ],
)  # fmt: skip
def test_a_security_holds_through_its_last_day(until, notes):
    assert row(f"{FULL} security 抵押 security_to {until}")["notes"] == notes


def test_the_day_of_a_security_may_be_asked_for():
    policy = settings(file_fields=["security", "security_to", "deputy_phone"])
    assert row(f"{FULL} security 抵押", policy=policy)["missing"] == ("security_to", "deputy_phone")


def test_customers_exempt_on_file_are_neither_scored_nor_reviewed():
    bought = "2026-06-01 invoice C1 A 100 due 2026-07-01"
    assert row(f"{FULL}\n{bought}")["review"] == ("never",)
    found = row(f"{FULL} exempt 1\n{bought}")
    assert (found["score"], found["grade"], found["review"]) == (None, "", ())
    assert found["reasons"][0] == "exempt"
    assert found["limit"] is None


@pytest.mark.parametrize(
    ("size", "term", "notes"),
    [
        ("大型", 60, ()), ("大型", 61, ("large_over_60",)), ("小型", 90, ()),
        ("机关", 30, ()), ("机关", 31, ("public_over_30",)), ("机关", 60, ("public_over_30",)),
        ("机关", 61, ("public_over_60",)),
    ],
)  # fmt: skip
def test_long_terms_of_public_bodies_and_large_enterprises_get_a_note(size, term, notes):
    due = date.fromordinal(date(2026, 5, 1).toordinal() + term)
    text = f"customer C1 size {size}\n2026-05-01 invoice C1 I-1 5.00 due {due}"
    assert row(text)["notes"] == notes
    assert row(text, policy=settings(sme_seller=False))["notes"] == ()
    # a retention is no term of payment
    assert row(f"{text} type retention")["notes"] == ()


def test_the_term_counts_from_delivery():
    text = "customer C1 size 大型\n2026-04-01 invoice C1 I-1 5.00 terms 票到60天"
    assert row(f"{text} received 2026-04-20")["notes"] == ()
    assert row(f"{text} received 2026-04-20 due 2026-06-20")["notes"] == ("large_over_60",)


def test_a_related_party_is_noted():
    assert row("customer C1 related 1")["notes"] == ("related",)


# --- the whole -----------------------------------------------------------------------------------


def test_one_row_per_customer_in_their_order():
    report = report_of("customer C2\ncustomer C1\n2026-06-01 score C2 payment 90 finance 80")
    assert len(report) == 2
    assert report.ledger.customers.id.tolist() == ["C1", "C2"]
    assert (report.grade[0], report.grade[1]) == ("", "A")
    assert report.assessed_on.tolist() == [NO_DAY, parse_iso("2026-06-01")]


def test_the_past_is_as_it_was():
    text = f"{T56}\n2026-07-05 score C1 finance 10\n2026-07-02 signal C1 sued"
    assert row(text) == row(T56)


def test_every_code_has_words_in_both_languages():
    for words in (REASONS, REVIEWS, CHANGES, NOTES, PARTS):
        assert all(text.zh and text.en for text in words.values())
    assert set(LIMIT_BASES) == {"", "formula", "trial", "approved"}


def test_an_empty_ledger_has_no_rows():
    assert len(score(ledger_of(""), date(2026, 6, 30))) == 0


def test_rates_are_exact():
    policy = settings(limit_factors={"B": str(Decimal(1) / 8)})
    # 300,000 × 4/3 ÷ 8 = 50,000
    assert row(T56, policy=policy)["limit"] == 50_000_00
