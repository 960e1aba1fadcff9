"""One Excel for all tests of the folder, and the template open in it."""

from __future__ import annotations

import sys

import pytest

from xlar.commands.table import COMMANDS, GROUPS
from xlar.workbook.template import whole_template

MACROS_RUN = 1  # msoAutomationSecurityLow


def missing():
    """Why the tests cannot run here; "" where they can."""
    if sys.platform != "win32":
        return "needs Windows with Excel"
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
    except OSError:
        return "needs Excel, which is not installed"
    return ""


@pytest.fixture(scope="session")
def app():
    """Excel without alerts: our own boxes, which nobody would answer, stay away too."""
    if reason := missing():
        pytest.skip(reason)
    import xlwings as xw

    program = xw.App(visible=True, add_book=False)
    program.display_alerts = False
    program.api.AutomationSecurity = MACROS_RUN
    yield program
    program.kill()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("excel")


@pytest.fixture(scope="session")
def template():
    """The template as a user gets it, with this Python to serve it."""
    conf = {"Interpreter_Win": sys.executable}
    return whole_template(tuple(COMMANDS.values()), GROUPS, conf=conf)


@pytest.fixture(scope="session")
def book(app, folder, template):
    """The template, open."""
    path = folder / "应收.xlsm"
    path.write_bytes(template)
    found = app.books.open(path)
    yield found
    found.close()
