"""An Excel in memory, as an engine of xlwings: commands run on it without a spreadsheet program.

It does what Excel does where a command could tell: texts written to General cells are read as if
typed, dates are numbers with a format, tables grow, names are checked, a write may fail. Whatever
else xlwings knows is refused by `NotImplementedError`, not pretended.
"""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings as xw
from xlwings import base_classes

from fakes.excel_range import Range
from fakes.excel_sheet import BookData, SheetData
from fakes.excel_sheets import Sheets
from fakes.excel_tables import Names
from fakes.excel_values import ERRORS, ComError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERROR_TEXTS = {number: text for text, number in ERRORS.items()}
_PIDS = itertools.count(40_001)


class Engine:
    """The engine: one program, its books, and what a test may ask or make happen."""

    name, type = "excel", "desktop"

    def __init__(self) -> None:
        self.app = App(self)
        self.apps = Apps(self.app)
        self.auto_expand = True
        self.writes: list[str] = []
        self._fails_in: int | None = None
        self._failures = 0

    def touch(self, what: str) -> None:
        """Called before every change."""
        self.writes.append(what)
        if self._fails_in is None:
            return
        self._fails_in -= 1
        if self._fails_in <= 0:
            self._failures -= 1
            if self._failures <= 0:
                self._fails_in = None
            raise ComError(f"made to fail: {what}")

    def fail_after(self, number: int | None, times: int = 1) -> None:
        """Let the ``number``-th change from now fail, and those after it, ``times`` in all.

        None calls it off.
        """
        self._fails_in, self._failures = number, times

    def calculations(self) -> int:
        """How often all formulas were asked to be calculated."""
        return self.app.calculated

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:  # noqa: ARG004
        """As the Windows engine: NaN, NaT and None empty a cell, numpy's numbers are floats."""
        if value is None or value != value:  # noqa: PLR0124 - NaN and NaT
            return ""
        if hasattr(value, "to_pydatetime"):
            return value.to_pydatetime()
        return value.item() if hasattr(value, "dtype") and not isinstance(value, float) else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """As the Windows engine: errors are None unless asked for as texts."""

        def clean(cell: Any) -> Any:
            if cell is None or cell == "":
                return empty_as
            if isinstance(cell, dt.datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{p: getattr(cell, p) for p in parts}, tzinfo=None)
            if isinstance(cell, float) and number_builder is not None:
                return number_builder(cell)
            if type(cell) is int:
                return _ERROR_TEXTS[cell] if err_to_str else None
            return cell

        return [[clean(cell) for cell in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, app: App) -> None:
        self.app = app

    def keys(self) -> list[int]:
        return [self.app.pid]

    def add(self, **_: Any) -> App:
        return self.app

    @staticmethod
    def cleanup() -> None:
        """Nothing was started."""

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != self.app.pid:
            raise KeyError(pid)
        return self.app


class App(base_classes.App):
    version, path, startup_path = "16.0", "C:\\Excel", "C:\\XLSTART"
    hwnd = 0

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pid = next(_PIDS)
        self.data: list[BookData] = []
        self.state = {
            "visible": True, "screen_updating": True, "display_alerts": True,
            "enable_events": True, "interactive": True, "calculation": "automatic",
            "status_bar": False, "cut_copy_mode": None,
        }  # fmt: skip
        self.calculated = 0
        self.said: list[Any] = []
        self.answer = "ok"

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def api(self) -> App:
        return self

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        if not self.data:
            return None
        book = self.data[0]
        sheet = book.sheets[book.active]
        return Range(sheet, sheet.selection)

    def activate(self, steal_focus: bool = False) -> None:
        """There is no window."""

    def quit(self) -> None:
        self.data.clear()

    def kill(self) -> None:
        self.data.clear()

    def calculate(self) -> None:
        self.calculated += 1

    def alert(self, *what: Any) -> str:
        self.said.append(what)
        return self.answer

    def run(self, macro: str, args: Any) -> Any:
        raise ComError(f"cannot run the macro {macro}{args}")


def _state(key: str) -> property:
    def get(app: App) -> Any:
        return app.state[key]

    def put(app: App, value: Any) -> None:
        app.state[key] = value

    return property(get, put)


for _key in App(None).state:  # type: ignore[arg-type]
    setattr(App, _key, _state(_key))


class Books(base_classes.Books):
    """The open books, the active one first inside `App.data`; counted in order of opening."""

    api = property(lambda self: self)

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def active(self) -> Book:
        if not self.app.data:
            raise ComError("no workbook is open")
        return Book(self.app, self.app.data[0])

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return Book(self.app, sorted(self.app.data, key=id)[key - 1])
        for data in self.app.data:
            if data.name.lower() == key.lower():
                return Book(self.app, data)
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.app.data)

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self.app, data) for data in self.app.data])

    def add(self) -> Book:
        taken = {data.name for data in self.app.data}
        name = next(n for i in itertools.count(1) if (n := f"Book{i}") not in taken)
        data = BookData(name, self.app.engine)
        data.sheets.append(SheetData("Sheet1", data))
        return self._opened(data)

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        from fakes.excel_files import read

        return self._opened(read(Path(fullname), self.app.engine))

    def _opened(self, data: BookData) -> Book:
        self.app.data.insert(0, data)
        return Book(self.app, data)


class Book(base_classes.Book):
    def __init__(self, app: App, data: BookData) -> None:
        self._app, self.data = app, data

    @property
    def api(self) -> Book:
        return self

    @property
    def Date1904(self) -> bool:  # noqa: N802 - the name in Excel's own objects
        return self.data.epoch_1904

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return self.data.name

    @property
    def fullname(self) -> str:
        return self.data.path or self.data.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self.data)

    @property
    def names(self) -> Names:
        return Names(self.data)

    def activate(self) -> None:
        self._app.data.remove(self.data)
        self._app.data.insert(0, self.data)

    def close(self) -> None:
        self._app.data.remove(self.data)

    def save(self, path: str | None = None, password: str | None = None) -> None:  # noqa: ARG002
        """Write a real workbook; books of the same name cannot both be open."""
        from fakes.excel_files import write

        target = Path(path or self.data.path or f"{self.data.name}.xlsx").absolute()
        others = [data for data in self._app.data if data is not self.data]
        if any(data.name.lower() == target.name.lower() for data in others):
            raise ComError(f"{target.name} is open")
        self.data.touch(f"save {target.name}")
        try:
            write(self.data, target)
        except OSError as error:
            raise ComError(f"cannot save {target}: {error}") from error
        self.data.path, self.data.name = str(target), target.name


def installed() -> tuple[Engine, xw.Engine]:
    """A fresh engine, known to xlwings under the name ``excel``; not yet the active one."""
    impl = Engine()
    engine = xw.Engine(impl=impl)
    xw.engines.add(engine)
    return impl, engine
