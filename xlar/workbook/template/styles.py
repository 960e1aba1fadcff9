"""Fonts, colors and number formats of the template, each kind of cell named once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Language

INK: Final = "#1F2937"
MUTED: Final = "#6B7280"
BRAND: Final = "#17415F"
ACCENT: Final = "#1F7A8C"
SOFT: Final = "#E8F1F5"
LINE: Final = "#D5DEE6"
INPUT: Final = "#FFF8E1"
GOOD: Final = "#1E7B4F"
WARN: Final = "#B26A00"
BAD: Final = "#B3261E"
GOOD_FILL: Final = "#E3F4EA"
WARN_FILL: Final = "#FFF1D6"
BAD_FILL: Final = "#FBE4E1"
SERIES: Final = (ACCENT, "#F2A541", "#B3261E", "#5C7F92", "#8E6C8A", "#7A9E48")

FONTS: Final[Mapping[str, str]] = {"zh": "微软雅黑", "en": "Arial"}
NUMBER_FORMATS: Final[Mapping[str, str]] = {
    "text": "@",
    "day": "yyyy-mm-dd",
    "amount": "#,##0.00_ ;[Red]-#,##0.00_ ;0.00_ ",
    "bucket": '#,##0.00_ ;[Red]-#,##0.00_ ;"–"_ ',
    "number": "General",
    "decimal": "#,##0.00_ ",
    "integer": "0",
    "whole": "#,##0_ ",
    "ratio": "0.0%_ ",
}

_TOP: Final = {"valign": "top"}
_HEADER: Final = {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#FFFFFF", "bg_color": BRAND,
              "valign": "vcenter", "indent": 1},
    "band": {"bg_color": BRAND},
    "home": {"font_color": "#FFFFFF", "bg_color": BRAND, "underline": 1, "valign": "vcenter",
             "align": "right"},
    "hint": {"font_color": MUTED, "valign": "vcenter", "indent": 1},
    "about": {"font_color": MUTED, "font_size": 8, "text_wrap": True, "valign": "bottom"},
    "required": {**_HEADER, "bg_color": BRAND},
    "header": {**_HEADER, "bg_color": ACCENT},
    "section": {"bold": True, "font_size": 12, "font_color": BRAND, "bottom": 2,
                "bottom_color": ACCENT, "valign": "vcenter"},
    "group": {"bold": True, "font_color": BRAND, "bg_color": SOFT},
    "plain": {"font_color": INK, "valign": "vcenter"},
    "wrap": {"font_color": INK, "text_wrap": True, "valign": "vcenter"},
    "wrap_top": {"font_color": INK, "text_wrap": True, **_TOP},
    "muted": {"font_color": MUTED, "text_wrap": True, "valign": "vcenter"},
    "muted_line": {"font_color": MUTED, "valign": "vcenter", "indent": 1},
    "bold": {"bold": True, "font_color": INK, "valign": "vcenter"},
    "step": {"bold": True, "font_size": 14, "font_color": "#FFFFFF", "bg_color": ACCENT,
             "align": "center", "valign": "vcenter"},
    "link": {"font_color": ACCENT, "underline": 1, "bold": True, "valign": "vcenter"},
    "label": {"font_color": MUTED, "valign": "vcenter", "bottom": 1, "bottom_color": LINE},
    "value": {"font_color": INK, "bold": True, "valign": "vcenter", "bottom": 1,
              "bottom_color": LINE, "align": "left"},
    "input": {"bg_color": INPUT, "border": 1, "border_color": LINE, "valign": "vcenter",
              "align": "left", "locked": False},
    "card_label": {"font_color": MUTED, "font_size": 9, "bg_color": SOFT, "indent": 1},
    "card": {"bold": True, "font_size": 15, "font_color": BRAND, "bg_color": SOFT, "indent": 1,
             "align": "left", "valign": "vcenter"},
    "cell": {"font_color": INK, "valign": "vcenter"},
}  # fmt: skip


class Styles:
    """The formats of one workbook, made when first asked for.

    Args:
        workbook: an `xlsxwriter.Workbook`.
        lang: language, which decides the font.
    """

    def __init__(self, workbook: Any, lang: Language) -> None:
        self._workbook = workbook
        self._font = FONTS[lang]
        self._made: dict[tuple[Any, ...], Any] = {}

    def get(self, look: str = "cell", kind: str = "", **more: Any) -> Any:
        """The format of a kind of cell.

        Args:
            look: how it looks, a name of this module.
            kind: what its values are, for the number format; "" for General.
            more: further properties of `xlsxwriter`.
        """
        key = (look, kind, *sorted(more.items()))
        if key not in self._made:
            number = {"num_format": NUMBER_FORMATS[kind]} if kind in NUMBER_FORMATS else {}
            if kind == "day":
                number["align"] = "center"
            font = {"font_name": self._font, "font_size": 10}
            self._made[key] = self._workbook.add_format({**font, **number, **_LOOKS[look], **more})
        return self._made[key]

    def rule(self, **properties: Any) -> Any:
        """A format for a conditional rule, which states only what changes."""
        key = ("rule", *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]
