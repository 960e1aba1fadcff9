"""The macros run by pyOpenVBA's interpreter in an Excel in memory, with Python behind them.

What Excel's own object model has and the interpreter lacks stands here: the calling cell, the
function wizard, ``MacroOptions``, and the server that COM would reach.
"""

from __future__ import annotations

import re

from pyopenvba.apps.excel import Application, ExcelApplication, Workbook
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, member, method, setter
from pyopenvba.interpreter._runtime import Interpreter
from pyopenvba.interpreter._values import (
    EMPTY,
    MISSING,
    NOTHING,
    VBAArray,
    VBAErrorValue,
    error,
)

from xlar.workbook.macros import SOURCES
from xlar.workbook.vba.modules import Module, read_module

FIRST_ERROR = -0x7FF60000  # an error value's number as COM hands it over, less Excel's own

# In place of xlwings' module: what it looks up, starts and runs, noted instead.
TRANSPORT = """
Option Explicit
Public gConf As Object
Public gRan As String
Public Function GetConfig(key As String, Optional default As String = "") As Variant
    GetConfig = default
    If gConf.Exists(key) Then GetConfig = gConf.Item(key)
End Function
Public Function XLPy() As Variant
    Set XLPy = CreateObject("the DLL")
End Function
Public Sub RunPython(command As String)
    gRan = gRan & command & vbLf
    Application.Calculation = xlCalculationManual
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    If gConf.Exists("FAILS") Then Err.Raise 1000, "xlwings", "Python exited"
End Sub
Public Sub Configure(key As String, value As String)
    If gConf Is Nothing Then Set gConf = CreateObject("Scripting.Dictionary")
    gConf.Item(key) = value
End Sub
Public Function Ran() As String
    Ran = gRan
End Function
"""


def to_com(value):
    """A value of the interpreter as COM hands it to Python."""
    if isinstance(value, VBAArray) and value.dimensions == 2:
        (top, bottom), (left, right) = value.bounds
        return tuple(
            tuple(to_com(value.get([row, column])) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    if isinstance(value, VBAArray):
        return tuple(to_com(item) for item in value.elements())
    if isinstance(value, VBAErrorValue):
        return FIRST_ERROR + value.number
    if value is MISSING:
        return -2147352572
    return None if value is EMPTY or value is NOTHING else value


def from_com(value):
    """An answer of Python as COM hands it to VBA, after what xlwings does to it."""
    if not isinstance(value, tuple):
        return value
    if len(value) == 1:
        value = value[0]
        if len(value) == 1:
            return value[0]
        return _array([(0, len(value) - 1)], {(n,): cell for n, cell in enumerate(value)})
    bounds = [(0, len(value) - 1), (0, len(value[0]) - 1)]
    cells = {(y, x): cell for y, row in enumerate(value) for x, cell in enumerate(row)}
    return _array(bounds, cells)


def _array(bounds, cells):
    array = VBAArray(bounds)
    for place, cell in cells.items():
        array.set(list(place), cell)
    return array


# The date system of a workbook, which the interpreter does not know; 1904 where a test says so.
Workbook._vba_members["date1904"] = MemberSpec(
    "Date1904", "property", getter=lambda book: getattr(book, "counts_from_1904", False)
)


class Server(VBAObject):
    """The object that ``XLPy`` or ``CreateObject`` gives: calls a Python function, notes calls."""

    vba_type_name = "XLPython"

    def __init__(self, answer, calls):
        self.answer, self.calls, self.is_gone = answer, calls, False

    @method(name="CallUDF")
    def call_udf(self, script, entry, arguments):
        if self.is_gone:
            raise error(-2147023174, "The RPC server is unavailable.")
        given = to_com(arguments)
        self.calls.append((str(script), str(entry), given))
        return from_com(self.answer(str(entry), *given))

    @method(name="Str")
    def text(self, value):
        if self.is_gone:
            raise error(-2147023174, "The RPC server is unavailable.")
        return str(value)


class Shell(VBAObject):
    """``WScript.Shell``, whose message boxes are noted."""

    vba_type_name = "Shell"

    def __init__(self, shown):
        self.shown = shown

    @method(name="Popup")
    def popup(self, text, *_):
        self.shown.append(str(text))
        return 1


class Control(VBAObject):
    """A button of the ribbon."""

    vba_type_name = "IRibbonControl"

    def __init__(self, tag):
        self.tag = tag

    @member(name="Tag")
    def tag_(self):
        return self.tag


class Wizard(VBAObject):
    """The command bars, of which a control is disabled while the function wizard is open."""

    vba_type_name = "CommandBars"

    def __init__(self):
        self.is_open = False

    @method(name="Item", default=True)
    def item(self, *_):
        return self

    @method(name="Controls")
    def controls(self, *_):
        return self

    @member(name="Enabled")
    def enabled(self):
        return not self.is_open


class Program(Application):
    """Excel with a calling cell, a function wizard, and notes of what it was told."""

    def __init__(self):
        super().__init__()
        self.caller, self.wizard = VBAErrorValue(2023), Wizard()
        self.described, self.volatile = [], 0
        self.pointer, self.answers_keys = -4143, True  # xlDefault
        self.cancel_keys = []

    @member(name="Caller")
    def caller_(self):
        return self.caller

    @method(name="CommandBars")
    def command_bars(self, *_):
        return self.wizard

    @method(name="MacroOptions")
    def macro_options(self, Macro, Description, Category, ArgumentDescriptions=MISSING):  # noqa: N803
        self.described.append((Macro, Description, Category, to_com(ArgumentDescriptions)))

    @member(name="Cursor")
    def cursor(self):
        return self.pointer

    @setter("Cursor")
    def set_cursor(self, value):
        self.pointer = value

    @member(name="Interactive")
    def interactive(self):
        return self.answers_keys

    @setter("Interactive")
    def set_interactive(self, value):
        self.answers_keys = value

    @setter("EnableCancelKey")
    def set_cancel_key(self, value):
        self.cancel_keys.append(value)

    @method(name="Volatile")
    def volatile_(self, *_):
        self.volatile += 1


class Excel(ExcelApplication):
    """An Excel in memory with our macros; `xlar.workbook.macros` in place of xlwings' own."""

    def __init__(self, answer=lambda *_: (("",),), wrappers="Option Explicit\n"):
        self.application = Program()
        self.interpreter = Interpreter(ExcelBridge(self.application))
        self.application.interpreter = self.interpreter
        self.book = self.add_workbook()
        self.calls, self.created, self.shown, self.servers = [], [], [], []
        self.answer = answer
        self.interpreter.host.create = self.create
        self.add_module(TRANSPORT, name="xlwings")
        for file in sorted(SOURCES.glob("*.bas")):
            self.add_macros(read_module(file))
        self.add_macros(Module("AR_Functions", wrappers))
        self.configure("INTERPRETER_WIN", "python.exe")

    def add_macros(self, module):
        """A module without what the interpreter does not know: attributes, types of Office."""
        code = re.sub(r"(?m)^(Attribute|Option Private) .*\r\n", "", module.code)
        self.add_module(code.replace("As IRibbonControl", "As Object"), name=module.name)

    def create(self, name):
        self.created.append(name)
        if name == "WScript.Shell":
            return Shell(self.shown)
        self.servers.append(Server(self.answer, self.calls))
        return self.servers[-1]

    def configure(self, key, value):
        self.run("Configure", key, value)

    def called_from(self, cell):
        """Let the cell be the caller."""
        self.application.caller = self.sheet(1).sheet.vba_get("Range", [cell])
