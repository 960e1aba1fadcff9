"""Letters 催款函: first the list of who gets which and who gets none, then the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import Column
from xlar.commands.context import Outcome
from xlar.commands.office import desk_of, made
from xlar.commands.producing import by_customer, explained, preview
from xlar.commands.report import Report, sheet_named, steps_for
from xlar.commands.write import carry_out
from xlar.core.money import decimals
from xlar.core.next_action import action_name
from xlar.core.problems import Text
from xlar.documents.register.numbering import SERIES
from xlar.frames.fields import AS_OF, FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.commands.context import Context
    from xlar.commands.desk import Desk
    from xlar.core.problems import Language
    from xlar.documents.content import Document, Letter, Skipped

TITLE: Final = Text("催款函预览", "Letters to be made")
_LETTER: Final = Text("函件", "Letter")
_ITEMS: Final = Text("笔数", "Items")
_PAY_BY: Final = Text("最后付款日", "To be paid by")
_REASON: Final = Text("不发的原因", "Reason for none")


def letters(context: Context) -> Outcome:
    """List the letters that are due, and make them unless only the list is wanted."""
    asked: bool | None = context.arguments.get("preview")
    desk = desk_of(context)
    context.step(0, 0, Text("编制函件 …", "preparing letters …"))
    documents, skipped = desk.letters(
        kind=context.arguments.get("kind", "letter"),
        level=context.arguments.get("level"),
        customers=context.arguments.get("customers"),
    )
    fresh, nobody = _sorted_out(desk, documents, skipped)
    carry_out(context, steps_for(context, _page(desk, fresh, nobody)))
    sheet = sheet_named(context, TITLE)
    told = Text(
        f"应发 {len(fresh)} 份，不发 {len(nobody)} 家，见“{sheet}”",
        f"{len(fresh)} letters due, none for {len(nobody)}: see {sheet}",
    )
    if asked or not fresh or not (asked is False or _agreed(context, told)):
        return Outcome(_nothing_made(told), desk.problems, sheets=[sheet])
    return made(context, desk, fresh, nobody, sheets=[sheet])


def _agreed(context: Context, told: Text) -> bool:
    question = Text(f"{told.zh}。现在制作吗？", f"{told.en}. Make them now?")
    return context.ui.ask(context.say(question))


def _nothing_made(told: Text) -> Text:
    return Text(f"{told.zh}；尚未制作任何函件。", f"{told.en}; nothing was made.")


def _sorted_out(
    desk: Desk, documents: Sequence[Document], skipped: Sequence[Skipped]
) -> tuple[list[Letter], list[Skipped]]:
    """The letters that do not stand already, by customer, and everybody who gets none."""
    planned = preview(desk, documents)
    wanted = {(row.customer_id, row.currency) for row in planned.rows}
    fresh: list[Any] = [one for one in documents if (one.customer.code, one.currency) in wanted]
    fresh.sort(key=lambda one: (one.customer.code, one.currency))
    return fresh, by_customer((*skipped, *planned.skipped))


def _page(desk: Desk, fresh: Sequence[Letter], nobody: Sequence[Skipped]) -> Report:
    """The list: letters first, then who gets none and why."""
    lang, customers = desk.lang, desk.ledger.customers
    names = dict(zip(customers.id.tolist(), customers.name.tolist(), strict=True))
    currencies = [*(one.currency for one in fresh), *(one.currency for one in nobody)]
    codes = [*(one.customer.code for one in fresh), *(one.customer_id for one in nobody)]
    none = [None] * len(nobody)
    columns = [
        _column("customer_id", lang, codes),
        _column("name", lang, [names.get(code, "") for code in codes]),
        _column("currency", lang, currencies),
        Column(_LETTER[lang], "text", [*(_name(one)[lang] for one in fresh), *none]),
        _column("amount", lang, [*(_units(one) for one in fresh), *none]),
        Column(_ITEMS[lang], "whole", [*(float(len(one.items)) for one in fresh), *none]),
        Column(_PAY_BY[lang], "day", [*(one.pay_by for one in fresh), *none]),
        Column(_REASON[lang], "text", [None] * len(fresh) + [explained(o, lang) for o in nobody]),
    ]
    notes = [(AS_OF[lang], desk.day.isoformat())]
    return Report(TITLE, TITLE[lang], columns, notes)


def _column(name: str, lang: Language, cells: Sequence[Any]) -> Column:
    entry = FIELDS[name]
    return Column(entry.title[lang], entry.kind, cells)


def _name(letter: Letter) -> Text:
    """What a letter is called: by its level, else by its kind."""
    return action_name(f"L{letter.level}") if letter.level >= 0 else SERIES[letter.kind].title


def _units(letter: Letter) -> float:
    return letter.total / int(10 ** decimals(letter.currency))
