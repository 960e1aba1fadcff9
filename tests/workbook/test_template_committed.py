"""The committed templates are what the sources make today."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from template_books import parts

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
    assert not different, "run python tools/build_template.py"
