"""From a file to a checked ledger, and files that are none."""

import random
import zipfile
from pathlib import Path

import numpy as np
import pytest
from books import DAY, FORMATS, INVOICES, folder, invoices, write

from xlar.core.errors import BadLedger, BadPolicy
from xlar.core.policy import Policy
from xlar.core.problems import Message
from xlar.tables import cell_messages, messages
from xlar.workbook.compound import MAGIC
from xlar.workbook.read import check, load, policy_file, read, read_source

DUE = [*INVOICES, "到期日"]


def due(number="INV-1", amount=100):
    return [number, "C001", DAY, amount, DAY]


def codes(path):
    return [problem.code for problem in read_source(path).problems]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_sound_file_becomes_a_ledger(tmp_path, suffix):
    ledger = read(invoices(tmp_path / f"book{suffix}", due(), due("INV-2", -30), header=DUE))
    assert ledger.documents.number.tolist() == ["INV-1", "INV-2"]
    assert ledger.documents.amount.tolist() == [10_000, -3_000]


def test_a_path_may_be_a_text(tmp_path):
    path = invoices(tmp_path / "book.xlsx", due(), header=DUE)
    assert read(str(path)).documents.number.tolist() == ["INV-1"]


def test_errors_are_raised_with_all_problems(tmp_path):
    path = invoices(tmp_path / "book.xlsx", due("A", "x"), due("B", "y"), header=DUE)
    with pytest.raises(BadLedger) as caught:
        read(path)
    assert [problem.cell for problem in caught.value.problems] == ["发票!D2", "发票!D3"]
    assert check(path) == caught.value.problems


@pytest.mark.parametrize("function", [read, check])
def test_a_missing_file_is_the_callers_mistake(tmp_path, function):
    with pytest.raises(FileNotFoundError):
        function(tmp_path / "none.xlsx")


def test_problems_of_the_rules_have_cells_too(tmp_path):
    path = invoices(tmp_path / "book.xlsx", due(), due(), header=DUE)
    problems = load(path).problems
    assert [(problem.code, problem.cell) for problem in problems] == [
        ("duplicate_invoice", "发票!A3")
    ]


def test_reading_and_rules_report_together_and_once(tmp_path):
    # Row 2 cannot be read, row 4 repeats a number: both are told, row 2 only once.
    rows = [due("A", "x"), due("B"), due("B")]
    problems = load(invoices(tmp_path / "book.xlsx", *rows, header=DUE)).problems
    assert [(problem.code, problem.row) for problem in problems] == [
        ("bad_amount", 2),
        ("duplicate_invoice", 4),
    ]


def test_warnings_leave_a_ledger(tmp_path):
    rows = [["A", "C001", "31/12/2026", 5, DAY]]
    loaded = load(invoices(tmp_path / "book.xlsx", *rows, header=DUE))
    assert loaded.ledger is not None
    assert "day_order" in [problem.code for problem in loaded.problems]


def test_a_table_that_cannot_be_read_stops_the_rules(tmp_path):
    # Without the customers table every customer would be unknown, or known: neither is true.
    sheets = {"发票": [DUE, due()], "客户": [["客户编码"], ["C001"]]}
    loaded = load(write(tmp_path / "book.xlsx", sheets))
    assert [problem.code for problem in loaded.problems] == ["missing_column"]
    assert loaded.ledger is None


def test_policy_and_as_of_of_a_workbook(tmp_path):
    settings = [["截止日期", DAY], ["本位币", "USD"], ["总账余额", 100]]
    sheets = {"发票": [DUE, due()], "参数": settings}
    loaded = load(write(tmp_path / "book.xlsx", sheets))
    assert (loaded.as_of, loaded.policy.base_currency) == (DAY, "USD")
    assert loaded.ledger.currencies == ("USD",)
    assert load(
        write(tmp_path / "b.xlsx", sheets), Policy(base_currency="EUR")
    ).ledger.currencies == ("EUR",)


def test_a_policy_file_is_read(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("\ufeff[aging]\nlimits = [0, 30]\n", encoding="utf-8")
    assert policy_file(path).aging.limits == (0, 30)


@pytest.mark.parametrize("content", [b"x =", b"\xff\xfe", b"[aging]\nlimit = 3\n"])
def test_a_wrong_policy_file_is_refused(tmp_path, content):
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(BadPolicy):
        policy_file(path)


# Files that are no workbooks.

HTML = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty_file"),
        ("a.xlsx", b"\x00\x01\x02" * 50, "damaged_file"),
        ("a.xlsx", b"PK\x03\x04 no zip", "damaged_file"),
        ("a.xls", MAGIC + b"\0" * 100, "damaged_file"),
        ("a.xls", MAGIC + b"\0" * 4000, "damaged_file"),
        ("a.xls", HTML, "html_file"),
        ("a.xls", b"\xef\xbb\xbf  <TABLE border=1>", "html_file"),
        ("a.xls", "<html>".encode("utf-16"), "html_file"),
        ("a.xls", XML_2003, "xml_file"),
        ("a.xls", b"invoice_no,amount\n1,2\n", "text_file"),
        ("a.xlsx", "单据号\t金额\n".encode("gbk"), "text_file"),
        ("a.xls", "单据号\t金额\n".encode("utf-16"), "text_file"),
        ("a.csv", b"invoice_no\n1\n", "wrong_extension"),
        ("a.pdf", b"%PDF", "wrong_extension"),
        ("a", b"x", "wrong_extension"),
        ("~$a.xlsx", b"\x05user", "lock_file"),
    ],
)
def test_a_file_that_is_no_workbook_is_one_problem(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    loaded = load(path)
    [problem] = loaded.problems
    assert (problem.code, problem.found, problem.table) == (code, name, None)
    assert loaded.ledger is None


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


@pytest.mark.parametrize("parts", [{}, {"word__document_xml": "<x/>"}, {"xl__workbook_xml": "<x"}])
def test_other_zip_files_are_damaged_workbooks(tmp_path, parts):
    assert codes(zipped(tmp_path / "a.xlsx", **parts)) == ["damaged_file"]


def test_an_encrypted_ods_needs_its_password(tmp_path):
    manifest = "<manifest><encryption-data/></manifest>"
    path = zipped(tmp_path / "a.ods", content_xml="x", **{"META-INF__manifest_xml": manifest})
    assert codes(path) == ["password"]


def test_an_encrypted_xls_needs_its_password(tmp_path):
    path = invoices(tmp_path / "a.xls", due())
    data = path.read_bytes()
    # The second record of the stream turned into FILEPASS (0x002F), its content left as it is.
    at = data.index(b"\x09\x08\x10\x00") + 20
    path.write_bytes(data[:at] + b"\x2f\x00" + data[at + 2 :])
    assert codes(path) == ["password"]


def test_an_encrypted_xlsx_needs_its_password(tmp_path):
    data = invoices(tmp_path / "a.xls", due()).read_bytes()
    name, other = ("\0".join(word).encode() + b"\0" for word in ("Workbook", "EncryptedPackage"))
    at = data.index(name)
    entry = other + b"\0\0" + bytes(64 - len(other) - 2) + (len(other) + 2).to_bytes(2, "little")
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[:at] + entry + data[at + len(entry) :])
    assert codes(path) == ["password"]


def test_a_file_in_use(tmp_path, monkeypatch):
    path = invoices(tmp_path / "a.xlsx", due())
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError))
    assert codes(path) == ["no_access"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_damage_ends_in_a_traceback(tmp_path, suffix):
    sound = invoices(tmp_path / f"sound{suffix}", due(), due("B"), header=DUE).read_bytes()
    dice = random.Random(suffix)
    path = tmp_path / f"damaged{suffix}"
    for number in range(60):
        data = bytearray(sound)
        if number % 3 == 0:
            data = data[: dice.randrange(len(data))]
        elif number % 3 == 1:
            for _ in range(dice.choice((1, 5, 50))):
                data[dice.randrange(len(data))] = dice.randrange(256)
        else:
            start = dice.randrange(len(data))
            data[start : start + dice.randrange(1, 400)] = dice.randbytes(dice.randrange(400))
        path.write_bytes(data)
        loaded = load(path)
        assert loaded.ledger is not None or loaded.problems
        for problem in loaded.problems:
            assert problem.text("zh")
            assert problem.text("en")


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".xlsb", ".ods"])
def test_damaged_parts_of_a_package_do_not_end_in_a_traceback(tmp_path, suffix):
    sound = invoices(tmp_path / f"sound{suffix}", due(), header=DUE)
    with zipfile.ZipFile(sound) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(7)
    path = tmp_path / f"damaged{suffix}"
    for name, content in parts.items():
        for damage in (None, b"", content[: len(content) // 2], dice.randbytes(200)):
            with zipfile.ZipFile(path, "w") as archive:
                for other, whole in parts.items():
                    data = damage if other == name else whole
                    if data is not None:
                        archive.writestr(other, data)
            loaded = load(path)
            assert loaded.ledger is not None or loaded.problems


def test_random_bytes_in_csv_do_not_end_in_a_traceback(tmp_path):
    dice = random.Random(1)
    for number in range(40):
        path = folder(tmp_path / str(number), invoices=dice.randbytes(dice.randrange(300)))
        assert load(path).problems


def test_every_message_has_both_languages_and_a_code_of_its_own():
    words = [
        one
        for module in (messages, cell_messages)
        for one in vars(module).values()
        if isinstance(one, Message)
    ]
    assert len(words) > 50
    for one in words:
        for text in (one.what, one.action):
            assert text.zh
            assert text.en
            assert not text.en.endswith(".")
        assert bool(one.expected.zh) == bool(one.expected.en)


def test_an_unreadable_cell_is_absent_and_its_row_kept(tmp_path):
    table = read_source(invoices(tmp_path / "a.xlsx", due("A", "x"), header=DUE)).tables["invoices"]
    assert table.columns["invoice_no"].tolist() == ["A"]
    assert table.columns["amount"].tolist() == [np.iinfo(np.int64).min]
