"""The process that Excel would start, asked over pipes instead of COM.

Run with ``--serve``, it reads pickled requests ``(what, arguments)`` and answers each with
``(whether it succeeded, value or text of the error)``: a result, or what VBA finds in
``Err.Description``.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MISSING = -2147352572


@dataclass(frozen=True)
class RangeOf:
    """Stands for a Range with these values in a request."""

    values: tuple[tuple[Any, ...], ...]


class RaisedInVba(Exception):
    """The call ended in VBA's error handler; a cell would show its text."""


class Excel:
    """A running server, asked as VBA asks it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-B", __file__, "--serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, HERE)))},
        )

    def ask(self, what: str, *arguments: Any) -> Any:
        """The answer to a request; `RaisedInVba` where Python raised."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        pickle.dump((what, arguments), requests)
        requests.flush()
        succeeded, value = pickle.load(answers)
        if not succeeded:
            raise RaisedInVba(value)
        return value

    def call_udf(self, function: str, *arguments: Any) -> Any:
        """``XLPy.CallUDF("xlar.hosts.excel.udfs", function, Array(arguments...))``."""
        return self.ask("call_udf", function, arguments)

    def call(
        self, name: str, *values: Any, context: tuple[Any, ...] = ("zh", False, "", "")
    ) -> Any:
        """A worksheet function as our own VBA wrappers call it."""
        return self.call_udf("dispatch", name, values, context)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=20)


def _answer(what: str, arguments: tuple[Any, ...]) -> Any:
    import server_side

    return getattr(server_side, what)(*arguments)


def _serve() -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            what, arguments = pickle.load(requests)
        except EOFError:
            return
        try:
            answer = (True, _answer(what, arguments))
        except Exception as mistake:  # noqa: BLE001 - COM hands any of them on as a text
            answer = (False, f"{type(mistake).__name__}: {mistake}")
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    _serve()
