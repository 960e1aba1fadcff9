"""A way into the running LibreOffice for one process, closed behind it."""

from __future__ import annotations

import contextlib
import threading
import uuid
from typing import Any

from .unoparts import Implements, service, uno


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
        self._is_closed = False
        self._bridge: Any = None
        threading.Thread(target=self._wait, daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more, and end the way of the one who came."""
        self._is_closed = True
        with contextlib.suppress(uno().getClass("com.sun.star.uno.Exception")):
            if self._bridge is None:  # the one who waits is called away: somebody knocks
                service(self._ctx, "com.sun.star.connection.Connector").connect(self.spec).close()
            else:
                self._bridge.dispose()

    def _wait(self) -> None:
        """Let one in; with the acceptor, which lives no longer than this, the pipe goes."""
        with contextlib.suppress(uno().getClass("com.sun.star.uno.Exception")):
            acceptor = service(self._ctx, "com.sun.star.connection.Acceptor")
            visitor = acceptor.accept(self.spec)
            if visitor is None or self._is_closed:
                return
            factory = service(self._ctx, "com.sun.star.bridge.BridgeFactory")
            self._bridge = factory.createBridge("", "urp", visitor, Entrance(self._ctx))
