"""One text with placeholders: taken apart once, filled in for every document.

Values are put in as they are. A customer named ``{total}`` stays so, since only the text itself is
ever searched for placeholders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A text in pieces.

    Attributes:
        literals: what stands before each placeholder, and after the last.
        names: the placeholders, one fewer than the literals.
        condition: the text is printed only where this placeholder has a value; "" = always.
        unless: only where this placeholder has none; "" = always.
    """

    literals: tuple[str, ...]
    names: tuple[str, ...]
    condition: str = ""
    unless: str = ""

    def applies(self, values: Mapping[str, str]) -> bool:
        """Whether the text is printed at all, given these values."""
        if self.condition and not values.get(self.condition):
            return False
        return not (self.unless and values.get(self.unless))

    def missing(self, values: Mapping[str, str]) -> list[str]:
        """The placeholders these values leave blank."""
        return [name for name in self.names if not values.get(name)]

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with its placeholders filled in; blank values leave nothing.

        >>> template("Dear {customer}:").fill({"customer": "{total}"})
        'Dear {total}:'
        """
        pieces = [self.literals[0]]
        for name, literal in zip(self.names, self.literals[1:], strict=True):
            pieces += (values.get(name, ""), literal)
        return "".join(pieces)


def template(text: str, condition: str = "", unless: str = "") -> Template:
    """The text taken apart; what stands in braces is a placeholder.

    >>> template("Pay {total} by {pay_by}.").names
    ('total', 'pay_by')
    """
    pieces = _TOKEN.split(text)
    return Template(tuple(pieces[::2]), tuple(pieces[1::2]), condition, unless)


def stray_braces(text: str) -> str:
    """The part of a text around a brace that has no other half; blank where there is none.

    >>> stray_braces("Pay {total"), stray_braces("Pay {total}")
    ('{total', '')
    """
    rest = _TOKEN.sub("", text)
    at = next((place for place, sign in enumerate(rest) if sign in "{}"), -1)
    return rest[at : at + 12] if at >= 0 else ""
