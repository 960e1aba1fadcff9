"""statements, letters, register, withdraw: what they make, say and leave alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from folders import CUSTOMERS, INVOICES, ledger_folder
from terminal import json_of, xlar

from xlar.commands import producing
from xlar.documents.register.batch import Cancelled
from xlar.documents.render.docx import TEMPLATE

ROOT = Path(__file__).parents[2]
COMPANY = '[company]\nname = "启明示例装备有限公司"\nbank = "示例银行"\naccount = "0000 1234"\n'
DAY = "2026-06-30"
DOCUMENT = ["customer_id", "kind", "level", "number", "amount", "currency", "files"]
SKIPPED = ["customer_id", "currency", "reason"]
REGISTERED = [
    "number", "kind", "level", "customer_id", "currency", "amount", "date", "as_of", "status",
    "sent_on", "delivered_on", "channel", "tracking", "reply", "files",
]  # fmt: skip


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.delenv("XLAR_LANG", raising=False)
    monkeypatch.delenv("XLAR_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture
def folder(tmp_path):
    path = ledger_folder(tmp_path / "ledger")
    (path / "policy.toml").write_text(COMPANY, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def made(command, folder, out, *words):
    return json_of(
        command, folder, "--as-of", DAY, "--output", out, "--formats", "docx", *words
    )  # fmt: skip


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".docx", ".pdf", ".eml"))


def test_statements_have_exactly_the_keys_of_the_contract(folder, out):
    payload = made("statements", folder, out)
    assert list(payload) == ["documents", "skipped"]
    assert [list(row) for row in payload["documents"]] == [DOCUMENT, DOCUMENT]
    # C001: 1000 + 200.05 − 50 − 100; C002: 300
    assert [(row["customer_id"], row["amount"]) for row in payload["documents"]] == [
        ("C001", "1050.05"),
        ("C002", "300.00"),
    ]
    first = payload["documents"][0]
    assert (first["kind"], first["level"], first["number"]) == ("statement", None, "DZ-2026-0001")
    assert [str(path) for path in files_in(out)] == [
        file for row in payload["documents"] for file in row["files"]
    ]


def test_letters_have_a_level_and_skipped_a_reason(folder, out):
    payload = made("letters", folder, out, "--customer", "C001")
    assert [list(row) for row in payload["documents"]] == [DOCUMENT]
    assert payload["documents"][0]["number"] == "CK-2026-0001"
    assert isinstance(payload["documents"][0]["level"], int)
    again = made("letters", folder, out, "--customer", "C001")
    assert again["documents"] == []
    assert [list(row) for row in again["skipped"]] == [SKIPPED]
    assert again["skipped"] == [{"customer_id": "C001", "currency": "CNY", "reason": "already"}]


@pytest.mark.parametrize("command", ["statements", "letters"])
def test_a_dry_run_makes_nothing(command, folder, out):
    payload = made(command, folder, out, "--dry-run")
    assert payload["documents"]
    assert all(row["number"] is None and row["files"] == [] for row in payload["documents"])
    assert not out.exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize("command", ["statements", "letters"])
def test_a_second_run_makes_nothing_twice(command, dry, folder, out):
    first = made(command, folder, out)
    before = files_in(out)
    second = made(command, folder, out, *dry)
    assert second["documents"] == []
    assert [row["reason"] for row in second["skipped"]] == ["already"] * len(first["documents"])
    assert files_in(out) == before


def test_what_was_withdrawn_is_made_again_under_a_new_number(folder, out):
    made("statements", folder, out, "--customer", "C001")
    rows = json_of("withdraw", "--output", out, "DZ-2026-0001", "--on", DAY)["rows"]
    assert [(row["number"], row["status"]) for row in rows] == [("DZ-2026-0001", "withdrawn")]
    again = made("statements", folder, out, "--customer", "C001")
    assert [row["number"] for row in again["documents"]] == ["DZ-2026-0002"]


def test_withdraw_finds_the_folder_in_the_settings_of_the_source(folder):
    (folder / "policy.toml").write_text(f'{COMPANY}[documents]\nfolder = "out"\n', encoding="utf-8")
    json_of("statements", folder, "--to", DAY, "--formats", "docx")
    assert files_in(folder / "out")
    rows = json_of("withdraw", folder, "DZ-2026-0001", "DZ-2026-0002", "--on", DAY)["rows"]
    assert {row["status"] for row in rows} == {"withdrawn"}
    assert len(json_of("register", folder)["rows"]) == 2


def test_the_register_lists_and_changes(folder, out):
    made("letters", folder, out, "--customer", "C002")
    rows = json_of("register", "--output", out)["rows"]
    assert [list(row) for row in rows] == [REGISTERED]
    assert (rows[0]["status"], rows[0]["sent_on"]) == ("draft", None)
    sent = ("--sent", "ck-2026-0001", "--on", DAY, "--channel", "EMS", "--tracking", "E1")
    rows = json_of("register", "--output", out, *sent)["rows"]
    assert [(row["status"], row["sent_on"], row["tracking"]) for row in rows] == [
        ("sent", DAY, "E1")
    ]
    signed = ("--acknowledged", "CK-2026-0001", "--on", "2026-07-02", "--reply", "已收到")
    rows = json_of("register", "--output", out, *signed)["rows"]
    assert (rows[0]["delivered_on"], rows[0]["reply"]) == ("2026-07-02", "已收到")


def test_a_sent_letter_of_the_settings_folder_raises_the_level(folder):
    (folder / "policy.toml").write_text(f'{COMPANY}[documents]\nfolder = "out"\n', encoding="utf-8")
    words = ("--customer", "C002", "--level", "3", "--formats", "docx")
    json_of("letters", folder, "--as-of", DAY, *words)
    levels = [r["level"] for r in json_of("stages", folder, "--as-of", DAY)["rows"]]
    json_of("register", folder, "--sent", "CK-2026-0001", "--on", DAY)
    raised = [r["level"] for r in json_of("stages", folder, "--as-of", DAY)["rows"]]
    assert (levels[-1], raised[-1]) == (0, 3)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_as_a_file_never_over_itself(form, folder, out, tmp_path):
    made("statements", folder, out)
    path = tmp_path / f"list.{form}"
    assert xlar("register", "--output", out, "--out", path).exit_code == 0
    assert path.stat().st_size > 100
    assert xlar("register", "--output", out, "--out", out / "register.csv").exit_code == 2


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            ("客户名称", "甲示例公司", "催款函", "未制作", "该截止日的函件已经制作", "没有要制作"),
        ),
        (
            "en",
            ("Name", "甲示例公司", "letter", "Not made", "made already for this day", "nothing"),
        ),
    ],
)
def test_people_see_who_gets_what_and_why_not(lang, words, folder, out):
    common = (folder, "--as-of", DAY, "--output", out, "--formats", "docx", "--lang", lang)
    first = xlar("letters", *common)
    second = xlar("letters", *common)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "CK-2026-0001" in first.stdout
    assert str(out) in first.stdout.replace("\n", "")
    assert all(word in first.stdout + second.stdout for word in words)


def test_csv_has_documents_and_skipped_in_one_table(folder, out):
    result = xlar(
        "statements", folder, "--to", DAY, "--output", out, "--dry-run", "--format", "csv"
    )
    assert result.stdout.removeprefix("\ufeff").splitlines() == [
        "customer_id,name,kind,level,number,amount,currency,files,reason",
        "C001,甲示例公司,statement,,,1050.05,CNY,,",
        "C002,乙示例公司,statement,,,300.00,CNY,,",
    ]


def test_a_plan_adds_up_and_needs_a_customer_and_parts(folder, out):
    plan = ("--kind", "plan", "--customer", "C001", "--parts", "3", "--first", "2026-07-31")
    payload = made("letters", folder, out, *plan)
    # INV-1 only is overdue: 1000 − 50 − 100
    assert [(r["kind"], r["amount"], r["level"]) for r in payload["documents"]] == [
        ("plan", "850.00", None)
    ]
    nothing = made("letters", folder, out, "--kind", "promise", "--customer", "C001")
    assert [row["kind"] for row in nothing["documents"]] == ["promise"]


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "plan", "--parts", "3"),
        ("--kind", "plan", "--customer", "C001"),
        ("--kind", "plan", "--customer", "C001", "--parts", "0"),
        ("--parts", "3"),
        ("--level", "9"),
        ("--level", "3", "--kind", "stop"),
        ("--formats", "xlsx"),
        ("--formats", "odt"),
        ("--kind", "love"),
        ("--customer", "C999"),
    ],
)
def test_wrong_use_is_one_line_and_makes_nothing(words, folder, out):
    result = xlar("letters", folder, "--as-of", DAY, "--output", out, *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert files_in(out) == []


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "CK-2026-0001"),
        ("register", "--sent", "CK-2026-0001", "--returned", "CK-2026-0002"),
        ("register", "--on", DAY),
        ("register", "--output", "nowhere"),
        ("statements", "nowhere"),
    ],
)
def test_wrong_use_of_the_register(words):
    assert xlar(*words).exit_code == 2


def test_a_period_that_ends_before_it_begins(folder, out):
    words = ("--from", "2026-07-01", "--to", DAY, "--output", out)
    assert xlar("statements", folder, *words).exit_code == 2


def test_without_a_company_nothing_is_made(tmp_path, out):
    result = xlar("letters", ledger_folder(tmp_path / "l"), "--as-of", DAY, "--output", out)
    assert result.exit_code == 1
    assert "company.name" in result.stderr
    assert result.stdout == ""
    assert not out.exists()


def test_an_unprintable_character_is_named_with_its_customer(tmp_path, out):
    customers = CUSTOMERS.replace("乙示例公司", "乙示例\U0001f600公司")
    folder = ledger_folder(tmp_path / "l", customers=customers)
    (folder / "policy.toml").write_text(COMPANY, encoding="utf-8")
    result = xlar(
        "statements", folder, "--to", DAY, "--output", out, "--formats", "pdf", "--lang", "en"
    )
    assert result.exit_code == 1
    assert "C002" in result.stderr
    assert "1F600" in result.stderr
    assert files_in(out) == []


def test_a_folder_that_cannot_be_written(folder, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    result = xlar("letters", folder, "--as-of", DAY, "--output", blocked / "out")
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A1", "../../x", "CON", "{{7*7}}", "#show: evil", "长" * 300]
)
def test_hostile_names_stay_inside_the_folder(name, tmp_path, out):
    folder = ledger_folder(
        tmp_path / "l", customers=f"customer_id,name\nC001,{name}\n",
        invoices="\n".join(INVOICES.splitlines()[:3]) + "\n",
    )  # fmt: skip
    (folder / "policy.toml").write_text(COMPANY, encoding="utf-8")
    before = set(tmp_path.iterdir())
    payload = made("statements", folder, out)
    assert set(tmp_path.iterdir()) - before == {out}
    assert [str(path) for path in files_in(out)] == payload["documents"][0]["files"]
    shown = xlar("statements", folder, "--to", DAY, "--output", out, "--format", "csv").stdout
    assert ",=cmd" not in shown


def test_ctrl_c_makes_nothing_and_ends_with_130(folder, out, monkeypatch):
    def stopped(*_, **__):
        raise Cancelled("stopped")

    monkeypatch.setattr(producing, "make", stopped)
    result = xlar("statements", folder, "--to", DAY, "--output", out)
    assert result.exit_code == 130
    assert "已中断" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of a process group are POSIX")
def test_ctrl_c_reaches_every_process_and_none_is_waited_for(tmp_path, out):
    places = range(120)
    folder = ledger_folder(
        tmp_path / "l",
        customers="customer_id,name\n" + "".join(f"C{i},示例{i}公司\n" for i in places),
        invoices="invoice_no,customer_id,invoice_date,due_date,amount\n"
        + "".join(f"I{i},C{i},2026-05-01,2026-05-31,100.00\n" for i in places),
        receipts="",
    )
    (folder / "policy.toml").write_text(COMPANY, encoding="utf-8")
    words = ["statements", folder, "--to", DAY, "--output", out, "--formats", "pdf,docx"]
    run = subprocess.Popen(
        [sys.executable, "-m", "xlar", *map(str, words)], cwd=ROOT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not files_in(out) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    stdout, stderr = run.communicate(timeout=30)
    assert (run.returncode, stdout) == (130, "")
    assert "Traceback" not in stderr
    assert files_in(out) == []
    assert json_of("register", "--output", out)["rows"] == []


def test_a_word_template_of_the_companys_own_is_used(folder, out):
    own = folder / "公司模板.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(own, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"{{ title }}", b"OWN {{ title }}"))
    settings = COMPANY + '[documents]\ntemplate = "公司模板.docx"\n'
    (folder / "policy.toml").write_text(settings, encoding="utf-8")
    payload = made("statements", folder, out)
    path = Path(payload["documents"][0]["files"][0])
    with zipfile.ZipFile(path) as package:
        assert "OWN 对账单" in package.read("word/document.xml").decode("utf-8")


def test_a_word_template_that_is_not_there_is_named(folder, out):
    settings = COMPANY + '[documents]\ntemplate = "没有.docx"\n'
    (folder / "policy.toml").write_text(settings, encoding="utf-8")
    result = xlar("statements", folder, "--as-of", DAY, "--output", out)
    assert result.exit_code == 1
    assert "documents.template" in result.stderr
    assert not files_in(out)


def test_a_reconciliation_ties_our_books_to_theirs(folder, out):
    # ours 1,050.05 - in transit 50.05 = 1,000.00 = theirs 800.00 + invoice not received 200.00
    words = ["--kind", "reconciliation", "--customer", "C001", "--theirs", "800.00"]
    words += ["--our-item", "在途货款=-50.05", "--their-item", "票未到=200"]
    (row,) = made("statements", folder, out, *words)["documents"]
    assert (row["kind"], row["number"], row["amount"]) == (
        "reconciliation",
        "TJ-2026-0001",
        "1050.05",
    )
    with zipfile.ZipFile(row["files"][0]) as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert text.count("1,000.00") == 2
    assert "在途货款" in text


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--customer", "C001"],
        ["--customer", "C001", "--customer", "C002", "--theirs", "1"],
        ["--customer", "C001", "--theirs", "一百"],
        ["--customer", "C001", "--theirs", "1", "--our-item", "在途货款"],
    ],
)
def test_a_reconciliation_says_what_it_needs(folder, out, words):
    result = xlar(
        "statements", folder, "--as-of", DAY, "--output", out, "--kind", "reconciliation", *words
    )
    assert result.exit_code == 2
    assert "98000.00" in result.stderr
    assert not files_in(out)
