"""The handler of ``vnd.org.xlar:`` commands: what a click on the menu calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .blanks import BLANKS, BlankCells
from .job import Job
from .unoparts import Implements, Later, service, uno
from .windows import box

IMPLEMENTATION = "org.xlar.calc.Menu"
HANDLER = "com.sun.star.frame.ProtocolHandler"
PROTOCOL = "vnd.org.xlar:"
CANCEL = "cancel"
CONFIGURATION = "menu.json"
_BUSY = "另一个命令正在运行。\nAnother command is running."
_HOW_TO_STOP = (
    "\n\n按 Esc 取消它；没有回应时再按一次。\nEsc stops it; once more where it does not answer."
)
_JOBS: dict[str, Job] = {}  # by document


class Menu(Implements):
    """Runs the commands of a window.

    Args:
        ctx: the component context.
        given: the window's frame, as LibreOffice may give it on making the handler.
    """

    interfaces = (
        "com.sun.star.frame.XDispatchProvider",
        "com.sun.star.frame.XNotifyingDispatch",
        "com.sun.star.lang.XInitialization",
        "com.sun.star.lang.XServiceInfo",
    )

    def __init__(self, ctx: Any, *given: Any) -> None:
        self._ctx = ctx
        self._frame: Any = given[0] if given else None

    def initialize(self, given: Any) -> None:
        """Take the frame of the window."""
        self._frame = given[0] if given else self._frame

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:  # noqa: N802 - UNO's name
        """This handler, for its own commands."""
        del target, flags
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Any) -> Any:  # noqa: N802 - UNO's name
        """The handlers of several commands."""
        return tuple(self.queryDispatch(one.FeatureURL, "", 0) for one in requests)

    def dispatch(self, url: Any, arguments: Any) -> None:
        """Run a command; its end is not waited for."""
        self.dispatchWithNotification(url, arguments, None)

    def dispatchWithNotification(  # noqa: N802 - UNO's name
        self, url: Any, arguments: Any, listener: Any
    ) -> None:
        """Run a command, and tell a listener its message when it has ended."""
        name = url.Complete[len(PROTOCOL) :]
        uid = str(self._frame.Controller.Model.RuntimeUID)
        job = _JOBS.get(uid)
        if name == CANCEL:
            if job is not None:
                job.cancel()
            self._tell(listener, "", True)
        elif job is not None:
            self._refuse(listener)
        else:
            self._start(uid, name, arguments, listener)

    def _refuse(self, listener: Any) -> None:
        """Say that another command runs; on the main thread, where boxes belong."""

        def says() -> None:
            try:
                box(self._ctx, self._frame.ContainerWindow, _BUSY + _HOW_TO_STOP, "WARNINGBOX")
            finally:
                self._tell(listener, _BUSY, False)

        callback = service(self._ctx, "com.sun.star.awt.AsyncCallback")
        callback.addCallback(Later(says), None)

    def _start(self, uid: str, name: str, arguments: Any, listener: Any) -> None:
        def ends(message: str, done: bool) -> None:
            _JOBS.pop(uid, None)
            self._tell(listener, message, done)

        settings = _settings()
        ours = settings["parameters"]  # LibreOffice adds its own, a toolbar the KeyModifier
        named = {one.Name: one.Value for one in arguments if one.Name in ours}
        task = {"command": name, "arguments": named}
        title = settings["titles"].get(name, name)
        _JOBS[uid] = job = Job(self._ctx, self._frame, title, ends)
        try:
            job.start(settings["runner"], task)
        except Exception:
            _JOBS.pop(uid, None)
            raise

    def _tell(self, listener: Any, message: str, done: bool) -> None:
        if listener is not None:
            event = uno().createUnoStruct("com.sun.star.frame.DispatchResultEvent")
            event.Source, event.State, event.Result = self, int(done), message
            listener.dispatchFinished(event)

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802 - UNO's name
        """Say that a command can be run; it always can be."""
        event = uno().createUnoStruct("com.sun.star.frame.FeatureStateEvent")
        event.Source, event.FeatureURL, event.IsEnabled = self, url, True
        listener.statusChanged(event)

    def removeStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802 - UNO's name
        """Nobody is kept."""

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The name of the implementation."""
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is a service."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """The services it is."""
        return (IMPLEMENTATION, HANDLER)


def _settings() -> Any:
    file = Path(__file__).resolve().parents[2] / CONFIGURATION
    return json.loads(file.read_text(encoding="utf-8"))


def implementations() -> Any:
    """What LibreOffice asks a component for: how to make each of its services."""
    import unohelper  # type: ignore[import-not-found]

    helper = unohelper.ImplementationHelper()
    helper.addImplementation(Menu, IMPLEMENTATION, (IMPLEMENTATION, HANDLER))
    helper.addImplementation(BlankCells, BLANKS, (BLANKS,))
    return helper
