"""Formulas typed into a real Calc follow the tables of their document."""

from __future__ import annotations

import pytest
from calc_office import wait_for
from small_ledger import AMOUNT_OF_A1, NEW_INVOICE, TABLES, fill, serial

pytestmark = pytest.mark.office

BALANCE = '=AR_BALANCE("C001")'  # 100,000 + 30,000 - 40,000


def test_aging_of_the_demo_book_follows_an_edit_of_an_invoice(office, demo_book):
    document = office.open(demo_book)
    document.type("A1", "=AR_AGING()")
    wait_for(lambda: document.array("A1") != "A1")
    [before] = [row for row in document.rows(document.array("A1")) if row[0] == "0035"]
    invoices = document.rows("A1:I4", "发票")
    place = invoices[0].index("金额")
    assert invoices[3][:2] == ("QC003", "0035")
    document.sheet("发票").getCellByPosition(place, 3).Value += 1000
    shown = (*before[:3], before[3] + 1000)
    wait_for(lambda: shown in [row[:4] for row in document.rows(document.array("A1"))])
    document.close()


def test_a_function_without_ledger_means_its_own_document(document):
    assert document.type("A1", BALANCE) == 90000.0


def test_it_follows_an_edit(document):
    document.type("A1", BALANCE)
    document.cell(AMOUNT_OF_A1, "发票").Value = 150000.0
    wait_for(lambda: document.shown("A1") == 140000.0)


def test_formulas_that_depend_on_it_follow_too(document):
    document.type("A1", BALANCE)
    document.type("A2", "=A1*2")
    document.cell(AMOUNT_OF_A1, "发票").Value = 150000.0
    wait_for(lambda: document.shown("A2") == 280000.0)


def test_it_follows_a_row_typed_below_the_table(document):
    document.type("A1", '=AR_BALANCE("C002")')
    document.fill("发票", [NEW_INVOICE], "A5")
    wait_for(lambda: document.shown("A1") == 6000.0)


def test_it_follows_an_undo(document):
    document.type("A1", BALANCE)
    document.cell(AMOUNT_OF_A1, "发票").setValue(150000.0)
    wait_for(lambda: document.shown("A1") == 140000.0)
    document.undo()
    wait_for(lambda: document.shown("A1") == 90000.0)


def test_it_follows_the_settings(document):
    assert document.type("A1", '=AR_OVERDUE("C001")') == 60000.0
    document.cell("B2", "参数").Value = serial("2026-07-31")
    wait_for(lambda: document.shown("A1") == 90000.0)


def test_it_follows_many_edits_at_once(document):
    document.type("A1", BALANCE)
    for amount in range(100):
        document.cell(AMOUNT_OF_A1, "发票").Value = 100000.0 + amount
    wait_for(lambda: document.shown("A1") == 90099.0)


def test_it_follows_a_table_that_is_added_later(office):
    document = office.open()
    document.fill("发票", TABLES["发票"])
    document.fill("参数", TABLES["参数"])
    assert document.type("A1", BALANCE) == 130000.0
    document.fill("收款", TABLES["收款"])
    wait_for(lambda: document.shown("A1") == 90000.0)
    document.close()


def test_it_follows_after_rows_above_the_table_moved_it(document):
    document.type("A1", BALANCE)
    document.sheet("发票").Rows.insertByIndex(1, 2)
    document.cell("E4", "发票").Value = 150000.0
    wait_for(lambda: document.shown("A1") == 140000.0)


def test_two_documents_do_not_mix(office, document):
    other = office.open()
    fill(other)
    other.cell(AMOUNT_OF_A1, "发票").Value = 100001.0
    assert (document.type("A1", BALANCE), other.type("A1", BALANCE)) == (90000.0, 90001.0)
    other.cell(AMOUNT_OF_A1, "发票").Value = 100002.0
    wait_for(lambda: other.shown("A1") == 90002.0)
    assert document.shown("A1") == 90000.0
    other.close()


def test_it_follows_after_saving_and_opening_again(office, document, tmp_path):
    document.type("A1", BALANCE)
    document.save(tmp_path / "saved.ods")
    again = office.open(tmp_path / "saved.ods")
    assert again.shown("A1") == 90000.0
    again.cell(AMOUNT_OF_A1, "发票").Value = 150000.0
    wait_for(lambda: again.shown("A1") == 140000.0)
    again.close()


def test_a_handle_is_another_one_after_a_change_and_tables_follow_it(document):
    tables = "客户!A1:D9;发票!A1:E9;收款!A1:D9;;;;;参数!A1:B9"
    handle = document.type("A1", f"=AR_LEDGER({tables.replace('!', '.')})")
    assert handle.endswith(" · 4")
    document.type("A3", "=AR_AGING(A1)")
    wait_for(lambda: document.array("A3") == "A3:L8")
    document.cell(AMOUNT_OF_A1, "发票").Value = 150000.0
    wait_for(lambda: document.rows("D4") == ((140000.0,),))
    assert document.shown("A1") != handle


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ('=AR_BALANCE("nobody")', "#N/A"),
        ('=AR_BUCKET("x")', "#VALUE!"),
        ('=AR_BALANCE("C001";"no handle")', "#VALUE!"),
        ("=AR_BALANCE(NA())", "#N/A"),
    ],
)
def test_a_mistake_is_an_error_value(document, formula, shown):
    assert document.type("A1", formula) == shown


def test_the_last_mistake_is_explained_as_soon_as_it_is_made(document):
    document.type("A1", "=AR_LASTERROR()")
    document.type("A2", '=AR_BUCKET("x")')
    wait_for(lambda: "AR_BUCKET #VALUE!" in document.shown("A1"))
