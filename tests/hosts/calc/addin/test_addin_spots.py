"""The formulas of a document are found without asking every cell that shows a result."""

from __future__ import annotations

import re
from types import SimpleNamespace as Some

import pytest

from xlar.hosts.calc.addin.component.formulas import spots_of

TABLE = "{=AR_AGING()}"


def block(column, row, right, bottom):
    """A range as LibreOffice gives its place."""
    return Some(StartColumn=column, StartRow=row, EndColumn=right, EndRow=bottom)


class Sheet:
    """A sheet with formulas in blocks of cells; it counts the cells that are looked at."""

    def __init__(self, blocks, found):
        self.blocks, self.found, self.asked = blocks, found, 0

    def createSearchDescriptor(self):  # noqa: N802 - UNO's name
        return Some()

    def findAll(self, search):  # noqa: N802 - UNO's name
        assert re.fullmatch(search.SearchString[:-4], "AR_AGING")
        return Some(RangeAddresses=self.found)

    def getCellByPosition(self, column, row):  # noqa: N802 - UNO's name
        self.asked += 1
        [(at, formula)] = [
            (at, formula)
            for at, formula in self.blocks
            if at.StartColumn <= column <= at.EndColumn and at.StartRow <= row <= at.EndRow
        ]
        return Some(
            RangeAddress=at if formula.startswith("{") else block(column, row, column, row),
            getFormula=lambda: formula,
        )

    def createCursorByRange(self, cell):  # noqa: N802 - UNO's name
        return Some(RangeAddress=cell.RangeAddress, collapseToCurrentArray=lambda: None)

    def getCellRangeByPosition(self, *at):  # noqa: N802 - UNO's name
        return Some(RangeAddress=block(*at))


def spots(sheet):
    """Where formulas were found: first and last column and row, and the formula."""
    sheets = Some(Count=1, getByIndex=lambda _: sheet)
    return [
        ((at.StartColumn, at.StartRow, at.EndColumn, at.EndRow), spot.formula)
        for spot in spots_of(Some(Sheets=sheets))
        for at in [spot.cells.RangeAddress]
    ]


def test_of_a_table_of_a_million_cells_one_is_asked():
    whole = block(0, 4, 9, 100_003)
    sheet = Sheet([(whole, TABLE)], [whole])
    assert spots(sheet) == [((0, 4, 9, 100_003), "=AR_AGING()")]
    assert sheet.asked == 1


@pytest.mark.parametrize(
    "found",
    [[block(0, 0, 3, 5)], [block(0, 0, 1, 5), block(2, 0, 3, 5)]],
    ids=["one range", "a range that ends within the table"],
)
def test_formulas_beside_and_below_a_table_are_found_too(found):
    table, beside, below = block(0, 0, 2, 3), block(3, 0, 3, 5), block(0, 4, 2, 5)
    sheet = Sheet([(table, TABLE), (beside, "=AR_DSO()"), (below, "=AR_CEI()")], found)
    tables = [(0, 0, 2, 3)]
    singles = [(3, row, 3, row) for row in range(6)]
    singles += [(column, row, column, row) for row in (4, 5) for column in range(3)]
    assert sorted(at for at, _ in spots(sheet)) == sorted(tables + singles)
