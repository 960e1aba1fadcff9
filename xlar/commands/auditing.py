"""What auditors and tax inspectors ask for beside the allowance, on sheets of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from xlar.commands.reports import on_sheet, written
from xlar.core.problems import Text
from xlar.core.provision.rolls import NotEnoughHistory
from xlar.frames import sheet_titles as titles
from xlar.frames.provision import SHOWN
from xlar.frames.tabulated import cells_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.commands.context import Books, Context, Outcome
    from xlar.commands.report import Report

_ROLLS: Final = "rolls"
_SHEETS: Final[Mapping[str, Text]] = {
    _ROLLS: titles.ROLL_RATES,
    "tie_out": titles.TIE_OUT,
    "reclassification": titles.RECLASSIFICATION,
    "subsequent": titles.SUBSEQUENT,
    "tax": titles.TAX_LOSSES,
    "off_book": titles.OFF_BOOK,
}
"""Sheets by the report they show, in their order."""


def audit(context: Context) -> Outcome:
    """Write the sheets 迁徙率, 账龄勾稽, 重分类, 期后回款, 税前扣除 and 账销案存.

    Roll rates are left out where the books do not reach back far enough, and the message says so.
    """
    books = context.books()
    shown, missing = list(_SHEETS), None
    try:
        SHOWN[_ROLLS](books.ledger, books.as_of, books.policy)
    except NotEnoughHistory as mistake:
        shown.remove(_ROLLS)
        missing = mistake
    outcome = written(context, [partial(_report, name) for name in shown], books)
    if missing is None:
        return outcome
    zh, en = (outcome.message[lang] for lang in ("zh", "en"))
    message = Text(f"{zh}{missing.text('zh')}。", f"{en} {missing.text('en')}.")
    return replace(outcome, message=message)


def _report(name: str, context: Context, books: Books) -> Report:
    table = SHOWN[name](books.ledger, books.as_of, books.policy)
    places = list(_SHEETS)
    before = places.index(name) - 1
    after = _SHEETS[places[before]] if before >= 0 else titles.ALLOWANCE
    return on_sheet(cells_of(table, context.lang), context.lang, _SHEETS[name], after)
