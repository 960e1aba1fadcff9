"""The ribbon of the workbook, written from the table of commands.

Every button calls ``AR_Click`` in the module AR_Ribbon, which runs the command its tag names.
Labels stand in the file, in one language: they show while macros are still blocked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xlar.core.problems import Language

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK: Final = "AR_Ribbon.AR_Click"
TITLE: Final = Text("应收账款", "Receivables")
LONGEST_TIP: Final = 1024

_IMAGES: Final = """
    About AccountingFormat CalculateFull CalculateNow ChartTypeColumnInsertGallery
    ChartTypePieInsertGallery ConditionalFormattingMenu Consolidate ControlProperties DataValidation
    ErrorChecking FileEmailAsPdfEmailAttachment FilePrint FileSave FileSaveAsPdfOrXps
    FileSendAsAttachment FileVersionHistory Filter FunctionWizard FunctionsFinancialInsertGallery
    GetExternalDataFromText GetPowerQueryDataFromCsv GetPowerQueryDataFromExcel Help Lock MacroPlay
    MacroSecurity OfficeFeedback OpenOptionsLanguage OutlineSubtotals PivotTableInsert
    PrintPreviewAndPrint Refresh RefreshAll RemoveDuplicates ReviewNewComment ReviewProtectWorkbook
    SheetProtect SortCustomExcel TableExportMenu TraceError Translate WhatIfAnalysisMenu
"""
IMAGES: Final = frozenset(_IMAGES.split())
"""Pictures that Excel has; a name it does not know shows nothing.

Source: excelcontrols.xlsx of github.com/OfficeDev/office-fluent-ui-command-identifiers, Microsoft
365, current channel.
"""


class UnknownImage(XlarError):
    """A picture that Excel may not have."""


class Button(Protocol):
    """What a button needs to know of a command."""

    @property
    def name(self) -> str:
        """Key of the command."""

    @property
    def title(self) -> Text:
        """Label."""

    @property
    def group(self) -> str:
        """Key of its group."""

    @property
    def about(self) -> Text:
        """What it does, shown as its tip."""

    @property
    def icon(self) -> str:
        """Its picture, one of `IMAGES`."""


def ribbon_xml(
    buttons: Sequence[Button],
    groups: Mapping[str, Text],
    lang: Language,
    *,
    of_cells: Collection[str] = ("drill", "statement"),
) -> bytes:
    """The part ``customUI/customUI14.xml``.

    Args:
        buttons: the commands, in their order; the first of a group gets a large button.
        groups: titles of the groups, in their order.
        lang: language of the labels.
        of_cells: keys of the commands that also stand in the menu of a cell.

    Raises:
        UnknownImage: a picture is not known to be one of Excel's.
        KeyError: a button belongs to no group.
    """
    root = Element("customUI", xmlns=NAMESPACE)
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", id="xlar", label=TITLE[lang], insertAfterMso="TabHome")
    elements = {
        key: SubElement(tab, "group", id=f"group.{key}", label=title[lang])
        for key, title in groups.items()
    }
    for button in buttons:
        group = elements[button.group]
        size = "normal" if len(group) else "large"
        _add(group, button, lang, prefix="button", size=size)
    menus = SubElement(root, "contextMenus")
    for place in ("ContextMenuCell", "ContextMenuListRange"):
        menu = SubElement(menus, "contextMenu", idMso=place)
        for button in buttons:
            if button.name in of_cells:
                _add(menu, button, lang, prefix=place)
    for parent, child in [*((tab, group) for group in elements.values()), (root, menus)]:
        if child.find(".//button") is None:
            parent.remove(child)
    indent(root)
    declared: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return declared


def _add(parent: Element, button: Button, lang: Language, prefix: str, **more: str) -> None:
    if button.icon not in IMAGES:
        raise UnknownImage(f"{button.name}: {button.icon!r} is not a known picture of Excel")
    attributes = {
        "id": f"{prefix}.{button.name}",
        "tag": button.name,
        "label": button.title[lang],
        "imageMso": button.icon,
        "onAction": CALLBACK,
    }
    if more:  # a button of the ribbon; menus show no tips
        tip = {"screentip": button.title[lang], "supertip": button.about[lang][:LONGEST_TIP]}
        attributes |= tip | more
    SubElement(parent, "button", attributes)
