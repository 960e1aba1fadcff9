"""What the engine does not do is said by its name; and the parts that need no office."""

from __future__ import annotations

import pytest
from xlwings import base_classes

from xlar.hosts.calc.engine.addresses import Box, address, jump, parse, split_sheet
from xlar.hosts.calc.engine.cell_errors import ERROR_TEXTS, excel_error
from xlar.hosts.calc.engine.members import Member, UnsupportedMember
from xlar.hosts.calc.engine.number_formats import excel_code


class Thing(Member):
    __slots__ = ("kept",)

    @property
    def fixed(self):
        return 1

    @property
    def broken(self):
        return self.kept.nothing


def test_an_unknown_member_is_named():
    with pytest.raises(UnsupportedMember, match=r"Thing\.color is not supported in LibreOffice"):
        Thing().color  # noqa: B018
    assert "不支持 Thing.color" in UnsupportedMember("Thing", "color").text("zh")


@pytest.mark.parametrize("name", ["color", "fixed"])
def test_a_member_that_cannot_be_set_is_named(name):
    with pytest.raises(UnsupportedMember, match=rf"Thing\.{name}"):
        setattr(Thing(), name, 2)


def test_what_can_be_set_is_set():
    thing = Thing()
    thing.kept = 5
    assert (thing.kept, thing.fixed) == (5, 1)


def test_a_property_that_fails_says_why():
    thing = Thing()
    thing.kept = 5
    with pytest.raises(AttributeError, match="'int' object has no attribute 'nothing'"):
        thing.broken  # noqa: B018


def test_an_unsupported_member_is_an_error_of_both_kinds():
    assert issubclass(UnsupportedMember, NotImplementedError)
    assert not hasattr(Thing(), "color")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["App", "Book", "Sheet", "Range", "Table", "Name", "Font"])
def test_no_member_of_xlwings_is_a_bare_error(app, book, sheet, kind):
    table = sheet.tables.add(sheet["A1:B2"], name="T_able")
    sheet["A1"].name = "name"
    things = {
        "App": app,
        "Book": book,
        "Sheet": sheet,
        "Range": sheet["A1"],
        "Table": table,
        "Name": book.names[0],
        "Font": sheet["A1"].font,
    }
    impl, unsupported = things[kind].impl, []
    for name in vars(getattr(base_classes, kind)):
        if name.startswith("_") or name in {"xl", "selection", "get_async_pipeline_overrides"}:
            continue
        if not hasattr(type(impl), name) and not hasattr(impl, name):
            unsupported.append(name)
            with pytest.raises(UnsupportedMember, match=rf"{kind}\.{name} is not supported"):
                getattr(impl, name)
    assert len(unsupported) < len(vars(getattr(base_classes, kind)))


@pytest.mark.office
@pytest.mark.parametrize(
    ("call", "member"),
    [
        (lambda sheet: sheet.charts, "Sheet.charts"),
        (lambda sheet: sheet["A1"].autofill(sheet["A1:A2"]), "Range.autofill"),
        (lambda sheet: sheet["A1"].sort([1]), "Range.sort"),
        (lambda sheet: sheet["A1"].formula2, "Range.formula2"),
        (lambda sheet: setattr(sheet["A1"], "formula2", "=1"), "Range.formula2"),
        (lambda sheet: sheet["A1"].copy(), r"Range.copy\(\) to the clipboard"),
        (lambda sheet: sheet.book.macro("m")(), "App.run"),
        (lambda sheet: sheet.book.app.alert("x"), "App.alert"),
        (lambda sheet: setattr(sheet.book.app, "interactive", False), "App.interactive"),
        (lambda sheet: sheet["A1:B1"].insert("down", "format_from_right_or_below"), "Range.insert"),
        (lambda sheet: sheet["A1"].add_note("x"), "Range.note"),
    ],
)
def test_through_xlwings_too(sheet, call, member):
    with pytest.raises(NotImplementedError, match=member):
        call(sheet)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("A1", Box(1, 1, 1, 1)),
        ("$B$2:D5", Box(2, 2, 4, 3)),
        ("D5:B2", Box(2, 2, 4, 3)),
        ("A:A", Box(1, 1, 1048576, 1)),
        ("3:4", Box(3, 1, 2, 16384)),
        ("XFD1048576", Box(1048576, 16384, 1, 1)),
        ("XFE1", None),
        ("A0", None),
        ("A1048577", None),
        ("A", None),
        ("12", None),
        ("A1:B", None),
        ("A1:B2:C3", None),
        ("", None),
        ("发票", None),
    ],
)
def test_addresses(text, box):
    assert parse(text) == box
    if box is not None:
        assert parse(address(box)) == box


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sheet1!A1", ("Sheet1", "A1")),
        ("'My Sheet'!A1:B2", ("My Sheet", "A1:B2")),
        ("'O''Hara'!name", ("O'Hara", "name")),
        ("name", (None, "name")),
    ],
)
def test_references_to_sheets(text, parts):
    assert split_sheet(text) == parts


@pytest.mark.parametrize(
    ("at", "forward", "to"),
    [(1, True, 3), (3, True, 6), (6, True, 100), (50, False, 6), (6, False, 3), (3, False, 1),
     (1, False, 1), (4, True, 6), (5, False, 3)],
)  # fmt: skip
def test_jumps(at, forward, to):
    assert jump([(1, 3), (6, 6)], at, 100, forward=forward) == to


@pytest.mark.parametrize(
    ("calc", "excel"),
    [
        ("YYYY-MM-DD", "yyyy-mm-dd"),
        ("[H]:MM:SS", "[h]:mm:ss"),
        ("H:MM AM/PM", "h:mm AM/PM"),
        ('YYYY"年"M"月"', 'yyyy"年"m"月"'),
        ('0.00" DMY"', '0.00" DMY"'),
        ("[RED]-#,##0.00", "[Red]-#,##0.00"),
        ("[$¥-804]#,##0", "[$¥-804]#,##0"),
        ("0.00E+00", "0.00E+00"),
        ("BOOLEAN", "General"),
        (r"0\D", r"0\D"),
    ],
)
def test_codes_of_number_formats(calc, excel):
    assert excel_code(calc) == excel


@pytest.mark.parametrize(
    ("calc", "text"),
    [
        (32767, "#N/A"),
        (532, "#DIV/0!"),
        (525, "#NAME?"),
        (503, "#NUM!"),
        (519, "#VALUE!"),
        (1, "#VALUE!"),
    ],
)
def test_errors_of_calc(calc, text):
    assert ERROR_TEXTS[excel_error(calc)] == text
