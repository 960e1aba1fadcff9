"""The person before Excel: the status bar, the Esc key, boxes and the choice of a file."""

from __future__ import annotations

import logging
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TITLE: Final = "xlar"
LOG: Final = logging.getLogger(__name__)
_BETWEEN: Final = 0.2  # seconds; a status bar set more often slows the command down
_ESCAPE: Final = 0x1B
_PRESSED: Final = 0x8001  # down now, or pressed since it was last asked for
_OK, _YES_NO, _QUESTION, _WARNING, _INFORMATION = 0x0, 0x4, 0x20, 0x30, 0x40
_TO_FRONT: Final = 0x10000
_YES: Final = 6


class Box(Protocol):
    """A message box."""

    def __call__(self, text: str, *, asks: bool = False, warns: bool = False) -> bool:
        """Show a text until it is answered: whether the answer is yes, where it asks."""


class Person:
    """The person before Excel, an `xlar.commands.context.UI`.

    Args:
        app: an `xlwings.App`.
        box: shows messages; default: a box of the system.
        stops: whether Esc was pressed; default: asks the keyboard, on Windows.
        clock: seconds from any time on.
    """

    def __init__(
        self,
        app: Any,
        box: Box | None = None,
        stops: Callable[[], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._box = box or box_of(app)
        self._stops = stops or escape_of(app)
        self._clock = clock
        self._shown = float("-inf")

    def progress(self, done: int, total: int, text: str) -> None:
        """Show it on the status bar, but for what follows at once."""
        now = self._clock()
        if now - self._shown >= _BETWEEN:
            self._shown = now
            with suppress(Exception):  # a busy Excel shows it later, and the command goes on
                self._app.status_bar = f"{text} {done:,}/{total:,}" if total else text

    def cancelled(self) -> bool:
        """Whether Esc was pressed."""
        return self._stops()

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """A file picked in Excel's own window, or None; none where nobody is there."""
        if not self._app.display_alerts:
            return None
        patterns = ";".join(f"*{suffix}" for suffix in suffixes)
        chosen = self._app.api.GetOpenFilename(f"{title} ({patterns}),{patterns}", 1, title)
        return Path(chosen) if isinstance(chosen, str) else None

    def ask(self, question: str) -> bool:
        """Whether the answer is yes."""
        return self._box(question, asks=True)

    def tell(self, message: str, *, warns: bool = False) -> None:
        """Show a message.

        Args:
            message: what to show.
            warns: whether something was not done.
        """
        self._box(message, warns=warns)


def box_of(app: Any) -> Box:
    """The message box of the system: on Windows in Unicode, else Excel's.

    Where Excel was told to show no alerts nobody is there to answer: none is shown.

    Args:
        app: an `xlwings.App`, or None where there is no Excel to ask.
    """
    if app is not None and not app.display_alerts:
        return _silent_box
    return _windows_box(app) if sys.platform == "win32" else _excel_box(app)


def _silent_box(text: str, *, asks: bool = False, warns: bool = False) -> bool:
    """Nobody reads it but in the log; what was started on purpose goes on."""
    LOG.log(logging.WARNING if warns else logging.INFO, "%s", text)
    return asks


def escape_of(app: Any) -> Callable[[], bool]:
    """Whether Esc was pressed since it was last asked for; only Windows can tell.

    Args:
        app: an `xlwings.App`.
    """
    return _windows_escape(app) if sys.platform == "win32" else lambda: False


def _excel_box(app: Any) -> Box:
    def show(text: str, *, asks: bool = False, warns: bool = False) -> bool:
        buttons, mode = "yes_no" if asks else "ok", "critical" if warns else "info"
        answer: bool = app.alert(text, TITLE, buttons, mode) == "yes"
        return answer

    return show


def _windows_box(app: Any) -> Box:
    def show(text: str, *, asks: bool = False, warns: bool = False) -> bool:
        looks = _YES_NO | _QUESTION if asks else _OK | (_WARNING if warns else _INFORMATION)
        owner = 0 if app is None else app.hwnd
        answer: int = _user32().MessageBoxW(owner, text, TITLE, looks | _TO_FRONT)
        return answer == _YES

    return show


def _windows_escape(app: Any) -> Callable[[], bool]:
    user32, window = _user32(), app.hwnd
    user32.GetAsyncKeyState(_ESCAPE)  # forgets what was pressed before the command began

    def pressed() -> bool:
        hit = bool(user32.GetAsyncKeyState(_ESCAPE) & _PRESSED)
        return hit and bool(user32.GetForegroundWindow() == window)

    return pressed


def _user32() -> Any:
    """The functions of Windows for windows and keys; window handles are pointers."""
    import ctypes

    user32: Any = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore] # Windows'
    user32.GetForegroundWindow.restype = ctypes.c_void_p
    user32.MessageBoxW.argtypes = (
        ctypes.c_void_p, ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint,
    )  # fmt: skip
    return user32
