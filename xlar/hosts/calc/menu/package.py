"""The menu's part of the extension file, written from the table of commands."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from xlar.commands.table import COMMANDS, GROUPS
from xlar.core.problems import Text
from xlar.hosts.calc.menu.component.menu import (
    CANCEL,
    CONFIGURATION,
    HANDLER,
    IMPLEMENTATION,
    PROTOCOL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RUNNER: Final = "xlar.hosts.calc.runner"
TITLE: Final = Text("应收账款", "Receivables")
STOP: Final = Text("按 Esc 取消正在运行的命令", "Cancel the running command (Esc)")
ON_TOOLBAR: Final = (
    "refresh", "check", "aging", "drill", "credit", "order", "statement", "worklist", "letters",
)  # fmt: skip
_COMPONENT: Final = "xlar_menu.py"
_MODULES: Final = "pythonpath/xlar_calc_menu"
_START: Final = '''"""The menu of xlar; everything it does is in the package beside it."""
from xlar_calc_menu.menu import implementations

g_ImplementationHelper = implementations()
'''
_CONFIGURATION_DATA: Final = "application/vnd.sun.star.configuration-data"
MENU_ENTRIES: Final[Mapping[str, str]] = {
    _COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
    "Addons.xcu": _CONFIGURATION_DATA,
    "ProtocolHandler.xcu": _CONFIGURATION_DATA,
    "CalcWindowState.xcu": _CONFIGURATION_DATA,
}
"""Entries of the extension's manifest: part and media type."""
_XCU: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}"
 oor:package="org.openoffice.{package}">
{content}
</oor:component-data>
"""
_TOOLBAR: Final = "org.xlar.calc.toolbar"
_SPREADSHEETS: Final = "com.sun.star.sheet.SpreadsheetDocument"


def menu_parts(python: str) -> Mapping[str, str]:
    """The parts of the extension that make its menu, by their names in it.

    Args:
        python: the program of the Python that has xlar; the menu starts it for each command.
    """
    settings = {
        "runner": [python, "-I", "-m", RUNNER],
        "parameters": sorted({one.name for each in COMMANDS.values() for one in each.parameters}),
        "titles": {name: f"xlar {one.title.zh} {one.title.en}" for name, one in COMMANDS.items()},
    }
    folder = files("xlar.hosts.calc.menu") / "component"
    modules = {
        f"{_MODULES}/{one.name}": one.read_text(encoding="utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".py")
    }
    return {
        _COMPONENT: _START,
        CONFIGURATION: json.dumps(settings, ensure_ascii=False, indent=1),
        "Addons.xcu": addons(),
        "ProtocolHandler.xcu": protocol_handler(),
        "CalcWindowState.xcu": window_state(),
        **modules,
    }


def protocol_handler() -> str:
    """The configuration that leads our commands to the component."""
    content = _node(
        "HandlerSet",
        _node(
            IMPLEMENTATION, _property("Protocols", f"{PROTOCOL}*", ' oor:type="oor:string-list"')
        ),
        "",
    )
    return _XCU.format(name=HANDLER.rpartition(".")[2], package="Office", content=content)


def addons() -> str:
    """The configuration of menu and toolbar, in spreadsheets only."""
    menu = _property("Context", _SPREADSHEETS) + _titled(TITLE, _node("Submenu", _groups(), ""))
    tools = "".join(_command(f"T{at:02}", name) for at, name in enumerate(ON_TOOLBAR))
    content = _node(
        "AddonUI",
        _node("OfficeMenuBar", _node("org.xlar.calc.menu", menu), "")
        + _node("OfficeToolBar", _node(_TOOLBAR, tools), ""),
        "",
    )
    return _XCU.format(name="Addons", package="Office", content=content)


def window_state() -> str:
    """The configuration that names the toolbar and puts it below the others, not over the cells."""
    yes = ' oor:type="xs:boolean"'
    state = (
        _titled(TITLE, "", "UIName")
        + _property("Docked", "true", yes)
        + _property("Visible", "true", yes)
        + _property("DockingArea", "0", ' oor:type="xs:int"')
        + _property("DockPos", "0,3")
    )
    place = _node(f"private:resource/toolbar/addon_{_TOOLBAR}", state)
    content = _node("UIElements", _node("States", place, ""), "")
    return _XCU.format(name="CalcWindowState", package="Office.UI", content=content)


def _groups() -> str:
    """A submenu for every group, and how to stop a command below them."""
    groups = "".join(_group(f"M{at:02}", key) for at, key in enumerate(GROUPS))
    line = _node("M90", _property("URL", "private:separator"))
    return groups + line + _entry("M91", CANCEL, STOP)


def _group(place: str, key: str) -> str:
    names = [name for name, command in COMMANDS.items() if command.group == key]
    entries = "".join(_command(f"{place}{at:02}", name) for at, name in enumerate(names))
    return _node(place, _titled(GROUPS[key], _node("Submenu", entries, "")))


def _command(place: str, name: str) -> str:
    return _entry(place, name, COMMANDS[name].title)


def _entry(place: str, name: str, title: Text) -> str:
    own = _property("URL", PROTOCOL + name) + _property("Target", "_self")
    return _node(place, _titled(title, own + _property("Context", _SPREADSHEETS)))


def _titled(title: Text, content: str, name: str = "Title") -> str:
    texts: Iterable[tuple[str, str]] = (
        ("en-US", title.en), ("en", title.en), ("zh-CN", title.zh),
    )  # fmt: skip
    values = "".join(f'<value xml:lang="{lang}">{escape(text)}</value>' for lang, text in texts)
    return f'<prop oor:name="{name}" oor:type="xs:string">{values}</prop>{content}'


def _property(name: str, value: str, kind: str = ' oor:type="xs:string"') -> str:
    return f'<prop oor:name="{name}"{kind}><value>{escape(value)}</value></prop>'


def _node(name: str, content: str, operation: str = ' oor:op="replace"') -> str:
    return f"<node oor:name={quoteattr(name)}{operation}>{content}</node>"
