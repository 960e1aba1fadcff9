"""Books: the spreadsheet documents of an office."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import bridge, pdf
from xlar.hosts.calc.engine.file_locks import drop_stale_lock, lock_of
from xlar.hosts.calc.engine.formulas import Formulas
from xlar.hosts.calc.engine.members import Member
from xlar.hosts.calc.engine.names import Names
from xlar.hosts.calc.engine.number_formats import NumberFormats
from xlar.hosts.calc.engine.serials import EPOCH
from xlar.hosts.calc.engine.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlar.hosts.calc.engine.apps import App

_SPREADSHEET: Final = "com.sun.star.sheet.SpreadsheetDocument"
_FILTERS: Final = {
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
# Comma, double quote, UTF-8, from the first line; quotes only where needed, numbers as shown.
_CSV: Final = "44,34,76,1,,0,false,true,false"


def _not_opened(path: Path) -> str:
    """Why a file may not have opened."""
    if lock_of(path).exists():
        return (
            f"{path} is open in another LibreOffice (it holds {lock_of(path).name}): close it there"
        )
    return f"LibreOffice cannot open {path}: it is damaged, needs a password, or is of another kind"


def _nothing(area: Any) -> None:
    """What happens before a write where nobody asked for anything."""


class Book(Member):
    """One document.

    Attributes:
        before_write: called with every range that is about to be written to.
    """

    __slots__ = ("__dict__", "api", "app", "before_write")

    def __init__(self, app: App, document: Any) -> None:
        self.app, self.api = app, document
        self.before_write: Callable[[Any], None] = _nothing

    @functools.cached_property
    def formats(self) -> NumberFormats:
        """The number formats of the document."""
        return NumberFormats(self.api)

    @functools.cached_property
    def formulas(self) -> Formulas:
        """The translator of the document's formulas."""
        return Formulas(self.api)

    @functools.cached_property
    def shift(self) -> float:
        """Days from 30 December 1899 to the day 0 of the document."""
        null = self.api.NullDate
        return float((dt.date(null.Year, null.Month, null.Day) - EPOCH.date()).days)

    @property
    def controller(self) -> Any:
        """The view of the document."""
        return self.api.CurrentController

    @property
    def fullname(self) -> str:
        """The path of the file; the title of a book not saved yet."""
        return bridge.path_of(self.api.URL) if self.api.URL else self.name

    @property
    def name(self) -> str:
        """The name of the file, or the title."""
        url = str(self.api.URL)
        return Path(bridge.path_of(url)).name if url else str(self.api.Title)

    @property
    def sheets(self) -> Sheets:
        """The sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The defined names, those of the sheets among them."""
        return Names(self)

    def activate(self) -> None:
        """Make it the active book, in front where it is shown."""
        frame = self.controller.Frame
        if frame.ContainerWindow.isVisible():
            frame.ContainerWindow.toFront()
        frame.activate()

    def close(self) -> None:
        """Close it without saving."""
        self.app.books.forget(self)
        self.api.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save it, where a path is given in the format of its suffix.

        Raises:
            ValueError: LibreOffice does not write such files.
            OSError: the file cannot be written.
        """
        if path is None and self.api.URL and password is None:
            self.api.store()
            return
        target = Path(path or self.fullname).absolute()
        if target.suffix.lower() not in _FILTERS:
            if path:
                raise ValueError(f"LibreOffice cannot save {target.name}: unknown kind of file")
            target = target.with_name(target.name + ".ods")
        suffix = target.suffix.lower()
        arguments = {"FilterName": _FILTERS[suffix]}
        arguments |= {"Password": password} if password else {}
        arguments |= {"FilterOptions": _CSV} if suffix == ".csv" else {}
        try:
            self.api.storeAsURL(bridge.url_to_write(target), bridge.properties(**arguments))
        except bridge.kind("com.sun.star.io.IOException") as error:
            raise OSError(f"{target} cannot be written: {error}") from error

    def to_pdf(self, path: str, quality: str) -> None:
        """Print the visible sheets into a PDF file."""
        pdf.export(self.api, path, quality)


class Books(Member):
    """The books open in an office."""

    __slots__ = ("_known", "app")

    def __init__(self, app: App) -> None:
        self.app = app
        self._known: dict[str, Book] = {}

    @property
    def api(self) -> Any:
        """The documents of the office."""
        return self.app.api.Components

    def of(self, document: Any) -> Book:
        """The book of a document; the same document is the same book."""
        identity = str(document.RuntimeUID)
        if identity not in self._known:
            self._known[identity] = Book(self.app, document)
        return self._known[identity]

    def forget(self, book: Book) -> None:
        """Drop what is known of a book about to be closed."""
        self._known.pop(str(book.api.RuntimeUID), None)

    def _all(self) -> list[Book]:
        documents, found = self.api.createEnumeration(), []
        while documents.hasMoreElements():
            document = documents.nextElement()
            if document.supportsService(_SPREADSHEET):
                found.append(self.of(document))
        return sorted(found, key=lambda book: int(book.api.RuntimeUID))

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> Book:
        """The book with this name, or at this place, counted from 1.

        Raises:
            KeyError: there is none.
        """
        books = self._all()
        if isinstance(key, int) and 0 < key <= len(books):
            return books[key - 1]
        for book in books:
            if isinstance(key, str) and book.name.casefold() == key.casefold():
                return book
        raise KeyError(key)

    @property
    def active(self) -> Book:
        """The book in front, or opened last."""
        current = self.app.api.CurrentComponent
        if current is not None and current.supportsService(_SPREADSHEET):
            return self.of(current)
        books = self._all()
        if not books:
            raise KeyError("no book is open")
        return books[-1]

    def add(self) -> Book:
        """A new book."""
        return self._load("private:factory/scalc")

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Any = None,  # noqa: A002 - the name in xlwings
        password: str | None = None,
        *others: Any,
    ) -> Book:
        """Open a file; what Excel's dialogs would ask further is ignored.

        Raises:
            OSError: it cannot be opened, or is open in another office.
            ValueError: it is no spreadsheet.
        """
        del format, others  # settings of Excel's text import and dialogs
        arguments: dict[str, Any] = {"UpdateDocMode": 3 if update_links else 0}
        arguments |= {"ReadOnly": True} if read_only else {}
        arguments |= {"Password": password} if password else {}
        if Path(fullname).suffix.lower() == ".csv":
            arguments |= {"FilterName": _FILTERS[".csv"], "FilterOptions": _CSV}
        drop_stale_lock(Path(fullname))
        return self._load(bridge.url(fullname), **arguments)

    def _load(self, url: str, **arguments: Any) -> Book:
        # No macro of a file runs on being opened by a program: 0 is MacroExecMode.NEVER_EXECUTE.
        arguments |= {"Hidden": not self.app.visible, "MacroExecutionMode": 0}
        try:
            document = self.app.api.loadComponentFromURL(
                url, "_blank", 0, bridge.properties(**arguments)
            )
        except bridge.kind("com.sun.star.lang.IllegalArgumentException"):
            document = None
        path = Path(bridge.path_of(url))
        if document is None:
            raise OSError(_not_opened(path))
        self._check(document, path, read_only="ReadOnly" in arguments)
        book = self.of(document)
        self.app.prepare(book)
        book.activate()
        return book

    @staticmethod
    def _check(document: Any, path: Path, *, read_only: bool) -> None:
        """Close again what is no spreadsheet, or what others have open.

        LibreOffice opens that for reading only, and says nothing.
        """
        spreadsheet = document.supportsService(_SPREADSHEET)
        taken = document.isReadonly() and not read_only and lock_of(path).exists()
        if not spreadsheet or taken:
            document.close(True)
        if not spreadsheet:
            raise ValueError(f"{path} is no spreadsheet")
        if taken:
            raise OSError(_not_opened(path))
