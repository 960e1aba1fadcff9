"""What the user sees of a command: the progress, boxes, and the choice of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .unoparts import service, uno

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = "xlar"
_OK, _YES_NO = 1, 3
_YES = 2


def box(ctx: Any, window: Any, text: str, kind: str) -> bool:
    """Show a text until it is answered; whether the answer is yes.

    Args:
        ctx: the component context.
        window: what it stands before.
        text: what it says.
        kind: ``INFOBOX``, ``WARNINGBOX`` or, with yes and no, ``QUERYBOX``.
    """
    toolkit = service(ctx, "com.sun.star.awt.Toolkit")
    shape = uno().Enum("com.sun.star.awt.MessageBoxType", kind)
    buttons = _YES_NO if kind == "QUERYBOX" else _OK
    shown = toolkit.createMessageBox(window, shape, buttons, _TITLE, text)
    try:
        return bool(shown.execute() == _YES)
    finally:
        shown.dispose()


def choose_file(ctx: Any, title: str, suffixes: Sequence[str]) -> str:
    """The path of a file the user picks; empty where none is picked.

    Args:
        ctx: the component context.
        title: of the window.
        suffixes: such as ``.csv``; of the files to be shown.
    """
    picker = service(ctx, "com.sun.star.ui.dialogs.FilePicker")
    picker.setTitle(title)
    patterns = ";".join("*" + suffix for suffix in suffixes)
    if patterns:
        picker.appendFilter(patterns, patterns)
    if not picker.execute():
        return ""
    return str(uno().fileUrlToSystemPath(picker.getSelectedFiles()[0]))


def open_folder(ctx: Any, path: str) -> None:
    """Show a folder in the program that the system has for it."""
    shell = service(ctx, "com.sun.star.system.SystemShellExecute")
    shell.execute(uno().systemPathToFileUrl(path), "", 0)


class Progress:
    """The progress bar of a window.

    Args:
        frame: of the window.
    """

    def __init__(self, frame: Any) -> None:
        self._bar = frame.createStatusIndicator()
        self._total = -1

    def show(self, done: int, total: int, text: str) -> None:
        """Show how far it is; a total of 0 means unknown."""
        if total != self._total:
            self._total = total
            self._bar.start(text, total)
        self._bar.setText(text)
        self._bar.setValue(done)

    def end(self) -> None:
        """Give the status bar back."""
        self._bar.end()
