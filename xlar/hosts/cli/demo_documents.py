"""The documents of ``xlar demo``: statements and letters as PDF, and the monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.text import Text as Styled

from xlar.commands.desk import Desk
from xlar.commands.reporting import FORMATS, facts_of, make_report
from xlar.core.problems import Text
from xlar.hosts.cli.documents import produce
from xlar.hosts.cli.mistakes import say_problems
from xlar.hosts.cli.request import working
from xlar.workbook.demo import AS_OF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from xlar.commands.producing import Made
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language
    from xlar.documents.content import Document
    from xlar.tables.load import Loaded

_FORMATS: Final = ("pdf",)


def demo_documents(loaded: Loaded, ledger: Ledger, book: Path, lang: Language) -> RenderableType:
    """How many statements and letters were made, and where they and the monthly report lie.

    Args:
        loaded: the demonstration.
        ledger: its ledger, with what was approved.
        book: the workbook; the documents lie in a folder beside it.
        lang: language of the screen.

    Raises:
        XlarError: the output folder cannot be used.
        typer.Exit: somebody pressed Ctrl-C.
    """
    desk = Desk.of(ledger, AS_OF, loaded.policy, book, lang=lang)
    say_problems(desk.problems, lang)
    with working(Text("编制对账单与催款函 …", "preparing statements and letters …"), lang):
        accounts, _ = desk.statements()
        demands, _ = desk.letters()
    lines = [Styled(f"\n{Text('函件', 'Documents')[lang]}", "bold")]
    piles: tuple[tuple[Text, Sequence[Document]], ...] = (
        (Text("对账单", "statements"), accounts),
        (Text("催款函", "letters"), demands),
    )
    for title, documents in piles:
        lines.append(Styled(_told(produce(desk, documents, _FORMATS, title), title, desk)[lang]))
    lines.append(Styled(_report(loaded, desk)[lang]))
    return Group(*lines)


def _report(loaded: Loaded, desk: Desk) -> Text:
    """Where the monthly report lies, with the drafts of the salespeople."""
    with working(Text("编制月报 …", "preparing the monthly report …"), desk.lang):
        facts = facts_of(loaded, AS_OF, desk.folder, desk.lang)
        made = make_report(facts, desk.folder, FORMATS)
    return Text(
        f"月报与逾期清单 {len(made.files)} 份：{made.folder}",
        f"{len(made.files)} files of the monthly report: {made.folder}",
    )


def _told(made: Made, title: Text, desk: Desk) -> Text:
    count = len(made.rows)
    if made.folder is None:
        return Text(
            f"{title.zh}：先前已制作，在 {desk.folder}",
            f"{title.en}: made before, in {desk.folder}",
        )
    return Text(f"{title.zh} {count} 份：{made.folder}", f"{count} {title.en}: {made.folder}")
