"""Labels and the table of items, shared by all pages."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.documents.figures import amount, item_number, short_day
from xlar.documents.render.plain import plain
from xlar.documents.render.tabular import Column, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language
    from xlar.documents.content import Document, Item

TEMPLATES: Final = Path(__file__).parent / "templates"


class MissingLabel(XlarError, LookupError):
    """A word around the figures that the document's labels do not have."""


class Labels:
    """The labels of a document (``labels.md``), each a plain text."""

    def __init__(self, document: Document) -> None:
        self._texts = _plain_labels(document.wording.labels)
        self.colon = "：" if document.language == "zh" else ": "

    def __getitem__(self, name: str) -> str:
        """The text of a label.

        Raises:
            MissingLabel: there is none of that name.
        """
        try:
            return self._texts[name]
        except KeyError:
            raise MissingLabel(
                Text(f"文案中缺少标签“{name}”", f"the wording has no label {name!r}")
            ) from None

    def or_given(self, name: str, given: str) -> str:
        """The text of a label, or the given text where there is none."""
        return self._texts.get(name, given)

    def captioned(self, name: str) -> str:
        """The label with the colon of its language behind it."""
        return f"{self[name]}{self.colon}"

    def of_templates(self) -> dict[str, str]:
        """The labels that templates look up by themselves.

        Raises:
            MissingLabel: one of them is not there.
        """
        return {name: self[name] for name in _names_in_templates()}


@lru_cache(maxsize=16)
def _plain_labels(labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Labels made plain, once for the hundreds of documents that share them."""
    return {name: plain(text) for name, text in labels}


@cache
def _names_in_templates() -> tuple[str, ...]:
    """The labels named in the templates, read once."""
    found = re.compile(r'labels\.(?!at\()(\w+)|caption\(d, "(\w+)"\)')
    sources = [path.read_text("utf-8") for path in TEMPLATES.glob("*.typ")]
    return tuple(sorted({one or two for source in sources for one, two in found.findall(source)}))


def items_table(
    items: Sequence[Item], currency: str, language: Language, labels: Labels
) -> dict[str, Any] | None:
    """The table of items for ``data-table``, with its total; None where there are no items.

    Contract, disputed part, days overdue and level are left out where they say nothing.
    """
    if not items:
        return None
    numbers = [item_number(item.number, item.instalment, language) for item in items]
    columns = [Column(labels["item_number"], numbers, elastic=True, foot=[labels["total"]])]
    if any(item.contract_no for item in items):
        contracts = [item.contract_no for item in items]
        columns.append(Column(labels["contract_no"], contracts, elastic=True, foot=[""]))
    for name in ("document_date", "due_date"):
        cells = [short_day(getattr(item, name)) for item in items]
        columns.append(Column(labels[name], cells, foot=[""]))
    total = amount(sum(item.open for item in items), currency)
    columns.append(_amounts(labels["amount"], [one.amount for one in items], currency))
    if any(item.disputed for item in items):
        columns.append(_amounts(labels["disputed"], [one.disputed for one in items], currency))
    columns.append(_amounts(labels["open"], [one.open for one in items], currency, total))
    if any(item.days_past_due > 0 for item in items):
        days = [str(one.days_past_due) if one.days_past_due > 0 else "" for one in items]
        columns.append(Column(labels["days_past_due"], days, right=True, foot=[""]))
    if len({item.level for item in items}) > 1:
        levels = ["" if one.level < 0 else labels[f"level_{one.level}"] for one in items]
        columns.append(Column(labels["level"], levels, foot=[""]))
    return table(columns)


def _amounts(head: str, minor: Sequence[int], currency: str, foot: str = "") -> Column:
    cells = [amount(one, currency) if one else "" for one in minor]
    return Column(head, cells, right=True, foot=[foot])
