"""Builds the Excel templates: ``python tools/build_template.py``.

Run it after changing a sheet, a command, a function's text or a macro; a test compares the
committed files with fresh ones part by part.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar.commands.table import COMMANDS, GROUPS
from xlar.workbook.template import whole_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Language

FOLDER: Final = Path(__file__).parents[1] / "workbook"
FILES: Final[Mapping[Language, str]] = {"zh": "ar_template.xlsm", "en": "ar_template_en.xlsm"}


def main() -> None:
    """Write the templates."""
    FOLDER.mkdir(exist_ok=True)
    for lang, name in FILES.items():
        made = whole_template(tuple(COMMANDS.values()), GROUPS, lang)
        (FOLDER / name).write_bytes(made)
        print(f"{name}: {len(made):,} bytes")


if __name__ == "__main__":
    main()
