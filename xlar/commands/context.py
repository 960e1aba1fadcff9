"""What a command is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from xlar.commands.live import LiveBook
from xlar.core.approvals import with_approvals
from xlar.core.errors import BadLedger, XlarError
from xlar.core.problems import Text
from xlar.tables.load import checked, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language, Problem
    from xlar.tables.load import Loaded


class Cancelled(XlarError):
    """The user stopped the command; the workbook is as it was."""

    def __init__(self) -> None:
        super().__init__(Text("已取消，工作簿未改动。", "Cancelled; the workbook is unchanged."))


class CannotRun(XlarError):
    """A command that cannot be carried out as the workbook, the selection or its arguments are."""


class UI(Protocol):
    """The person at the keyboard, as a command meets them."""

    def progress(self, done: int, total: int, text: str) -> None:
        """Show how far the command is; a total of 0 means unknown."""

    def cancelled(self) -> bool:
        """Whether the person wants the command to stop."""

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """A file the person picks, or None."""

    def ask(self, question: str) -> bool:
        """Whether the person agrees."""

    def tell(self, message: str) -> None:
        """Show a message."""


class Silent:
    """Nobody at the keyboard: no progress, no answers but yes.

    >>> Silent().ask("Go on?"), Silent().cancelled(), Silent().choose_file("Export", (".csv",))
    (True, False, None)
    """

    def progress(self, done: int, total: int, text: str) -> None:
        """Nobody is looking."""

    def cancelled(self) -> bool:
        """Nobody stops it."""
        return False

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:  # noqa: ARG002
        """Nobody picks a file."""
        return None

    def ask(self, question: str) -> bool:  # noqa: ARG002
        """What was started on purpose goes on."""
        return True

    def tell(self, message: str) -> None:
        """Nobody reads it."""


@dataclass(frozen=True)
class Books:
    """The ledger of an open workbook, ready for reports.

    Attributes:
        ledger: the checked ledger, with the extensions and pauses approved by the day.
        policy: the settings in force.
        as_of: the day looked from.
        loaded: everything read, with places and warnings.
    """

    ledger: Ledger
    policy: Policy
    as_of: date
    loaded: Loaded


@dataclass(frozen=True)
class Context:
    """What a command is given.

    Attributes:
        book: the open workbook, an `xlwings.Book`.
        today: the user's own day, where the workbook states none.
        lang: language of titles and messages.
        ui: the person at the keyboard.
        arguments: values of the command's parameters by name, converted by `xlar.commands.run`.
    """

    book: Any
    today: date
    lang: Language = "zh"
    ui: UI = field(default_factory=Silent)
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        """A text in the user's language."""
        return text[self.lang]

    def step(self, done: int, total: int, text: Text) -> None:
        """Show how far the command is.

        Raises:
            Cancelled: the person wants to stop.
        """
        self.ui.progress(done, total, text[self.lang])
        if self.ui.cancelled():
            raise Cancelled

    def load(self) -> Loaded:
        """What stands in the workbook, read and checked now."""
        self.step(0, 0, Text("读取工作簿 …", "reading the workbook …"))
        return checked(source_of(LiveBook(self.book)))

    def books(self) -> Books:
        """The ledger of the workbook.

        Raises:
            BadLedger: the data has errors.
        """
        loaded = self.load()
        if loaded.ledger is None:
            raise BadLedger(loaded.problems)
        day = self.day(loaded)
        ledger = with_approvals(loaded.ledger, day, loaded.policy)
        return Books(ledger, loaded.policy, day, loaded)

    def day(self, loaded: Loaded) -> date:
        """The day to look from: as asked for, else the workbook's, else today."""
        asked: date | None = self.arguments.get("as_of")
        return asked or loaded.as_of or self.today


@dataclass(frozen=True)
class Outcome:
    """What a command did.

    Attributes:
        message: one or two sentences for the user.
        problems: what was found in the data.
        files: files written.
        sheets: sheets written, the most important first.
        done: whether the command did what it is for.
    """

    message: Text
    problems: Sequence[Problem] = ()
    files: Sequence[Path] = ()
    sheets: Sequence[str] = ()
    done: bool = True
