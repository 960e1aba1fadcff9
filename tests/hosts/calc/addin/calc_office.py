"""A LibreOffice of our own with the extension, and documents that are filled and looked at."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlar.hosts.calc.addin import install, package
from xlar.hosts.calc.engine import bridge, process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PATIENCE = 120.0  # other work on the machine makes everything late; what fails waits this long
_AGAIN = (79, 81)  # with these codes a new profile asks to be started once more
_ABORTED = (134, -6)  # unopkg 7.4 was once seen to abort, and took the same file the next time
_STARTS = 3
_ANYONE = "nobody"  # LibreOffice's unopkg refuses to work for root


def wait_for(condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What a condition gives as soon as it holds; fails if it never does."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came about")


def lacking() -> list[str]:
    """What an office with the extension needs and this machine has not."""
    found = [] if shutil.which("soffice") else ["LibreOffice"]
    try:
        bridge.uno()
    except bridge.NoOffice:
        found.append("python3-uno")
    try:
        install.unopkg()
    except bridge.NoOffice:
        found.append("unopkg")
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("runuser") is None:
        found.append("runuser")
    return found


class DidNotComeUp(AssertionError):
    """An office was started and nobody answers; the text says all that is known of it."""


class CalcOffice:
    """A running LibreOffice with the extension and a profile of its own."""

    def __init__(self, python: str | None = None, **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="xlar-addin-"))
        self.profile = self.folder / "profile"
        _install(self.folder, self.profile, python)
        spec = f"pipe,name=xlar{uuid.uuid4().hex[:12]}"
        self._command = [
            str(process.program()),
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            f"--accept={spec};urp;",
            f"-env:UserInstallation={self.profile.as_uri()}",
        ]
        self._environment = process.surroundings(**environment)
        self._codes: list[int] = []
        self.process = self._start()
        try:
            self.context = self._connected(spec)
        except BaseException:
            self.end()
            raise
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """One of LibreOffice's services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def _start(self) -> subprocess.Popen[bytes]:
        with self._said.open("ab") as said:
            return subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    @property
    def _said(self) -> Path:
        """The file that takes what the office prints."""
        return self.folder / "said.txt"

    def _connected(self, spec: str) -> Any:
        """The context as soon as the office listens; a new profile asks to be started once more."""
        begin = time.monotonic()
        refused = "nothing was tried"
        while time.monotonic() < begin + PATIENCE:
            try:
                return bridge.connect(spec)
            except ConnectionError as error:
                refused = repr(error.__cause__ or error)
            code = self.process.poll()
            if code is not None:
                self._codes.append(code)
                if code not in _AGAIN or len(self._codes) == _STARTS:
                    break
                self.process = self._start()
            time.sleep(0.05)
        raise DidNotComeUp(self._account(time.monotonic() - begin, refused))

    def _account(self, seconds: float, refused: str) -> str:
        """All that is known of an office that does not answer."""
        state = "ended" if self.process.poll() is not None else "runs, but does not listen"
        said = self._said.read_text(encoding="utf-8", errors="replace").strip()
        return (
            f"LibreOffice {state} after {seconds:.0f} s; exit codes so far: {self._codes}\n"
            f"command: {' '.join(self._command)}\nlast refusal: {refused}\n"
            f"printed: {said or '-'}\nlog of the add-in: {self.log() or '-'}"
        )

    def open(self, path: Path | None = None) -> Document:
        """A new document, or one from a file."""
        url = bridge.url(path) if path else "private:factory/scalc"
        return Document(self.desktop.loadComponentFromURL(url, "_blank", 0, ()), self)

    def log(self) -> str:
        """What went wrong inside."""
        file = self.profile / "user" / "xlar.log"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def workers(self) -> list[int]:
        """The processes that answer for it."""
        return [pid for pid in _children(self.process.pid) if package.WORKER in _command(pid)]

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """End it and remove its profile."""
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Document:
    """An open spreadsheet document."""

    def __init__(self, doc: Any, office: CalcOffice) -> None:
        self.doc = doc
        self.office = office

    def sheet(self, name: str) -> Any:
        """A sheet, made if it is not there."""
        if not self.doc.Sheets.hasByName(name):
            self.doc.Sheets.insertNewByName(name, self.doc.Sheets.Count)
        return self.doc.Sheets.getByName(name)

    def fill(self, name: str, rows: Sequence[Sequence[Any]], at: str = "A1") -> None:
        """Write rows to a sheet; None leaves a cell empty."""
        start = self.sheet(name).getCellRangeByName(at).CellAddress
        cells = self.sheet(name).getCellRangeByPosition(
            start.Column, start.Row, start.Column + len(rows[0]) - 1, start.Row + len(rows) - 1
        )
        cells.setDataArray(tuple(tuple("" if one is None else one for one in row) for row in rows))

    def cell(self, address: str, sheet: str = "报表") -> Any:
        """A cell of the sheet that reports are typed into."""
        return self.sheet(sheet).getCellRangeByName(address)

    def type(self, address: str, formula: str, sheet: str = "报表") -> Any:
        """Type a formula into a cell; what it shows."""
        self.cell(address, sheet).setFormula(formula)
        return self.shown(address, sheet)

    def shown(self, address: str, sheet: str = "报表") -> Any:
        """What a cell shows: a number, a text, or the text of an error."""
        cell = self.cell(address, sheet)
        if cell.getError():
            return cell.String
        return cell.Value if cell.FormulaResultType2 == 1 else cell.String

    def array(self, address: str, sheet: str = "报表") -> str:
        """The address of the array formula around a cell."""
        cursor = self.sheet(sheet).createCursorByRange(self.cell(address, sheet))
        cursor.collapseToCurrentArray()
        return str(cursor.AbsoluteName).rpartition(".")[2].replace("$", "")

    def rows(self, address: str, sheet: str = "报表") -> tuple[tuple[Any, ...], ...]:
        """The values of a range."""
        return self.sheet(sheet).getCellRangeByName(address).getDataArray()

    def undo(self) -> None:
        """Take back what was done last."""
        self.doc.UndoManager.undo()

    def save(self, path: Path) -> None:
        """Save a copy in LibreOffice's own format."""
        self.doc.storeToURL(bridge.url_to_write(path), bridge.properties(FilterName="calc8"))

    def close(self) -> None:
        """Close it, whatever it holds."""
        self.doc.setModified(False)
        self.doc.close(True)


def not_as_root(folder: Path, command: Sequence[str]) -> list[str]:
    """A command so that it runs for somebody who owns a folder and is not root."""
    if os.geteuid() != 0:
        return list(command)
    shutil.chown(folder, _ANYONE)
    return ["runuser", "-u", _ANYONE, "--", "env", f"HOME={folder}", *command]


def _install(folder: Path, profile: Path, python: str | None) -> None:
    """Install the extension as the program of LibreOffice does, but not as root."""
    file = package.build(folder / package.FILE_NAME, **({"python": python} if python else {}))
    command = [str(install.unopkg()), "add", "--force", str(file)]
    command.append(f"-env:UserInstallation={profile.as_uri()}")
    command = not_as_root(folder, command)
    for _ in range(_STARTS):
        done = subprocess.run(
            command,
            check=False,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            env=process.surroundings(),
        )
        if done.returncode not in _ABORTED:
            break
        shutil.rmtree(profile, ignore_errors=True)
    assert done.returncode == 0, f"unopkg: {done.returncode}\n{done.stdout}{done.stderr}"


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    tasks = Path(f"/proc/{pid}/task").glob("*/children") if file.exists() else ()
    return [int(word) for task in tasks for word in task.read_text().split()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
