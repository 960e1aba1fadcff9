"""LibreOffice calculates the plain formulas of the template to the values written beside them."""

import os
import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from xlar.core.policy import LADDER, Policy
from xlar.tables.settings import Settings, apply_settings
from xlar.workbook.template import template_body

pytestmark = pytest.mark.office

OURS = re.compile(r"<f[^>]*>[^<]*\bAR_[A-Z_]+\([^<]*</f>")
PLAIN = re.compile(r"(<c [^>]*?)(?: t=\"str\")?(>)(<f[^>]*>[^<]*</f>)<v>[^<]*</v>")
VOLATILE = ("TODAY(",)


def without_results(body):
    """A template whose own functions are their values, and whose other formulas have none."""
    made = BytesIO()
    with ZipFile(BytesIO(body)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = OURS.sub("", part.decode())
                part = PLAIN.sub(r"\1\2\3", text).encode()
            target.writestr(name, part)
    return made.getvalue()


def calculated(body, folder):
    """A template as LibreOffice calculates it, in a folder of its own."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    (folder / "template.xlsx").write_bytes(without_results(body))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS"
         " Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "template.xlsx")],
        check=True, capture_output=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return openpyxl.load_workbook(folder / "out" / "template.xlsx", data_only=True)


@pytest.fixture(scope="module", params=["zh", "en"])
def books(request, tmp_path_factory):
    """The template as written, and as LibreOffice calculated it."""
    body = template_body(request.param)
    return (
        openpyxl.load_workbook(BytesIO(body)),
        openpyxl.load_workbook(BytesIO(body), data_only=True),
        calculated(body, tmp_path_factory.mktemp("office")),
    )


def formula_cells(book):
    """Every cell with a plain formula: sheet, address, formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                formula = getattr(cell.value, "text", cell.value)
                if isinstance(formula, str) and formula.startswith("=") and "AR_" not in formula:
                    yield sheet.title, cell.coordinate, formula


def test_every_plain_formula_gives_the_value_written(books):
    written, values, results = books
    checked = 0
    for sheet, cell, formula in formula_cells(written):
        if any(name in formula for name in VOLATILE) and "as_of" not in formula:
            continue
        now, then = results[sheet][cell].value, values[sheet][cell].value
        if isinstance(then, int | float):
            assert now == pytest.approx(then, abs=1e-6), (sheet, cell, formula)
        else:
            assert (now or "") == (then or ""), (sheet, cell, formula)
        checked += 1
    assert checked > 100


def changed(body, edits):
    """A template with values of cells of 参数 replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(body)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                text = part.decode()
                for cell, number in edits.items():
                    text, hits = re.subn(
                        rf'(<c r="{cell}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{number}\g<2>", text
                    )
                    assert hits == 1, cell
                part = text.encode()
            target.writestr(name, part)
    return made.getvalue()


def test_a_change_to_the_ladder_reaches_the_functions(tmp_path):
    ladder = openpyxl.load_workbook(BytesIO(template_body(demo=False)))["参数"].tables["ladder"].ref
    assert ladder == "F4:L17"  # step, name, day, gap, action, level, English name
    book = calculated(changed(template_body(demo=False), {"H6": 3, "I7": 1}), tmp_path)
    rows = book["参数"].iter_rows(max_col=2, values_only=True)
    text = next(value for name, value in rows if name == "dunning.ladder")
    policy, _, problems = apply_settings(Settings({"dunning.ladder": text}), None, Policy())
    assert problems == []
    assert [(step.step, step.day) for step in policy.dunning.ladder][:3] == [
        (0, -7),
        (1, 3),
        (2, 5),
    ]
    assert policy.dunning.ladder[2].gap == 1
    assert policy.dunning.ladder[3:] == LADDER[3:]
