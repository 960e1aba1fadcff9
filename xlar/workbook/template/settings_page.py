"""The sheet 参数: single settings on the left, the ladder, prime rates and fees beside them."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xlar.core.policy import LADDER as RUNGS
from xlar.core.problems import Text
from xlar.tables.settings_schema import ACTIONS, SETTING_TABLES
from xlar.workbook.template import names, styles
from xlar.workbook.template.canvas import serial
from xlar.workbook.template.entries import ENTRIES, Entry, written
from xlar.workbook.template.grids import TableGrid, choice_word, grid_of
from xlar.workbook.template.kit import Page
from xlar.workbook.template.tables import draw_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.policy import Policy
    from xlar.core.policy_dunning import Step
    from xlar.core.problems import Language
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

HEADERS: Final = (
    Text("设置", "Setting"), Text("值", "Value"), Text("说明", "Meaning"), Text("默认", "Default"),
)  # fmt: skip
_TITLE: Final = 2
_HEADER: Final = 3
_FIRST: Final = _HEADER + 1
_VALUE: Final = 1
_WIDTHS: Final = (31, 30, 64, 36)
_LADDER_AT: Final = 5
_LPR_AT: Final = 13
_FEES_AT: Final = 16
_LADDER: Final = "dunning.ladder"
_LADDER_TEXT: Final = "ladder_text"
_LADDER_TEXT_AT: Final = 23
_HINT: Final = Text(
    "浅黄格可改；“值”空白即用默认值。名称不可改动；写错会在“检查”中指出。",
    "Change the yellow cells; a blank value means the default. Names stay as they are; mistakes "
    "are pointed out by Check.",
)
_NOTHING: Final = Text("", "")
_TITLES: Final = {
    _LADDER_AT: Text("催收阶梯：逾期几天做什么", "Ladder: what is done on which day"),
    _LPR_AT: Text("一年期 LPR", "Prime rate"),
    _FEES_AT: Text("合同约定的催款费用（没有则空着）", "Dunning fees by contract, if any"),
}


def setting_rows(
    stated: Mapping[str, str | float | date], lang: Language, ladder: Sequence[Step] = RUNGS
) -> list[tuple[str | float | None, ...]]:
    """The rows of the table of settings: name, value, meaning, default.

    Args:
        stated: values by full name; a name the list does not have gets a row below the setting
            it is part of, else at the end.
        lang: language of the meanings.
        ladder: the rungs of the ladder.
    """
    values = {**stated, _LADDER: ladder_text(ladder)}
    known = {entry.name for entry in ENTRIES if entry.name}
    further: dict[str, list[tuple[str | float | None, ...]]] = {}
    for name, value in stated.items():
        if name not in known:
            above = name.rpartition(".")[0]
            place = above if above in known else ""
            further.setdefault(place, []).append((name, _cell(value), None, None))
    rows: list[tuple[str | float | None, ...]] = []
    for entry in ENTRIES:
        if not entry.name:
            rows.append((entry.about[lang], None, None, None))
            continue
        shown = _cell(values.get(entry.name))
        rows.append((entry.name, shown, entry.about[lang], _default(entry, lang)))
        rows += further.get(entry.name, [])
    return rows + further.get("", [])


def _cell(value: str | float | date | None) -> str | float | None:
    return serial(value) if isinstance(value, date) else value


def _default(entry: Entry, lang: Language) -> str | float | None:
    if entry.name in (_LADDER, "interest.lpr"):
        return {"zh": "见右侧的表", "en": "the table beside"}[lang]
    return written(entry.default, lang)


def ladder_text(ladder: Sequence[Step] = RUNGS) -> str:
    """A ladder as a setting in one cell, which the sheet's formula makes of its table.

    Args:
        ladder: the rungs.

    >>> ladder_text()[:52]
    '[{step=0,day=-7,gap=0,action="letter",level=0,zh="到期'
    """
    rungs = [
        f'{{step={rung.step},day={rung.day},gap={rung.gap},action="{rung.action}",'
        f'level={rung.level},zh="{_unmarked(rung.zh)}",en="{_unmarked(rung.en)}"}}'
        for rung in ladder
    ]
    return f"[{','.join(rungs)}]"


def _unmarked(text: str) -> str:
    return text.replace('"', "'")


def _ladder_formula(lang: Language) -> str:
    """The formula that makes one text of the ladder, so that functions follow the table as well."""
    step, zh, day, gap, action, level, en = (
        f"ladder[{column.title(lang)}]" for column in SETTING_TABLES["ladder"].columns
    )
    word = action
    for choice in ACTIONS:
        shown = choice_word(ACTIONS, choice.code, lang)
        word = f'IF({action}="{shown}","{choice.code}",{word})'
    parts = (
        '"{step="', step, '",day="', day, '",gap="', f'IF({gap}="",0,{gap})',
        '",action="""', word, '""",level="', f'IF({level}="",-1,{level})',
        '",zh="""', _unquoted(zh), '""",en="""', _unquoted(f'IF({en}="",{zh},{en})'), '"""}"',
    )  # fmt: skip
    return f'="["&_xlfn.TEXTJOIN(",",TRUE,IF({step}="","",{"&".join(parts)}))&"]"'


def _unquoted(text: str) -> str:
    """A formula's text without the marks that would end it in the setting."""
    return f'SUBSTITUTE({text},"""","\'")'


def _draw(canvas: Canvas, kit: Kit) -> None:
    canvas.band(kit.sheet("Settings"), _HINT, _FEES_AT + 6, home=3)
    _draw_settings(canvas, kit)
    canvas.sheet.set_row_pixels(_TITLE, 26)
    for at, title in _TITLES.items():
        canvas.put(_TITLE, at, title, "section")
    for place, grid in _beside(kit.own.policy, kit.lang):
        draw_table(canvas, grid, _HEADER, place, look="input")
    canvas.column(_LADDER_AT - 1, 3)
    canvas.column(_LPR_AT - 1, 3)
    canvas.column(_FEES_AT - 1, 3)
    canvas.spill(_FIRST, _LADDER_TEXT_AT, _ladder_formula(kit.lang), [[_ladder(kit)]])
    canvas.sheet.set_column(_LADDER_TEXT_AT, _LADDER_TEXT_AT, 4, None, {"hidden": True})
    kit.name(_LADDER_TEXT, "Settings", f"$X${_FIRST + 1}")
    canvas.sheet.freeze_panes(_FIRST, 2)
    bottom = _FIRST + len(kit.grids["settings"].rows) - 1
    canvas.page((0, 0, bottom, len(_WIDTHS) - 1), header=_HEADER)


def _draw_settings(canvas: Canvas, kit: Kit) -> None:
    """The table of single settings."""
    rows = kit.grids["settings"].rows
    entries = {entry.name: entry for entry in ENTRIES}
    for place, width in enumerate(_WIDTHS):
        canvas.column(place, width, "wrap")
    for at, (name, value, about, default) in enumerate(rows, _FIRST):
        if name not in entries and value is None:
            for column in range(len(_WIDTHS)):
                canvas.put(at, column, name if column == 0 else None, "group")
            continue
        canvas.put(at, 0, name, "plain", "text")
        canvas.put(at, 2, about, "wrap")
        canvas.put(at, 3, default, "muted", align="left", text_wrap=False)
        if name == _LADDER:
            _draw_ladder(canvas, at, _ladder(kit))
        else:
            _draw_value(canvas, at, entries.get(str(name), Entry(str(name), _NOTHING)), value)
        if name in _NAMED:
            kit.name(_NAMED[str(name)], "Settings", f"$B${at + 1}")
    columns = [
        {"header": title[kit.lang], "header_format": canvas.styles.get("required")}
        for title in HEADERS
    ]
    area = (_HEADER, 0, _FIRST + len(rows) - 1, len(_WIDTHS) - 1)
    look = {"name": "settings", "columns": columns, "style": "Table Style Light 1"}
    canvas.sheet.add_table(*area, {**look, "autofilter": False, "banded_rows": False})


def _ladder(kit: Kit) -> str:
    return ladder_text(kit.own.policy.dunning.ladder)


def _draw_ladder(canvas: Canvas, row: int, text: str) -> None:
    """The cell of the ladder, which follows the table beside."""
    shown = {"zh": ';;;"← 右侧的表"', "en": ';;;"← the table beside"'}[canvas.lang]
    canvas.formula(row, _VALUE, f"={_LADDER_TEXT}", text, "input", num_format=shown)


def _draw_value(canvas: Canvas, row: int, entry: Entry, value: str | float | None) -> None:
    """The cell of one setting: a day, a number, a word of a list, or any text."""
    canvas.put(row, _VALUE, value, "input", _kind(entry, value))
    words = [written(choice, canvas.lang) for choice in entry.choices]
    if words:
        offered = [f"{word:g}" if isinstance(word, float) else str(word) for word in words]
        canvas.choices((row, _VALUE, row, _VALUE), offered)


def _kind(entry: Entry, value: str | float | None) -> str:
    """The kind of number format; text where a program might take a value for something else."""
    if entry.name in ("as_of", "closing.locked_to"):
        return "day"
    if entry.name.startswith("gl_balance"):
        return "amount"
    is_number = isinstance(entry.default, int | Decimal) and not isinstance(entry.default, bool)
    is_number |= isinstance(value, float) or entry.name.startswith("rates")
    return "" if is_number else "text"


_NAMED: Final[Mapping[str, str]] = {"as_of": names.AS_OF, "base_currency": names.BASE}


def _beside(policy: Policy, lang: Language) -> list[tuple[int, TableGrid]]:
    """The tables of settings beside the single ones."""
    rungs: list[tuple[Any, ...]] = [
        (float(rung.step), rung.zh, float(rung.day), float(rung.gap),
         choice_word(ACTIONS, rung.action, lang), None if rung.level < 0 else float(rung.level),
         rung.en)
        for rung in policy.dunning.ladder
    ]  # fmt: skip
    lpr = policy.interest.lpr
    rates = [(serial(date.fromisoformat(day)), float(rate)) for day, rate in lpr.items()]
    fees = [tuple(map(float, astuple(fee))) for fee in policy.dunning.fees]
    return [
        (_LADDER_AT, grid_of(SETTING_TABLES["ladder"], rungs, lang)),
        (_LPR_AT, grid_of(SETTING_TABLES["lpr"], rates, lang)),
        (_FEES_AT, grid_of(SETTING_TABLES["fees"], fees, lang)),
    ]


PAGE: Final = Page("Settings", Text("参数", "Settings"), _draw, styles.WARN)
