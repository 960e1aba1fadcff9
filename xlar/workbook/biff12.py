"""Records of .xlsb: the sheets, the date system, and cells with error values.

Sources: [MS-XLSB] 2.1.4 (records), 2.4.304 BrtBundleSh, 2.4.822 BrtWbProp, 2.4.308 BrtCellError,
2.4.674 BrtFmlaError, 2.4.741 BrtRowHdr.
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING, Final

from xlar.tables import cell_messages as say
from xlar.tables.faults import Fault, Scan, error_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW: Final = 0
_CELL_ERROR: Final = 3
_FORMULA_ERROR: Final = 11
_WORKBOOK_PROPERTIES: Final = 153
_SHEET: Final = 156


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of every record's content.

    >>> list(records(bytes([0x9C, 0x01, 0x02, 0xAA, 0xBB])))
    [(156, 3, 5)]
    """
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        yield kind, at, at + size
        at += size


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; no text where the length is -1."""
    (length,) = unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def workbook_bin(data: bytes) -> tuple[dict[str, str], bool]:
    """Relationship of every sheet by its name, and whether serial numbers count from 1904."""
    sheets, epoch_1904 = {}, False
    for kind, start, _ in records(data):
        if kind == _SHEET:
            link, at = _wide_text(data, start + 8)
            sheets[_wide_text(data, at)[0]] = link
        elif kind == _WORKBOOK_PROPERTIES:
            epoch_1904 = bool(data[start] & 1)
    return sheets, epoch_1904


def scan_sheet(data: bytes) -> Scan:
    """The cells with error values of a sheet, and its size.

    A formula always has a stored result in this format.
    """
    faults, row, rows, columns = [], 0, 0, 0
    for kind, start, end in records(data):
        if kind == _ROW and end - start >= 4:
            row = unpack_from("<I", data, start)[0] + 1
            rows = max(rows, row)
        elif kind <= _FORMULA_ERROR and end - start >= 8:
            (column,) = unpack_from("<I", data, start)
            columns = max(columns, column + 1)
            if kind in (_CELL_ERROR, _FORMULA_ERROR) and end - start >= 9:
                faults.append(Fault(row, column, say.ERROR_CELL, error_text(data[start + 8])))
    return Scan(faults, rows, columns)
