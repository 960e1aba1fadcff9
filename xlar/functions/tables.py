"""The tables books are made of: their order, their sheets, and what functions say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import BadValue
from xlar.core.problems import Text
from xlar.documents.register.sheet import REGISTER
from xlar.tables.record_tables import RECORD_TABLES
from xlar.tables.schema import SETTINGS, TABLES
from xlar.tables.settings_schema import SETTING_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.tables.names import TableSchema

#: Every table that can be part of books, in the order of AR_LEDGER.
BOOK_TABLES: Final[Mapping[str, TableSchema]] = {
    **{name: schema for name, schema in TABLES.items() if schema not in RECORD_TABLES},
    "register": REGISTER,
    "settings": SETTINGS,
    **{schema.name: schema for schema in RECORD_TABLES},
    **SETTING_TABLES,
}
ORDER: Final = tuple(BOOK_TABLES)


def about(name: str) -> Text:
    """What a parameter for a table says.

    >>> about("receipts").zh, about("settings").en
    ('收款表，含标题行', 'the table Settings: names and values')
    """
    schema = BOOK_TABLES[name]
    if name == "settings":
        return Text("参数表：名称与值两列", "the table Settings: names and values")
    return Text(f"{schema.zh}表，含标题行", f"the table {schema.en}, with its headers")


def named_tables(
    book: Mapping[str, Sequence[Sequence[Any]]],
) -> dict[str, list[tuple[str, Sequence[Sequence[Any]]]]]:
    """The tables of a workbook that can be part of books: by English name, each with its own name.

    Args:
        book: rows by name of sheet or Excel table.

    >>> named_tables({"发票": (), "x": ()})
    {'invoices': [('发票', ())]}
    """
    found: dict[str, list[tuple[str, Sequence[Sequence[Any]]]]] = {}
    for own, rows in book.items():
        for name, schema in BOOK_TABLES.items():
            if schema.is_named(own):
                found.setdefault(name, []).append((own, rows))
                break
    return found


def single_tables(
    book: Mapping[str, Sequence[Sequence[Any]]],
) -> dict[str, Sequence[Sequence[Any]]]:
    """The one table of each kind in a workbook; its own title goes before mere aliases.

    Raises:
        BadValue: two tables of one kind.
    """
    single = {}
    for name, some in named_tables(book).items():
        schema = BOOK_TABLES[name]
        titled = [one for one in some if one[0] in (schema.zh, schema.name, schema.en)]
        best = titled or some
        if len(best) > 1:
            names = [own for own, _ in best]
            raise BadValue(
                Text(
                    f"本工作簿中有几张表都是{schema.zh}：{'、'.join(names)}。请改名或删去多余的",
                    f"several tables of this workbook are {schema.en}: {', '.join(names)}; rename "
                    "or remove the others",
                )
            )
        single[name] = best[0][1]
    return single
