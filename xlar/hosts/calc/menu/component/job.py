"""One command at work on a document: one step to undo, and nothing stays locked."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any

from .door import Door
from .talk import Runner
from .unoparts import Escape, Later, service
from .windows import Progress, box, choose_file, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOG = logging.getLogger("xlar.menu")  # into the file of the add-in
_CRASHED = (
    "命令意外中断，已恢复原状，可以继续使用。\n"
    "The command ended unexpectedly; the workbook is as it was and can be used.\n\n%s"
)


class Job:
    """A command at work.

    Args:
        ctx: the component context.
        frame: the window it was called from.
        title: of the step to undo.
        ends: called at the end with the message and whether the command did what it is for.
    """

    def __init__(self, ctx: Any, frame: Any, title: str, ends: Callable[[str, bool], None]) -> None:
        self._ctx, self._frame, self._title, self._ends = ctx, frame, title, ends
        self._doc = frame.Controller.Model
        self._rest = contextlib.ExitStack()
        self._callback = service(ctx, "com.sun.star.awt.AsyncCallback")
        self._progress = Progress(frame)
        self._runner: Any = None
        self._verbs: dict[str, Callable[[Any], None]] = {
            "progress": lambda given: self._progress.show(*given),
            "ask": lambda text: self._answer(box(ctx, frame, text, "QUERYBOX")),
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
        self._hold()
        try:
            door = Door(self._ctx)
            self._rest.callback(door.close)
            task = dict(task, spec=door.spec, document=str(self._doc.RuntimeUID))
            self._runner = Runner(command, task, self._hear)
            self._rest.callback(self._runner.end)
        except OSError as error:
            self._crashed(f"{command[0]}: {error}")
        except Exception:
            self._release()
            raise

    def cancel(self) -> None:
        """Ask it to stop; it says so itself when it has."""
        if self._runner is not None:
            self._runner.say({"cancel": True})

    def _hold(self) -> None:
        """Note how everything was, and begin the step."""
        doc, rest = self._doc, self._rest
        locked, automatic = doc.hasControllersLocked(), doc.isAutomaticCalculationEnabled()
        rest.callback(doc.enableAutomaticCalculation, automatic)
        rest.callback(_unlock, doc, locked)
        rest.callback(self._progress.end)
        escape, controller = Escape(self.cancel), self._frame.Controller
        controller.addKeyHandler(escape)
        rest.callback(controller.removeKeyHandler, escape)
        doc.UndoManager.enterUndoContext(self._title)
        rest.callback(doc.UndoManager.leaveUndoContext)

    def _release(self) -> None:
        """Everything as it was; what fails is logged and keeps nothing else from its place."""
        try:
            self._rest.close()
        except Exception:
            LOG.exception("after %s not everything could be released", self._title)

    def _hear(self, message: dict[str, Any]) -> None:
        """Do what the runner asks for, on the main thread."""
        ((verb, given),) = message.items()
        does = self._verbs[verb]
        self._callback.addCallback(Later(lambda: self._do(does, given)), None)

    def _do(self, does: Callable[[Any], None], given: Any) -> None:
        try:
            does(given)
        except Exception:
            LOG.exception("%s: a window could not be shown", self._title)
            self._answer(None)

    def _answer(self, value: Any) -> None:
        self._runner.say({"answer": value})

    def _tell(self, text: str, kind: str) -> None:
        box(self._ctx, self._frame, text, kind)

    def _crashed(self, reason: str) -> None:
        """Take back what it had written, and say what happened."""
        self._release()
        manager = self._doc.UndoManager
        if manager.isUndoPossible() and manager.getCurrentUndoActionTitle() == self._title:
            manager.undo()
        self._finish(_CRASHED % reason, False)

    def _finish(self, message: str, done: bool) -> None:
        self._release()
        try:
            self._tell(message, "INFOBOX" if done else "WARNINGBOX")
        finally:
            self._ends(message, done)


def _unlock(doc: Any, was_locked: bool) -> None:
    while doc.hasControllersLocked() and not was_locked:
        doc.unlockControllers()
