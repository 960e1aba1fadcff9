"""One writer at a time in an output folder, over processes and computers.

The lock belongs to the operating system, which releases it when its process ends, however it ends:
a killed batch never leaves the folder locked. Who holds it is noted beside it for the others.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.documents.register.storage import PRIVATE, NotWritable, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT: Final = 10.0
"""Seconds to wait for another process by default."""

_LOCK: Final = "lock"
_HOLDER: Final = "holder.json"


class FolderBusy(XlarError):
    """Another process is writing in the output folder."""


@contextmanager
def locked(folder: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Nothing; inside the block no other process writes in the folder.

    Args:
        folder: the output folder; it is created where it does not exist.
        wait: seconds to wait for whoever holds it; 0 to try once.

    Raises:
        FolderBusy: it is still held after that time; the message says by whom.
        NotWritable: the folder cannot be written.
    """
    private = folder / PRIVATE
    make_folder(private)
    lock = FileLock(private / _LOCK)
    try:
        lock.acquire(timeout=wait)
    except Timeout as mistake:
        raise FolderBusy(_busy(folder)) from mistake
    except OSError as mistake:
        reason = mistake.strerror or str(mistake)
        raise NotWritable(
            Text(
                f"输出文件夹“{folder}”不能加锁（{reason}）。请检查写入权限，或换一个文件夹。",
                f"the output folder {folder} cannot be locked ({reason}); check that you may write "
                "in it, or choose another one",
            )
        ) from mistake
    holder = private / _HOLDER
    try:
        with suppress(OSError):  # a courtesy to the others, no more
            holder.write_text(json.dumps(_myself(), ensure_ascii=False), "utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _myself() -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        user = "?"
    return {
        "user": user,
        "computer": platform.node(),
        "process": str(os.getpid()),
        "since": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    }


def _busy(folder: Path) -> Text:
    try:
        seen = json.loads((folder / PRIVATE / _HOLDER).read_text("utf-8"))
        user, computer, process, since = (
            str(seen[name]) for name in ("user", "computer", "process", "since")
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Text(
            f"输出文件夹“{folder}”正被另一个 xlar 使用。请等它完成后重试。",
            f"the output folder {folder} is in use by another xlar; try again when it is done",
        )
    return Text(
        f"输出文件夹“{folder}”正被 {user}（{computer}，进程 {process}）使用，始于 {since}。"
        "请等其完成后重试。",
        f"the output folder {folder} is in use by {user} ({computer}, process {process}) since "
        f"{since}; try again when that is done",
    )
