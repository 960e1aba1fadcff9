"""The progress of a batch on a terminal, and Ctrl-C between two customers."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from xlar.core.problems import Language, Text

    Tell: TypeAlias = Callable[[int, int, str], None]


@contextmanager
def progress_bar(
    title: Text, lang: Language, target: Console | None = None
) -> Iterator[Tell | None]:
    """A bar on stderr with what is done, the remaining time and the customer.

    Args:
        title: what is being made.
        lang: language.
        target: console to draw on, stderr unless given.

    Yields:
        What to call with documents done, documents in all and the customer just done; None where
        nobody is looking.
    """
    if target is None and not sys.stderr.isatty():
        yield None
        return
    from rich import progress  # only where somebody is looking
    from rich.console import Console

    left = {"zh": "剩余", "en": "left"}[lang]
    with progress.Progress(
        progress.TextColumn(title[lang], markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn(left, markup=False),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.fields[customer]}", markup=False),
        console=target or Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None, customer="")
        yield lambda done, total, customer: bar.update(
            task, completed=done, total=total, customer=customer
        )


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, instead of an interruption in the middle of something.

    A second Ctrl-C interrupts at once.
    """
    pressed: list[int] = []

    def note(number: int, _: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False  # only the main thread may listen to signals
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
