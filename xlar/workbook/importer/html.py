"""Tables in files that only call themselves ``.xls``: web pages and XML spreadsheets of 2003."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, fromstring

if TYPE_CHECKING:
    from xlar.workbook.importer.model import Raw

Rows = list[list["Raw"]]

_SPREADSHEET: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MARK: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MOST_SPAN: Final = 100


def is_html(start: bytes) -> bool:
    """Whether a file that begins like this is a web page.

    >>> is_html(b"<html><body><table>"), is_html(b"no,amount"), is_html(b"<?xml version='1.0'?>")
    (True, False, False)
    """
    plain = _plain(start).lower()
    page = b"<table" in plain or b"<html" in plain
    return plain.startswith(b"<") and page and b"<workbook" not in plain


def is_spreadsheet_xml(start: bytes) -> bool:
    """Whether a file that begins like this is an XML spreadsheet of 2003."""
    plain = _plain(start).lower()
    return plain.startswith(b"<") and b"<workbook" in plain and _MARK in plain


def _plain(start: bytes) -> bytes:
    """The beginning of a file without marks, blanks and what UTF-16 puts between letters."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def html_tables(content: bytes) -> list[Rows]:
    """The tables of a web page as rows of texts; a table within a cell is one of its own.

    >>> html_tables(b"<table><tr><th>No<td colspan=2>A&amp;B<tr><td>1<td>2<td>3</table>")
    [[['No', 'A&B', None], ['1', '2', '3']]]
    """
    reader = _Tables()
    reader.feed(_decoded(content))
    reader.close()
    return [rows for rows in reader.finished() if rows]


def _decoded(content: bytes) -> str:
    """The text of a page: by its own statement, else UTF-8, else GBK."""
    found = _CHARSET.search(content[:4096])
    stated = found[1].decode("ascii") if found else "utf-8"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        stated = "utf-16"
    if stated.casefold() in ("gb2312", "gbk"):
        stated = "gb18030"
    for name in ("utf-8-sig" if stated.casefold() in ("utf-8", "utf8") else stated, "utf-8-sig"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("gb18030", errors="replace")


class _Tables(HTMLParser):
    """Collects the rows of every table of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Rows] = []
        self._done: list[Rows] = []
        self._cells: list[list[str] | None] = []  # the cell being read, by depth of table
        self._spans: list[int] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "table":
            self._open.append([])
            self._done.append(self._open[-1])
            self._cells.append(None)
            self._spans.append(1)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th"):
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._cells[-1] = []
            self._spans[-1] = _span(dict(attrs).get("colspan"))
        elif tag in ("br", "p", "div") and self._cells[-1]:
            self._cells[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_cell()
            self._open.pop()
            self._cells.pop()
            self._spans.pop()

    def handle_data(self, data: str) -> None:
        cell = self._cells[-1] if self._cells else None
        if cell is not None and not self._hidden:
            cell.append(data)

    def _end_cell(self) -> None:
        parts = self._cells[-1]
        if parts is None:
            return
        text = re.sub(r"\s+", " ", "".join(parts)).strip()
        self._open[-1][-1].extend([text or None, *[None] * (self._spans[-1] - 1)])
        self._cells[-1] = None

    def finished(self) -> list[Rows]:
        """The tables, in order of their beginning."""
        while self._open:
            self.handle_endtag("table")
        return [[row for row in rows if row] for rows in self._done]


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() and int(value) else 1


def spreadsheet_xml(content: bytes) -> list[tuple[str, Rows]]:
    """The sheets of an XML spreadsheet of 2003, each with its rows.

    Raises:
        xml.etree.ElementTree.ParseError: the XML is damaged.
    """
    root = fromstring(content)  # noqa: S314  # expat bounds the growth of entities
    return [
        (sheet.get(f"{_SPREADSHEET}Name", "Sheet"), _sheet_rows(sheet))
        for sheet in root.iter(f"{_SPREADSHEET}Worksheet")
    ]


def _sheet_rows(sheet: Element) -> Rows:
    rows: Rows = []
    for row in sheet.iter(f"{_SPREADSHEET}Row"):
        number = int(row.get(f"{_SPREADSHEET}Index", len(rows) + 1))
        rows.extend([] for _ in range(number - 1 - len(rows)))
        cells: list[Raw] = []
        for cell in row.iter(f"{_SPREADSHEET}Cell"):
            place = int(cell.get(f"{_SPREADSHEET}Index", len(cells) + 1))
            cells.extend([None] * (place - 1 - len(cells)))
            cells.append(_value(cell.find(f"{_SPREADSHEET}Data")))
            cells.extend([None] * int(cell.get(f"{_SPREADSHEET}MergeAcross", 0)))
        rows.append(cells)
    return rows


def _value(data: Element | None) -> Raw:
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SPREADSHEET}Type")
    if kind == "Number":
        return float(text)
    if kind == "DateTime":
        return dt.datetime.fromisoformat(text)
    return text == "1" if kind == "Boolean" else text
