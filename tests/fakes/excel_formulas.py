"""A small part of Excel's formulas: enough to tell valid ones from others and to show values.

Unknown functions give ``#NAME?``, unless the file they came from holds their value.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from fakes.excel_addresses import letters, number_of
from fakes.excel_values import ComError, ErrorValue, formula_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REFERENCE = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_SHEET = r"(?:'(?:[^']|'')+'|[\w.\[\]]+)!"
TOKEN = re.compile(
    rf"""\s*(?:
    (?P<text>"(?:[^"]|"")*") | (?P<error>\#(?:N/A|VALUE!|REF!|DIV/0!|NUM!|NAME\?|NULL!))
    | (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)(?![\w:])
    | (?P<range>(?:{_SHEET})?{_REFERENCE}(?::{_REFERENCE})?)(?![\w(!])\#?
    | (?P<lines>(?:{_SHEET})?(?:\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d+:\$?\d+))(?![\w(!])
    | (?P<call>[A-Za-z_][\w.]*)\(
    | (?P<table>[^\W\d][\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<name>(?:{_SHEET})?[^\W\d][\w.]*)
    | (?P<array>\{{[^{{}}]*\}})
    | (?P<mark><=|>=|<>|[-+*/^&=<>%(),@])
    )""",
    re.VERBOSE,
)
_ORDER = [{"=", "<>", "<", ">", "<=", ">="}, {"&"}, {"+", "-"}, {"*", "/"}, {"^"}]
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "^": operator.pow,
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt,
    "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_LONGEST_FORMULA, _LONGEST_QUOTED = 8_192, 255


class _Failed(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.value = ErrorValue(text)


def check(formula: str) -> None:
    """Refuse what Excel refuses: grammar, length, long texts between quotation marks.

    Raises:
        ComError: Excel would show its box about a mistake in the formula.
    """
    if len(formula) > _LONGEST_FORMULA:
        raise ComError("a formula holds at most 8,192 characters")
    if any(len(t["text"]) - 2 > _LONGEST_QUOTED for t in _tokens(formula[1:]) if t["text"]):
        raise ComError("a text within a formula holds at most 255 characters")
    _Parser(formula, None).parse()


def value_of(formula: str, cells: Callable[[str], list[Any]]) -> Any:
    """The value of a formula.

    Args:
        formula: begins with ``=``.
        cells: the contents of the cells of a reference or name.
    """
    try:
        found = _Parser(formula, cells).parse()
    except _Failed as failed:
        return failed.value
    found = found[0] if isinstance(found, list) and found else found
    if found is None or found == []:
        return 0.0
    return float(found) if isinstance(found, int) and not isinstance(found, bool) else found


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads after being filled down and to the right."""
    return "".join(
        _moved_range(token[0], rows, columns) if token["range"] else token[0]
        for token in _tokens(formula, start=1)
    ).join(("=", ""))


def _moved_range(text: str, rows: int, columns: int) -> str:
    sheet, mark, cells = text.rpartition("!")
    return sheet + mark + re.sub(_REFERENCE, lambda one: _moved_cell(one[0], rows, columns), cells)


def _moved_cell(cell: str, rows: int, columns: int) -> str:
    found = re.fullmatch(r"(\$?)([A-Za-z]+)(\$?)(\d+)", cell)
    assert found
    column = found[2] if found[1] else letters(number_of(found[2]) + columns)
    return f"{found[1]}{column}{found[3]}{int(found[4]) + (0 if found[3] else rows)}"


def _tokens(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    at = start
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise ComError(f"there is a mistake in this formula: {text}")
        yield found
        at = found.end()


class _Parser:
    """Reads a formula; without cells, only its grammar."""

    def __init__(self, formula: str, cells: Callable[[str], list[Any]] | None) -> None:
        self.formula, self.cells = formula, cells
        self.tokens = list(_tokens(formula, start=1))
        self.at = 0

    def parse(self) -> Any:
        found = self.level(0)
        if self.at < len(self.tokens):
            raise self.mistake()
        return found

    def mistake(self) -> ComError:
        return ComError(f"there is a mistake in this formula: {self.formula}")

    def mark(self) -> str | None:
        return self.tokens[self.at]["mark"] if self.at < len(self.tokens) else None

    def expect(self, mark: str) -> None:
        if self.mark() != mark:
            raise self.mistake()
        self.at += 1

    def level(self, level: int) -> Any:
        if level == len(_ORDER):
            return self.unary()
        found = self.level(level + 1)
        while (mark := self.mark()) in _ORDER[level]:
            self.at += 1
            found = self.operate(str(mark), found, self.level(level + 1))
        return found

    def operate(self, mark: str, left: Any, right: Any) -> Any:
        if self.cells is None:
            return None
        left, right = _single(left), _single(right)
        if mark == "&":
            return formula_text(left) + formula_text(right)
        if mark in "=<>" or mark in {"<=", ">=", "<>"}:
            return _ARITHMETIC[mark](left, right)
        left, right = _number(left), _number(right)
        if mark == "/":
            if right == 0:
                raise _Failed("#DIV/0!")
            return left / right
        return _ARITHMETIC[mark](left, right)

    def unary(self) -> Any:
        if self.mark() in {"-", "+", "@"}:
            mark = self.mark()
            self.at += 1
            found = self.unary()
            return -_number(_single(found)) if mark == "-" and self.cells else found
        found = self.operand()
        while self.mark() == "%":
            self.at += 1
            found = _number(_single(found)) / 100 if self.cells else None
        return found

    def operand(self) -> Any:
        if self.at >= len(self.tokens):
            raise self.mistake()
        token = self.tokens[self.at]
        self.at += 1
        if token["mark"] == "(":
            found = self.level(0)
            self.expect(")")
            return found
        if token["mark"]:
            raise self.mistake()
        if token["call"]:
            return self.call(token["call"].upper())
        return self.plain(token) if self.cells else None

    def plain(self, token: re.Match[str]) -> Any:
        if token["text"] is not None:
            return token["text"][1:-1].replace('""', '"')
        if token["number"]:
            return float(token["number"])
        if token["error"]:
            raise _Failed(token["error"])
        if token["name"] and token["name"].upper() in {"TRUE", "FALSE"}:
            return token["name"].upper() == "TRUE"
        place = token["range"] or token["lines"] or token["table"] or token["name"]
        if not place:
            raise _Failed("#VALUE!")
        assert self.cells
        try:
            return self.cells(place)
        except KeyError:
            raise _Failed("#NAME?") from None

    def call(self, name: str) -> Any:
        arguments = []
        while self.mark() != ")":
            arguments.append(None if self.mark() == "," else self.level(0))
            if self.mark() != ")":
                self.expect(",")
        self.expect(")")
        if self.cells is None:
            return None
        if name not in _FUNCTIONS:
            raise _Failed("#NAME?")
        return _FUNCTIONS[name](*arguments)


def _single(value: Any) -> Any:
    found = (value[0] if value else None) if isinstance(value, list) else value
    if isinstance(found, ErrorValue):
        raise _Failed(found.text)
    return found


def _number(value: Any) -> float:
    try:
        return 0.0 if value is None else float(value)
    except ValueError:
        raise _Failed("#VALUE!") from None


def _sum(*arguments: Any) -> float:
    flat = [v for a in arguments for v in (a if isinstance(a, list) else [a])]
    for one in flat:
        _single(one)
    return sum(v for v in flat if isinstance(v, float))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "HYPERLINK": lambda link, shown=None: _single(shown) if shown is not None else _single(link),
    "SUM": _sum,
    "SUBTOTAL": lambda _, *parts: _sum(*parts),
    "NA": lambda: ErrorValue("#N/A"),
    "IF": lambda test, yes=True, no=False: yes if _single(test) else no,
}
