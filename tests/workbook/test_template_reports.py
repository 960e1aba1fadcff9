"""The results in the cells are those of the functions, worked out from the file's own tables."""

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest
from openpyxl.utils import range_boundaries
from template_books import LEDGER_TABLES, cells, formulas, sheet_parts, tables, template

from xlar.core.aging import aging
from xlar.core.approvals import with_approvals
from xlar.core.credit import credit
from xlar.core.dates import calendar_date
from xlar.core.forecast import forecast
from xlar.core.indicators import indicators
from xlar.core.stages import stages
from xlar.functions.call import Session
from xlar.workbook.demo import AS_OF
from xlar.workbook.read import load
from xlar.workbook.template.reports import REPORTS

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
AS_OF_SERIAL = 46_203.0  # 2026-06-30 is 46,203 days after 1899-12-30

STATEMENTS = {"zh": "对账单", "en": "Statement"}


def given(cell):
    """A value as a host gives it to a function."""
    if isinstance(cell, dt.datetime):
        return float((cell - dt.datetime(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, int) else "" if cell is None else cell


@pytest.fixture(scope="module")
def calculate():
    """The functions with the ledger made of a file's tables: calls by language."""
    made = {}

    def call(lang, name, *arguments):
        if lang not in made:
            found = tables(lang)
            whole = [[[given(cell) for cell in row] for row in found[one][1]]
                     for one in LEDGER_TABLES]  # fmt: skip
            host = Session(lambda: AS_OF)
            made[lang] = host, host.call("AR_LEDGER", tuple(whole), lang=lang)
        host, handle = made[lang]
        if name == "AR_LEDGER":
            return handle
        arguments = [handle if one == "ledger" else one for one in arguments]
        return host.call(name, tuple(arguments), lang=lang)

    return call


def named(name, lang, demo=True):
    """The cell of a defined name."""
    sheet, _, area = formulas(lang, demo).defined_names[name].attr_text.rpartition("!")
    return cells(lang, demo)[sheet.strip("'")][area.replace("$", "")]


def spilled(sheet, lang):
    """The range of the one spilled formula on a report's sheet, and its values."""
    part = sheet_parts(lang)[sheet]
    area = re.search(r'cm="1"[^>]*><f t="array" ref="([A-Z0-9:]+)">[^<]*AR_', part)[1]
    return [[given(cell.value) for cell in row] for row in cells(lang)[sheet][area]]


@BOTH
def test_the_handle_is_that_of_the_tables(calculate, lang):
    assert named("ledger", lang).value == calculate(lang, "AR_LEDGER")
    assert re.fullmatch(r"[0-9a-f]{12} · 5,805", calculate(lang, "AR_LEDGER"))


@BOTH
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_report_shows_what_its_function_gives(calculate, lang, report):
    shows = (report.show,) if report.show else ()
    result = calculate(lang, report.function, "ledger", AS_OF_SERIAL, *shows)
    assert spilled(report.title[lang], lang) == [[given(cell) for cell in row] for row in result]
    assert len(result) > 1


@BOTH
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_what_its_last_row_says_beside_the_day_stands_above_it(lang, report):
    _, *body = spilled(report.title[lang], lang)
    begins, parted = {"zh": ("截止日期 ", "；"), "en": ("as of ", "; ")}[lang]
    last = str(body[-1][0])
    said = last.partition(parted)[2] if last.startswith(begins) else ""
    assert (cells(lang)[report.title[lang]]["A4"].value or "") == said


@BOTH
def test_the_statement_shows_the_customer_chosen(calculate, lang):
    customer, start = (named(name, lang).value for name in
                       ("statement_customer", "statement_from"))  # fmt: skip
    result = calculate(lang, "AR_STATEMENT", customer, "ledger", AS_OF_SERIAL, given(start))
    assert start == dt.datetime(2026, 4, 1)
    assert spilled(STATEMENTS[lang], lang) == [[given(c) for c in row] for row in result]
    assert len(result) > 10


@BOTH
@pytest.mark.parametrize("demo", [True, False])
def test_every_function_of_ours_spills_and_carries_no_intersection(lang, demo):
    for name, part in sheet_parts(lang, demo).items():
        for attributes, formula in re.findall(r"<c ([^>]*)><f[^>]*>([^<]*AR_[^<]*)</f>", part):
            assert 'cm="1"' in attributes, name
            assert "@" not in formula
            assert "_xlfn.SINGLE" not in formula


@BOTH
@pytest.mark.parametrize("demo", [True, False])
def test_no_cell_shows_an_error(lang, demo):
    for name, part in sheet_parts(lang, demo).items():
        assert 't="e"' not in part, name


@BOTH
def test_no_formula_stands_within_the_range_of_another(lang):
    for name, part in sheet_parts(lang).items():
        taken = set()
        for area in re.findall(r'<f t="array" ref="([A-Z0-9:]+)">', part):
            left, top, right, bottom = range_boundaries(area)
            own = {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)}
            assert not own & taken, (name, area)
            taken |= own


def test_the_as_of_day_is_the_named_cell():
    assert named("as_of", "zh").value == dt.datetime(2026, 6, 30)
    assert named("as_of", "zh", demo=False).value is None
    assert named("base_currency", "zh").value == "CNY"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    path = tmp_path_factory.mktemp("dashboard") / "ar.xlsm"
    path.write_bytes(template())
    found = load(path)
    return replace(found, ledger=with_approvals(found.ledger, AS_OF, found.policy))


def test_cards(loaded):
    sheet = cells()["指标看板"]
    labels = [sheet.cell(4, place).value for place in range(1, 12, 2)]
    values = [sheet.cell(5, place).value for place in range(1, 12, 2)]
    report = aging(loaded.ledger, AS_OF, policy=loaded.policy).totals["CNY"]
    late = sum(report.buckets[1:])
    assert dict(zip(labels, values, strict=True)) == {
        "应收余额": report.total / 100,
        "逾期金额": late / 100,
        "逾期占未收款": pytest.approx(late / (report.total - report.unapplied)),
        "未核销款": report.unapplied / 100,
        "停止发货的客户": held(loaded),
        "今日应办的单据": due(loaded),
    }


def held(loaded):
    return sum(one == "hold" for one in credit(loaded.ledger, AS_OF, policy=loaded.policy)
               .decision)  # fmt: skip


def due(loaded):
    report = stages(loaded.ledger, AS_OF, policy=loaded.policy)
    todo = report.next_action != ""
    return int((todo & (report.next_action_date <= report.as_of)).sum())


def test_the_ranking_is_that_of_the_credit_report(loaded):
    report = credit(loaded.ledger, AS_OF, policy=loaded.policy)
    base = loaded.ledger.currencies.index("CNY")
    late = sorted(report.overdue[report.currency == base].tolist(), reverse=True)
    sheet = cells()["后台数据"]
    assert [sheet.cell(row, 13).value for row in range(4, 14)] == [
        amount / 100 for amount in late[:10]
    ]


def test_buckets_add_up_to_what_is_owed(loaded):
    report = aging(loaded.ledger, AS_OF, policy=loaded.policy).totals["CNY"]
    sheet = cells()["后台数据"]
    shown = [sheet.cell(row, 5).value for row in range(4, 11)]
    assert shown == [amount / 100 for amount in report.buckets]


def test_charts_show_the_figures_of_the_workings():
    charts = formulas()["指标看板"]._charts
    assert [(chart.tagname, chart.series[0].val.numRef.f) for chart in charts] == [
        ("barChart", "'后台数据'!$E$4:$E$10"), ("barChart", "'后台数据'!$H$4:$H$11"),
        ("barChart", "'后台数据'!$M$4:$M$13"), ("barChart", "'后台数据'!$Q$4:$Q$9"),
        ("barChart", "'后台数据'!$AV$4:$AV$15"), ("lineChart", "'后台数据'!$AX$4:$AX$15"),
        ("barChart", "'后台数据'!$BB$4:$BB$16"),
    ]  # fmt: skip


def test_the_trends_are_those_of_the_indicators(loaded):
    report = indicators(loaded.ledger, AS_OF, months=12, policy=loaded.policy)
    mine = np.flatnonzero(report.currency == loaded.ledger.currencies.index("CNY"))
    sheet = cells()["后台数据"]
    rows = [[sheet.cell(row, column).value for column in range(47, 51)] for row in range(4, 16)]
    assert rows == [
        [
            calendar_date(report.last[row]).strftime("%Y-%m"),
            (report.amounts["closing"][row] - report.amounts["overdue"][row]) / 100,
            report.amounts["overdue"][row] / 100,
            pytest.approx(report.figures["dso"][row] / 10**8),
        ]
        for row in mine
    ]


def test_the_weeks_are_those_of_the_forecast(loaded):
    report = forecast(loaded.ledger, AS_OF, policy=loaded.policy)
    (mine,) = np.flatnonzero(report.currency == loaded.ledger.currencies.index("CNY"))
    sheet = cells()["后台数据"]
    rows = [[sheet.cell(row, column).value for column in range(53, 58)] for row in range(4, 17)]
    figures = (report.expected, report.bills, report.low, report.high)
    for week, row in enumerate(rows):
        day = calendar_date(report.first_day(week))
        assert row == [f"{day.month}-{day.day}", *(one[mine, week] / 100 for one in figures)]
