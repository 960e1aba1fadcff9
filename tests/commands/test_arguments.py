"""Arguments from words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xlar.commands.arguments import converted
from xlar.commands.context import CannotRun
from xlar.commands.table import Command, Parameter
from xlar.core.problems import Text

BOTH = Text("甲", "A")
KINDS = ("text", "customer", "amount", "day", "whole", "flag", "list", "file", "folder")
COMMAND = Command(
    "try", BOTH, "data", BOTH, "x:y",
    (
        *(Parameter(kind, kind, BOTH, BOTH) for kind in KINDS),
        Parameter("choice", "choice", BOTH, BOTH, ("ymd", "dmy")),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("text", "x ", "x "),
        ("customer", " 0012 ", "0012"),
        ("customer", 12.0, "12"),
        ("amount", "1,200.50", Decimal("1200.50")),
        ("amount", 0.1 + 0.2, Decimal("0.3")),
        ("day", "2026-06-30", date(2026, 6, 30)),
        ("day", "2026年6月30日", date(2026, 6, 30)),
        ("day", date(2026, 6, 30), date(2026, 6, 30)),
        ("whole", "3", 3),
        ("whole", " -3 ", -3),
        ("flag", "是", True),
        ("flag", "no", False),
        ("choice", "YMD", "ymd"),
        ("list", "0012，1-2; C3", ["0012", "1-2", "C3"]),
        ("list", ["0012", 5.0], ["0012", "5"]),
        ("file", "a/b.xlsx", Path("a/b.xlsx")),
    ],
)
def test_each_kind_is_converted(kind, given, value):
    assert converted(COMMAND, {kind: given}) == {kind: value}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("amount", "abc"),
        ("day", "30/06"),
        ("day", "03/04/2026"),
        ("whole", "1.5"),
        ("flag", "vielleicht"),
        ("choice", "xyz"),
    ],
)
def test_what_is_no_such_value_is_told_with_the_name_of_the_parameter(kind, given):
    with pytest.raises(CannotRun, match=kind) as caught:
        converted(COMMAND, {kind: given})
    assert given in caught.value.text("zh")


@pytest.mark.parametrize("blank", [None, "", [], ()])
def test_blank_is_not_given(blank):
    assert converted(COMMAND, {"text": blank}) == {}


def test_an_unknown_name_is_told_with_those_there_are():
    with pytest.raises(CannotRun, match="colour") as caught:
        converted(COMMAND, {"colour": "red"})
    assert "customer" in caught.value.text("zh")
