"""What every part of the menu needs of UNO; nothing of UNO is imported before it is needed."""

from __future__ import annotations

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
