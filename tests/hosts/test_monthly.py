"""``xlar report``: the files it writes and what it says."""

from __future__ import annotations

import json

import pytest
import terminal
from folders import ledger_folder
from typer.testing import CliRunner

from xlar.hosts.cli.app import app

POLICY = '[documents]\nfolder = "out"\n[company]\nname = "云帆示例科技有限公司"\n'


pytestmark = pytest.mark.usefixtures("wide")


@pytest.fixture
def folder(tmp_path):
    path = ledger_folder(tmp_path / "ledger")
    (path / "policy.toml").write_text(POLICY, encoding="utf-8")
    return path


def xlar(*words):
    return terminal.xlar("report", *words, "--as-of", "2026-06-30")


def json_of(*words):
    result = xlar(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_report_of_the_last_month_with_a_draft_for_every_salesperson(folder):
    payload = json_of(folder)
    assert payload["month"] == "2026-06"
    assert payload["figures"]["receivables"] == "1350.05"  # what `xlar age` shows
    assert payload["figures"]["overdue"] == "1150.00"
    place = folder / "out" / "月报" / "2026-06"
    names = sorted(path.name for path in place.iterdir())
    assert names == [
        "应收账款月报 2026-06.pdf",
        "应收账款月报 2026-06.xlsx",
        "逾期清单 张示例.eml",
        "逾期清单 李示例.eml",
    ]
    assert [row["file"] for row in payload["rows"]] == [str(place / name) for name in names]


def test_making_it_again_replaces_it(folder):
    first = json_of(folder, "--formats", "pdf")["rows"][0]["file"]
    before = (folder / first).read_bytes()
    assert json_of(folder, "--formats", "pdf")["rows"][0]["file"] == first
    assert (folder / first).read_bytes() == before


def test_another_month_folder_and_language(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    payload = json_of(
        folder, "--month", "2026-05", "--formats", "xlsx", "--output", elsewhere, "--lang", "en"
    )
    assert payload["as_of"] == "2026-05-31"
    name = "Receivables monthly report 2026-05.xlsx"
    assert [row["file"] for row in payload["rows"]] == [
        str(elsewhere / "monthly reports" / "2026-05" / name)
    ]


def test_a_month_not_over_is_reported_as_of_the_day(folder):
    result = CliRunner().invoke(
        app,
        ["report", str(folder), "--month", "2026-06", "--as-of", "2026-06-20", "--format", "json"],
    )
    assert json.loads(result.stdout)["as_of"] == "2026-06-20"


def test_closed_months_stand_in_it(folder):
    CliRunner().invoke(app, ["close", str(folder), "--month", "2026-05", "--as-of", "2026-06-30"])
    path = folder / "invoices.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("300.00", "310.00"), encoding="utf-8")
    assert "已关账的 2026-05 及以前有 1 处变动，见文末。" in json_of(folder)["findings"]


def test_the_screen_lists_files_and_key_figures(folder):
    shown = xlar(folder).stdout
    assert "应收账款月报 2026-06.pdf" in shown.replace("\n", "")
    assert "应收余额" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-07"], "还没有开始"),
        (["--month", "07"], "不是月份"),
        (["--formats", "docx"], "pdf、xlsx、eml"),
        (["--formats", ","], "pdf、xlsx、eml"),
    ],
)
def test_wrong_use(folder, words, said):
    result = xlar(folder, *words)
    assert result.exit_code == 2
    assert said in result.stderr
