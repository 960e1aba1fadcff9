"""The worksheet functions on the tables of the demonstration, as in the template."""

from __future__ import annotations

from xlar.workbook.demo import AS_OF, demo_settings, demo_tables
from xlar.workbook.template.canvas import serial
from xlar.workbook.template.figures import Figures
from xlar.workbook.template.grids import TableGrid, table_grids
from xlar.workbook.template.settings_page import HEADERS, setting_rows


def demo_figures() -> Figures:
    """The functions, in Chinese, on the day of the demonstration."""
    tables = demo_tables()
    grids = table_grids(tables, "zh")
    rows = tuple(setting_rows(demo_settings(tables), "zh"))
    grids["settings"] = TableGrid(grids["acts"].schema, tuple(one.zh for one in HEADERS), rows)
    return Figures(grids, serial(AS_OF), AS_OF, "zh")
