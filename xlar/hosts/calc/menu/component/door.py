"""A way into the running LibreOffice for one process, closed behind it."""

from __future__ import annotations

import contextlib
import threading
import uuid
from typing import Any

from .unoparts import Implements, aside, service, uno


class Entrance(Implements):
    """Hands the component context to whoever comes in.

    Args:
        ctx: the component context.
    """

    interfaces = ("com.sun.star.bridge.XInstanceProvider",)

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx

    def getInstance(self, name: str) -> Any:  # noqa: N802 - UNO's name
        """The object of a name; there is one."""
        return self._ctx if name == "StarOffice.ComponentContext" else None


class Door:
    """Listens at a pipe with a random name until one process has come in.

    Args:
        ctx: the component context.

    Attributes:
        spec: where to knock, as UNO writes it.
    """

    def __init__(self, ctx: Any) -> None:
        self.spec = "pipe,name=xlar" + uuid.uuid4().hex
        self._ctx = ctx
        self._turn = threading.Lock()  # to let somebody in, or to close
        self._is_closed = False
        self._bridge: Any = None
        aside(self._wait)

    def close(self) -> None:
        """Let nobody in any more, and end the way of the one who came.

        Never on the main thread: the way ends when the last calls on it have, and those wait for
        the lock that the main thread holds. LibreOffice would stand still for ever.
        """
        with self._turn:
            self._is_closed = True
            bridge, self._bridge = self._bridge, None
        with contextlib.suppress(uno().getClass("com.sun.star.uno.Exception")):
            if bridge is None:  # the one who waits is called away: somebody knocks
                service(self._ctx, "com.sun.star.connection.Connector").connect(self.spec).close()
            else:
                bridge.dispose()

    def close_soon(self) -> None:
        """Close it from the main thread, which goes on at once."""
        aside(self.close)

    def _wait(self) -> None:
        """Let one in; with the acceptor, which lives no longer than this, the pipe goes."""
        with contextlib.suppress(uno().getClass("com.sun.star.uno.Exception")):
            acceptor = service(self._ctx, "com.sun.star.connection.Acceptor")
            visitor = acceptor.accept(self.spec)
            with self._turn:
                if visitor is not None and not self._is_closed:
                    factory = service(self._ctx, "com.sun.star.bridge.BridgeFactory")
                    self._bridge = factory.createBridge("", "urp", visitor, Entrance(self._ctx))
