"""A LibreOffice of our own: started with a profile of its own, ended with its profile.

A second LibreOffice with the same profile would join the first and end with it, and the lock of
a profile outlives a crash; so each start gets a fresh profile in the temporary folder. The
program on the path is a wrapper whose process is not the office's; ``soffice.bin`` is started
directly, so that the process known is the one that is ended.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.hosts.calc.engine import bridge

_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 10.0
# With these codes a new profile asks to be started once more.
_AGAIN: Final = (79, 81)
_OWN_GROUP: Final = 0x00000200  # CREATE_NEW_PROCESS_GROUP of Windows
_PREFIX: Final = "xlar-office-"
_SPEC: Final = "listens-at"  # where an office listens is written into its profile
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


_SYSTEM: Final = frozenset(map(Path, ("/usr/bin", "/bin", "/usr/local/bin")))
_OF_PYTHON: Final = frozenset(("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"))


def has_screen() -> bool:
    """Can a window be shown here?"""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def surroundings(**more: str) -> dict[str, str]:
    """The environment LibreOffice's own programs are started in.

    The Python inside LibreOffice looks for its library beside the first ``python3`` on the path.
    Where pyenv, conda or a virtual environment has put another one there, LibreOffice 7.4 ends with
    signal 6 as soon as an extension in Python is loaded; such folders are left out.

    Args:
        more: variables in addition.
    """
    kept = [one for one in os.get_exec_path() if Path(one) in _SYSTEM or not _has_python(one)]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_PYTHON}
    return {**environment, "PATH": os.pathsep.join(kept), **more}


def _has_python(folder: str) -> bool:
    """Whether a folder holds a Python; one that may not be looked into is not run from either."""
    with contextlib.suppress(PermissionError):
        return any((Path(folder) / name).exists() for name in ("python3", "python3.exe"))
    return False


def answers(profile: Path) -> bool | None:
    """Does the office with this profile run? ``None`` where the profile is none of ours."""
    if not profile.name.startswith(_PREFIX):
        return None
    with contextlib.suppress(FileNotFoundError, ConnectionError):
        bridge.connect((profile / _SPEC).read_text("ascii"))
        return True
    return False


class OfficeDidNotStart(XlarError, RuntimeError):
    """LibreOffice was started and never answered."""


def program() -> Path:
    """The office program itself, not the wrapper around it.

    Raises:
        NoOffice: LibreOffice is not installed in any known place.
    """
    for folder in bridge.program_folders():
        for name in ("soffice.bin", "soffice.exe", "soffice"):
            if (folder / name).is_file():
                return folder / name
    raise bridge.NoOffice(
        Text(
            "找不到 LibreOffice（soffice）：请安装，或把它的 program 文件夹加入 PATH",
            "LibreOffice (soffice) was not found: install it, or put its program folder on PATH",
        )
    )


class Office:
    """A running office with the profile it was given.

    Attributes:
        spec: where it listens.
        headless: it can have no windows.
        seen: it has windows that somebody may be looking at.
        context: its component context.
    """

    def __init__(self, soffice: Path | None = None, *, headless: bool = True) -> None:
        bridge.uno()  # without it there is no use in starting anything
        self.spec = f"pipe,name=xlar{uuid.uuid4().hex[:12]}"
        self.headless, self.seen = headless, False
        self._profile = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (self._profile / _SPEC).write_text(self.spec, encoding="ascii")
        (self._profile / "user").mkdir()
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.write_text(_SETTINGS, encoding="utf-8")
        self._command = [
            str(soffice or program()),
            *(["--headless"] if headless else []),
            *("--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            f"--accept={self.spec};urp;",
            f"-env:UserInstallation={self._profile.as_uri()}",
        ]
        self._process = self._start()
        atexit.register(self.end_at_exit)
        try:
            self.context = self._wait()
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process of the office itself."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Has the process not ended?"""
        return self._process.poll() is None

    def end(self, desktop: Any = None) -> None:
        """End the office: by request, and by force where it does not follow within ten seconds."""
        atexit.unregister(self.end_at_exit)
        if self.runs and desktop is not None:
            # It may go before it answers, which is what was asked for.
            with contextlib.suppress(bridge.kind("com.sun.star.uno.Exception")):
                desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
        if self.runs:
            self._process.kill()
        self._process.wait(_END_SECONDS)
        shutil.rmtree(self._profile, ignore_errors=True)

    def end_at_exit(self) -> None:
        """End what nobody can see when Python ends; a window is left to its user."""
        if not (self.seen and self.runs):
            self.end()

    def _start(self) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl-C at the terminal is for Python, not for the office.
        windows = sys.platform == "win32"
        apart: dict[str, Any] = (
            {"creationflags": _OWN_GROUP} if windows else {"start_new_session": True}
        )
        return subprocess.Popen(  # noqa: S603 - the program found above, with our own arguments
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=surroundings(SAL_ENABLE_FILE_LOCKING="1"),
            **apart,
        )

    def _wait(self) -> Any:
        last = time.monotonic() + _START_SECONDS
        while time.monotonic() < last:
            with contextlib.suppress(ConnectionError):
                return bridge.connect(self.spec)
            if self._process.poll() in _AGAIN:
                self._process = self._start()
            elif not self.runs:
                break
            time.sleep(0.05)
        code = self._process.poll()
        raise OfficeDidNotStart(
            Text(
                f"LibreOffice 没有启动（{self._command[0]}，退出码 {code}）："
                "请先手动打开一次看提示",
                f"LibreOffice did not start ({self._command[0]}, exit code {code}):"
                " open it by hand once and see what it says",
            )
        )
