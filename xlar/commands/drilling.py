"""Drill-down 明细穿透: the documents a figure is made of, with links there and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from xlar.commands.cells import Column, Link, decimal_of
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.report import Report, sheet_named, steps_for
from xlar.commands.reports import columns_of
from xlar.commands.selection import selected
from xlar.commands.write import Show, carry_out
from xlar.core.aging import aging
from xlar.core.buckets import label_name
from xlar.core.columns import NO_DAY
from xlar.core.errors import UnknownCustomer
from xlar.core.items import OpenItems, open_items
from xlar.core.ledger import Kind
from xlar.core.money import format_minor, to_minor
from xlar.core.problems import Text
from xlar.frames.cells import TOTAL, report_table
from xlar.frames.field import grouped
from xlar.frames.fields import FIELDS
from xlar.tables.grid import letters
from xlar.tables.names import fold

if TYPE_CHECKING:
    from xlar.commands.context import Books, Context
    from xlar.commands.selection import Selection
    from xlar.core.aging import AgingReport
    from xlar.core.columns import Bools, Int64s
    from xlar.core.problems import Language

TITLE: Final = Text("明细穿透", "Drill-down")

Part: TypeAlias = Literal["all", "credits", "overdue"] | int
_DEBIT_TABLE: Final = (Kind.INVOICE, Kind.CREDIT_NOTE)


@dataclass(frozen=True)
class Figure:
    """A figure of a report, in the terms of the ledger.

    Attributes:
        customer: identifier; None for all customers, "" where none was found.
        currency: code; "" for all currencies.
        part: a bucket by its place, or another part of the balance.
        title: the header of its column.
        back: a link to its cell, None where it was not selected but asked for.
        value: the cell.
    """

    customer: str | None
    currency: str = ""
    part: Part = "all"
    title: str = ""
    back: Link | None = None
    value: Any = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is the very sum of its documents, not one with a margin or more in it."""
        of_aging = isinstance(self.part, int) or self.part == "credits"
        total = self.title in _titles("total")
        return isinstance(self.value, float) and (of_aging or total)


def drill(context: Context) -> Outcome:
    """List the open documents behind the selected figure on the sheet 明细穿透."""
    books = context.books()
    report = aging(books.ledger, books.as_of, policy=books.policy)
    figure = _figure(context, report)
    items = open_items(books.ledger, books.as_of, policy=books.policy)
    chosen = _chosen(items, _wanted(items, figure, report))
    page = _page(context, books, figure, chosen)
    sheet = sheet_named(context, TITLE)
    carry_out(context, [*steps_for(context, page), Show(sheet)])
    message = Text(
        f"{_named(figure, 'zh')}：{len(chosen)} 张单据，见“{sheet}”。",
        f"{_named(figure, 'en')}: {len(chosen)} documents on {sheet}.",
    )
    return Outcome(message, sheets=[sheet])


def _figure(context: Context, report: AgingReport) -> Figure:
    """The figure asked for, else the selected one.

    Raises:
        CannotRun: the selected cell belongs to no customer.
        UnknownCustomer: the customer is not in the ledger.
    """
    asked = context.arguments.get("customer")
    cells = None if asked else selected(context.book)
    figure = Figure(asked or "") if cells is None else _selected_figure(cells, report)
    if figure.customer == "":
        raise CannotRun(
            Text(
                "请先选中报表里某一客户的数字（所在表要有“客户编码”一列），再点“明细穿透”。",
                "Select a figure of a customer in a report first: its table needs a column of "
                "customer identifiers.",
            )
        )
    if figure.customer not in (None, *report.ledger.customers.id.tolist()):
        name = figure.customer
        raise UnknownCustomer(Text(f"数据中没有客户“{name}”。", f"no customer {name!r}"))
    return figure


def _selected_figure(cells: Selection, report: AgingReport) -> Figure:
    title = cells.title(cells.row, cells.column)
    at = f"{letters(cells.column - 1)}{cells.row}"
    customer = cells.customer()
    return Figure(
        None if customer in (TOTAL.zh, TOTAL.en) else customer,
        str(cells.value("currency", cells.row)),
        _part(title, report),
        title,
        Link(f"{cells.grid.sheet}!{at}", cells.grid.sheet, at),
        cells.cell(cells.row, cells.column),
    )


def _part(title: str, report: AgingReport) -> Part:
    """The part of the balance that a column of this header shows."""
    if title in _titles("unapplied"):
        return "credits"
    if title in _titles("overdue"):
        return "overdue"
    for place, label in enumerate(report.labels):
        if fold(title) in {
            fold(label),
            fold(label_name(label, "zh")),
            fold(label_name(label, "en")),
        }:
            return place
    return "all"


def _titles(name: str) -> tuple[str, str]:
    return FIELDS[name].title.zh, FIELDS[name].title.en


def _wanted(items: OpenItems, figure: Figure, report: AgingReport) -> Bools:
    """Which of the open items make up the figure."""
    ledger, rows = items.ledger, items.document
    documents = ledger.documents
    owner = ledger.customers.id[documents.customer[rows]]
    wanted: Bools = owner == figure.customer if figure.customer else np.ones(len(rows), bool)
    if figure.currency in ledger.currencies:
        wanted &= documents.currency[rows] == ledger.currencies.index(figure.currency)
    if figure.part == "credits":
        wanted &= (items.open < 0) & (report.credits == "separate")
    elif figure.part == "overdue":
        wanted &= items.days_past_due > 0
    elif isinstance(figure.part, int):
        aged = (items.open > 0) | (report.credits == "aged")
        wanted &= aged & (_bucket(items, report) == figure.part)
    return wanted


def _bucket(items: OpenItems, report: AgingReport) -> Int64s:
    """The bucket of each item, as the report has it: credits count by their own date."""
    documents, rows = items.ledger.documents, items.document
    day = documents.date[rows]
    if report.basis == "due":
        due = documents.due[rows]
        day = np.where(due == NO_DAY, day, due)
    return report.buckets_of.index(day, items.as_of)


def _chosen(items: OpenItems, wanted: Bools) -> OpenItems:
    return OpenItems(
        items.ledger,
        items.as_of,
        items.allocation,
        items.document[wanted],
        items.open[wanted],
        items.days_past_due[wanted],
    )


def _page(context: Context, books: Books, figure: Figure, items: OpenItems) -> Report:
    lang = context.lang
    table = report_table(items, lang)
    source = Column(Text("原始行", "Source")[lang], "link", _sources(books, items, lang))
    notes: list[tuple[str, str | Link]] = [(Text("内容", "what")[lang], _named(figure, lang))]
    if figure.back is not None:
        notes.append((Text("返回", "back")[lang], figure.back))
    notes += [(label[lang], value) for label, value in table.notes]
    notes += _sums(items, figure, lang)
    columns = [*columns_of(table, lang), source]
    return Report(TITLE, TITLE[lang], columns, notes)


def _sources(books: Books, items: OpenItems, lang: Language) -> list[Link]:
    """A link to the row of every document in the data."""
    documents, places = books.ledger.documents, books.loaded.source.places
    links = []
    for row, kind in zip(
        documents.row[items.document].tolist(), documents.kind[items.document].tolist(), strict=True
    ):
        place = places["invoices" if kind in _DEBIT_TABLE else "receipts"]
        first = letters(min(place.positions.values()))
        text = Text(f"第 {row} 行", f"row {row}")[lang]
        links.append(Link(f"{place.sheet} {text}", place.sheet or "", f"{first}{row}"))
    return links


def _sums(items: OpenItems, figure: Figure, lang: Language) -> list[tuple[str, str]]:
    """The sum of the documents by currency, and its difference to the figure it explains."""
    currency = items.ledger.documents.currency[items.document]
    sums = []
    for place in np.unique(currency).tolist():
        code = items.ledger.currencies[place]
        total = int(items.open[currency == place].sum())
        label = Text(f"合计 {code}", f"total {code}")[lang]
        sums.append((label, grouped(format_minor(total, code))))
        if figure.currency == code and figure.is_exact:
            rest = total - to_minor(decimal_of(figure.value), code)
            label = Text("与所选数字之差", "difference to the figure")[lang]
            sums.append((label, grouped(format_minor(rest, code))))
    return sums


def _named(figure: Figure, lang: Language) -> str:
    parts = [figure.customer or TOTAL[lang], figure.currency, figure.title]
    return (" · " if lang == "zh" else ", ").join(part for part in parts if part)
