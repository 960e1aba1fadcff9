"""The worksheet functions as Excel calls them, through xlwings' ``XLPython.CallUDF``.

**Our own VBA wrappers** read values, make one call, and turn marks into error values::

    XLPy.CallUDF("xlar.hosts.excel.udfs", "dispatch", Array(name, values, context))
    XLPy.CallUDF("xlar.hosts.excel.udfs", "dispatch_with", Array(name, values, context, tables))

* ``name``: the function, such as ``"AR_BALANCE"``.
* ``values``: ``Array(...)`` of its arguments in their order; what was left out may be missing,
  ``Empty`` or cut off at the end, and a Range is given by its ``.Value2``.
* ``context``: ``Array(lang, date1904, book, caller, state)``: ``"zh"`` or ``"en"``; whether the
  workbook counts days from 1904; its name; the address of the calling cell, for messages; anything
  that changes whenever the workbook's tables may have changed, such as the number of recalculations
  so far. All of it, or the end of it, may be left out.
* ``tables``: ``Array(Array(name, values), ...)``: names and ``.Value2``, headers included, of the
  workbook's tables and of its sheet of settings.

The answer is text, a number or a truth value, or an array of them, with ``"#XLAR!2042"`` for an
error value (2042 goes into ``CVErr``) wherever one stands. If it is the text ``"#XLAR!TABLES"``,
the function needs the tables of the workbook: a ledger was not named, or its handle is not known
to this process. VBA then calls ``dispatch_with``, which never asks again. While a workbook's state
stays the same, the tables it sent last are used again, so one recalculation sends them once.
No mistake becomes a text in a cell; ``AR_LASTERROR`` explains the last ones.

**The wrappers that xlwings writes** itself ("Import Functions") work too, one function each with
its arguments in their order, Ranges included; they show the marks as they are and cannot
look into the workbook, so a ledger must be named.
"""

from __future__ import annotations

import inspect
import logging
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import xlwings as xw

from xlar.functions.books import Recent
from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS
from xlar.functions.sources import NeedsTables
from xlar.hosts.excel.variants import argument, result, rows
from xlar.workbook.vba.names import vba_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.core.problems import Language
    from xlar.functions.sources import Book
    from xlar.functions.table import Function
    from xlar.hosts.excel.variants import Result

CATEGORY: Final = "AR"
SEND_TABLES: Final = "#XLAR!TABLES"

LOG: Final = logging.getLogger(__name__)
_SESSION: Final = Session(date.today)  # the day of the user
_MOST_BOOKS: Final = 8
_SENT: Final[Recent[str, tuple[Any, Book]]] = Recent(_MOST_BOOKS, _MOST_BOOKS)


class Context(NamedTuple):
    """Where a call comes from, as VBA tells it.

    Attributes:
        lang: language of titles and words.
        date1904: whether the workbook counts days from 1904.
        book: name of the workbook.
        caller: address of the calling cell.
        state: what changes whenever its tables may have changed; blank where that is not known.
    """

    lang: Language = "zh"
    date1904: bool = False
    book: str = ""
    caller: str = ""
    state: Any = ""


def _never_raises(call: Callable[..., Any]) -> Callable[..., Any]:
    """Turns what nobody foresaw into #VALUE! and a line of the log: VBA would show its text."""

    @wraps(call)
    def guarded(*values: Any) -> Any:
        try:
            return call(*values)
        except Exception:
            LOG.exception("%s failed", call.__name__)
            return result(CellError.VALUE)

    return guarded


@xw.func(category=CATEGORY)
@xw.arg("name", "raw")
@xw.arg("values", "raw")
@xw.arg("context", "raw")
@xw.ret("raw")
@_never_raises
def dispatch(name: str, values: tuple[Any, ...], context: tuple[Any, ...] = ()) -> Any:
    """The answer of a worksheet function, or the mark that asks for the workbook's tables.

    Args:
        name: the function.
        values: its arguments as COM gives them.
        context: where it comes from, as `Context` has it.

    >>> dispatch("AR_RMB", (1234.5,))
    (('人民币壹仟贰佰叁拾肆元伍角',),)
    """
    at = Context(*context)
    try:
        return _answer(name, values, at)
    except NeedsTables:
        state, book = _SENT.get(at.book) or ("", None)
        known = book is not None and state == at.state
        return _answer(name, values, at, book) if known else ((SEND_TABLES,),)


@xw.func(category=CATEGORY)
@xw.arg("name", "raw")
@xw.arg("values", "raw")
@xw.arg("context", "raw")
@xw.arg("tables", "raw")
@xw.ret("raw")
@_never_raises
def dispatch_with(
    name: str, values: tuple[Any, ...], context: tuple[Any, ...], tables: tuple[Any, ...]
) -> Any:
    """The answer of a worksheet function that needs the tables of the workbook.

    Args:
        name: the function.
        values: its arguments as COM gives them.
        context: where it comes from, as `Context` has it.
        tables: names with the rows of the tables, headers included.
    """
    at = Context(*context)
    book = {title: rows(cells, epoch_1904=at.date1904) for title, cells in tables}
    if at.state != "":
        _SENT.put(at.book, (at.state, book))
    return _answer(name, values, at, book)


def _answer(name: str, values: tuple[Any, ...], at: Context, book: Book | None = None) -> Result:
    """The answer of the session in values of Excel."""
    given = tuple([argument(value, epoch_1904=at.date1904) for value in values])
    answer = _SESSION.call(
        name,
        given,
        book=book,
        book_id=at.book,
        epoch_1904=at.date1904,
        lang=at.lang,
        caller=at.caller,
    )
    return result(answer)


def _udf(function: Function) -> Callable[..., Any]:
    """A worksheet function as a function of its own, with the names and texts Excel shows."""

    @_never_raises
    def call(*values: Any) -> Any:
        return _answer(function.name, values, Context(), {})

    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = function.zh
    signature = _signature(function)
    call.__signature__ = signature  # type: ignore[attr-defined] # inspect reads it
    declared = xw.ret("raw")(call)
    for name, one in zip(signature.parameters, function.parameters, strict=True):
        declared = xw.arg(name, "raw", doc=one.zh)(declared)
    return xw.func(category=CATEGORY)(declared)  # last: the others would set the category back


def _signature(function: Function) -> inspect.Signature:
    """The parameters in VBA: all that follow an optional one are optional too."""
    parameters: list[inspect.Parameter] = []
    optional = False
    for one in function.parameters:
        optional = optional or one.optional
        default = None if optional else inspect.Parameter.empty
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(inspect.Parameter(vba_name(one.name), kind, default=default))
    return inspect.Signature(parameters)


globals().update({name: _udf(function) for name, function in FUNCTIONS.items()})


def __dir__() -> list[str]:
    """The functions that xlwings' "Import Functions" shall write wrappers for."""
    return list(FUNCTIONS)
