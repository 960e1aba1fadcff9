"""From a ledger to files: every figure on paper is the ledger's."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import date
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest
from ledgers import ledger_of

from xlar.core.aging import aging
from xlar.core.policy import Policy
from xlar.documents.faults import BadDocuments
from xlar.documents.figures import amount
from xlar.documents.letter import letters
from xlar.documents.making import make
from xlar.documents.register import read_register
from xlar.documents.statement import statements

DAY = date(2026, 6, 30)
FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")
POLICY = Policy.from_mapping(
    {
        "company": {
            "name": "云帆示例科技有限公司",
            "tax_id": "91350100M000100Y43",
            "bank": "银行",
            "account": "1",
        }
    }
)
TEXT = """
    customer C1 name 甲示例公司 email ar@one.example
    customer C2 name 乙示例公司
    2026-03-05 invoice C1 I1 1234.56 due 2026-04-04 contract_no HT-1
    2026-05-05 invoice C1 I2 1000.00 due 2026-06-04
    2026-06-10 receipt C1 R1 400.00
    2026-05-20 invoice C2 I3 0.99 due 2026-07-20
"""


def pdf_text(data, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (Debian package poppler-utils)")
    path = tmp_path / "one.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def docx_text(data):
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    return "\n".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


def files_of(batch, ending):
    return [path for path in sorted(batch.folder.iterdir()) if path.suffix == f".{ending}"]


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    documents, _ = statements(ledger_of(TEXT), DAY, policy=POLICY)
    folder = tmp_path_factory.mktemp("out")
    return make(folder, documents, formats=("pdf", "docx", "xlsx", "eml")), documents


def test_every_format_of_every_document_is_made_and_registered(batch):
    made, documents = batch
    assert [row.number for row in made.rows] == ["DZ-2026-0001", "DZ-2026-0002"]
    for row, document in zip(made.rows, documents, strict=True):
        assert sorted(name.rsplit(".", 1)[1] for name in row.files) == [
            "docx",
            "eml",
            "pdf",
            "xlsx",
        ]
        assert row.amount == document.total
    assert len(read_register(made.folder.parent).rows) == 2


def test_the_closing_balance_on_paper_is_that_of_the_aging_report(batch, tmp_path):
    made, documents = batch
    report = aging(ledger_of(TEXT), DAY)
    totals = report.total.tolist()
    for path, document, total in zip(files_of(made, "pdf"), documents, totals, strict=True):
        assert document.total == total
        shown = Counter(FIGURE.findall(pdf_text(path.read_bytes(), tmp_path)))
        block = document.blocks[0]
        wanted = [amount(item.open) for item in block.items] + [amount(block.closing)]
        assert Counter(wanted) <= shown


def test_word_and_workbook_say_the_same(batch):
    made, documents = batch
    for path, document in zip(files_of(made, "docx"), documents, strict=True):
        found = FIGURE.findall(docx_text(path.read_bytes()))
        assert all(amount(item.open) in found for item in document.blocks[0].items)
    for path, document in zip(files_of(made, "xlsx"), documents, strict=True):
        sheet = openpyxl.load_workbook(path).active
        numbers = {cell.value for row in sheet.iter_rows() for cell in row}
        assert document.total / 100 in numbers


def test_the_draft_carries_the_pdf(batch):
    made, _ = batch
    path = files_of(made, "eml")[0]
    message = message_from_bytes(path.read_bytes(), policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == files_of(made, "pdf")[0].read_bytes()
    assert attached.get_filename() == files_of(made, "pdf")[0].name


def test_a_second_run_makes_nothing_again(batch):
    made, documents = batch
    again = make(made.folder.parent, documents, formats=("pdf",))
    assert again.folder is None
    assert [row.number for row in again.repeated] == ["DZ-2026-0001", "DZ-2026-0002"]


def test_the_same_ledger_gives_the_same_pdf_bytes(tmp_path):
    documents, _ = letters(ledger_of(TEXT), DAY, policy=POLICY)
    both = [make(tmp_path / name, documents, formats=("pdf",)) for name in ("one", "two")]
    first, second = ([path.read_bytes() for path in files_of(one, "pdf")] for one in both)
    assert first
    assert first == second


def test_a_character_no_font_has_stops_everything_and_is_named(tmp_path):
    text = TEXT.replace("乙示例公司", "乙示例𠀀公司")
    documents, _ = statements(ledger_of(text), DAY, policy=POLICY)
    with pytest.raises(BadDocuments) as caught:
        make(tmp_path / "out", documents, formats=("pdf", "docx"))
    (problem,) = caught.value.problems
    assert "U+20000" in problem.text("zh")
    assert "C2" in problem.text("zh")
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").glob("2026*"))


@pytest.mark.parametrize(
    "name", ["../../x", "CON", "=cmd|'/c calc'!A1", "{{7*7}}", "#show:evil", "甲" * 300]
)
def test_files_stay_in_the_folder_whatever_a_customer_is_called(tmp_path, name):
    lines = ledger_of(TEXT)
    lines.customers.name[0] = name
    documents, _ = statements(lines, DAY, policy=POLICY, customers=["C1"])
    made = make(tmp_path / "out", documents, formats=("pdf", "docx"))
    inside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(tmp_path / "out") for path in inside)
    assert len(files_of(made, "pdf")) == 1
    assert all(len(path.name.encode("utf-8")) < 255 for path in inside)


def test_two_processes_make_the_same_files(tmp_path):
    lines = "\n".join(
        f"2026-05-{n:02} invoice C{n:02} I{n} {n}.50 due 2026-06-01" for n in range(1, 7)
    )
    documents, _ = letters(ledger_of(lines), DAY, policy=Policy.from_mapping(
        {"company": {"name": "云帆示例公司"}, "dunning": {"minimum_amount": 0}}
    ))  # fmt: skip
    one = make(tmp_path / "one", documents, formats=("pdf",))
    two = make(tmp_path / "two", documents, formats=("pdf",), processes=2)
    assert len(one.rows) == 6
    assert [path.read_bytes() for path in files_of(one, "pdf")] == [
        path.read_bytes() for path in files_of(two, "pdf")
    ]


def test_every_bad_address_is_named_before_anything_is_made(tmp_path):
    text = TEXT.replace("ar@one.example", "nowhere").replace("乙示例公司", "乙示例公司 email x@@y")
    documents, _ = statements(ledger_of(text), DAY, policy=POLICY)
    with pytest.raises(BadDocuments) as caught:
        make(tmp_path / "out", documents, formats=("eml",))
    assert [problem.found for problem in caught.value.problems] == ["nowhere", "x@@y"]
    assert "C1" in caught.value.problems[0].text("zh")
