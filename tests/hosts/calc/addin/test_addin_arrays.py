"""Tables show whole, and a workbook of Excel's comes to life, in a real Calc."""

from __future__ import annotations

import pytest
from calc_office import wait_for
from small_ledger import NEW_INVOICE

pytestmark = pytest.mark.office

ITEMS = "=AR_OPEN_ITEMS()"  # titles, three documents


def height(document, address):
    return len(document.rows(document.array(address)))


def test_a_table_typed_into_one_cell_shows_whole(document):
    document.type("B2", ITEMS)
    wait_for(lambda: height(document, "B2") > 1)
    assert document.array("B2").startswith("B2:")
    [width] = {len(row) for row in document.rows(document.array("B2"))}
    assert all(document.rows(document.array("B2"))[0])
    assert width > 5


def test_it_grows_and_shrinks_with_its_result(document):
    document.type("B2", ITEMS)
    before = wait_for(lambda: (found := height(document, "B2")) > 1 and found)
    document.fill("发票", [NEW_INVOICE], "A5")
    wait_for(lambda: height(document, "B2") == before + 1)
    document.sheet("发票").getCellRangeByName("A5:E5").clearContents(1023)
    wait_for(lambda: height(document, "B2") == before)
    below = document.cell(f"B{before + 2}")
    assert below.String == ""


def test_one_undo_takes_back_an_edit_and_the_size_it_gave(document):
    document.type("B2", "=AR_AGING()")
    before = wait_for(lambda: (found := height(document, "B2")) > 1 and found)
    customer = document.cell("B4", "发票")
    customer.setFormula("C001")  # nothing is left of C002
    wait_for(lambda: height(document, "B2") == before - 1)
    document.undo()
    wait_for(lambda: height(document, "B2") == before)
    assert customer.String == "C002"


def test_tables_also_grow_within_the_step_of_a_running_command(document):
    undo = document.doc.UndoManager
    undo.clear()
    undo.enterUndoContext("a command")
    document.type("B2", ITEMS)
    wait_for(lambda: height(document, "B2") > 1)
    undo.leaveUndoContext()
    assert list(undo.getAllUndoActionTitles()) == ["a command"]


def test_cells_that_are_not_free_are_left_alone(document):
    document.cell("B4", "报表").String = "备注"
    document.type("B2", ITEMS)
    document.type("A1", "=AR_AGING()", "另一张")
    wait_for(lambda: document.array("A1", "另一张") != "A1")
    assert document.array("B2") == "B2"
    assert document.cell("B4").String == "备注"


def test_a_formula_that_only_uses_a_table_stays_as_it_is(document):
    assert document.type("B2", "=ROWS(AR_OPEN_ITEMS())") > 1
    document.type("A1", "=AR_AGING()", "另一张")
    wait_for(lambda: document.array("A1", "另一张") != "A1")
    assert document.array("B2") == "B2"


def test_a_loaded_workbook_of_excel_computes_at_once(office, template):
    document = office.open(template)
    report = document.doc.Sheets.getByName("账龄分析")
    wait_for(lambda: report.getCellRangeByName("A5").String == "客户编码")
    wait_for(lambda: not document.doc.isModified())
    assert not document.doc.UndoManager.isUndoPossible()
    document.close()


def test_its_reports_follow_an_edit(office, template):
    document = office.open(template)
    report = document.doc.Sheets.getByName("账龄分析")
    wait_for(lambda: report.getCellRangeByName("A5").String == "客户编码")
    address = document.array("A5", "账龄分析")
    before = document.rows(address, "账龄分析")
    sheet = document.doc.Sheets.getByName("发票")
    search = sheet.createSearchDescriptor()
    search.SearchString = "QC003"
    found = sheet.findFirst(search).CellAddress
    amount = sheet.getCellByPosition(found.Column + 3, found.Row)
    amount.Value += 1000
    wait_for(lambda: document.rows(address, "账龄分析") != before)
    changed = [
        (old[0], new[3] - old[3])
        for old, new in zip(before, document.rows(address, "账龄分析"), strict=True)
        if old[0] == "0035"
    ]
    assert changed == [("0035", 1000.0)]
    document.close()
