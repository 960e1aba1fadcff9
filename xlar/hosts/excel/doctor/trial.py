"""Starts the server of the worksheet functions for a trial, as Excel would start it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Final

from xlar.hosts.excel.doctor.machine import Server

_PATIENCE: Final = 60  # seconds


def tried(*, module: str = "xlar.hosts.excel.server") -> Server:
    """What came of starting the server and calling one function a hundred times.

    The program, its isolation and its modules are those of the real server; only Excel is missing.

    Args:
        module: the server's module.
    """
    command = [sys.executable, "-I", "-B", "-m", module, "--trial"]
    begin = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - this Python and a module of our own
            command, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Server(started=False, words=f"> {_PATIENCE} s")
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        return Server(started=False, seconds=seconds, words=last)
    try:
        return Server(started=True, seconds=seconds, pings=float(done.stdout))
    except ValueError:
        return Server(started=False, seconds=seconds, words=done.stdout.strip()[:200])
