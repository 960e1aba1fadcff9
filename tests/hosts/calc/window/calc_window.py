"""A LibreOffice with the extension in a real window, on a screen of its own, and a mouse.

What is clicked is found by its name in the accessibility tree, in which LibreOffice tells where on
the screen everything stands; so neither the size of letters nor the order of entries matters.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from calc_office import PATIENCE, CalcOffice, Document, wait_for
from calc_office import _children as children_of
from calc_office import _command as running

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.menu.package import RUNNER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIZE = 1280, 800  # pixels
PROGRAMS = {"soffice": "LibreOffice", "Xvfb": "xvfb", "xdotool": "xdotool"}
BOX = "xlar"  # the title of our message boxes
MENU, MENU_BAR, BUTTON, LABEL = 34, 35, 44, 86  # of com.sun.star.accessibility.AccessibleRole
PATIENT = 10.0  # seconds after which a click counts as lost, and is made once more
_BETWEEN = 0.1  # seconds from one look at the windows to the next
_TABLES = {24, 56, 57, 60}  # cells and their kin: thousands, and never clicked by name
_MOST = 200  # children of what is no list of cells
_DEEPEST = 9
_TIMES = 5  # that a click is made at most
_MENUS = 3  # one below the other, at most
_MNEMONIC = re.compile(r"~|\(~?\w\)|\.\.\.$")
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>\n"
)


def missing() -> list[str]:
    """What a window needs and this machine has not."""
    return [needed for program, needed in PROGRAMS.items() if shutil.which(program) is None]


class Screen:
    """A screen that nobody sees; its number is the first that is free."""

    def __init__(self) -> None:
        read, write = os.pipe()
        shape = f"{SIZE[0]}x{SIZE[1]}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", shape, "-nolisten", "tcp"],
            pass_fds=(write,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.name = f":{told.readline().strip()}"
        assert self.name != ":", "Xvfb did not start"

    def mouse(self, *words: object) -> None:
        """Do something with mouse or keys, in the words of xdotool."""
        self.run("xdotool", *map(str, words))

    def run(self, *command: str) -> bytes:
        """What a program prints that looks at this screen."""
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            command, env=environment, check=True, timeout=60, stdout=subprocess.PIPE
        )
        return done.stdout

    def end(self) -> None:
        """Take it away."""
        self._server.terminate()
        self._server.wait()


def seen(condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What a condition on windows gives as soon as it holds.

    Windows and menus come and go meanwhile: what is gone just as it is looked at is not seen.
    """

    def looked() -> Any:
        with suppress(bridge.kind("com.sun.star.uno.Exception")):
            if found := condition():
                return found
        time.sleep(_BETWEEN)
        return None

    return wait_for(looked, seconds)


class Place(NamedTuple):
    """Where something stands on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click on it."""
        return self.x + self.width // 2, self.y + self.height // 2


class CalcWindow(CalcOffice):
    """A running LibreOffice with the extension that can be seen and clicked on.

    Args:
        language: of LibreOffice, such as ``zh-CN``; needs its language pack.
    """

    def __init__(self, language: str = "en-US") -> None:
        self.language = language
        self.screen = Screen()
        # Of all its looks this one tells the most in the accessibility tree and needs no desktop.
        plain = {"SAL_USE_VCLPLUGIN": "gen", "FC_LANG": language.lower()}
        try:
            super().__init__(DISPLAY=self.screen.name, **plain)
        except BaseException:
            self.screen.end()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        self._command = [word for word in self._command if word != "--headless"]
        _configure(self.profile, self.language)
        return super()._start()

    def show(self, path: Path) -> WindowDocument:
        """Open a workbook so that it fills the screen; its macros stay asleep."""
        asleep = bridge.properties(MacroExecutionMode=0)
        doc = self.desktop.loadComponentFromURL(bridge.url(path), "_blank", 0, asleep)
        doc.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, *SIZE, 15)
        return WindowDocument(doc, self)

    def windows(self) -> list[Any]:
        """The windows, the one in front first; one that is just going may be None."""
        toolkit = self.service("com.sun.star.awt.Toolkit")
        with suppress(bridge.kind("com.sun.star.lang.IndexOutOfBoundsException")):
            return [toolkit.getTopWindow(at) for at in range(toolkit.getTopWindowCount())]
        return []

    def window(self, title: str) -> Any:
        """A window that can be seen, as its accessible context; None if there is none."""
        for window in self.windows():
            with suppress(bridge.kind("com.sun.star.uno.Exception")):  # it is just going
                context = window and window.getAccessibleContext()
                if context and context.getAccessibleName() == title and place(context):
                    return context
        return None

    def box(self) -> Any:
        """The box in which a command says something; None if there is none."""
        return self.window(BOX)

    def is_busy(self) -> bool:
        """Is a command at work?"""
        return any(RUNNER in running(pid) for pid in children_of(self.process.pid))

    def end(self) -> None:
        """End it, and its screen."""
        super().end()
        self.screen.end()


class WindowDocument(Document):
    """A spreadsheet in a window, and the mouse over it."""

    office: CalcWindow

    def menu_bar(self) -> Any:
        """The menu bar, as its accessible context."""
        return seen(lambda: _child(self._frame(), lambda one: _role(one) == MENU_BAR))

    def _frame(self) -> Any:
        """The window of the document, as its accessible context."""
        return self.doc.CurrentController.Frame.ContainerWindow.getAccessibleContext()

    def open_menu(self, *names: str) -> Any:
        """Click through menus, each until it is open; the last one as its accessible context."""
        at = self.menu_bar()
        for name in names:
            at = self._opened(at, name)
        return at

    def _opened(self, parent: Any, name: str) -> Any:
        """A menu below another, opened by the mouse."""
        entry = seen(lambda: entry_of(parent, name))

        def is_open() -> bool:
            return any(place(one) for one in children(entry))

        for _ in range(_TIMES):
            self.click(entry)
            with suppress(AssertionError):
                seen(is_open, PATIENT)
                return entry
        raise AssertionError(f"the menu {name} does not open")

    def choose(self, *names: str) -> str:
        """Choose a command of ours from the menu; what the box says that comes in the end."""
        return self._said_after(lambda: self.pick(*names))

    def press(self, name: str) -> str:
        """Press a button of our toolbar; what the box says that comes in the end."""
        return self._said_after(lambda: self.click(self.tool(name)))

    def _said_after(self, clicks: Callable[[], None]) -> str:
        """What the box says in the end; clicks that were lost are made once more."""
        for _ in range(_TIMES):
            clicks()
            with suppress(AssertionError):
                seen(lambda: self.office.is_busy() or self.office.box(), PATIENT)
                break
        return self.answer_box()

    def pick(self, *names: str) -> None:
        """Click on an entry of a menu, below others that are opened first."""
        *menus, last = names
        menu = self.open_menu(*menus)
        self.click(seen(lambda: entry_of(menu, last)))

    def answer_box(self) -> str:
        """Wait for the box at the end of a command and click it away; what it said."""
        said = seen(lambda: _names(self.office.box(), LABEL))
        for _ in range(_TIMES):
            if button := _child(self.office.box(), _is_button):
                self.click(button)
            with suppress(AssertionError):
                seen(lambda: self.office.box() is None, PATIENT)
                return said
        raise AssertionError(f"the box stays: {said}")

    def tool(self, name: str) -> Any:
        """A button of a toolbar, as its accessible context."""

        def is_wanted(one: Any) -> bool:
            return _is_button(one) and plain(one) == name

        return seen(lambda: next(filter(is_wanted, everything(self._frame())), None))

    def close(self) -> None:
        """Close it, whatever it holds, and whatever a test that failed has left open before it."""
        with suppress(AssertionError):
            while self.office.box() is not None:
                self.answer_box()
        self.office.screen.mouse("key", *["Escape"] * _MENUS)
        super().close()

    def click(self, target: Any) -> None:
        """Click in the middle of something as soon as it stands still."""
        x, y = still(target).middle
        self.office.screen.mouse("mousemove", x, y, "click", 1)


def place(context: Any) -> Place | None:
    """Where something stands on the screen; None if it does not."""
    with suppress(bridge.kind("com.sun.star.uno.Exception")):
        at, size = context.getLocationOnScreen(), context.getSize()
        if size.Width > 0 and size.Height > 0:
            return Place(at.X, at.Y, size.Width, size.Height)
    return None


def still(context: Any) -> Place:
    """Where something stands that has stopped moving."""
    last: list[Place | None] = [None]

    def stands() -> Place | None:
        before, last[0] = last[0], place(context)
        return last[0] if last[0] == before else None

    return seen(stands)


def plain(context: Any) -> str:
    """The name of something without its shortcut letter."""
    return _MNEMONIC.sub("", context.getAccessibleName())


def entry_of(menu: Any, name: str) -> Any:
    """The entry of a menu with a name, if it can be seen."""
    return _child(menu, lambda one: plain(one) == name and place(one) is not None)


def children(context: Any) -> Iterator[Any]:
    """What something directly holds; nothing where it is None."""
    if context is None:
        return
    with suppress(bridge.kind("com.sun.star.uno.Exception")):
        count = context.getAccessibleChildCount()
        for at in range(count if count <= _MOST else 0):
            child = context.getAccessibleChild(at)
            if child is not None:
                yield child.getAccessibleContext()


def everything(context: Any, depth: int = 0) -> Iterator[Any]:
    """Everything something holds, but for cells and closed menus."""
    for child in children(context):
        yield child
        if depth < _DEEPEST and _role(child) not in {*_TABLES, MENU}:
            yield from everything(child, depth + 1)


def _child(context: Any, is_wanted: Any) -> Any:
    return next(filter(is_wanted, children(context)), None)


def _names(context: Any, role: int) -> str:
    """The names of all of a kind that something holds."""
    return " ".join(one.getAccessibleName() for one in children(context) if _role(one) == role)


def _is_button(context: Any) -> bool:
    return _role(context) == BUTTON


def _role(context: Any) -> int:
    return int(context.getAccessibleRole())


def _configure(profile: Path, language: str) -> None:
    """Set the language, and keep away what would stand before the cells at a first start."""
    settings = [
        ("Office.Linguistic/General", "UILocale", language),
        ("Setup/L10N", "ooLocale", language),
        ("Setup/L10N", "ooSetupSystemLocale", language),
        ("Office.Common/Misc", "FirstRun", "false"),
        ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
        ("Setup/Product", "ooSetupLastVersion", "99.9"),
    ]
    file = profile / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text(encoding="utf-8")
    if "UILocale" not in text:
        items = "".join(_ITEM.format(*one) for one in settings)
        file.write_text(text.replace("</oor:items>", f"{items}</oor:items>"), encoding="utf-8")
