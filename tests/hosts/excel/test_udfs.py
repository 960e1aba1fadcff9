"""Every worksheet function through xlwings' own ``CallUDF``, called as VBA calls it.

The server runs in a process of its own over a fake of pywin32; what is passed is what Excel passes:
tuples of rows, floats for days, negative ints for errors, and an int for what was left out.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from excel_process import MISSING, Excel, RaisedInVba, RangeOf
from ledgers import ledger_of
from sample_tables import AS_OF, BOOK, CUSTOMERS, INVOICES, RECEIPTS, SETTINGS, TEXT, serial

from xlar.core.aging import aging
from xlar.core.collections import promise_report, week_plan, week_result, worklist
from xlar.core.commission import commission
from xlar.core.credit import credit
from xlar.core.dates import calendar_date
from xlar.core.forecast import forecast
from xlar.core.indicators import indicators
from xlar.core.items import open_items
from xlar.core.limitation import limitation
from xlar.core.policy import Policy
from xlar.core.provision import provision
from xlar.core.scoring import score
from xlar.core.signals import warnings
from xlar.core.stages import stages
from xlar.frames.cells import report_table
from xlar.frames.collections import plan_table, promises_table, result_table, worklist_table
from xlar.frames.commission import commission_table
from xlar.frames.forecast import forecast_table
from xlar.frames.indicators import kpi_table
from xlar.frames.provision import provision_table
from xlar.frames.scoring import score_table
from xlar.frames.shown import AGREEMENTS, SLIPS
from xlar.frames.signals import warning_table
from xlar.frames.tabulated import Tabulated, cells_of
from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS
from xlar.hosts.excel.udfs import SEND_TABLES

NA = "#XLAR!2042"
VALUE = "#XLAR!2015"
NUM = "#XLAR!2036"
DAY = date(2026, 6, 30)
FIRST = date(2026, 6, 1)
LEDGER = object()  # in a case: the handle of the sample


@pytest.fixture(scope="module")
def handle(excel):
    return excel.call("AR_LEDGER", CUSTOMERS, INVOICES, RECEIPTS, MISSING)


@pytest.fixture(scope="module")
def core():
    return ledger_of(TEXT)


def figures(report, lang="zh"):
    """The rows of a report as Excel shows them."""
    table = cells_of(report, lang) if isinstance(report, Tabulated) else report_table(report, lang)
    rows = [table.titles(lang), *zip(*table.columns, strict=True), *table.footer]
    return tuple(tuple(map(cell, row)) for row in rows)


def cell(value):
    if isinstance(value, date):
        return serial(value.isoformat())
    return "" if value is None else value


# Worked by hand from the sample: A-1 is 91 days late with 60,000 left of 100,000, A-2 is not due,
# B-1 is 11 days late, and 1003 has paid 200 that nothing is open for.
SCALARS = [
    ("AR_BALANCE", ("C001", LEDGER, AS_OF), 90000.0),
    ("AR_BALANCE", ("C002", LEDGER, AS_OF, "CNY"), 5000.5),
    ("AR_OVERDUE", ("C001", LEDGER, AS_OF), 60000.0),
    ("AR_UNAPPLIED", (1003.0, LEDGER, AS_OF), -200.0),
    ("AR_BUCKET", (45.0, "0,30,60"), "31-60天"),
    ("AR_BUCKET", (45.0, ((0.0,), (30.0,), (90.0,))), "31-90天"),
    ("AR_BUCKET", (45.0, (0.0, 30.0, 90.0)), "31-90天"),
    ("AR_DAYS_PAST_DUE", (serial("2026-06-19"), AS_OF), 11.0),
    ("AR_DAYS_PAST_DUE", ("2026-07-15", AS_OF), -15.0),
    ("AR_DUE_DATE", (serial("2026-05-15"), "月结30"), AS_OF),
    ("AR_CREDIT_LIMIT", ("C001", LEDGER, AS_OF), 100000.0),
    ("AR_CREDIT_LIMIT", ("C002", LEDGER, AS_OF), ""),
    ("AR_CREDIT_USED", ("C001", LEDGER, AS_OF), 90000.0),
    ("AR_CREDIT_AVAILABLE", ("C001", LEDGER, AS_OF), 10000.0),
    # 1003 has bought nothing before, so any order is more than usual; up to 50,000 + 200 fits.
    ("AR_CREDIT_CHECK", (1003.0, 50200.0, LEDGER, AS_OF, "code"), "approve"),
    ("AR_CREDIT_CHECK", (1003.0, 50200.01, LEDGER, AS_OF, "code"), "hold"),
    ("AR_STAGE", ("A-1", LEDGER, AS_OF), "专业追账"),  # 91 days: stage 6
    ("AR_STAGE", ("A-1", LEDGER, AS_OF, "code"), 6.0),
    ("AR_NEXT_ACTION", ("B-1", LEDGER, AS_OF), "催款函一"),  # the day after its final deadline
    ("AR_NEXT_ACTION", ("B-1", LEDGER, AS_OF, "date"), AS_OF),
    ("AR_FINAL_DEADLINE", (serial("2026-05-15"), "N30"), serial("2026-06-24")),
    ("AR_RECOVERY_CHANCE", (45.0,), 0.89),
    ("AR_LIMITATION", ("B-1", LEDGER, AS_OF), serial("2029-06-19")),
    ("AR_INTEREST", (100000.0, serial("2026-03-31"), AS_OF, "年4.5%"), 1121.92),
    ("AR_RMB", (1409.5,), "人民币壹仟肆佰零玖元伍角"),
]
TABLES = {
    "AR_OPEN_ITEMS": lambda ledger: open_items(ledger, DAY),
    "AR_AGING": lambda ledger: aging(ledger, DAY),
    "AR_CREDIT": lambda ledger: credit(ledger, DAY),
    "AR_STAGES": lambda ledger: stages(ledger, DAY),
    "AR_SCORES": lambda ledger: score_table(score(ledger, DAY)),
    "AR_WORKLIST": lambda ledger: worklist_table(worklist(ledger, DAY)),
    "AR_PROMISES": lambda ledger: promises_table(promise_report(ledger, DAY)),
    "AR_WEEK_PLAN": lambda ledger: plan_table(week_plan(ledger, DAY)),
    "AR_WEEK_RESULT": lambda ledger: result_table(week_result(ledger, DAY)),
    **{
        f"AR_{name.upper()}": lambda ledger, made=made: made(ledger, DAY, Policy())
        for name, made in ({**AGREEMENTS, "slips": SLIPS["slips"]}).items()
    },
    "AR_WARNINGS": lambda ledger: warning_table(warnings(ledger, DAY)),
    "AR_FORECAST": lambda ledger: forecast_table(forecast(ledger, DAY)),
    "AR_COMMISSION": lambda ledger: commission_table(commission(ledger, FIRST, DAY)),
    "AR_KPI": lambda ledger: kpi_table(indicators(ledger, DAY)),
    "AR_PROVISION": lambda ledger: provision_table(provision(ledger, DAY)),
}
# Figures that this small sample cannot give: too short a past, nothing scored.
ABSENT = [
    ("AR_SCORE", ("C001", LEDGER, AS_OF)),
    ("AR_GRADE", ("C001", LEDGER, AS_OF)),
    ("AR_LIMIT_ADVICE", ("C001", LEDGER, AS_OF)),
    ("AR_DSO", (LEDGER, AS_OF)),
    ("AR_CEI", (LEDGER, AS_OF)),
    ("AR_TURNOVER_DAYS", (LEDGER, AS_OF)),
    ("AR_ROLL_RATES", (LEDGER, AS_OF)),
]
TESTED_ALONE = {"AR_LEDGER", "AR_STATEMENT", "AR_PROBLEMS", "AR_LASTERROR"}


@pytest.mark.parametrize(("name", "values", "expected"), SCALARS)
def test_single_figures(excel, handle, name, values, expected):
    given = [handle if value is LEDGER else value for value in values]
    assert excel.call(name, *given) == expected


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_the_reports_of_the_core(excel, handle, core, name):
    answer = excel.call(name, handle, AS_OF)
    shown = answer if isinstance(answer[0], tuple) else (answer,)  # xlwings gives one row bare
    expected = figures(TABLES[name](core))
    assert shown[: len(expected)] == expected
    assert {type(one) for row in shown for one in row} <= {str, float, bool}


@pytest.mark.parametrize(("name", "values"), ABSENT)
def test_single_figures_are_those_of_the_functions(excel, handle, name, values):
    given = [handle if value is LEDGER else value for value in values]
    session = Session(lambda: DAY)
    own = session.call("AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS))
    expected = session.call(name, tuple(own if value is LEDGER else value for value in values))
    shown = f"#XLAR!{expected.value}" if isinstance(expected, CellError) else cell(expected)
    assert excel.call(name, *given) == shown


def test_limitation_is_that_of_the_core(excel, handle, core):
    report = limitation(core, DAY)
    for document, lapse in zip(report.document.tolist(), report.lapse.tolist(), strict=True):
        number = core.documents.number[document]
        shown = excel.call("AR_LIMITATION", number, handle, AS_OF)
        assert shown == serial(calendar_date(lapse).isoformat())


def test_a_ledger_is_named_by_its_content(excel, handle):
    assert re.fullmatch(r"[0-9a-f]{12} · 5", handle)
    assert excel.call("AR_LEDGER", CUSTOMERS[:-1], INVOICES, RECEIPTS) == handle
    assert excel.call("AR_LEDGER", CUSTOMERS, INVOICES[:-1], RECEIPTS) != handle


def test_a_statement_lists_every_movement_with_the_balance(excel, handle):
    head, *rows = excel.call("AR_STATEMENT", "C001", handle, AS_OF, serial("2026-04-01"))
    assert head == ("币种", "日期", "摘要", "单据号", "合同或原单", "应收增加", "应收减少", "余额")
    assert [(row[1], row[2], row[7]) for row in rows[:4]] == [
        (serial("2026-04-01"), "期初余额", 100000.0),
        (serial("2026-05-01"), "收款", 60000.0),
        (serial("2026-06-15"), "发票", 90000.0),
        (AS_OF, "期末余额", 90000.0),
    ]


def test_problems_are_listed_with_row_and_words(excel):
    wrong = (*INVOICES, ("A-2", "C001", "32/13/2026", None, -2146826246, None))
    assert excel.call("AR_LEDGER", CUSTOMERS, wrong, RECEIPTS) == VALUE
    head, *rows = excel.call("AR_PROBLEMS", CUSTOMERS, wrong, RECEIPTS)
    columns = [head.index(title) for title in ("行", "列", "发现")]
    places = [tuple(row[one] for one in columns) for row in rows]
    assert (5.0, "单据日期", "32/13/2026") in places
    assert (5.0, "金额", "#N/A") in places


def test_a_range_of_customers_gives_a_range_of_balances(excel, handle):
    column = (("C001",), ("C002",), (None,), ("nobody",), (1003.0,))
    assert excel.call("AR_BALANCE", column, handle, AS_OF) == (
        (90000.0,), (5000.5,), ("",), (NA,), (-200.0,),
    )  # fmt: skip


def test_one_row_comes_back_flat_as_excel_takes_it(excel, handle):
    assert excel.call("AR_BALANCE", (("C001", 1003.0),), handle, AS_OF) == (90000.0, -200.0)


@pytest.mark.parametrize("left_out", [MISSING, None, ""])
def test_what_is_left_out_has_its_default(excel, left_out):
    assert excel.call("AR_BUCKET", 45.0, left_out, left_out) == "31-60天"


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("AR_BALANCE", ("nobody", LEDGER, AS_OF), NA),
        ("AR_STAGE", ("Z-9", LEDGER, AS_OF), NA),
        ("AR_BALANCE", ("C001", "no handle", AS_OF), VALUE),
        ("AR_BALANCE", (MISSING, LEDGER, AS_OF), VALUE),
        ("AR_BALANCE", ("C001", LEDGER, True), VALUE),
        ("AR_BALANCE", ("C001", LEDGER, "no day"), VALUE),
        ("AR_BALANCE", (-2146826246, LEDGER, AS_OF), NA),  # an error in a cell is passed on
        ("AR_BALANCE", (-2146826281, LEDGER, AS_OF), "#XLAR!2007"),
        ("AR_BUCKET", (45.0, "30,0"), VALUE),
        ("AR_RMB", ("大概一百",), VALUE),
        ("AR_RMB", (1.0, 2.0, 3.0), VALUE),
        ("AR_LEDGER", (CUSTOMERS, MISSING), VALUE),
        ("AR_LEDGER", (CUSTOMERS, ((None,),)), VALUE),
        ("AR_NOTHING", (), "#XLAR!2029"),
    ],
)
def test_mistakes_are_error_values_and_never_text(excel, handle, name, values, error):
    given = [handle if value is LEDGER else value for value in values]
    assert excel.call(name, *given) == error


def test_two_currencies_have_no_single_balance(excel):
    invoices = (
        ("单据号", "客户编码", "单据日期", "到期日", "金额", "币种"),
        ("I-1", "C1", AS_OF, AS_OF, 10.0, "CNY"),
        ("I-2", "C1", AS_OF, AS_OF, 20.0, "USD"),
    )
    ledger = excel.call("AR_LEDGER", MISSING, invoices)
    assert excel.call("AR_BALANCE", "C1", ledger, AS_OF) == NUM
    assert excel.call("AR_BALANCE", "C1", ledger, AS_OF, "美元") == 20.0


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("zh", "账中没有客户“没有”"), ("en", 'the ledger has no customer "没有"')],
)
def test_the_last_error_is_explained_with_its_cell(excel, handle, lang, expected):
    context = (lang, False, "ar.xlsm", "信用!$B$2", 1.0)
    assert excel.call("AR_BALANCE", "没有", handle, AS_OF, context=context) == NA
    said = excel.call("AR_LASTERROR", context=context)
    assert said.startswith("AR_BALANCE (信用!$B$2) #N/A")
    assert expected in said


def test_words_are_in_the_language_of_the_call(excel, handle, core):
    context = ("en",)
    shown = excel.call("AR_AGING", handle, AS_OF, context=context)
    assert shown[0] == figures(aging(core, DAY), "en")[0]
    assert excel.call("AR_BUCKET", 0.0, context=context) == "not due"


def test_days_of_a_workbook_that_counts_from_1904(excel):
    context = ("zh", True)
    given = serial("2026-05-15") - 1462
    shown = excel.call("AR_FINAL_DEADLINE", given, "N30", context=context)
    assert shown == serial("2026-06-24") - 1462


# Without a ledger: the tables of the workbook.


def with_book(excel, name, *values, state="", book="ar.xlsm", tables=BOOK):
    context = ("zh", False, book, "", state)
    return excel.call_udf("dispatch_with", name, values, context, tables)


def test_without_a_ledger_the_tables_are_asked_for_and_used(excel):
    assert excel.call("AR_BALANCE", "C001") == SEND_TABLES
    assert with_book(excel, "AR_BALANCE", "C001") == 90000.0
    assert with_book(excel, "AR_OVERDUE", "C001") == 60000.0  # on the day of the settings


def test_the_tables_are_asked_for_once_while_the_workbook_stays_the_same(excel):
    before, after = (("zh", False, "once.xlsm", "", state) for state in (1.0, 2.0))
    assert excel.call("AR_BALANCE", "C001", context=before) == SEND_TABLES
    assert with_book(excel, "AR_BALANCE", "C001", state=1.0, book="once.xlsm") == 90000.0
    assert excel.call("AR_BALANCE", "C002", context=before) == 5000.5
    assert excel.call("AR_BALANCE", "C002", context=after) == SEND_TABLES


def test_a_changed_table_changes_the_figure(excel):
    less = (*BOOK[:1], ("发票", INVOICES[:-1]), *BOOK[2:])
    assert with_book(excel, "AR_BALANCE", "C002", state=1.0, book="less.xlsm") == 5000.5
    changed = with_book(excel, "AR_BALANCE", "C002", state=2.0, book="less.xlsm", tables=less)
    assert changed == 0.0


def test_a_handle_of_another_process_heals_from_the_tables(excel):
    receipts = (*RECEIPTS, ("R-4", "C002", AS_OF, 0.5))
    there = Excel()
    try:
        unknown = there.call("AR_LEDGER", CUSTOMERS, INVOICES, receipts, *[MISSING] * 4, SETTINGS)
    finally:
        there.close()
    tables = (*BOOK[:2], ("收款", receipts), *BOOK[3:])
    assert excel.call("AR_BALANCE", "C002", unknown) == SEND_TABLES
    assert with_book(excel, "AR_BALANCE", "C002", unknown, tables=BOOK) == NA
    assert with_book(excel, "AR_BALANCE", "C002", unknown, tables=tables) == 5000.0
    assert excel.call("AR_BALANCE", "C002", unknown) == 5000.0


def test_a_settings_sheet_of_one_cell_is_no_failure(excel):
    assert with_book(excel, "AR_BALANCE", "C001", tables=(*BOOK[:3], ("参数", "空"))) == 90000.0


# The functions as xlwings imports them.


def test_wrappers_of_xlwings_get_missing_values_and_ranges(excel):
    ledger = excel.ask(
        "call_udf_from_cell",
        "AR_LEDGER",
        (RangeOf(CUSTOMERS), RangeOf(INVOICES), RangeOf(RECEIPTS), *[MISSING] * 9),
    )
    given = (RangeOf((("C001",), ("C002",))), ledger, AS_OF, MISSING)
    shown = excel.ask("call_udf_from_cell", "AR_BALANCE", given)
    assert shown == ((90000.0,), (5000.5,))


def test_ranges_of_value_have_dates_and_decimals(excel):
    invoices = tuple(
        (*row[:2], datetime(2026, 5, 1, tzinfo=UTC), row[3], Decimal("10.5"), row[5])
        for row in INVOICES[1:]
    )
    ledger = excel.call_udf("AR_LEDGER", MISSING, RangeOf((INVOICES[0], *invoices)))
    assert excel.call_udf("AR_BALANCE", "C001", ledger, AS_OF) == 21.0


def test_wrappers_of_xlwings_cannot_look_into_the_workbook(excel):
    assert excel.call_udf("AR_BALANCE", "C001") == VALUE
    assert "发票" in excel.call_udf("AR_LASTERROR")


def test_results_are_rows_before_xlwings_unpacks_them(excel):
    assert excel.ask("call_udf_whole", "AR_RECOVERY_CHANCE", (45.0,)) == ((0.89,),)


def test_what_xlwings_imports_is_valid_vba_with_the_texts_of_the_table(excel):
    vba, options = excel.ask("import_functions")
    declared = dict(re.findall(r"^Function (\w+)\((.*)\)$", vba, re.MULTILINE))
    assert {*declared} == {*FUNCTIONS}
    assert declared["AR_BALANCE"] == "customer, Optional ledger, Optional as_of, Optional currency_"
    assert declared["AR_STATEMENT"].endswith("Optional from_")
    assert declared["AR_LEDGER"].startswith("Optional customers, Optional invoices")
    assert declared["AR_DUE_DATE"] == "date_, terms, Optional ledger"
    for name, texts in options:
        function = FUNCTIONS[name.partition("!")[2]]
        assert texts["Description"] == function.zh
        assert texts["ArgumentDescriptions"] == [one.zh for one in function.parameters]
        assert texts["Category"] == "AR"


def test_nothing_of_another_host_is_loaded(excel):
    loaded = excel.ask("modules_of_hosts")
    assert [name for name in loaded if not name.startswith("xlar.hosts.excel")] == []


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("dispatch", ("AR_RMB", (1.0,), ("zh", False, "", "", "", "one too many"))),
        ("dispatch", ("AR_RMB", 1.0, ())),
        ("dispatch", ("AR_RMB",)),
        ("dispatch_with", ("AR_BALANCE", ("C001",), (), (("发票",),))),
        ("dispatch_with", ("AR_BALANCE", ("C001",), (), (("发票", (("a",), ("b", "c"))),))),
    ],
)
def test_a_call_of_another_form_is_an_error_value_too(excel, function, arguments):
    assert excel.call_udf(function, *arguments) == VALUE


def test_only_what_is_no_function_of_ours_is_an_error_of_vba(excel):
    with pytest.raises(RaisedInVba, match="AR_NOTHING"):
        excel.call_udf("AR_NOTHING")


def test_every_function_is_called_here():
    called = {name for name, *_ in (*SCALARS, *ABSENT)} | {*TABLES} | TESTED_ALONE
    assert called == {*FUNCTIONS}
