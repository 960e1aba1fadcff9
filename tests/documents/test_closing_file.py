"""The closing file: what is kept comes back, and a damaged one is told."""

from __future__ import annotations

import json

import pytest
from ledgers import tables_of

from xlar.core.closing import changes_since, closed_rows
from xlar.core.dates import parse_iso
from xlar.documents.closing import FILE, Closing, Month, read_closing, write_closing
from xlar.documents.register.storage import NotReadable, NotWritable

MAY = parse_iso("2026-05-31")
ROWS = closed_rows(
    tables_of(
        """
        2026-05-12 invoice C1 发票-7 1000.00 due 2026-06-11
        2026-05-20 receipt C1 R-1 400.00 for 发票-7
        """
    ),
    MAY,
)
CLOSING = Closing(
    MAY, ROWS, (Month("2026-05", "2026-06-02", {"CNY": "600.00"}, {"invoices": 1, "receipts": 1}),)
)


def test_nothing_was_closed(tmp_path):
    assert read_closing(tmp_path) is None


def test_what_is_written_comes_back(tmp_path):
    assert write_closing(tmp_path / "out", CLOSING) == tmp_path / "out" / FILE
    found = read_closing(tmp_path / "out")
    assert found is not None
    assert found.locked_to == MAY
    assert found.months == CLOSING.months
    assert found.balances == {"CNY": "600.00"}
    assert changes_since(found.rows, ROWS) == ()
    assert changes_since(ROWS, found.rows) == ()


def test_writing_again_replaces_it(tmp_path):
    write_closing(tmp_path, CLOSING)
    write_closing(tmp_path, Closing(MAY, {}, ()))
    found = read_closing(tmp_path)
    assert found is not None
    assert not found.rows
    assert found.balances == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:50],
        lambda _: "[]",
        lambda _: "{}",
        lambda text: text.replace('"format":1', '"format":2'),
        lambda text: text.replace("2026-05-31", "31.5.2026"),
        lambda text: text.replace('"closed_on"', '"closed_at"'),
    ],
)
def test_a_damaged_file_is_told(tmp_path, damage):
    path = write_closing(tmp_path, CLOSING)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(NotReadable) as told:
        read_closing(tmp_path)
    assert FILE in told.value.text("zh")
    assert "backup" in told.value.text("en")


def test_the_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(NotWritable):
        write_closing(tmp_path / "out", CLOSING)


def test_the_file_is_readable_by_people_and_programs(tmp_path):
    text = write_closing(tmp_path, CLOSING).read_text(encoding="utf-8")
    assert "发票-7" in text
    assert json.loads(text)["months"][0]["month"] == "2026-05"
