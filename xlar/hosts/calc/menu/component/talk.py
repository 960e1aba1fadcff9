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
import subprocess
import tempfile
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OWN_WINDOW = 0x08000000  # CREATE_NO_WINDOW of Windows
_NOT_FOR_IT = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "URE_BOOTSTRAP")
_MOST = 400  # characters of its last words


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
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended
        self._process: Any = subprocess.Popen(  # noqa: S603 - xlar's own program
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # What LibreOffice sets is for its own Python.
            env={name: value for name, value in os.environ.items() if name not in _NOT_FOR_IT},
            creationflags=_OWN_WINDOW if os.name == "nt" else 0,
        )
        self.say(task)
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, message: dict[str, Any]) -> None:
        """Send a message; one that has ended need not hear it."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """Say no more; it ends when it hears that."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _listen(self) -> None:
        outcome = False
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):  # half a line of one that was killed
                message = json.loads(line)
                outcome = outcome or "outcome" in message
                self._hears(message)
        code = self._process.wait()
        if not outcome:
            self._hears({"crash": f"{self._last_words() or '-'} ({code})"})

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:_MOST] if lines else ""
