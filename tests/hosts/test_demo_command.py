"""demo: the workbook is written, read back through the normal reader, and shown."""

from __future__ import annotations

import json
from decimal import Decimal

import openpyxl
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from xlar.documents.register import read_register
from xlar.hosts.cli.app import app
from xlar.workbook.demo import AS_OF
from xlar.workbook.read import load


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "a" / "b"
    result = CliRunner().invoke(
        app, ["demo", str(folder)], env={"COLUMNS": "100", "XLAR_LANG": "zh"}
    )
    assert result.exit_code == 0, result.stderr
    return folder / "应收账款示例.xlsx", result


def test_the_workbook_reads_back_without_errors(run):
    loaded = load(run[0])
    assert loaded.ledger is not None
    assert loaded.as_of == AS_OF
    assert [problem.code for problem in loaded.problems] == ["no_reference"]


def test_aging_alarms_and_stages_are_shown(run):
    shown = run[1].stdout
    assert all(word in shown for word in ("账龄分析", "信用警报", "逾期阶段", "█", "接下来试试"))
    assert shown.count("0.00 ✓") == 4  # check and general ledger, two currencies


def test_it_fits_the_window(run):
    lines = [line for line in run[1].stdout.splitlines() if "xlar " not in line]
    assert max(cell_len(line) for line in lines if "应收账款示例" not in line) <= 100


def test_it_says_where_the_file_lies(run):
    assert "应收账款示例.xlsx" in run[1].stdout.replace("\n", "")


def test_statements_and_letters_lie_beside_the_workbook(run):
    folder = run[0].parent / "函件"
    names = [path.name for path in sorted(folder.glob("*/*.pdf"))]
    assert sum(name.startswith("DZ-2026-") for name in names) > 100
    assert sum(name.startswith("CK-2026-") for name in names) > 20
    assert len(names) == len(read_register(folder).rows)
    assert run[1].stdout.replace("\n", "").count(str(folder)) == 3


def test_it_ends_with_the_monthly_report_and_the_drafts_of_the_salespeople(run):
    names = {path.name for path in (run[0].parent / "函件" / "月报" / "2026-06").iterdir()}
    assert {"应收账款月报 2026-06.pdf", "应收账款月报 2026-06.xlsx"} < names
    assert sum(name.startswith("逾期清单 ") and name.endswith(".eml") for name in names) == 6


def test_it_can_be_run_again_over_itself_and_in_english(run):
    result = CliRunner().invoke(app, ["demo", str(run[0].parent), "--no-documents", "--lang", "en"])
    assert result.exit_code == 0
    assert "Credit alarms" in result.stdout


def test_screen_and_monthly_report_show_the_overdue_of_the_aging_command(run):
    words = ["age", str(run[0]), "--format", "json"]
    totals = json.loads(CliRunner().invoke(app, words).stdout)["totals"]["CNY"]
    overdue = sum(Decimal(totals["buckets"][name]) for name in list(totals["buckets"])[1:])
    assert f" {Decimal(totals['buckets']['not_due']):,} " in run[1].stdout
    [report] = (run[0].parent / "函件" / "月报" / "2026-06").glob("*.xlsx")
    values = {
        round(Decimal(cell), 2)
        for sheet in openpyxl.load_workbook(report)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, float)
    }
    assert overdue in values
