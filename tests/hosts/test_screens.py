"""Screens: tables that fit the window, bars in proportion, the proof in sight."""

from __future__ import annotations

import io
from datetime import date

import pytest
from ledgers import ledger_of
from rich.cells import cell_len
from rich.console import Console

from xlar.core.aging import aging
from xlar.core.credit import credit
from xlar.core.items import open_items
from xlar.core.problems import Text
from xlar.core.stages import stages
from xlar.frames.field import Field
from xlar.hosts.cli import payloads, screens
from xlar.hosts.cli.age_screen import age_screen, bar
from xlar.hosts.cli.grids import Grid, grid_of

AS_OF = date(2026, 6, 30)
LEDGER = """
    customer C001 name 非常非常长的示例公司名称股份有限公司 grade A limit 1000000.00
    customer C002 name 乙公司 status frozen
    2026-05-01 invoice C001 INV-1 1234567.89 due 2026-05-31
    2026-06-01 invoice C001 INV-2 200.05 due 2026-07-01
    2026-01-02 invoice C002 INV-3 300.00 due 2026-02-01
    2026-06-11 receipt C002 R-1 700.00
"""


def console_of(width, *, colour=False):
    return Console(
        file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False,
        force_terminal=colour, color_system="truecolor" if colour else None,
    )  # fmt: skip


def drawn(renderable, width=200, *, colour=False):
    target = console_of(width, colour=colour)
    target.print(renderable)
    return target.file.getvalue()


def age_drawn(width, *, gl=None, lang="zh", **options):
    payload = payloads.age_payload(aging(ledger_of(LEDGER), AS_OF, **options))
    target = console_of(width)
    target.print(age_screen(grid_of("age", payload, lang), payload, gl or {}, lang, target))
    return target.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("by", ["customer", "invoice", "currency"])
def test_no_line_is_wider_than_the_window(width, by):
    assert max(map(cell_len, age_drawn(width, by=by).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("command", ["items", "credit", "stages"])
def test_the_other_tables_fit_too(width, command):
    ledger = ledger_of(LEDGER)
    payload = {
        "items": lambda: payloads.items_payload(open_items(ledger, AS_OF)),
        "credit": lambda: payloads.credit_payload(credit(ledger, AS_OF), "fifo"),
        "stages": lambda: payloads.stages_payload(stages(ledger, AS_OF), "zh"),
    }[command]()
    text = drawn(screens.screen(grid_of(command, payload, "zh"), "zh", width), width)
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 200])
def test_amounts_are_grouped_and_never_cut(width):
    assert "1,234,567.89" in age_drawn(width)


def test_a_narrow_window_sums_the_buckets_to_due_and_not_due():
    text = age_drawn(80)
    assert "逾期" in text
    assert "61-90天" not in text.split("CNY\n")[0].splitlines()[2]


def test_a_wide_window_shows_every_bucket():
    header = age_drawn(200).splitlines()[2]
    assert [name for name in ("未到期", "1-30天", "365天以上") if name in header] == [
        "未到期", "1-30天", "365天以上",
    ]  # fmt: skip


def test_what_is_left_out_is_said():
    ledger = ledger_of(LEDGER)
    payload = payloads.stages_payload(stages(ledger, AS_OF), "zh")
    text = drawn(screens.screen(grid_of("stages", payload, "zh"), "zh", 80), 80)
    assert "窗口较窄，未显示：" in text


def test_long_reports_say_how_much_is_shown(monkeypatch):
    monkeypatch.setattr(screens, "MOST_ROWS", 2)
    payload = payloads.items_payload(open_items(ledger_of(LEDGER), AS_OF))
    text = drawn(screens.screen(grid_of("items", payload, "en"), "en", 200))
    assert "3 rows, the first 2 shown" in text


def test_every_bucket_has_a_bar_and_the_proof_stands_below():
    lines = {line.split()[0]: line for line in age_drawn(120).splitlines() if line.strip()}
    assert "████" in lines["1-30天"]
    assert lines["核对差异"].split()[1:] == ["0.00", "✓"]
    assert lines["余额合计"].split()[1:] == ["1,234,367.94"]  # 1,234,567.89 + 200.05 − 400.00


def test_a_difference_to_the_general_ledger_is_shown():
    text = age_drawn(120, gl={"CNY": "-0.01"})
    assert "与总账差异" in text
    assert "-0.01 ✗" in text


def test_without_a_general_ledger_there_is_no_such_line():
    assert "与总账差异" not in age_drawn(120)


def test_the_screen_speaks_english():
    text = age_drawn(200, lang="en")
    assert "Aging  as of 2026-06-30  allocation oldest first" in text
    assert "not due" in text


def test_colour_appears_only_on_a_terminal():
    payload = payloads.credit_payload(credit(ledger_of(LEDGER), AS_OF), "fifo")
    table = screens.screen(grid_of("credit", payload, "zh"), "zh", 200)
    assert "\x1b[" in drawn(table, colour=True)
    assert "\x1b[" not in drawn(table)


def test_markup_in_data_is_only_text():
    grid = Grid(
        "items", Text("未清项", "Open items"), (Field("name", Text("名称", "Name")),),
        [{"name": "[red]甲[/red] :smile:"}],
    )  # fmt: skip
    assert "[red]甲[/red] :smile:" in drawn(screens.screen(grid, "zh", 100))


@pytest.mark.parametrize(
    ("share", "length"), [(0.0, 0), (-1.0, 0), (0.5, 12), (1.0, 24), (1 / 24 / 8, 1)]
)
def test_a_bar_is_in_proportion(share, length):
    assert len(bar(share)) == length


def test_the_problems_are_listed_with_the_counts():
    payload = {
        "problems": [{"severity": "error", "message": "发票!D7：金额有误"}],
        "counts": {
            "customers": 1, "invoices": 2000, "receipts": 3, "allocations": 0, "errors": 1,
            "warnings": 0,
        },
    }  # fmt: skip
    grid = Grid("check", Text("数据检查", "Check"), (), payload["problems"])
    text = drawn(screens.check_screen(grid, payload, "zh"))
    assert "发票!D7：金额有误" in text
    assert "发票 2,000 行" in text
    assert "错误 1 条，提醒 0 条" in text
