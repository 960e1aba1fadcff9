"""The VBA functions that Excel sees, written from the table of worksheet functions.

Each hands its arguments to ``AR_Call`` in the module AR_Core and does nothing else, so that a name,
a count or an order of parameters stands in one place: the signature of the Python function.
"""

from __future__ import annotations

from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, Final

from xlar.workbook.vba.modules import BadSource
from xlar.workbook.vba.names import vba_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlar.functions.table import Function, Parameter

MODULE: Final = "AR_Functions"
_FLAG: Final = "again"
_USER_DEFINED: Final = r'" \n14"'  # the category until AR_Describe gives it its own
_PLAIN: Final = str.maketrans({"“": "'", "”": "'", "’": "'", "–": "-", "−": "-", '"': "'"})


def wrapper_source(functions: Iterable[Function]) -> str:
    """The source of the module AR_Functions.

    Args:
        functions: the worksheet functions, in the order in which they shall stand.

    Raises:
        BadSource: a parameter has a name that the wrappers need.
    """
    written = ["Option Explicit\n\n' Written from xlar/functions; changes here are lost.\n"]
    written += ["\n".join(_lines(function)) + "\n" for function in functions]
    return "\n".join(written)


def _lines(function: Function) -> Iterator[str]:
    names = [vba_name(parameter.name) for parameter in function.parameters]
    if _FLAG in names:
        raise BadSource(MODULE, f"{function.name}: a parameter cannot be called {_FLAG}")
    yield f"Public Function {function.name}({', '.join(_declared(function))}) As Variant"
    yield from _attributes(function)
    if function.volatile:
        yield "    Application.Volatile"
    yield f"    Dim {_FLAG} As Boolean"
    values = f"AR_Values({', '.join(names)})"
    call = f'AR_Call("{function.name}", {values}, {_ledger(function.parameters)}, {_FLAG})'
    yield f"    {function.name} = {call}"
    yield f"    If {_FLAG} Then Application.Volatile"
    yield "End Function"


def _declared(function: Function) -> list[str]:
    """The parameters; in VBA whatever follows an optional one must be optional, too."""
    optional = list(accumulate((one.optional for one in function.parameters), or_))
    return [
        f"{'Optional ' if may_lack else ''}{vba_name(one.name)} As Variant"
        for may_lack, one in zip(optional, function.parameters, strict=True)
    ]


def _ledger(parameters: Iterable[Parameter]) -> int:
    """The position of the parameter that names the ledger, -1 where there is none."""
    kinds = [parameter.kind for parameter in parameters]
    return kinds.index("ledger") if "ledger" in kinds else -1


def _attributes(function: Function) -> Iterator[str]:
    """What the function wizard shows where macros may not describe functions: English, ASCII."""
    about = function.en.translate(_PLAIN)
    if about.isascii():
        yield f'Attribute {function.name}.VB_Description = "{about}"'
    yield f"Attribute {function.name}.VB_ProcData.VB_Invoke_Func = {_USER_DEFINED}"
