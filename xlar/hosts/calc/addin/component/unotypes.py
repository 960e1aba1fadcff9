"""UNO types by name, so that nothing of UNO is imported before it is needed."""

from __future__ import annotations

import importlib
import struct
from typing import Any

VALUE = 2015  # Excel's number of #VALUE!
_NOT_A_NUMBER = 0x7FF8000000000000
_CALC_CODES = {2000: 521, 2007: 532, 2015: 519, 2023: 524, 2029: 525, 2036: 503, 2042: 0x7FFF}
_EXCEL_CODES = {calc: excel for excel, calc in _CALC_CODES.items()}


def uno() -> Any:
    """The module ``uno``."""
    return importlib.import_module("uno")


class UnoObject:
    """An object that LibreOffice may call.

    Attributes:
        interfaces: names of what it implements.
    """

    interfaces: tuple[str, ...] = ()

    def getTypes(self) -> Any:  # noqa: N802 - UNO's name
        """What it implements, as UNO asks for it."""
        names = ("com.sun.star.lang.XTypeProvider", *self.interfaces)
        return tuple(map(uno().getTypeByName, names))

    def getImplementationId(self) -> Any:  # noqa: N802 - UNO's name
        """Nothing; UNO asks for it together with the types."""
        return uno().ByteSequence(b"")

    def disposing(self, source: Any) -> None:
        """What is listened to is gone; nothing needs to be done."""


def error_number(code: int) -> float:
    """A number that Calc shows as an error value.

    Args:
        code: Excel's number of the error, such as 2042 for #N/A.

    >>> error_number(2042)
    nan
    """
    bits = _NOT_A_NUMBER | _CALC_CODES[code]
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def excel_code(calc_code: int) -> int:
    """Excel's number for an error code of Calc; unknown ones are #VALUE!.

    >>> excel_code(532), excel_code(502)
    (2007, 2015)
    """
    return _EXCEL_CODES.get(calc_code, VALUE)


def cell_out(value: Any) -> Any:
    """A cell as Calc takes it.

    >>> cell_out("a"), cell_out(1.5), cell_out(None), cell_out(True), cell_out(2042)
    ('a', 1.5, '', 1.0, nan)
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return float(value)
    return error_number(value) if isinstance(value, int) else value


def result_out(value: Any) -> Any:
    """A result as Calc takes it: a cell, or a table of cells.

    A table must carry its type, because Python's tuples have none.
    """
    if not isinstance(value, (tuple, list)):
        return cell_out(value)
    return uno().Any("[][]any", tuple(tuple(map(cell_out, row)) for row in value))
