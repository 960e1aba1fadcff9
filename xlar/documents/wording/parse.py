"""Texts as they stand in a TOML file, checked and taken apart.

A file holds, per language, tables such as ``[letter.L3]`` with the texts of a letter, below it
``[letter.L3.soft]`` with what another tone says differently, and ``[labels]``. Every mistake is a
problem with its place; nothing unknown is passed over.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xlar.core.problems import Message, Problem, Text
from xlar.documents.wording import messages as say
from xlar.documents.wording.placeholders import PHRASES, PLACEHOLDERS
from xlar.documents.wording.templates import Template, stray_braces, template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

TONES: Final = ("standard", "soft", "firm")
LINES: Final = ("title", "subject", "salutation")  # one text each
LISTS: Final = ("paragraphs", "closing", "mail", "notes")  # a list of texts each
VARIANTS: Final[Mapping[str, str]] = {
    "letter": r"L\d+",
    "confirmation": "positive|negative",
}
_FORMS: Final = {
    "text": Text("一段文字", "a text"),
    "list": Text("由文字或 {text, if} 组成的列表", "a list of texts or of tables with text and if"),
    "table": Text("一节（[名称]）", "a table ([name])"),
}

Key: TypeAlias = tuple[str, str, str]  # kind, variant ("" = none), tone


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts of one field, and where they stand: ``zh.toml [letter.L3] paragraphs``."""

    texts: tuple[Template, ...]
    place: str
    is_list: bool = False


@dataclass
class Parsed:
    """What a file says in one language.

    Attributes:
        sections: texts by kind, variant and tone, then by field.
        phrases: parts of sentences that other texts use, by name.
        labels: words around the figures, by name.
        problems: what is wrong with it.
    """

    sections: dict[Key, dict[str, Entry]] = field(default_factory=dict)
    phrases: dict[str, Entry] = field(default_factory=dict)
    labels: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse(
    values: Mapping[str, Any],
    source: str | Callable[[str], str],
    labels: Collection[str] | None = None,
) -> Parsed:
    """The texts in a nested mapping, and every mistake in them.

    Args:
        values: what ``tomllib`` reads, for one language.
        source: what to call it in problems, such as ``zh.toml``; or what turns a place in the
            mapping, such as ``[letter.L3] closing 2``, into the place a user knows.
        labels: names a label may have; None = any.
    """
    reader = _Reader(source if callable(source) else lambda place: f"{source} {place}")
    for kind, content in values.items():
        if kind == "labels":
            reader.words(kind, content, labels, reader.parsed.labels, is_list=False)
        elif kind == "phrases":
            reader.words(kind, content, PHRASES, reader.parsed.phrases, is_list=True)
        elif kind not in PLACEHOLDERS:
            reader.unknown(kind, kind, PLACEHOLDERS)
        elif reader.is_table(content, kind):
            reader.kind(kind, content)
    return reader.parsed


class _Reader:
    """Reads one mapping of texts; ``where`` names a place in it as the user knows it."""

    def __init__(self, where: Callable[[str], str]) -> None:
        self.where = where
        self.parsed = Parsed()

    def problem(self, message: Message, place: str, found: str, **values: Any) -> None:
        """Report a mistake at a place within the source."""
        cell = self.where(place)
        self.parsed.problems.append(Problem(message, None, None, None, found, cell, values))

    def unknown(self, place: str, name: str, known: Iterable[str]) -> None:
        """Report a name that is not among the known ones."""
        self.problem(say.UNKNOWN_NAME, f"[{place}]", name, known=near(name, known))

    def is_table(self, value: Any, place: str) -> bool:
        """Whether the value is a table; if not, that is reported."""
        if isinstance(value, Mapping):
            return True
        self.problem(say.WRONG_FORM, f"[{place}]", str(value), form=_FORMS["table"])
        return False

    def words(
        self,
        kind: str,
        content: Any,
        known: Collection[str] | None,
        found: dict[str, Entry],
        *,
        is_list: bool,
    ) -> None:
        """Read labels or phrases, which have no sections, into ``found``."""
        if not self.is_table(content, kind):
            return
        for name, value in content.items():
            if known is not None and name not in known:
                self.unknown(kind, name, known)
            elif entry := self.entry(kind, kind, name, value, is_list=is_list):
                found[name] = entry

    def kind(self, kind: str, content: Mapping[str, Any]) -> None:
        """Read the texts all documents of a kind share, then those of its variants."""
        pattern = VARIANTS.get(kind)
        shared = {
            name: value
            for name, value in content.items()
            if pattern is None or name in LINES or name in LISTS
        }
        self.section((kind, "", "standard"), kind, shared)
        for variant in content.keys() - shared.keys():
            place = f"{kind}.{variant}"
            if not re.fullmatch(str(pattern), variant):
                known = str(pattern).replace(r"\d+", "3").split("|")
                self.unknown(kind, variant, (*known, *LINES, *LISTS))
            elif self.is_table(content[variant], place):
                self.section((kind, variant, "standard"), place, content[variant])

    def section(self, key: Key, place: str, content: Mapping[str, Any]) -> None:
        """Read the texts of one tone, and of the other tones below it."""
        kind, variant, tone = key
        section: dict[str, Entry] = {}
        for name, value in content.items():
            inner = f"{place}.{name}"
            if name in TONES[1:] and tone == "standard":
                if self.is_table(value, inner):
                    self.section((kind, variant, name), inner, value)
            elif name not in LINES and name not in LISTS:
                self.unknown(place, name, (*LINES, *LISTS, *TONES[1:]))
            elif entry := self.entry(kind, place, name, value, is_list=name in LISTS):
                section[name] = entry
        self.parsed.sections[key] = section

    def entry(self, kind: str, place: str, name: str, value: Any, *, is_list: bool) -> Entry | None:
        """The texts of one field; None where its form is wrong."""
        where = f"[{place}] {name}"
        if isinstance(value, list) is not is_list:
            self.problem(say.WRONG_FORM, where, str(value)[:40], form=_FORMS[_form(is_list)])
            return None
        texts = [
            self.text(kind, f"{where} {number}" if is_list else where, one)
            for number, one in enumerate(value if is_list else [value], start=1)
        ]
        kept = tuple(text for text in texts if text is not None)
        return Entry(kept, self.where(where), is_list)

    def text(self, kind: str, where: str, value: Any) -> Template | None:
        """One text, given plainly or with a condition."""
        conditions = ["", ""]
        text = value
        if isinstance(value, Mapping):
            for name in set(value) - {"text", "if", "unless"}:
                self.problem(say.UNKNOWN_NAME, where, name, known="text, if, unless")
            text = value.get("text")
            conditions = [str(value.get(name, "")) for name in ("if", "unless")]
        if not isinstance(text, str):
            self.problem(say.WRONG_FORM, where, str(value)[:40], form=_FORMS["text"])
            return None
        if stray := stray_braces(text):
            self.problem(say.STRAY_BRACE, where, stray)
            return None
        taken = template(text, *conditions)
        self.check_names(kind, where, (*taken.names, *filter(None, conditions)))
        return taken

    def check_names(self, kind: str, where: str, names: Iterable[str]) -> None:
        """Report placeholders that a kind of document does not know."""
        known = PLACEHOLDERS[kind]
        for name in names:
            if name not in known:
                words = near(name, known, "{%s}")
                self.problem(say.UNKNOWN_PLACEHOLDER, where, f"{{{name}}}", known=words)


def near(name: str, known: Iterable[str], form: str = "%s") -> str:
    """The nearest known name, or all of them where none is near.

    >>> near("totl", ["total", "days"]), near("zzz", ["total", "days"])
    ('total', 'days, total')
    """
    names = sorted(known)
    return ", ".join(form % one for one in difflib.get_close_matches(name, names, 1) or names)


def _form(is_list: bool) -> str:
    return "list" if is_list else "text"
