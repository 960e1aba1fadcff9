"""The account of a customer as a table: the movements of a statement with the running balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.money import to_minor
from xlar.core.problems import Text
from xlar.frames.cells import CHECK, ReportTable
from xlar.frames.field import Field
from xlar.frames.fields import AS_OF, FIELDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from xlar.core.problems import Language
    from xlar.documents.content import Block
    from xlar.functions.figures import Figures

TITLE: Final = Text("对账单", "Statement of account")
KINDS: Final = {
    "opening": Text("期初余额", "Opening balance"),
    "invoice": Text("发票", "Invoice"),
    "credit_note": Text("红字发票", "Credit note"),
    "receipt": Text("收款", "Receipt"),
    "refund": Text("退款", "Refund"),
    "reversal": Text("收款冲销", "Receipt reversed"),
    "write_off": Text("坏账核销", "Written off"),
    "recovery": Text("坏账收回", "Recovery"),
    "closing": Text("期末余额", "Closing balance"),
    "check": CHECK,
}
STATEMENT_FIELDS: Final = (
    FIELDS["currency"],
    FIELDS["date"],
    Field("kind", Text("摘要", "Kind"), words=KINDS),
    Field("number", Text("单据号", "Document")),
    Field("reference", Text("合同或原单", "Reference")),
    Field("debit", Text("应收增加", "Debit"), "amount"),
    Field("credit", Text("应收减少", "Credit"), "amount"),
    Field("balance", Text("余额", "Balance"), "amount"),
)


def account_table(
    figures: Figures, customer: int, start: dt.date, lang: Language = "zh"
) -> ReportTable:
    """The account of a customer from a day on, currency by currency.

    Each begins with the opening balance and ends with the closing one and the check: the closing
    balance less what the aging report says.

    Args:
        figures: the figures of the last day.
        customer: position of the customer.
        start: the first day.
        lang: language of the words.
    """
    accounts = figures.accounts
    lines = [
        line
        for currency in accounts.currencies(customer)
        for line in _lines(accounts.block(customer, currency, start), start, figures.day, lang)
    ]
    columns = tuple(map(list, zip(*lines, strict=True))) or tuple([] for _ in STATEMENT_FIELDS)
    notes = ((AS_OF, figures.day.isoformat()),)
    return ReportTable("statement", TITLE, STATEMENT_FIELDS, columns, notes)


def _lines(block: Block, start: dt.date, end: dt.date, lang: Language) -> Iterator[tuple[Any, ...]]:
    unit = to_minor(1, block.currency)

    def line(day: dt.date | None, kind: str, *rest: Any) -> tuple[Any, ...]:
        return (block.currency, day, KINDS[kind][lang], *rest)

    yield line(start, "opening", "", "", None, None, block.opening / unit)
    for one in block.movements:
        yield line(
            one.date,
            one.kind,
            one.number,
            one.reference,
            one.debit / unit if one.debit else None,
            one.credit / unit if one.credit else None,
            one.balance / unit,
        )
    yield line(end, "closing", "", "", None, None, block.closing / unit)
    yield line(None, "check", "", "", None, None, block.check / unit)
