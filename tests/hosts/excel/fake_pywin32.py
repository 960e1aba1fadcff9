"""Just enough of pywin32 for the real server code of xlwings to run without Windows.

Only for a process of its own: it replaces modules and, while xlwings is imported, the name of the
platform. Everything between a call of Excel and the cell it gets is then xlwings' own code.
"""

from __future__ import annotations

import asyncio  # noqa: F401 - must be loaded under the real name of the platform
import concurrent.futures  # noqa: F401 - the same
import ctypes
import datetime as dt
import subprocess  # noqa: F401 - the same
import sys
import types
from typing import Any
from unittest.mock import MagicMock

RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
_MODULES = (
    "pythoncom", "pywintypes", "win32api", "win32con", "win32event", "win32gui", "win32process",
    "win32timezone", "win32com", "win32com.client", "win32com.server",
    "win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util",
    "win32com.server.exception",
)  # fmt: skip


class _Module(types.ModuleType):
    """A module in which every class exists that somebody asks for."""

    __path__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, type(name, (), {}))
        return self.__dict__[name]


class ComError(Exception):
    """``pywintypes.com_error``."""


class Wrapped:
    """A Python object as COM hands it on."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing


class ComObject:
    """A COM object with the properties given, such as a Range or a Workbook."""

    def __init__(self, iid: str = "", **members: Any) -> None:
        self._oleobj_ = self
        self.GetTypeInfo = self.GetTypeAttr = lambda: self
        self.iid = iid
        self.__dict__.update(members)


def range_of(values: Any) -> ComObject:
    """A Range whose ``.Value`` are the values given."""
    app = ComObject(Hwnd=1)
    sheet = ComObject(Name="发票", Parent=ComObject(Name="ar.xlsm", Application=app))
    return ComObject(
        RANGE_IID,
        Value=values,
        Worksheet=sheet,
        Row=1,
        Column=1,
        Rows=ComObject(Count=len(values)),
        Columns=ComObject(Count=len(values[0])),
    )


def install() -> types.ModuleType:
    """xlwings as it is on Windows: with its COM server and its worksheet functions."""
    for name in _MODULES:
        module = sys.modules[name] = _Module(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    _fill()
    libraries = MagicMock()
    ctypes.windll = ctypes.oledll = libraries  # type: ignore[attr-defined]
    real_platform, real_library = sys.platform, ctypes.PyDLL
    sys.platform, ctypes.PyDLL = "win32", libraries  # type: ignore[misc]
    try:
        import xlwings
    finally:
        sys.platform, ctypes.PyDLL = real_platform, real_library  # type: ignore[misc]
    return xlwings


def _fill() -> None:
    """The few members that xlwings really uses."""
    modules: dict[str, Any] = sys.modules  # type: ignore[assignment]
    pywintypes, pythoncom = modules["pywintypes"], modules["pythoncom"]
    pywintypes.TimeType = dt.datetime
    pywintypes.com_error = pythoncom.com_error = pythoncom.ole_error = ComError
    pywintypes.IID = str
    pythoncom.__file__ = "pythoncom.dll"
    pythoncom.IID_IDispatch = "IDispatch"
    pythoncom.TypeIIDs = {"IDispatch": type("PyIDispatch", (), {})}
    pythoncom.CoInitialize = lambda *_: None
    modules["win32process"].GetWindowThreadProcessId = lambda hwnd: (0, hwnd)
    modules["win32com.client"].Dispatch = lambda thing, **_: thing
    util = modules["win32com.server.util"]
    util.wrap = lambda thing, *_, **__: Wrapped(thing)
    util.unwrap = lambda wrapped: wrapped.thing
