"""A workbook brought up to date: its data in the template of this release, as a new file.

What a newer template changes are sheets, formulas and macros. So the data are read as any other
source, and a template is made that holds them in place of the demonstration.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.errors import BadLedger, XlarError
from xlar.core.problems import Text, errors
from xlar.documents.register.sheet import REGISTER
from xlar.documents.wording import with_sheet
from xlar.tables.convert import convert_table
from xlar.tables.cut import raw_table
from xlar.tables.load import checked, settings_of, source_of
from xlar.tables.locate import find
from xlar.workbook.files import BadFile
from xlar.workbook.left_behind import left_behind
from xlar.workbook.read import load
from xlar.workbook.sheets import Book
from xlar.workbook.template import OwnContents, template_body, with_macros
from xlar.workbook.template.entries import typed_setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from xlar.core.policy import Policy
    from xlar.core.problems import Language
    from xlar.core.tables import Table
    from xlar.tables.convert import Converted
    from xlar.tables.load import Loaded
    from xlar.workbook.ribbon import Button

CONFIGURATION: Final = "xlar.conf"
_IN_TABLES: Final = ("dunning.ladder", "dunning.fees", "interest.lpr", "gl_balance", "rates")
_OF_RELEASE: Final = ("Language", "xlwings version", "xlar version")
_FIRST_CHINESE: Final = "\u2e80"


class CannotUpgrade(XlarError):
    """A workbook whose data cannot be moved as they are."""


@dataclass(frozen=True, eq=False)
class Upgraded:
    """A workbook made from another.

    Attributes:
        content: the new file.
        loaded: what was read from the old one.
        left: what it has that the new one has not.
    """

    content: bytes
    loaded: Loaded
    left: tuple[Text, ...]


def upgraded(
    path: Path,
    buttons: Sequence[Button],
    groups: Mapping[str, Text],
    *,
    today: date,
    lang: Language | None = None,
) -> Upgraded:
    """The template of this release with the data of a workbook.

    Args:
        path: the old workbook, which is only read; any that xlar reads will do.
        buttons: the commands of the ribbon.
        groups: titles of their groups.
        today: the day of the shown results where the workbook states none.
        lang: language of the new one, None for that of the old one.

    Raises:
        BadLedger: the data has errors, or the file cannot be read.
        CannotUpgrade: the template cannot show the data.
    """
    try:
        return _upgraded(path, buttons, groups, today, lang)
    except BadFile as mistake:
        raise BadLedger((mistake.problem(path),)) from mistake


def _upgraded(
    path: Path,
    buttons: Sequence[Button],
    groups: Mapping[str, Text],
    today: date,
    lang: Language | None,
) -> Upgraded:
    book = Book(path)
    loaded, contents = _read(book, today)
    was = language_of(book)
    chosen = lang or was

    def drawn(lang: Language) -> bytes:
        with _understood():
            return template_body(lang, commands=buttons, groups=groups, **contents)

    body = drawn(chosen)
    left = left_behind(path, body if chosen == was else drawn(was), loaded.source.places)
    return Upgraded(with_macros(body, buttons, groups, chosen), loaded, tuple(left))


def _read(book: Book, today: date) -> tuple[Loaded, dict[str, Any]]:
    """What a workbook holds: as read and checked, and as arguments of `template_body`.

    Raises:
        BadLedger: there are errors in it.
    """
    loaded, register = checked(source_of(book)), _register(book)
    texts = loaded.source.texts
    wordings, unclear = (None, []) if texts is None else with_sheet(texts)
    wrong = errors((*loaded.problems, *(register.problems if register else ()), *unclear))
    if wrong:
        raise BadLedger(wrong)
    tables, extras = _tables(loaded, register)
    return loaded, {
        "tables": tables,
        "settings": _settings(book, loaded),
        "conf": {
            key: value for key, value in _configuration(book).items() if key not in _OF_RELEASE
        },
        "own": OwnContents(extras, loaded.policy, wordings, today),
    }


@contextmanager
def _understood() -> Iterator[None]:
    """A template's function that gives an error on the data, as `CannotUpgrade`."""
    try:
        yield
    except ValueError as mistake:
        reason = str(mistake)
        raise CannotUpgrade(
            Text(
                f"新工作簿的函数不能处理这些数据：{reason}", f"functions fail on the data: {reason}"
            )
        ) from mistake


def _register(book: Book) -> Converted | None:
    """The sheet 发函登记; None where there is none."""
    candidate, _ = find(book, REGISTER)
    raw = None if candidate is None else raw_table(book, REGISTER, candidate)[0]
    return None if raw is None else convert_table(raw)


def _tables(
    loaded: Loaded, register: Converted | None
) -> tuple[dict[str, Table], dict[str, Mapping[str, Sequence[Any]]]]:
    """All tables and their further columns, those of the register among them."""
    tables, extras = dict(loaded.source.tables), dict(loaded.source.extras)
    if register is not None:
        tables[REGISTER.name], extras[REGISTER.name] = register.table, register.extras
    return tables, extras


def _settings(book: Book, loaded: Loaded) -> dict[str, str | float | date]:
    """The single settings as the template takes them; those with tables of their own left out."""
    stated: dict[str, str | float | date] = {
        name: typed_setting(name, value)
        for name, value in settings_of(book).values.items()
        if not name.startswith(_IN_TABLES)
    }
    if loaded.as_of is not None:
        stated["as_of"] = loaded.as_of
    return stated | _amounts(loaded.policy)


def _amounts(policy: Policy) -> dict[str, str | float | date]:
    """Balances of the general ledger and exchange rates, wherever they were stated."""
    amounts: dict[str, str | float | date] = {}
    for kind in ("gl_balance", "rates"):
        by_currency: Mapping[str, Decimal] = getattr(policy, kind)
        amounts |= {f"{kind}.{code}": float(amount) for code, amount in by_currency.items()}
    return amounts


def language_of(book: Book) -> Language:
    """The language of a workbook: as it says itself, else as its sheets are called.

    Args:
        book: a template, or any workbook with a ledger.
    """
    stated = _configuration(book).get("Language")
    if stated in ("zh", "en"):
        return "en" if stated == "en" else "zh"
    return "zh" if max("".join(book.names), default="") >= _FIRST_CHINESE else "en"


def _configuration(book: Book) -> dict[str, str]:
    """What a template says of its connection with Python; a value there goes before the user's."""
    rows = book.grid(CONFIGURATION).rows if CONFIGURATION in book.names else ()
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[1] != ""}


def prove(old: Loaded, new: Path) -> None:
    """Nothing, if the new file holds the same ledger as the old one, to the cent.

    Args:
        old: what was read from the old file.
        new: the new file.

    Raises:
        CannotUpgrade: it does not.
    """
    again = load(new)
    if old.ledger is not None and again.ledger is not None:
        parts = ("documents", "customers", "allocations")
        if all(_same(getattr(old.ledger, one), getattr(again.ledger, one)) for one in parts) and (
            old.as_of, old.policy, old.ledger.currencies
        ) == (again.as_of, again.policy, again.ledger.currencies):  # fmt: skip
            return
    raise CannotUpgrade(
        Text(
            "新文件读回来与旧文件不一致，未保存；请把旧文件交给提供支持的人。",
            "the new file does not read back as the old one and was not kept; give the old file "
            "to whoever supports you",
        )
    )


def _same(old: Any, new: Any) -> bool:
    """Whether two sets of columns hold the same, wherever their rows stand."""
    return all(
        np.array_equal(getattr(old, one.name), getattr(new, one.name))
        for one in fields(old)
        if one.name != "row"
    )
