"""The doctor: what each fact about a computer is taken to mean, and how it is told."""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter

from xlar.hosts.excel import install
from xlar.hosts.excel.doctor import trial, windows
from xlar.hosts.excel.doctor.book import book_facts, configuration
from xlar.hosts.excel.doctor.cache import clear_cache
from xlar.hosts.excel.doctor.checks import SHIELDS, examined
from xlar.hosts.excel.doctor.machine import XLWINGS, BookFacts, Excel, Machine, Server
from xlar.hosts.excel.doctor.probe import dll_states, machine
from xlar.hosts.excel.doctor.report import is_broken, lines, payload, write_support_file

PROGRAM = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
BOOK = BookFacts("ar.xlsm", True, False, XLWINGS, r"C:\xlar\python.exe", True, "0.1.0")
SOUND = Machine(
    system="Windows",
    release="0.1.0",
    python=(3, 12, 4),
    executable=r"C:\xlar\Scripts\python.exe",
    xlwings=XLWINGS,
    dlls={f"xlwings32-{XLWINGS}.dll": "ok", f"xlwings64-{XLWINGS}.dll": "ok"},
    excel=Excel(PROGRAM, "16.0.17328", 64, f'"{PROGRAM}" /automation'),
    macros=2,
    shields={},
    server=Server(True, 1.4, 2.0),
    book=BOOK,
)
FIRST, SECOND = SHIELDS


def finding(found, check):
    (one,) = [one for one in found if one.check == check]
    return one


def test_a_sound_computer_has_nothing_but_fine_findings():
    assert {one.level for one in examined(SOUND)} == {"ok"}
    assert [one.check for one in examined(SOUND)] == [
        "python", "xlwings", "excel", "dll", "path", "interference", "macros", "disabled",
        "shields", "cache", "processes", "server", "mark", "vba", "interpreter",
    ]  # fmt: skip


CASES = [
    ("python", "fail", {"python": (3, 10, 2)}, "3.10.2"),
    ("python", "fail", {"executable": r"C:\Program Files\WindowsApps\python.exe"}, "Store"),
    ("xlwings", "fail", {"xlwings": "0.30.1"}, "0.30.1"),
    ("xlwings", "fail", {"xlwings": ""}, XLWINGS),
    ("excel", "fail", {"excel": None}, "not found"),
    ("excel", "fail", {"excel": Excel(r"C:\Program Files\WindowsApps\E.EXE")}, "Store"),
    ("excel", "fail", {"excel": Excel(PROGRAM, automation=r"C:\Kingsoft\et.exe")}, "WPS"),
    ("excel", "ok", {"excel": Excel(PROGRAM, "16.0", None)}, "16.0"),
    ("dll", "fail", {"dlls": {}}, "xlwings64"),
    ("dll", "fail", {"dlls": {"xlwings64.dll": "deleted"}}, "antivirus"),
    ("dll", "fail", {"dlls": {"xlwings32.dll": "ok", "xlwings64.dll": "unloadable"}}, "64.dll"),
    ("path", "fail", {"ansi": False}, "code page"),
    ("interference", "ok", {"variables": {"PYTHONPATH": r"C:\old"}}, r"PYTHONPATH=C:\old"),
    ("interference", "ok", {"foreign_conf": r"C:\.xlwings\xlwings.conf"}, "xlwings.conf"),
    ("macros", "fail", {"macros": 4}, "disabled"),
    ("macros", "fail", {"macros": 4, "macros_by_policy": True}, "administrator"),
    ("macros", "warn", {"macros": 3}, "signed"),
    ("macros", "ok", {"macros": None}, "enabled"),
    ("macros", "ok", {"macros": 1}, "enabled"),
    ("disabled", "warn", {"disabled": 2}, "2 items"),
    ("shields", "skip", {"shields": None}, "cannot be read"),
    ("shields", "fail", {"shields": {FIRST: 1, SECOND: 1}}, "child processes, macros"),
    ("shields", "ok", {"shields": {FIRST: 2, SECOND: 6}}, "may start"),
    ("cache", "fail", {"cache": "EOFError"}, "EOFError"),
    ("processes", "warn", {"idle_excels": 1, "orphans": 3}, "1 Excel without a window, 3 servers"),
    ("server", "skip", {"server": None}, "not tried"),
    ("server", "fail", {"server": Server(False, words="No module named numpy")}, "numpy"),
    ("server", "warn", {"server": Server(True, 2.0, 12.34)}, "12.3 ms"),
    ("server", "ok", {"server": Server(True, 2.0, 10.0)}, "2.0 s"),
    ("mark", "fail", {"book": replace(BOOK, from_internet=True)}, "downloaded"),
    ("vba", "fail", {"book": replace(BOOK, xlwings="0.36.0")}, "0.36.0"),
    ("interpreter", "fail", {"book": replace(BOOK, interpreter_found=False)}, "python.exe"),
    ("book", "fail", {"book": BookFacts("gone.xlsm", False)}, "gone.xlsm"),
]


@pytest.mark.parametrize(("check", "level", "facts", "words"), CASES)
def test_each_fact_means(check, level, facts, words):
    found = finding(examined(replace(SOUND, **facts)), check)
    assert found.level == level
    assert words in found.what["en"]


@pytest.mark.parametrize(("check", "level", "facts", "words"), CASES)
def test_whatever_is_doubtful_or_broken_says_what_to_do_in_both_languages(
    check, level, facts, words
):
    found = finding(examined(replace(SOUND, **facts)), check)
    assert bool(found.action.zh) == bool(found.action.en) == (level in ("warn", "fail"))
    assert words
    assert "{" not in found.what.zh + found.what.en


@pytest.mark.parametrize(
    ("system", "level", "words"),
    [("Darwin", "warn", "ribbon works"), ("Linux", "skip", "LibreOffice Calc")],
)
def test_elsewhere_only_what_holds_there_is_told(system, level, words):
    found = examined(replace(SOUND, system=system, book=None))
    assert [one.check for one in found] == ["python", "xlwings", "excel"]
    assert (found[-1].level, words in found[-1].what.en) == (level, True)


def test_where_there_is_no_excel_no_python_is_asked_of_a_workbook():
    found = examined(replace(SOUND, system="Linux", book=replace(BOOK, interpreter="")))
    assert [one.check for one in found][3:] == ["mark", "vba"]


def test_a_missing_book_is_not_judged_further():
    found = examined(replace(SOUND, book=BookFacts("gone.xlsm", False)))
    assert [one.check for one in found][-1:] == ["book"]


def test_a_failed_check_is_what_makes_it_broken():
    assert not is_broken(examined(SOUND))
    assert not is_broken(examined(replace(SOUND, macros=3)))
    assert is_broken(examined(replace(SOUND, macros=4)))


def test_lines_show_level_check_finding_and_action():
    shown = lines(examined(replace(SOUND, disabled=1)), "zh")
    place = next(place for place, line in enumerate(shown) if line.startswith("注意"))
    assert shown[place].split() == ["注意", "disabled", "Excel", "禁用了", "1", "个项目"]
    assert shown[place + 1].strip().startswith("→ 文件 > 选项")


def test_the_payload_has_one_entry_a_check():
    found = payload(SOUND, "en")
    assert found["system"] == "Windows"
    assert found["checks"][1] == {
        "check": "xlwings", "level": "ok", "found": f"xlwings {XLWINGS}", "action": None,
    }  # fmt: skip
    json.dumps(found)


def test_the_support_file_holds_findings_and_logs_only(tmp_path):
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "server-7.log").write_text("started", "utf-8")
    (logs / "invoices.csv").write_text("secret", "utf-8")
    write_support_file(tmp_path / "support.zip", SOUND, logs)
    with zipfile.ZipFile(tmp_path / "support.zip") as archive:
        assert archive.namelist() == ["doctor.json", "logs/server-7.log"]
        assert json.loads(archive.read("doctor.json"))["release"] == "0.1.0"


# -- the facts --


def test_this_computer_can_be_examined(tmp_path):
    found = machine(tmp_path / "none.xlsm")
    assert found.python == sys.version_info[:3]
    assert found.xlwings == XLWINGS
    assert found.book == BookFacts(str(tmp_path / "none.xlsm"), False)
    assert examined(found)


def image(machine_code):
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine_code)


@pytest.mark.parametrize(
    ("head", "bits"),
    [
        (image(0x14C), 32),
        (image(0x8664), 64),
        (image(0xAA64), 64),
        (image(0x1C0), None),
        (b"MZ" + bytes(70), None),
        (b"\x7fELF", None),
        (b"", None),
    ],
)
def test_the_width_of_a_program_is_read_from_its_head(head, bits):
    assert windows.image_bits(head) == bits


def test_libraries_are_ok_missing_deleted_or_damaged(tmp_path):
    small, large = f"xlwings32-{XLWINGS}.dll", f"xlwings64-{XLWINGS}.dll"
    (tmp_path / small).write_bytes(image(0x14C))
    (tmp_path / large).write_bytes(b"cut off")
    assert dll_states(tmp_path, {}) == {small: "ok", large: "unloadable"}
    (tmp_path / large).unlink()
    assert dll_states(tmp_path, {large: True})[large] == "deleted"
    assert dll_states(tmp_path, {})[large] == "missing"


@pytest.mark.parametrize(
    ("listing", "expected"),
    [(None, None), ("", {}), ("A=1\nb=2\nrubbish\n=\nc=x", {"a": 1, "b": 2})],
)
def test_protection_rules_are_read_from_lines(listing, expected):
    assert windows.rules(listing) == expected


def test_only_excels_without_a_window_count_as_idle():
    listing = (
        '"Image Name","PID","Window Title"\n"EXCEL.EXE","1","N/A"\n"EXCEL.EXE","2","ar.xlsm"\n'
    )
    assert windows.idle(listing) == 1
    assert windows.idle(None) == 0


def write_configured(path, rows):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("xlar.conf")
    for row, pair in enumerate(rows):
        sheet.write_row(row, 0, pair)
    book.close()


def test_a_workbook_tells_its_configuration(tmp_path):
    path = tmp_path / "ar.xlsx"
    rows = [
        ("Interpreter_Win", sys.executable),
        ("PYTHONPATH", ""),
        ("xlwings version", XLWINGS),
        ("xlar version", "0.1.0"),
    ]
    write_configured(path, rows)
    assert configuration(path)["XLAR VERSION"] == "0.1.0"
    assert book_facts(path) == BookFacts(
        str(path), True, False, XLWINGS, sys.executable, True, "0.1.0"
    )


def test_a_workbook_that_names_no_python_has_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    install.install()
    path = tmp_path / "ar.xlsx"
    write_configured(path, [("Interpreter_Win", ""), ("xlwings version", XLWINGS)])
    found = book_facts(path)
    assert (found.interpreter, found.interpreter_found) == (sys.executable, True)


@pytest.mark.parametrize(
    ("system", "gone"), [("Windows", True), ("Linux", False), ("Darwin", False)]
)
def test_only_the_cache_is_cleared_and_only_on_windows(tmp_path, system, gone):
    (tmp_path / "gen_py/3.12").mkdir(parents=True)
    (tmp_path / "gen_py/3.12/dicts.dat").write_bytes(b"broken")
    (tmp_path / "other").mkdir()
    assert clear_cache(tmp_path, system=system) == (tmp_path / "gen_py" if gone else None)
    assert (tmp_path / "gen_py").exists() is not gone
    assert (tmp_path / "other").is_dir()


def test_where_there_is_no_cache_nothing_is_cleared(tmp_path):
    assert clear_cache(tmp_path, system="Windows") is None


def test_a_workbook_without_configuration_or_damaged_has_none(tmp_path):
    plain = tmp_path / "plain.xlsx"
    xlsxwriter.Workbook(str(plain)).close()
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    assert book_facts(plain) == BookFacts(str(plain), True)
    assert book_facts(broken) == BookFacts(str(broken), True)


def test_a_workbook_of_the_internet_is_marked(tmp_path):
    path = tmp_path / "ar.xlsx"
    xlsxwriter.Workbook(str(path)).close()
    (tmp_path / "ar.xlsx:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "utf-8")
    assert book_facts(path).from_internet


def test_a_server_that_does_not_start_tells_its_last_words():
    found = trial.tried(module="xlar.no_such_module")
    assert not found.started
    assert "no_such_module" in found.words
