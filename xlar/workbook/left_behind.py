"""What a user has added to a workbook that its data do not show: sheets, formulas, comments."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile, is_zipfile

from xlar.core.problems import Text
from xlar.documents.register.sheet import REGISTER
from xlar.tables.schema import SETTINGS, TABLES
from xlar.tables.settings_schema import SETTING_TABLES, WORDING
from xlar.workbook.template.layout import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from xlar.tables.grid import Place

_MOST_CELLS: Final = 5
_KINDS: Final[Mapping[str, Text]] = {
    "formulas": Text(
        "自写公式（数据表中的已变成数值）", "formulas (those in tables are now values)"
    ),
    "comments": Text("批注", "comments"),
    "formats": Text("条件格式", "conditional formats"),
}
_PICTURES: Final = "xl/media/"
_CHARTS: Final = "xl/charts/chart"


def left_behind(old: Path, new: bytes, places: Mapping[str, Place]) -> Iterator[Text]:
    """What the old workbook has and the new one has not, one sentence for each kind and sheet.

    Only of ``.xlsx`` and ``.xlsm`` files: others are not looked into.

    Args:
        old: the old workbook.
        new: a fresh template with its data, in its language.
        places: where the tables of the old one stand.
    """
    if not is_zipfile(old) or old.suffix.lower() not in (".xlsx", ".xlsm"):
        return
    before, after = _opened(old.read_bytes()), _opened(new)
    titles = _titles(before, after, places)
    for sheet in before.worksheets:
        if sheet.title not in titles:
            yield Text(
                f"工作表“{sheet.title}”；可在 Excel 中用“移动或复制”搬过去",
                f"the sheet {sheet.title}; Move or Copy in Excel brings it over",
            )
            continue
        found, kept = _features(sheet), _features(after[titles[sheet.title]])
        for kind, cells in found.items():
            own = [cell for mark, cell in cells.items() if mark not in kept[kind]]
            if own:
                yield _told(sheet.title, _KINDS[kind], own)
    names = [name for name in before.defined_names if name not in after.defined_names]
    if names:
        yield Text(f"名称：{'、'.join(names)}", f"defined names: {', '.join(names)}")
    yield from _drawings(old, new)


def _opened(content: bytes) -> Any:
    from openpyxl.reader import excel  # only to look for what reading does not show

    reader: Any = excel  # it has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about extensions it would lose in writing
        return reader.load_workbook(BytesIO(content))


def _titles(before: Any, after: Any, places: Mapping[str, Place]) -> dict[str, str]:
    """The sheet of the new workbook that stands for each of the old one, by title."""
    titles: dict[str, str] = {}
    for page, sheet in zip(PAGES.values(), after.worksheets, strict=True):
        titles |= dict.fromkeys((page.title.zh, page.title.en), sheet.title)
    tables = {name: place.sheet for name, place in places.items()}
    for schema in (*TABLES.values(), REGISTER, SETTINGS, WORDING, *SETTING_TABLES.values()):
        home = titles.get(schema.zh, titles[SETTINGS.zh])
        titles |= {
            name: titles.get(name, home)
            for name in before.sheetnames
            if schema.is_named(name) or tables.get(schema.name) == name
        }
    return titles


def _features(sheet: Any) -> dict[str, dict[str, str]]:
    """Formulas, comments and conditional formats of a sheet: what each is, and a cell of it."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                found["formulas"].setdefault(_mark(cell.value), cell.coordinate)
            if cell.comment is not None:
                found["comments"][cell.coordinate] = cell.coordinate
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            mark = f"{rule.type} {rule.operator} {_mark(' '.join(map(str, rule.formula)))}"
            found["formats"].setdefault(mark, str(area.sqref))
    return found


def _mark(formula: Any) -> str:
    """A formula whatever the rows it speaks of: tables are not equally long."""
    return re.sub(r"\d+", "#", str(getattr(formula, "text", formula)))


def _told(sheet: str, kind: Text, cells: Iterable[str]) -> Text:
    listed = list(cells)
    shown = ", ".join(listed[:_MOST_CELLS]) + (" …" if len(listed) > _MOST_CELLS else "")
    return Text(f"“{sheet}”中的{kind.zh}：{shown}", f"{kind.en} on {sheet}: {shown}")


def _drawings(old: Path, new: bytes) -> Iterator[Text]:
    """Pictures and charts beyond those of the template."""
    with ZipFile(old) as before, ZipFile(BytesIO(new)) as after:
        for part, zh, en in ((_PICTURES, "图片", "pictures"), (_CHARTS, "图表", "charts")):
            more = _count(before, part) - _count(after, part)
            if more > 0:
                yield Text(f"{zh} {more} 个", f"{more} {en}")


def _count(archive: ZipFile, part: str) -> int:
    return sum(name.startswith(part) for name in archive.namelist())
