"""How cells look: the expectations of xlwings' own tests of fonts, borders and sizes."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.office


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "@",
        "0",
        "0.00",
        "#,##0.00",
        "0.0%",
        "yyyy-mm-dd",
        "mm/dd/yy;@",
        "d-mmm-yy",
        "yyyy-mm-dd hh:mm:ss",
        "h:mm AM/PM",
        "[h]:mm:ss",
        'yyyy"年"m"月"d"日"',
        "#,##0.00;[Red]-#,##0.00",
        "[$¥-804]#,##0.00",
        '0.00"元"',
        "0.00E+00",
        "# ?/?",
    ],
)
def test_number_formats_are_excels(sheet, code):
    sheet["A1:B2"].number_format = code
    assert sheet["A1"].number_format == code
    assert sheet["A1:B2"].number_format == code


def test_number_formats_that_differ(sheet):
    sheet["A1"].number_format = "0.00"
    assert sheet["A1:B1"].number_format is None


def test_what_is_no_number_format(sheet):
    with pytest.raises(ValueError, match="is not a number format"):
        sheet["A1"].number_format = "[[["


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bold", True),
        ("bold", False),
        ("italic", True),
        ("size", 14.0),
        ("size", 10.5),
        ("name", "Liberation Serif"),
        ("color", (30, 100, 200)),
    ],
)
def test_fonts(sheet, name, value):
    setattr(sheet["A1:B2"].font, name, value)
    assert getattr(sheet["A1"].font, name) == value
    assert getattr(sheet["A1:B2"].font, name) == value


def test_fonts_reach_chinese_text_too(sheet):
    sheet["A1"].font.bold = True
    assert sheet["A1"].api.CharWeightAsian == 150.0


def test_fonts_that_differ(sheet):
    sheet["A1"].font.bold = True
    sheet["A1"].font.size = 20
    assert (sheet["A1:B1"].font.bold, sheet["A1:B1"].font.size) == (None, None)


def test_the_standard_font_is_black(sheet):
    assert sheet["A1"].font.color == (0, 0, 0)


@pytest.mark.parametrize(
    ("given", "found"),
    [((30, 100, 200), (30, 100, 200)), ("#1e64c8", (30, 100, 200)), (16776960, (0, 255, 255))],
)
def test_fill_colors(sheet, given, found):
    sheet["A1:D4"].color = given
    assert (sheet["A1"].color, sheet["A1:D4"].color) == (found, found)
    sheet["A1"].color = None
    assert (sheet["A1"].color, sheet["A1:B1"].color) == (None, None)


@pytest.mark.parametrize(
    "side", ["edge_top", "edge_bottom", "edge_left", "edge_right", "inside_vertical",
             "inside_horizontal", "diagonal_down", "diagonal_up"],
)  # fmt: skip
@pytest.mark.parametrize(("style", "weight"), [("continuous", "thin"), ("dash", "medium")])
def test_borders(sheet, side, style, weight):
    border = sheet["B2:D5"].borders[side]
    assert (border.line_style, border.weight, border.color) == ("none", None, None)
    sheet["B2:D5"].borders.set(side, line_style=style, weight=weight, color=(255, 0, 0))
    border = sheet["B2:D5"].borders[side]
    assert (border.line_style, border.weight, border.color) == (style, weight, (255, 0, 0))


def test_only_the_side_that_is_meant(sheet):
    sheet["B2:C3"].borders["edge_bottom"].weight = "thick"
    assert sheet["B3"].borders["edge_bottom"].weight == "thick"
    assert sheet["B2"].borders["edge_bottom"].line_style == "none"
    assert sheet["B3"].borders["edge_top"].line_style == "none"


def test_all_borders_at_once_and_cleared(sheet):
    borders = sheet["B2:C3"].borders
    borders.set("all", line_style="continuous", color="#00ff00")
    assert (borders.line_style, borders.weight, borders.color) == (
        "continuous",
        "thin",
        (0, 255, 0),
    )
    borders["edge_top"].line_style = "double"
    assert sheet["B2:C3"].borders.line_style is None
    borders.clear()
    assert sheet["B2:C3"].borders.line_style == "none"


def test_a_border_that_calc_has_not(sheet):
    with pytest.raises(ValueError, match="slant_dash_dot"):
        sheet["A1"].borders["edge_top"].line_style = "slant_dash_dot"


@pytest.mark.parametrize("width", [1.0, 8.43, 10.0, 40.0])
def test_column_widths(sheet, width):
    sheet["A1:B2"].column_width = width
    assert sheet["A1:B2"].column_width == pytest.approx(width, abs=0.02)
    sheet["B1"].column_width = 70
    assert sheet["A1:B1"].column_width is None


def test_row_heights(sheet):
    sheet["A1:B4"].row_height = 15.0
    assert sheet["A1"].row_height == pytest.approx(15, abs=0.05)
    sheet["A2"].row_height = 20
    assert sheet["A1:A2"].row_height is None
    sheet["A1:D4"].row_height = 60
    assert sheet["A1:D4"].height == pytest.approx(240, abs=0.5)


def test_where_a_range_lies_on_the_sheet(sheet):
    sheet["A1"].column_width, sheet["A1"].row_height = 20, 30
    assert (sheet["A1"].left, sheet["A1"].top) == (0.0, 0.0)
    assert sheet["B1"].left == pytest.approx(sheet["A1"].width, abs=0.05)
    assert sheet["A2"].top == pytest.approx(sheet["A1"].height, abs=0.05)


@pytest.mark.parametrize("cells", ["A1:D4", "A:D", "1:10"])
def test_autofit(sheet, cells):
    sheet["A1:D4"].value = "test_string"
    sheet[cells].column_width = sheet[cells].row_height = 40
    sheet[cells].columns.autofit()
    assert sheet["A1"].column_width < 30
    assert sheet["A1"].row_height == pytest.approx(40, abs=0.05)
    sheet[cells].rows.autofit()
    assert sheet["A1"].row_height < 30
    sheet[cells].column_width = 40
    sheet[cells].autofit()
    assert sheet["A1"].column_width < 30


def test_autofit_of_a_sheet(sheet):
    sheet["A1"].value = "a rather long text that needs more than the standard width"
    sheet.autofit("c")
    assert sheet["A1"].column_width > 30


def test_hidden_rows_and_columns(sheet):
    sheet["2:3"].rows.hidden = True
    sheet["B:B"].columns.hidden = True
    assert (sheet["2:3"].rows.hidden, sheet["1:2"].rows.hidden) == (True, None)
    assert (sheet["B:B"].columns.hidden, sheet["A1"].columns.hidden) == (True, False)


@pytest.mark.parametrize("value", ["left", "center", "right", "justify", "fill", "general"])
def test_horizontal_alignment(sheet, value):
    sheet["A1"].horizontal_alignment = value
    assert sheet["A1"].horizontal_alignment == value


@pytest.mark.parametrize("value", ["top", "center", "bottom", "justify"])
def test_vertical_alignment(sheet, value):
    sheet["A1"].vertical_alignment = value
    assert sheet["A1"].vertical_alignment == value


def test_alignments_that_calc_has_not(sheet):
    with pytest.raises(ValueError, match="distributed"):
        sheet["A1"].horizontal_alignment = "distributed"


def test_wrapped_text(sheet):
    sheet["A1"].wrap_text = True
    assert (sheet["A1"].wrap_text, sheet["B1"].wrap_text, sheet["A1:B1"].wrap_text) == (
        True,
        False,
        None,
    )


def test_panes_of_a_book_without_a_window_are_refused_and_the_user_stays_on_his_sheet(book):
    second = book.sheets.add("two", after=book.sheets[0])
    book.sheets[0].activate()
    with pytest.raises(NotImplementedError, match=r"FreezePanes\.freeze_at"):
        second.freeze_panes.freeze_at("1:3")
    second.freeze_panes.unfreeze()
    assert book.sheets.active.name == book.sheets[0].name
