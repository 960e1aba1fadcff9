"""What declares the user's tables: names compared in one form, choices, columns, tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Language

Kind: TypeAlias = Literal[
    "id", "text", "day", "amount", "number", "integer", "flag", "choice", "currency"
]

_IGNORED: Final = re.compile(r"[\s_\-·./:;*'\"“”\u200b\ufeff]+")
_UNIT: Final = re.compile(
    r"[(\[【<](?:元|人民币|人民币元|rmb|cny|¥|必填|选填|可选|required|optional|天|日|days?"
    r"|yyyymmdd|年月日|含税|价税合计)[)\]】>]$"
)
_PREFIX: Final = re.compile(r"^(?:tbl|table|表|ar)+")


def fold(text: str) -> str:
    """A header, sheet name or word of a list in the form in which it is compared.

    Case, blanks, width, underscores, hyphens, points, asterisks and a trailing unit such as
    ``（元）`` do not count; ``#`` means ``no``.

    >>> fold("Invoice_No. *") == fold("ＩＮＶＯＩＣＥ　ＮＯ") == fold("invoice #") == "invoiceno"
    True
    >>> fold("金额（元）"), fold("金额（万元）")
    ('金额', '金额(万元)')
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("#", "no")
    return _UNIT.sub("", _IGNORED.sub("", plain))


@dataclass(frozen=True, slots=True)
class Choice:
    """One permitted value of a closed list.

    Attributes:
        code: English code that is stored.
        zh: Chinese word shown and offered in lists.
        en: English word shown.
        words: further words that mean the same, separated by blanks.
    """

    code: str
    zh: str
    en: str
    words: str = ""

    @property
    def folded(self) -> frozenset[str]:
        """Every word that means this choice, in the form compared."""
        return frozenset(map(fold, (self.code, self.zh, self.en, *self.words.split())))


def choice_words(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """The code of every folded word of a list.

    >>> choice_words((Choice("cash", "现金", "cash", "现款"),))["现款"]
    'cash'
    """
    return {word: choice.code for choice in choices for word in choice.folded}


@dataclass(frozen=True)
class ColumnSchema:
    """One column of a table.

    Attributes:
        name: English name used in code, CSV files and problems.
        zh: Chinese title, the header in the workbook.
        en: English title.
        kind: what a cell holds.
        about: what the column means, in both languages.
        required: whether the table needs the column and every row a value in it.
        aliases: further headers, separated by blanks.
        choices: the permitted values of a ``choice``.
    """

    name: str
    zh: str
    en: str
    kind: Kind
    about: Text
    required: bool = False
    aliases: str = ""
    choices: tuple[Choice, ...] = ()

    @cached_property
    def headers(self) -> frozenset[str]:
        """Every header that means this column, folded."""
        return frozenset(map(fold, (self.name, self.zh, self.en, *self.aliases.split())))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The code of every folded word of a ``choice`` column."""
        return choice_words(self.choices)

    def title(self, lang: Language = "zh") -> str:
        """The column's title in a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class TableSchema:
    """One table: an Excel table, a sheet, or a file of a folder.

    Attributes:
        name: English name, also the name of the CSV file.
        zh: Chinese name, also the name of the sheet.
        en: English title.
        aliases: further names of sheets, Excel tables and files, separated by blanks.
        columns: the columns in their order in the workbook.
    """

    name: str
    zh: str
    en: str
    aliases: str
    columns: tuple[ColumnSchema, ...]

    @property
    def sheet(self) -> Text:
        """The name of its sheet in both languages."""
        return Text(self.zh, self.en)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of this table, folded."""
        return frozenset(map(fold, (self.name, self.zh, self.en, *self.aliases.split())))

    @cached_property
    def by_name(self) -> Mapping[str, ColumnSchema]:
        """The columns by English name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, ColumnSchema]:
        """The columns by folded header."""
        return {header: column for column in self.columns for header in column.headers}

    @cached_property
    def required(self) -> tuple[ColumnSchema, ...]:
        """The columns that must be there."""
        return tuple(column for column in self.columns if column.required)

    def find(self, header: str) -> ColumnSchema | None:
        """The column a header means, or None."""
        return self.by_header.get(fold(header))

    def is_named(self, name: str) -> bool:
        """Whether a sheet, Excel table or file of this name is this table.

        Excel tables may carry a prefix: ``tbl_invoices``, ``ar_invoices``, ``表_发票``.
        """
        folded = fold(name)
        return folded in self.names or _PREFIX.sub("", folded) in self.names

    def title(self, lang: Language = "zh") -> str:
        """The table's name in a language."""
        return self.zh if lang == "zh" else self.en


def declared(
    name: str,
    zh: str,
    en: str,
    aliases: str,
    text: str,
    lists: Mapping[str, tuple[Choice, ...]] = MappingProxyType({}),
) -> TableSchema:
    """The table that a text declares, two lines a column; a star means required.

    ``name* | kind | Chinese title | English title | meaning in Chinese | meaning in English``, and
    below it, indented, further headers separated by blanks.

    Args:
        name: English name.
        zh: Chinese title.
        en: English title.
        aliases: further names, separated by blanks.
        text: the columns.
        lists: the permitted values of every ``choice`` column, by its name.

    >>> schema = declared("rates", "汇率", "Rates", "", "rate* | number | 汇率 | Rate | – | –")
    >>> schema.required[0].zh
    '汇率'
    """
    columns: list[list[str]] = []
    for line in text.strip().splitlines():
        if line.startswith(" "):
            columns[-1].append(line.strip())
        else:
            columns.append([line])
    made = tuple(_declared(head, " ".join(more), lists) for head, *more in columns)
    return TableSchema(name, zh, en, aliases, made)


def _declared(line: str, aliases: str, lists: Mapping[str, tuple[Choice, ...]]) -> ColumnSchema:
    name, kind, zh, en, about_zh, about_en = (part.strip() for part in line.split("|"))
    plain = name.rstrip("*")
    choices: tuple[Choice, ...] = lists[plain] if kind == "choice" else ()
    about = Text(about_zh, about_en)
    return ColumnSchema(plain, zh, en, cast("Kind", kind), about, name != plain, aliases, choices)
