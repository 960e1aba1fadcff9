"""The words of a document, chosen by kind, level, tone and language and filled in.

The built-in texts are ``zh.toml`` and ``en.toml`` beside this module. A company lays a file of its
own over them, which says only what differs. What the texts may say and how: docs/wording.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.core.problems import Message, Problem
from xlar.documents.content import Wording
from xlar.documents.faults import BadDocuments
from xlar.documents.wording import messages as say
from xlar.documents.wording.parse import LISTS, Entry, Key, Parsed, near, parse
from xlar.documents.wording.placeholders import PHRASES, PLACEHOLDERS

if TYPE_CHECKING:
    from xlar.core.problems import Language

Tone: TypeAlias = Literal["soft", "standard", "firm"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Filled:
    """The words of one document.

    Attributes:
        wording: texts and labels, placeholders filled in.
        notes: small print below.
        problems: placeholders without a value, one problem each.
    """

    wording: Wording
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class Wordings:
    """All texts, by language."""

    texts: Mapping[Language, Parsed]

    def fill(
        self,
        kind: str,
        language: Language,
        values: Mapping[str, str],
        *,
        variant: str = "",
        tone: Tone = "standard",
    ) -> Filled:
        """The words of one document; a text of the standard tone where the tone has none.

        Args:
            kind: kind of document, as in `xlar.documents.content`.
            language: language of the words.
            values: what the placeholders stand for; blank or absent = no value.
            variant: level of a letter as ``L3``; ``positive`` or ``negative`` confirmation.
            tone: tone of the letter.
        """
        parsed = self.texts[language]
        filler = _Filler(kind, values, parsed.phrases)
        if not parsed.sections.get((kind, variant, "standard")):
            filler.no_text(language, kind, variant)
        section: dict[str, Entry] = {}
        for key in ((kind, "", "standard"), (kind, variant, "standard"), (kind, variant, tone)):
            section |= parsed.sections.get(key, {})
        lines = {name: filler.lines(section[name]) for name in section}
        first = {name: "".join(lines.get(name, ())) for name in ("title", "subject", "salutation")}
        many = {name: lines.get(name, ()) for name in LISTS}
        labels = tuple(
            (name, "".join(filler.lines(entry))) for name, entry in parsed.labels.items()
        )
        wording = Wording(
            **first,
            paragraphs=many["paragraphs"],
            closing=many["closing"],
            mail=many["mail"],
            labels=labels,
        )
        return Filled(wording, many["notes"], tuple(filler.problems))

    def label(self, language: Language, name: str) -> str:
        """One of the words around the figures, such as ``level_3``."""
        return "".join(text.fill({}) for text in self.texts[language].labels[name].texts)

    def changed(
        self, values: Mapping[str, Any], language: Language, source: str
    ) -> tuple[Wordings, list[Problem]]:
        """These texts with others in their place, and what is wrong with those.

        Args:
            values: nested mapping of texts, as in a TOML file.
            language: language they are in.
            source: what to call them in problems.
        """
        new = parse(values, source, self.texts[language].labels)
        return self.below(new, language), new.problems

    def below(self, new: Parsed, language: Language) -> Wordings:
        """These texts with others laid over them.

        A text given for a section also replaces what the sections below it say differently.

        Args:
            new: the others.
            language: language they are in.
        """
        own = self.texts[language]
        sections = {
            key: {**_kept(key, own.sections.get(key, {}), new), **new.sections.get(key, {})}
            for key in {**own.sections, **new.sections}
        }
        merged = Parsed(sections, {**own.phrases, **new.phrases}, {**own.labels, **new.labels})
        return Wordings({**self.texts, language: merged})


def _kept(key: Key, section: Mapping[str, Entry], new: Parsed) -> dict[str, Entry]:
    """What of a section stays: not the fields that new texts give for a section above it.

    A company that words the third letter anew means it for every tone it does not word itself.
    """
    kind, variant, tone = key
    above = {(kind, "", "standard"), (kind, "", tone), (kind, variant, "standard")} - {key}
    replaced = {name for one in above for name in new.sections.get(one, ())}
    return {name: entry for name, entry in section.items() if name not in replaced}


class _Filler:
    """Fills in the texts of one document and keeps what could not be filled in."""

    def __init__(self, kind: str, values: Mapping[str, str], phrases: Mapping[str, Entry]) -> None:
        self.kind = kind
        self.values = dict(values)
        self.phrases = phrases
        self.problems: list[Problem] = []

    def lines(self, entry: Entry) -> tuple[str, ...]:
        """The texts of a field that apply to this document."""
        found = []
        for number, text in enumerate(entry.texts, start=1):
            if not text.applies(self.values):
                continue
            for name in text.names:
                if name in PHRASES and name not in self.values:
                    self.values[name] = "".join(self.lines(self.phrases[name]))
            for name in text.missing(self.values):
                if name in PHRASES:
                    continue  # a phrase may have nothing to say
                self.missing(name, f"{entry.place} {number}" if entry.is_list else entry.place)
            found.append(text.fill(self.values))
        return tuple(found)

    def missing(self, name: str, place: str) -> None:
        """Report a placeholder without a value."""
        known = PLACEHOLDERS[self.kind][name]
        values = {
            "customer": self.values.get("customer", ""),
            "meaning": known.meaning,
            "source": known.source or name,
        }
        self._report(say.MISSING_VALUE, place, f"{{{name}}}", values)

    def no_text(self, language: str, kind: str, variant: str) -> None:
        """Report that there are no texts at all for the document."""
        section = ".".join(filter(None, (language, kind, variant)))
        self._report(say.NO_TEXT, section, "", {"section": section})

    def _report(self, message: Message, place: str, found: str, values: Mapping[str, Any]) -> None:
        self.problems.append(Problem(message, None, None, None, found, place, values))


@cache
def built_in() -> Wordings:
    """The texts xlar comes with.

    >>> built_in().label("zh", "total")
    '合计'
    """
    texts: dict[Language, Parsed] = {}
    for language in LANGUAGES:
        name = f"{language}.toml"
        text = resources.files("xlar.documents.wording").joinpath(name).read_text("utf-8")
        texts[language] = parse(tomllib.loads(text), name)
        if texts[language].problems:
            raise BadDocuments(texts[language].problems)
    return Wordings(texts)


def with_file(path: Path | str, base: Wordings | None = None) -> tuple[Wordings, list[Problem]]:
    """The texts with those of a TOML file laid over them, and what is wrong with the file.

    Args:
        path: the file; its tables begin with the language: ``[zh.letter.L3]``.
        base: texts to start from, the built-in ones unless given.
    """
    wordings, source = base or built_in(), Path(path).name
    try:
        values = tomllib.loads(Path(path).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as mistake:
        reason = {"reason": str(mistake)}
        return wordings, [Problem(say.UNREADABLE, None, None, None, source, None, reason)]
    problems: list[Problem] = []
    for language, content in values.items():
        if language not in LANGUAGES or not isinstance(content, Mapping):
            known = {"known": near(language, LANGUAGES)}
            cell = f"{source} [{language}]"
            problems.append(Problem(say.UNKNOWN_NAME, None, None, None, language, cell, known))
            continue
        chosen: Language = "zh" if language == "zh" else "en"
        wordings, found = wordings.changed(content, chosen, f"{source} {language}")
        problems += found
    return wordings, problems


__all__ = [
    "LANGUAGES", "Filled", "Tone", "Wordings", "built_in", "with_file",
]  # fmt: skip
