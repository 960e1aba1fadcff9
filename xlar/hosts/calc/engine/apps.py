"""Offices as xlwings sees them: the engine, its apps, and what can be set about them."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.books import Book, Books
from xlar.hosts.calc.engine.cleaning import Cleaner
from xlar.hosts.calc.engine.members import Member, OfficeGone, UnsupportedMember
from xlar.hosts.calc.engine.process import Office, has_screen
from xlar.hosts.calc.engine.reading import Block
from xlar.hosts.calc.engine.serials import cell_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlar.hosts.calc.engine.ranges import Range

_CALCULATIONS: Final = {"automatic": True, "manual": False}
_VERSION_PATH: Final = "/org.openoffice.Setup/Product"


class Engine(Member):
    """The engine ``libreoffice``."""

    __slots__ = ("apps",)

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """One value as a cell takes it."""
        del options
        return cell_value(value)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        dates: Callable[..., Any],
        empty: Any,
        numbers: Callable[[float], Any] | None,
        error_texts: bool,
    ) -> list[list[Any]]:
        """The rows of a read as the user's options want them."""
        cleaner = Cleaner(dates, empty, numbers, error_texts=error_texts)
        return data.cleaned(cleaner) if isinstance(data, Block) else cleaner.rows(data)


class Apps(Member):
    """The offices in use, the active one first."""

    __slots__ = ("_apps", "engine")

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def _running(self) -> list[App]:
        for app in [app for app in self._apps if not app.runs]:
            self.drop(app)
        return self._apps

    def keys(self) -> list[int]:
        """The processes of the offices."""
        return [app.pid for app in self._running()]

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._running()))

    def __len__(self) -> int:
        return len(self._running())

    def __getitem__(self, pid: int) -> App:
        for app in self._running():
            if app.pid == pid:
                return app
        raise KeyError(f"no office with the process {pid} is in use")

    def add(
        self,
        spec: str | None = None,
        add_book: bool | None = None,
        xl: Any = None,
        visible: bool | None = None,
    ) -> App:
        """Start an office, or attach to the one that listens at ``spec`` (``pipe,name=…``)."""
        del xl
        if spec and spec.startswith(("pipe,", "socket,")):
            app = App(self, None, spec)
        else:
            app = App(self, Office(Path(spec) if spec else None, headless=not has_screen()))
            app.visible = visible is not False
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def put_first(self, app: App) -> None:
        """Make an app the active one."""
        self._apps.sort(key=lambda other: other is not app)

    def drop(self, app: App) -> None:
        """Forget an app that has ended or was left."""
        if app in self._apps:
            self._apps.remove(app)
        app.tidy()

    def cleanup(self) -> None:
        """Forget the offices that have ended."""
        self._running()


class App(Member):
    """One office: our own, or one that somebody else started."""

    __slots__ = (
        "_books",
        "_calculation",
        "_indicator",
        "_office",
        "_status",
        "_updating",
        "_visible",
        "api",
        "apps",
        "context",
        "display_alerts",
        "pid",
    )

    # Offices that others started have no process known to us; they are told apart by these.
    _numbers = itertools.count(-1, -1)

    def __init__(self, apps: Apps, office: Office | None, spec: str = "") -> None:
        self.apps, self._office = apps, office
        self.context = office.context if office else bridge.connect(spec)
        self.api = self._service("com.sun.star.frame.Desktop")
        self.pid = office.pid if office else next(self._numbers)
        self._books = Books(self)
        self._visible = office is None
        self._calculation, self._updating = "automatic", True
        self._status: str | bool = False
        self._indicator: Any = None
        self.display_alerts = True  # Calc asks nothing of a program, so there is nothing to keep

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def engine(self) -> Engine:
        """The engine this office belongs to."""
        return self.apps.engine

    @property
    def runs(self) -> bool:
        """Is the office still there?"""
        if self._office:
            return self._office.runs
        try:
            self.api.getImplementationId()
        except bridge.kind("com.sun.star.uno.RuntimeException"):
            return False
        return True

    @property
    def books(self) -> Books:
        """The books open in it."""
        return self._books

    @property
    def version(self) -> str:
        """The version, such as ``7.4.7.2``."""
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        product = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            bridge.properties(nodepath=_VERSION_PATH),
        )
        return str(product.getByName("ooSetupVersionAboutBox"))

    @property
    def path(self) -> str:
        """The folder of the program."""
        expander = self.context.getValueByName("/singletons/com.sun.star.util.theMacroExpander")
        return bridge.path_of(expander.expandMacros("$BRAND_BASE_DIR/program"))

    @property
    def selection(self) -> Range | None:
        """The selected cells; ``None`` where something else is selected."""
        if not len(self.books):
            return None
        book = self.books.active
        chosen = book.controller.Selection
        if not hasattr(chosen, "RangeAddress"):
            return None
        return book.sheets(chosen.RangeAddress.Sheet + 1).range_at(chosen.RangeAddress)

    def activate(self, steal_focus: bool = False) -> None:
        """Make it the active app; its windows stay where they are."""
        del steal_focus
        self.apps.put_first(self)

    @property
    def visible(self) -> bool:
        """Are its windows shown? Never without a screen."""
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        # xlwings makes each new app visible; without a screen there is nothing to be seen.
        if self._office and self._office.headless:
            return
        self._visible = bool(value)
        if self._office:
            self._office.seen = self._visible
        for book in self.books:
            book.controller.Frame.ContainerWindow.setVisible(bool(value))

    def prepare(self, book: Book) -> None:
        """Give a book just opened what was set for all."""
        if self._calculation == "manual":
            book.api.enableAutomaticCalculation(False)
        if not self._updating:
            book.api.lockControllers()

    @property
    def calculation(self) -> str:
        """``automatic`` or ``manual``, for the open books and those to come."""
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise UnsupportedMember("App", f"calculation = {value!r}")
        self._calculation = value
        for book in self.books:
            book.api.enableAutomaticCalculation(_CALCULATIONS[value])

    def calculate(self) -> None:
        """Work out what has changed, in all books."""
        for book in self.books:
            book.api.calculate()

    @property
    def screen_updating(self) -> bool:
        """Are the windows kept up to date?"""
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if bool(value) == self._updating:
            return
        self._updating = bool(value)
        for book in self.books:
            if not value:
                book.api.lockControllers()
            elif book.api.hasControllersLocked():
                book.api.unlockControllers()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; ``False`` where it is the office's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status = value or False
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if value and len(self.books):
            self._indicator = self.books.active.controller.Frame.createStatusIndicator()
            self._indicator.start(str(value), 0)

    def quit(self) -> None:
        """End our own office; an office that others started is only left."""
        if self._office and self._office.runs:
            with contextlib.suppress(OfficeGone):
                for book in list(self.books):
                    book.close()
            self._office.end(self.api)
        self.apps.drop(self)

    def kill(self) -> None:
        """End our own office at once, by force."""
        if self._office:
            self._office.end()
        self.apps.drop(self)

    def tidy(self) -> None:
        """Remove what an office that ended by itself has left behind."""
        if self._office and not self._office.runs:
            self._office.end()
