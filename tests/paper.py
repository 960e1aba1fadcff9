"""Reading figures back from documents as a recipient sees them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter

import openpyxl
import pytest

from xlar.core.aging import aging
from xlar.core.policy import Policy
from xlar.documents.figures import amount
from xlar.documents.making import make
from xlar.documents.statement import statements

FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")
COMPANY = {"company": {"name": "云帆示例科技有限公司", "tax_id": "91350100M000100Y43"}}


def pdf_text(path):
    """The text of a PDF, line by line as printed."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (Debian package poppler-utils)")
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def docx_text(path):
    """The texts of a Word file's body, one to a line."""
    xml = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("word/document.xml").decode("utf-8")
    return "\n".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


def sheet_figures(path):
    """Every number of a workbook, as a printed amount."""
    book = openpyxl.load_workbook(path, read_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return Counter(f"{cell:,.2f}" for cell in cells if isinstance(cell, int | float))


def files_of(batch, ending):
    """The files of a batch with an ending, in order of their numbers."""
    return [path for path in sorted(batch.folder.iterdir()) if path.suffix == f".{ending}"]


def expect_statements_to_tell_the_ledger(ledger, day, folder, formats=("pdf", "docx", "xlsx")):
    """Assert that every statement of a day carries exactly the ledger's figures."""
    policy = Policy.from_mapping(COMPANY)
    documents, _ = statements(ledger, day, policy=policy)
    report = aging(ledger, day, policy=policy)
    customers, codes = ledger.customers.id, ledger.currencies
    rows = zip(report.key, report.currency, report.total.tolist(), strict=True)
    totals = {(customers[key], codes[money]): total for key, money, total in rows}
    batch = make(folder, documents, formats=formats)
    read = {
        "pdf": lambda path: Counter(FIGURE.findall(pdf_text(path))),
        "docx": lambda path: Counter(FIGURE.findall(docx_text(path))),
        "xlsx": sheet_figures,
    }
    for ending in formats:
        for path, document in zip(files_of(batch, ending), documents, strict=True):
            shown = read[ending](path)
            for block in document.blocks:
                key = (document.customer.code, block.currency)
                assert block.closing == totals.get(key, 0)
                moved = sum(line.debit - line.credit for line in block.movements)
                assert block.opening + moved == block.closing
                wanted = [amount(item.open) for item in (*block.items, *block.unapplied)]
                wanted += [amount(line.balance) for line in block.movements]
                assert not Counter([*wanted, amount(block.closing)]) - shown, path
    assert {key for key, total in totals.items() if total} <= {
        (one.customer.code, block.currency) for one in documents for block in one.blocks
    }
