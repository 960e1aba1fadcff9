"""Writing so that a power cut or a killed process leaves the old state or the new, never half.

A folder is filled under a temporary name and renamed into place; a file is replaced as a whole.
Both are one step to every other program and are on the disk before the next step begins.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final, TypeVar

from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Result = TypeVar("_Result")

PRIVATE: Final = ".xlar"
"""Folder for what concerns only xlar: the lock, and a copy of the register."""

_TEMPORARY: Final = ".xlar-"
_WINDOWS: Final = os.name == "nt"
_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)  # a virus scanner lets go of a new file within a second
_FLUSHERS: Final = 8  # a disk takes many waiting flushes at the price of one
_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_TOO_LONG: Final = (errno.ENAMETOOLONG, 206)  # 206: what Windows says


class NotWritable(XlarError):
    """The output folder, or a file in it, cannot be written."""


class NotReadable(XlarError):
    """A file in the output folder is there but cannot be read."""


def scratch_folder(folder: Path) -> Path:
    """A new, empty folder with a temporary name inside ``folder``.

    Raises:
        NotWritable: it cannot be created.
    """
    scratch = folder / f"{_TEMPORARY}{token_hex(4)}"
    with _writing(scratch):
        scratch.mkdir()
    return scratch


def leftovers(folder: Path) -> list[Path]:
    """The temporary folders in ``folder``: of a batch that runs, or of one that was killed."""
    return sorted(
        path
        for path in folder.glob(f"{_TEMPORARY}*")
        if path.is_dir() and not path.is_symlink()
    )  # fmt: skip


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary folders in ``folder``; only for who holds its lock.

    What cannot be removed now, because another program looks at it, is left for the next time.
    """
    for path in leftovers(folder):
        discard_folder(path)


def discard_folder(scratch: Path) -> None:
    """Remove a temporary folder, as far as that can be done; one that is gone is no mistake."""
    shutil.rmtree(scratch, ignore_errors=True)


def commit_folder(scratch: Path, target: Path) -> None:
    """Give a filled temporary folder its name: before, it does not exist; after, it is whole.

    Raises:
        NotWritable: it cannot be done; nothing has changed.
    """
    with _writing(target):
        with ThreadPoolExecutor(_FLUSHERS) as pool:
            list(pool.map(_flush_file, sorted(scratch.iterdir())))
        _flush_folder(scratch)
        if target.exists():  # an empty folder would be replaced without a word
            raise FileExistsError(errno.EEXIST, "exists", str(target))
        _patiently(os.rename, scratch, target)
    _flush_folder(target.parent)


def replace_file(target: Path, data: bytes) -> None:
    """Replace a file as a whole, or create it.

    Raises:
        NotWritable: it cannot be done, for example because it is open in Excel; it is unchanged.
    """
    private = target.parent if target.parent.name == PRIVATE else target.parent / PRIVATE
    scratch = private / f"{target.name}.new"
    with _writing(target):
        private.mkdir(exist_ok=True)
        scratch.write_bytes(data)
        _flush_file(scratch)
        _patiently(os.replace, scratch, target)
    _flush_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file; it is not on the disk for sure before `commit_folder`.

    Raises:
        NotWritable: it cannot be written.
    """
    with _writing(path), path.open("xb") as file:
        file.write(data)


def make_folder(folder: Path) -> None:
    """Create a folder and those above it where they do not exist.

    Raises:
        NotWritable: it cannot be created.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def read_file(path: Path) -> bytes | None:
    """The content of a file, None where there is none.

    Raises:
        NotReadable: it is there and cannot be read.
    """
    try:
        return _patiently(Path.read_bytes, path)
    except FileNotFoundError:
        return None
    except OSError as mistake:
        reason = mistake.strerror or str(mistake)
        raise NotReadable(
            Text(
                f"“{path}”不能读取（{reason}）。请关闭正在使用它的程序后重试。",
                f"{path} cannot be read ({reason}); close the program that uses it and try again",
            )
        ) from mistake


def _patiently(action: Callable[..., _Result], *paths: Path) -> _Result:
    """The action's result, tried again on Windows while a scanner holds the file."""
    for pause in _PAUSES if _WINDOWS else ():
        try:
            return action(*paths)
        except PermissionError:
            time.sleep(pause)
    return action(*paths)


def _flush_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system needs to be asked and can do it."""
    if _WINDOWS:
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Failures of the system as `NotWritable`, in words."""
    try:
        yield
    except OSError as mistake:
        raise NotWritable(_words(path, mistake)) from mistake


def _words(path: Path, mistake: OSError) -> Text:
    if isinstance(mistake, PermissionError):
        return Text(
            f"“{path}”不能写入：可能正被 Excel 等程序打开，或没有写入权限。"
            "请关闭该文件后重试，或换一个输出文件夹。",
            f"{path} cannot be written: it may be open in Excel or another program, or you may "
            "lack the permission; close it and try again, or choose another output folder",
        )
    if mistake.errno in _FULL:
        return Text(
            f"磁盘空间不足，“{path}”没有写入。请清理磁盘后重试。",
            f"the disk is full, {path} was not written; free some space and try again",
        )
    if mistake.errno in _TOO_LONG or getattr(mistake, "winerror", None) in _TOO_LONG:
        return Text(
            f"路径过长：“{path}”。请把输出文件夹放到更浅的位置。",
            f"the path is too long: {path}; move the output folder higher up",
        )
    reason = mistake.strerror or str(mistake)
    return Text(
        f"“{path}”不能写入（{reason}）。请检查输出文件夹后重试。",
        f"{path} cannot be written ({reason}); check the output folder and try again",
    )
