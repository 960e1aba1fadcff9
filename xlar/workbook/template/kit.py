"""What the pages of a template are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from xlar.core.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from xlar.core.problems import Language, Text
    from xlar.documents.wording import Wordings
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.figures import Figures
    from xlar.workbook.template.grids import TableGrid
    from xlar.workbook.template.styles import Styles


@dataclass(frozen=True)
class Page:
    """One sheet of the template.

    Attributes:
        key: its name in code, in one word; its VBA module is called ``Sheet`` + the key.
        title: its name.
        draw: what draws it.
        color: color of its tab, "" for none.
        visibility: whether it is hidden; only code can show a very hidden one.
    """

    key: str
    title: Text
    draw: Callable[[Canvas, Kit], None]
    color: str = ""
    visibility: Literal["visible", "hidden", "very hidden"] = "visible"

    @property
    def code_name(self) -> str:
        """The name of its VBA module."""
        return f"Sheet{self.key}"


@dataclass(frozen=True)
class OwnContents:
    """What a user's workbook holds beyond its tables and single settings.

    Attributes:
        extras: further columns by table and header.
        policy: the settings whose ladder, prime rates and fees stand in tables of their own.
        wordings: the texts of documents, None for the built-in ones.
        today: the day of the shown results where no as-of day is stated; None for that of the
            demonstration.
    """

    extras: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    wordings: Wordings | None = None
    today: date | None = None


@dataclass(frozen=True)
class Kit:
    """What the pages are drawn from.

    Attributes:
        workbook: the `xlsxwriter` workbook.
        lang: language of the template.
        styles: its formats.
        pages: all its sheets, by key.
        grids: its Excel tables, by name.
        settings: values stated on 参数, by full name.
        figures: results of the worksheet functions on these tables.
        day: the as-of day; None in a template without data.
        commands: the buttons.
        groups: titles of their groups.
        catalogue: the worksheet functions, by name.
        conf: values of the sheet ``xlar.conf`` by key.
        own: what the user's workbook holds besides.
    """

    workbook: Any
    lang: Language
    styles: Styles
    pages: Mapping[str, Page]
    grids: Mapping[str, TableGrid]
    settings: Mapping[str, str | float | date]
    figures: Figures
    day: date | None
    commands: Sequence[Any]
    groups: Mapping[str, Text]
    catalogue: Mapping[str, Any]
    conf: Mapping[str, str]
    own: OwnContents

    def sheet(self, key: str) -> str:
        """The name of a sheet."""
        return self.pages[key].title[self.lang]

    def cells(self, key: str, area: str) -> str:
        """An area of a sheet as formulas refer to it."""
        return f"'{self.sheet(key)}'!{area}"

    def name(self, name: str, key: str, area: str) -> None:
        """Give an area of a sheet a name."""
        self.workbook.define_name(name, f"={self.cells(key, area)}")
