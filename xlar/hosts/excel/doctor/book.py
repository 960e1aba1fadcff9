"""What a workbook says about the xlar and the Python it belongs to, read without Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.excel import install
from xlar.hosts.excel.doctor.machine import BookFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIGURATION: Final = "xlar.conf"
"""The sheet that holds the workbook's configuration: keys in column A, values in B."""


def book_facts(path: Path) -> BookFacts:
    """What is known of a workbook; a damaged one shows as one without configuration."""
    if not path.is_file():
        return BookFacts(str(path), found=False)
    conf = configuration(path)
    users = install.interpreter() if conf else ""
    interpreter = conf.get(install.interpreter_key()) or users
    return BookFacts(
        str(path),
        found=True,
        from_internet=_is_marked(path),
        xlwings=conf.get("XLWINGS VERSION", ""),
        interpreter=interpreter,
        interpreter_found=bool(interpreter) and Path(interpreter).is_file(),
        release=conf.get("XLAR VERSION", ""),
    )


def configuration(path: Path) -> Mapping[str, str]:
    """The keys, in capitals, and values of a workbook's sheet ``xlar.conf``."""
    from xlar.workbook.files import BadFile  # only with a workbook
    from xlar.workbook.sheets import Book

    try:
        book = Book(path)
        rows = book.grid(CONFIGURATION).rows if CONFIGURATION in book.names else []
    except BadFile:
        return {}
    pairs = (row[:2] for row in rows if len(row) > 1 and row[0])
    return {_text(key).upper(): _text(value) for key, value in pairs}


def _text(cell: Any) -> str:
    return str(cell).strip()


def _is_marked(path: Path) -> bool:
    """Whether Windows has noted that the file came from the internet, in a stream beside it."""
    try:
        mark = Path(f"{path}:Zone.Identifier").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return "ZoneId=3" in mark or "ZoneId=4" in mark
