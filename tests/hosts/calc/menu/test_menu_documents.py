"""Commands that read and write files, from the menu of a LibreOffice without windows.

The figures are those of ``small_books``: on 30 June 2026 customer 0012 owes 800, of which 300 are
146 days late, so that level 5 of the ladder is due. An office without windows answers every box
with no, and picks no file.
"""

from __future__ import annotations

import pytest
from clicking import Clicks
from office_books import SETTINGS
from small_books import write_small

from xlar.documents.register import read_register

pytestmark = pytest.mark.office

OWED = 800_00
NEW = "INV-9,0012,2026-06-20,80.00,2026-07-20"


def export(folder, *rows):
    """The path of an export of another system."""
    file = folder / "export.csv"
    header = "发票号,客户编号,开票日期,价税合计,到期日"
    file.write_text("\n".join([header, *rows]), encoding="utf-8-sig")
    return str(file)


@pytest.fixture
def small(menu_office, tmp_path):
    """The small ledger, open, with an output folder beside it."""
    opened = Clicks(menu_office, write_small(tmp_path / "ledger.xlsx", SETTINGS))
    yield opened
    opened.close()


@pytest.fixture
def registered(small, tmp_path):
    """What the register says was made."""
    assert small

    def rows():
        return [
            (row.kind, row.level, row.customer_id, row.amount)
            for row in read_register(tmp_path / "out").rows
        ]

    return rows


def files(folder):
    return sorted(path for path in (folder / "out").rglob("*.docx"))


def test_a_file_is_imported(small, tmp_path):
    there_already = "@x,0012,2026-05-20,500.00,2026-06-19"
    done, message = small.run("import", file=export(tmp_path, NEW, there_already))
    assert (done, "发票 1 行" in message, "未重复导入 1 行" in message) == (True, True, True)
    assert [row[0] for row in small.rows("发票")[1:]] == ["1E5", "@x", "=1+1", "INV-9"]
    assert small.rows("发票")[4][3] == 80.0
    assert "导入结果" in small.sheets()


def test_one_undo_takes_an_import_back(small, tmp_path):
    before, undo = small.content(), small.doc.UndoManager
    assert small.run("import", file=export(tmp_path, NEW))[0]
    after = small.content()
    assert after != before
    undo.undo()
    assert small.content() == before
    undo.redo()
    assert small.content() == after
    undo.undo()
    assert small.content() == before
    assert not undo.isUndoPossible()


def test_undo_empties_what_was_blank_where_rows_have_moved_since(small, tmp_path):
    assert small.run("import", file=export(tmp_path, NEW))[0]
    sheet = small.doc.Sheets.getByName("发票")
    sheet.Rows.insertByIndex(0, 2)
    small.doc.UndoManager.undo()
    small.doc.UndoManager.undo()
    assert [row[0] for row in small.rows("发票")[1:]] == ["1E5", "@x", "=1+1"]


def test_a_file_with_errors_changes_no_table(small, tmp_path):
    before = small.rows("发票")
    done, message = small.run("import", file=export(tmp_path, NEW.replace("0012", "9999")))
    assert not done
    assert "错误" in message
    assert small.rows("发票") == before
    assert any("9999" in str(row) for row in small.rows("检查结果"))


def test_the_statement_of_the_selected_customer_is_made_and_registered(small, registered, tmp_path):
    small.select("客户", "A2")
    done, message = small.run("statement")
    assert done, message
    (file,) = files(tmp_path)
    assert str(file) in message
    assert registered() == [("statement", -1, "0012", OWED)]


@pytest.mark.parametrize("given", [{"preview": "yes"}, {}], ids=["preview", "no to the question"])
def test_letters_are_listed_and_none_is_made(small, registered, tmp_path, given):
    done, message = small.run("letters", **given)
    assert (done, "尚未制作任何函件" in message) == (True, True)
    assert any(row[0] == "0012" for row in small.rows("催款函预览"))
    assert (registered(), files(tmp_path)) == ([], [])


def test_letters_are_made_once(small, registered, tmp_path):
    done, message = small.run("letters", preview="no")
    assert done, message
    assert registered() == [("letter", 5, "0012", OWED)]
    assert len(files(tmp_path)) == 1
    assert small.run("letters", preview="no")[0]
    assert len(registered()) == 1


def test_without_a_file_nothing_is_imported(small):
    before = small.content()
    assert small.run("import") == (False, "没有选择文件。")
    assert small.content() == before


def test_the_example_stays_unless_somebody_agrees(clicks):
    before = clicks.content()
    assert clicks.run("clear_demo") == (False, "已取消，工作簿未改动。")
    assert clicks.content() == before
