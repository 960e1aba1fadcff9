"""What the VBA editor would refuse; and that our own macros have none of it."""

from __future__ import annotations

import pytest

from xlar.functions.registry import FUNCTIONS
from xlar.workbook.macros import SOURCES, macro_modules
from xlar.workbook.vba.lint import faults
from xlar.workbook.wrappers import wrapper_source

FILES = sorted([*SOURCES.glob("*.bas"), *SOURCES.glob("*.cls")])
CONTINUED = "x = 1" + " _\n + 1"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("Sub A()\nEnd Sub", "line 1: no Option Explicit"),
        ("x = “1”", "line 1: not ASCII"),
        ("' " + "x" * 1022, "line 1: 1024 characters, at most 1023"),
        ("x = 1" + " _\n + 1" * 25, "line 1: 25 continuations, at most 24"),
        ("Sub A()\nIf x Then\nEnd Sub", "line 3: End Sub closes If of line 2"),
        ("Function A()\nEnd Sub", "line 2: End Sub closes Function of line 1"),
        ("For i = 1 To 2\nLoop", "line 2: Loop closes For of line 1"),
        ("End If", "line 1: End If closes nothing of line 0"),
        ("With x", "line 1: With is not closed"),
        ("Property Get A()\nDo\nEnd Property", "line 3: End Property closes Do of line 2"),
        ("Sub A()\n" + "x = 1\n" * 12_000 + "End Sub", "line 1: 72015 bytes, at most 65536"),
    ],
)
def test_each_fault_is_named_with_its_line(source, fault):
    assert fault in faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "Sub A()\nIf x Then y = 1\nEnd Sub",  # an If on one line needs no End If
        "Sub A()\nIf x Then ' If y Then\nEnd If\nEnd Sub",
        'x = "End Sub"',
        "Type T\nx As Long\nEnd Type\nEnum E\nA\nEnd Enum",
        'Declare Function F Lib "x" () As Long',
        "Sub A()\nEnd\nExit Sub\nEnd Sub",
        "x = 1" + " _\n + 1" * 24,
        "Public Static Function A()\nSelect Case x\nCase 1\nEnd Select\nEnd Function",
        "Do While x\nLoop\nDo\nLoop Until x\nWhile y\nWend\nFor Each a In b\nNext a",
        "#If Mac Then\nFunction A()\n#Else\nFunction A(x)\n#End If\nEnd Function",
    ],
)  # fmt: skip
def test_sound_code_has_no_faults(source):
    assert faults(source, explicit=False) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_our_macros_are_ascii_lines_that_end_as_windows_ends_them(file):
    data = file.read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == len(data.splitlines())
    assert data.endswith(b"\r\n")


def test_our_macros_have_no_faults():
    own = {module.name: faults(module.code) for module in macro_modules([], [])}
    own.pop("xlwings")  # has no Option Explicit
    assert {name: found for name, found in own.items() if found} == {}
    assert set(own) == {file.stem for file in FILES} | {"AR_Functions", "Dictionary"}


def test_the_wrappers_have_no_faults():
    assert faults(wrapper_source(FUNCTIONS.values())) == []


@pytest.mark.parametrize("word", ["TODO", "MsgBox Err", "Debug.Print", "GoSub"])
def test_our_macros_do_not_contain(word):
    assert [file.name for file in FILES if word in file.read_text("ascii")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_errors_are_passed_over_only_where_it_is_explained(file):
    """Every ``On Error Resume Next`` stands in a procedure whose comment says why."""
    text = file.read_text("ascii")
    assert text.count("    On Error Resume Next") == text.count("' On Error Resume Next: ")
