"""The sheets nobody sees: configuration of the connection, texts for the wizard and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar import __version__
from xlar.core.problems import Text
from xlar.core.signal_catalogue import SIGNS
from xlar.functions.table import FAMILIES
from xlar.tables.grid import letters
from xlar.workbook.macros import MESSAGES
from xlar.workbook.template import names
from xlar.workbook.template.kit import Page
from xlar.workbook.transport import XLWINGS
from xlar.workbook.vba.names import vba_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

CONF: Final[Mapping[str, str]] = {
    "Interpreter_Win": "", "Interpreter_Mac": "", "Interpreter": "", "PYTHONPATH": "",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False", "UDF Modules": "", "Debug UDFs": "False",
    "Use UDF Server": "True", "Show Console": "False", "Conda Path": "", "Conda Env": "",
    "ONEDRIVE_CONSUMER_WIN": "", "ONEDRIVE_CONSUMER_MAC": "", "ONEDRIVE_COMMERCIAL_WIN": "",
    "ONEDRIVE_COMMERCIAL_MAC": "", "SHAREPOINT_WIN": "", "SHAREPOINT_MAC": "", "LICENSE_KEY": "",
    "SHOW_ERROR_POPUPS": "True", "TEMP DIR": "", "Transport": "", "Language": "",
    "xlwings version": XLWINGS, "xlar version": __version__,
}  # fmt: skip
"""Every key the connection looks for: one that is missing would be sought in the user's files."""

SIGNAL: Final = "signal"
CHECKLIST: Final = {code: sign for code, sign in SIGNS.items() if sign.family != "figures"}
"""The signals people look for; what only figures show is not for them to record."""

I18N_HEADERS: Final = ("kind", "name", "item", "zh", "en")


def i18n_rows(kit: Kit) -> Iterator[tuple[str, str, str, str, str]]:
    """Texts of functions, commands and macros, one a row: kind, name, item, Chinese, English."""
    for name, function in kit.catalogue.items():
        family = FAMILIES[function.family]
        yield "function", name, "", function.zh, function.en
        yield "category", name, "", f"xlar {family.zh}", f"xlar {family.en}"
        for one in function.parameters:
            yield "argument", name, one.name, one.zh, one.en
    for command in kit.commands:
        yield "command", command.name, "title", command.title.zh, command.title.en
        yield "command", command.name, "about", command.about.zh, command.about.en
    for name, text in MESSAGES.items():
        yield "message", name, "", text.zh, text.en
    for code, sign in CHECKLIST.items():
        yield SIGNAL, code, "", sign.name.zh, sign.name.en


def _intellisense_rows(kit: Kit) -> Iterator[list[str]]:
    """The tips an add-in shows while a formula is typed: name, text, help, then its arguments."""
    yield ["FunctionInfo"]
    for name, function in kit.catalogue.items():
        arguments = [
            text for one in function.parameters for text in (vba_name(one.name), _about(one, kit))
        ]
        yield [name, _about(function, kit), "", *arguments]


def _about(described: Any, kit: Kit) -> str:
    text: str = described.zh if kit.lang == "zh" else described.en
    return text


def _draw_conf(canvas: Canvas, kit: Kit) -> None:
    canvas.sheet.set_column(0, 1, 40)
    for row, (key, value) in enumerate({**CONF, "Language": kit.lang, **kit.conf}.items()):
        canvas.put(row, 0, key, "plain", "text")
        canvas.put(row, 1, value or None, "plain", "text")


def _draw_rows(canvas: Canvas, rows: Iterator[Any]) -> None:
    canvas.sheet.set_column(0, 4, 24)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                canvas.put(row, column, cell, "plain", "text")


def _draw_i18n(canvas: Canvas, kit: Kit) -> None:
    def rows() -> Iterator[Any]:
        yield I18N_HEADERS
        yield from i18n_rows(kit)

    _draw_rows(canvas, rows())
    listed = [row for row, cells in enumerate(rows(), 1) if cells[0] == SIGNAL]
    column = letters(I18N_HEADERS.index(kit.lang))
    kit.name(names.SIGNALS, "I18n", f"${column}${listed[0]}:${column}${listed[-1]}")


def _draw_intellisense(canvas: Canvas, kit: Kit) -> None:
    _draw_rows(canvas, _intellisense_rows(kit))


PAGES: Final = tuple(
    Page(key, Text(name, name), draw, visibility="very hidden")
    for key, name, draw in (
        ("Conf", "xlar.conf", _draw_conf),
        ("I18n", "_xlar_i18n", _draw_i18n),
        ("IntelliSense", "_IntelliSense_", _draw_intellisense),
    )
)
