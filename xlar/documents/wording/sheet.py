"""The sheet 函件模板: the texts of documents as rows that an accountant can change.

A row is what one document says in one tone and language, a cell one field of it, a line of a cell
one paragraph. ``{?contract}`` in front of a line prints it only where the placeholder has a value,
``{!contract}`` only where it has none. A blank cell leaves the text as it is, a dash prints none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Message, Problem
from xlar.documents.wording.parse import LINES, LISTS, Entry, Key, Parsed, parse
from xlar.documents.wording.wording import LANGUAGES, Wordings, built_in
from xlar.tables.names import fold
from xlar.tables.settings_schema import DOCUMENT_KINDS, TONES, WORDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xlar.core.problems import Language
    from xlar.documents.wording.templates import Template
    from xlar.tables.further import Sheet
    from xlar.tables.names import Choice

_FIELDS: Final = (*LINES, *LISTS)
_WORDS: Final = ("phrases", "labels")  # kinds that have names and no levels
_NOTHING: Final = frozenset("-–—－")
_CONDITION: Final = re.compile(r"\{([?!？！])\s*([^{}]*?)\s*\}")
_LEVEL: Final = re.compile(r"[Ll]?(\d{1,2})", re.ASCII)
_VARIANTS: Final = {
    **dict.fromkeys(map(fold, ("positive", "积极式", "积极")), "positive"),
    **dict.fromkeys(map(fold, ("negative", "消极式", "消极")), "negative"),
}
_VARIANT_WORDS: Final = {"positive": "积极式", "negative": "消极式"}

TWICE: Final = Message.of(
    "wording_twice",
    ("与第 {first} 行是同一种文字", "row {first} is of the same document, tone and language"),
    ("每种只有一行", "one row for each"),
    ("请合并成一行", "Merge the rows"),
)
NO_NAME: Final = Message.of(
    "wording_without_name",
    ("没有写明是哪一个短语或标签", "it is not said which phrase or label this is"),
    ("名称", "its name"),
    ("请在“级别”一列填写名称", "Give its name in the column of the level"),
)


def with_sheet(sheet: Sheet, base: Wordings | None = None) -> tuple[Wordings, list[Problem]]:
    """The texts with those of a sheet laid over them, and what is wrong with the sheet.

    Args:
        sheet: the sheet 函件模板 as read.
        base: texts to start from, the built-in ones unless given.
    """
    wordings, problems = base or built_in(), list(sheet.problems)
    first: dict[tuple[str, ...], int] = {}
    found: dict[Language, Parsed] = {}
    for row, record in sheet.records():
        if "kind" not in record:
            continue  # a problem by now
        kind, tone = record["kind"], record.get("tone", "standard")
        language: Language = "en" if record.get("language") == "en" else "zh"
        variant = _variant(kind, record.get("variant", ""))
        before = first.setdefault((kind, variant, tone, language), row)
        if before != row:
            problems.append(sheet.problem(TWICE, row, "kind", kind, first=before))
        elif kind in _WORDS and not variant:
            problems.append(sheet.problem(NO_NAME, row, "variant"))
        else:
            values = _mapping(kind, variant, tone, record)
            labels = wordings.texts[language].labels
            parsed = parse(values, _place_in(sheet, row), labels)
            problems += parsed.problems
            _add(found.setdefault(language, Parsed()), parsed)
    for language, parsed in found.items():
        wordings = wordings.below(parsed, language)
    return wordings, problems


def _variant(kind: str, written: str) -> str:
    """The variant of a kind as the texts name it: ``L3`` for 3, ``positive`` for 积极式."""
    if kind == "letter" and (match := _LEVEL.fullmatch(written)):
        return f"L{match[1]}"
    return _VARIANTS.get(fold(written), written) if kind == "confirmation" else written


def _mapping(kind: str, variant: str, tone: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the nested mapping that `parse` reads."""
    if kind in _WORDS:
        text = record.get("paragraphs", "")
        return {kind: {variant: _lines(text) if kind == "phrases" else _line(text)}}
    values: dict[str, Any] = {
        name: _lines(record[name]) if name in LISTS else _line(record[name])
        for name in _FIELDS
        if name in record
    }
    if tone != "standard":
        values = {tone: values}
    return {kind: {variant: values} if variant else values}


def _line(text: str) -> Any:
    """A field of one text: what stands in several lines is joined."""
    return "" if text in _NOTHING else _conditional(" ".join(text.split()))


def _lines(text: str) -> list[Any]:
    """The lines of a cell, each with its conditions."""
    if text in _NOTHING:
        return []
    return [_conditional(line.strip()) for line in text.splitlines() if line.strip()]


def _conditional(line: str) -> Any:
    """A line as a text, or with what stands in front of it as its conditions.

    >>> _conditional("{?contract}{!several}Contract {contract}")
    {'if': 'contract', 'unless': 'several', 'text': 'Contract {contract}'}
    """
    conditions: dict[str, str] = {}
    while match := _CONDITION.match(line):
        conditions["if" if match[1] in "?？" else "unless"] = match[2]
        line = line[match.end() :]
    return {**conditions, "text": line} if conditions else line


def _place_in(sheet: Sheet, row: int) -> Callable[[str], str]:
    """What turns a place such as ``[letter.L3.soft] closing 2`` into the address of its cell."""

    def place(written: str) -> str:
        name = written.partition("] ")[2].split(" ")[0]
        column = name if name in _FIELDS else "paragraphs" if name else "variant"
        if column not in sheet.place.positions:
            column = "kind"
        return sheet.place.cell(row, column) or f"{WORDING.zh} {row}"

    return place


def _add(whole: Parsed, row: Parsed) -> None:
    """Add the texts of a row; their place is the cell, whichever line of it is meant."""
    for key, section in row.sections.items():
        cells = {name: replace(entry, is_list=False) for name, entry in section.items()}
        whole.sections.setdefault(key, {}).update(cells)
    for own, more in ((whole.phrases, row.phrases), (whole.labels, row.labels)):
        own.update({name: replace(entry, is_list=False) for name, entry in more.items()})


def wording_rows(wordings: Wordings, languages: Iterable[Language] = LANGUAGES) -> list[list[str]]:
    """The texts as rows of the sheet, below the header: what `with_sheet` reads back.

    Args:
        wordings: the texts.
        languages: those to write.

    >>> rows = wording_rows(built_in(), ["zh"])
    >>> rows[0][:6]
    ['催款函', '', '标准', '中文', '', '']
    """
    return [row for language in languages for row in _rows(wordings.texts[language], language)]


def _rows(parsed: Parsed, language: Language) -> Iterator[list[str]]:
    spoken = {"zh": "中文", "en": "英文"}[language]
    for key, section in sorted(parsed.sections.items(), key=_order):
        if section:
            kind, variant, tone = key
            head = [
                _word(DOCUMENT_KINDS, kind), _VARIANT_WORDS.get(variant, variant),
                _word(TONES, tone), spoken,
            ]  # fmt: skip
            yield [*head, *(_cell(section.get(name)) for name in _FIELDS)]
    for kind, entries in (("phrases", parsed.phrases), ("labels", parsed.labels)):
        for name, entry in entries.items():
            cells = {"paragraphs": entry}
            head = [_word(DOCUMENT_KINDS, kind), name, _word(TONES, "standard"), spoken]
            yield [*head, *(_cell(cells.get(column)) for column in _FIELDS)]


def _order(item: tuple[Key, Mapping[str, Entry]]) -> tuple[int, str, int]:
    """Letters first, then the others as they are listed; the standard tone before others."""
    kind, variant, tone = item[0]
    kinds = ["letter", *(one.code for one in DOCUMENT_KINDS)]
    return kinds.index(kind), variant, [one.code for one in TONES].index(tone)


def _word(choices: Iterable[Choice], code: str) -> str:
    return next(one.zh for one in choices if one.code == code)


def _cell(entry: Entry | None) -> str:
    """A field as it stands in a cell."""
    if entry is None:
        return ""
    return "\n".join(map(_written, entry.texts)) or "–"


def _written(text: Template) -> str:
    signs = (("?", text.condition), ("!", text.unless))
    start = "".join(f"{{{sign}{name}}}" for sign, name in signs if name)
    return start + text.fill({name: f"{{{name}}}" for name in text.names})
