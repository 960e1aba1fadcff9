"""Every wrong input of the gallery: what is found, where, and its words in both languages."""

import pytest
from wrong_inputs import CASES

from xlar.workbook.read import load


def place(problem):
    """The place as the cases state it: the cell, or table, row and column."""
    if problem.cell:
        return problem.cell
    parts = [problem.table, problem.row, problem.column]
    return " ".join(str(part) for part in parts if part is not None) or "None"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The problems of every case, each file written and read once."""
    return {name: load(function(tmp_path_factory.mktemp(name))) for name, function in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_input_is_found_where_it_is(found, name):
    expected = [line.strip() for line in CASES[name].__doc__.splitlines()]
    assert [f"{one.code} {place(one)}" for one in found[name].problems] == expected


@pytest.mark.parametrize("name", CASES)
def test_errors_leave_no_ledger_and_warnings_do(found, name):
    has_errors = any(problem.severity == "error" for problem in found[name].problems)
    assert (found[name].ledger is None) == has_errors


def test_there_are_many_distinct_wrong_inputs(found):
    codes = {problem.code for loaded in found.values() for problem in loaded.problems}
    assert len(CASES) >= 80
    assert len(codes) >= 60


def test_the_words_of_every_problem(found, golden):
    lines = []
    for name, loaded in found.items():
        lines.append(f"## {name}")
        for problem in loaded.problems:
            lines += [f"{problem.severity} {problem.code}", problem.text("zh"), problem.text("en")]
        lines.append("")
    golden("problems.txt", "\n".join(lines))
