"""The modules of a VBA project: source as an editor exports it, and as a project stores it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.errors import XlarError

if TYPE_CHECKING:
    from pathlib import Path

Kind: TypeAlias = Literal["standard", "class", "workbook", "sheet"]

_BASES: Final = {
    "class": "FCFB3D2A-A0FA-1068-A738-08002B3371B5",
    "workbook": "00020819-0000-0000-C000-000000000046",
    "sheet": "00020820-0000-0000-C000-000000000046",
}
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")


class BadSource(XlarError):
    """A macro that the VBA editor would refuse."""

    def __init__(self, module: str, fault: str) -> None:
        super().__init__(f"macro module {module}: {fault}")


@dataclass(frozen=True)
class Module:
    """A module of a VBA project.

    Attributes:
        name: its name, ASCII, at most 31 characters; for sheets and workbook their code name.
        source: its code, with or without the header of an exported file.
        kind: what it belongs to.
    """

    name: str
    source: str = ""
    kind: Kind = "standard"

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadSource(self.name, "not a name: letters, digits and _, at most 31")

    @property
    def code(self) -> str:
        r"""The code alone, in lines that end as the editor ends them.

        >>> Module("A", 'Attribute VB_Name = "A"\nOption Explicit\n\n').code
        'Option Explicit\r\n'
        """
        lines = self.source.splitlines()
        if lines[:1] == ["VERSION 1.0 CLASS"]:
            lines = lines[lines.index("END") + 1 :]
        while lines and (lines[0].startswith("Attribute VB_") or not lines[0].strip()):
            lines.pop(0)
        while lines and not lines[-1].strip():
            lines.pop()
        return "".join(f"{line}\r\n" for line in lines)

    @property
    def stored(self) -> bytes:
        """The module as a project stores it: its attributes, then its code ([MS-OVBA] 2.3.4.3)."""
        return (self._header() + self.code).encode("ascii")

    def _header(self) -> str:
        attributes = {"Name": f'"{self.name}"'}
        if self.kind != "standard":
            document = str(self.kind != "class")
            attributes |= {
                "Base": f'"0{{{_BASES[self.kind]}}}"',
                "GlobalNameSpace": "False",
                "Creatable": "False",
                "PredeclaredId": document,
                "Exposed": document,
                "TemplateDerived": "False",
                "Customizable": document,
            }
        return "".join(f"Attribute VB_{name} = {value}\r\n" for name, value in attributes.items())


def read_module(file: Path) -> Module:
    """A module of our own from its file; ``ThisWorkbook.cls`` is the workbook's.

    Args:
        file: a ``.bas`` or ``.cls`` file.

    Raises:
        BadSource: it is not ASCII, which VBA shows differently in every country.
    """
    kind: Kind = "standard"
    if file.suffix == ".cls":
        kind = "workbook" if file.stem == "ThisWorkbook" else "class"
    try:
        return Module(file.stem, file.read_bytes().decode("ascii"), kind)
    except UnicodeDecodeError as mistake:
        raise BadSource(file.stem, f"byte {mistake.start} is not ASCII") from mistake
