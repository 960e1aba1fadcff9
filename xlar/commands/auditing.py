"""What auditors and tax inspectors ask for beside the allowance, on sheets of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xlar.commands.reports import makers_of, written
from xlar.core.problems import Text
from xlar.core.provision.rolls import NotEnoughHistory
from xlar.frames import sheet_titles as titles
from xlar.frames.shown import PROVISION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.commands.context import Context, Outcome

_SHEETS: Final[Mapping[str, Text]] = {
    "rolls": titles.ROLL_RATES,
    "tie_out": titles.TIE_OUT,
    "reclassification": titles.RECLASSIFICATION,
    "subsequent": titles.SUBSEQUENT,
    "tax": titles.TAX_LOSSES,
    "off_book": titles.OFF_BOOK,
}


def audit(context: Context) -> Outcome:
    """Write the sheets 迁徙率, 账龄勾稽, 重分类, 期后回款, 税前扣除 and 账销案存.

    Roll rates are left out where the books do not reach back far enough, and the message says so.
    """
    books = context.books()
    rolls, *others = makers_of(PROVISION, _SHEETS, titles.ALLOWANCE)
    try:
        first = rolls(context, books)
    except NotEnoughHistory as mistake:
        outcome = written(context, others, books)
        zh, en = (outcome.message[lang] for lang in ("zh", "en"))
        message = Text(f"{zh}{mistake.text('zh')}。", f"{en} {mistake.text('en')}.")
        return replace(outcome, message=message)
    return written(context, [lambda *_: first, *others], books)
