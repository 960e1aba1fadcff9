"""The order of rows by several columns is that of their values, whatever way it is found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.build.draft import factorize, repeated
from xlar.core.columns import blanks, texts
from xlar.core.order import sort_order

SMALL = st.integers(0, 2)
ROWS = st.lists(st.tuples(SMALL, SMALL, st.sampled_from(["", "a", "B", "b", "甲"]), SMALL))
LARGE = 2**40  # two such keys no longer fit one word


def order_of(rows, scale=1):
    first, second, name, number = zip(*rows, strict=True)
    keys = [np.array(first, np.int64) * scale, np.array(second, np.int64) * scale]
    names, numbers = texts(name), np.array(number, np.int32)
    return sort_order(keys, lambda tied: [names[tied], numbers[tied]]).tolist()


@pytest.mark.parametrize("scale", [1, LARGE])
@given(rows=ROWS.filter(bool))
def test_rows_stand_as_their_values_do_and_equal_ones_as_they_were_given(rows, scale):
    assert order_of(rows, scale) == sorted(range(len(rows)), key=rows.__getitem__)


@pytest.mark.parametrize("scale", [1, LARGE])
@given(rows=ROWS.filter(bool))
def test_rows_numbered_downward_stand_so(rows, scale):
    downward = sorted(rows, key=lambda row: row[2:])
    assert order_of(downward, scale) == sorted(range(len(rows)), key=downward.__getitem__)


@given(ROWS.filter(bool))
def test_without_tie_breakers_equal_rows_stand_as_they_were_given(rows):
    keys = [np.array([row[0] for row in rows])]
    assert sort_order(keys).tolist() == sorted(range(len(rows)), key=lambda at: rows[at][0])


def test_no_rows_have_no_order():
    none = np.zeros(0, np.int64)
    assert sort_order([none, none], lambda tied: [none[tied]]).tolist() == []


# Values that stand more than once.


@given(st.lists(st.text("ab", max_size=2)))
def test_repeated_values_are_those_that_stood_earlier(values):
    again, earlier = repeated(values)
    assert again.tolist() == [at for at, one in enumerate(values) if one in values[:at]]
    assert earlier.tolist() == [values.index(values[at]) for at in again.tolist()]


@given(st.lists(st.text("ab", max_size=2)))
def test_values_are_numbered_as_they_first_appear(values):
    codes, names = factorize(texts(values))
    assert names == list(dict.fromkeys(values))
    assert [names[code] for code in codes.tolist()] == values


@pytest.mark.parametrize(("count", "names"), [(0, []), (3, [""])])
def test_a_column_the_source_lacks_has_one_value(count, names):
    codes, found = factorize(blanks(count))
    assert (codes.tolist(), found) == ([0] * count, names)
