"""All statements and letters of the demonstration, read back: every figure is the ledger's."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from paper import (
    COMPANY,
    FIGURE,
    docx_text,
    expect_statements_to_tell_the_ledger,
    files_of,
    pdf_text,
)

from xlar.core.build import build
from xlar.core.capitals import from_capitals
from xlar.core.policy import Policy
from xlar.documents.figures import amount
from xlar.documents.letter import letters
from xlar.documents.making import make
from xlar.workbook.demo import demo_tables

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def ledger():
    return build(demo_tables())[0]


def test_every_statement_of_the_demonstration(ledger, tmp_path):
    expect_statements_to_tell_the_ledger(ledger, DAY, tmp_path)


def test_every_letter_of_the_demonstration(ledger, tmp_path):
    documents, _ = letters(ledger, DAY, policy=Policy.from_mapping(COMPANY))
    batch = make(tmp_path, documents, formats=("pdf", "docx"))
    for ending, read in (("pdf", pdf_text), ("docx", docx_text)):
        for path, document in zip(files_of(batch, ending), documents, strict=True):
            text = read(path)
            wanted = Counter(amount(item.open) for item in document.items)
            wanted[amount(document.total)] += 1
            assert not wanted - Counter(FIGURE.findall(text)), path
            assert sum(item.open for item in document.items) == document.total
            if document.capitals:
                assert from_capitals(document.capitals) == document.total
                assert document.capitals in text.replace("\n", "").replace(" ", "")
