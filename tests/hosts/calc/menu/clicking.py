"""Clicks on the menu without a mouse: its commands are dispatched, and their end is waited for."""

from __future__ import annotations

import json
import os
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calc_office import wait_for

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.menu.component.menu import CONFIGURATION
from xlar.hosts.calc.menu.component.unoparts import Implements
from xlar.hosts.calc.menu.package import RUNNER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calc_office import CalcOffice


class Ended(Implements):
    """Hears how a command ended."""

    interfaces = ("com.sun.star.frame.XDispatchResultListener",)

    def __init__(self) -> None:
        self.results: list[tuple[bool, str]] = []

    def dispatchFinished(self, event: Any) -> None:  # noqa: N802 - UNO's name
        """Note whether it did what it is for, and its message."""
        self.results.append((event.State == 1, event.Result))


def is_running(pid: int) -> bool:
    """Does a process run, or wait for something?"""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class Clicks:
    """A document in an office, and the commands of its menu."""

    def __init__(self, office: CalcOffice, path: Path) -> None:
        self.office = office
        self.doc = office.desktop.loadComponentFromURL(bridge.url(path), "_blank", 0, ())
        self.frame = self.doc.CurrentController.Frame
        self.frame.activate()

    def click(self, command: str, **arguments: str) -> Ended:
        """Begin a command."""
        url = bridge.uno().createUnoStruct("com.sun.star.util.URL")
        url.Complete = f"vnd.org.xlar:{command}"
        transformer = self.office.service("com.sun.star.util.URLTransformer")
        _, url = transformer.parseStrict(url)
        ended = Ended()
        dispatcher = self.frame.queryDispatch(url, "_self", 0)
        dispatcher.dispatchWithNotification(url, bridge.properties(**arguments), ended)
        return ended

    def run(self, command: str, **arguments: str) -> tuple[bool, str]:
        """Run a command to its end: whether it did what it is for, and what it said."""
        ended = self.click(command, **arguments)
        return wait_for(lambda: ended.results)[0]

    def runners(self) -> list[int]:
        """The processes that run a command."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().split(b"\0")
                parent = int((entry.parent / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if RUNNER.encode() in words and parent == self.office.process.pid:
                found.append(int(entry.parent.name))
        return found

    def kill_runner(self) -> None:
        """End the running command as a crash does."""
        (pid,) = wait_for(self.runners)
        os.kill(pid, signal.SIGKILL)

    def freeze_runner(self) -> None:
        """Let the running command hear, say and do nothing any more."""
        (pid,) = wait_for(self.runners)
        os.kill(pid, signal.SIGSTOP)

    def insist(self, ended: Ended) -> tuple[bool, str]:
        """Ask a command to stop again and again, as a person does, and hear how it ended."""

        def asked() -> list[tuple[bool, str]]:
            self.click("cancel")
            return ended.results

        return wait_for(asked)[0]

    @contextmanager
    def runner_is(self, *command: str) -> Iterator[None]:
        """Let the menu start another program for its commands."""
        (file,) = self.office.profile.glob(f"user/uno_packages/cache/**/{CONFIGURATION}")
        written = file.read_text(encoding="utf-8")
        file.write_text(json.dumps({**json.loads(written), "runner": command}), encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(written, encoding="utf-8")

    def is_free(self) -> bool:
        """Nothing is locked, no step is open, no process is left."""
        return not (
            self.doc.hasControllersLocked()
            or self.doc.UndoManager.isLocked()
            or not self.doc.isAutomaticCalculationEnabled()
            or self.runners()
        )

    def sheets(self) -> list[str]:
        """The names of the sheets."""
        return list(self.doc.Sheets.ElementNames)

    def rows(self, sheet: str) -> Any:
        """What stands on a sheet."""
        cells = self.doc.Sheets.getByName(sheet)
        cursor = cells.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return cells.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()

    def content(self) -> dict[str, Any]:
        """What stands in the whole document."""
        return {name: self.rows(name) for name in self.sheets()}

    def select(self, sheet: str, address: str) -> None:
        """Select cells."""
        self.doc.CurrentController.select(
            self.doc.Sheets.getByName(sheet).getCellRangeByName(address)
        )

    def close(self) -> None:
        """Close it, whatever it holds; a command that a failed test left at work ends with it."""
        self.doc.setModified(False)
        self.doc.close(True)
        wait_for(lambda: not self.runners())
