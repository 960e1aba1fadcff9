"""Where results go: JSON and CSV as text, workbooks, files written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Text
from xlar.hosts.cli.mistakes import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.core.problems import Language
    from xlar.frames.field import Field
    from xlar.hosts.cli.grids import Grid
    from xlar.hosts.cli.payloads import Payload

BOM: Final = "\ufeff"
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
_TEXTUAL: Final = ("text", "words")
_WIDTHS: Final = {
    "amount": 16,
    "day": 12,
    "whole": 9,
    "ratio": 9,
    "number": 12,
    "flag": 7,
    "words": 40,
}
_FORMATS: Final = {
    "amount": "#,##0.00",
    "day": "yyyy-mm-dd",
    "whole": "0",
    "number": "#,##0.00",
    "ratio": "0.0%",
}
_DEEPEST_COLUMN: Final = 40


def json_text(payload: Payload) -> str:
    """The payload as one JSON object, each row on a line of its own.

    >>> print(json_text({"as_of": "2026-06-30", "rows": [{"open": "1.00"}]}), end="")
    {
      "as_of": "2026-06-30",
      "rows": [
        {"open": "1.00"}
      ]
    }
    """
    entries = [f"  {_json(name)}: {_member(value)}" for name, value in payload.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _member(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = ",\n".join(f"    {_json(row)}" for row in value)
        return f"[\n{rows}\n  ]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def csv_text(grid: Grid) -> str:
    """The grid as CSV with English column names, beginning with a byte order mark for Excel.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers do not.
    """
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([entry.name for entry in grid.fields])
    for row in grid.rows:
        writer.writerow([_csv_cell(entry, row[entry.name]) for entry in grid.fields])
    return buffer.getvalue()


def _csv_cell(entry: Field, value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if entry.kind in _TEXTUAL and str(value).startswith(_RISKY):
        return f"'{value}"
    return value


def write_workbook(path: Path, grid: Grid, lang: Language) -> None:
    """Write the grid as a workbook: one sheet with the rows, one with the notes.

    Raises:
        WrongUse: more rows than a sheet has, or the file cannot be written.
    """
    import xlsxwriter  # only where a workbook is asked for

    if len(grid.rows) >= 1_048_576:
        raise WrongUse(
            Text(
                "行数超过工作表上限，请用 --format csv。",
                "more rows than a sheet has; use --format csv",
            )
        )
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with replacing(path) as draft, xlsxwriter.Workbook(str(draft), options) as book:
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        formats["text"] = book.add_format({"num_format": "@"})
        formats["header"] = book.add_format(
            {
                "bold": True,
                "bg_color": "#DDE7F0",
                "bottom": 1,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        _write_rows(book.add_worksheet(grid.title[lang]), grid, formats, lang)
        _write_notes(book.add_worksheet({"zh": "说明", "en": "Notes"}[lang]), grid, formats, lang)


def _write_rows(sheet: Any, grid: Grid, formats: dict[str, Any], lang: Language) -> None:
    for column, entry in enumerate(grid.fields):
        sheet.write_string(0, column, entry.title[lang], formats["header"])
        width = _WIDTHS.get(entry.kind) or _text_width(grid, entry, lang)
        sheet.set_column(column, column, width)
    for place, row in enumerate(grid.rows, 1):
        for column, entry in enumerate(grid.fields):
            _write_cell(sheet, place, column, entry, row[entry.name], formats, lang)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(grid.rows), 1), len(grid.fields) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(
    sheet: Any,
    row: int,
    column: int,
    entry: Field,
    value: Any,
    formats: dict[str, Any],
    lang: Language,
) -> None:
    """One cell: numbers as numbers, days as dates, everything else as text."""
    if value is None:
        return
    if entry.kind in ("amount", "ratio", "whole", "number"):
        sheet.write_number(row, column, float(value), formats[entry.kind])
    elif entry.kind == "day":
        sheet.write_datetime(row, column, date.fromisoformat(value), formats["day"])
    else:
        sheet.write_string(row, column, entry.shown(value, lang), formats["text"])


def _text_width(grid: Grid, entry: Field, lang: Language) -> int:
    longest = max((len(entry.shown(row[entry.name], lang)) for row in grid.rows[:500]), default=0)
    return min(max(longest * 3 // 2, 10), _DEEPEST_COLUMN)


def _write_notes(sheet: Any, grid: Grid, formats: dict[str, Any], lang: Language) -> None:
    sheet.set_column(0, 1, 24)
    sheet.write_string(0, 0, grid.title[lang], formats["header"])
    for place, (title, value) in enumerate(grid.notes, 1):
        sheet.write_string(place, 0, title[lang], formats["text"])
        sheet.write_string(place, 1, value, formats["text"])


def write_file(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all.

    Raises:
        WrongUse: the file cannot be written.
    """
    with replacing(path) as draft:
        draft.write_bytes(text.encode())


def print_text(text: str) -> None:
    """Write a text to stdout as UTF-8, whatever the console's code page is."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode())
    buffer.flush()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the path, moved over it once it is complete."""
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".xlar-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        draft = Path(name)
        yield draft
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        draft.replace(path)
    except OSError as mistake:
        raise WrongUse(
            Text(
                f"无法写入 {path}（{mistake.strerror}）；若已在其他程序中打开，请先关闭。",
                f"{path} cannot be written ({mistake.strerror}); close it in other programs",
            )
        ) from mistake
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)
