"""xlar new, upgrade, build, excel and doctor as a person uses them."""

from __future__ import annotations

import csv
import json
import platform
import sys
import zipfile

import openpyxl
import pytest
from terminal import xlar as run

from xlar.hosts.excel.doctor.machine import XLWINGS, Machine
from xlar.hosts.excel.install import configuration_file
from xlar.workbook.read import load

SOUND = Machine("Linux", "0.1.0", (3, 12, 1), "python", xlwings=XLWINGS)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, and a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.delenv("XLAR_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def windows(here, monkeypatch):
    """The same, where the system calls itself Windows; the file the user's macros look into."""
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    return configuration_file("Windows", here / "home")


def values_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return dict(csv.reader(stream))


# -- new --


def test_a_new_workbook_holds_the_demonstration(here):
    done = run("new", "应收.xlsm")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0] == "已写出: 应收.xlsm"
    assert "启用内容" in done.stdout
    assert len(load(here / "应收.xlsm").ledger.customers) == 120


def test_an_empty_one_holds_nothing(here):
    assert run("new", "own", "--empty", "--lang", "en").exit_code == 0
    loaded = load(here / "own.xlsm")
    assert (len(loaded.ledger.documents), loaded.problems) == (0, ())
    assert openpyxl.load_workbook(here / "own.xlsm", read_only=True).sheetnames[0] == "Start"


def test_it_can_be_asked_for_as_well_in_the_language_of_the_environment(here, monkeypatch):
    monkeypatch.setenv("XLAR_LANG", "en")
    done = run("new", "own", "--empty")
    assert "Enable Content" in done.stdout
    assert "begin with the sheets Customers" in done.stdout
    assert (here / "own.xlsm").is_file()


def test_an_existing_file_is_never_overwritten(here):
    (here / "own.xlsm").write_bytes(b"mine")
    done = run("new", "own.xlsm")
    assert (done.exit_code, (here / "own.xlsm").read_bytes()) == (2, b"mine")
    assert "已经存在" in done.stderr


@pytest.mark.parametrize(
    ("book", "words"), [("own.xlsx", ".xlsm"), ("nowhere/own.xlsm", "does not exist")]
)
def test_a_file_that_cannot_be_is_refused(here, book, words):
    done = run("new", book, "--lang", "en")
    assert done.exit_code == 2
    assert words in done.stderr
    assert list(here.glob("*.xls*")) == []


def test_excel_is_told_which_python_serves_it(windows):
    done = run("new", "own", "--empty")
    assert str(windows) in done.stdout
    assert values_of(windows)["INTERPRETER_WIN"] == sys.executable


def test_what_the_user_has_configured_stays(windows):
    windows.parent.mkdir()
    windows.write_text('"INTERPRETER_WIN","C:\\other\\python.exe"\r\n', encoding="utf-8")
    done = run("new", "own", "--empty")
    assert str(windows) not in done.stdout
    assert values_of(windows)["INTERPRETER_WIN"] == "C:\\other\\python.exe"


def test_a_workbook_is_written_even_where_the_configuration_cannot_be(windows, here):
    windows.parent.write_text("a file in the place of the folder", encoding="utf-8")
    done = run("new", "own", "--empty")
    assert done.exit_code == 0
    assert "无法写入" in done.stderr
    assert (here / "own.xlsm").is_file()


def test_where_there_is_no_excel_nothing_is_configured(here):
    run("new", "own", "--empty")
    assert list((here / "home").iterdir()) == []


# -- upgrade --


def test_an_upgraded_workbook_lies_beside_the_old_one(here):
    run("new", "own")
    done = run("upgrade", "own.xlsm", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    (new,) = [path for path in here.glob("*.xlsm") if path.name != "own.xlsm"]
    assert done.stdout.splitlines() == [
        f"written: {new.name} (120 customers, 3,096 invoices, 2,901 receipts, 208 allocations, "
        "365 acts, 6 promises, 9 approvals, 10 plans, 240 slips, 13 signals, 145 scores, "
        "78 targets, 4 allowances)",
        "own.xlsm is unchanged; keep it as a backup",
    ]
    was, now = load(here / "own.xlsm"), load(new)
    assert was.ledger.documents.amount.tolist() == now.ledger.documents.amount.tolist()


def test_what_did_not_come_over_is_said(here):
    run("new", "own", "--empty")
    book = openpyxl.load_workbook(here / "own.xlsm")
    book.create_sheet("备查")
    book.save(here / "own.xlsx")
    done = run("upgrade", "own.xlsx", "-o", "next")
    assert "没有搬过去的：\n  工作表“备查”" in done.stdout
    assert (here / "next.xlsm").is_file()


def test_the_new_file_is_never_one_that_exists(here):
    run("new", "own", "--empty")
    before = (here / "own.xlsm").read_bytes()
    done = run("upgrade", "own.xlsm", "-o", "own.xlsm")
    assert (done.exit_code, (here / "own.xlsm").read_bytes()) == (2, before)


def test_a_ledger_with_errors_is_not_upgraded(here):
    run("new", "own", "--empty")
    book = openpyxl.load_workbook(here / "own.xlsm")
    book["发票"]["A5"] = "I-1"
    book.save(here / "own.xlsx")
    done = run("upgrade", "own.xlsx", "-o", "next.xlsm")
    assert done.exit_code == 1
    assert "发票!B5" in done.stderr
    assert not (here / "next.xlsm").exists()


def test_a_folder_is_imported_first(here):
    (here / "books").mkdir()
    done = run("upgrade", "books", "--lang", "en")
    assert done.exit_code == 2
    assert "xlar import" in done.stderr


# -- build --


@pytest.fixture
def no_sources(monkeypatch, tmp_path):
    """As in an installed package, where the sources of the macros are not."""
    monkeypatch.setattr("xlar.hosts.cli.building.SOURCES", tmp_path / "none")


@pytest.mark.usefixtures("no_sources")
def test_templates_are_built_without_the_sources_of_the_macros(here):
    done = run("build", "made")
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (here / "made").iterdir()) == [
        "ar_template.xlsm", "ar_template_en.xlsm",
    ]  # fmt: skip
    with zipfile.ZipFile(here / "made/ar_template.xlsm") as package:
        assert len(package.read("xl/vbaProject.bin")) > 40_000


@pytest.mark.usefixtures("no_sources")
def test_one_template_alone_can_be_built(here):
    assert run("build", ".", "--lang", "en").exit_code == 0
    assert [path.name for path in here.glob("*.xlsm")] == ["ar_template_en.xlsm"]


@pytest.mark.usefixtures("no_sources")
def test_a_folder_that_cannot_be_made_is_refused(here):
    (here / "file").write_text("")
    assert run("build", "file/below").exit_code == 2


def test_from_the_source_tree_the_macros_are_built_first(here, monkeypatch):
    built = here / "vbaProject.bin"
    monkeypatch.setattr("xlar.hosts.cli.building.BUILT", built)
    assert run("build", ".", "--lang", "en").exit_code == 0
    with zipfile.ZipFile(here / "ar_template_en.xlsm") as package:
        assert package.read("xl/vbaProject.bin") == built.read_bytes()


# -- excel --


def test_installing_and_uninstalling(windows):
    done = run("excel", "install")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"已写入: {windows}")
    assert values_of(windows) == {"INTERPRETER_WIN": sys.executable, "TRANSPORT": "DLL"}


def test_uninstalling_removes_the_file(here):
    run("excel", "install")
    file = configuration_file(platform.system(), here / "home")
    assert file.is_file()
    done = run("excel", "uninstall", "--lang", "en")
    assert done.stdout == f"removed: {file}\n"
    assert not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there it is allowed")
def test_a_com_server_is_for_windows(here):
    done = run("excel", "install", "--com", "--lang", "en")
    assert done.exit_code == 2
    assert "for Windows only" in done.stderr
    assert list((here / "home").iterdir()) == []


def test_which_of_the_two_must_be_said(here):
    done = run("excel")
    assert done.exit_code == 2
    assert "缺少命令" in done.stderr
    assert here


# -- doctor --


@pytest.mark.usefixtures("here")
def test_the_doctor_looks_at_computer_and_workbook():
    run("new", "own", "--empty")
    done = run("doctor", "own.xlsm", "--lang", "en")
    checks = [line.split()[1] for line in done.stdout.splitlines()]
    assert checks[:3] == ["python", "xlwings", "excel"]
    assert done.exit_code == (1 if "fail" in done.stdout else 0)


@pytest.mark.usefixtures("here")
def test_a_missing_workbook_is_what_is_wrong():
    done = run("doctor", "gone.xlsm")
    assert done.exit_code == 1
    assert "找不到 gone.xlsm" in done.stdout


@pytest.mark.usefixtures("here")
def test_findings_as_json():
    done = run("doctor", "gone.xlsm", "--json", "--lang", "en")
    found = json.loads(done.stdout)
    assert found["system"] == platform.system()
    assert found["checks"][-1] == {
        "check": "book", "level": "fail", "found": "there is no gone.xlsm",
        "action": "check the path",
    }  # fmt: skip


def test_a_file_for_support_holds_findings_and_no_data(here):
    run("new", "own")
    done = run("doctor", "own.xlsm", "--zip", "help.zip")
    assert "已写出: help.zip" in done.stderr
    with zipfile.ZipFile(here / "help.zip") as archive:
        assert archive.namelist() == ["doctor.json"]
        assert "checks" in json.loads(archive.read("doctor.json"))


def test_the_cache_is_cleared_where_asked(windows, here, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(here))
    monkeypatch.setattr("xlar.hosts.excel.doctor.probe.machine", lambda _: SOUND)
    (here / "gen_py").mkdir()
    assert run("doctor").exit_code == 0
    assert (here / "gen_py").is_dir()
    done = run("doctor", "--fix", "--lang", "en")
    assert "the COM cache is cleared" in done.stderr
    assert not (here / "gen_py").exists()
    assert not windows.exists()


def test_the_file_for_support_must_be_writable(here):
    done = run("doctor", "--zip", "nowhere/help.zip")
    assert done.exit_code == 2
    assert list(here.glob("*.zip")) == []
