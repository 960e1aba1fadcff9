"""``xlar worklist`` and ``xlar plan`` as a user meets them."""

from __future__ import annotations

import pytest
import terminal
from terminal import xlar

DAY = "2026-06-30"


pytestmark = pytest.mark.usefixtures("wide")


def json_of(command, *words):
    return terminal.json_of(command, *words, "--as-of", DAY)


def test_the_list_has_the_items_of_the_stages(folder):
    rows = json_of("worklist", folder)["rows"]
    staged = [row for row in json_of("stages", folder)["rows"] if row["stage"] >= 2]
    assert {row["document_no"] for row in rows} == {row["document_no"] for row in staged}
    by_number = {row["document_no"]: row for row in staged}
    for row in rows:
        told = by_number[row["document_no"]]
        for name in (
            "open",
            "days_past_due",
            "stage",
            "stage_name",
            "next_action",
            "limitation_date",
        ):
            assert row[name] == told[name]
        assert float(row["recovery_chance"]) == float(told["recovery_chance"])


def test_the_most_pressing_stand_first_with_their_reasons(folder):
    rows = json_of("worklist", folder)["rows"]
    priorities = [row["priority"] for row in rows]
    assert priorities == sorted(priorities, reverse=True)
    assert all(row["facts"] and isinstance(row["measures"], list) for row in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [("worklist",), ("worklist", "--show", "promises"), ("plan",), ("plan", "--result")],
)
def test_each_is_shown(folder, words, lang):
    command, *options = words
    result = xlar(command, folder, *options, "--as-of", DAY, "--lang", lang)
    assert result.exit_code == 0, result.stderr
    assert DAY in result.stdout


def test_the_plan_names_its_week(folder):
    payload = json_of("plan", folder)
    assert (payload["monday"], payload["sunday"]) == ("2026-06-29", "2026-07-05")
    assert all("2026-06-29" <= row["task_on"] <= "2026-07-05" for row in payload["rows"])


def test_the_result_adds_up(folder):
    payload = json_of("plan", folder, "--result")
    for code, total in payload.get("totals", {}).items():
        mine = [row for row in payload["rows"] if row["currency"] == code]
        for name in ("planned", "received"):
            sums = sum(round(float(row[name]) * 100) for row in mine)
            assert sums == round(float(total[name]) * 100)


def test_an_unknown_table_is_wrong_use(folder):
    assert xlar("worklist", folder, "--show", "x").exit_code == 2
