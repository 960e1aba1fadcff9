"""What every part of the menu needs of UNO; nothing of UNO is imported before it is needed."""

from __future__ import annotations

import _thread
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def uno() -> Any:
    """The module ``uno``."""
    return importlib.import_module("uno")


def service(ctx: Any, name: str) -> Any:
    """One of LibreOffice's services."""
    return ctx.ServiceManager.createInstanceWithContext(name, ctx)


def aside(does: Callable[[], None]) -> None:
    """Do something on a thread of its own, and do not wait for it to begin.

    `threading` does wait; and the new thread, which may sweep up objects of LibreOffice's that
    Python needs no more, waits for the lock that the main thread holds: for ever.

    Args:
        does: what is done.
    """
    _thread.start_new_thread(does, ())


class Implements:
    """An object that LibreOffice may call.

    Attributes:
        interfaces: names of what it implements.
    """

    interfaces: tuple[str, ...] = ()

    def getTypes(self) -> Any:  # noqa: N802 - UNO's name
        """What it implements, as UNO asks for it."""
        names = ("com.sun.star.lang.XTypeProvider", *self.interfaces)
        return tuple(map(uno().getTypeByName, names))

    def getImplementationId(self) -> Any:  # noqa: N802 - UNO's name
        """Nothing; UNO asks for it together with the types."""
        return uno().ByteSequence(b"")

    def disposing(self, source: Any) -> None:
        """What is listened to is gone; nothing needs to be done."""


class Later(Implements):
    """Something to be done on LibreOffice's main thread, where alone windows may be touched.

    Args:
        does: what is done.
    """

    interfaces = ("com.sun.star.awt.XCallback",)

    def __init__(self, does: Callable[[], None]) -> None:
        self._does = does

    def notify(self, data: Any) -> None:
        """Do it now."""
        del data
        self._does()


class Closing(Implements):
    """Listens for the end of a document, which nothing here holds up.

    Args:
        does: what is done then.
    """

    interfaces = ("com.sun.star.util.XCloseListener",)

    def __init__(self, does: Callable[[], None]) -> None:
        self._does = does

    def queryClosing(self, source: Any, gives_up: bool) -> None:  # noqa: N802 - UNO's name
        """It may be closed."""

    def notifyClosing(self, source: Any) -> None:  # noqa: N802 - UNO's name
        """It is closed now."""
        del source
        self._does()


class Escape(Implements):
    """Listens for the Esc key in the window of a document.

    Args:
        does: what it does.
    """

    interfaces = ("com.sun.star.awt.XKeyHandler",)

    def __init__(self, does: Callable[[], None]) -> None:
        self._does = does

    def keyPressed(self, event: Any) -> bool:  # noqa: N802 - UNO's name
        """Whether the key is used up."""
        is_escape = event.KeyCode == uno().getConstantByName("com.sun.star.awt.Key.ESCAPE")
        if is_escape:
            self._does()
        return bool(is_escape)

    def keyReleased(self, event: Any) -> bool:  # noqa: N802 - UNO's name
        """Left to others."""
        del event
        return False
