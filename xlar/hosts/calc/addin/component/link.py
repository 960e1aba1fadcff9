"""The worker as LibreOffice sees it: started when first asked, started again after a crash."""

from __future__ import annotations

import _thread
import contextlib
import os
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import wire

if TYPE_CHECKING:
    from collections.abc import Sequence

_START_SECONDS = 60.0
_ANSWER_SECONDS = 120.0
_END_SECONDS = 5.0
_REST_SECONDS = 20.0  # after a failed start; a thousand cells must not wait for it one by one
_OWN_WINDOW = 0x08000000  # CREATE_NO_WINDOW of Windows


class WorkerLost(Exception):
    """The worker ended, or did not answer in time."""


class WorkerFailed(Exception):
    """There is no worker to be had; the text says why."""


class Worker:
    """A running worker.

    Args:
        command: its program and arguments.
        log: file that takes what it prints.
    """

    def __init__(self, command: Sequence[str], log: str) -> None:
        with Path(log).open("ab") as printed:
            process = subprocess.Popen(  # noqa: S603 - the Python that built the extension
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed,
                env=_environment(),
                creationflags=_OWN_WINDOW if os.name == "nt" else 0,
            )
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._questions, self._said = process, process.stdin, process.stdout
        self._answers: queue.Queue[Any] = queue.Queue()
        self._has_heard_all = threading.Event()
        # Without waiting for it to begin, as `threading` does: it may have to wait itself, for the
        # lock that LibreOffice's main thread holds.
        _thread.start_new_thread(self._listen, ())

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def ask(self, message: Any, seconds: float) -> Any:
        """The answer to a message.

        Args:
            message: as `wire` lists them.
            seconds: how long to wait for it.

        Raises:
            WorkerLost: there is none.
        """
        try:
            wire.send(self._questions, message)
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise WorkerLost(f"no answer within {seconds:.0f} seconds") from None
        except (OSError, ValueError) as error:
            raise WorkerLost(str(error)) from error
        if isinstance(answer, EOFError):
            raise WorkerLost(f"it ended with code {self._process.wait()}")
        return answer

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._questions.close()
        if self._has_heard_all.wait(_END_SECONDS):
            self._said.close()

    def _listen(self) -> None:
        """Hand on answers as they come: a pipe itself cannot be waited on for a time."""
        try:
            while True:
                self._answers.put(wire.receive(self._said))
        except (EOFError, OSError, ValueError) as error:
            self._answers.put(EOFError(str(error)))
        finally:
            self._has_heard_all.set()


class Link:
    """The way to a worker.

    Args:
        command: its program and arguments.
        log: file that takes what it prints.
    """

    def __init__(self, command: Sequence[str], log: str) -> None:
        self._command = command
        self._log = log
        self._worker: Worker | None = None
        self._failure = ""
        self._rest_until = 0.0

    def ask(self, *message: Any) -> Any:
        """The answer to a message; after a crash it is put once more, to a new worker.

        Raises:
            WorkerFailed: there is none.
        """
        try:
            return self._put(message)
        except WorkerLost:
            self.end()
        try:
            return self._put(message)
        except WorkerLost as lost:
            raise self._given_up(str(lost)) from lost

    def forget(self, book: str) -> None:
        """Let the worker forget the tables of a document, if there is a worker.

        Raises:
            WorkerFailed: it was there and no new one is to be had.
        """
        if self._worker is not None:
            self.ask("forget", book)

    def end(self) -> None:
        """End the worker; the next question starts another."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _put(self, message: Any) -> Any:
        if self._worker is None:
            self._worker = self._started()
        return self._worker.ask(message, _ANSWER_SECONDS)

    def _started(self) -> Worker:
        if time.monotonic() < self._rest_until:
            raise WorkerFailed(self._failure)
        worker = None
        try:
            worker = Worker(self._command, self._log)
            version = worker.ask(("hello",), _START_SECONDS)
        except (OSError, WorkerLost) as error:
            if worker is not None:
                worker.end()
            raise self._given_up(f"{self._command[0]}: {error}") from error
        if version != wire.VERSION:
            worker.end()
            raise self._given_up("the extension and xlar differ: xlar calc install")
        return worker

    def _given_up(self, reason: str) -> WorkerFailed:
        self.end()
        self._failure = f"{reason}（{self._log}）"
        self._rest_until = time.monotonic() + _REST_SECONDS
        return WorkerFailed(self._failure)


def _environment() -> dict[str, str]:
    """The environment without what LibreOffice sets for its own Python and its own libraries."""
    own = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "URE_BOOTSTRAP")
    return {name: value for name, value in os.environ.items() if name not in own}
