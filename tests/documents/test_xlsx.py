"""Statement workbooks: every figure a number, every text a text."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from xlar.documents.render.xlsx import sheet_title, statement_workbook

MAKERS = [
    samples.statement, samples.two_currencies, samples.negative_balance, samples.long_statement,
    samples.english_statement,
]  # fmt: skip


def opened(*statements):
    return openpyxl.load_workbook(io.BytesIO(statement_workbook(statements)))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_every_figure_of_a_statement_is_a_number_in_its_sheet(maker):
    statement = maker()
    book = opened(statement)
    assert len(book.sheetnames) == len(statement.blocks)
    for block, sheet in zip(statement.blocks, book, strict=True):
        numbers = {
            round(cell.value * 100) for cell in cells(sheet) if isinstance(cell.value, int | float)
        }
        wanted = {block.opening, block.closing, *(line.balance for line in block.movements)}
        wanted |= {item.open for item in (*block.items, *block.unapplied)}
        wanted |= {minor for _, minor in block.aging} | {bill[2] for bill in block.bills}
        assert wanted <= numbers


def test_texts_from_data_are_never_formulas():
    statement = samples.statement()
    evil = replace(
        statement, customer=replace(statement.customer, name="=1+1", code="=cmd|'/c calc'!A1")
    )
    for sheet in opened(evil):
        assert {cell.data_type for cell in cells(sheet)} <= {"s", "n", "d"}
        assert "=1+1" in [cell.value for cell in cells(sheet)]


def test_the_same_statement_gives_the_same_bytes():
    assert statement_workbook([samples.statement()]) == statement_workbook([samples.statement()])


def test_a_batch_goes_into_one_workbook():
    book = opened(samples.statement(), samples.statement(), samples.two_currencies())
    assert len(book.sheetnames) == 2 + 2
    assert len({name.lower() for name in book.sheetnames}) == 4


@given(st.lists(st.text(max_size=40), max_size=6))
def test_sheet_names_are_ones_excel_accepts(names):
    taken = set()
    titles = [sheet_title(name, taken) for name in names]
    assert len({title.lower() for title in titles}) == len(names)
    for title in titles:
        assert 1 <= len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
