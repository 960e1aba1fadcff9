"""The desk of a command: what its source, settings and ``--output`` name, with warnings said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.commands.desk import Desk
from xlar.core.approvals import with_approvals
from xlar.hosts.cli.mistakes import say_problems

if TYPE_CHECKING:
    from xlar.hosts.cli.request import Request


def desk_of(request: Request, output: str | None) -> Desk:
    """What a request names, read; warnings are said.

    Args:
        request: source, day and settings.
        output: the output folder, None for that of the settings.

    Raises:
        BadLedger: the data or the register has errors.
        BadDocuments: the company has no name, or the wording has errors.
        NotReadable, NotWritable: the register or the folder cannot be used.
    """
    loaded, ledger = request.sound()
    day = request.day(loaded)
    ledger = with_approvals(ledger, day, loaded.policy)
    desk = Desk.of(
        ledger, day, loaded.policy, request.source,
        lang=request.lang, output=output, texts=loaded.source.texts,
    )  # fmt: skip
    say_problems(desk.problems, request.lang)
    return desk
