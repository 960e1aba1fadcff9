"""Values as xlwings hands them to its user: dates built, empty cells and errors replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlar.hosts.calc.engine.cell_errors import ERROR_TEXTS
from xlar.hosts.calc.engine.serials import Serial, moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Cleaner:
    """What the options of one read ask for."""

    def __init__(
        self,
        dates: Callable[..., Any],
        empty: Any,
        numbers: Callable[[float], Any] | None,
        *,
        error_texts: bool,
    ) -> None:
        """Take the options.

        Args:
            dates: makes a date from named parts.
            empty: what stands for an empty cell.
            numbers: makes a number from a float; ``None`` leaves it.
            error_texts: errors as ``#N/A`` and so on; otherwise as ``None``.
        """
        self._dates, self._empty, self._numbers = dates, empty, numbers
        self._error_texts = error_texts

    def cell(self, value: Any) -> Any:
        """One cell: a float, a text, a bool, a `Serial` or the int of an error."""
        kind = type(value)
        if kind is float:
            return self._numbers(value) if self._numbers else value
        if kind is Serial:
            return moment_of(value, self._dates)
        if kind is int:
            return ERROR_TEXTS[value] if self._error_texts else None
        return self._empty if value == "" else value

    def rows(self, rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
        """Rows whose dates are marked."""
        return [[self.cell(value) for value in row] for row in rows]

    def column(
        self, values: Sequence[Any], mark: Callable[[float], Any] | None = None
    ) -> Sequence[Any]:
        """Bare values of one column; ``mark`` says what its numbers are.

        Every different value is looked at once, which is what makes long columns fast.
        """
        kinds = set(map(type, values))
        if int in kinds:  # the int of an error may be equal to a number
            return [self._marked(value, mark) for value in values]
        if kinds == {float} and mark is None and self._numbers is None:
            return values
        if kinds == {str} and "" not in values:
            return values
        cleaned = {value: self._marked(value, mark) for value in set(values)}
        return [cleaned[value] for value in values]

    def _marked(self, value: Any, mark: Callable[[float], Any] | None) -> Any:
        return self.cell(mark(value) if mark and type(value) is float else value)
