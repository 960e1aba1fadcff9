"""The settings shown on the sheet 参数, by group: full name and what it means.

They stand in ``settings.txt``: a group per line, below it, indented, its settings.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal

from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.settings import hints_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language


_BARE: Final = re.compile("[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the sheet 参数.

    Attributes:
        name: full name of the setting; "" for the heading of a group.
        about: what it means, or the title of the group.
    """

    name: str
    about: Text

    @property
    def default(self) -> Any:
        """What holds where the sheet says nothing; None where there is no default."""
        value: Any = Policy()
        for part in self.name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
        return value

    @property
    def choices(self) -> tuple[Any, ...]:
        """The permitted values, where they are a closed list."""
        kind: Any = Policy
        for part in self.name.split("."):
            hints = hints_of(kind)
            kind = hints.get(part)
            if kind is None or typing.get_origin(kind) is Mapping:
                return ()
        if kind is bool:
            return (True, False)
        return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


def _entries() -> tuple[Entry, ...]:
    found = []
    listed = resources.files(__package__).joinpath("settings.txt").read_text("utf-8")
    for line in listed.splitlines():
        parts = [part.strip() for part in line.split("|")]
        name = parts.pop(0) if line.startswith(" ") else ""
        found.append(Entry(name, Text(*parts)))
    return tuple(found)


ENTRIES: Final[Sequence[Entry]] = _entries()
"""The rows of the sheet 参数, headings of groups among them."""


def written(value: Any, lang: Language) -> str | float | None:
    """A setting's value as its cell shows it, in a form that is read back as the same.

    >>> written((0, 30), "zh"), written(True, "zh"), written({"C": (2, 5)}, "zh")
    ('0, 30', '是', '{C = [2, 5]}')
    """
    if isinstance(value, bool):
        yes, no = ("是", "否") if lang == "zh" else ("true", "false")
        return yes if value else no
    if isinstance(value, Decimal | int):
        return float(value)
    if isinstance(value, tuple):
        is_plain = len(value) > 1 and not any(isinstance(one, tuple) for one in value)
        return ", ".join(map(str, value)) if is_plain else _inline(value)
    if isinstance(value, Mapping):
        return _inline(value) if value else None
    return value or None


def _inline(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{_key(name)} = {_inline(one)}" for name, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _key(name: str) -> str:
    """A name as TOML has it: bare where it is of plain letters, else in quotes."""
    return name if _BARE.fullmatch(name) else f'"{name}"'


def typed_setting(name: str, value: str) -> str | float:
    """A setting's text, as a number where its default is one.

    Args:
        name: name of the setting.
        value: what stands in the sheet.

    >>> typed_setting("dunning.grace", "3"), typed_setting("company.account", "0012")
    (3.0, '0012')
    """
    default = next((entry.default for entry in ENTRIES if entry.name == name), None)
    if not isinstance(default, int | Decimal) or isinstance(default, bool):
        return value
    try:
        return float(value)
    except ValueError:
        return value
