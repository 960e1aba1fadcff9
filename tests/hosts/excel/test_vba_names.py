"""Parameters whose names VBA or Python has taken."""

from __future__ import annotations

import pytest

from xlar.functions.registry import FUNCTIONS
from xlar.hosts.excel.vba_names import vba_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("customer", "customer"),
        ("as_of", "as_of"),
        ("by", "by"),
        ("currency", "currency_"),
        ("date", "date_"),
        ("Date", "Date_"),  # VBA ignores case
        ("from", "from_"),
        ("type", "type_"),
        ("order", "order"),
    ],
)
def test_a_taken_word_gets_an_underscore(name, expected):
    assert vba_name(name) == expected


def test_the_names_of_a_function_stay_different():
    for function in FUNCTIONS.values():
        names = [vba_name(one.name).lower() for one in function.parameters]
        assert len({*names}) == len(names)
        assert all(name.isidentifier() for name in names)
