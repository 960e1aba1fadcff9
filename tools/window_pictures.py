"""Pictures of the add-in in a window of LibreOffice Calc, in Chinese, with the figures live."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

_TESTS: Final = Path(__file__).parents[1] / "tests" / "hosts" / "calc"
sys.path[:0] = [str(_TESTS / "addin"), str(_TESTS / "window")]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calc_window import WindowDocument
    from numpy.typing import NDArray

SHEETS: Final = {
    "start": "开始", "aging": "账龄分析", "credit": "信用监控", "worklist": "催收工作台",
    "statement": "对账单", "dashboard": "指标看板",
}  # fmt: skip
"""Pictures of sheets of the template, by name."""

BLANK: Final = {"开始": "A3", "对账单": "A3", "指标看板": "A3"}
"""Cells that hold nothing, for the cursor."""

OF_REPORTS: Final = "D3"
ZOOM: Final = {"指标看板": 85}  # percent
SCRATCH: Final = "试算"
FORMULA: Final = '=AR_BALANCE("0004";ledger;as_of)'
WIZARD: Final = "函数向导"
_DRAWN: Final = 1.5  # seconds for LibreOffice to draw what has changed


def window_pictures(workbook: bytes) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Name and pixels of each picture.

    Args:
        workbook: the template with its formulas, an ``.xlsx`` file.
    """
    from calc_office import wait_for
    from calc_window import missing

    if lacking := missing():
        sys.exit(f"pictures: needs {', '.join(lacking)}")
    with _shown(workbook) as window:
        wait_for(lambda: window.shown("A6", "账龄分析") == "0001")
        for name, sheet in SHEETS.items():
            _go(window, sheet)
            yield f"calc-{name}", _taken(window)
        _go(window, "账龄分析")
        window.open_menu("应收账款", "催收")
        yield "calc-menu", _taken(window)
        window.office.screen.mouse("key", "Escape", "key", "Escape", "key", "Escape")
        _wizard(window)
        yield "calc-wizard", _taken(window)


@contextmanager
def _shown(workbook: bytes) -> Iterator[WindowDocument]:
    """A workbook in a Chinese window."""
    from calc_window import CalcWindow

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "应收账款.xlsx")
        path.write_bytes(workbook)
        office = CalcWindow("zh-CN")
        try:
            yield office.show(path)
        finally:
            office.end()


def _go(window: WindowDocument, sheet: str) -> None:
    """Show a sheet, with the cursor out of the way."""
    page = window.sheet(sheet)
    window.doc.CurrentController.setActiveSheet(page)
    window.doc.CurrentController.ZoomValue = ZOOM.get(sheet, 100)
    window.doc.CurrentController.select(page.getCellRangeByName(BLANK.get(sheet, OF_REPORTS)))


def _wizard(window: WindowDocument) -> None:
    """The function wizard on a formula of ours."""
    from calc_office import wait_for

    window.type("B2", FORMULA, SCRATCH)
    cell = window.cell("B2", SCRATCH)
    cell.Columns.Width = 4_000
    window.doc.CurrentController.setActiveSheet(window.sheet(SCRATCH))
    window.doc.CurrentController.select(cell)
    window.pick("插入", "函数")
    wait_for(lambda: window.office.window(WIZARD))


def _taken(window: WindowDocument) -> NDArray[np.uint8]:
    """What the screen shows."""
    from calc_window import SIZE

    time.sleep(_DRAWN)
    width, height = SIZE
    few = ("+dither", "-colors", "256", "-depth", "8")  # those a small picture may have
    raw = window.office.screen.run("import", "-window", "root", *few, "rgb:-")
    return np.frombuffer(raw, np.uint8).reshape(height, width, 3)
