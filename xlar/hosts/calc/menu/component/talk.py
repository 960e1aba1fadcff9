"""The process that runs one command, and the conversation with it: a line of JSON each way.

From the runner: ``{"progress": [done, total, text]}``, ``{"ask": text}``, ``{"choose": [title,
suffixes]}``, ``{"tell": text}``, ``{"open": path}``, and at last ``{"outcome": {"message": text,
"done": bool}}``. To it: its task first, then ``{"answer": value}`` to each ask and choose, and
``{"cancel": true}`` at any time. A runner that ends without an outcome has crashed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import threading
from typing import TYPE_CHECKING, Any

from .unoparts import aside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OWN_WINDOW = 0x08000000  # CREATE_NO_WINDOW of Windows
_NOT_FOR_IT = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "URE_BOOTSTRAP")
_MOST = 400  # characters of its last words
_TO_GO = 10.0  # seconds for one that is done to end
_TO_READ = 2.0  # seconds for what one said before it ended


class Runner:
    """A running command.

    Args:
        command: program and arguments of the runner.
        task: what it is to do.
        hears: called with every message, on a thread of its own; with ``{"crash": text}`` last
            where it ended without an outcome.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(
        self, command: Sequence[str], task: dict[str, Any], hears: Callable[[dict[str, Any]], None]
    ) -> None:
        self._hears = hears
        self._has_outcome = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended
        self._process: Any = subprocess.Popen(  # noqa: S603 - xlar's own program
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # What LibreOffice sets is for its own Python.
            env={name: value for name, value in os.environ.items() if name not in _NOT_FOR_IT},
            creationflags=_OWN_WINDOW if os.name == "nt" else 0,
            start_new_session=True,  # a group of its own, which can be ended with all it started
        )
        self.say(task)
        self._is_read = threading.Event()
        aside(self._read)
        aside(self._watch)

    @property
    def pid(self) -> int:
        """Its process."""
        return int(self._process.pid)

    def say(self, message: dict[str, Any]) -> None:
        """Send a message; one that has ended need not hear it."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """Say no more; it ends when it hears that, and is ended where it does not."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        aside(self._see_off)

    def kill(self) -> None:
        """End it, and what it started, whatever they do."""
        if os.name == "nt":
            self._process.kill()
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _see_off(self) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_TO_GO)
        self.kill()

    def _read(self) -> None:
        """Hand on what it says; what is no message comes from elsewhere, or from one cut off."""
        try:
            with self._process.stdout as line:
                for one in line:
                    message = _message(one)
                    if message:
                        self._has_outcome = self._has_outcome or "outcome" in message
                        self._hears(message)
        finally:
            self._is_read.set()

    def _watch(self) -> None:
        """Tell its end, which its line does not tell where a process it started holds that too."""
        code = self._process.wait()
        self._is_read.wait(_TO_READ)
        with self._errors as errors:
            errors.seek(0)
            lines = errors.read().decode("utf-8", "replace").strip().splitlines()
        if not self._has_outcome:
            self._hears({"crash": f"{lines[-1][:_MOST] if lines else '-'} ({code})"})


def _message(line: bytes) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError):
        message = json.loads(line)
        if isinstance(message, dict) and len(message) == 1:
            return message
    return None
