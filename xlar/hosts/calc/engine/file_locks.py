"""Locks that an office of ours left on a file when it was killed.

LibreOffice puts ``.~lock.name#`` beside an open file, with the folder of its profile at the end. A
lock of one of our own profiles whose office does not answer any more is of no use to anybody.
"""

from __future__ import annotations

from pathlib import Path

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.process import answers


def lock_of(path: Path) -> Path:
    """Where LibreOffice keeps the lock of a file.

    >>> lock_of(Path("ledger.ods")).name
    '.~lock.ledger.ods#'
    """
    return path.with_name(f".~lock.{path.name}#")


def drop_stale_lock(path: Path) -> None:
    """Remove the lock of a file where the office that set it was ours and is gone."""
    lock = lock_of(path)
    if not lock.is_file():
        return
    holder = lock.read_text("utf-8", errors="replace").strip().rstrip(";").rpartition(",")[2]
    profile = Path(bridge.path_of(holder))
    if answers(profile) is False:
        lock.unlink(missing_ok=True)
