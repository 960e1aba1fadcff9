"""Names of files and folders that work on Windows, macOS and Linux, whatever a customer is called.

A name made here holds no separator, drive, wildcard, control or invisible character, is no device
of Windows, begins and ends with neither dot nor blank, and is short enough to lie deep in a folder.
So it can neither leave the folder it is put in nor surprise the program that opens it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LONGEST: Final = 120
"""Longest name, in the UTF-16 units Windows counts, with number and ending."""

_LONGEST_BYTES: Final = 240  # a name on Linux: 255 bytes of UTF-8, a Chinese character is three
_LONGEST_PATH: Final = 259  # a whole path on Windows
_SHORTEST: Final = 40  # room for the number and a few characters, however deep the folder
_ENDING: Final = 5  # a dot and four letters

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_DEVICE: Final = re.compile(
    r"CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]", re.IGNORECASE
)
_INSIDE: Final = re.compile(r'[^<>:"/\\|?*.\x00-\x1f][^<>:"/\\|?*\x00-\x1f]*')
_EDGES: Final = " .．…‥"
# Fillers and variation selectors: letters and marks by category, but nothing to be seen.
_INVISIBLE: Final = re.compile("[\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
_SELECTORS: Final = range(0xE0100, 0xE01F0)
_IDEOGRAPHS: Final = range(0x20000, 0x3FFFE)  # also those younger than Python's own tables


def safe_name(text: str) -> str:
    r"""The text as a name of a file or folder; ``_`` where nothing of it remains.

    Chinese and other letters stay. A character that is forbidden, or becomes one when full width is
    folded to half, turns into ``_``; invisible and control characters go.

    >>> safe_name("北方商贸(上海)有限公司"), safe_name("../../x"), safe_name("con.txt")
    ('北方商贸(上海)有限公司', '_.._x', '_con.txt')
    >>> safe_name("=cmd|'/c calc'!A1"), safe_name("a\u202egnp.exe"), safe_name("...")
    ("=cmd_'_c calc'!A1", 'agnp.exe', '_')
    """
    kept = unicodedata.normalize("NFC", "".join(map(_kept, text)))
    plain = " ".join(kept.split()).strip(_EDGES)
    if _DEVICE.fullmatch(plain.split(".")[0].rstrip()):
        plain = f"_{plain}"
    return plain or "_"


def _kept(char: str) -> str:
    """What stands for a character in a name: itself, a blank, ``_`` or nothing."""
    category = unicodedata.category(char)
    if char.isspace() or category[0] == "Z":
        return " "
    if ord(char) in _IDEOGRAPHS:
        return char
    if category[0] == "C" or _INVISIBLE.match(char) or ord(char) in _SELECTORS:
        return ""
    return "_" if _FORBIDDEN & set(unicodedata.normalize("NFKC", char)) else char


def stays_inside(name: str) -> bool:
    """Whether a name, whoever wrote it, is one of a file inside its folder.

    >>> [stays_inside(name) for name in ("CK-2026-0001 甲.pdf", "../x", "..", "C:x", "")]
    [True, False, False, False, False]
    """
    return _INSIDE.fullmatch(name) is not None


def shortened(name: str, room: int = LONGEST) -> str:
    """As much of a safe name as fits.

    Args:
        name: what `safe_name` returns.
        room: UTF-16 units there are.

    >>> shortened("北方商贸有限公司", 4)
    '北方商贸'
    """
    units = size = 0
    for at, char in enumerate(name):
        units += 1 + (ord(char) > 0xFFFF)
        size += len(char.encode("utf-8", "surrogatepass"))
        if units > room or size > _LONGEST_BYTES - _ENDING:
            return safe_name(name[:at])
    return name


def file_stem(number: str, name: str, taken: set[str], room: int = LONGEST) -> str:
    """The name of a document's files without its ending; it is added to ``taken``.

    Args:
        number: number of the document.
        name: name of the customer, or whatever else tells the files apart for a person.
        taken: names given out already, as `same_name` folds them.
        room: UTF-16 units there are, with number and ending.

    >>> file_stem("CK-2026-0001", "北方商贸有限公司", set())
    'CK-2026-0001 北方商贸有限公司'
    """
    wanted = safe_name(f"{number} {safe_name(name)}")
    stem, count = shortened(wanted, room - _ENDING), 1
    while same_name(stem) in taken:
        count += 1
        tail = f" ({count})"
        stem = shortened(wanted, room - _ENDING - len(tail)) + tail
    taken.add(same_name(stem))
    return stem


def same_name(name: str) -> str:
    """A name folded so that two which some file system takes for one are equal.

    >>> same_name("Ａbc.PDF") == same_name("abc.pdf")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def room_in(folder: Path) -> int:
    """How long names may be in a folder, so that the whole path fits on Windows.

    At least 40 units, so that the number of a document is never cut; a folder that deep is refused
    by Windows itself.

    >>> from pathlib import PureWindowsPath as Windows
    >>> [room_in(Windows(path)) for path in ("D:/对账", "D:/" + "x" * 197, "x" * 300)]
    [120, 58, 40]
    """
    path = str(folder)
    used = len(path.encode("utf-16-le", "surrogatepass")) // 2
    return max(_SHORTEST, min(LONGEST, _LONGEST_PATH - 1 - used))
