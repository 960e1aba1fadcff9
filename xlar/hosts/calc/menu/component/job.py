"""One command at work on a document: one step to undo, and nothing stays locked."""

from __future__ import annotations

import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any

from .door import Door
from .talk import Runner
from .unoparts import Closing, Escape, Later, service
from .windows import Progress, box, choose_file, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOG = logging.getLogger("xlar.menu")  # into the file of the add-in
_PATIENCE = 3.0  # seconds from asking a command to stop to ending it; a key held down repeats
_STOPPING = "正在取消；没有回应时请再取消一次 Cancelling; cancel again where nothing happens"
_CRASHED = (
    "命令意外中断，已恢复原状，可以继续使用。\n"
    "The command ended unexpectedly; the workbook is as it was and can be used.\n\n%s"
)
_FORCED = (
    "命令没有回应，已强行结束并恢复原状，可以继续使用。\n"
    "The command did not answer and was ended; the workbook is as it was and can be used."
)
_CLOSED = "文档已关闭，命令已停止。\nThe document was closed, and its command ended."


class Job:
    """A command at work.

    Args:
        ctx: the component context.
        frame: the window it was called from.
        title: of the step to undo.
        ends: called once, at the end, with the message and whether the command did what it is for.
    """

    def __init__(self, ctx: Any, frame: Any, title: str, ends: Callable[[str, bool], None]) -> None:
        self._ctx, self._frame, self._title, self._ends = ctx, frame, title, ends
        self._doc = frame.Controller.Model
        self._rest = contextlib.ExitStack()
        self._callback = service(ctx, "com.sun.star.awt.AsyncCallback")
        self._progress: Any = Progress(frame)
        self._runner: Any = None
        self._door: Any = None
        self._asked = 0.0  # when it was asked to stop
        self._is_forced = self._is_closed = self._is_over = False
        self._verbs: dict[str, Callable[[Any], None]] = {
            "progress": lambda given: self._progress.show(*given),
            "ask": lambda text: self._answer(box(ctx, self._window(), text, "QUERYBOX")),
            "choose": lambda given: self._answer(choose_file(ctx, *given)),
            "tell": lambda text: self._tell(text, "INFOBOX"),
            "open": lambda path: open_folder(ctx, path),
            "outcome": lambda given: self._finish(given["message"], given["done"]),
            "crash": self._crashed,
        }

    def start(self, command: Sequence[str], task: dict[str, Any]) -> None:
        """Set it going.

        Args:
            command: program and arguments of the runner.
            task: name of the command, and its arguments.
        """
        try:
            self._hold()
            self._door = Door(self._ctx)
            self._rest.callback(self._door.close_soon)
            task = dict(task, spec=self._door.spec, document=str(self._doc.RuntimeUID))
            self._runner = Runner(command, task, self._hear)
            self._rest.callback(self._runner.end)
        except OSError as error:
            self._crashed(f"{command[0]}: {error}")
        except Exception:
            self._release()
            raise

    def cancel(self) -> None:
        """Ask it to stop; it says so itself when it has. Asked again later, it is ended."""
        if self._runner is None:
            return
        now = time.monotonic()
        if not self._asked:
            self._asked = now
            self._runner.say({"cancel": True})
            self._hear({"progress": [0, 0, _STOPPING]})
        elif now - self._asked >= _PATIENCE:
            self._is_forced = True
            self._runner.kill()

    def _hold(self) -> None:
        """Note how everything was, and begin the step."""
        doc, rest = self._doc, self._rest
        locked, automatic = doc.hasControllersLocked(), doc.isAutomaticCalculationEnabled()
        rest.callback(doc.enableAutomaticCalculation, automatic)
        rest.callback(_unlock, doc, locked)
        rest.callback(self._progress.end)
        self._hear({"progress": [0, 0, self._title]})
        escape, controller = Escape(self.cancel), self._frame.Controller
        controller.addKeyHandler(escape)
        rest.callback(controller.removeKeyHandler, escape)
        closing = Closing(self._close)
        doc.addCloseListener(closing)
        rest.callback(doc.removeCloseListener, closing)
        doc.UndoManager.enterUndoContext(self._title)
        rest.callback(doc.UndoManager.leaveUndoContext)

    def _release(self) -> None:
        """Everything as it was; what fails is logged and keeps nothing else from its place."""
        try:
            self._rest.close()
        except Exception:
            if not self._is_closed:
                LOG.exception("after %s not everything could be released", self._title)

    def _close(self) -> None:
        """The document goes, and the command with it; its crash is heard."""
        self._is_closed = True
        if self._runner is not None:
            self._runner.kill()

    def _hear(self, message: dict[str, Any]) -> None:
        """Do what the runner asks for, on the main thread."""
        ((verb, given),) = message.items()
        callback, does = self._callback, self._verbs.get(verb)
        if self._is_over or callback is None:
            return
        if does is None:
            LOG.error("%s: no such message: %s", self._title, verb)
            return
        if verb == "crash" and self._door is not None:
            self._door.close()  # what it wrote last is there before it is taken back
        callback.addCallback(Later(lambda: self._do(does, given)), None)

    def _do(self, does: Callable[[Any], None], given: Any) -> None:
        if self._is_over:
            return
        try:
            does(given)
        except Exception:
            LOG.exception("%s: a window could not be shown", self._title)
            self._answer(None)

    def _answer(self, value: Any) -> None:
        if self._runner is not None:
            self._runner.say({"answer": value})

    def _tell(self, text: str, kind: str) -> None:
        if not self._is_closed:
            box(self._ctx, self._window(), text, kind)

    def _window(self) -> Any:
        """The window of the document to stand before: the one it was called from may be closed."""
        controller = self._doc.CurrentController
        return (controller.Frame if controller else self._frame).ContainerWindow

    def _crashed(self, reason: str) -> None:
        """Take back what it had written, and say what happened."""
        self._release()
        if self._is_closed:
            self._finish(_CLOSED, False)
            return
        manager = self._doc.UndoManager
        try:
            if manager.isUndoPossible() and manager.getCurrentUndoActionTitle() == self._title:
                manager.undo()
        finally:
            self._finish(_FORCED if self._is_forced else _CRASHED % reason, False)

    def _finish(self, message: str, done: bool) -> None:
        self._is_over = True
        self._release()
        try:
            self._tell(message, "INFOBOX" if done else "WARNINGBOX")
        finally:
            self._ends(message, done)
            self._forget()

    def _forget(self) -> None:
        """Let go of LibreOffice's objects here on the main thread.

        Python's search for circles of garbage may run on any thread, and the end of such an object
        waits for the lock that the main thread holds: both would stand still for ever.
        """
        self._verbs.clear()
        self._ctx = self._frame = self._doc = self._callback = self._progress = None
        self._runner = self._door = None
        self._ends = _nothing


def _nothing(message: str, done: bool) -> None:
    """What is done when all is done."""


def _unlock(doc: Any, was_locked: bool) -> None:
    while doc.hasControllersLocked() and not was_locked:
        doc.unlockControllers()
