"""A column of a report: its name, its titles, what its values are and how people read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.core.problems import Language, Text

FieldKind: TypeAlias = Literal["text", "amount", "whole", "number", "day", "ratio", "flag", "words"]


@dataclass(frozen=True)
class Field:
    """A column of a grid.

    Attributes:
        name: English name, the header in CSV files.
        title: header for people.
        kind: what its values are; ``words`` is a list of codes, a ``number`` has decimals.
        words: what the codes mean, for people.
        rank: how soon the column is left out where the window is narrow; 0 = never.
    """

    name: str
    title: Text
    kind: FieldKind = "text"
    words: Mapping[Any, Text] = field(default_factory=dict)
    rank: int = 0

    def shown(self, value: Any, lang: Language) -> str:
        """A value as people read it; amounts grouped, codes in words, nothing for None.

        >>> from xlar.core.problems import Text
        >>> Field("open", Text("余额", "open"), "amount").shown("-1234.50", "zh")
        '-1,234.50'
        """
        if value is None:
            return ""
        if self.kind in _FIGURES:
            return _FIGURES[self.kind](value)
        if self.kind == "flag":
            return {"zh": "是", "en": "yes"}[lang] if value else ""
        if self.kind == "words":
            separator = "；" if lang == "zh" else "; "
            return separator.join(self._word(code, lang) for code in value)
        return self._word(str(value), lang)

    def _word(self, code: str, lang: Language) -> str:
        return self.words[code][lang] if code in self.words else code


def grouped(amount: str) -> str:
    """An amount with thousands separators.

    >>> grouped("-1234567.80"), grouped("999")
    ('-1,234,567.80', '999')
    """
    sign, digits = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"


def percent(ratio: str) -> str:
    """A ratio in percent, with two decimals at most.

    >>> percent("0.965"), percent("1.00"), percent("0.29705191")
    ('96.5%', '100%', '29.71%')
    """
    return f"{round(Decimal(ratio) * 100, 2).normalize():f}%"


def plain_number(value: str) -> str:
    """A number with two decimals and thousands separators.

    >>> plain_number("1055.3499")
    '1,055.35'
    """
    return grouped(f"{Decimal(value):.2f}")


_FIGURES: Final[Mapping[FieldKind, Callable[[str], str]]] = {
    "amount": grouped,
    "ratio": percent,
    "number": plain_number,
}
