"""What every object of the engine has in common: unsupported members and a lost office are told.

xlwings asks its engine for some five hundred members. Those the engine has are written down;
all others, also those a later xlwings adds, meet `Member` and are named in the error.
"""

from __future__ import annotations

import functools
from types import FunctionType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.hosts.calc.engine import bridge

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class UnsupportedMember(XlarError, NotImplementedError, AttributeError):
    """xlwings asked for something the LibreOffice engine does not do.

    >>> UnsupportedMember("Range", "autofill").text("en")
    'Range.autofill is not supported in LibreOffice; docs/engine.md lists what is'
    """

    def __init__(self, owner: str, member: str) -> None:
        super().__init__(
            Text(
                f"LibreOffice 不支持 {owner}.{member}；支持的成员见 docs/engine.md",
                f"{owner}.{member} is not supported in LibreOffice; docs/engine.md lists what is",
            )
        )


class OfficeGone(XlarError, ConnectionError):
    """The office ended, or was ended, while it was in use."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "LibreOffice 已经退出：未保存的修改已丢失，磁盘上的文件没有变动；请重新打开文件",
                "LibreOffice has ended: unsaved changes are lost, files on disk are as they were;"
                " open the file again",
            )
        )


class OfficeRefused(XlarError, RuntimeError):
    """LibreOffice could not do what it was asked for."""

    def __init__(self, member: str, reason: str) -> None:
        super().__init__(
            Text(
                f"LibreOffice 无法执行 {member}：{reason}",
                f"LibreOffice could not do {member}: {reason}",
            )
        )


def _guarded(call: Callable[P, T]) -> Callable[P, T]:
    """The same function, whose errors are Python's.

    An error of UNO must not get out, not even as the context of another: it takes neither traceback
    nor context, so it breaks every ``with`` it passes.
    """

    @functools.wraps(call)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return call(*args, **kwargs)
        except Exception as error:
            if not bridge.is_uno(error):
                raise
            mistake = _as_python(error, call.__qualname__)
        raise mistake

    return guarded


def _as_python(error: Exception, member: str) -> OfficeGone | OfficeRefused:
    """Python's error for one of UNO, which stays behind."""
    if bridge.is_gone(error):
        return OfficeGone()
    return OfficeRefused(member, f"{type(error).__name__} {error}".strip())


def _guarded_property(member: property) -> property:
    getter, setter = member.fget, member.fset
    return property(getter and _guarded(getter), setter and _guarded(setter), None, member.__doc__)


class Member:
    """The base of the engine's classes, named as in xlwings."""

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, member in list(vars(cls).items()):
            if isinstance(member, property):
                setattr(cls, name, _guarded_property(member))
            elif isinstance(member, FunctionType):
                setattr(cls, name, _guarded(member))

    def __getattr__(self, name: str) -> Any:
        if hasattr(type(self), name):  # a property that failed on its way: let it say why
            return object.__getattribute__(self, name)
        raise UnsupportedMember(type(self).__name__, name)

    def __setattr__(self, name: str, value: Any) -> None:
        member = getattr(type(self), name, None)
        if member is None or (isinstance(member, property) and member.fset is None):
            raise UnsupportedMember(type(self).__name__, name)
        object.__setattr__(self, name, value)
