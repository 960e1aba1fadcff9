"""The columns of register.csv: titles, what their cells hold, values to cells and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.core.errors import BadValue
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.core.registered import STATUSES
from xlar.documents.register import cells
from xlar.documents.register.numbering import SERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.documents.register.cells import Order

Form: TypeAlias = Literal[
    "text", "kind", "level", "amount", "day", "language", "status", "items", "files"
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register.

    Attributes:
        name: its name in `RegisterRow`, and its title in English.
        zh: its title in Chinese.
        form: what its cells hold.
        made: whether it is fixed once the document is made.
        required: whether it may not be blank.
    """

    name: str
    zh: str
    form: Form = "text"
    made: bool = True
    required: bool = False


COLUMNS: Final = (
    Column("number", "编号"),
    Column("kind", "类别", "kind", required=True),
    Column("level", "级别", "level"),
    Column("customer_id", "客户编码", required=True),
    Column("currency", "币种"),
    Column("amount", "金额", "amount", required=True),
    Column("date", "日期", "day", required=True),
    Column("as_of", "截止日", "day", required=True),
    Column("period_from", "起始日", "day"),
    Column("language", "语言", "language", required=True),
    Column("status", "状态", "status", made=False, required=True),
    Column("sent_on", "发出日", "day", made=False),
    Column("channel", "发送方式", made=False),
    Column("tracking", "快递单号", made=False),
    Column("delivered_on", "签收日", "day", made=False),
    Column("returned_on", "退回日", "day", made=False),
    Column("withdrawn_on", "撤回日", "day", made=False),
    Column("reply", "客户答复", made=False),
    Column("items", "单据", "items"),
    Column("files", "文件", "files"),
    Column("batch", "批次"),
)
"""The columns in the order they are written; a blank ``number`` has a message of its own."""

BY_TITLE: Final = {cells.fold(title): one for one in COLUMNS for title in (one.name, one.zh)}
"""The columns by their folded titles in both languages."""

_CHOICES: Final[Mapping[Form, Mapping[str, Text]]] = {
    "kind": {kind: series.title for kind, series in SERIES.items()},
    "status": {str(code): word for code, word in STATUSES.items()},
    "language": {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")},
}

WANTED: Final[Mapping[Form, Text]] = {
    "text": Text("文字；长编号前加一个英文单引号", "text; put an apostrophe before a long number"),
    "day": Text("日期，如 2026-06-30", "a day such as 2026-06-30"),
    "amount": Text("金额，如 1234.50", "an amount such as 1234.50"),
    "level": Text("催款级别的数字，或空白", "the number of a letter level, or blank"),
    "items": Text("单据号，如 INV-1#2:L3", "document numbers such as INV-1#2:L3"),
    "files": Text("文件名", "file names"),
    **{
        form: Text("、".join(word.zh for word in words.values()), ", ".join(words))
        for form, words in _CHOICES.items()
    },
}
"""What the cells of a form should hold, for messages."""


def shown(column: Column, row: RegisterRow, language: Language) -> str:
    """The cell of a row in a column; kind and status in the language's words.

    >>> from datetime import date
    >>> from xlar.core.registered import RegisterRow
    >>> day = date(2026, 6, 30)
    >>> row = RegisterRow("CK-2026-0001", "letter", 3, "C1", "CNY", 123_450, day, day)
    >>> [shown(column, row, "zh") for column in COLUMNS[1:6]]
    ['催款函', '3', 'C1', 'CNY', '1234.50']
    """
    value = getattr(row, column.name)
    if column.form == "amount":
        return format_minor(value, row.currency)
    if column.form == "day":
        return "" if value is None else str(value)
    if column.form == "level":
        return "" if value < 0 else str(value)
    if words := _CHOICES.get(column.form):
        return words[value].zh if language == "zh" else str(value)
    if column.form == "items":
        value = cells.items_text(value)
    elif column.form == "files":
        value = "|".join(value)
    return cells.protect(value)


def read_cell(column: Column, cell: str, currency: str, order: Order | None) -> Any:
    """The value of a cell.

    Args:
        column: its column.
        cell: its text, trimmed.
        currency: currency of the amounts of its row.
        order: of day and month where they could be mistaken.

    Raises:
        BadValue: it is blank and may not be, or not what the column holds.

    >>> read_cell(COLUMNS[5], "1234.5", "CNY", None)
    123450
    """
    if column.required and not cell:
        raise BadValue(f"{column.name} is blank")
    if column.form == "amount":
        return cells.parse_amount(cell, currency)
    if column.form == "day":
        return cells.parse_day(cell, order)
    return _READERS[column.form](cell)


_READERS: Final[Mapping[Form, Callable[[str], Any]]] = {
    "text": cells.parse_text,
    "level": cells.parse_level,
    "items": lambda text: cells.parse_items(cells.unprotect(text)),
    "files": cells.parse_files,
    **{
        form: partial(cells.parse_choice, words=cells.words_of(choices))
        for form, choices in _CHOICES.items()
    },
}
