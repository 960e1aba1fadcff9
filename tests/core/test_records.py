"""Records beside the ledger: read, resolved to positions, every mistake in them reported."""

import pytest
from ledgers import ledger_of, problems_of

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.dates import parse_iso
from xlar.core.records import DIFFERENCE_KINDS, ApprovalKind, SlipKind, SlipResult

DAY = parse_iso
BOOK = """
    customer C1 name 甲公司 salesperson 张三 currency CNY
    customer C2 name 乙公司 salesperson 李四 currency USD
    2026-01-05 invoice C1 I-1 1000.00 due 2026-02-04
    2026-01-06 invoice C1 I-2 500.00 due 2026-02-05
    2026-01-07 invoice C2 U-1 80.00 due 2026-02-06
"""


def records_of(text):
    return ledger_of(BOOK + text).records


def found_in(text):
    """Code, column, row and value of every problem."""
    _, problems = problems_of(BOOK + text)
    return [(one.code, one.column, one.row, one.found) for one in problems]


def test_a_ledger_without_records_has_none_of_any_kind():
    records = records_of("")
    tables = (
        records.approvals, records.plans, records.plan_documents, records.slips, records.signals,
        records.scores, records.targets, records.allowances,
    )  # fmt: skip
    assert [len(one) for one in tables] == [0] * 8


def test_an_approval_has_one_row_per_document_it_names():
    approvals = records_of("""
        2026-03-02 approval C1 AP-1 extension I-1,I-2 approved_by 王 extended_to 2026-04-30
        2026-03-03 approval C2 AP-2 release - amount 900.00 approved_by 李 valid_to 2026-03-31
    """).approvals
    assert approvals.number.tolist() == ["AP-1", "AP-1", "AP-2"]
    assert approvals.document.tolist() == [0, 1, -1]
    assert approvals.kind.tolist() == [ApprovalKind.EXTENSION] * 2 + [ApprovalKind.RELEASE]
    assert approvals.amount.tolist() == [NO_AMOUNT, NO_AMOUNT, 90_000]
    assert approvals.extended_to.tolist() == [DAY("2026-04-30")] * 2 + [NO_DAY]
    assert approvals.valid_to.tolist() == [NEVER, NEVER, DAY("2026-03-31")]
    assert approvals.row.tolist() == [2, 2, 3]


def test_a_plan_has_one_row_per_instalment_and_its_documents_beside():
    records = records_of("""
        2026-03-02 plan C1 PL-1 1 700.00 due 2026-04-01 invoice_no I-1
        2026-03-02 plan C1 PL-1 2 800.00 due 2026-05-01 invoice_no 全部
        2026-03-02 plan C2 PL-2 1 80.00 due 2026-05-01 cancelled 2026-04-01
    """)
    plans = records.plans
    assert plans.amount.tolist() == [70_000, 80_000, 8_000]
    assert plans.currency.tolist() == [0, 0, 1]  # the customers' own: CNY, CNY, USD
    assert plans.cancelled_on.tolist() == [NEVER, NEVER, DAY("2026-04-01")]
    named = records.plan_documents
    assert list(zip(named.plan.tolist(), named.document.tolist(), strict=True)) == [
        (0, 0), (1, 0), (1, 1),
    ]  # fmt: skip


def test_a_slip_keeps_its_answer_and_the_cause_of_a_difference():
    slips = records_of(
        """
        2026-03-31 slip C1 S-1 1500.00 sent 2026-04-02 result differing returned 2026-04-20 \
            their_balance 1300.00 difference_kind in_transit difference 200.00
        2026-03-31 slip C2 S-2 80.00 kind negative
    """.replace("\\\n", " ")
    ).slips
    assert slips.result.tolist() == [SlipResult.DIFFERING, SlipResult.OPEN]
    assert slips.kind.tolist() == [SlipKind.STATEMENT, SlipKind.NEGATIVE]
    assert DIFFERENCE_KINDS[slips.difference_kind[0]] == "in_transit"
    assert slips.their_balance.tolist() == [130_000, NO_AMOUNT]
    assert slips.difference.tolist() == [20_000, NO_AMOUNT]
    assert slips.returned_on.tolist() == [DAY("2026-04-20"), NO_DAY]


def test_signals_and_scores_keep_what_is_not_given_as_absent():
    records = records_of("""
        2026-03-05 signal C1 老板联系不上 by 王 cleared 2026-04-01
        2026-03-05 signal C2 x weight 5
        2026-03-05 score C1 finance 70 exempt 1 reason 政府客户
    """)
    assert records.signals.weight.tolist() == [NO_INT, 5]
    assert records.signals.cleared_on.tolist() == [DAY("2026-04-01"), NEVER]
    scores = records.scores
    assert (scores.finance.tolist(), scores.payment.tolist()) == ([70], [NO_INT])
    assert scores.exempt.tolist() == [True]


def test_a_target_counts_for_the_month_its_day_lies_in():
    targets = records_of("""
        2026-03-17 target 张三 10000.00 rate 0.9 days 60
        2026-04-01 target 张三 - commission_rate 0.015
    """).targets
    assert targets.month.tolist() == [DAY("2026-03-01"), DAY("2026-04-01")]
    assert targets.amount.tolist() == [1_000_000, NO_AMOUNT]
    assert targets.rate.tolist() == [90_000_000, -1]
    assert targets.commission_rate.tolist() == [-1, 1_500_000]


def test_an_allowance_is_a_rate_or_an_amount_of_the_customers_currency():
    allowances = records_of("""
        2026-03-31 allowance C1 rate 0.8 reason 停业 by 王
        2026-03-31 allowance C2 amount 20.50 reason 破产 valid_to 2026-06-30
    """).allowances
    assert allowances.customer.tolist() == [0, 1]
    assert allowances.valid_from.tolist() == [DAY("2026-03-31")] * 2
    assert allowances.valid_to.tolist() == [NEVER, DAY("2026-06-30")]
    assert allowances.rate.tolist() == [80_000_000, -1]
    assert allowances.amount.tolist() == [NO_AMOUNT, 2_050]  # 20.50 dollars
    assert (allowances.reason.tolist(), allowances.by.tolist()) == (["停业", "破产"], ["王", ""])


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        # one day after the last day of the earlier row, and another customer: no overlap
        ("C1 2026-01-01 2026-03-31; C1 2026-04-01 -; C2 2026-02-01 -", []),
        ("C1 2026-01-01 2026-03-31; C1 2026-03-31 -", [(3, "2")]),
        ("C1 2026-03-31 -; C1 2026-01-01 -", [(2, "3")]),  # the later start is the one to correct
        # the first reaches beyond the second, into the third
        ("C1 2026-01-01 2026-12-31; C1 2026-02-01 2026-02-28; C1 2026-06-01 -",
         [(3, "2"), (4, "2")]),
    ],
)  # fmt: skip
def test_periods_of_one_customer_may_not_overlap(lines, places):
    text = ""
    for line in lines.split(";"):
        customer, start, end = line.split()
        text += f"\n{start} allowance {customer} rate 0.5 reason 停业 valid_to {end}"
    _, problems = problems_of(BOOK + text)
    assert [(one.row, one.expected("zh").split("第 ")[1][0]) for one in problems] == places


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "2026-03-02 approval C1 A extension I-1 approved_by 王",
            ("no_new_due_date", "extended_to", 2, ""),
        ),
        (
            "2026-03-02 approval C1 A release - approved_by 王 valid_to 2026-03-01",
            ("ends_before_start", "valid_to", 2, "2026-03-01"),
        ),
        (
            "2026-03-02 approval C1 A release - approved_by 王 amount -1",
            ("negative_value", "amount", 2, "-1.00"),
        ),
        ("2026-03-02 approval C1 A release -", ("missing_value", "approved_by", 2, "")),
        (
            "2026-03-02 approval C1 A release X-9 approved_by 王",
            ("unknown_invoice", "invoice_no", 2, "X-9"),
        ),
        ("2026-03-02 plan C1 P 0 5 due 2026-04-01", ("not_positive", "instalment", 2, "0")),
        ("2026-03-02 plan C1 P 1 0 due 2026-04-01", ("not_positive", "amount", 2, "0.00")),
        (
            "2026-03-02 plan C1 P 1 5 due 2026-03-01",
            ("ends_before_start", "due_date", 2, "2026-03-01"),
        ),
        ("2026-03-02 plan C9 P 1 5 due 2026-04-01", ("unknown_customer", "customer_id", 2, "C9")),
        (
            "2026-03-31 slip C1 S 5 sent 2026-04-02 returned 2026-04-01",
            ("ends_before_start", "returned_on", 2, "2026-04-01"),
        ),
        ("2026-03-31 slip C1 S 5 result agreed", ("result_without_day", "returned_on", 2, "")),
        ("2026-03-05 signal C1 x weight -1", ("negative_value", "weight", 2, "-1")),
        ("2026-03-05 score C1 finance 101", ("out_of_range", "finance", 2, "101")),
        ("2026-03-05 score C1 priority 6", ("out_of_range", "priority", 2, "6")),
        ("2026-03-05 score C1 grade E reason 好", ("unknown_score_grade", "grade", 2, "E")),
        ("2026-03-05 score C1 exempt 1", ("grade_without_reason", "reason", 2, "")),
        ("2026-03-31 allowance C1 reason 停业", ("rate_or_amount", "rate", 2, "")),
        (
            "2026-03-31 allowance C1 rate 0.5 amount 9 reason 停业",
            ("rate_or_amount", "rate", 2, "0.5"),
        ),
        ("2026-03-31 allowance C1 rate 1.01 reason 停业", ("not_a_share", "rate", 2, "1.01")),
        ("2026-03-31 allowance C1 rate -0.1 reason 停业", ("not_a_share", "rate", 2, "-0.1")),
        (
            "2026-03-31 allowance C1 amount -1 reason 停业",
            ("negative_value", "amount", 2, "-1.00"),
        ),
        ("2026-03-31 allowance C1 rate 0.5", ("missing_value", "reason", 2, "")),
        (
            "2026-03-31 allowance C9 rate 0.5 reason 停业",
            ("unknown_customer", "customer_id", 2, "C9"),
        ),
        (
            "2026-03-31 allowance C1 rate 0.5 reason 停业 valid_to 2026-03-30",
            ("ends_before_start", "valid_to", 2, "2026-03-30"),
        ),
        ("2026-03-01 target 张三 -5", ("negative_value", "amount", 2, "-5.00")),
        (
            "2026-03-01 target 张三 5 commission_rate -0.01",
            ("negative_value", "commission_rate", 2, "-0.01"),
        ),
        ("2026-03-01 target 赵六 5", ("unknown_salesperson", "salesperson", 2, "赵六")),
    ],
)
def test_a_mistake_is_told_with_its_place_and_value(line, problem):
    assert found_in(line) == [problem]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            """2026-03-02 plan C1 P 1 5 due 2026-04-01
            2026-03-02 plan C1 P 1 6 due 2026-05-01""",
            ("instalment_twice", "instalment", 3, "1"),
        ),
        (
            """2026-03-02 plan C1 P 1 5 due 2026-04-01
            2026-03-03 plan C1 P 2 6 due 2026-05-01""",
            ("parts_differ", "plan_no", 3, "P"),
        ),
        (
            """2026-03-31 slip C1 S 5
            2026-03-31 slip C1 S 6""",
            ("parts_differ", "slip_no", 3, "S"),
        ),
        (
            """2026-03-01 target 张三 5
            2026-03-31 target 张三 6""",
            ("target_twice", "salesperson", 3, "张三"),
        ),
    ],
)
def test_rows_that_contradict_each_other_are_told(lines, problem):
    assert found_in(lines) == [problem]


def test_two_causes_of_one_slip_are_one_slip():
    slips = records_of("""
        2026-03-31 slip C1 S 5 difference_kind price difference 2
        2026-03-31 slip C1 S 5 difference_kind rebate difference 3
    """).slips
    assert slips.difference.tolist() == [200, 300]


def test_an_unknown_currency_of_a_record_is_told():
    line = "2026-03-02 plan C1 P 1 5 due 2026-04-01 currency 贝壳"
    assert found_in(line) == [("bad_currency", "currency", 2, "贝壳")]


@pytest.mark.parametrize(
    ("tax", "stored", "codes"),
    [
        ("115.04", 11_504, []),
        ("115.0442", 11_504, []),  # rounded to fen: it is information, not a posting
        ("1000.01", NO_AMOUNT, ["tax_too_large"]),
        ("-1.00", NO_AMOUNT, ["tax_too_large"]),
    ],
)
def test_tax_lies_within_its_amount(tax, stored, codes):
    ledger, problems = problems_of(f"2026-01-05 invoice C1 I-1 1000.00 due 2026-02-04 tax {tax}")
    assert ledger.documents.tax.tolist() == [stored]
    assert [one.code for one in problems] == codes


def test_what_customers_disputes_acts_and_promises_say_is_kept():
    ledger = ledger_of(
        """
        customer C1 name 甲公司 since 2020-05-01 related 1
        2026-01-05 invoice C1 I-1 1000.00 due 2026-02-04 disputed 1 disputed_on 2026-03-01 \
            dispute_reason quality
        2026-03-01 act C1 call I-1 by 王 amount 50.00 answer 月底付 next 继续跟进
        2026-03-01 promise C1 I-1 100.00 pay 2026-03-20 kept 0
        2026-03-02 promise C1 I-1 100.00 pay 2026-03-21
    """.replace("\\\n", " ")
    )
    assert ledger.customers.since.tolist() == [DAY("2020-05-01")]
    assert ledger.customers.related.tolist() == [True]
    assert ledger.documents.disputed_on.tolist() == [DAY("2026-03-01")]
    assert ledger.documents.dispute_reason.tolist() == ["quality"]
    acts = ledger.acts
    assert [acts.by[0], acts.answer[0], acts.next_step[0]] == ["王", "月底付", "继续跟进"]
    assert acts.amount.tolist() == [5_000]
    assert ledger.promises.kept.tolist() == [0, -1]
