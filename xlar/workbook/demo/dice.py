"""Chance that falls the same way on every machine and in every version of Python."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")


class Dice:
    """Reproducible draws.

    Only ``Random.random()`` is guaranteed to give the same sequence in every version of Python,
    so everything is built on it.

    >>> Dice(7).whole(1, 6), Dice(7).pick("abc")
    (2, 'a')
    """

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed).random  # noqa: S311 - a made-up ledger needs no secrecy

    def chance(self, probability: float) -> bool:
        """Whether something with this probability happens."""
        return self._draw() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both inclusive."""
        return low + int(self._draw() * (high - low + 1))

    def middling(self, low: int, high: int) -> int:
        """A whole number from low to high that is more often in the middle."""
        return low + int((self._draw() + self._draw()) / 2 * (high - low + 1))

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of the choices."""
        return choices[int(self._draw() * len(choices))]
