"""docs/register.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlar.core.registered import STATUSES
from xlar.documents.register.columns import COLUMNS
from xlar.documents.register.filenames import LONGEST
from xlar.documents.register.locks import WAIT
from xlar.documents.register.merge import STATUS_DAYS
from xlar.documents.register.numbering import SERIES
from xlar.documents.register.statuses import TRANSITIONS

PAGE = (Path(__file__).parents[2] / "docs" / "register.md").read_text("utf-8")


@pytest.mark.parametrize("kind", SERIES)
def test_every_prefix_stands_beside_its_document(kind):
    prefix, title = SERIES[kind]
    assert re.search(rf"\| `{prefix}` \| {title.zh} ", PAGE)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_stands_with_its_day_and_what_may_follow(status):
    (row,) = re.findall(rf"^\| {STATUSES[status].zh} \| `{status}` \| (.*) \|$", PAGE, re.MULTILINE)
    day, following = row.split(" | ")
    column = STATUS_DAYS.get(status)
    assert day == "–" if column is None else f"`{column}`" in day
    named = {code for code, word in STATUSES.items() if word.zh in following and code != status}
    if status == "returned":
        assert "重寄" in following
    assert named == set(TRANSITIONS[status]) - {status}


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_named_in_both_languages(column):
    assert f"{column.zh} `{column.name}`" in PAGE


def test_limits_are_those_of_the_code():
    assert f"不超过 {LONGEST} 个字符" in PAGE
    assert WAIT == 10
    assert "等待十秒" in PAGE
