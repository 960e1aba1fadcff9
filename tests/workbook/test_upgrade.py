"""A workbook brought up to date holds what the old one held; what it does not is told."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import TableColumn
from openxml_audit import OpenXmlValidator
from template_books import template
from test_template_own_ledger import DAY, SETTINGS, tables

from xlar.commands.table import COMMANDS, GROUPS
from xlar.core.errors import BadLedger
from xlar.documents.register.sheet import REGISTER
from xlar.documents.wording import with_sheet
from xlar.tables.cut import raw_table
from xlar.tables.locate import find
from xlar.workbook.book import write_book
from xlar.workbook.left_behind import left_behind
from xlar.workbook.read import load
from xlar.workbook.sheets import Book
from xlar.workbook.template import template_body
from xlar.workbook.upgrade import CannotUpgrade, language_of, prove, upgraded

TODAY = dt.date(2026, 7, 15)
BUTTONS = tuple(COMMANDS.values())


def upgrade(path, lang=None):
    """The upgraded workbook of a file, written beside it."""
    made = upgraded(path, BUTTONS, GROUPS, today=TODAY, lang=lang)
    new = path.with_name(f"new-{path.stem}.xlsm")
    new.write_bytes(made.content)
    return made, new


def changed(path, change):
    """A template of a small ledger, changed as a user would and saved by openpyxl."""
    book = openpyxl.load_workbook(BytesIO(template_body(tables=tables(), settings=SETTINGS)))
    change(book)
    book.save(path)
    return path


def with_column(book, sheet, table, header, cells):
    """Add a column at the right of an Excel table."""
    page = book[sheet]
    area = page.tables[table]
    (left, top), (_, bottom) = (openpyxl.utils.cell.coordinate_from_string(one)
                                for one in area.ref.split(":"))  # fmt: skip
    at = len(area.tableColumns) + 1
    page.cell(top, at, header)
    for row, cell in enumerate(cells, top + 1):
        page.cell(row, at, cell)
    area.tableColumns.append(TableColumn(id=at, name=header))
    area.ref = f"{left}{top}:{openpyxl.utils.get_column_letter(at)}{bottom}"
    area.autoFilter.ref = area.ref


def setting(book, name, value):
    for row in book["参数"].iter_rows(min_row=5, max_col=2):
        if row[0].value == name:
            row[1].value = value
            return
    raise AssertionError(name)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_demonstration_comes_over_to_the_cent_and_leaves_nothing(tmp_path, lang):
    path = tmp_path / "demo.xlsm"
    path.write_bytes(template(lang))
    made, new = upgrade(path)
    assert made.content == template(lang)
    assert made.left == ()
    prove(made.loaded, new)


def test_in_another_language_it_is_the_same_ledger(tmp_path):
    path = tmp_path / "demo.xlsm"
    path.write_bytes(template("zh"))
    made, new = upgrade(path, "en")
    assert openpyxl.load_workbook(new, read_only=True).sheetnames[2] == "Customers"
    assert made.left == ()
    prove(made.loaded, new)


def test_the_old_file_is_not_touched(tmp_path):
    path = changed(tmp_path / "own.xlsx", lambda _: None)
    before = path.read_bytes()
    upgrade(path)
    assert path.read_bytes() == before


def test_further_columns_keep_their_headers_kinds_and_values(tmp_path):
    def change(book):
        with_column(book, "客户", "customers", "开户日", [dt.datetime(2020, 1, 2), None, None])
        with_column(book, "发票", "invoices", "毛利", [12.5, None, -3.0])
        with_column(book, "收款", "receipts", "网点", ["总行"])

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    extras = load(new).source.extras
    assert extras["customers"] == {"开户日": [dt.date(2020, 1, 2), "", ""]}
    assert extras["invoices"] == {"毛利": [12.5, "", -3.0]}
    assert extras["receipts"] == {"网点": ["总行"]}


def test_settings_keep_their_values(tmp_path):
    def change(book):
        setting(book, "dunning.grace", 3)
        setting(book, "aging.limits", "0, 15, 45")
        setting(book, "company.account", "0000 1234")

    path = changed(tmp_path / "own.xlsx", change)
    old, (_, new) = load(path), upgrade(path)
    again = load(new)
    assert again.policy == old.policy
    assert again.as_of == DAY
    assert (again.policy.dunning.grace, again.policy.aging.limits) == (3, (0, 15, 45))
    assert again.policy.company.account == "0000 1234"
    assert str(again.policy.rates["USD"]) in {"7", "7.0", "7.00000000"}


def test_ladder_prime_rates_and_fees_come_over_as_tables(tmp_path):
    def change(book):
        page = book["参数"]
        page["F6"], page["G6"], page["H6"] = 1, "头一次提醒", 2  # the second rung
        page["N5"], page["O5"] = dt.datetime(2019, 1, 1), 0.0431
        page["Q5"], page["S5"], page["T5"] = 3, 25, 0.01

    path = changed(tmp_path / "own.xlsx", change)
    made, new = upgrade(path)
    again = load(new)
    assert again.policy == made.loaded.policy
    rung = again.policy.dunning.ladder[1]
    assert (rung.zh, rung.day) == ("头一次提醒", 2)
    assert str(again.policy.interest.lpr["2019-01-01"]) == "0.0431"
    assert [float(fee.fixed) for fee in again.policy.dunning.fees] == [25.0]
    shown = openpyxl.load_workbook(new, data_only=True)["参数"]
    assert 'day=2,gap=0,action="letter",level=1,zh="头一次提醒"' in shown["X5"].value


def test_a_workbook_bound_to_one_python_stays_so(tmp_path):
    def change(book):
        page = book["xlar.conf"]
        for row in page.iter_rows(max_col=2):
            if row[0].value in ("Interpreter_Win", "xlar version"):
                row[1].value = "C:/py/python.exe" if row[0].value[0] == "I" else "0.0.1"

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    page = openpyxl.load_workbook(new)["xlar.conf"]
    values = dict(page.iter_rows(max_col=2, values_only=True))
    assert values["Interpreter_Win"] == "C:/py/python.exe"
    assert values["xlar version"] != "0.0.1"


def test_words_of_letters_come_over(tmp_path):
    def change(book):
        page = book["函件模板"]
        wanted = ["催款函", "L3", "标准", "中文"]
        rows = page.iter_rows(min_row=5)
        (row,) = [one for one in rows if [cell.value for cell in one[:4]] == wanted]
        row[5].value = "请速付款"

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    wordings, problems = with_sheet(load(new).source.texts)
    assert problems == []
    filled = wordings.fill("letter", "zh", {}, variant="L3")
    assert filled.wording.subject == "请速付款"


def test_changed_labels_come_over(tmp_path):
    def change(book):
        page = book["函件模板"]
        last = page.max_row + 1
        for place, cell in enumerate(["标签", "level_3", "标准", "中文"], 1):
            page.cell(last, place, cell)
        page.cell(last, 8, "第三封")
        page.tables["wording"].ref = f"A4:K{last}"

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    wordings, problems = with_sheet(load(new).source.texts)
    assert (wordings.label("zh", "level_3"), problems) == ("第三封", [])


REGISTERED = {
    "number": "CK-2026-0001", "kind": "催款函", "level": "3", "customer_id": "C1",
    "currency": "CNY", "amount": 600, "date": dt.datetime(2026, 6, 20),
    "as_of": dt.datetime(2026, 6, 20), "language": "中文", "status": "已发",
    "sent_on": dt.datetime(2026, 6, 21), "items": "00000000000000000001",
}  # fmt: skip


def test_the_register_comes_over_with_columns_of_its_own(tmp_path):
    names = [column.name for column in REGISTER.columns]

    def change(book):
        for name, cell in REGISTERED.items():
            book["发函登记"].cell(5, names.index(name) + 1, cell)
        with_column(book, "发函登记", "register", "经手", ["小李"])

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    book = Book(new)
    raw, _ = raw_table(book, REGISTER, find(book, REGISTER)[0])
    assert [raw.columns[one] for one in ("number", "status", "items")] == [
        ["CK-2026-0001"], ["已发"], ["00000000000000000001"],
    ]  # fmt: skip
    assert (raw.columns["sent_on"], raw.columns["amount"]) == ([dt.date(2026, 6, 21)], [600.0])
    assert raw.extras == {"经手": ["小李"]}


def test_what_does_not_come_over_is_listed(tmp_path):
    def change(book):
        book.create_sheet("我的分析")["A1"] = "=SUM(发票!D5:D7)"
        book["发票"]["D5"].comment = Comment("已电话确认", "甲")
        book["发票"]["V2"] = "=SUM(invoices[金额])"
        book["客户"].conditional_formatting.add(
            "D5:D9", CellIsRule("greaterThan", ["1"], fill=PatternFill("solid", bgColor="FF0000"))
        )
        book.defined_names["我的名称"] = openpyxl.workbook.defined_name.DefinedName(
            "我的名称", attr_text="发票!$D$5"
        )

    made, _ = upgrade(changed(tmp_path / "own.xlsx", change))
    assert [one.zh for one in made.left] == [
        "“客户”中的条件格式：D5:D9",
        "“发票”中的自写公式（数据表中的已变成数值）：V2",
        "“发票”中的批注：D5",
        "工作表“我的分析”；可在 Excel 中用“移动或复制”搬过去",
        "名称：我的名称",
    ]


def test_charts_of_ones_own_are_counted(tmp_path):
    def change(book):
        chart = BarChart()
        chart.add_data(Reference(book["发票"], min_col=4, min_row=4, max_row=7))
        book["发票"].add_chart(chart, "X2")

    made, _ = upgrade(changed(tmp_path / "own.xlsx", change))
    assert [one.en for one in made.left] == ["1 charts"]


def test_files_without_that_detail_are_moved_all_the_same(tmp_path):
    path = tmp_path / "old.csv.xlsx"
    write_book(path, tables(), settings=SETTINGS)
    assert list(left_behind(path.rename(tmp_path / "old.ods"), b"", {})) == []


def test_the_new_file_with_columns_of_ones_own_is_a_valid_package(tmp_path):
    def change(book):
        with_column(book, "发票", "invoices", "毛利 <%>", [12.5, None, -3.0])
        with_column(book, "客户", "customers", "总额 (2)", ["a", "b", "c"])

    _, new = upgrade(changed(tmp_path / "own.xlsx", change))
    result = OpenXmlValidator().validate(str(new))
    assert [str(error) for error in result.errors] == []


def test_any_workbook_with_a_ledger_becomes_a_template(tmp_path):
    path = tmp_path / "plain.xlsx"
    write_book(path, tables(), settings=SETTINGS, extras={"customers": {"片区": ["东", "西", ""]}})
    made, new = upgrade(path)
    prove(made.loaded, new)
    assert made.left == ()
    assert load(new).source.extras["customers"] == {"片区": ["东", "西", ""]}


def test_without_an_as_of_day_results_are_shown_for_today(tmp_path):
    path = tmp_path / "plain.xlsx"
    settings = {name: value for name, value in SETTINGS.items() if name != "as_of"}
    write_book(path, tables(), settings=settings)
    _, new = upgrade(path)
    sheet = openpyxl.load_workbook(new, data_only=True)["发票"]
    assert sheet["A5"].value == "00000000000000000001"
    aging = openpyxl.load_workbook(new, data_only=True)["账龄分析"]
    shown = [cell for cell in next(aging.iter_rows(min_row=6, max_row=6, values_only=True)) if cell]
    assert shown[:4] == ["C1", "=1+1", "CNY", 600]
    assert load(new).as_of is None


def test_errors_in_the_data_stop_it(tmp_path):
    path = changed(tmp_path / "own.xlsx", lambda book: book["发票"].__setitem__("D5", "many"))
    with pytest.raises(BadLedger) as stopped:
        upgraded(path, BUTTONS, GROUPS, today=TODAY)
    assert [problem.cell for problem in stopped.value.problems] == ["发票!D5"]


def test_errors_in_the_words_stop_it(tmp_path):
    def change(book):
        book["函件模板"]["H5"] = "欠 {amuont} 元"

    with pytest.raises(BadLedger) as stopped:
        upgraded(changed(tmp_path / "own.xlsx", change), BUTTONS, GROUPS, today=TODAY)
    assert [problem.cell for problem in stopped.value.problems] == ["函件模板!H5"]


def test_a_file_that_is_no_workbook_is_a_problem(tmp_path):
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(BadLedger):
        upgraded(path, BUTTONS, GROUPS, today=TODAY)


def test_a_new_file_with_another_figure_is_not_kept(tmp_path):
    old = load(changed(tmp_path / "own.xlsx", lambda _: None))
    other = changed(tmp_path / "other.xlsx", lambda book: book["发票"].__setitem__("D5", 999.99))
    with pytest.raises(CannotUpgrade, match="does not read back"):
        prove(old, other)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_says_its_language(tmp_path, lang):
    path = tmp_path / "one.xlsm"
    path.write_bytes(template(lang))
    assert language_of(Book(path)) == lang


def test_another_workbook_has_the_language_of_its_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Invoices"
    book.save(tmp_path / "en.xlsx")
    book.create_sheet("发票")
    book.save(tmp_path / "zh.xlsx")
    assert [language_of(Book(tmp_path / f"{lang}.xlsx")) for lang in ("en", "zh")] == ["en", "zh"]
