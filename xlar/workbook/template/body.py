"""From tables, commands and functions to the bytes of a workbook without macros."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Text
from xlar.tables.names import TableSchema
from xlar.tables.schema import SETTINGS
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables
from xlar.workbook.template.canvas import Canvas, serial
from xlar.workbook.template.entries import typed_setting
from xlar.workbook.template.figures import Figures
from xlar.workbook.template.grids import TableGrid, table_grids
from xlar.workbook.template.kit import Kit, OwnContents
from xlar.workbook.template.layout import PAGES
from xlar.workbook.template.settings_page import HEADERS, setting_rows
from xlar.workbook.template.styles import FONTS, Styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.core.tables import Tables

_CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the same in every file, for equal bytes
_CALCULATION: Final = 191_029
"""The calculation engine of Excel 365, which does not calculate its own files anew on opening."""

_AMOUNTS: Final = ("gl_balance", "rates")
_TITLE: Final = Text("应收账款工作簿", "Receivables workbook")


def code_names() -> tuple[str, ...]:
    """The names of the VBA modules of the sheets, in their order.

    >>> code_names()[:3]
    ('SheetStart', 'SheetSettings', 'SheetCustomers')
    """
    return tuple(page.code_name for page in PAGES.values())


def template_body(
    lang: Language = "zh",
    *,
    demo: bool = True,
    tables: Tables | None = None,
    settings: Mapping[str, str | float | date] | None = None,
    commands: Sequence[Any] = (),
    groups: Mapping[str, Text] | None = None,
    catalogue: Mapping[str, Any] | None = None,
    conf: Mapping[str, str] | None = None,
    own: OwnContents | None = None,
) -> bytes:
    """The template as a workbook without macros.

    Args:
        lang: language of sheets, headers and texts.
        demo: whether its tables hold the demonstration ledger.
        tables: typed tables in place of that.
        settings: what stands on 参数, by full name; those of the demonstration unless given.
        commands: the buttons to explain.
        groups: titles of their groups.
        catalogue: the worksheet functions by name, for wizard texts; all unless given.
        conf: values of ``xlar.conf`` by key, such as ``Interpreter_Win``.
        own: what a user's workbook holds besides tables and settings.
    """
    from xlsxwriter import Workbook  # heavy, and not needed by what only asks for names

    if tables is None:
        tables = demo_tables() if demo else {}
        settings = settings or (demo_settings(tables) if demo else {})
    buffer = BytesIO()
    workbook = Workbook(buffer, _options(lang))
    stated = {name: _number(name, value) for name, value in (settings or {}).items()}
    kit = _kit(workbook, lang, tables, stated, own or OwnContents())
    if catalogue is None:
        from xlar.functions.registry import FUNCTIONS

        catalogue = FUNCTIONS
    kit = replace(
        kit, commands=tuple(commands), groups=groups or {}, catalogue=catalogue, conf=conf or {}
    )
    _draw(kit)
    workbook.close()
    return buffer.getvalue()


def _options(lang: Language) -> dict[str, Any]:
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONTS[lang], "font_size": 10},
    }


def _number(name: str, value: str | float | date) -> str | float | date:
    """A setting's value: what is an amount, a rate or another number becomes one."""
    if not isinstance(value, str):
        return value
    return float(value) if name.startswith(_AMOUNTS) else typed_setting(name, value)


def _kit(
    workbook: Any,
    lang: Language,
    tables: Tables,
    stated: Mapping[str, str | float | date],
    own: OwnContents,
) -> Kit:
    """What the pages are drawn from, without what only explains it."""
    schema = TableSchema(SETTINGS.name, SETTINGS.zh, SETTINGS.en, "", ())
    rows = tuple(setting_rows(stated, lang, own.policy.dunning.ladder))
    grids = table_grids(tables, lang, own.extras)
    grids["settings"] = TableGrid(schema, tuple(title[lang] for title in HEADERS), rows)
    day = stated.get("as_of")
    as_of = day if isinstance(day, date) else None
    today = as_of or own.today or AS_OF
    figures = Figures(grids, None if as_of is None else serial(as_of), today, lang)
    styles = Styles(workbook, lang)
    return Kit(
        workbook, lang, styles, PAGES, grids, stated, figures, as_of, (), {}, {}, {}, own
    )  # fmt: skip


def _draw(kit: Kit) -> None:
    workbook = kit.workbook
    workbook.set_properties({"title": _TITLE[kit.lang], "created": _CREATED, "author": "xlar"})
    workbook.set_calc_mode("auto", _CALCULATION)
    workbook.calc_on_load = False
    workbook.set_vba_name("ThisWorkbook")
    workbook.set_size(2400, 1400)
    home = kit.sheet("Start")
    for page in PAGES.values():
        sheet = workbook.add_worksheet(page.title[kit.lang])
        sheet.set_vba_name(page.code_name)
        if page.color:
            sheet.set_tab_color(page.color)
        page.draw(Canvas(sheet, kit.styles, kit.lang, "" if page.key == "Start" else home), kit)
        if page.visibility == "hidden":
            sheet.hide()
        elif page.visibility == "very hidden":
            sheet.very_hidden()
