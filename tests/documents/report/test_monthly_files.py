"""The monthly report as PDF, workbook and drafts: the same figures, nothing executable."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import openpyxl
import pytest
from monthly import CLOSED, POLICY, facts
from paper import pdf_text

from xlar.documents.report import monthly_report, report_pdf, report_workbook, seller_drafts
from xlar.documents.report.content import Grid, Pair


@pytest.fixture(scope="module")
def report():
    return monthly_report(facts(closed=CLOSED))


@pytest.fixture(scope="module")
def pdf(report):
    return report_pdf(report)


@pytest.fixture(scope="module")
def printed(pdf, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(pdf)
    return pdf_text(path)


@pytest.fixture(scope="module")
def book(report):
    return openpyxl.load_workbook(io.BytesIO(report_workbook(report)))


def grids(report):
    for section in report.sections:
        for part in section.parts:
            for one in (part.left, part.right) if isinstance(part, Pair) else (part,):
                if isinstance(one, Grid):
                    yield section, one


def test_the_pdf_is_printed_in_our_own_fonts_and_always_the_same(report, pdf):
    names = set(re.findall(rb"/BaseFont\s*/\w{6}\+(\w+)", pdf))
    assert names
    assert all(name.startswith(b"XlarSans") for name in names)
    assert report_pdf(report) == pdf
    assert b"D:20260630" in pdf


def test_the_pdf_shows_every_key_figure_finding_and_heading(report, printed):
    squeezed = re.sub(r"\s", "", printed)
    for card in report.cards:
        assert card.title in printed
        assert card.value in printed
    for text in (*report.findings, *(section.title for section in report.sections)):
        assert re.sub(r"\s", "", text) in squeezed


def test_the_charts_in_the_pdf_have_readable_texts(printed):
    assert "最后通牒（1" in printed
    assert "80% 区间下限–上限" in printed


def test_the_pdf_shows_every_amount_of_its_tables(report, printed):
    for _, grid in grids(report):
        for row in (*grid.rows, *grid.totals):
            for value, head in zip(row, grid.heads, strict=True):
                if head.kind == "amount" and value not in (None, -(2**63)):
                    assert f"{value / 100:,.2f}" in printed


def test_characters_no_font_has_are_printed_as_a_sign(tmp_path):
    path = tmp_path / "odd.pdf"
    odd = monthly_report(
        facts(more="customer C9 name 龘🙂公司\n2026-01-05 invoice C9 X 9.00 due 2026-02-04")
    )
    path.write_bytes(report_pdf(odd))
    assert "龘〓公司" in pdf_text(path)


def test_the_workbook_has_a_sheet_for_every_section(report, book):
    assert book.sheetnames == ["概览", *(section.title for section in report.sections)]


def test_every_amount_of_a_table_is_a_number_in_the_workbook(report, book):
    for section, grid in grids(report):
        sheet = book[section.title]
        numbers = {
            round(cell.value * 100)
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        }
        wanted = {
            value
            for row in (*grid.rows, *grid.totals)
            for value, head in zip(row, grid.heads, strict=True)
            if head.kind == "amount" and value not in (None, -(2**63))
        }
        assert wanted <= numbers


def test_the_charts_of_the_workbook_are_native(book):
    counts = {sheet.title: len(sheet._charts) for sheet in book}
    assert counts["走势"] == 2
    assert counts["账龄与阶段"] == counts["逾期最多的客户"] == counts["回款预测"] == 1


def test_the_workbook_holds_no_formula_and_is_always_the_same(report, book):
    evil = monthly_report(
        facts(more="customer C9 name =1+1\n2026-01-05 invoice C9 X 9.00 due 2026-02-04")
    )
    for workbook in (book, openpyxl.load_workbook(io.BytesIO(report_workbook(evil)))):
        cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
    assert report_workbook(report) == report_workbook(report)


def read(draft):
    return message_from_bytes(draft.data, policy=default)


def test_every_salesperson_with_overdue_items_gets_a_draft():
    drafts = seller_drafts(facts())
    assert [draft.name for draft in drafts] == ["张", "李"]
    message = read(drafts[0])
    assert message["X-Unsent"] == "1"
    assert message["To"] is None  # the address is filled in by hand
    assert message["From"].addresses[0].addr_spec == "ar@example.com"
    assert message["Subject"] == "逾期清单 2026-06-30：张"
    text = message.get_body(("plain",)).get_content()
    assert "1 家客户共有 1 笔逾期，合计 CNY 600,000.00" in text
    assert "甲公司 INV-1：CNY 600,000.00，逾期 30 天" in text


@pytest.mark.parametrize(
    ("salespeople", "to"),
    [
        ({"张": "zhang@example.com"}, [["zhang@example.com"], None]),
        ({" 张 ": "zhang@example.com；boss@example.com"},
         [["zhang@example.com", "boss@example.com"], None]),
        ({"王": "wang@example.com"}, [None, None]),  # nobody of the drafts
        ({"张": ""}, [None, None]),
    ],
)  # fmt: skip
def test_a_draft_goes_to_the_address_of_its_salesperson(salespeople, to):
    documents = replace(POLICY.documents, salespeople=salespeople)
    drafts = seller_drafts(facts(policy=replace(POLICY, documents=documents)))
    found = [read(draft)["To"] for draft in drafts]
    assert [one and [each.addr_spec for each in one.addresses] for one in found] == to


def test_the_workbook_in_a_draft_lists_all_items():
    (attached,) = read(seller_drafts(facts("en"))[0]).iter_attachments()
    assert attached.get_filename() == "overdue 2026-06-30.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(attached.get_content())).active
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]
    assert next(row for row in rows if row[1] == "INV-1")[3:] == [600_000, 30]


def test_a_name_cannot_add_a_header():
    evil = "customer C9 name 丁 salesperson 'x\\nBcc: all@evil.example'\n"
    drafts = seller_drafts(facts(more=evil + "2026-01-05 invoice C9 X 9.00 due 2026-02-04"))
    for draft in drafts:
        assert read(draft)["Bcc"] is None
    assert seller_drafts(facts())[0].data == seller_drafts(facts())[0].data
