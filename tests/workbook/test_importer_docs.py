"""What docs/import.md shows is what the importer takes."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from xlar.tables.schema import TABLES
from xlar.workbook.importer.options import Options, column_map
from xlar.workbook.importer.targets import PAYMENT_STATUSES, targets

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
SHOWN = tomllib.loads(re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0])


def test_the_map_shown_is_a_map():
    found = column_map(SHOWN)
    assert found.options.window is not None
    assert found.columns[""]["invoice_no"] == ("Document", "Line")


@pytest.mark.parametrize("name", [one.name for one in dataclasses.fields(Options)])
def test_every_option_is_shown(name):
    assert name in SHOWN["options"]


@pytest.mark.parametrize(
    "section", ["options", "tables", "columns", "terms", "values", "date_orders"]
)
def test_every_section_is_shown(section):
    assert section in SHOWN


def test_every_column_only_exports_have_is_named():
    own = {column.name for column in TABLES["invoices"].columns}
    only = [column.name for column, _ in targets("invoices") if column.name not in own]
    assert [name for name in only if f"`{name}`" not in PAGE] == []


def test_every_payment_status_is_named():
    line = next(line for line in PAGE.splitlines() if line.startswith('"Query"'))
    assert all(choice.code in line for choice in PAYMENT_STATUSES)


def test_chinese_and_english_stand_in_every_section():
    for section in PAGE.split("\n## ")[1:]:
        assert re.search("[\u4e00-\u9fff]", section) or section.startswith("Python")
        assert re.search("[a-z]{4}", section)
