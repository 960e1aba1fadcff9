"""Benchmarks run as a user would run them, on little data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def benchmarked(script: str, *options: str, keeps_limit: bool = True) -> dict:
    """What a benchmark prints in its last line.

    Args:
        script: its file in ``benchmarks``.
        options: what it is given.
        keeps_limit: whether it must end with success; on so little data some limits mean nothing.
    """
    finished = subprocess.run(
        [sys.executable, f"benchmarks/{script}", *options],
        check=keeps_limit,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    return json.loads(finished.stdout.splitlines()[-1])
