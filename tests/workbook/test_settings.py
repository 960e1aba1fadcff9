"""The sheet 参数: names in both languages, what goes before what, wrong values."""

import datetime as dt
from decimal import Decimal

import pytest
from books import ENTRY, INVOICES, write

from xlar.core.policy import Policy
from xlar.tables.settings import Settings, apply_settings, read_settings, setting_name
from xlar.workbook.read import load, read_source

JUNE_30 = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("as_of", "as_of"), ("As of", "as_of"), ("截止日期", "as_of"), ("截止日 *", "as_of"),
        ("本位币", "base_currency"), ("base currency", "base_currency"),
        ("总账余额", "gl_balance"), ("总账余额 CNY", "gl_balance.CNY"),
        ("总账余额（美元）", "gl_balance.USD"), ("总账余额(USD)", "gl_balance.USD"),
        ("gl_balance.CNY", "gl_balance.CNY"), ("GL balance", "GL balance"),
        ("汇率 USD", "rates.USD"), ("rates.usd", "rates.USD"), ("汇率（港币）", "rates.HKD"),
        ("dunning.grace", "dunning.grace"), ("公司名称", "公司名称"),
        ("汇率说明文字", "汇率说明文字"),
    ],
)  # fmt: skip
def test_names_of_settings(written, name):
    assert setting_name(written) == name


def of(**values):
    return Settings({name.replace("__", "."): value for name, value in values.items()})


def applied(policy=None, **values):
    return apply_settings(of(**values), policy, Policy())


def test_settings_are_rows_of_name_and_value():
    rows = [
        (1, ["参数", ""]),
        (2, ["设置", "值", "说明"]),
        (3, ["", "截止日期", JUNE_30, "说明"]),
        (4, ["本位币", "", ""]),
    ]
    settings = read_settings(rows, "参数", left=1)
    assert settings.values == {"as_of": "2026-06-30"}
    assert settings.cells == {"as_of": "参数!D3"}
    assert settings.rows == {"as_of": 3}


@pytest.mark.parametrize(
    "cell",
    [
        JUNE_30,
        dt.datetime.fromisoformat("2026-06-30T08:00"),
        "2026-06-30",
        "2026年6月30日",
        46203.0,
    ],
)
def test_the_as_of_day_in_any_form(cell):
    settings = read_settings([(1, ["截止日期", cell])])
    assert apply_settings(settings, None, Policy())[1:] == (JUNE_30, [])


def test_balances_and_rates_are_exact():
    policy, _, problems = applied(gl_balance__CNY="1,234.50", rates__USD="7.12345678")
    assert problems == []
    assert policy.gl_balance == {"CNY": Decimal("1234.5")}
    assert policy.rates == {"USD": Decimal("7.12345678")}


def test_a_balance_without_currency_is_of_the_base_currency():
    assert applied(gl_balance="5", base_currency="美元")[0].gl_balance == {"USD": Decimal(5)}


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("dunning.grace", "5", lambda p: p.dunning.grace == 5),
        ("aging.limits", "0,30,60", lambda p: p.aging.limits == (0, 30, 60)),
        ("aging.limits", "0、30、60", lambda p: p.aging.limits == (0, 30, 60)),
        ("aging.limits", "audit", lambda p: p.aging.limits == "audit"),
        ("credit.bank_bills", "是", lambda p: p.credit.bank_bills is True),
        ("terms.monthly", "months", lambda p: p.terms.monthly == "months"),
        ("dunning.minimum_amount", "80.5", lambda p: p.dunning.minimum_amount == Decimal("80.5")),
        ("terms.by_grade.D", "COD", lambda p: p.terms.by_grade == {"D": "COD"}),
    ],
)
def test_any_setting_under_its_full_name(name, value, found):
    policy, _, problems = applied(**{name: value})
    assert problems == []
    assert found(policy)


def test_settings_of_one_group_do_not_undo_each_other():
    policy = applied(aging__limits="0,30", aging__basis="document")[0]
    assert (policy.aging.limits, policy.aging.basis) == ((0, 30), "document")


def test_what_is_given_from_outside_goes_before_the_sheet():
    given = Policy.from_mapping({"gl_balance": {"CNY": 9}, "base_currency": "USD"})
    policy, as_of, _ = applied(
        given,
        gl_balance__CNY="1",
        gl_balance__USD="2",
        base_currency="EUR",
        dunning__grace="5",
        as_of="2026-06-30",
    )
    assert policy.gl_balance == {"CNY": Decimal(9), "USD": Decimal(2)}
    assert (policy.base_currency, policy.dunning.grace, as_of) == ("USD", 0, JUNE_30)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("as_of", "待定", "not a date"),
        ("base_currency", "元宝", "元宝"),
        ("gl_balance.CNY", "x", "not an amount"),
        ("rates.USD", "0", "above 0"),
        ("dunning.grase", "5", "did you mean dunning.grace"),
        ("aging.limits", "很多", "aging.limits"),
        ("dunning", "5", "dunning"),
    ],
)
def test_a_wrong_setting_is_a_problem_at_its_cell(tmp_path, name, value, reason):
    path = write(
        tmp_path / "b.xlsx", {"发票": [INVOICES, ENTRY], "参数": [["说明"], [name, value]]}
    )
    loaded = load(path)
    [problem] = [one for one in loaded.problems if one.severity == "error"]
    assert (problem.code, problem.cell, problem.found) == ("bad_setting", "参数!B2", value)
    assert reason in problem.text("en")
    assert loaded.ledger is None


def test_other_settings_are_kept_for_whoever_knows_them(tmp_path):
    sheets = {"发票": [INVOICES, ENTRY], "参数": [["公司名称", "示例公司"], ["页脚", 3.0]]}
    source = read_source(write(tmp_path / "book.xlsx", sheets))
    assert source.settings == {"公司名称": "示例公司", "页脚": "3"}
    assert source.problems == ()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("company.account", "6222020200012345", "6222020200012345"),
        ("company.account", "0200 1234", "0200 1234"),
        ("company.phone", "13800001111", "13800001111"),
        ("company.name", "测试（甲）公司", "测试（甲）公司"),
        ("documents.formats", "pdf, docx", ("pdf", "docx")),
        ("documents.formats", "pdf、eml", ("pdf", "eml")),
        ("documents.formats", '["eml"]', ("eml",)),
        ("aging.limits", "audit", "audit"),
        ("aging.limits", "0,30", (0, 30)),
    ],
)
def test_a_setting_is_read_as_what_it_is(name, value, expected):
    policy, _, problems = applied(**{name: value})
    section, field = name.split(".")
    assert problems == []
    assert getattr(getattr(policy, section), field) == expected


def test_an_account_number_cut_by_the_spreadsheet_is_a_problem():
    settings = read_settings([(1, ["company.account", 6222020200012345678.0])])
    _, _, (problem,) = apply_settings(settings, None, Policy())
    assert problem.code == "bad_setting"
    assert "expected a text" in problem.text("en")
