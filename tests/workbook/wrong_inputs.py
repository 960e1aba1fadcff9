"""The gallery of wrong inputs: one file each, what is found in it and where.

Every case is a function that writes its file; its docstring states the codes and places expected,
one a line. The words are compared with ``tests/golden/problems.txt``.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

from books import DAY, Error, folder, invoices, write, write_sheet_xml, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASES: dict[str, Callable[[Path], Path]] = {}
HEADER = ["单据号", "客户编码", "单据日期", "金额", "到期日"]
ROW = ["INV-1", "C001", DAY, 100, DAY]
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def case(function: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Enter a case in the gallery."""
    CASES[function.__name__] = function
    return function


def row(number: str = "INV-1", **changes: Any) -> list[Any]:
    """A sound row with some of its cells changed."""
    names = ["number", "customer", "date", "amount", "due"]
    cells = dict(zip(names, [number, *ROW[1:]], strict=True)) | changes
    return list(cells.values())


def book(path: Path, *rows: list[Any], more: tuple[str, ...] = (), **sheets: Any) -> Path:
    """A workbook with invoices under the usual header and further columns, and other sheets."""
    return write(path / "book.xlsx", {"发票": [[*HEADER, *more], *rows], **sheets})


def content(path: Path, name: str, data: bytes) -> Path:
    (path / name).write_bytes(data)
    return path / name


def csv(path: Path, **tables: str | bytes) -> Path:
    """A folder with two sound invoices, one receipt, and other tables."""
    sound = {
        "invoices": "invoice_no,customer_id,invoice_date,due_date,amount\n"
        "INV-1,C001,2026-03-05,2026-04-04,100.00\nINV-2,C002,2026-03-06,2026-04-05,50.00\n",
        "receipts": "receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-03-10,60.00\n",
    }
    return folder(path / "ledger", **{k: v for k, v in (sound | tables).items() if v})


# The file as a whole.


@case
def empty_file(path):
    """empty_file None"""
    return content(path, "book.xlsx", b"")


@case
def not_a_zip(path):
    """damaged_file None"""
    return content(path, "book.xlsx", b"\x00\x01\x02\x03 no workbook" * 9)


@case
def zip_cut_short(path):
    """damaged_file None"""
    data = invoices(path / "whole.xlsx", ROW, header=HEADER).read_bytes()
    return content(path, "book.xlsx", data[: len(data) // 2])


@case
def zip_of_something_else(path):
    """damaged_file None"""
    with zipfile.ZipFile(path / "book.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return path / "book.xlsx"


@case
def old_format_cut_short(path):
    """damaged_file None"""
    return content(path, "book.xls", MAGIC + bytes(600))


@case
def password_of_ods(path):
    """password None"""
    with zipfile.ZipFile(path / "book.ods", "w") as archive:
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    return path / "book.ods"


@case
def password_of_xlsx(path):
    """password None"""
    data = invoices(path / "whole.xls", ROW).read_bytes()
    name, other = ("\0".join(word).encode() + b"\0" for word in ("Workbook", "EncryptedPackage"))
    at = data.index(name)
    entry = other + b"\0\0" + bytes(64 - len(other) - 2) + (len(other) + 2).to_bytes(2, "little")
    return content(path, "book.xlsx", data[:at] + entry + data[at + len(entry) :])


@case
def html_named_xls(path):
    """html_file None"""
    return content(path, "book.xls", b"<html><table><tr><td>1</td></tr></table></html>")


@case
def xml_of_2003_named_xls(path):
    """xml_file None"""
    head = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    return content(path, "book.xls", head)


@case
def text_named_xls(path):
    """text_file None"""
    return content(path, "book.xls", "单据号\t金额\n1\t2\n".encode("gbk"))


@case
def single_csv_file(path):
    """wrong_extension None"""
    return content(path, "invoices.csv", b"invoice_no\n1\n")


@case
def unknown_extension(path):
    """wrong_extension None"""
    return content(path, "book.pdf", b"%PDF-1.7")


@case
def lock_file_of_excel(path):
    """lock_file None"""
    return content(path, "~$book.xlsx", b"\x05user")


@case
def stray_cell_far_away(path):
    """huge_sheet None"""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return write_sheet_xml(path / "book.xlsx", far)


@case
def no_sheet_of_invoices(path):
    """no_invoices invoices"""
    sheets = {"Sheet1": [["日期", "摘要", "金额"], [DAY, "x", 1]], "客户": []}
    return write(path / "book.xlsx", sheets)


@case
def folder_without_invoices(path):
    """no_invoices invoices"""
    return csv(path, invoices="")


@case
def wrong_policy_file(path):
    """bad_policy None"""
    place = csv(path)
    content(place, "policy.toml", b"[dunning]\ngrase = 3\n")
    return place


# A table as a whole.


@case
def missing_header(path):
    """missing_column 发票!A1"""
    return invoices(path / "book.xlsx", ["INV-1", "C001", DAY, 5], header=[*HEADER[:3], "备注"])


@case
def several_headers_missing(path):
    """missing_column 发票!A3
    missing_column 发票!A3"""
    return write(
        path / "book.xlsx", {"发票": [["应收明细"], [], ["单据号", "客户编码"], ["1", "C"]]}
    )


@case
def no_header_at_all(path):
    """no_header 发票!A1"""
    return write(path / "book.xlsx", {"发票": [["INV-1", "C001", DAY, 5]]})


@case
def headers_merged_into_groups(path):
    """merged_header 发票!A2"""
    rows = [
        ["单据", "", "客户", "金额"],
        ["单据号", "单据日期", "客户编码", ""],
        ["1", DAY, "C", 5],
    ]
    return write_xlsx(path / "book.xlsx", {"发票": rows}, merged=[("发票", "A1:B1")])


@case
def header_in_two_lines(path):
    """merged_header 发票!A1"""
    second = ["invoice_no", "customer_id", "invoice_date", "amount", "due_date"]
    return book(path, second, ROW)


@case
def two_columns_of_one_meaning(path):
    """duplicate_column 发票!F1"""
    return book(path, [*ROW, 113], more=("价税合计",))


@case
def amounts_in_ten_thousands(path):
    """unit_header 发票!D1"""
    return invoices(path / "book.xlsx", ROW, header=[*HEADER[:3], "金额（万元）", "到期日"])


@case
def two_tables_of_invoices(path):
    """two_tables invoices"""
    return write(path / "book.xlsx", {"发票": [HEADER, ROW], "Invoices": [HEADER, ROW]})


@case
def second_sheet_not_read(path):
    """ignored_sheet 应收明细!A1"""
    return book(path, ROW, 应收明细=[HEADER, ROW])


@case
def file_under_another_name_not_read(path):
    """ignored_file receipts"""
    other = "receipt_no,customer_id,receipt_date,amount\nR-9,C001,2026-03-10,60.00\n"
    return csv(path, receipts_2025=other)


@case
def rows_below_the_excel_table(path):
    """rows_below_table 发票!A3"""
    rows = [HEADER, ROW, row("INV-2")]
    return write_xlsx(path / "book.xlsx", {"发票": rows}, tables=[("发票", "A1:E2", "发票")])


@case
def total_row(path):
    """total_row 发票!A3"""
    return book(path, ROW, ["合计", "", "", 100, ""])


@case
def empty_csv_file(path):
    """empty_file receipts"""
    return csv(path, receipts="\n")


@case
def csv_in_another_encoding(path):
    """bad_encoding customers"""
    return csv(path, customers="customer_id,name\nC001,Müller & Söhne\n".encode("latin-1"))


@case
def quotation_mark_never_closed(path):
    """open_quote receipts 3"""
    text = 'receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-03-10,1\nR-2,C001,"x,1\n'
    return csv(path, receipts=text)


@case
def comma_in_an_amount_of_csv(path):
    """too_many_fields receipts 2"""
    text = "receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-03-10,1,234.50\n"
    return csv(path, receipts=text)


# A cell.


@case
def required_cell_blank(path):
    """missing_value 发票!B2"""
    return book(path, row(customer=""))


@case
def merged_cells_in_the_data(path):
    """merged_cell 发票!B3"""
    rows = [HEADER, ROW, row("INV-2", customer="")]
    return write_xlsx(path / "book.xlsx", {"发票": rows}, merged=[("发票", "B2:B3")])


@case
def error_value(path):
    """error_cell 发票!D2"""
    return book(path, row(amount=Error("#N/A")))


@case
def error_value_of_an_old_workbook(path):
    """error_cell 发票!B2"""
    return invoices(path / "book.xls", row(customer=Error("#REF!")), header=HEADER)


@case
def error_value_typed_as_text(path):
    """error_cell 发票!B2"""
    return book(path, row(customer="#N/A"))


@case
def error_values_in_a_further_column(path):
    """error_cell_other 发票!F2"""
    return book(path, [*ROW, Error()], [*row("INV-2"), Error("#DIV/0!")], more=("毛利率",))


@case
def formula_without_a_result(path):
    """no_value 发票!D2"""

    def text(place: str, words: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'

    head = "".join(text(f"{letter}1", title) for letter, title in zip("ABCDE", HEADER, strict=True))
    cells = [text("A2", "INV-1"), text("B2", "C001"), text("C2", "2026-03-05")]
    amount = '<c r="D2"><f>F2*1.13</f></c>' + text("E2", "2026-04-05")
    rows = f'<row r="1">{head}</row><row r="2">{"".join(cells)}{amount}</row>'
    return write_sheet_xml(path / "book.xlsx", rows)


@case
def cell_of_two_megabytes(path):
    """cell_too_long invoices 2 notes"""
    head = "invoice_no,customer_id,invoice_date,due_date,amount,notes\n"
    line = f"INV-1,C001,2026-03-05,2026-04-04,100.00,{'长' * 2_000_000}\n"
    return csv(path, invoices=head + line, receipts="")


@case
def number_of_20_digits_in_a_numeric_cell(path):
    """cut_identifier 发票!A2"""
    return book(path, row(24_312_000_000_012_345_678))


@case
def number_in_scientific_notation(path):
    """cut_identifier 发票!A2"""
    return book(path, row("2.4312E+19"))


@case
def identifier_turned_into_a_date(path):
    """date_identifier 发票!A2"""
    return book(path, row(dt.date(2026, 1, 2)))


@case
def identifier_with_decimals(path):
    """bad_identifier 发票!A2"""
    return book(path, row(100.5))


@case
def lost_character(path):
    """bad_character 发票!B2"""
    return book(path, row(customer="客\ufffd"))


@case
def impossible_date(path):
    """bad_day 发票!C2"""
    return book(path, row(date="2026-02-30"))


@case
def year_of_two_digits(path):
    """bad_day 发票!C2"""
    return book(path, row(date="5/3/26"))


@case
def number_that_is_no_date(path):
    """bad_day 发票!C2"""
    return book(path, row(date=3))


@case
def dates_of_two_readings(path):
    """ambiguous_days 发票!C2"""
    return book(path, row(date="03/04/2026"), row("INV-2", date="05/06/2026"))


@case
def dates_of_two_orders(path):
    """mixed_days 发票!C2"""
    return book(path, row(date="31/03/2026"), row("INV-2", date="03/31/2026"))


@case
def order_of_dates_proven(path):
    """day_order 发票!C2"""
    later = dt.date(2026, 12, 31)
    return book(path, row(date="03/04/2026", due=later), row("INV-2", date="31/03/2026", due=later))


@case
def dates_damaged_by_regional_settings(path):
    """swapped_days 发票!C4"""
    dates = [dt.date(2026, 4, 3), dt.date(2026, 6, 5), "3/25/2026", "3/31/2026"]
    later = dt.date(2026, 12, 31)
    rows = [row(f"INV-{n}", date=date, due=later) for n, date in enumerate(dates)]
    return book(path, *rows)


@case
def amount_in_words(path):
    """bad_amount 发票!D2"""
    return book(path, row(amount="壹佰元整"))


@case
def amount_with_a_unit(path):
    """amount_unit 发票!D2"""
    return book(path, row(amount="1.2万"))


@case
def amount_of_two_readings(path):
    """ambiguous_amount 发票!D2"""
    return book(path, row(amount="1.234"))


@case
def amounts_in_two_styles(path):
    """mixed_styles 发票!D3"""
    return book(path, row(amount="12.50"), row("INV-2", amount="12,50"))


@case
def amount_turned_into_a_date(path):
    """date_amount 发票!D2"""
    return book(path, row(amount=DAY))


@case
def amount_not_rounded(path):
    """too_many_decimals 发票!D2"""
    return book(path, row(amount=100 / 3))


@case
def three_decimals_of_yuan(path):
    """too_many_decimals 发票!D2"""
    return book(path, row(amount=100.125))


@case
def identifier_in_the_amounts(path):
    """amount_too_large 发票!D2"""
    return book(path, row(amount=9.15e17))


@case
def instalment_that_is_no_whole_number(path):
    """bad_integer 发票!F2"""
    return book(path, [*ROW, "一"], more=("期次",))


@case
def flag_of_another_word(path):
    """bad_flag 发票!F2"""
    return book(path, [*ROW, "部分"], more=("争议",))


@case
def type_of_another_word(path):
    """bad_choice 发票!F2"""
    return book(path, [*ROW, "收据"], more=("类型",))


@case
def currency_of_another_word(path):
    """bad_currency 发票!F2"""
    return book(path, [*ROW, "金元券"], more=("币种",))


@case
def wrong_setting(path):
    """bad_setting 参数!B1"""
    return book(path, ROW, 参数=[["截止日期", "月底"]])


@case
def unknown_setting(path):
    """bad_setting 参数!B1"""
    return book(path, ROW, 参数=[["dunning.grase", 3]])


# The rules of a ledger.


@case
def unknown_customer(path):
    """unknown_customer 发票!B2"""
    return book(path, ROW, 客户=[["客户编码", "客户名称"], ["C002", "乙"]])


@case
def duplicate_customer(path):
    """duplicate_customer 客户!A3"""
    return book(path, ROW, 客户=[["客户编码", "客户名称"], ["C001", "甲"], ["C001", "甲"]])


@case
def duplicate_invoice(path):
    """duplicate_invoice 发票!A3"""
    return book(path, ROW, ROW)


@case
def unknown_terms(path):
    """unknown_terms 发票!F2"""
    return book(path, [*row(due=""), "看情况"], more=("账期",))


@case
def neither_due_date_nor_terms(path):
    """no_terms 发票!E2"""
    return book(path, row(due=""))


@case
def due_before_its_document(path):
    """due_before_document 发票!E2"""
    return book(path, row(due=dt.date(2026, 1, 1)))


@case
def date_out_of_range(path):
    """date_out_of_range 发票!C2"""
    return book(path, row(date=dt.date(1926, 3, 5)))


@case
def late_rate_that_is_none(path):
    """bad_late_rate 发票!F2"""
    return book(path, [*ROW, "随行就市"], more=("逾期利率",))


@case
def rate_of_zero(path):
    """bad_rate 发票!F2"""
    return book(path, [*ROW, 0], more=("汇率",))


@case
def more_disputed_than_invoiced(path):
    """disputed_too_large 发票!F2"""
    return book(path, [*ROW, 100.01], more=("争议金额",))


@case
def red_invoice_of_an_unknown_one(path):
    """unknown_reference 发票!F3"""
    return book(path, [*ROW, ""], [*row("CN-1", amount=-5), "INV-9"], more=("原单据号",))


@case
def red_above_blue(path):
    """red_exceeds_blue 发票!F3
    reference_excess 发票!F3"""
    return book(path, [*ROW, ""], [*row("CN-1", amount=-100.01), "INV-1"], more=("原单据号",))


@case
def type_against_the_sign(path):
    """type_against_sign 发票!F2"""
    return book(path, [*ROW, "红字"], more=("类型",))


RECEIPTS = "receipt_no,customer_id,receipt_date,amount,invoice_no,currency,method,document\n"
ALLOCATIONS = "credit_no,invoice_no,amount,date\n"


@case
def receipt_for_an_unknown_invoice(path):
    """unknown_invoice receipts 2 invoice_no"""
    return csv(path, receipts=RECEIPTS + "R-1,C001,2026-03-10,60.00,INV-9,,,\n")


@case
def receipt_for_an_invoice_of_another_customer(path):
    """other_customer receipts 2 invoice_no"""
    return csv(path, receipts=RECEIPTS + "R-1,C001,2026-03-10,60.00,INV-2,,,\n")


@case
def receipt_in_another_currency(path):
    """other_currency receipts 2 invoice_no"""
    return csv(path, receipts=RECEIPTS + "R-1,C001,2026-03-10,60.00,INV-1,USD,,\n")


@case
def receipt_above_the_invoice(path):
    """excess_unapplied receipts 2 invoice_no"""
    return csv(path, receipts=RECEIPTS + "R-1,C001,2026-03-10,160.00,INV-1,,,\n")


@case
def netting_without_a_document(path):
    """netting receipts 2 document"""
    return csv(path, receipts=RECEIPTS + "R-1,C001,2026-03-10,60.00,INV-1,,对冲,\n")


@case
def allocation_of_an_unknown_receipt(path):
    """unknown_credit allocations 2 credit_no"""
    return csv(path, allocations=ALLOCATIONS + "R-9,INV-1,10.00,2026-03-11\n")


@case
def allocation_above_the_receipt(path):
    """over_allocated_credit allocations 2 amount"""
    return csv(path, allocations=ALLOCATIONS + "R-1,INV-1,60.01,2026-03-11\n")


@case
def allocation_above_the_invoice(path):
    """over_allocated_debit allocations 2 amount"""
    receipts = RECEIPTS + "R-1,C001,2026-03-10,500.00,,,,\n"
    return csv(path, receipts=receipts, allocations=ALLOCATIONS + "R-1,INV-1,100.01,2026-03-11\n")


@case
def allocation_of_nothing(path):
    """not_positive allocations 2 amount"""
    return csv(path, allocations=ALLOCATIONS + "R-1,INV-1,-5.00,2026-03-11\n")


@case
def letter_delivered_before_it_was_sent(path):
    """delivered_early acts 2 delivered_on"""
    head = "date,customer_id,kind,invoice_no,sent_on,delivered_on\n"
    return csv(path, acts=head + "2026-05-01,C001,letter,INV-1,2026-05-02,2026-05-01\n")


@case
def promise_to_pay_in_the_past(path):
    """pay_before_promise promises 2 pay_by"""
    return csv(path, promises="customer_id,promised_on,pay_by\nC001,2026-05-02,2026-05-01\n")
