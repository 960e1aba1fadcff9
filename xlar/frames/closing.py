"""What changed in closed months, as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.closing import CONTENT
from xlar.core.columns import NO_INT
from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Tabulated
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.closing import Change

TITLE: Final = Text("关账后的变动", "Changes in closed months")
_TABLES: Final = {name: Text(TABLES[name].zh, TABLES[name].en) for name in CONTENT}
_WORDS: Final = {  # a column of several tables is called as in the first of them
    column.name: Text(column.zh, column.en)
    for name in reversed([*CONTENT])
    for column in TABLES[name].columns
}
_FIELDS: Final = (
    replace(FIELDS["table"], words=_TABLES),
    FIELDS["document_no"],
    FIELDS["change"],
    replace(FIELDS["column"], words=_WORDS),
    FIELDS["old_value"],
    FIELDS["new_value"],
    FIELDS["row"],
)


def changes_table(
    changes: Sequence[Change],
    as_of: int,
    notes: Sequence[tuple[Text, Text]] = (),
    facts: Mapping[str, Any] | None = None,
) -> Tabulated:
    """The changes, tabulated.

    Args:
        changes: what changed.
        as_of: day number looked from.
        notes: what stands beside the table.
        facts: further members of the JSON object.
    """
    values: dict[str, Sequence[Any]] = {
        "table": [one.table for one in changes],
        "document_no": [" / ".join(part for part in one.key if part) for one in changes],
        "change": [one.kind for one in changes],
        "column": [one.column for one in changes],
        "old_value": [one.old for one in changes],
        "new_value": [one.new for one in changes],
        "row": [NO_INT if one.line is None else one.line for one in changes],
    }
    return Tabulated(
        "close", TITLE, as_of, _FIELDS, values, notes=tuple(notes), facts=dict(facts or {})
    )
