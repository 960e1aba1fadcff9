"""The results of the worksheet functions on the template's own tables.

They are what the cells of the file show until a program calculates them, so they come from the very
functions, given the very cells.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.workbook.template.canvas import serial
from xlar.workbook.template.columns import Columns
from xlar.workbook.template.names import LEDGER_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.problems import Language
    from xlar.workbook.template.grids import TableGrid


class Figures:
    """Calls of worksheet functions.

    Args:
        grids: the Excel tables.
        as_of: serial of the as-of day; None where the settings state none.
        today: the day that stands for today.
        lang: language of titles and words.
    """

    def __init__(
        self, grids: Mapping[str, TableGrid], as_of: float | None, today: date, lang: Language
    ) -> None:
        self._session = Session(lambda: today)
        self._today = today
        self._grids = grids
        self.as_of = as_of
        self._lang = lang
        self._reports: dict[Any, tuple[Columns, list[list[Any]]]] = {}

    @property
    def shown_day(self) -> float:
        """Serial of the day the reports look from."""
        return self.as_of if self.as_of is not None else serial(self._today)

    @cached_property
    def handle(self) -> str:
        """What AR_LEDGER gives for the tables."""
        return str(self.call("AR_LEDGER", *(self._grids[name].whole for name in LEDGER_TABLES)))

    def call(self, name: str, *arguments: Any) -> Any:
        """The result of a function.

        Raises:
            ValueError: it is an error value, which a template must not show.
        """
        result = self._session.call(name, arguments, lang=self._lang)
        rows = result if isinstance(result, tuple) else ((result,),)
        if any(isinstance(cell, CellError) for row in rows for cell in row):
            reason = self._session.call("AR_LASTERROR", (), lang=self._lang)
            raise ValueError(f"{name}: {result!r}: {reason}")
        return result

    def rows(self, name: str, *arguments: Any) -> list[list[Any]]:
        """The rows of a function that gives a table, its titles first."""
        return [list(row) for row in self.call(name, *arguments)]

    def report(self, name: str, *options: Any) -> tuple[Columns, list[list[Any]]]:
        """The columns and rows of a report on the ledger at its day.

        Args:
            name: a function whose first parameters are ledger and day.
            options: what follows them.
        """
        if (name, options) not in self._reports:
            titles, *rows = self.rows(name, self.handle, self.as_of, *options)
            self._reports[name, options] = Columns([str(cell) for cell in titles], self._lang), rows
        return self._reports[name, options]
