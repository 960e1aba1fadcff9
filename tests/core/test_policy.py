"""The settings: every default against the rules of the field, and every way to get one wrong."""

from __future__ import annotations

import dataclasses
import itertools
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from xlar.core.errors import BadPolicy
from xlar.core.policy import LADDER, Policy, Step
from xlar.core.policy_dunning import FeeRange

PAGE = Path(__file__).parents[2] / "docs" / "policy.md"


def settings_of(values, prefix=""):
    """Every setting by its full name."""
    found = {}
    for entry in dataclasses.fields(values):
        value = getattr(values, entry.name)
        if dataclasses.is_dataclass(value):
            found |= settings_of(value, f"{prefix}{entry.name}.")
        else:
            found[prefix + entry.name] = value
    return found


DEFAULTS = {
    "base_currency": "CNY",
    "rates": {},
    "gl_balance": {},
    # a partition of days past due, upper edge inclusive; by due date; first in, first out
    "aging.limits": (0, 30, 60, 90, 180, 365),
    "aging.basis": "due",
    "aging.allocation": "fifo",
    "aging.credits": "separate",
    # 月结N is month end + N days, the month ends where it ends
    "terms.monthly": "days",
    "terms.cutoff_day": 31,
    "terms.by_grade": {},
    # 发货控制: 50.00 ignored, orders above 30 days of sales, D only against prepayment
    "credit.ignore_overdue": Decimal("50.00"),
    "credit.bank_bills": False,
    "credit.large_order_days": 30,
    "credit.sales_window_days": 365,
    "credit.margin_days": 0,
    "credit.prepaid_grades": ("D",),
    "dunning.ladder": LADDER,
    "dunning.skip_steps": {"C": (2, 5)},
    "dunning.letter_days": {"D": {"3": 1, "4": 5, "6": 13}},
    "dunning.grace": 0,
    "dunning.grace_edge": "inclusive",
    "dunning.first_letter": "by_age",
    "dunning.first_letter_max": 5,
    "dunning.minimum_amount": Decimal("50.00"),
    "dunning.payment_days": 7,
    "dunning.level_payment_days": {},
    "dunning.interval": 7,
    "dunning.last_repeats": 0,
    "dunning.extension": "due_date",
    "dunning.fees": (),  # only by contract
    "interest.day_basis": 365,
    "interest.markup": Decimal("1.5"),
    "interest.statutory": "fixed",
    "interest.sme": False,
    "interest.sme_daily": Decimal("0.0005"),
    "interest.warn_multiple": Decimal(4),
    # 民法典 188: three years; warnings 6, 3 and 1 months before; only a recorded delivery counts
    "limitation.years": 3,
    "limitation.delivered_after_sending": None,
    "limitation.warn_months": (6, 3, 1),
    "stages.warning_days": 7,
    "stages.ultimatum_day": 30,
    "stages.agent_day": 37,
    "stages.legal_day": 217,
    "stages.bad_debt_months": 36,
    "stages.bad_debt_quiet_months": 12,
    "stages.recovery": (
        (0, 10_000),
        (30, 9_300),
        (60, 8_500),
        (90, 7_300),
        (180, 5_700),
        (270, 4_200),
        (365, 2_500),
        (730, 1_300),
    ),
    **{f"company.{name}": "" for name in ("name", "tax_id", "address", "phone", "contact")},
    **{f"company.{name}": "" for name in ("email", "bank", "account", "logo", "seal")},
    "company.show_seal": False,  # a printed seal binds the company
    "documents.folder": "",
    "documents.formats": ("pdf", "docx"),
    "documents.language": "zh",
    # softer for good customers, firmer for bad ones
    "documents.tone": {"A": "soft", "B": "soft", "C": "firm", "D": "firm"},
    "documents.wording": "",
    "documents.template": "",
    "documents.confirm_days": 10,
    "documents.print_interest": False,  # a signed sum can limit the claim
    **{f"documents.auditor{part}": "" for part in ("", "_address", "_contact", "_phone", "_email")},
    "documents.salespeople": {},
    # 关账日: no month is closed
    "closing.locked_to": None,
    # 坏账准备: CAS 22 with the usual percentages of six year bands; tax rule of 2011-25
    "provision.method": "percentage",
    "provision.percentages": tuple(Decimal(p) / 100 for p in (5, 10, 30, 50, 80, 100)),
    "provision.years": 6,
    "provision.limits": (),
    "provision.interval_months": 12,
    "provision.windows": 3,
    "provision.weighted": False,
    "provision.forward": Decimal(1),
    "provision.gaap": "cas",
    "provision.opening": {},
    "provision.other": {},
    "provision.period_from": None,
    "provision.revenue": Decimal(0),
    "provision.tax_small_sum": Decimal(50_000),
    "provision.tax_share": Decimal("0.0001"),
    # 催收安排: our own order; the rhythm of the source documents (7 days, 3 days, 18:00)
    "collections.points": {
        "class_a": 40,
        "class_b": 20,
        "class_c": 10,
        "due_soon": 5,
        "due_today": 10,
        "overdue": 20,
        "ultimatum": 25,
        "agent": 30,
        "legal": 30,
        "limitation": 20,
        "promise_broken": 15,
        "not_contacted": 10,
        "doubtful": 5,
    },
    "collections.contact_days": 14,
    "collections.doubtful_days": 60,
    "collections.call_days": (7, 3, 0),
    "collections.answer_hour": "18:00",
    # one instalment late and the whole rest is due; 对账 every half year
    "agreements.plan_default": "whole",
    "agreements.plan_grace": 0,
    "agreements.dispute_days": 30,
    "agreements.reconcile_months": 6,
    # both sides with VAT; 90 days of sales, a year of revenue; 80/20 and 80/15/5
    "indicators.vat": "in",
    "indicators.vat_rate": None,
    "indicators.dso_days": 90,
    "indicators.turnover_months": 12,
    "indicators.year_days": 365,
    "indicators.without_money": ("offset", "deduction", "discount", "charge", "rounding"),
    "indicators.top_percent": 20,
    "indicators.abc": (80, 15, 5),
    # 1 % of cash × 100/80/60/40/20/0 % up to 0/30/60/90/180/more days; bills when due
    "commission.rate": Decimal("0.01"),
    "commission.factors": {
        "0": Decimal(1),
        "30": Decimal("0.8"),
        "60": Decimal("0.6"),
        "90": Decimal("0.4"),
        "180": Decimal("0.2"),
    },
    "commission.factor_beyond": Decimal(0),
    "commission.bill_day": "due",
    "commission.write_off_penalty": Decimal(0),
    "commission.ranking": "received",
    # a quarter ahead, four in five weeks within the range
    "forecast.weeks": 13,
    "forecast.window_days": 365,
    "forecast.shrinkage": 5,
    "forecast.promise_kept": Decimal("0.7"),
    "forecast.dispute_days": 30,
    "forecast.coverage": Decimal("0.8"),
    "forecast.origins": 12,
    # domain: 40/20/15/10/10/5; days late ≤ 0/7/15/30/60 → 100/85/70/50/25; A 85, B 70, C 55
    "scoring.weights": {
        "payment": 40,
        "finance": 20,
        "trading": 15,
        "industry": 10,
        "years": 10,
        "third_party": 5,
    },
    "scoring.late_points": {"0": 100, "7": 85, "15": 70, "30": 50, "60": 25},
    "scoring.years_points": {"5": 100, "3": 80, "2": 60, "1": 40, "0": 20},
    "scoring.trading_months": 12,
    "scoring.broken_promise_points": 5,
    "scoring.slower_points": 10,
    "scoring.window_days": 365,
    "scoring.recent_days": 90,
    "scoring.grades": {"A": 85, "B": 70, "C": 55},
    "scoring.limit_factors": {
        "A": Decimal("1.5"),
        "B": Decimal("1.2"),
        "C": Decimal("0.8"),
        "D": Decimal(0),
    },
    "scoring.limit_step": Decimal(1000),  # full thousands
    "scoring.trial_limit": Decimal(20_000),
    "scoring.trial_months": 6,
    "scoring.review_months": 6,  # every half year
    "scoring.exempt_sizes": (),
    "scoring.exempt_sales": Decimal(0),
    "scoring.file_fields": (
        *("name", "tax_id", "contact", "deputy", "phone", "address", "region", "salesperson"),
        *("collector", "size", "since", "contract_to", "credit_limit", "grade"),
    ),
    "scoring.file_documents": (),
    "scoring.public_sizes": ("机关", "事业单位", "政府", "公共机构", "public"),
    "scoring.large_sizes": ("大", "大型", "大型企业", "large"),
    "scoring.sme_seller": True,
    # one serious signal asks for a review, two are a warning, three are danger
    "signals.weights": {},
    "signals.own_weight": 3,
    "signals.classes": {"watch": 1, "warning": 8, "danger": 15},
    "signals.review_at": 5,
    "signals.slower_days": 7,
    "signals.spreads": 3,
    "signals.least_invoices": 5,
    "signals.broken_promises": 2,
    "signals.growth_factor": 2,
    "signals.part_share": Decimal("0.5"),
    "signals.round_sum": Decimal(10_000),
    "signals.dispute_factor": 2,
    "signals.concentration": Decimal("0.2"),
    "signals.overdue_days": 30,
    "signals.alarm_grades": ("D",),
    "signals.collection_days": 90,
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_default(name):
    assert settings_of(Policy())[name] == DEFAULTS[name]


def test_every_setting_is_checked_above_or_below():
    assert set(settings_of(Policy())) == {*DEFAULTS, "interest.lpr"}


# (step, day, gap, action, letter level) of the 追收程序
RUNGS = [
    (0, -7, 0, "letter", 0),
    (1, 1, 0, "letter", 1),
    (2, 5, 4, "letter", 2),
    (3, 9, 4, "call", -1),
    (4, 13, 4, "letter", 3),
    (5, 17, 4, "letter", 4),
    (6, 21, 4, "letter", 5),
    (7, 21, 0, "call", -1),
    (8, 24, 3, "call", -1),
    (9, 27, 3, "call", -1),
    (10, 30, 3, "letter", 6),
    (11, 37, 7, "handover", -1),
    (12, 217, 180, "lawsuit", 7),
]


@pytest.mark.parametrize("rung", RUNGS, ids=lambda rung: f"step {rung[0]}")
def test_rung_of_the_ladder(rung):
    step = LADDER[rung[0]]
    assert (step.step, step.day, step.gap, step.action, step.level) == rung
    assert step.zh
    assert step.en


def test_each_day_of_the_ladder_is_the_day_before_it_plus_its_gap():
    # 1, +4 = 5, +4 = 9, +4 = 13, +4 = 17, +4 = 21, +0 = 21, +3 = 24, +3 = 27, +3 = 30, +7 = 37,
    # +180 = 217
    days = [rung.day for rung in LADDER[1:]]
    assert [later - earlier for earlier, later in itertools.pairwise(days)] == [
        rung.gap for rung in LADDER[2:]
    ]


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2024-07-22", "0.0335"), ("2024-10-21", "0.0310"), ("2025-05-20", "0.0300")],
)
def test_prime_rate(day, rate):
    assert Policy().interest.lpr[day] == Decimal(rate)


def test_prime_rates_stand_in_order_of_their_days():
    days = list(Policy().interest.lpr)
    assert days == sorted(days)


# --- from plain values -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("base_currency = 'USD'", "base_currency", "USD"),
        ("base_currency = '人民币'", "base_currency", "CNY"),
        ("[rates]\nUSD = 7.1234", "rates", {"USD": Decimal("7.1234")}),
        ("[rates]\n'美元' = '7.1234'", "rates", {"USD": Decimal("7.1234")}),
        ("[gl_balance]\nCNY = -12", "gl_balance", {"CNY": Decimal(-12)}),
        ("[aging]\nlimits = [-7, 0, 30]", "aging.limits", (-7, 0, 30)),
        ("[aging]\nlimits = 'audit'", "aging.limits", "audit"),
        ("[aging]\nallocation = 'explicit'", "aging.allocation", "explicit"),
        ("[terms]\ncutoff_day = 25", "terms.cutoff_day", 25),
        ("[terms.by_grade]\nA = 'N60'", "terms.by_grade", {"A": "N60"}),
        ("[credit]\nbank_bills = true", "credit.bank_bills", True),
        ("[credit]\nignore_overdue = 100", "credit.ignore_overdue", Decimal(100)),
        ("[credit]\nprepaid_grades = []", "credit.prepaid_grades", ()),
        ("[dunning.skip_steps]\nB = [2]", "dunning.skip_steps", {"B": (2,)}),
        ("[dunning.letter_days.D]\n1 = 1", "dunning.letter_days", {"D": {"1": 1}}),
        ("[dunning.level_payment_days]\n6 = 10", "dunning.level_payment_days", {"6": 10}),
        (
            "[[dunning.fees]]\nlevel = 3\nrate = 0.02\nmaximum = 500",
            "dunning.fees",
            (FeeRange(3, rate=Decimal("0.02"), maximum=Decimal(500)),),
        ),
        ("[company]\naccount = '0200 1234'", "company.account", "0200 1234"),
        ("[documents]\nformats = ['eml']", "documents.formats", ("eml",)),
        ("[documents.tone]\nA = 'firm'", "documents.tone", {"A": "firm"}),
        ("[interest]\nday_basis = 360", "interest.day_basis", 360),
        ("[interest.lpr]\n2026-01-20 = 0.03", "interest.lpr", {"2026-01-20": Decimal("0.03")}),
        ("[limitation]\ndelivered_after_sending = 7", "limitation.delivered_after_sending", 7),
        ("[stages]\nrecovery = [[0, 9000], [90, 0]]", "stages.recovery", ((0, 9000), (90, 0))),
    ],
)
def test_setting_from_toml(text, name, value):
    assert settings_of(Policy.from_mapping(tomllib.loads(text)))[name] == value


def test_settings_not_named_keep_their_defaults():
    policy = Policy.from_mapping({"dunning": {"grace": 3}})
    assert policy == dataclasses.replace(
        Policy(), dunning=dataclasses.replace(Policy().dunning, grace=3)
    )


def test_a_float_is_taken_as_it_is_written():
    assert Policy.from_mapping({"rates": {"USD": 0.1}}).rates["USD"] == Decimal("0.1")


def test_a_ladder_of_ones_own():
    rung = {"step": 1, "day": 10, "gap": 0, "action": "letter", "level": 1, "zh": "信", "en": "a"}
    policy = Policy.from_mapping({"dunning": {"ladder": [rung]}})
    assert policy.dunning.ladder == (Step(1, 10, 0, "letter", 1, "信", "a"),)


def test_a_policy_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Policy().base_currency = "USD"
    with pytest.raises(TypeError):
        Policy().rates["USD"] = Decimal(7)


# --- wrong settings: the text, and a part of the message in each language ----------------------

WRONG = [
    ("bas_currency = 'USD'", "是否指 base_currency", "did you mean base_currency?"),
    ("[dunning]\ngrase = 1", "没有名为 dunning.grase 的设置", "did you mean dunning.grace?"),
    ("[agings]\nlimits = [0]", "是否指 aging", "did you mean aging?"),
    ("[credit]\nzzz = 1", "可用的有：ignore_overdue", "known are ignore_overdue, bank_bills"),
    ("base_currency = 'yuan!'", "不是币种", "is no currency"),
    ("[rates]\n'dollar' = 7", "设置 rates：“dollar”不是币种", 'rates: "dollar" is no currency'),
    (
        "[rates]\nUSD = 0",
        "设置 rates.USD：应为大于 0 的数字",
        "rates.USD: expected a number above 0",
    ),
    ("[rates]\nUSD = 'seven'", "应为数字", "found 'seven', expected a number"),
    ("[rates]\nUSD = nan", "应为数字", "expected a number"),
    ("[rates]\nUSD = true", "应为数字", "expected a number"),
    ("rates = 7", "应为表（名称 = 值）", "expected a table of name = value"),
    ("aging = 30", "设置 aging：发现 30，应为表", "setting aging: found 30, expected a table"),
    ("[aging]\nlimits = [30, 0]", "由小到大的天数", "ascending days, or audit"),
    ("[aging]\nlimits = [0, 0]", "由小到大的天数", "ascending days, or audit"),
    ("[aging]\nlimits = []", "由小到大的天数", "ascending days, or audit"),
    ("[aging]\nlimits = [0, 'x']", "设置 aging.limits[1]", "aging.limits[1]: found 'x'"),
    ("[aging]\nlimits = [0, 30.5]", "应为整数", "found 30.5, expected a whole number"),
    ("[aging]\nlimits = 'audits'", "应为audit", "found 'audits', expected audit"),
    ("[aging]\nbasis = 'invoice'", "应为due 或 document", "expected due or document"),
    ("[terms]\nmonthly = 1", "应为days 或 months", "expected days or months or first_of_next"),
    ("[terms]\ncutoff_day = 0", "1 至 31", "1 to 31"),
    ("[terms]\ncutoff_day = true", "应为整数", "found True, expected a whole number"),
    ("[credit]\nbank_bills = 1", "应为true 或 false", "found 1, expected true or false"),
    ("[credit]\nprepaid_grades = 'D'", "应为列表", "found 'D', expected a list"),
    ("[credit]\nlarge_order_days = 0", "大于 0", "large_order_days: expected more than 0"),
    ("[credit]\nsales_window_days = -1", "大于 0", "sales_window_days: expected more than 0"),
    ("[credit]\nignore_overdue = -1", "不小于 0", "ignore_overdue: expected 0 or more"),
    ("[credit]\nmargin_days = -1", "不小于 0", "margin_days: expected 0 or more"),
    ("[dunning]\ngrace = -1", "不小于 0", "dunning.grace: expected 0 or more"),
    ("[dunning.letter_days.D]\nL3 = 1", "函件级别", "the level of a letter (a number)"),
    ("[dunning.level_payment_days]\nx = 1", "函件级别", "level_payment_days.x: expected the level"),
    ("[dunning]\ninterval = -1", "不小于 0", "dunning.interval: expected 0 or more"),
    ("[[dunning.fees]]\nfixed = 1", "缺少设置 dunning.fees[0].level", "fees[0].level is missing"),
    ("[[dunning.fees]]\nlevel = 1\nrate = -1", "不小于 0", "dunning.fees.rate: expected 0 or more"),
    ("[company]\naccount = 123", "应为文字", "company.account: found 123, expected a text"),
    ("[documents]\nformats = []", "至少一种格式", "expected at least one format"),
    ("[documents]\nformats = ['doc']", "pdf 或 docx", "expected pdf or docx or xlsx or eml"),
    ("[documents.salespeople]\n'张三' = 'zhang'", "邮箱地址，而不是“zhang”", "salespeople.张三"),
    ("[documents.tone]\nA = 'hard'", "soft 或 standard", "tone.A: found 'hard'"),
    ("[documents]\nconfirm_days = -1", "不小于 0", "confirm_days: expected 0 or more"),
    ("[dunning.skip_steps]\nC = 2", "设置 dunning.skip_steps.C", "skip_steps.C: found 2"),
    ("[[dunning.ladder]]\nstep = 1", "缺少设置 dunning.ladder[0].day", "ladder[0].day is missing"),
    ("[interest]\nday_basis = 366", "应为365 或 360", "expected 365 or 360"),
    ("[interest.lpr]\n'May 2025' = 0.03", "不是 YYYY-MM-DD", '"May 2025" is not a date'),
    ("[interest.lpr]\n2025-05-20 = 0", "大于 0 的数字", "a number above 0"),
    ("[interest]\nmarkup = 0", "大于 0", "interest.markup: expected more than 0"),
    ("[limitation]\nyears = 0", "大于 0", "limitation.years: expected more than 0"),
    ("[limitation]\ndelivered_after_sending = 'x'", "应为整数", "expected a whole number"),
    ("[stages]\nlegal_day = 20", "天数由小到大", "one after the other"),
    ("[stages]\nrecovery = [[30, 1], [0, 1]]", "收回概率 0 至 10000", "chances from 0 to 10000"),
    ("[stages]\nrecovery = [[0, 10001]]", "收回概率 0 至 10000", "chances from 0 to 10000"),
    ("[stages]\nrecovery = [[0, 1, 2]]", "应为2 个值", "expected 2 values"),
]


@pytest.mark.parametrize(("text", "zh", "en"), WRONG, ids=[case[0] for case in WRONG])
def test_wrong_setting(text, zh, en):
    with pytest.raises(BadPolicy) as caught:
        Policy.from_mapping(tomllib.loads(text))
    assert zh in caught.value.text("zh")
    assert en in caught.value.text("en")


def test_a_ladder_out_of_order_is_refused():
    with pytest.raises(BadPolicy, match="steps and days in ascending order"):
        dataclasses.replace(Policy().dunning, ladder=LADDER[::-1])


# --- the page that documents the settings ------------------------------------------------------


def toml_text(value):
    """A default the way the page writes it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {toml_text(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_text, value))}]"
    return str(value)


def documented():
    """Setting and default of every row of the page's tables."""
    return dict(
        re.findall(r"^\| `([a-z_.]+)` \| `([^`]*)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    )


def test_the_page_lists_every_setting_and_no_other():
    assert list(documented()) == list(settings_of(Policy()))


@pytest.mark.parametrize("name", sorted({*DEFAULTS} - {"dunning.ladder"}))
def test_the_page_gives_the_default(name):
    assert documented()[name] == toml_text(settings_of(Policy())[name])


def examples():
    return re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_the_page_has_examples():
    assert len(examples()) >= 2


@pytest.mark.parametrize("place", range(2))
def test_example_of_the_page_is_valid(place):
    assert Policy.from_mapping(tomllib.loads(examples()[place])) != Policy()


def test_the_page_shows_the_whole_ladder():
    rows = re.findall(
        r"^\| (\d+) \| (-?\d+) \| (\d+) \| `(\w+)` \| (-?\d+) \| (.+?) \| (.+?) \|$",
        PAGE.read_text("utf-8"),
        re.MULTILINE,
    )
    found = [
        Step(int(step), int(day), int(gap), action, int(level), zh, en)
        for step, day, gap, action, level, zh, en in rows
    ]
    assert tuple(found) == LADDER


def test_the_page_shows_every_prime_rate():
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\S+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {day: Decimal(rate) for day, rate in rows} == dict(Policy().interest.lpr)
