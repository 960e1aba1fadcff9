"""Statements as workbook pages: one sheet per currency, every figure a number, every sum checked.

Text from data is written as text: never a formula, a link or a number. The same statement gives the
same bytes.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from xlar.core.buckets import label_name
from xlar.core.money import decimals
from xlar.documents.figures import day, item_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlar.documents.content import Block, Item, Statement

_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)  # always the same, for equal bytes
_UNSAFE: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDTHS: Final = (14, 24, 20, 16, 16, 18)
_INK, _RULE, _SHADE = "#1F3B57", "#B8C4D0", "#EEF3F8"


def statement_workbook(statements: Sequence[Statement]) -> bytes:
    """The statements as an ``.xlsx`` file, a sheet for every customer and currency.

    Args:
        statements: at least one; several make one workbook for a whole batch.
    """
    import xlsxwriter  # loaded only where a workbook is written

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _CREATED})
    titles: set[str] = set()
    for statement in statements:
        for block in statement.blocks:
            title = sheet_title(f"{statement.customer.code} {block.currency}", titles)
            _Page(book, book.add_worksheet(title), statement, block).write()
    book.close()
    return target.getvalue()


def sheet_title(wanted: str, taken: set[str]) -> str:
    """A sheet name Excel accepts, not yet taken (upper and lower case alike); adds it to ``taken``.

    >>> taken = set()
    >>> sheet_title("A/B [1] CNY", taken), sheet_title("a_b _1_ cny", taken)
    ('A_B _1_ CNY', 'a_b _1_ cny~2')
    """
    base = _UNSAFE.sub("_", wanted).strip().strip("'")[:31] or "_"
    title, count = base, 1
    while title.lower() in taken or title.lower() == "history":
        count += 1
        title = f"{base[: 30 - len(str(count))]}~{count}"
    taken.add(title.lower())
    return title


class _Page:
    """One statement in one currency on its sheet, written from the top down."""

    def __init__(self, book: Any, sheet: Any, statement: Statement, block: Block) -> None:
        self.sheet = sheet
        self.statement = statement
        self.block = block
        self.label = dict(statement.wording.labels)
        self.row = 0
        self.scale = 10 ** decimals(block.currency)
        figure = "#,##0" + ("." + "0" * decimals(block.currency) if self.scale > 1 else "")
        rule = {"bottom": 1, "bottom_color": _RULE, "valign": "vcenter", "font_size": 10}
        strong = {**rule, "bold": True, "bg_color": _SHADE}
        self.text = book.add_format({**rule, "num_format": "@"})
        self.day = book.add_format({**rule, "num_format": "yyyy-mm-dd", "align": "left"})
        self.money = book.add_format({**rule, "num_format": figure})
        self.count = book.add_format({**rule, "num_format": "0"})
        self.total = book.add_format({**strong, "num_format": figure})
        self.total_text = book.add_format({**strong, "num_format": "@"})
        self.head = book.add_format(
            {"bold": True, "font_color": "white", "bg_color": _INK, "align": "center"}
        )
        self.title = book.add_format(
            {"bold": True, "font_size": 18, "font_color": _INK, "num_format": "@"}
        )
        self.section = book.add_format(
            {"bold": True, "font_size": 11, "font_color": _INK, "top": 0}
        )
        self.plain = book.add_format({"num_format": "@", "font_size": 10})

    def write(self) -> None:
        """Write the whole page."""
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.set_footer("&C&P / &N")
        self._head()
        self._movements()
        self._items(self.label["open_items"], self.block.items)
        self._aging()
        if self.block.unapplied:
            self._items(self.label["unapplied"], self.block.unapplied)
        if self.block.bills:
            self._bills()
        self._check()

    def _line(self, *cells: tuple[Any, Any]) -> None:
        """One row of cells, each with its format: text, whole numbers of minor units, or days."""
        for column, (value, style) in enumerate(cells):
            if value is None or value == "":
                self.sheet.write_blank(self.row, column, None, style)
            elif style in (self.money, self.total) and isinstance(value, int):
                self.sheet.write_number(self.row, column, value / self.scale, style)
            elif isinstance(value, str):
                self.sheet.write_string(self.row, column, value, style)
            elif isinstance(value, int):
                self.sheet.write_number(self.row, column, value, style)
            else:
                self.sheet.write_datetime(self.row, column, _midnight(value), style)
        self.row += 1

    def _section(self, title: str, *heads: str) -> None:
        self.row += 1
        self._line((title, self.section))
        if heads:
            self._line(*((head, self.head) for head in heads))

    def _head(self) -> None:
        one, label = self.statement, self.label
        self.sheet.set_row(0, 28)
        self._line((one.wording.title, self.title))
        self._line((one.company.name, self.plain))
        start = day(one.start, one.language) if one.start else ""
        until = f"{start} {label['until']} {day(one.as_of, one.language)}"
        for name, value in (
            (label["to"], one.customer.name),
            (label["customer_code"], one.customer.code),
            (label["tax_id"], one.customer.tax_id),
            (label["number"], one.number),
            (label["period"], until),
            (label["currency"], self.block.currency),
        ):
            if value:
                self._line((name, self.plain), (value, self.plain))

    def _movements(self) -> None:
        label, block = self.label, self.block
        heads = ("date", "kind", "item_number", "debit", "credit", "balance")
        self._section(label["movements"], *(label[name] for name in heads))
        self.sheet.repeat_rows(self.row - 1)
        blank = ("", self.total_text)
        self._line((label["opening"], self.total_text), *[blank] * 4, (block.opening, self.total))
        for one in block.movements:
            self._line(
                (one.date, self.day),
                (f"{label[f'kind_{one.kind}']} {one.reference}".strip(), self.text),
                (one.number, self.text),
                (one.debit or None, self.money),
                (one.credit or None, self.money),
                (one.balance, self.money),
            )
        debit = sum(one.debit for one in block.movements)
        credit = sum(one.credit for one in block.movements)
        self._line(
            (label["turnover"], self.total_text),
            blank,
            blank,
            (debit, self.total),
            (credit, self.total),
            blank,
        )
        self._line((label["closing"], self.total_text), *[blank] * 4, (block.closing, self.total))

    def _items(self, title: str, items: Sequence[Item]) -> None:
        label = self.label
        heads = ("document_date", "contract_no", "item_number", "due_date", "days_past_due", "open")
        self._section(title, *(label[name] for name in heads))
        for one in items:
            self._line(
                (one.document_date, self.day),
                (one.contract_no, self.text),
                (item_number(one.number, one.instalment, self.statement.language), self.text),
                (one.due_date, self.day),
                (one.days_past_due if one.due_date else None, self.count),
                (one.open, self.money),
            )
        if not items:
            self._line((label["nothing"], self.text), *[("", self.text)] * 5)
        blank = ("", self.total_text)
        self._line(
            (label["total"], self.total_text),
            *[blank] * 4,
            (sum(one.open for one in items), self.total),
        )

    def _aging(self) -> None:
        self._section(self.label["aging"])
        language = self.statement.language
        for name, amount in self.block.aging:
            self._line((label_name(name, language), self.text), (amount, self.money))

    def _bills(self) -> None:
        label = self.label
        self._section(label["bills"], label["bill_no"], label["bill_due"], label["amount"])
        for number, due, amount in self.block.bills:
            self._line((number, self.text), (due, self.day), (amount, self.money))

    def _check(self) -> None:
        self.row += 1
        self._line((self.label["check_movements"], self.plain))
        self._line((self.label["check_items"], self.plain))
        self._line((self.label["check"], self.total_text), (self.block.check, self.total))


def _midnight(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell knows no zone
