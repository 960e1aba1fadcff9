"""The fonts: what they hold, what they are called, and that the list of characters is theirs."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from xlar.core.capitals import in_capitals
from xlar.documents.render.coverage import FONTS, printable, unprintable

FILES = {
    "XlarSans-Regular.otf": ("Xlar Sans", "Regular", 8_000_000),
    "XlarSans-Bold.otf": ("Xlar Sans", "Bold", 2_000_000),
    "XlarSansLatin-Regular.ttf": ("Xlar Sans Latin", "Regular", 150_000),
    "XlarSansLatin-Bold.ttf": ("Xlar Sans Latin", "Bold", 150_000),
}
RESERVED = ("Noto", "Source")


@cache
def characters(name):
    """The characters of a font, by its own table."""
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def gb2312():
    pairs = itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF))
    return {ord(sign) for pair in pairs for sign in bytes(pair).decode("gb2312", "ignore")}


def test_the_list_of_characters_is_that_of_the_regular_fonts():
    held = characters("XlarSans-Regular.otf") | characters("XlarSansLatin-Regular.ttf")
    assert {ord(sign) for sign in printable()} == held


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F), (0x3001, 0x301F), (0xFF01, 0xFF5E),
     (0x3400, 0x4DB5), (0x4E00, 0x9FA5), (0x2460, 0x2473)],
)  # fmt: skip
def test_whole_ranges_are_printable(first, last):
    assert [hex(point) for point in range(first, last + 1) if chr(point) not in printable()] == []


@pytest.mark.parametrize(
    "text",
    ["䶮㛃喆镕", "𠮷𬬻", "¥￥€£₩₽₹", "□☐✓√×", "“”‘’——……·《》【】", "℃№㎡①②③",
     "Škoda Łódź Çelik İşğü Ñandú Œuvre", "Ελληνικά Москва"],
)  # fmt: skip
def test_what_business_papers_hold_is_printable(text):
    assert unprintable(text) == []


@pytest.mark.parametrize(
    "text", ["🙂", "한글", "ไทย", "עברית", "العربية", "\ue000", "\u202e", "\0"]
)
def test_what_would_be_a_box_is_told(text):
    assert unprintable(f"甲{text}") == sorted(set(text))


def test_bold_holds_gb2312_and_latin_and_is_a_part_of_regular():
    bold = characters("XlarSans-Bold.otf")
    assert gb2312() <= bold | characters("XlarSansLatin-Bold.ttf")
    assert set(range(0x20, 0x7F)) <= bold
    assert bold <= characters("XlarSans-Regular.otf")
    assert characters("XlarSansLatin-Bold.ttf") <= characters("XlarSansLatin-Regular.ttf")


def test_capitals_are_printable_in_bold():
    figures = "".join(in_capitals(minor, "CNY") for minor in (0, 1_234_567_890_123_45, -5, 10**9))
    assert {ord(sign) for sign in figures} <= characters("XlarSans-Bold.otf")


@pytest.mark.parametrize("name", FILES)
def test_names_are_ours_and_the_licence_is_kept(name):
    family, weight, _ = FILES[name]
    with TTFont(FONTS / name) as font:
        names = font["name"]
        assert (names.getDebugName(1), names.getDebugName(2)) == (family, weight)
        shown = [names.getDebugName(key) or "" for key in (1, 3, 4, 6)]
        if "CFF " in font:
            shown += [*font["CFF "].cff.fontNames, font["CFF "].cff[0].FamilyName]
        assert not [text for text in shown for word in RESERVED if word in text]
        assert "SIL Open Font License" in f"{names.getDebugName(13)} {names.getDebugName(0)}"


@pytest.mark.parametrize("name", FILES)
def test_fonts_stay_small(name):
    assert (FONTS / name).stat().st_size <= FILES[name][2]


def test_nothing_else_lies_beside_the_fonts():
    assert {path.name for path in FONTS.iterdir()} == {*FILES, "coverage.txt", "OFL.txt"}


def test_the_licence_is_complete():
    text = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Adobe" in text
    assert "Google" in text
    assert text.rstrip().endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")


def test_figures_are_all_of_one_width():
    for name in ("XlarSans-Regular.otf", "XlarSans-Bold.otf"):
        with TTFont(FONTS / name, lazy=True) as font:
            glyphs, widths = font.getBestCmap(), font["hmtx"]
            assert len({widths[glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1
