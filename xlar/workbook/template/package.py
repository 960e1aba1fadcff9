"""A workbook with macros: a VBA project and a ribbon added to the package of one without."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

VBA: Final = "xl/vbaProject.bin"
RIBBON: Final = "customUI/customUI14.xml"

_TYPES: Final = "[Content_Types].xml"
_PLAIN: Final = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS: Final = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_FIRST_OVERRIDE: Final = b"<Override "
_VBA_TYPE: Final = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_END: Final = b"</Relationships>"
_VBA_RELATION: Final = (
    b'<Relationship Id="rIdVba" '
    b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    b'Target="vbaProject.bin"/>'
)
_RIBBON_RELATION: Final = (
    b'<Relationship Id="rIdRibbon" '
    b'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    b'Target="customUI/customUI14.xml"/>'
)
_CHANGES: Final = {
    _TYPES: ((_PLAIN, _WITH_MACROS), (_FIRST_OVERRIDE, _VBA_TYPE + _FIRST_OVERRIDE)),
    "xl/_rels/workbook.xml.rels": ((_END, _VBA_RELATION + _END),),
    "_rels/.rels": ((_END, _RIBBON_RELATION + _END),),
}
_WHEN: Final = (1980, 1, 1, 0, 0, 0)


def assemble(body: bytes, vba_project: bytes, ribbon: bytes) -> bytes:
    """A workbook with macros and a ribbon.

    Args:
        body: a workbook without macros, from `template_body`.
        vba_project: ``vbaProject.bin`` with a module for the workbook and for each of its sheets.
        ribbon: ``customUI14.xml``.

    Raises:
        ValueError: the body is no workbook without macros.
    """
    buffer = BytesIO()
    with ZipFile(BytesIO(body)) as plain, ZipFile(buffer, "w") as package:
        for name in plain.namelist():
            _add(package, name, _changed(name, plain.read(name)))
        _add(package, VBA, vba_project)
        _add(package, RIBBON, ribbon)
    return buffer.getvalue()


def _changed(name: str, part: bytes) -> bytes:
    for old, new in _CHANGES.get(name, ()):
        if old not in part:
            raise ValueError(f"{name} has no {old.decode()}")
        part = part.replace(old, new, 1)
    return part


def _add(package: ZipFile, name: str, part: bytes) -> None:
    """A part with a fixed date, so that the same parts give the same file."""
    entry = ZipInfo(name, _WHEN)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    package.writestr(entry, part)
