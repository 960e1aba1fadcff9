"""Names of files: harmless whatever a customer is called, Chinese kept."""

from __future__ import annotations

import ntpath
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlar.documents.register.filenames import file_stem, room_in, safe_name, same_name, shortened

NAMES = {
    "北方商贸（上海）有限公司": "北方商贸（上海）有限公司",
    "䶮㛃喆镕": "䶮㛃喆镕",
    "𠮷野家": "𠮷野家",
    "\U00031350公司": "\U00031350公司",  # younger than the tables of Python 3.11
    "=cmd|'/c calc'!A1": "=cmd_'_c calc'!A1",
    "../../x": "_.._x",
    "..\\..\\x": "_.._x",
    "/etc/passwd": "_etc_passwd",
    "C:\\Windows": "C__Windows",
    "CON": "_CON",
    "con.tar.gz": "_con.tar.gz",
    "NUL .txt": "_NUL .txt",
    "LPT1": "_LPT1",
    "com²": "_com²",
    "CONSUL": "CONSUL",
    "{{7*7}}": "{{7_7}}",
    "#show: evil": "#show_ evil",
    "名称 . . ": "名称",
    "...": "_",
    "": "_",
    "   ": "_",
    ".xlar-temp": "xlar-temp",
    "甲\r\n乙\t丙": "甲 乙 丙",
    "a\u202egnp.exe": "agnp.exe",  # right-to-left override
    "a\u2066b\u2069\u200b": "ab",
    "a\x00b\x1f": "ab",
    "\ufeff甲": "甲",
    "甲／乙＼丙": "甲_乙_丙",  # full width, folded to half by careless programs
    "℀": "_",  # a/c in one character
    "\u3164\uffa0": "_",  # fillers: letters nobody sees
    "葛\U000e0100": "葛",
    "a\u3000\u00a0b": "a b",
    "\ud800x": "x",
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_names_are_made_safe(text, name):
    assert safe_name(text) == name


@pytest.mark.parametrize("device", ["CON", "prn", "Aux", "nul", "COM0", "COM9", "LPT³", "conin$"])
def test_no_name_is_a_device(device):
    assert safe_name(device) == f"_{device}"
    assert safe_name(f"{device}.pdf") == f"_{device}.pdf"


def is_reserved(name):
    """What Python itself says about a name on Windows."""
    newer = getattr(ntpath, "isreserved", None)
    return newer(name) if newer else PureWindowsPath(name).is_reserved()


ANYTHING = st.text(st.characters(codec=None), max_size=300)


@given(ANYTHING)
@example("\u037e")
@example("CO\u200bN")
@example(".\u200b. x")
def test_a_safe_name_is_one_part_of_a_path_on_every_system(text):
    name = safe_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert name == name.strip(" .")
    for path in (PureWindowsPath(name), PurePosixPath(name)):
        assert path.parts == (name,)
    assert not is_reserved(name)
    name.encode("utf-8")


@given(ANYTHING)
def test_a_safe_name_stays_as_it_is(text):
    assert safe_name(safe_name(text)) == safe_name(text)


@given(ANYTHING, st.integers(40, 120))
def test_file_names_fit_windows_and_linux_with_number_and_ending(text, room):
    stem = file_stem("CK-2026-0001", text, set(), room)
    assert stem.startswith("CK-2026-0001")
    name = f"{stem}.docx"
    assert len(name.encode("utf-16-le")) // 2 <= room
    assert len(name.encode("utf-8")) <= 255
    assert safe_name(name) == name


def test_300_characters_are_cut():
    # 120 less ".docx"
    assert len(file_stem("CK-2026-0001", "x" * 300, set())) == 115


def test_a_long_chinese_name_fits_the_255_bytes_of_linux():
    stem = file_stem("CK-2026-0001", "商" * 300, set())
    # (240 - 5 - 13) / 3 = 74 characters
    assert stem == "CK-2026-0001 " + "商" * 74


def test_a_name_of_60_characters_is_whole():
    assert file_stem("CK-2026-0001", "商" * 60, set()).endswith(" " + "商" * 60)


def test_no_name_ends_in_a_blank_where_it_is_cut():
    assert shortened("abc def", 4) == "abc"


def test_names_differ_also_where_case_and_width_do_not_count():
    taken = set()
    stems = [file_stem("手工", name, taken) for name in ("ABC", "abc", "ＡＢＣ", "abd")]
    assert stems == ["手工 ABC", "手工 abc (2)", "手工 ＡＢＣ (3)", "手工 abd"]
    assert len({same_name(stem) for stem in stems}) == 4


@given(st.lists(ANYTHING, max_size=6), st.integers(40, 120))
def test_names_of_a_batch_are_all_different(names, room):
    taken = set()
    stems = [file_stem("1", name, taken, room) for name in names]
    assert len({same_name(stem) for stem in stems}) == len(names)
    assert all(len(stem.encode("utf-16-le")) // 2 <= room - 5 for stem in stems)


@pytest.mark.parametrize(
    ("folder", "room"),
    [
        ("D:/对账", 120),  # 5 characters: 253 are left, more than a name may have
        ("D:/" + "x" * 137, 118),  # 259 - 140 - 1
        ("D:/" + "x" * 250, 40),  # never less: the number must be whole
    ],
)
def test_names_leave_room_for_the_whole_path_on_windows(folder, room):
    assert room_in(PureWindowsPath(folder)) == room
