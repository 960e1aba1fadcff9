"""What kind of file a source is, told from its content; its name only has to be plausible."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias
from xml.parsers import expat

from xlar.core.problems import Problem
from xlar.tables import messages as say
from xlar.workbook.biff8 import has_possible_size, old_book
from xlar.workbook.compound import MAGIC, CompoundFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlar.core.problems import Message

Format: TypeAlias = Literal["xlsx", "xlsb", "xls", "ods"]

EXTENSIONS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HEAD: Final = 4096
_MOST_TEXTS: Final = 20_000_000  # more than an .xls can have cells in a sheet
_HTML: Final = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta")


class BadFile(Exception):
    """A file that cannot be read as a workbook; ``words`` say why, ``values`` fill them."""

    def __init__(self, words: Message, **values: Any) -> None:
        super().__init__(words.code)
        self.words = words
        self.values = values

    def problem(self, path: Path) -> Problem:
        """The problem with the file as a whole."""
        return Problem(self.words, found=path.name, values=self.values)


@contextmanager
def readable() -> Iterator[None]:
    """Whatever a damaged file makes the readers stumble over, as `BadFile`.

    Even a panic inside the reader of cells, which is no ordinary exception.

    Raises:
        BadFile: something in the block went wrong.
    """
    try:
        yield
    except (BadFile, KeyboardInterrupt, SystemExit):
        raise
    except PermissionError as mistake:
        raise BadFile(say.NO_ACCESS) from mistake
    except BaseException as mistake:
        password = type(mistake).__name__ == "PasswordError"
        raise BadFile(say.PASSWORD if password else say.DAMAGED_FILE) from mistake


def format_of(path: Path) -> Format:
    """The format of a workbook.

    Raises:
        BadFile: it is none, or cannot be opened; its words say what it is instead.
    """
    if path.name.startswith("~$"):
        raise BadFile(say.LOCK_FILE)
    if path.suffix.lower() not in EXTENSIONS:
        raise BadFile(say.WRONG_EXTENSION)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as mistake:
        raise BadFile(say.NO_ACCESS) from mistake
    if not head:
        raise BadFile(say.EMPTY_FILE)
    if head.startswith(b"PK"):
        return _zip_format(path)
    if head.startswith(MAGIC):
        return _compound_format(path)
    raise BadFile(_text_words(head))


def _zip_format(path: Path) -> Format:
    with readable(), zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in archive.read(manifest):
                raise BadFile(say.PASSWORD)
            # The reader of cells does not come back from XML that is broken off.
            expat.ParserCreate().Parse(archive.read("content.xml"), True)
            return "ods"
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    raise BadFile(say.DAMAGED_FILE)


def _compound_format(path: Path) -> Format:
    with readable():
        container = CompoundFile(path.read_bytes())
        if "EncryptedPackage" in container.streams:
            raise BadFile(say.PASSWORD)
        stream = workbook_stream(container)
        book = old_book(stream)
        if book.encrypted:
            raise BadFile(say.PASSWORD)
        # The reader of cells takes memory for what the file claims to hold, and dies of a lie.
        possible = all(has_possible_size(stream, start) for start in book.starts)
        if book.texts > _MOST_TEXTS or not possible:
            raise BadFile(say.DAMAGED_FILE)
    return "xls"


def workbook_stream(container: CompoundFile) -> bytes:
    """The stream of records of an .xls.

    Raises:
        KeyError: there is none.
    """
    return container.read("Workbook" if "Workbook" in container.streams else "Book")


def _text_words(head: bytes) -> Message:
    """What a file is that is no workbook at all."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith(b"<?xml") and b"office:spreadsheet" in plain:
        return say.XML_FILE
    if any(mark in plain[:1024] for mark in _HTML):
        return say.HTML_FILE
    control = sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head)
    looks_like_text = control == 0 or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return say.TEXT_FILE if looks_like_text else say.DAMAGED_FILE
