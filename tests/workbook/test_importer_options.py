"""The file map.toml and what it may say."""

from __future__ import annotations

import pytest

from xlar.core.errors import BadPolicy
from xlar.workbook.importer.options import ColumnMap, Options, column_map, overridden, read_map


def test_a_map_of_every_section_is_read(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(
        """
        [options]
        date_order = "dmy"
        date_window = [2026-01-01, 2026-03-31]
        currency = "rmb"
        settled_on = "Paid"
        [columns]
        invoice_no = ["Doc", "Line"]
        notes = ""
        [columns.customers]
        name = "Full Name"
        [tables]
        "Sheet1" = "invoices"
        [terms]
        Z001 = "N30"
        Z009 = ""
        [values.payment_status]
        "Void!" = "void"
        [date_orders]
        since = "mdy"
        """,
        encoding="utf-8-sig",
    )
    found = read_map(path)
    assert found.options.date_order == "dmy"
    assert found.options.date_window == ("2026-01-01", "2026-03-31")
    assert found.options.currency == "CNY"
    assert found.columns[""] == {"invoice_no": ("Doc", "Line"), "notes": ()}
    assert found.columns["customers"] == {"name": ("Full Name",)}
    assert found.columns["invoices"] == {"settled_on": ("Paid",)}
    assert found.tables == {"Sheet1": "invoices"}
    assert found.terms == {"Z001": "N30", "Z009": ""}
    assert found.values == {"payment_status": {"Void!": "void"}}
    assert found.date_orders == {"since": "mdy"}
    assert found.headers == {"Doc", "Line", "Full Name", "Paid"}


def test_an_empty_map_changes_nothing():
    assert column_map({}) == ColumnMap()


def test_a_column_stated_under_columns_goes_before_the_same_option():
    found = column_map(
        {"options": {"settled_on": "A"}, "columns": {"invoices": {"settled_on": "B"}}}
    )
    assert found.columns["invoices"]["settled_on"] == ("B",)


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        ({"option": {}}, "options", "expected columns, date_orders, options"),
        ({"options": 3}, "一节", "a section"),
        ({"options": {"date_order": "german"}}, "date_order", "mdy or dmy or ymd"),
        ({"options": {"duplicate": "keep"}}, "duplicates", "did you mean options.duplicates"),
        ({"options": {"recompute_due": "yes"}}, "recompute_due", "true or false"),
        ({"options": {"currency": "12"}}, "币种代码", "a currency code"),
        ({"options": {"as_of": "30.6.2026"}}, "日期", "a date such as"),
        ({"options": {"date_window": ["2026-01-01"]}}, "2 个值", "2 values"),
        ({"options": {"date_window": ["2026-04-01", "2026-03-31"]}}, "不晚于", "first day first"),
        ({"columns": {"invoiceno": "A"}}, "invoice_no", "such as invoice_no"),
        ({"columns": {"invoices": {"grade": "A"}}}, "列名", "a column such as"),
        ({"columns": {"bills": {"amount": "A"}}}, "表名", "a table: customers"),
        ({"columns": {"amount": 3}}, "表头文字", "a header, or a list"),
        ({"columns": {"amount": ["A", 3]}}, "表头文字", "a header, or a list"),
        ({"tables": {"Sheet1": "bills"}}, "invoices", "expected acts, allocations"),
        ({"tables": {"Sheet1": 1}}, "文字", "a text"),
        ({"terms": {"Z001": "whenever"}}, "账期", "a term such as"),
        ({"terms": {"Z001": 30}}, "文字", "a text"),
        ({"values": {"type": "x"}}, "一节", "a section"),
        ({"date_orders": {"since": "ydm"}}, "dmy", "expected dmy, mdy, ymd"),
        ({"date_orders": {"sinse": "dmy"}}, "since", "a column such as since"),
    ],
)
def test_a_wrong_map_says_what_is_expected(values, zh, en):
    with pytest.raises(BadPolicy) as caught:
        column_map(values)
    assert zh in caught.value.text("zh")
    assert en in caught.value.text("en")


@pytest.mark.parametrize("content", [b"[options\n", b"\xff\xfe\x00"])
def test_a_file_that_is_not_toml_says_so(tmp_path, content):
    path = tmp_path / "map.toml"
    path.write_bytes(content)
    with pytest.raises(BadPolicy, match=r"map\.toml is not TOML"):
        read_map(path)


def test_the_command_line_goes_before_the_map():
    stated = Options(date_order="dmy")
    assert overridden(stated, date_order="mdy").date_order == "mdy"
    assert overridden(stated).date_order == "dmy"
    assert overridden(stated, repair_swapped_dates=True).repair_swapped_dates
    assert overridden(Options(repair_swapped_dates=True)).repair_swapped_dates


def test_the_window_is_a_pair_of_days():
    window = Options(date_window=("1970-01-02", "1970-01-11")).window
    assert window == (1, 10)
    assert Options().window is None
