"""Every function typed into a cell of a real Calc gives what the functions themselves give."""

from __future__ import annotations

from datetime import date

import pytest
from calc_office import wait_for
from small_ledger import TABLES, fill

from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS

pytestmark = pytest.mark.office

DAY = 46203.0  # 2026-06-30
# What is typed, and the same arguments for the function itself; left-out books are the document's.
CALLS = {
    "AR_LEDGER": ("客户.A1:D3;发票.A1:E4", (TABLES["客户"], TABLES["发票"])),
    "AR_OPEN_ITEMS": (';;"C001"', (None, None, "C001")),
    "AR_BALANCE": ('"C001"', ("C001",)),
    "AR_OVERDUE": ('"C001"', ("C001",)),
    "AR_UNAPPLIED": ('"C001"', ("C001",)),
    "AR_STATEMENT": ('"C001"', ("C001",)),
    "AR_PROBLEMS": (";发票.A1:D4", (None, tuple(row[:4] for row in TABLES["发票"]))),
    "AR_AGING": (';;"currency"', (None, None, "currency")),
    "AR_BUCKET": ('45;"0,30,60"', (45.0, "0,30,60")),
    "AR_DAYS_PAST_DUE": ('"2026-06-19"', ("2026-06-19",)),
    "AR_DUE_DATE": ('"2026-05-15";"月结30"', ("2026-05-15", "月结30")),
    "AR_CREDIT": ("", ()),
    "AR_CREDIT_LIMIT": ('"C001"', ("C001",)),
    "AR_CREDIT_USED": ('"C001"', ("C001",)),
    "AR_CREDIT_AVAILABLE": ('"C001"', ("C001",)),
    "AR_CREDIT_CHECK": ('"C001";50000', ("C001", 50000.0)),
    "AR_STAGE": ('"A-1"', ("A-1",)),
    "AR_STAGES": ("", ()),
    "AR_NEXT_ACTION": ('"A-1"', ("A-1",)),
    "AR_FINAL_DEADLINE": ('"2026-05-15";"N30"', ("2026-05-15", "N30")),
    "AR_RECOVERY_CHANCE": ("45", (45.0,)),
    "AR_LIMITATION": ('"A-1"', ("A-1",)),
    "AR_SCORE": ('"C001"', ("C001",)),
    "AR_GRADE": ('"C001"', ("C001",)),
    "AR_LIMIT_ADVICE": ('"C001"', ("C001",)),
    "AR_SCORES": ("", ()),
    "AR_WORKLIST": ("", ()),
    "AR_WEEK_PLAN": ("", ()),
    "AR_WEEK_RESULT": ("", ()),
    "AR_PROMISES": ("", ()),
    "AR_PLANS": ("", ()),
    "AR_DISPUTES": ("", ()),
    "AR_HOLDS": ("", ()),
    "AR_APPROVALS": ("", ()),
    "AR_SLIPS": ("", ()),
    "AR_WARNINGS": ("", ()),
    "AR_FORECAST": ("", ()),
    "AR_COMMISSION": ("", ()),
    "AR_KPI": (";;;3", (None, None, None, 3.0)),
    "AR_DSO": ("", ()),
    "AR_CEI": ("", ()),
    "AR_TURNOVER_DAYS": ("", ()),
    "AR_PROVISION": ("", ()),
    "AR_ROLL_RATES": ("", ()),
    "AR_INTEREST": (f'100000;"2026-03-31";{DAY:.0f};"年4.5%"',
                    (100000.0, "2026-03-31", DAY, "年4.5%")),
    "AR_RMB": ("1409.5", (1409.5,)),
}  # fmt: skip


@pytest.fixture(scope="module", params=["zh", "en"])
def filled(request, start_office):
    """A document of an office that speaks a language, and the language."""
    office = start_office(XLAR_LANG=request.param)
    document = office.open()
    fill(document)
    yield document, request.param
    assert office.log() == ""
    office.end()


def shown(value):
    """A value as a cell shows it."""
    return value.text if isinstance(value, CellError) else value


def test_every_function_is_tried():
    assert set(CALLS) == set(FUNCTIONS) - {"AR_LASTERROR"}


@pytest.mark.parametrize("name", CALLS)
def test_a_function_in_a_cell(name, filled):
    document, lang = filled
    typed, args = CALLS[name]
    expected = Session(date.today).call(name, args, book=TABLES, book_id="1", lang=lang)
    document.sheet("报表").clearContents(1023)
    document.type("B2", f"={name}({typed})")
    if not isinstance(expected, tuple):
        assert document.shown("B2") == shown(expected)
        return
    size = (len(expected), len(expected[0]))
    wait_for(lambda: size == (len(found := document.rows(document.array("B2"))), len(found[0])))
    assert document.rows(document.array("B2")) == tuple(
        tuple("" if cell is None else shown(cell) for cell in row) for row in expected
    )


def test_a_range_of_customers_gives_a_range_of_balances(filled):
    document, _ = filled
    document.sheet("报表").clearContents(1023)
    document.cell("A1:A2").setArrayFormula("=AR_BALANCE(客户.A2:A3)")
    assert document.rows("A1:A2") == ((90000.0,), (5000.5,))


def test_the_wizard_knows_names_and_texts(filled):
    document, _ = filled
    found = document.office.service("com.sun.star.sheet.FunctionDescriptions")
    texts = [{one.Name: one.Value for one in found.getByIndex(at)} for at in range(found.Count)]
    [aging] = [one for one in texts if one["Name"] == "AR_AGING"]
    assert aging["Description"] == FUNCTIONS["AR_AGING"].en
    assert [one.Name for one in aging["Arguments"]] == ["ledger", "as_of", "by", "limits", "basis"]
    assert all(one.IsOptional for one in aging["Arguments"])
