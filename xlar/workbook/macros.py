"""The macros of the workbook: those of the folder ``macros``, xlwings' own, and the wrappers.

The sources stand beside the package, which carries the project built from them: an installed xlar
makes workbooks without them. `xlar build` brings the project up to date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.workbook.transport import transport_modules
from xlar.workbook.vba.modules import Module, read_module
from xlar.workbook.vba.project import build_project
from xlar.workbook.wrappers import MODULE, wrapper_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlar.functions.table import Function

PROJECT: Final = "xlar"
SOURCES: Final = Path(__file__).resolve().parents[2] / "macros"
"""The folder of the VBA sources, where xlar runs from its source tree."""
BUILT: Final = Path(__file__).with_name("vbaProject.bin")
"""The project built from them, which the package carries."""

MESSAGES: Final[Mapping[str, Text]] = {
    "running": Text("xlar 正在运行，请稍候……", "xlar is running, please wait…"),
    "unreachable": Text(
        "无法运行 xlar 的命令。请在命令行运行 xlar doctor 查看原因；如已开始，请检查数据。",
        "The command of xlar could not be run. Run xlar doctor on the command line to see "
        "why; if it had begun already, check the data.",
    ),
    "not_installed": Text(
        "本机的 Excel 还不知道 Python 在哪里。请在命令行运行一次 xlar excel install",
        "Excel does not know yet where Python is: run xlar excel install once on the command line",
    ),
    "no_functions": Text(
        "Mac 上的 Excel 不能计算 AR_ 函数；请用功能区按钮把报表写成数值",
        "Excel for Mac cannot calculate AR_ functions; the buttons of the ribbon write reports as "
        "values",
    ),
}
"""What macros say. VBA stores its source in a code page that differs between countries, so they
find their texts on the hidden sheet of texts, as rows ``message, key, "", Chinese, English``."""


def macro_modules(functions: Iterable[Function], sheets: Iterable[str]) -> list[Module]:
    """All modules of the workbook's VBA project.

    Args:
        functions: the worksheet functions.
        sheets: code names of the workbook's sheets, hidden ones included.

    Raises:
        BadSource: a macro is not ASCII.
        UnknownXlwings: another release of xlwings is installed.
    """
    own = [read_module(file) for file in sorted([*SOURCES.glob("*.bas"), *SOURCES.glob("*.cls")])]
    return [
        *(module for module in own if module.kind == "workbook"),
        *(Module(name, kind="sheet") for name in sheets),
        *(module for module in own if module.kind != "workbook"),
        Module(MODULE, wrapper_source(functions)),
        *transport_modules(),
    ]


def macro_project(functions: Iterable[Function], sheets: Iterable[str]) -> bytes:
    """The bytes of the workbook's ``vbaProject.bin``.

    Args:
        functions: the worksheet functions.
        sheets: code names of the workbook's sheets, hidden ones included.

    Raises:
        BadSource: a macro breaks a limit of VBA.
        UnknownXlwings: another release of xlwings is installed.
    """
    return build_project(PROJECT, macro_modules(functions, sheets))
