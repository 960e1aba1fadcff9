r"""The server of the worksheet functions, which Excel or Windows starts.

``python -I -B -m xlar.hosts.excel.server CLSID`` serves until Excel lets go of it; COM appends
``-Embedding`` where it starts the server itself. With ``--trial`` instead it imports everything,
calls a function a hundred times, prints the median in milliseconds and ends.

Whatever happens stands in a log of its own: nobody sees the console of this process.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import statistics
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.failures import state_folder
from xlar.hosts.excel.install import CLASS_ID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KEPT: Final = 20
_PINGS: Final = 100
LOG: Final = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve, or try out what serving needs; the exit code of the process.

    Args:
        arguments: those of the command line, None for the real ones.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if "--trial" in given:
        sys.stdout.write(f"{_trial():.3f}\n")
        return 0
    open_log(logs_folder())
    _serve(next((word for word in given if word.startswith("{")), CLASS_ID))
    return 0


def logs_folder() -> Path:
    """The folder of the logs: one per process, the last twenty are kept.

    >>> logs_folder().name
    'logs'
    """
    return state_folder() / "logs"


def open_log(folder: Path) -> Path:
    """Open the log of this process, and send everything printed there.

    Where the folder cannot be written, there is no log and the server runs all the same.

    Args:
        folder: where the logs lie; made if missing.
    """
    path = folder / f"server-{os.getpid()}.log"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _drop_old(folder)
        stream = path.open("a", encoding="utf-8", buffering=1)
        sys.stdout = sys.stderr = stream
        faulthandler.enable(stream)
        logging.basicConfig(
            stream=stream, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
        )
    return path


def _drop_old(folder: Path) -> None:
    logs = sorted(folder.glob("server-*.log"), key=lambda log: log.stat().st_mtime)
    for log in logs[: 1 - _KEPT]:
        with suppress(OSError):  # of a server that still runs
            log.unlink()


def _serve(clsid: str) -> None:
    """Serve a COM class; everything is imported first, so that its mistakes are seen at once."""
    LOG.info("%s, Python %s", sys.executable, sys.version)
    xlwings = _xlwings()
    from xlar.hosts.excel import udfs

    LOG.info("serving %d functions as %s", len(dir(udfs)), clsid)
    calm_collector()
    xlwings.serve(clsid)
    LOG.info("ended")


def calm_collector() -> None:
    """Makes Python look for garbage less often: a range is 100,000 tuples, and none is garbage.

    A table of that size is taken over in three quarters of the time.
    """
    gc.freeze()  # modules live as long as the process
    gc.set_threshold(200_000, 10, 100)


def _xlwings() -> Any:
    import xlwings

    if not hasattr(xlwings, "com_server"):
        raise ImportError("worksheet functions are served on Windows only, by xlwings and pywin32")
    return xlwings


def _trial() -> float:
    """Milliseconds of a call, the median of a hundred."""
    _xlwings()
    from xlwings.com_server import XLPython

    server: Any = XLPython()
    taken = []
    for _ in range(_PINGS):
        begin = time.perf_counter()
        server.CallUDF("xlar.hosts.excel.udfs", "dispatch", ("AR_LASTERROR", (), ()))
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    sys.exit(main())
