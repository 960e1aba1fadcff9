"""What went wrong in the last calls, in words for the person who sees an error value in a cell."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.core.problems import Language, Text
    from xlar.functions.convert import CellError

_KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a cell shows an error value.

    Attributes:
        function: name of the function.
        error: the error value.
        message: what is wrong and what to do.
        caller: the cell, where the host knows it.
    """

    function: str
    error: CellError
    message: Text
    caller: str = ""

    def text(self, lang: Language) -> str:
        """The mistake in one line.

        >>> from xlar.core.problems import Text
        >>> from xlar.functions.convert import CellError
        >>> Mistake("AR_RMB", CellError.VALUE, Text("无金额", "no amount"), "表!A1").text("en")
        'AR_RMB (表!A1) #VALUE!: no amount.'
        """
        name = f"{self.function} ({self.caller})" if self.caller else self.function
        said = self.message[lang].rstrip("。.")
        separator, stop = ("：", "。") if lang == "zh" else (": ", ".")
        return f"{name} {self.error.text}{separator}{said}{stop}"


class Mistakes:
    """The mistakes made last, the latest first."""

    def __init__(self) -> None:
        self._kept: deque[Mistake] = deque(maxlen=_KEPT)

    def __iter__(self) -> Iterator[Mistake]:
        return iter(self._kept)

    def note(self, mistake: Mistake) -> None:
        """Keep a mistake; one made again moves to the front."""
        if mistake in self._kept:
            self._kept.remove(mistake)
        self._kept.appendleft(mistake)

    def text(self, number: int, lang: Language) -> str:
        """The mistake so many places from the last, which is 1; blank where there is none."""
        return self._kept[number - 1].text(lang) if number <= len(self._kept) else ""
