"""The table of functions: what is derived from annotations and docstrings, and its limits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import pytest

from xlar.core.errors import BadLedger, BadValue, MissingRate, UnknownCustomer
from xlar.functions import aging, helpers
from xlar.functions import parameters as p
from xlar.functions.convert import CellError
from xlar.functions.page import functions_page
from xlar.functions.registry import FUNCTIONS
from xlar.functions.table import (
    DECLARED,
    FAMILIES,
    LONGEST,
    Impossible,
    LostLedger,
    UnknownDocument,
    described,
    error_of,
    worksheet_function,
)
from xlar.functions.tables import ORDER

ALL = list(FUNCTIONS.values())
NAMES = [function.name for function in ALL]
ROOT = Path(__file__).parents[2]


def test_the_functions_stand_by_family():
    assert NAMES == [
        "AR_LEDGER", "AR_OPEN_ITEMS", "AR_BALANCE", "AR_OVERDUE", "AR_UNAPPLIED", "AR_STATEMENT",
        "AR_PROBLEMS",
        "AR_AGING", "AR_BUCKET", "AR_DAYS_PAST_DUE", "AR_DUE_DATE",
        "AR_CREDIT", "AR_CREDIT_LIMIT", "AR_CREDIT_USED", "AR_CREDIT_AVAILABLE", "AR_CREDIT_CHECK",
        "AR_SCORE", "AR_GRADE", "AR_LIMIT_ADVICE", "AR_SCORES",
        "AR_STAGE", "AR_STAGES", "AR_NEXT_ACTION", "AR_FINAL_DEADLINE", "AR_RECOVERY_CHANCE",
        "AR_LIMITATION",
        "AR_WORKLIST", "AR_WEEK_PLAN", "AR_WEEK_RESULT", "AR_PROMISES", "AR_PLANS", "AR_DISPUTES",
        "AR_HOLDS", "AR_APPROVALS", "AR_SLIPS", "AR_FORECAST", "AR_COMMISSION", "AR_WARNINGS",
        "AR_KPI", "AR_DSO", "AR_CEI", "AR_TURNOVER_DAYS", "AR_PROVISION", "AR_ROLL_RATES",
        "AR_INTEREST", "AR_RMB", "AR_LASTERROR",
    ]  # fmt: skip
    assert [one.family for one in ALL] == sorted(
        (one.family for one in ALL), key=list(FAMILIES).index
    )


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("AR_BALANCE", "AR_BALANCE(customer,[ledger],[as_of],[currency])"),
        ("AR_AGING", "AR_AGING([ledger],[as_of],[by],[limits],[basis])"),
        ("AR_SLIPS", "AR_SLIPS([ledger],[as_of],[show])"),
        ("AR_STATEMENT", "AR_STATEMENT(customer,[ledger],[as_of],[from])"),
        ("AR_BUCKET", "AR_BUCKET(days,[limits],[ledger])"),
        ("AR_INTEREST", "AR_INTEREST(amount,due,as_of,rate,[ledger])"),
        ("AR_CREDIT_CHECK", "AR_CREDIT_CHECK(customer,order,[ledger],[as_of],[show])"),
        ("AR_STAGE", "AR_STAGE(invoice_no,[ledger],[as_of],[show])"),
        ("AR_LASTERROR", "AR_LASTERROR([number])"),
    ],
)
def test_signature(name, signature):
    assert FUNCTIONS[name].signature() == signature


def test_ledger_and_problems_take_the_same_tables_in_one_order():
    for name in ("AR_LEDGER", "AR_PROBLEMS"):
        assert tuple(one.name for one in FUNCTIONS[name].parameters) == ORDER
    assert ORDER[:5] == ("customers", "invoices", "receipts", "allocations", "acts")
    assert [one.name for one in FUNCTIONS["AR_LEDGER"].parameters if not one.optional] == [
        "invoices"
    ]


@pytest.mark.parametrize("function", ALL, ids=NAMES)
def test_texts_fit_the_function_wizard(function):
    texts = [(function.zh, function.en), *((one.zh, one.en) for one in function.parameters)]
    for zh, en in texts:
        assert 0 < len(zh) <= LONGEST
        assert 0 < len(en) <= LONGEST
        assert re.search("[\u4e00-\u9fff]", zh)
        assert re.search("[a-z]", en)


@pytest.mark.parametrize("function", ALL, ids=NAMES)
def test_keys_come_first_then_ledger_and_day_then_options(function):
    kinds = [one.kind for one in function.parameters]
    if "ledger" in kinds and "as_of" in kinds and function.name != "AR_DAYS_PAST_DUE":
        place = kinds.index("ledger")
        assert kinds[place + 1] == "as_of"
        assert all(not one.optional for one in function.parameters[:place])
        assert all(one.optional for one in function.parameters[place:])


@pytest.mark.parametrize("function", ALL, ids=NAMES)
def test_the_example_calls_the_function_with_arguments_it_has(function):
    assert function.example.startswith(f"={function.name}(")
    given = re.sub(r'"[^"]*"|\[#All\]', "", function.example)
    assert given.count(",") < max(len(function.parameters), 1)


def test_a_declared_function_stays_callable():
    assert aging.ar_bucket(45, (0, 30)) == "30天以上"
    assert helpers.ar_rmb.__name__ == "ar_rmb"


@pytest.fixture
def declared():
    """The table as it is, put back after the test."""
    before = dict(DECLARED)
    yield DECLARED
    DECLARED.clear()
    DECLARED.update(before)


def test_a_function_is_derived_from_how_it_is_written(declared):
    @worksheet_function("helpers", "=AR_TRIAL(5)")
    def ar_trial(customer: p.Customer, from_: p.From = None, *, lang: str = "zh") -> p.Amount:
        """试 / A trial."""

    trial = declared["AR_TRIAL"]
    assert (trial.zh, trial.en, trial.shape, trial.result) == (
        "试。",
        "A trial.",
        "scalar",
        "amount",
    )
    assert trial.signature() == "AR_TRIAL(customer,[from])"
    assert (trial.fields, trial.injected) == (("customer", "from_"), ("lang",))
    assert trial.call is ar_trial


@pytest.mark.parametrize("text", ["中文 / " + "x" * 256, "中" * 256 + " / English", "只有中文", ""])
def test_a_text_that_is_missing_or_too_long_stops_the_import(declared, text):
    def ar_trial() -> p.Amount: ...

    ar_trial.__doc__ = text
    with pytest.raises(ValueError, match="AR_TRIAL: the text of AR_TRIAL has"):
        worksheet_function("helpers", "=AR_TRIAL()")(ar_trial)
    assert "AR_TRIAL" not in declared


def test_an_unknown_family_and_a_second_declaration_stop_the_import():
    def ar_rmb() -> p.Amount:
        """试 / A trial."""

    for family in ("helpers", "colours"):
        with pytest.raises(ValueError, match="unknown family or declared twice"):
            worksheet_function(family, "=AR_RMB()")(ar_rmb)


def test_a_parameter_without_a_kind_stops_the_import():
    def ar_trial(size: int) -> Annotated[float, "amount"]:
        """试 / A trial."""

    with pytest.raises(TypeError, match="no kind of parameter"):
        worksheet_function("helpers", "=AR_TRIAL()")(ar_trial)


@pytest.mark.parametrize(
    ("docstring", "zh", "en"),
    [
        ("余额 / The balance.", "余额。", "The balance."),
        ("余额。 / The balance.", "余额。", "The balance."),
        ("一 / One.\n\n二 / Two.\n\nArgs:\n    x: y", "一。二。", "One. Two."),
        ("一 / One.\n\n>>> code()", "一。", "One."),
        ("中文\n连着 / English\nhas blanks.", "中文连着。", "English has blanks."),
    ],
)
def test_descriptions(docstring, zh, en):
    text = described(docstring)
    assert (text.zh, text.en) == (zh, en)


@pytest.mark.parametrize(
    ("mistake", "error"),
    [
        (UnknownCustomer(), CellError.NA),
        (UnknownDocument(), CellError.NA),
        (LostLedger(), CellError.NA),
        (BadValue(), CellError.VALUE),
        (BadLedger(()), CellError.VALUE),
        (Impossible(), CellError.NUM),
        (MissingRate(), CellError.NUM),
    ],
)
def test_error_values(mistake, error):
    assert error_of(mistake) is error


def test_the_page_is_up_to_date(request):
    page = ROOT / "docs" / "functions.md"
    if request.config.getoption("--golden-update"):
        page.write_text(functions_page(), encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == functions_page()


def test_the_changelog_counts_the_functions():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"Worksheet functions: {len(FUNCTIONS)} functions" in text


@pytest.mark.parametrize("function", ALL, ids=NAMES)
def test_the_page_tells_everything_of_a_function(function):
    section = functions_page().split(f"\n### {function.name}\n")[1].split("\n##")[0]
    assert f"`{function.signature()}`" in section
    assert function.zh in section
    assert function.en in section
    assert function.example in section
    for parameter in function.parameters:
        assert parameter.zh in section
        assert parameter.en in section
