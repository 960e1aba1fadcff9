"""The example of every function can be typed into the template as it stands there."""

from __future__ import annotations

import re

import pytest
from template_books import LEDGER_TABLES, tables

from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS
from xlar.workbook.demo import AS_OF


@pytest.fixture(scope="module")
def typed():
    """Computes a formula as the template would: its names and tables are known."""
    session = Session(lambda: AS_OF)
    rows = {
        name: [["" if cell is None else cell for cell in row] for row in found]
        for name, (_, found) in tables().items()
    }
    known = {
        "as_of": AS_OF,
        "ledger": session.call("AR_LEDGER", tuple(rows[name] for name in LEDGER_TABLES)),
    }
    calls = {name: lambda *given, name=name: session.call(name, given) for name in FUNCTIONS}

    def computed(formula):
        python = re.sub(r"\b(\w+)\[#All\]", r'rows["\1"]', formula.removeprefix("="))
        return eval(python, {"__builtins__": {}, "rows": rows, **known, **calls})

    return computed


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_example_computes(typed, function):
    answer = typed(function.example)
    cells = answer if isinstance(answer, tuple) else ((answer,),)
    assert not [cell for row in cells for cell in row if isinstance(cell, CellError)]
    assert (len(cells[0]) > 1) == (function.shape == "table" and function.name != "AR_LASTERROR")
