"""The whole template, with its macros allowed to run, in a real LibreOffice Calc."""

from __future__ import annotations

from collections import Counter

import pytest
from template_books import formulas, template

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.process import Office
from xlar.workbook.macros import PROJECT

pytestmark = pytest.mark.office

ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
FORMULA = 16  # com.sun.star.sheet.CellFlags.FORMULA


@pytest.fixture(scope="module")
def office():
    """A LibreOffice with a profile of its own."""
    try:
        running = Office()
    except bridge.NoOffice as missing:
        pytest.skip(missing.text("en"))
    desktop = running.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", running.context
    )
    yield desktop
    running.end(desktop)


@pytest.fixture(scope="module", params=["zh", "en"])
def opened(request, office, tmp_path_factory):
    """The template, open: its macro for opening has run and ended, or this would not return."""
    path = tmp_path_factory.mktemp("calc") / "template.xlsm"
    path.write_bytes(template(request.param))
    options = bridge.properties(Hidden=True, MacroExecutionMode=ALWAYS)
    document = office.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    document.calculateAll()
    yield request.param, document
    document.close(True)


def formula_cells(document):
    """Every cell with a formula."""
    for sheet in document.Sheets:
        yield from sheet.queryContentCells(FORMULA).Cells


def test_every_sheet_arrives(opened):
    lang, document = opened
    assert list(document.Sheets.ElementNames) == formulas(lang).sheetnames


def test_the_macros_arrive_and_run(opened):
    _, document = opened
    assert document.BasicLibraries.hasByName(PROJECT)
    address = f"vnd.sun.star.script:{PROJECT}.AR_Catalog.AR_Describe?language=Basic"
    script = document.getScriptProvider().getScript(f"{address}&location=document")
    script.invoke((), (), ())  # what Workbook_Open runs: an error of Basic would be raised


def test_every_formula_without_our_functions_computes(opened):
    _, document = opened
    found = Counter(
        cell.getError() for cell in formula_cells(document) if "AR_" not in cell.Formula.upper()
    )
    assert set(found) == {0}
    assert found[0] > 100


def test_no_name_is_taken_for_a_function(opened):
    """Names and functions share one namespace: a name like ours would break every formula."""
    _, document = opened
    names = {name.upper() for name in document.NamedRanges.ElementNames}
    assert not {name for name in names if name.startswith("AR_")}
    assert {cell.getError() for cell in formula_cells(document)} == {0}


def test_the_charts_are_there(opened):
    _, document = opened
    assert sum(sheet.Charts.Count for sheet in document.Sheets) == 7
