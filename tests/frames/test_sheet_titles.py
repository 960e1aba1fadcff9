"""The titles of report sheets: nobody takes such a sheet for one of the data."""

from __future__ import annotations

import pytest

from xlar.core.problems import Text
from xlar.frames import sheet_titles
from xlar.tables.schema import TABLES

TITLES = {name: one for name, one in vars(sheet_titles).items() if isinstance(one, Text)}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_names_no_table(name):
    title = TITLES[name]
    taken = [
        table.name
        for table in TABLES.values()
        if table.is_named(title.zh) or table.is_named(title.en)
    ]
    assert taken == []


def test_titles_differ_whatever_their_case_and_fit_a_tab():
    for lang in ("zh", "en"):
        shown = [one[lang].casefold() for one in TITLES.values()]
        assert len(set(shown)) == len(shown)
        assert max(map(len, shown)) <= 31
