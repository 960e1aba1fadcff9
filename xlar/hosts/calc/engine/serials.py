"""Dates as the day numbers that stand in cells, and values as a cell takes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine.cell_errors import ERROR_TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_DAY: Final = dt.timedelta(days=1)
_MILLISECONDS: Final = 86_400_000
_DAYS_TO_LAST: Final = 2_958_466  # 1 January 10000, the first day a cell cannot hold


class Serial(float):
    """A day number that is known to be a date or a time."""

    __slots__ = ()


def serial_of(moment: dt.datetime) -> Serial:
    """The day number of a date with its time; a time zone is left out, as in Excel.

    >>> serial_of(dt.datetime(2026, 6, 30, 12))
    46203.5
    """
    return Serial((moment.replace(tzinfo=None) - EPOCH) / _DAY)


def moment_of(serial: float, build: Callable[..., Any]) -> Any:
    """The moment of a day number, to the millisecond, made by ``build(year=…, month=…, …)``.

    >>> moment_of(46203.5, dt.datetime)
    datetime.datetime(2026, 6, 30, 12, 0)
    """
    if not -_DAYS_TO_LAST < serial < _DAYS_TO_LAST:
        return float(serial)
    at = EPOCH + dt.timedelta(milliseconds=round(serial * _MILLISECONDS))
    return build(
        year=at.year,
        month=at.month,
        day=at.day,
        hour=at.hour,
        minute=at.minute,
        second=at.second,
        microsecond=at.microsecond,
        tzinfo=None,
    )


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> float | str:
    number = float(value)
    return "" if number != number else number  # noqa: PLR0124 - NaN is the empty cell


_BY_TYPE: Final[dict[type, Callable[[Any], Any]]] = {
    str: _same,
    bool: _same,
    Serial: _same,
    int: lambda value: value if value in ERROR_TEXTS else float(value),
    float: _number,
    Decimal: _number,
    type(None): lambda _: "",
    dt.datetime: serial_of,
    dt.date: lambda day: Serial(day.toordinal() - EPOCH.toordinal()),
}


def cell_value(value: Any) -> Any:
    """A Python value as a cell takes it: float, text, bool, `Serial`, or the int of an error.

    Raises:
        TypeError: no cell can hold the value.
    """
    convert = _BY_TYPE.get(type(value))
    return convert(value) if convert is not None else _other(value)


def _other(value: Any) -> Any:
    """Values of numpy and pandas, and of subclasses, without loading either library."""
    for known, convert in _BY_TYPE.items():
        if isinstance(value, known) and value == value:  # noqa: PLR0124 - not NaT
            return convert(value)
    item = getattr(value, "item", None)  # a numpy scalar
    if callable(item) and not getattr(value, "shape", ()):
        plain = item()
        if type(plain) in _BY_TYPE:
            return cell_value(plain)
        return serial_of(value.astype("datetime64[us]").item()) if value == value else ""  # noqa: PLR0124
    if type(value).__name__ in {"NaTType", "NAType"}:
        return ""
    raise TypeError(f"a cell cannot hold {value!r} ({type(value).__name__})")
