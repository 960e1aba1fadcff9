"""The VBA modules by which Excel reaches Python: those of the installed xlwings, adapted.

xlwings' own module starts a shell, names the workbook on the command line and waits two minutes
for a Python that has died. Ours starts Python itself, isolated from whatever else is installed.
Every change says how often it must apply, so that another release of xlwings is noticed when the
workbook is built. The text stays under xlwings' licence, whose notice stands at its top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from xlar.core.errors import XlarError
from xlar.workbook.vba.modules import Module

XLWINGS: Final = "0.37.8"
"""The release of xlwings that the modules are of; its DLL must be of the same one."""

SERVER: Final = "xlar.hosts.excel.server"
"""The module that Excel starts."""

_COMMAND: Final = f"""\
Function XLPyCommand()
    ' Adapted: no shell, no path of the workbook, an isolated Python; one server per Excel.
    ' The DLL replaces $(CLSID), and shows the console if it finds the word showconsole.
    If UCase$(CStr(GetConfig("DEBUG UDFS", "False"))) = "TRUE" Then
        XLPyCommand = "{{506e67c3-55b5-48c3-a035-eed5deea7d6d}}"
    Else
        XLPyCommand = Chr(34) & GetConfig("INTERPRETER_WIN", "") & Chr(34) _
            & " -I -B -m {SERVER} $(CLSID)"
        If UCase$(CStr(GetConfig("SHOW CONSOLE", "False"))) = "TRUE" Then
            XLPyCommand = XLPyCommand & " showconsole"
        End If
    End If
End Function
"""


class UnknownXlwings(XlarError):
    """The installed xlwings is not the one whose modules are adapted here."""


@dataclass(frozen=True)
class Change:
    """A change to xlwings' module.

    Attributes:
        pattern: what is replaced.
        text: what stands there instead.
        reason: why.
        hits: how often it must apply.
    """

    pattern: str
    text: str
    reason: str
    hits: int = 1

    def applied(self, source: str) -> str:
        """The source with this change.

        Raises:
            UnknownXlwings: it does not apply as often as it must.

        >>> Change("a", "b", "shows how").applied("cat")
        'cbt'
        """
        changed, hits = re.subn(self.pattern, lambda _: self.text, source)
        if hits != self.hits:
            raise UnknownXlwings(f"{self.pattern!r}: found {hits} times, expected {self.hits}")
        return changed


CHANGES: Final = (
    Change(
        'PROJECT_NAME As String = "xlwings"', 'PROJECT_NAME As String = "xlar"',
        "configuration of our own, apart from the user's other xlwings workbooks",
    ),
    Change(
        r"(?ms)^Function XLPyCommand\(\).*?^End Function\n", _COMMAND,
        "a Python that cannot start is noticed at once; no path or name can break the command",
    ),
    Change(
        r"(?ms)^Function sql\(query.*?^End Function\n", "",
        "a worksheet function that nobody of ours needs",
    ),
    Change(
        '(?m)^#Const App = "Microsoft Excel".*$',
        'Option Private Module\n#Const App = "Microsoft Excel"',
        "its helpers do not appear among the worksheet functions",
    ),
    Change(
        r"In Range\(sht\.Range", "In sht.Range(sht.Range",
        "read from the configuration also while a chart sheet is active",
    ),
    Change(
        r"\.Exists\(configKey\) = True Then", '.Item(configKey) <> "" Then',
        "a blank value in the workbook leaves the choice to the file of the user", hits=2,
    ),
    Change(
        r"\bXLPy\.(?=SetAttr|Module\(\"xlwings\._|Exec)", "AR_Server.",
        "buttons use the server that functions use, however it was started", hits=3,
    ),
)  # fmt: skip
"""What is changed in xlwings' module, and why."""


def transport_modules() -> tuple[Module, Module]:
    """The adapted module ``xlwings``, and the class ``Dictionary`` that a Mac needs to compile it.

    Raises:
        UnknownXlwings: another release is installed, or a change does not apply.
    """
    package = distribution("xlwings")
    folder = Path(str(package.locate_file("xlwings")))
    source = (folder / "xlwings.bas").read_text("ascii")
    dictionary = (folder / "addin" / "Dictionary.cls").read_text("ascii")
    return Module("xlwings", adapted(source)), Module("Dictionary", dictionary, "class")


def adapted(source: str, version: str = XLWINGS) -> str:
    """The module of xlwings with all changes.

    Args:
        source: its text as xlwings carries it.
        version: the release it must be of.

    Raises:
        UnknownXlwings: it is of another release, or a change does not apply.
    """
    if f'XLWINGS_VERSION As String = "{version}"' not in source:
        raise UnknownXlwings(f"the VBA module is not that of xlwings {version}")
    for change in CHANGES:
        source = change.applied(source)
    return source
