"""The templates that the tests look at, each made once."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl

from xlar.commands.table import COMMANDS, GROUPS
from xlar.workbook.template import whole_template

LEDGER_TABLES = (
    "customers", "invoices", "receipts", "allocations", "acts", "promises", "register", "settings",
    "approvals", "plans", "slips", "signals", "scores", "targets", "allowances",
)  # fmt: skip


@cache
def template(lang="zh", demo=True):
    """The bytes of a template with macros."""
    return whole_template(tuple(COMMANDS.values()), GROUPS, lang, demo=demo)


@cache
def parts(lang="zh", demo=True):
    """The parts of a template by name."""
    with ZipFile(BytesIO(template(lang, demo))) as package:
        return {name: package.read(name) for name in package.namelist()}


def text(part, lang="zh", demo=True):
    """A part as text."""
    return parts(lang, demo)[part].decode()


@cache
def cells(lang="zh", demo=True):
    """A template as openpyxl sees its values."""
    return openpyxl.load_workbook(BytesIO(template(lang, demo)), data_only=True)


@cache
def formulas(lang="zh", demo=True):
    """A template as openpyxl sees its formulas."""
    return openpyxl.load_workbook(BytesIO(template(lang, demo)))


def sheet_parts(lang="zh", demo=True):
    """The XML of every sheet by its name."""
    book = formulas(lang, demo)
    return {
        name: text(f"xl/worksheets/sheet{place}.xml", lang, demo)
        for place, name in enumerate(book.sheetnames, 1)
    }


def tables(lang="zh", demo=True):
    """Every Excel table by name: its sheet and rows of values, the headers first."""
    found = {}
    for sheet in cells(lang, demo).worksheets:
        for table in formulas(lang, demo)[sheet.title].tables.values():
            found[table.name] = sheet, [[cell.value for cell in row] for row in sheet[table.ref]]
    return found
