"""One cell to one value and back: a table per kind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from xlar.core.errors import BadValue
from xlar.functions.convert import (
    EXPECTED,
    READERS,
    CellError,
    Reading,
    cell_of,
    column_of,
    is_missing,
    is_range,
    read,
    seen,
    serial,
)
from xlar.functions.parameters import BASIS, BY

JUNE_30 = dt.date(2026, 6, 30)
BAD = "refused"
NAN, INFINITY = float("nan"), float("inf")
ROW, COLUMN = ((0.0, 30.0),), ((0.0,), (30.0,))
ERROR = CellError.NA

CASES = {
    "customer": [
        ("C1", "C1"),
        (" C1　", "C1"),
        ("0012", "0012"),
        (12.0, "12"),
        ("ＡＢ１", "AB1"),
        (12.5, BAD),
        (-1.0, BAD),
        (1e15, BAD),
        (True, BAD),
        (JUNE_30, BAD),
        ("1.23457E+19", BAD),
    ],
    "document": [("INV-1", "INV-1"), ("P-1#2", "P-1#2"), (7.0, "7"), (0.5, BAD), (False, BAD)],
    "currency": [
        ("CNY", "CNY"),
        ("人民币", "CNY"),
        ("usd", "USD"),
        ("￥", "CNY"),
        ("dollars", BAD),
        (1.0, BAD),
        (True, BAD),
    ],
    "day": [
        (46203.0, JUNE_30),
        (46203.75, JUNE_30),
        ("2026-06-30", JUNE_30),
        ("2026年6月30日", JUNE_30),
        (20260630.0, JUNE_30),
        (JUNE_30, JUNE_30),
        (dt.datetime(2026, 6, 30, 8, 15), JUNE_30),
        ("03/04/2026", BAD),
        ("30/06/2026", JUNE_30),
        (0.0, BAD),
        (60.0, BAD),
        (True, BAD),
        (NAN, BAD),
        ("soon", BAD),
    ],
    "as_of": [(46203.0, JUNE_30), ("2026-06-30", JUNE_30), ("x", BAD)],
    "amount": [
        (80.0, Decimal(80)),
        (0.1 + 0.2, Decimal("0.3")),
        (-1.005, Decimal("-1.005")),
        ("1,234.50", Decimal("1234.50")),
        ("¥12", Decimal(12)),
        ("(5.00)", Decimal(-5)),
        ("5万", BAD),
        ("1.234", BAD),
        (1e13, BAD),
        (True, BAD),
        (NAN, BAD),
        (INFINITY, BAD),
        (JUNE_30, BAD),
    ],
    "rate": [
        ("年6%", 6_000_000),
        ("日万分之五", 18_250_000),
        ("6% a year", 6_000_000),
        (0.06, 6_000_000),
        ("0.06", 6_000_000),
        (0.0005, BAD),
        (6.0, BAD),
        ("万分之五", BAD),
        (True, BAD),
        (-0.06, BAD),
    ],
    "days": [
        (30.0, 30),
        (-7.0, -7),
        ("30", 30),
        (0.0, 0),
        (30.5, BAD),
        ("thirty", BAD),
        (1e7, BAD),
        (True, BAD),
    ],
    "count": [(1.0, 1), ("2", 2), (0.0, BAD), (-1.0, BAD), (1.5, BAD)],
    "limits": [
        ("0,30", (0, 30)),
        ("0，30、60", (0, 30, 60)),
        ("0;30", (0, 30)),
        (" 0, 30 ", (0, 30)),
        ("-7,0", (-7, 0)),
        (30.0, (30,)),
        (ROW, (0, 30)),
        (COLUMN, (0, 30)),
        (((0.0, ""), ("30", None)), (0, 30)),
        ("audit", "audit"),
        ("AUDIT", "audit"),
        ("审计", "audit"),
        ("30,0", BAD),
        ("30,30", BAD),
        ("0,,30", BAD),
        ("a,b", BAD),
        (((ERROR, 30.0),), BAD),
        ((("", ""),), BAD),
        ((), BAD),
        (True, BAD),
        (0.5, BAD),
    ],
    "text": [("a ", "a"), (1.0, "1"), (True, BAD), (JUNE_30, BAD)],
    "ledger": [("3f9c12ab45de · 1", "3f9c12ab45de · 1"), (True, BAD)],
    "table": [(ROW, ROW), (COLUMN, COLUMN), ([["a"], [1.0]], [["a"], [1.0]]), ("a", (("a",),))],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [(kind, cell, expected) for kind, cases in CASES.items() for cell, expected in cases],
)
def test_reading(kind, cell, expected):
    if expected is BAD:
        with pytest.raises(BadValue):
            read(kind, cell)
    else:
        assert read(kind, cell) == expected


def test_every_kind_has_a_reader_cases_and_words():
    assert set(READERS) == set(CASES) | {"terms", "choice"}
    assert set(EXPECTED) == set(READERS) - {"choice"}


@pytest.mark.parametrize(
    ("cell", "kind", "number"),
    [("N30", "days", 30), (30.0, "days", 30), ("月结30", "monthly", 30), ("COD", "days", 0)],
)
def test_terms(cell, kind, number):
    term = read("terms", cell)
    assert (term.kind, term.number) == (kind, number)


@pytest.mark.parametrize("cell", ["看情况", -5.0, True, JUNE_30, 0.5])
def test_no_terms(cell):
    with pytest.raises(BadValue):
        read("terms", cell)


@pytest.mark.parametrize(
    ("choices", "word", "code"),
    [
        (BY, "客户", "customer"),
        (BY, "Customer ", "customer"),
        (BY, "业务员", "salesperson"),
        (BY, "地区", "region"),
        (BY, "币种", "currency"),
        (BY, "单据", "invoice"),
        (BY, "document", "invoice"),
        (BASIS, "到期日", "due"),
        (BASIS, "due date", "due"),
        (BASIS, "开票日期", "document"),
    ],
)
def test_choice(choices, word, code):
    assert read("choice", word, Reading(choices=choices)) == code


@pytest.mark.parametrize("cell", ["颜色", 1.0, True])
def test_no_choice(cell):
    with pytest.raises(BadValue):
        read("choice", cell, Reading(choices=BY))


@pytest.mark.parametrize(
    ("cell", "day"),
    [(44741.0, JUNE_30), ("2026-06-30", JUNE_30), (JUNE_30, JUNE_30), (61.0, BAD)],
)
def test_days_of_1904(cell, day):
    if day is BAD:
        with pytest.raises(BadValue):
            read("day", cell, Reading(epoch_1904=True))
    else:
        assert read("day", cell, Reading(epoch_1904=True)) == day


@pytest.mark.parametrize(
    ("cell", "missing", "ranged"),
    [
        (None, True, False),
        ("", True, False),
        ("  ", True, False),
        (0.0, False, False),
        (False, False, False),
        (CellError.NULL, False, False),
        ((), False, True),
        ([], False, True),
        (((1.0,),), False, True),
    ],
)
def test_what_is_missing_and_what_is_a_range(cell, missing, ranged):
    assert (is_missing(cell), is_range(cell)) == (missing, ranged)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("text", "text"),
        (3, 3.0),
        (1.5, 1.5),
        (True, True),
        (Decimal("1.50"), 1.5),
        (JUNE_30, 46203.0),
        (CellError.NUM, CellError.NUM),
    ],
)
def test_results_as_cells(value, cell):
    result = cell_of(value)
    assert result == cell
    assert type(result) is type(cell)


@pytest.mark.parametrize(
    ("values", "kind", "cells"),
    [
        ([JUNE_30, None], "day", [46203.0, ""]),
        ([1.0, None], "amount", [1.0, ""]),
        (["a", "b"], "text", ["a", "b"]),
        ([], "day", []),
    ],
)
def test_columns_as_cells(values, kind, cells):
    assert list(column_of(values, kind)) == cells


def test_columns_of_days_from_1904():
    assert column_of([JUNE_30], "day", epoch_1904=True) == [44741.0]


@pytest.mark.parametrize("epoch", [False, True])
@pytest.mark.parametrize("day", [dt.date(1970, 1, 1), JUNE_30, dt.date(2199, 12, 31)])
def test_serials_lead_back_to_the_day(day, epoch):
    number = serial(day, epoch_1904=epoch)
    assert read("day", number, Reading(epoch_1904=epoch)) == day


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("NULL", 2000, "#NULL!"),
        ("DIV0", 2007, "#DIV/0!"),
        ("VALUE", 2015, "#VALUE!"),
        ("REF", 2023, "#REF!"),
        ("NAME", 2029, "#NAME?"),
        ("NUM", 2036, "#NUM!"),
        ("NA", 2042, "#N/A"),
    ],
)
def test_error_values_have_the_numbers_of_excel(name, number, text):
    assert (CellError[name].value, CellError[name].text) == (number, text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("x" * 200, "x" * 80),
        (1.5, "1.5"),
        (True, "TRUE"),
        (ERROR, "#N/A"),
        (ROW, "1×2"),
        ((), "0×0"),
    ],
)
def test_arguments_in_messages(cell, text):
    assert seen(cell) == text
