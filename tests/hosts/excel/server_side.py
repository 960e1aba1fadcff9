"""What the process of `excel_process` does for a request, all of it by xlwings' own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fake_pywin32
from excel_process import RangeOf

xlwings = fake_pywin32.install()
from xlwings import com_server, udfs  # noqa: E402 - only now can it be imported

MODULE = "xlar.hosts.excel.udfs"
SERVER = com_server.XLPython()


def _arguments(given: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        fake_pywin32.range_of(one.values) if isinstance(one, RangeOf) else one for one in given
    )


def call_udf(function: str, given: tuple[Any, ...]) -> Any:
    """``XLPy.CallUDF`` as our own VBA calls it."""
    return SERVER.CallUDF(MODULE, function, _arguments(given))


def call_udf_whole(function: str, given: tuple[Any, ...]) -> Any:
    """``udfs.call_udf``: the result before ``CallUDF`` unpacks a single cell or row."""
    return udfs.call_udf(MODULE, function, _arguments(given))


def call_udf_from_cell(function: str, given: tuple[Any, ...]) -> Any:
    """``XLPy.CallUDF`` as the wrappers call it that xlwings writes."""
    caller = fake_pywin32.range_of(((None,),))
    return SERVER.CallUDF(MODULE, function, _arguments(given), Workbook(), caller)


class Components(fake_pywin32.ComObject):
    """The modules of a VBA project, none so far."""

    def __call__(self, name: str) -> None:
        raise fake_pywin32.ComError(name)


class Workbook(fake_pywin32.ComObject):
    """An open workbook that keeps what is imported into its VBA project."""

    def __init__(self) -> None:
        self.vba = ""
        self.options: list[tuple[str, dict[str, Any]]] = []
        components = Components(Import=self._import, Remove=None)
        super().__init__(
            Name="ar.xlsm",
            Worksheets=fake_pywin32.ComObject(Count=0),
            VBProject=fake_pywin32.ComObject(VBComponents=components),
            Application=fake_pywin32.ComObject(Version="16.0", MacroOptions=self._describe),
        )

    def _import(self, path: str) -> None:
        self.vba = Path(path).read_text(encoding="utf-8")

    def _describe(self, name: str, **options: Any) -> None:
        self.options.append((name, options))


def import_functions() -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    """What the button "Import Functions" writes: the VBA, and the texts of the wizard."""
    book = Workbook()
    udfs.import_udfs(MODULE, book)
    return book.vba, book.options


def modules_of_hosts() -> list[str]:
    """Modules of xlar's hosts that are loaded."""
    import sys

    return sorted(name for name in sys.modules if name.startswith("xlar.hosts."))
