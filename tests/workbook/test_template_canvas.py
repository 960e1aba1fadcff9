"""What the drawing tools write, cell by cell."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from xlar.core.problems import Text
from xlar.tables.names import declared
from xlar.workbook.template.canvas import Canvas, fitting, serial
from xlar.workbook.template.columns import Columns, kinds_of
from xlar.workbook.template.data import data_page
from xlar.workbook.template.entries import Entry, written
from xlar.workbook.template.grids import grid_of, words
from xlar.workbook.template.layout import PAGES
from xlar.workbook.template.reports import REPORTS
from xlar.workbook.template.styles import Styles
from xlar.workbook.template.tables import draw_table

THINGS = declared(
    "things", "物", "Things", "",
    """
    name* | id | 名称 | Name | 叫什么 | what it is called
    made | day | 日期 | Made | 何时 | when
    cost | amount | 金额 | Cost | 多少 | how much
    done | flag | 完成 | Done | 是否 | whether
    """.replace("\n    ", "\n"),
)  # fmt: skip


class Drawing:
    """A canvas whose cells can be looked at."""

    def __init__(self, lang="zh", home=""):
        self.buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        self.workbook = xlsxwriter.Workbook(self.buffer, options)
        sheet = self.workbook.add_worksheet("纸")
        self.canvas = Canvas(sheet, Styles(self.workbook, lang), lang, home)

    def sheet(self, *, data_only=False):
        if not self.buffer.getvalue():
            self.workbook.close()
        return openpyxl.load_workbook(BytesIO(self.buffer.getvalue()), data_only=data_only)["纸"]


@pytest.fixture
def drawing():
    return Drawing()


@pytest.mark.parametrize(
    ("value", "kind", "seen", "form"),
    [
        ("=1+1", "", "=1+1", "General"),
        ("0012", "text", "0012", "@"),
        ("1-2", "text", "1-2", "@"),
        (12.5, "amount", 12.5, "#,##0.00_ ;[Red]-#,##0.00_ ;0.00_ "),
        (0.5, "ratio", 0.5, "0.0%_ "),
        (dt.date(2026, 6, 30), "day", dt.datetime(2026, 6, 30), "yyyy-mm-dd"),
        (Text("甲", "A"), "", "甲", "General"),
        (None, "", None, "General"),
        ("", "", None, "General"),
    ],
)
def test_one_cell(drawing, value, kind, seen, form):
    drawing.canvas.put(0, 0, value, kind=kind)
    cell = drawing.sheet()["A1"]
    assert (cell.value, cell.number_format) == (seen, form)
    assert cell.data_type != "f"


def test_a_text_in_two_languages_follows_the_sheet():
    english = Drawing("en")
    english.canvas.put(0, 0, Text("甲", "A"))
    assert english.sheet()["A1"].value == "A"


def test_a_formula_has_its_value(drawing):
    drawing.canvas.formula(0, 0, "=1+1", 2.0)
    assert drawing.sheet()["A1"].value == "=1+1"
    assert drawing.sheet(data_only=True)["A1"].value == 2


class TestSpill:
    """A formula that fills a range."""

    ROWS = (("编码", "日期", "金额"), ("001", 46_203.0, 5.0), ("", None, 0.0))

    def test_every_value_stands_in_its_cell(self, drawing):
        drawing.canvas.spill(1, 1, "=F()", self.ROWS)
        shown = drawing.sheet(data_only=True)["B2:D4"]
        assert [[cell.value or "" for cell in row] for row in shown] == [
            ["编码", "日期", "金额"], ["001", 46_203, 5], ["", "", ""],
        ]  # fmt: skip

    def test_its_formula_covers_them(self, drawing):
        drawing.canvas.spill(1, 1, "=F()", self.ROWS)
        formula = drawing.sheet()["B2"].value
        assert (formula.text, formula.ref) == ("=F()", "B2:D4")

    def test_titles_lie_over_their_values(self, drawing):
        drawing.canvas.spill(0, 0, "=F()", self.ROWS, ["text", "day", "amount"], header=True)
        sheet = drawing.sheet()
        assert [sheet[f"{letter}1"].alignment.horizontal for letter in "ABC"] == [
            "left", "center", "right",
        ]  # fmt: skip
        assert sheet["B2"].number_format == "yyyy-mm-dd"
        assert sheet["B1"].number_format == "General"

    def test_days_become_serials(self, drawing):
        drawing.canvas.spill(0, 0, "=F()", [["a"], [dt.date(2026, 6, 30)]])
        assert drawing.sheet(data_only=True)["A2"].value == 46_203

    def test_one_value(self, drawing):
        drawing.canvas.spill(0, 0, "=F()", [[7.0]])
        assert drawing.sheet(data_only=True)["A1"].value == 7


class TestBand:
    """The title of a sheet."""

    def test_the_first_sheet_has_no_way_back(self, drawing):
        drawing.canvas.band("题", "说明", 4)
        assert [drawing.sheet().cell(1, place).value for place in range(1, 5)] == [
            "题",
            *[None] * 3,
        ]

    @pytest.mark.parametrize(("width", "column"), [(4, 4), (30, 8)])
    def test_the_way_back_is_in_sight(self, width, column):
        drawing = Drawing(home="开始")
        drawing.canvas.band("题", "说明", width)
        assert drawing.sheet().cell(1, column).value == '=HYPERLINK("#\'开始\'!A1","返回开始")'


@pytest.mark.parametrize(("widths", "across"), [([20, 30], 1), ([60] * 6, 2), ([60] * 10, 3)])
def test_wide_sheets_are_printed_on_pages_side_by_side(drawing, widths, across):
    for place, width in enumerate(widths):
        drawing.canvas.column(place, width)
    drawing.canvas.page((0, 0, 9, len(widths) - 1), header=0)
    sheet = drawing.sheet()
    assert (sheet.page_setup.fitToWidth or 1) == across
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_title_cols == ("$A:$B" if across > 1 else None)


class TestTable:
    """An Excel table."""

    ROWS = (("A1", 46_203.0, 12.5, "是"), ("A2", None, None, None))

    def draw(self, drawing, **more):
        draw_table(drawing.canvas, grid_of(THINGS, self.ROWS, "zh"), 2, 1, **more)
        return drawing.sheet()

    def test_where_it_stands(self, drawing):
        table = self.draw(drawing).tables["things"]
        assert (table.ref, table.column_names) == ("B3:E5", ["名称", "日期", "金额", "完成"])

    def test_required_headers_look_different(self, drawing):
        sheet = self.draw(drawing)
        assert sheet["B3"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb

    def test_meanings_stand_above_where_asked_for(self, drawing):
        assert self.draw(drawing, abouts=True)["C2"].value == "何时"

    def test_nothing_stands_above_where_not(self, drawing):
        assert self.draw(drawing)["C2"].value is None

    def test_lists_reach_rows_to_come(self, drawing):
        (rule,) = self.draw(drawing).data_validations.dataValidation
        assert rule.formula1 == '"是,否"'
        assert "E40000" in rule

    def test_formats_reach_rows_to_come(self, drawing):
        sheet = self.draw(drawing)
        assert sheet.column_dimensions["D"].number_format.startswith("#,##0.00")
        assert sheet.column_dimensions["B"].number_format == "@"

    def test_a_table_without_rows_has_a_blank_one(self, drawing):
        draw_table(drawing.canvas, grid_of(THINGS, (), "zh"), 0)
        assert drawing.sheet().tables["things"].ref == "A1:D2"

    def test_blank_cells_that_invite_to_write_are_colored(self, drawing):
        sheet = self.draw(drawing, look="input")
        assert sheet["C5"].fill.fgColor.rgb == "FFFFF8E1"


def test_a_grid_is_given_to_functions_as_programs_give_it():
    grid = grid_of(THINGS, [("A1", 46_203, None, "是")], "zh")
    assert grid.whole == [["名称", "日期", "金额", "完成"], ["A1", 46_203.0, "", "是"]]
    assert type(grid.whole[1][1]) is float


@pytest.mark.parametrize(
    ("lang", "name", "expected"),
    [("zh", "done", ["是", "否"]), ("en", "done", ["yes", "no"]), ("zh", "cost", [])],
)
def test_words_of_a_column(lang, name, expected):
    assert words(THINGS.by_name[name], lang) == expected


@pytest.mark.parametrize(
    ("texts", "least", "most", "width"),
    [([], 8, 40, 8), (["甲" * 10], 8, 40, 24), (["a" * 99], 8, 40, 40), (["ab"], 12, 40, 12)],
)
def test_widths(texts, least, most, width):
    assert fitting(texts, least, most) == width


@pytest.mark.parametrize(
    ("day", "number"),
    [(dt.date(1970, 1, 1), 25_569), (dt.date(2000, 2, 29), 36_585), (dt.date(2026, 6, 30), 46_203)],
)
def test_serials_of_days(day, number):
    assert serial(day) == number


@pytest.mark.parametrize(
    ("titles", "lang", "kinds"),
    [
        (
            ["客户编码", "余额合计", "未到期", "1-30天"],
            "zh",
            ["text", "amount", "bucket", "bucket"],
        ),
        (["Customer", "Due", "Days past due"], "en", ["text", "day", "whole"]),
        (["回收率", "争议", "原因"], "zh", ["ratio", "text", "text"]),
    ],
)
def test_kinds_of_columns(titles, lang, kinds):
    assert kinds_of(titles, lang) == kinds


def test_places_of_columns():
    columns = Columns(["单据号", "客户编码", "未清金额"], "zh")
    assert columns.place("open") == 2
    assert columns.cell("open") == "$C6"
    assert columns.area("open") == (5, 2, 20_000, 2)
    assert columns.area() == (5, 0, 20_000, 2)
    assert columns.range("open") == "$C$6:$C$20001"


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (True, "zh", "是"), (False, "en", "false"), (7, "zh", 7.0), ((6, 3, 1), "zh", "6, 3, 1"),
        (("D",), "zh", '["D"]'), (((0, 10_000), (90, 7_000)), "zh", "[[0, 10000], [90, 7000]]"),
        ({}, "zh", None), ("", "zh", None), (None, "zh", None), ("due", "zh", "due"),
        ({"A": "soft"}, "en", '{A = "soft"}'),
    ],
)  # fmt: skip
def test_settings_as_written(value, lang, shown):
    assert written(value, lang) == shown


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("aging.basis", ("due", "document")), ("credit.bank_bills", (True, False)),
        ("interest.day_basis", (365, 360)), ("dunning.grace", ()), ("as_of", ()), ("rates.USD", ()),
        ("documents.language", ("zh", "en")),
    ],
)  # fmt: skip
def test_choices_of_a_setting(name, choices):
    assert Entry(name, Text("", "")).choices == choices


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.key)
def test_sheet_names_fit_into_excel(page):
    for lang in ("zh", "en"):
        assert 0 < len(page.title[lang]) <= 31
        assert not set(page.title[lang]) & set(r"[]:*?/\\")
    assert not page.title.en.endswith(".py")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheet_names_differ(lang):
    names = [page.title[lang].casefold() for page in PAGES.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["customers", "invoices", "receipts", "register"])
def test_every_table_of_data_has_a_page(name):
    assert data_page(name).key in PAGES


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.key)
def test_reports_say_what_they_show(report):
    assert report.hint.zh.endswith("。")
    assert report.hint.en.endswith(".")
    assert report.key in PAGES
