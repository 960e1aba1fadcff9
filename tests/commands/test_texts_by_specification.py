"""Texts that look like something else stay texts, in Excel and in LibreOffice."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from hard_books import HARD, arguments_for, body, command, fill


@pytest.fixture(params=["excel", pytest.param("calc", marks=pytest.mark.office)])
def program(request, tmp_path):
    """The same ledger in the stand-in for Excel and in LibreOffice."""
    before = xw.engines.active
    if request.param == "excel":
        request.getfixturevalue("fake_excel")
        found = xw.Book()
    else:
        calc = request.getfixturevalue("calc")
        xw.engines.active = calc.engine
        found = calc.books.add()
    fill(found)
    found.save(tmp_path / f"{request.param}.xlsx")
    yield found
    found.close()
    xw.engines.active = before


def test_the_ledger_was_typed_as_meant(program):
    typed = program.sheets["发票"].range((2, 1), (len(HARD) + 1, 1)).value
    assert typed == list(HARD)


def test_aging_keeps_every_text(program):
    outcome = command(program, "aging")
    assert outcome.done, outcome.message.zh
    rows = {row["客户编码"]: row for row in body(program, "账龄分析")}
    assert set(HARD) <= set(rows)
    for n, name in enumerate(HARD, 1):
        assert rows[name]["客户名称"] == name
        assert rows[name]["1-30天"] == 100.0 * n
    assert rows["=1+1"]["余额合计"] == 140.0


def test_credit_keeps_every_text(program):
    assert command(program, "credit").done
    rows = {row["客户编码"]: row for row in body(program, "信用监控")}
    assert set(rows) == set(HARD)
    assert [rows[name]["已占用"] for name in HARD] == [
        140.0,
        *(100.0 * n for n in range(2, len(HARD) + 1)),
    ]


def test_drill_keeps_every_text_and_leads_to_the_row(program):
    for place, name in enumerate(HARD, 2):
        outcome = command(program, "drill", customer=name)
        assert outcome.done, outcome.message.zh
        rows = body(program, "明细穿透")
        assert name in [row["单据号"] for row in rows]
        source = next(row["原始行"] for row in rows if row["单据号"] == name)
        assert str(place) in source


def test_order_keeps_every_text(program):
    for name in HARD:
        assert command(program, "order", customer=name, amount="10.00").done
        assert [row["客户编码"] for row in body(program, "订单检查")] == [name]


def test_import_keeps_every_text(program, tmp_path):
    outcome = command(program, "import", **arguments_for("import", tmp_path))
    assert outcome.done, outcome.message.zh
    sheet = program.sheets["发票"]
    last = len(HARD) + 2
    added = sheet.range((last + 1, 1), (last + 2, 5)).value
    assert [row[0] for row in added] == ["00077", "=9*9"]
    assert [row[1] for row in added] == ["0012", "1-2"]
    assert [row[4] for row in added] == [12.5, 13.5]
    assert added[0][2] == dt.datetime(2026, 6, 1)
    assert sheet.tables[0].range.last_cell.row == last + 2


def test_problems_keep_every_text(program):
    """A due date that cannot be read is shown as found, for each of the texts."""
    sheet = program.sheets["发票"]
    hard = [name for name in HARD if name != "2026-06-30"]
    place = sheet.range((2, 3), (len(hard) + 1, 3))
    place.number_format = "@"
    place.value = [[name] for name in hard]
    outcome = command(program, "check")
    assert not outcome.done
    page = program.sheets["检查结果"]
    found = [cell for row in page.used_range.options(ndim=2).value for cell in row]
    assert {"=1+1", "1-2", "1E5", "@x", "=SUM(A1)"} <= set(found)
