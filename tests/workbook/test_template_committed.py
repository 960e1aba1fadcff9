"""The committed templates are what the sources make today."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from template_books import parts

from xlar.functions.registry import FUNCTIONS
from xlar.workbook.macros import BUILT, macro_project
from xlar.workbook.template import code_names

FOLDER = Path(__file__).parents[2] / "workbook"


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "ar_template.xlsm"), ("en", "ar_template_en.xlsm")]
)
def test_every_part_is_that_of_a_fresh_build(lang, name):
    with ZipFile(FOLDER / name) as package:
        committed = {part: package.read(part) for part in package.namelist()}
    fresh = parts(lang)
    assert list(committed) == list(fresh)
    different = [part for part in fresh if committed[part] != fresh[part]]
    assert not different, "run python dev.py xlar build"


def test_the_macros_the_package_carries_are_those_of_the_sources():
    fresh = macro_project(FUNCTIONS.values(), code_names())
    assert BUILT.read_bytes() == fresh, "run python dev.py xlar build"
