"""Reports as columns of cells: the same figures as the data frames, in plain Python values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from exact import ledger_from
from hypothesis import given
from ledger_strategies import ledgers
from ledgers import ledger_of, problems_of

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.columns import NEVER, NO_DAY
from xlar.core.credit import credit
from xlar.core.interest import interest
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.problems import Message, Problem
from xlar.core.stages import stages
from xlar.frames.cells import dates, problem_table, report_table
from xlar.frames.data import frame
from xlar.frames.fields import ROW_FIELDS

DAY = dt.date(2026, 6, 30)
LEDGER = ledger_of("""
    customer C1 name 甲公司 grade A limit 1000.00 salesperson 张三
    customer C2 name 乙公司 status frozen
    2026-04-01 invoice C1 I-1 600.00 due 2026-05-01 disputed 1
    2026-06-10 invoice C1 I-2 400.00 due 2026-07-10 instalment 2
    2026-05-10 receipt C1 R-1 100.00 for I-1
    2026-06-01 receipt C2 R-2 30.00
    2026-05-01 invoice C2 J-1 5000 due 2026-05-31 currency JPY
""")
POLICY = Policy(rates={"JPY": Decimal("0.05")})
EMPTY = ledger_of("customer C1 name 甲公司")
REPORTS = {
    "items": open_items,
    "age": aging,
    "credit": lambda ledger, day: credit(ledger, day, policy=POLICY),
    "stages": stages,
    "allocate": allocation_rows,
}
WITH_NAMES = {"credit": ("name",), "stages": ("name",)}
"""Reports whose columns show a name that the records of the command line have not."""


def table(name, lang="zh", ledger=LEDGER):
    return report_table(REPORTS[name](ledger, DAY), lang)


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("items", "document_no", ["I-1", "I-2", "R-2", "J-1"]),
        ("items", "instalment", [None, 2.0, None, None]),
        ("items", "kind", ["应收", "应收", "收款", "应收"]),
        ("items", "currency", ["CNY", "CNY", "CNY", "JPY"]),
        ("items", "amount", [600.0, 400.0, -30.0, 5000.0]),
        ("items", "open", [500.0, 400.0, -30.0, 5000.0]),
        ("items", "due_date",
         [dt.date(2026, 5, 1), dt.date(2026, 7, 10), None, dt.date(2026, 5, 31)]),
        ("items", "days_past_due", [60.0, -10.0, None, 30.0]),
        ("items", "disputed", ["是", "", "", ""]),
        ("credit", "limit", [1000.0, None]),
        ("credit", "exposure", [900.0, 220.0]),
        ("credit", "headroom", [100.0, None]),
        ("credit", "status", ["正常", "冻结"]),
        ("credit", "decision", ["需审批", "停止发货"]),
        ("credit", "reasons", ["有欠款超过最后收款期限",
                               "客户已冻结，停止发货；有欠款超过最后收款期限；未设定有效的信用额度"]),
        ("stages", "stage", [6.0, 1.0, 5.0]),
        ("stages", "stage_name", ["专业追账", "合同期内", "最后通牒"]),
        ("stages", "recovery_chance", [0.85, 1.0, 0.93]),
        ("stages", "next_action", ["先解决争议", "到期提醒", "催款函二"]),
        ("allocate", "amount", [100.0]),
        ("allocate", "origin", ["收款单指定"]),
        ("allocate", "date", [dt.date(2026, 5, 10)]),
        ("age", "name", ["甲公司", "乙公司", "乙公司"]),
        ("age", "total", [900.0, -30.0, 5000.0]),
        ("age", "unapplied", [0.0, -30.0, 0.0]),
        ("age", "bucket 31-60", [500.0, 0.0, 0.0]),
    ],
)  # fmt: skip
def test_column(name, column, values):
    assert table(name).column(column) == values


@pytest.mark.parametrize(
    ("name", "column", "first"),
    [
        ("items", "kind", "invoice"),
        ("items", "disputed", "yes"),
        ("credit", "decision", "needs approval"),
        ("stages", "stage_name", "collection agent"),
        ("stages", "next_action", "settle the dispute"),
        ("allocate", "origin", "designated on the receipt"),
    ],
)
def test_words_in_english(name, column, first):
    assert table(name, "en").column(column)[0] == first


@pytest.mark.parametrize("name", [name for name in ROW_FIELDS if name in REPORTS])
def test_the_columns_are_those_declared(name):
    found = table(name)
    names = [field.name for field in found.fields if field.name not in WITH_NAMES.get(name, ())]
    assert tuple(names) == ROW_FIELDS[name]
    assert found.titles("zh") == tuple(field.title.zh for field in found.fields)
    assert {len(values) for values in found.columns} == {len(found)}


@pytest.mark.parametrize("name", REPORTS)
def test_cells_are_plain_python_values(name):
    tables = [table(name, ledger=ledger) for ledger in (LEDGER, EMPTY)]
    kinds = {type(cell) for one in tables for values in one.columns for cell in values}
    assert kinds <= {str, float, dt.date, type(None)}


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "credit"])
def test_an_empty_ledger_has_columns_without_cells(name):
    assert len(table(name, ledger=EMPTY)) == 0


@pytest.mark.parametrize("name", REPORTS)
def test_notes_tell_the_day_and_the_method(name):
    notes = {key.zh: value for key, value in table(name).notes}
    assert notes["截止日期"] == "2026-06-30"
    assert notes.get("核销方式", "先进先出") == "先进先出"


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("customer", ["客户编码", "客户名称"]),
        ("invoice", ["单据号", "类别", "客户编码", "客户名称", "到期日", "逾期天数"]),
        ("salesperson", ["业务员"]),
        ("region", ["地区"]),
        ("currency", []),
    ],
)
def test_aging_by_every_key_has_rows_as_wide_as_its_titles(by, keys):
    found = report_table(aging(LEDGER, DAY, by=by, limits=(0, 30)))
    titles = [*keys, "币种", "余额合计", "未核销款", "未到期", "1-30天", "30天以上"]
    assert list(found.titles("zh")) == titles
    assert {len(row) for row in found.footer} == {len(titles)}


def test_aging_by_invoice_has_due_dates_of_debits_alone():
    found = report_table(aging(LEDGER, DAY, by="invoice"))
    assert found.column("days_past_due") == [60.0, -10.0, None, 30.0]
    assert found.column("due_date")[2] is None


def test_the_footer_of_aging_has_sums_check_and_difference():
    policy = Policy(gl_balance={"CNY": Decimal("860.00"), "USD": Decimal(5)})
    found = report_table(aging(LEDGER, DAY, limits=(0, 30), policy=policy), "en")
    assert found.footer == (
        ("Total", None, "CNY", 870.0, -30.0, 400.0, 0.0, 500.0),
        ("Total", None, "JPY", 5000.0, 0.0, 0.0, 5000.0, 0.0),
        ("Check", None, "CNY", 0.0, None, None, None, None),
        ("Check", None, "JPY", 0.0, None, None, None, None),
        ("Difference to general ledger", None, "CNY", 10.0, None, None, None, None),
        ("Difference to general ledger", None, "USD", -5.0, None, None, None, None),
    )


@pytest.mark.parametrize("name", WITH_NAMES)
def test_the_name_of_the_customer_stands_behind_the_identifier(name):
    found = table(name)
    fields = [field.name for field in found.fields]
    assert fields.index("name") == fields.index("customer_id") + 1
    names = dict(zip(LEDGER.customers.id, LEDGER.customers.name, strict=True))
    assert found.column("name") == [names[one] for one in found.column("customer_id")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_name_tables_and_columns_as_their_titles_do(lang):
    message = Message.of("wrong", ("有错", "it is wrong"))
    found = problem_table(
        [
            Problem(message, "invoices", 3, "due_date"),
            Problem(message, "invoices", 1, "我的列"),
            Problem(message, "settings", None, "base_currency"),
            Problem(message, "明细", 2, "x"),
            Problem(message),
        ],
        lang,
    )
    tables = {"zh": ["发票", "发票", "参数", "明细", ""],
              "en": ["Invoices", "Invoices", "Settings", "明细", ""]}  # fmt: skip
    columns = {"zh": ["到期日", "我的列", "base_currency", "x", ""],
               "en": ["Due Date", "我的列", "base_currency", "x", ""]}  # fmt: skip
    assert found.column("table") == tables[lang]
    assert found.column("column") == columns[lang]


def test_problems():
    _, problems = problems_of("""
        2026-04-01 invoice C1 I-1 600.00
        2026-04-01 invoice C1 I-1 600.00
    """)
    found = problem_table(problems, "en")
    assert found.column("severity")[-1] == "error"
    assert set(found.column("table")) == {"Invoices"}
    assert found.column("row")[-1] == 3.0
    assert found.column("message") == [one.text("en") for one in problems]
    assert tuple(field.name for field in found.fields) == ROW_FIELDS["check"]


def test_what_is_no_table():
    with pytest.raises(TypeError, match="not a report: InterestReport"):
        report_table(interest(LEDGER, DAY, policy=POLICY))


@pytest.mark.parametrize("day", [NO_DAY, NEVER])
def test_no_day(day):
    assert dates(np.array([day, 0], np.int32)) == [None, dt.date(1970, 1, 1)]


@given(ledgers())
def test_the_cells_are_the_figures_of_the_data_frames(drawn):
    ledger, day = ledger_from(drawn[0]), drawn[1]
    for report in (aging(ledger, day), open_items(ledger, day), stages(ledger, day)):
        data, cells = frame(report), report_table(report)
        for field, values in zip(cells.fields, cells.columns, strict=True):
            if field.kind == "amount":
                name = field.name.removeprefix("bucket ")
                assert values == data[name].tolist()


@given(ledgers())
def test_sums_of_the_columns_are_the_sums_below(drawn):
    found = report_table(aging(ledger_from(drawn[0]), drawn[1]))
    for line in found.footer:
        if line[0] == "合计":
            mine = [n for n, code in enumerate(found.column("currency")) if code == line[2]]
            for values, total in zip(found.columns[3:], line[3:], strict=True):
                assert round(sum(values[n] for n in mine) * 100) == round(total * 100)
        elif line[0] == "核对差异":
            assert line[3] == 0.0
