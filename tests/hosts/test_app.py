"""The command line as a user meets it: results, exit codes, messages, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import terminal
from folders import INVOICES, ledger_folder
from terminal import xlar

from xlar.hosts.cli import reports

ROOT = Path(__file__).parents[2]
COMMANDS = ("check", "items", "age", "credit", "stages", "allocate")


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.delenv("XLAR_LANG", raising=False)
    monkeypatch.delenv("XLAR_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "120")


def json_of(*words):
    return terminal.json_of(*words, "--as-of", "2026-06-30")


def test_items(folder):
    rows = json_of("items", folder)["rows"]
    # the 100.00 without an invoice goes to the oldest: 1000 − 50 − 100 = 850
    assert [(row["document_no"], row["open"]) for row in rows] == [
        ("INV-1", "850.00"),
        ("INV-2", "200.05"),
        ("INV-3", "300.00"),
    ]


def test_items_without_fifo(folder):
    payload = json_of("items", folder, "--allocation", "explicit")
    assert payload["allocation"] == "explicit"
    assert [(row["document_no"], row["open"]) for row in payload["rows"]] == [
        ("INV-1", "950.00"),
        ("INV-2", "200.05"),
        ("R-2", "-100.00"),
        ("INV-3", "300.00"),
    ]


def test_age(folder):
    payload = json_of("age", folder, "--limits", "0,30,60,90")
    assert payload["buckets"] == ["not_due", "1-30", "31-60", "61-90", "over_90"]
    assert payload["totals"]["CNY"]["total"] == "1350.05"
    assert payload["check"] == {"CNY": "0.00"}


@pytest.mark.parametrize("given", [["--limits=-31,-1,0,30,60"], ["--limits", "-31,-1,0,30,60"]])
def test_limits_may_begin_with_a_minus(folder, given):
    assert json_of("age", folder, *given)["limits"] == [-31, -1, 0, 30, 60]


@pytest.mark.parametrize("by", ["customer", "salesperson", "region", "currency", "invoice"])
def test_age_by_every_key(folder, by):
    assert json_of("age", folder, "--by", by)["by"] == by


def test_age_by_document_date_with_credits_aged(folder):
    payload = json_of(
        "age", folder, "--basis", "document", "--credits", "aged", "--allocation", "explicit"
    )
    assert (payload["basis"], payload["credits"]) == ("document", "aged")
    assert payload["totals"]["CNY"]["unapplied"] == "0.00"


def test_a_past_day_rebuilds_the_ledger(folder):
    result = xlar("items", folder, "--format", "json", "--as-of", "2026-05-31")
    rows = json.loads(result.stdout)["rows"]
    assert [(row["document_no"], row["open"]) for row in rows] == [
        ("INV-1", "1000.00"),
        ("INV-3", "300.00"),
    ]


def test_credit_answers_an_order(folder):
    before = json_of("credit", folder)["rows"][0]
    after = json_of("credit", folder, "--order", "C001=100.00")["rows"][0]
    # limit 1000, exposure 1050.05: already above it
    assert (before["exposure"], before["headroom"], before["decision"]) == (
        "1050.05",
        "-50.05",
        "hold",
    )
    assert "over_limit" in after["reasons"]


def test_orders_may_be_repeated(folder):
    rows = json_of("credit", folder, "--order", "C001=1", "--order", "C002=1")["rows"]
    assert [row["customer_id"] for row in rows] == ["C001", "C002"]


def test_stages(folder):
    rows = json_of("stages", folder)["rows"]
    assert [(row["document_no"], row["stage"], row["step"]) for row in rows] == [
        ("INV-1", 5, 10),  # d = 30
        ("INV-2", 2, 0),  # d = −1
        ("INV-3", 6, 11),  # d = 149
    ]


def test_stages_are_named_in_the_language_asked_for(folder):
    assert json_of("stages", folder)["rows"][0]["stage_name"] == "最后通牒"
    assert json_of("stages", folder, "--lang", "en")["rows"][0]["stage_name"] == "final notice"


def test_allocate_lists_what_settles_what(folder):
    rows = json_of("allocate", folder)["rows"]
    assert [
        (row["credit_no"], row["invoice_no"], row["amount"], row["origin"]) for row in rows
    ] == [
        ("R-1", "INV-1", "50.00", "shorthand"),
        ("R-2", "INV-1", "100.00", "fifo"),
    ]


def test_check_of_a_clean_ledger(folder):
    result = xlar("check", folder, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "problems": [],
        "counts": {
            "customers": 2,
            "invoices": 3,
            "receipts": 2,
            "allocations": 0,
            "errors": 0,
            "warnings": 0,
        },
    }


@pytest.fixture
def broken(tmp_path):
    bad = INVOICES.replace("200.05", "abc").replace("2026-02-01", "2026-02-30")
    return ledger_folder(tmp_path / "broken", invoices=bad)


def test_check_reports_every_problem_with_its_place(broken):
    result = xlar("check", broken, "--format", "json")
    assert result.exit_code == 1
    payload = json.loads(result.stdout)
    assert payload["counts"]["errors"] == 2
    problem = payload["problems"][0]
    assert list(problem) == [
        "severity", "table", "row", "cell", "column", "found", "expected", "message",
    ]  # fmt: skip
    assert (problem["table"], problem["row"], problem["column"], problem["cell"]) == (
        "invoices", 3, "amount", None,
    )  # fmt: skip
    assert problem["found"] == "abc"


@pytest.mark.parametrize("command", COMMANDS[1:])
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_errors_leave_stdout_empty_and_stderr_has_one_line_each(broken, command, form):
    result = xlar(command, broken, "--format", form)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("错误：") for line in lines)


def test_errors_are_told_in_english_on_request(broken):
    result = xlar("items", broken, "--lang", "en")
    assert all(line.startswith("error: ") for line in result.stderr.splitlines())


def test_warnings_do_not_stop_a_run(tmp_path):
    early = INVOICES.replace("2026-01-02,2026-02-01", "2026-01-02,2026-01-01")
    source = ledger_folder(tmp_path / "early", invoices=early)
    result = xlar("items", source, "--format", "json", "--as-of", "2026-06-30")
    assert result.exit_code == 0
    assert "提醒 1 条" in result.stderr
    assert xlar("check", source).exit_code == 0


def test_a_missing_rate_is_an_error_in_the_data(tmp_path):
    source = ledger_folder(
        tmp_path / "usd",
        invoices=INVOICES.replace("amount\n", "amount,currency\n").replace(
            "200.05\n", "200.05,USD\n"
        ),
    )
    result = xlar("credit", source, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "USD" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_csv_goes_to_stdout(folder, command):
    result = xlar(command, folder, "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert result.exit_code == 0
    assert len(rows[0]) > 5


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx", "txt"])
def test_every_command_writes_every_kind_of_file(folder, tmp_path, command, suffix):
    out = tmp_path / f"out.{suffix}"
    result = xlar(command, folder, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    if suffix == "xlsx":
        assert openpyxl.load_workbook(out).worksheets[0].max_column > 5
    else:
        assert len(out.read_text(encoding="utf-8")) > 30


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_a_screen(folder, command, lang):
    result = xlar(command, folder, "--lang", lang)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) >= 3


def shown(result):
    """What stands on the screen, without the blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in result.stdout.splitlines()) + "\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_screens_are_as_agreed(folder, command, golden):
    golden(f"cli/{command}.txt", shown(xlar(command, folder, "--as-of", "2026-06-30")))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_english_screens_are_as_agreed(folder, command, golden):
    result = xlar(command, folder, "--as-of", "2026-06-30", "--lang", "en")
    golden(f"cli/{command}.en.txt", shown(result))


def test_settings_come_from_the_folder_unless_given(folder, tmp_path):
    (folder / "policy.toml").write_text("[aging]\nlimits = [0, 10]\n", encoding="utf-8")
    assert json_of("age", folder)["limits"] == [0, 10]
    other = tmp_path / "other.toml"
    other.write_text("[aging]\nlimits = [0, 20]\n", encoding="utf-8")
    assert json_of("age", folder, "--policy", other)["limits"] == [0, 20]
    assert json_of("age", folder, "--policy", other, "--limits", "0,5")["limits"] == [0, 5]


def test_a_difference_to_the_general_ledger_is_seen(folder):
    (folder / "policy.toml").write_text('[gl_balance]\nCNY = "1300.00"\n', encoding="utf-8")
    result = xlar("age", folder, "--as-of", "2026-06-30")
    assert "50.05 ✗" in result.stdout


WRONG = {
    "no source": (["age"], "缺少参数 SOURCE", "Missing argument 'SOURCE'"),
    "unknown command": (["agee", "F"], "没有命令 agee", "No such command 'agee'"),
    "unknown option": (
        ["age", "F", "--limit", "30"],
        "没有选项 --limit",
        "No such option: --limit",
    ),
    "option without value": (["age", "F", "--limits"], "选项 --limits", "--limits"),
    "two sources": (["age", "F", "F"], "多出的参数", "unexpected extra argument"),
    "flag with value": (["allocate", "F", "--write=1"], "不带值", "does not take a value"),
    "missing path": (["age", "F/nowhere"], "找不到文件或文件夹", "no such file or folder"),
    "database": (["age", "postgresql://h/db"], "暂不支持数据库地址", "databases are not supported"),
    "format": (["age", "F", "--format", "pdf"], "--format 的值“pdf”不对", "expected one of table"),
    "by": (["age", "F", "--by", "name"], "--by 的值“name”不对", "expected one of customer"),
    "basis": (["age", "F", "--basis", "x"], "--basis 的值“x”不对", "expected one of due"),
    "credits": (["age", "F", "--credits", "x"], "--credits 的值“x”不对", "one of separate"),
    "allocation": (["items", "F", "--allocation", "lifo"], "--allocation 的值", "one of fifo"),
    "day": (["age", "F", "--as-of", "2026-02-30"], "“2026-02-30”不是日期", "expected a date"),
    "limits": (["age", "F", "--limits", "30,0"], "由小到大的整数", "ascending whole numbers"),
    "no limits": (["age", "F", "--limits", ","], "由小到大的整数", "ascending whole numbers"),
    "order": (["credit", "F", "--order", "C001"], "客户编码=金额", "expected CUSTOMER=AMOUNT"),
    "order amount": (["credit", "F", "--order", "C001=x"], "不是 CNY 金额", "not an amount in CNY"),
    "order customer": (["credit", "F", "--order", "C9=1"], "没有客户“C9”", "no customer 'C9'"),
    "policy missing": (["age", "F", "--policy", "F/no.toml"], "找不到文件", "no such file"),
    "policy setting": (["age", "F", "--policy", "F/../bad.toml"], "bucket", "bucket"),
    "xlsx without out": (["age", "F", "--format", "xlsx"], "请加上 --out", "add --out"),
    "out is a folder": (["age", "F", "--out", "F"], "是文件夹", "is a folder"),
    "out nowhere": (["age", "F", "--out", "F/x/y.csv"], "不存在", "does not exist"),
    "out is the source": (["age", "F", "--out", "F/invoices.csv"], "不能写到数据来源", "overwrite"),
    "write explicit": (
        ["allocate", "F", "--write", "--allocation", "explicit"],
        "不能同时用",
        "does not go with",
    ),
    "demo on a file": (["demo", "F/invoices.csv"], "无法写入", "cannot be written"),
}


@pytest.mark.parametrize(("words", "zh", "en"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_one_line_and_exit_code_2(folder, words, zh, en):
    (folder.parent / "bad.toml").write_text("[aging]\nbucket = 3\n", encoding="utf-8")
    given = [word.replace("F", str(folder), 1) if word[:1] == "F" else word for word in words]
    for lang, expected in (("zh", zh), ("en", en)):
        result = xlar(*given, f"--lang={lang}") if lang == "en" else xlar(*given)
        assert result.exit_code == 2, (result.stdout, result.stderr)
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1
        assert expected in result.stderr


def test_nothing_is_overwritten_by_wrong_use(folder):
    before = (folder / "invoices.csv").read_bytes()
    xlar("age", folder, "--out", folder / "invoices.csv")
    assert (folder / "invoices.csv").read_bytes() == before


def test_an_unreadable_file_is_one_problem(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"this is no workbook")
    result = xlar("age", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    checked = xlar("check", path, "--format", "json")
    assert checked.exit_code == 1
    assert json.loads(checked.stdout)["counts"]["errors"] == 1


def test_a_failure_of_our_own_is_no_traceback(folder, monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr(reports, "items", fail)
    result = xlar("items", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "ZeroDivisionError: a b" in result.stderr
    monkeypatch.setenv("XLAR_DEBUG", "1")
    assert "Traceback" in xlar("items", folder).stderr


def test_an_interrupted_run_says_so(folder, monkeypatch):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(reports, "items", interrupt)
    result = xlar("items", folder)
    assert (result.exit_code, result.stderr) == (130, "已中断。\n")


def test_without_a_command_the_help_is_shown():
    result = xlar()
    assert result.exit_code == 0
    assert all(command in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "import", "demo"])
def test_every_command_explains_itself_in_both_languages(command):
    result = xlar(command, "--help")
    assert result.exit_code == 0
    assert " / " in result.stdout


# As whole processes.


def process(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "xlar", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "ascii"} | environment,
        capture_output=True,
        check=False,
    )


def test_json_is_utf8_whatever_the_console_is(folder):
    done = process("stages", folder, "--format", "json", "--as-of", "2026-06-30")
    assert done.returncode == 0
    assert "最后通牒" in done.stdout.decode("utf-8")


def test_exit_codes_of_the_process(folder, broken):
    assert process("check", folder).returncode == 0
    assert process("items", broken).returncode == 1
    assert process("items").returncode == 2


def test_messages_survive_a_console_without_chinese(broken):
    done = process("items", broken)
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


def loaded_after(*words):
    """Which of the heavy libraries a run has loaded."""
    program = (
        "import sys\nfrom xlar.hosts.cli.app import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = ('numpy', 'pandas', 'rich', 'python_calamine', 'xlsxwriter', 'openpyxl')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stderr.splitlines()[-1]


def test_help_loads_nothing_heavy():
    assert loaded_after("--help") == "[]"


def test_json_loads_neither_pandas_nor_rich(folder):
    found = loaded_after("age", folder, "--format", "json")
    assert "pandas" not in found
    assert "rich" not in found
    assert "xlsxwriter" not in found
