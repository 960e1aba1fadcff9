"""What can go wrong by the caller's mistake.

::

    XlarError
    ├── BadValue         a text that is not the date, amount, term or rate it should be
    ├── BadPolicy        a policy setting that is unknown or out of range
    ├── BadLedger        a ledger with errors in its data; carries the problems
    ├── MissingRate      a currency that must be converted and has no rate
    ├── MissingTax       a document whose VAT must be taken off and is not known
    └── UnknownCustomer  a customer that is not in the ledger

Mistakes in the user's data are not exceptions but ``Problem`` values, reported all at once
(`xlar.core.problems`); ``BadLedger`` only carries them out of a function that must return a ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language, Problem, Text


class XlarError(Exception):
    """The base of every error xlar raises on purpose.

    Its message is a `Text` where an accountant may meet it, plain English where only a
    programmer can.
    """

    def __init__(self, message: Text | str = "") -> None:
        super().__init__(message)
        self.message = message

    def text(self, lang: Language = "zh") -> str:
        """The message in one language; plain English where there is no other.

        >>> BadValue("not a date").text("zh")
        'not a date'
        """
        return self.message if isinstance(self.message, str) else self.message[lang]

    def __str__(self) -> str:
        return self.text("en")


class BadValue(XlarError, ValueError):
    """A text that is not the value it should be."""


class BadPolicy(XlarError, ValueError):
    """A policy setting that is unknown or out of range."""


class BadLedger(XlarError, ValueError):
    """The data has errors; ``problems`` lists all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems[:20]))
        self.problems = tuple(problems)


class MissingRate(XlarError, LookupError):
    """A currency must be converted and no exchange rate is given for it."""


class MissingTax(XlarError, LookupError):
    """The VAT of a document must be taken off, and neither it nor the settings state it."""


class UnknownCustomer(XlarError, LookupError):
    """The customer is not in the ledger."""
