"""What the VBA editor would refuse, found without it: limits of lines and unbalanced blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE: Final = 1023
MOST_CONTINUATIONS: Final = 24
LARGEST_PROCEDURE: Final = 65_536  # bytes of its source

_PROCEDURE: Final = (
    r"(?:Public |Private |Friend )?(?:Static )?(Sub|Function|Property)(?: Get| Let| Set)? \w"
)
_OPENERS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), closer)
    for pattern, closer in (
        (_PROCEDURE, "end"),
        (r"(?:Public |Private )?(Type|Enum) \w", "end"),
        (r"(If) .*\bThen$", "end"),
        (r"(With|Select) ", "end"),
        (r"(For) ", "next"),
        (r"(Do)\b", "loop"),
        (r"(While) ", "wend"),
    )
)
_CLOSER: Final = re.compile(r"(End) (\w+)|(Next|Loop|Wend)\b", re.IGNORECASE)
_TEXT: Final = re.compile(r'"[^"]*"')


def faults(source: str, *, explicit: bool = True) -> list[str]:
    r"""What is wrong with a module's source, each with its line; nothing for a sound one.

    Args:
        source: the code, without the header of an exported file.
        explicit: whether ``Option Explicit`` must be there, as in all code of our own.

    >>> faults("Option Explicit\nSub A()\nIf x Then\nEnd Sub")
    ['line 4: End Sub closes If of line 3']
    """
    found = [*_letters(source), *_continued(source), *_unbalanced(source), *_large(source)]
    if explicit and not re.search(r"^Option Explicit\b", source, re.MULTILINE):
        found.insert(0, "line 1: no Option Explicit")
    return found


def _letters(source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        if not re.fullmatch(r"[\t -~]*", line):
            yield f"line {number}: not ASCII"
        if len(line) > LONGEST_LINE:
            yield f"line {number}: {len(line)} characters, at most {LONGEST_LINE}"


def _statements(source: str) -> Iterator[tuple[int, int, str]]:
    """First line, number of lines and text of every statement, without comments and texts."""
    first, parts = 0, list[str]()
    for number, line in enumerate(source.splitlines(), 1):
        first = first if parts else number
        parts.append(_TEXT.sub('""', line).partition("'")[0].strip())
        if not parts[-1].endswith(" _"):
            yield first, len(parts), " ".join(part.removesuffix(" _") for part in parts)
            parts = []


def _continued(source: str) -> Iterator[str]:
    for first, count, _ in _statements(source):
        if count - 1 > MOST_CONTINUATIONS:
            yield f"line {first}: {count - 1} continuations, at most {MOST_CONTINUATIONS}"


def _first_branches(source: str) -> Iterator[tuple[int, str]]:
    """Statements outside of ``#Else``: the branches of ``#If`` may each open the same block."""
    taken: list[bool] = []
    for first, _, statement in _statements(source):
        word = statement.split(" ", 1)[0].lower()
        if word == "#if":
            taken.append(True)
        elif word in {"#else", "#elseif"} and taken:
            taken[-1] = False
        elif word == "#end":
            taken = taken[:-1]
        elif all(taken):
            yield first, statement


def _unbalanced(source: str) -> Iterator[str]:
    open_blocks: list[tuple[int, str, str]] = []
    for line, statement in _first_branches(source):
        closing = _CLOSER.match(statement)
        if closing and statement.lower() != "end":
            kind, word = (closing[1] or closing[3]).lower(), (closing[2] or "").lower()
            opened = open_blocks.pop() if open_blocks else (0, "nothing", "")
            if kind != opened[2] or (word and word != opened[1].lower()):
                yield f"line {line}: {closing[0]} closes {opened[1]} of line {opened[0]}"
                return
        open_blocks += [
            (line, match[1], closer)
            for pattern, closer in _OPENERS
            if (match := pattern.match(statement))
        ]
    yield from (f"line {line}: {word} is not closed" for line, word, _ in open_blocks)


def _large(source: str) -> Iterator[str]:
    procedures = rf"^{_PROCEDURE}.*?^End \1\b"
    for match in re.finditer(procedures, source, re.MULTILINE | re.DOTALL | re.IGNORECASE):
        if len(match[0]) > LARGEST_PROCEDURE:
            line = source.count("\n", 0, match.start()) + 1
            yield f"line {line}: {len(match[0])} bytes, at most {LARGEST_PROCEDURE}"
