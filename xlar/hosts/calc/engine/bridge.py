"""The way to UNO, the programming interface of LibreOffice.

``uno`` comes with LibreOffice, not from a package index, and is often installed for another
Python than the one in use: the well-known places are tried in turn. It replaces Python's
``__import__`` by a function of its own, which turns every failing import into a search for UNO
types; the engine asks for types by name instead, so the original is put back at once.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DISPOSED: Final = "com.sun.star.lang.DisposedException"


class NoOffice(XlarError, ImportError):
    """LibreOffice, or its Python interface, is not installed."""


def program_folders() -> Iterator[Path]:
    """The folders where LibreOffice's programs may be, the one on the path first."""
    found = shutil.which("soffice")
    if found:
        yield Path(found).resolve().parent
    yield Path("/usr/lib/libreoffice/program")
    yield from sorted(Path("/opt").glob("libreoffice*/program"), reverse=True)
    yield Path("/Applications/LibreOffice.app/Contents/MacOS")
    yield from (
        Path(root) / "LibreOffice" / "program"
        for root in ("C:/Program Files", "C:/Program Files (x86)")
    )


def _uno_folders() -> Iterator[Path]:
    yield Path("/usr/lib/python3/dist-packages")
    yield Path("/usr/lib64/python3/site-packages")
    for folder in program_folders():
        yield folder
        yield folder.parent / "Resources"


@functools.cache
def uno() -> Any:
    """The module ``uno``.

    Raises:
        NoOffice: it is nowhere to be found; the message says what to install.
    """
    original = builtins.__import__
    try:
        return importlib.import_module("uno")
    except ImportError:
        for folder in _uno_folders():
            if (folder / "uno.py").is_file():
                return _from(folder)
    finally:
        builtins.__import__ = original
    raise NoOffice(
        Text(
            "找不到 LibreOffice 的 Python 接口（uno）：请安装 LibreOffice；"
            "Debian、Ubuntu 上还要安装软件包 python3-uno",
            "LibreOffice's Python interface (uno) was not found: install LibreOffice,"
            " on Debian and Ubuntu also the package python3-uno",
        )
    )


def _from(folder: Path) -> Any:
    # At the end of the path: the folder may hold other packages, which must not win over ours.
    sys.path.append(str(folder))
    try:
        return importlib.import_module("uno")
    except ImportError as error:
        raise NoOffice(
            Text(
                f"{folder} 中的 LibreOffice 接口（uno）与这个 Python 不符：{error}",
                f"LibreOffice's interface (uno) in {folder} does not fit this Python: {error}",
            )
        ) from error
    finally:
        sys.path.remove(str(folder))


@functools.cache
def kind(name: str) -> Any:
    """A UNO type by its full name, as ``com.sun.star.table.CellRangeAddress``."""
    return uno().getClass(name)


def enum(name: str, value: str) -> Any:
    """A value of a UNO enumeration."""
    return uno().Enum(name, value)


def properties(**values: Any) -> tuple[Any, ...]:
    """Named values as UNO takes them."""
    value = kind("com.sun.star.beans.PropertyValue")
    return tuple(value(name, 0, given, 0) for name, given in values.items())


def url(path: str | Path) -> str:
    """A path as the URL that LibreOffice takes."""
    return str(uno().systemPathToFileUrl(str(Path(path).absolute())))


def url_to_write(path: str | Path) -> str:
    """The URL of a file to be written; LibreOffice itself would make missing folders.

    Raises:
        FileNotFoundError: the folder does not exist.
    """
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        raise FileNotFoundError(f"{path} cannot be written: there is no folder {folder}")
    return url(path)


def path_of(file_url: str) -> str:
    """The path of a file URL; any other URL stays as it is."""
    return str(uno().fileUrlToSystemPath(file_url)) if file_url.startswith("file:") else file_url


def connect(spec: str) -> Any:
    """The component context of the office that listens at ``spec``, as ``pipe,name=xlar``.

    Raises:
        ConnectionError: nobody listens there (yet).
    """
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    try:
        return resolver.resolve(f"uno:{spec};urp;StarOffice.ComponentContext")
    except kind("com.sun.star.uno.Exception") as error:
        raise ConnectionError(f"no LibreOffice listens at {spec}") from error


def is_uno(error: BaseException) -> bool:
    """Does the error come from UNO?"""
    return hasattr(type(error), "__pyunostruct__")


def is_gone(error: BaseException) -> bool:
    """Does an error from UNO say that the office, or the way to it, is no more?

    Calls then fail as disposed; to look at a property that was there before fails by name.
    """
    return getattr(type(error), "__pyunostruct__", "") == _DISPOSED or "cannot get value" in str(
        error
    )
