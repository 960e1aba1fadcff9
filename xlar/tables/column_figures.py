"""Columns of amounts and rates: exact whole counts, and the one style their texts prove.

A text such as 1.234 has two readings. It is read only where another text of the column proves the
decimal mark (1,234.50 or 0.5 prove the point) and none the other one; a single comma before three
digits, as in 1,234, separates thousands unless the column proves the comma.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_INT, Int32s, Int64s
from xlar.tables import cell_messages as say
from xlar.tables.cells import BadCell
from xlar.tables.figures import count_of, integer, number_forms, one_form, scaled
from xlar.tables.findings import Finding, is_blank, mapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from xlar.tables.figures import Style

_PLAIN: Final = re.compile(
    r"(-?)(\d{1,12}|\d{1,3}(?:,\d{3}){1,3}(?=\.))(?:\.(\d{1,2}))?", re.ASCII
)  # a comma before three digits alone is not plain: the column must say what it means
_EXACT: Final = 2**53  # whole numbers up to here are exact in a float


def convert_figures(cells: Sequence[Any], scale: int) -> tuple[Int64s, list[Finding]]:
    """Numbers as whole counts of ``1/scale``, NO_AMOUNT where blank or not a number.

    >>> convert_figures([1.5, "¥1,234.50", ""], 100)[0].tolist()[:2]
    [150, 123450]
    """
    types = set(map(type, cells))
    if types <= {float, int}:
        return _numbers(cells, scale)
    if types <= {float, int, str}:
        places = [index for index, cell in enumerate(cells) if type(cell) is str]
        written = [cells[index] for index in places]
        filled = list(cells)
        for index in places:
            filled[index] = 0.0
        counts, findings = _numbers(filled, scale)
        values, mistakes = _texts(written, scale)
        counts[places] = values
        return counts, findings + [_moved(finding, places) for finding in mistakes]
    values, findings = mapped(cells, lambda cell: scaled(cell, scale), NO_AMOUNT)
    return np.array(values, np.int64), findings


def convert_integers(cells: Sequence[Any]) -> tuple[Int32s, list[Finding]]:
    """Whole numbers, NO_INT where blank."""
    values, findings = mapped(cells, integer, NO_INT)
    return np.array(values, np.int32), findings


def _numbers(cells: Sequence[Any], scale: int) -> tuple[Int64s, list[Finding]]:
    """Number cells; what binary noise or size makes doubtful goes one by one."""
    floats = np.array(cells, np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        rounded = np.rint(floats * scale)
        doubtful = ~((rounded / scale == floats) & (np.abs(rounded) < _EXACT))
    counts = np.where(doubtful, 0, rounded).astype(np.int64)
    findings = []
    for index in np.flatnonzero(doubtful).tolist():
        try:
            counts[index] = scaled(cells[index], scale)
        except BadCell as mistake:
            counts[index] = NO_AMOUNT
            findings.append(Finding(index, mistake.words, mistake.values))
    return counts, findings


def _moved(finding: Finding, places: Sequence[int]) -> Finding:
    """A finding about texts alone as one about the column they stand in."""
    rows = {name: [places[i] for i in indices] for name, indices in finding.places.items()}
    return Finding(
        places[finding.index], finding.words, finding.values, rows, of_column=finding.of_column
    )


def _texts(written: Sequence[str], scale: int) -> tuple[list[int], list[Finding]]:
    """Texts of a column, in the style they prove."""
    plain = [_plain_count(text, scale) for text in written]
    if None not in plain:
        return [count for count in plain if count is not None], []
    forms = {
        text: _forms(text)
        for text, count in zip(written, plain, strict=True)
        if count is None and not is_blank(text)
    }
    proofs = _proofs(written, plain, forms)
    point, comma = proofs["point"], proofs["comma"]
    style: Style | None = "point" if point else "comma" if comma else None
    if point and comma:
        style = "mixed"

    counts = dict(zip(written, plain, strict=True))

    def count(text: str) -> int:
        known = counts[text]
        if known is not None:
            return known
        found = forms[text]
        if isinstance(found, BadCell):
            raise found
        return count_of(one_form(found, style), scale)

    values, findings = mapped(written, count, NO_AMOUNT)
    if style == "mixed":
        places = {"point_rows": point, "comma_rows": comma}
        findings.append(Finding(comma[0], say.MIXED_STYLES, {}, places, of_column=True))
    return values, findings


def _plain_count(text: str, scale: int) -> int | None:
    """The count of a text that can only mean one thing, None for every other text."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction = match.groups()
    size = int(whole.replace(",", "")) * scale
    if fraction:
        size += int(fraction) * (scale // 10 ** len(fraction))
    return -size if sign else size


def _forms(text: str) -> Mapping[Style, Decimal] | BadCell:
    try:
        return number_forms(text)
    except BadCell as mistake:
        return mistake


def _proofs(
    written: Sequence[str],
    plain: Sequence[int | None],
    forms: Mapping[str, Mapping[Style, Decimal] | BadCell],
) -> Mapping[Style, list[int]]:
    """Positions of the texts that have a reading in one style only."""
    proofs: dict[Style, list[int]] = {"point": [], "comma": []}
    for index, (text, count) in enumerate(zip(written, plain, strict=True)):
        found = forms.get(text)
        if count is not None:
            if "." in text:
                proofs["point"].append(index)
        elif found is not None and not isinstance(found, BadCell) and len(found) == 1:
            proofs[next(iter(found))].append(index)
    return proofs
