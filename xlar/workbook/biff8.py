"""Records of .xls: encryption, the date system, and cells with error values.

Sources: [MS-XLS] 2.4.28 BoundSheet8, 2.4.24 BoolErr, 2.4.77 Date1904, 2.4.117 FilePass,
2.4.127 Formula and 2.5.133 FormulaValue.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from
from typing import TYPE_CHECKING, Final

from xlar.tables import cell_messages as say
from xlar.tables.faults import Fault, Scan, error_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMULA: Final = 0x0006
_END: Final = 0x000A
_DATE_1904: Final = 0x0022
_FILE_PASS: Final = 0x002F
_SHEET: Final = 0x0085
_SHARED_TEXTS: Final = 0x00FC
_DIMENSIONS: Final = 0x0200
_ERROR: Final = 0x0205
_BEGIN: Final = 0x0809

_MOST_ROWS: Final = 65_536
_MOST_COLUMNS: Final = 256


@dataclass(frozen=True)
class OldBook:
    """What the stream of an .xls says about itself.

    Attributes:
        encrypted: whether a password is needed.
        epoch_1904: whether serial numbers count from 1904.
        starts: where the records of every sheet begin, in the order of the sheets.
        texts: how many shared texts it claims to have.
    """

    encrypted: bool
    epoch_1904: bool
    starts: Sequence[int]
    texts: int


def records(data: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of every record's content, until the stream they begin in ends."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = unpack_from("<HH", data, at)
        start, at = at + 4, at + 4 + size
        yield kind, start, at
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def old_book(data: bytes) -> OldBook:
    """What the globals of an .xls stream say."""
    encrypted = epoch_1904 = False
    starts, texts = [], 0
    for kind, start, end in records(data):
        if kind == _FILE_PASS:
            encrypted = True
        elif kind == _DATE_1904 and end - start >= 2:
            epoch_1904 = data[start] == 1
        elif kind == _SHEET and end - start >= 4:
            starts.append(unpack_from("<I", data, start)[0])
        elif kind == _SHARED_TEXTS and end - start >= 8:
            texts = max(unpack_from("<II", data, start))
    return OldBook(encrypted, epoch_1904, starts, texts)


def has_possible_size(data: bytes, start: int) -> bool:
    """Whether the sheet whose records begin at ``start`` claims a size that a sheet can have."""
    for kind, at, end in records(data, start):
        if kind == _DIMENSIONS and end - at >= 12:
            top, bottom, left, right = unpack_from("<IIHH", data, at)
            return bool(top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS)
    return True


def scan_sheet(data: bytes, start: int) -> Scan:
    """The cells with error values of the sheet whose records begin at ``start``.

    A formula without a stored result cannot be told from one with an empty text here.
    """
    faults = []
    for kind, at, end in records(data, start):
        if kind == _ERROR and end - at >= 8:
            row, column, _, code, is_error = unpack_from("<HHHBB", data, at)
            if is_error:
                faults.append(Fault(row + 1, column, say.ERROR_CELL, error_text(code)))
        elif kind == _FORMULA and end - at >= 14:
            row, column, _, form, _, code = unpack_from("<HHHBBB", data, at)
            if form == 2 and data[at + 12 : at + 14] == b"\xff\xff":
                faults.append(Fault(row + 1, column, say.ERROR_CELL, error_text(code)))
    return Scan(faults)
