"""Ladder, fees and rates in tables of their own: read, laid over the policy, or a problem."""

import datetime as dt
from decimal import Decimal

import pytest
from tables_in_memory import book_of

from xlar.core.policy import LADDER, LPR, Policy, Step
from xlar.core.policy_dunning import FeeRange
from xlar.documents.register.numbering import SERIES
from xlar.tables.load import checked, source_of
from xlar.tables.settings_schema import DOCUMENT_KINDS, SETTING_TABLES
from xlar.tables.sheets import ExcelTable

LADDER_HEADER = ["步骤", "追收程序", "逾期天数", "间隔天数", "方式", "函件级别"]
SHORT_LADDER = [
    [0.0, "到期提醒", -3.0, "", "函件", 0.0],
    [1.0, "电话", 2.0, "", "电话", ""],
    [2.0, "催款函", 10.0, 7.0, "letter", 3.0],
]


def loaded(sheets, policy=None, tables=()):
    return checked(source_of(book_of(sheets, tables)), policy)


def policy_of(sheets, **more):
    found = loaded(sheets, **more)
    assert [str(problem) for problem in found.problems] == []
    return found.policy


def problems_of(sheets, **more):
    return loaded(sheets, **more).problems


def test_the_ladder_replaces_the_built_in_one():
    policy = policy_of({"催收阶梯": [LADDER_HEADER, *SHORT_LADDER]})
    assert policy.dunning.ladder == (
        Step(0, -3, 0, "letter", 0, "到期提醒", "到期提醒"),
        Step(1, 2, 0, "call", -1, "电话", "电话"),
        Step(2, 10, 7, "letter", 3, "催款函", "催款函"),
    )


def test_the_built_in_ladder_comes_back_from_a_sheet_as_it_is():
    header = [column.name for column in SETTING_TABLES["ladder"].columns]
    rows = [[getattr(step, name) for name in header] for step in LADDER]
    assert policy_of({"ladder": [header, *rows]}).dunning.ladder == LADDER


def test_english_headers_and_an_english_name():
    header = ["Step", "Name", "Day", "Gap", "Action", "Level", "English Name"]
    rows = [[1.0, "提示", 1.0, 0.0, "letter", 1.0, "first reminder"]]
    assert policy_of({"Ladder": [header, *rows]}).dunning.ladder == (
        Step(1, 1, 0, "letter", 1, "提示", "first reminder"),
    )


def test_a_table_beside_the_settings_is_no_setting():
    sheet = [
        ["设置", "值", "", *LADDER_HEADER],
        ["dunning.grace", 5.0, "", *SHORT_LADDER[0]],
        ["", "", "", *SHORT_LADDER[1]],
        ["", "", "", *SHORT_LADDER[2]],
    ]
    area = ExcelTable("ladder", "参数", 1, 3, 4, 8, True, False, tuple(LADDER_HEADER))
    found = loaded({"参数": sheet}, tables=[area])
    assert found.problems == ()
    assert (found.policy.dunning.grace, len(found.policy.dunning.ladder)) == (5, 3)
    assert dict(found.source.settings) == {"dunning.grace": "5"}


def test_a_blank_table_leaves_the_built_in_ladder():
    assert policy_of({"催收阶梯": [LADDER_HEADER]}).dunning.ladder == LADDER


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ([3.0, "再催", 20.0, 0.0, "函件", ""], "催收阶梯!F5", "letter_without_level"),
        ([3.0, "再催", 20.0, 0.0, "威胁", 4.0], "催收阶梯!E5", "bad_choice"),
        ([3.0, "再催", "二十", 0.0, "函件", 4.0], "催收阶梯!C5", "bad_amount"),
        ([3.0, "", 20.0, 0.0, "函件", 4.0], "催收阶梯!B5", "missing_value"),
        ([3.0, "再催", 1.0, 0.0, "函件", 4.0], "催收阶梯!A1", "bad_setting"),  # before step 2
    ],
)
def test_what_is_wrong_in_the_ladder_is_told_with_its_cell(row, cell, code):
    found = loaded({"催收阶梯": [LADDER_HEADER, *SHORT_LADDER, row]})
    assert [(problem.cell, problem.code) for problem in found.problems] == [(cell, code)]
    assert found.ledger is None


def test_a_missing_column_is_told():
    (problem,) = problems_of({"催收阶梯": [["步骤", "逾期天数", "方式"], [1.0, 1.0, "电话"]]})
    assert (problem.code, problem.column) == ("missing_column", "zh")
    assert "追收程序" in problem.text("zh")


def test_settings_from_outside_go_before_the_tables():
    given = Policy()
    policy = policy_of({"催收阶梯": [LADDER_HEADER, *SHORT_LADDER]}, policy=given)
    assert policy.dunning.ladder == LADDER


def test_fees():
    header = ["函件级别", "起点金额", "固定金额", "比例", "最高"]
    rows = [[6.0, 1000.0, 50.0, 0.005, 500.0], [7.0, "", 200.0, "", ""]]
    assert policy_of({"催款费用": [header, *rows]}).dunning.fees == (
        FeeRange(6, Decimal(1000), Decimal(50), Decimal("0.005"), Decimal(0), Decimal(500)),
        FeeRange(7, fixed=Decimal(200)),
    )


def test_a_newer_prime_rate_is_added_to_those_known():
    rows = [["发布日", "利率"], [dt.datetime.fromisoformat("2026-01-20"), 0.029]]
    lpr = policy_of({"LPR": rows}).interest.lpr
    assert lpr == {**LPR, "2026-01-20": Decimal("0.029")}


def test_a_prime_rate_in_percent_is_a_problem_at_its_cell():
    (problem,) = problems_of({"LPR": [["发布日", "利率"], ["2026-01-20", 3.1]]})
    assert (problem.cell, problem.code) == ("LPR!B2", "bad_setting")
    assert "3% 写作 0.03" in problem.text("zh")


def test_exchange_rates():
    policy = policy_of({"汇率": [["币种", "汇率"], ["美元", 7.1], ["HKD", "0.92"]]})
    assert policy.rates == {"USD": Decimal("7.1"), "HKD": Decimal("0.92")}


@pytest.mark.parametrize(("rate", "code"), [(0.0, "bad_setting"), ("很高", "bad_amount")])
def test_a_rate_that_is_none_is_told_with_its_cell(rate, code):
    found = problems_of({"汇率": [["币种", "汇率"], ["USD", rate]]})
    assert [(problem.cell, problem.code) for problem in found] == [("汇率!B2", code)]


def test_single_entries_of_a_setting_leave_the_others():
    sheet = [
        ["documents.tone.A", "standard"], ["documents.tone.E", "firm"],
        ["dunning.letter_days.D.3", 2.0], ["interest.lpr.2026-01-20", 0.029],
    ]  # fmt: skip
    policy = policy_of({"参数": sheet})
    assert policy.documents.tone == {
        "A": "standard", "B": "soft", "C": "firm", "D": "firm", "E": "firm",
    }  # fmt: skip
    assert policy.dunning.letter_days == {"D": {"3": 2, "4": 5, "6": 13}}
    assert policy.interest.lpr["2026-01-20"] == Decimal("0.029")
    assert policy.interest.lpr["2019-08-20"] == Decimal("0.0425")


def test_the_kinds_of_the_wording_are_those_that_are_numbered():
    declared = {one.code: (one.zh, one.en) for one in DOCUMENT_KINDS}
    numbered = {kind: (series.title.zh, series.title.en) for kind, series in SERIES.items()}
    assert {kind: declared[kind] for kind in numbered} == numbered


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("documents.formats", "docx", ("docx",)),
        ("documents.formats", "pdf、docx", ("pdf", "docx")),
        ("limitation.warn_months", 6.0, (6,)),
        ("aging.limits", "audit", "audit"),
        ("aging.limits", "0,30", (0, 30)),
    ],
)
def test_a_list_of_one_is_a_list(name, written, value):
    policy = policy_of({"参数": [[name, written]]})
    section, setting = name.split(".")
    assert getattr(getattr(policy, section), setting) == value
