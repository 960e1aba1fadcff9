"""Numbers in cells: floats and texts of any style to exact whole counts."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.money import SCALE
from xlar.tables import cell_messages as say
from xlar.tables.cells import TIDY, BadCell, Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

Style: TypeAlias = Literal["point", "comma", "mixed"]

RATE_SCALE: Final = 10**8
_LIMIT: Final = 10**17  # ten-thousandths: the largest amount the ledger takes

_CURRENCY_MARK: Final = re.compile(
    r"^(?:rmb|cny|usd|eur|hkd|gbp|jpy|us\$|hk\$|人民币|[¥$€£])\s*"
    r"|\s*(?:rmb|cny|usd|eur|hkd|gbp|jpy|元|圆|[¥$€£])$",
    re.IGNORECASE,
)
_MINUS: Final = str.maketrans("−–—﹣", "----")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([ '’])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_MARKED: Final = re.compile(r"[\d.,]*\d", re.ASCII)
_UNITS: Final = re.compile(r"[万萬千亿億百%‰kKmM]")


def _sign(plain: str) -> tuple[int, str]:
    """The sign of a number in text and what remains of it."""
    plain = _CURRENCY_MARK.sub("", plain).strip()
    sign, body = 1, plain
    if plain.startswith("(") and plain.endswith(")"):
        sign, body = -1, plain[1:-1]
    elif plain.startswith(("-", "+")):
        sign, body = -1 if plain[0] == "-" else 1, plain[1:]
    elif plain.endswith("-"):
        sign, body = -1, plain[:-1]
    return sign, _CURRENCY_MARK.sub("", body.strip()).strip()


def _grouped(whole: str, mark: str) -> str:
    """The digits of groups of three, or "?" where they are not groups of three."""
    first, *groups = whole.split(mark)
    fits = 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
    return first + "".join(groups) if fits and first != "0" else "?"


def number_forms(written: str) -> dict[Style, Decimal]:
    """The readings of a number in text, by the style in which each is right.

    A decimal point with commas between thousands is ``point``, the reverse ``comma``; a text
    without either mark, or with the same value both ways, has one reading under both.

    Raises:
        BadCell: no reading at all, or a unit such as 万.

    >>> number_forms("1,234.50")
    {'point': Decimal('1234.50')}
    >>> number_forms("1.234") == {"point": Decimal("1.234"), "comma": Decimal("1234")}
    True
    """
    plain = unicodedata.normalize("NFKC", written).translate(TIDY).translate(_MINUS).strip()
    sign, body = _sign(plain)
    if _UNITS.search(body):
        raise BadCell(say.AMOUNT_UNIT)
    if _GROUPED.fullmatch(body):
        body = re.sub(r"[ '’]", "", body)
        point, comma = _decimal(body, "."), _decimal(body, ",")
    elif _MARKED.fullmatch(body):
        point = _decimal(body, ".", ",")
        comma = _decimal(body, ",", ".")
    else:
        raise BadCell(say.BAD_AMOUNT)
    forms: dict[Style, Decimal] = {}
    if point is not None:
        forms["point"] = sign * point
    if comma is not None:
        forms["comma"] = sign * comma
    if not forms:
        raise BadCell(say.BAD_AMOUNT)
    return forms


def _decimal(body: str, mark: str, thousands: str = "") -> Decimal | None:
    """The number when ``mark`` is the decimal mark, or None where it cannot be."""
    whole, found, fraction = body.partition(mark)
    if thousands and thousands in whole:
        whole = _grouped(whole, thousands)
    if not (whole or "0").isdigit() or (found and not fraction.isdigit()):
        return None
    return Decimal(f"{whole or 0}.{fraction}" if found else whole)


def scaled(cell: Cell, scale: int = SCALE, style: Style | None = None) -> int:
    """A number as a whole count of ``1/scale``, exactly.

    Args:
        cell: a number, or a text such as ``¥1,234.50``, ``1 234,50``, ``(12.00)``, ``１２元``.
        scale: a power of ten.
        style: the decimal mark of this column's texts, where that is known.

    Raises:
        BadCell: not a number, a unit such as 万, more decimals than ``scale`` holds, too large, or
            a text such as ``1.234`` with two readings where ``style`` is not given. A single comma
            before three digits, ``1,234``, then separates thousands.

    >>> scaled("¥1,234.50"), scaled("1 234,50"), scaled("(12.00)"), scaled(0.1 + 0.2)
    (12345000, 12345000, -120000, 3000)
    """
    if isinstance(cell, str):
        return count_of(one_form(number_forms(cell), style), scale)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise BadCell(say.BAD_AMOUNT if isinstance(cell, bool) else say.DATE_AMOUNT)
    return count_of(_shown_decimal(cell), scale)


def count_of(value: Decimal, scale: int) -> int:
    """A decimal as a whole count of ``1/scale``.

    Raises:
        BadCell: more decimals than ``scale`` holds, or too large.

    >>> count_of(Decimal("12.50"), 10_000)
    125000
    """
    exact = value * scale
    if abs(exact) >= _LIMIT:
        raise BadCell(say.TOO_LARGE, limit=f"{_LIMIT // scale:,}")
    if exact != int(exact):
        raise BadCell(say.TOO_MANY_DECIMALS, places=len(str(scale)) - 1)
    return int(exact)


def _shown_decimal(number: float) -> Decimal:
    """The decimal a spreadsheet shows: 15 significant digits, free of binary noise."""
    if number - number != 0:  # an infinity or not a number
        raise BadCell(say.BAD_AMOUNT)
    return Decimal(f"{number:.15g}")


def one_form(forms: Mapping[Style, Decimal], style: Style | None) -> Decimal:
    """The reading that holds among those of `number_forms`.

    Args:
        forms: the readings.
        style: what other texts of the column prove; ``mixed`` where they prove both.

    Raises:
        BadCell: two readings that differ, and nothing to tell between them.
    """
    values = set(forms.values())
    if len(values) == 1:
        return values.pop()
    if style is not None and style in forms:
        return forms[style]
    point, comma = forms["point"], forms["comma"]
    if style is None and abs(point) > abs(comma):
        return point
    small, large = sorted((point, comma), key=abs)
    raise BadCell(say.AMBIGUOUS_AMOUNT, small=f"{small:f}", large=f"{large:f}")


def integer(cell: Cell) -> int:
    """A whole number.

    >>> integer("3"), integer(3.0)
    (3, 3)
    """
    try:
        value = scaled(cell, 1)
    except BadCell as mistake:
        raise BadCell(say.BAD_INTEGER) from mistake
    if not 0 <= value < 2**31:
        raise BadCell(say.BAD_INTEGER)
    return value
