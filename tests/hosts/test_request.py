"""Options: what is understood, and what is refused in which words."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.errors import UnknownCustomer
from xlar.core.problems import Text
from xlar.hosts.cli import request as r
from xlar.hosts.cli.mistakes import WrongUse, language


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"")
    return str(path)


@pytest.mark.parametrize(
    ("out", "form", "expected"),
    [
        (None, None, "table"),
        (None, "JSON", "json"),
        ("a.csv", None, "csv"),
        ("a.XLSX", None, "xlsx"),
        ("a.txt", None, "table"),
        ("a.csv", "json", "json"),
    ],
)
def test_the_form_follows_the_option_or_the_file_name(source, tmp_path, out, form, expected):
    target = None if out is None else str(tmp_path / out)
    assert r.Request.of(source, None, form, target).format == expected


def test_the_day_is_read(source):
    assert r.Request.of(source, "2026-06-30").as_of == date(2026, 6, 30)


@pytest.mark.parametrize("text", ["30.06.2026", "2026-13-01", "20260630", "2026-6-3", "", "today"])
def test_other_days_are_refused(source, text):
    with pytest.raises(WrongUse, match="expected a date such as 2026-06-30"):
        r.Request.of(source, text)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (None, None),
        ("audit", "audit"),
        ("0,30,60", (0, 30, 60)),
        (" 0, 30 ,60", (0, 30, 60)),
        ("0，30，60", (0, 30, 60)),
        ("-31,-1,0,30,60", (-31, -1, 0, 30, 60)),
    ],
)
def test_limits_are_read(text, limits):
    assert r.limits_of(text) == limits


@pytest.mark.parametrize("text", ["", "0,0", "60,30", "0,30.5", "a", "0;30", "0,,30"])
def test_other_limits_are_refused(text):
    with pytest.raises(WrongUse, match="ascending whole numbers"):
        r.limits_of(text)


LEDGER = """
    customer C001
    customer C=2 currency JPY
    2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
"""


def test_orders_add_up_in_the_customers_currency():
    orders = r.orders_of(["C001=1,000.50", "C001=1", "C=2=300"], ledger_of(LEDGER))
    assert orders == {"C001": 100_150, "C=2": 300}


@pytest.mark.parametrize(
    "text", ["C001", "=5", "C001=", "C001=x", "C001=-5", "C001=1.005", "C=2=0.5"]
)
def test_other_orders_are_refused(text):
    with pytest.raises(WrongUse):
        r.orders_of([text], ledger_of(LEDGER))


def test_an_order_of_an_unknown_customer_is_refused():
    with pytest.raises(UnknownCustomer, match="no customer 'C9'"):
        r.orders_of(["C9=5"], ledger_of(LEDGER))


def test_the_source_is_never_overwritten(source):
    with pytest.raises(WrongUse, match="would overwrite the source"):
        r.Request.of(source, None, "csv", source)


def test_the_source_is_never_overwritten_through_a_link(source, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(source)
    with pytest.raises(WrongUse, match="would overwrite the source"):
        r.Request.of(source, None, None, str(link))


@pytest.mark.parametrize("name", ["invoices.csv", "new.csv", "policy.toml"])
def test_no_table_is_written_into_the_source_folder(tmp_path, name):
    with pytest.raises(WrongUse, match="would overwrite the source"):
        r.Request.of(str(tmp_path), None, None, str(tmp_path / name))


def test_other_files_may_be_written_into_the_source_folder(tmp_path):
    assert r.Request.of(str(tmp_path), None, None, str(tmp_path / "age.xlsx")).format == "xlsx"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["age", "x"], "zh"),
        (["age", "x", "--lang", "en"], "en"),
        (["age", "--lang=en", "x"], "en"),
        (["age", "--lang", "en", "--lang", "zh"], "zh"),
        (["age", "--lang"], "zh"),
    ],
)
def test_the_language_of_messages_is_known_before_anything_is_parsed(words, expected, monkeypatch):
    monkeypatch.delenv("XLAR_LANG", raising=False)
    assert language(words) == expected


def test_the_environment_sets_the_language(monkeypatch):
    monkeypatch.setenv("XLAR_LANG", "en_GB")
    assert language(["age"]) == "en"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_what_takes_a_moment_is_shown_on_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with r.working(Text("读取 …", "reading …"), "en"):
        pass
    assert "reading" in sys.stderr.getvalue()


def test_elsewhere_nothing_is_shown(monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with r.working(Text("读取 …", "reading …"), "en"):
        pass
    assert sys.stderr.getvalue() == ""
