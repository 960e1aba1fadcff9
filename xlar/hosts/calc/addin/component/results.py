"""Results of functions that LibreOffice listens to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .unotypes import UnoObject, result_out, uno

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from typing import TypeAlias

    from .formulas import Shape

    Call: TypeAlias = tuple[str, tuple[Any, ...]]

_HANDLE = re.compile(r"[0-9a-f]{12} · ")
_LEDGERS = 3  # handles a result is kept for, where everything else is the same


class Result(UnoObject):
    """The result of a call, as LibreOffice listens to it.

    Args:
        value: what it is now, in the values of `wire`.
        from_tables: whether it follows from the tables of the document.
    """

    interfaces = ("com.sun.star.sheet.XVolatileResult",)

    def __init__(self, value: Any, *, from_tables: bool) -> None:
        self.value = value
        self.from_tables = from_tables
        self._listeners: list[Any] = []

    @property
    def is_table(self) -> bool:
        """Whether it is more than one cell."""
        return isinstance(self.value, (tuple, list))

    @property
    def shape(self) -> Shape:
        """Rows and columns."""
        return (len(self.value), len(self.value[0])) if self.is_table else (1, 1)

    def addResultListener(self, listener: Any) -> None:  # noqa: N802 - UNO's name
        """Tell cells of the result, now and later."""
        self._listeners.append(listener)
        listener.modified(self._event())

    def removeResultListener(self, listener: Any) -> None:  # noqa: N802 - UNO's name
        """Tell them no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def show(self, value: Any) -> None:
        """Let the cells show another value."""
        if value != self.value:
            self.value = value
            for listener in list(self._listeners):
                listener.modified(self._event())

    def _event(self) -> Any:
        event = uno().getClass("com.sun.star.sheet.ResultEvent")()
        event.Source = self
        event.Value = result_out(self.value)
        return event


class Results:
    """The results of a document, by calls.

    LibreOffice keeps whatever it was given until the document is closed. So of a table that
    depends on a handle of a ledger, which is another one after each change, those for the last
    few handles are kept and older ones emptied; if one of them is asked for again, there are more
    ledgers than thought, and more are kept.
    """

    def __init__(self) -> None:
        self._by_call: dict[Call, Result] = {}
        self._families: dict[Hashable, list[Call]] = {}
        self._kept: dict[Hashable, int] = {}
        self._emptied: set[int] = set()
        self._old: list[Result] = []

    def __bool__(self) -> bool:
        return bool(self._by_call)

    def get(self, call: Call) -> Any:
        """The result of a call, or None."""
        return self._by_call.get(call)

    def put(self, call: Call, result: Result) -> None:
        """Keep the result of a call."""
        self._by_call[call] = result
        if not result.is_table or result.from_tables:
            return
        family = _family(call)
        if hash(call) in self._emptied:
            self._kept[family] = self._kept.get(family, _LEDGERS) + 1
        calls = self._families.setdefault(family, [])
        calls.append(call)
        if len(calls) > self._kept.get(family, _LEDGERS):
            oldest = calls.pop(0)
            self._emptied.add(hash(oldest))
            self._old.append(self._by_call.pop(oldest))

    def empty_old(self) -> None:
        """Empty the results that are no longer kept; never while cells are being calculated."""
        old, self._old = self._old, []
        for result in old:
            result.show("")

    def those(self, wanted: Callable[[Call, Result], bool]) -> Iterator[tuple[Call, Result]]:
        """The results a condition holds for, with their calls."""
        return (item for item in list(self._by_call.items()) if wanted(*item))


def _family(call: Call) -> Hashable:
    """A call without its handle."""
    name, args = call
    return name, tuple("" if isinstance(one, str) and _HANDLE.match(one) else one for one in args)
