"""Why documents cannot be made at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core.errors import XlarError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Problem


class BadDocuments(XlarError, ValueError):
    """Documents cannot be made as things stand; ``problems`` lists all that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems[:20]))
        self.problems = tuple(problems)
