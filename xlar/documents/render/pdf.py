"""Documents as PDF, through typst.

The templates are programs of ours in ``templates/``; a document reaches them as one JSON text whose
strings are shown, never read as markup or code. typst sees a private copy of that folder, with the
document and the company's pictures beside it, and nothing else; it prints with our own fonts only.
"""

from __future__ import annotations

import calendar
import json
import re
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from xlar.core.errors import XlarError
from xlar.core.problems import Message, Problem, Text
from xlar.documents.faults import BadDocuments
from xlar.documents.render.coverage import FONTS, unprintable
from xlar.documents.render.images import read_image
from xlar.documents.render.plain import BREAK, plain
from xlar.documents.render.printed import printed
from xlar.documents.render.printed_tables import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.documents.content import Document, Party

FAMILY: Final = "Xlar Sans"
_ONE_PAGE: Final = re.compile(rb"/Type\s*/Pages\s*/Count 1\b")

MISSING_CHARACTER: Final = Message(
    "missing_character",
    "error",
    Text(
        "{customer}的文件中有字体无法打印的字符",
        "the document for {customer} has a character no font can print",
    ),
    Text("汉字、字母、数字和常用符号", "Chinese characters, letters, figures and common signs"),
    Text("请在原数据中更正该字符", "Correct it in the data"),
)


class Unprintable(BadDocuments):
    """A document with characters that would come out as empty boxes."""


class Renderer:
    """Turns documents into PDF with one compiler kept for all of them.

    As a context manager it gives up at the end what it holds; else the end of the process does.

    Args:
        images: the company's folder, where a document's logo and seal lie; None for no pictures.
    """

    def __init__(self, images: Path | None = None) -> None:
        self._images = images
        self._pictures: dict[str, str] = {}
        self._root = Path()
        self._compiler: Any = None
        self._clear: Callable[[], object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up the compiler and the private folder; a later use starts both anew."""
        self._compiler = None
        self._pictures.clear()
        if self._clear is not None:
            self._clear()
            self._clear = None

    def check(self, document: Document) -> list[Problem]:
        """A problem for each character that the fonts lack, naming customer and character."""
        return _problems(document, printed(document))

    def render(self, document: Document) -> bytes:
        """The PDF of a document; the same document gives the same bytes.

        Raises:
            Unprintable: it has characters the fonts lack.
            BadImage: its logo or seal is no usable picture.
            MissingLabel: its wording lacks a label.
        """
        page = printed(document)
        problems = _problems(document, page)
        if problems:
            raise Unprintable(problems)
        if self._compiler is None:
            self._start()
        page["logo"] = self._picture(document.logo)
        page["seal"] = self._picture(document.seal)
        midnight = calendar.timegm(document.date.timetuple())
        pdf = self._compile(page, midnight)
        if page["single"] and not _ONE_PAGE.search(pdf):
            pdf = self._compile({**page, "single": False}, midnight)
        return pdf

    def _compile(self, page: dict[str, Any], timestamp: int) -> bytes:
        # A file rather than sys.inputs, which would have typst evaluate every template anew.
        data = self._root / "document.json"
        data.write_text(json.dumps(page, ensure_ascii=False), "utf-8")
        try:
            # Tags for tables would make the file three times as large.
            pdf: bytes = self._compiler.compile(format="pdf", pdf_tags=False, timestamp=timestamp)
        finally:
            data.unlink()
        return pdf

    def _picture(self, name: str) -> str:
        """The path of a picture as the templates see it; checked and copied the first time."""
        if not name or self._images is None:
            return ""
        if name not in self._pictures:
            data, ending = read_image(self._images, name)
            copy = f"picture-{len(self._pictures)}.{ending}"
            (self._root / copy).write_bytes(data)
            self._pictures[name] = f"/{copy}"
        return self._pictures[name]

    def _start(self) -> None:
        """Start a compiler in a private copy of the templates, readable by nobody else."""
        folder = tempfile.mkdtemp(prefix="xlar-")
        # Unlike weakref.finalize this also runs at the end of a worker of multiprocessing.
        self._clear = Finalize(self, shutil.rmtree, (folder,), {"ignore_errors": True}, 1)
        self._root = Path(folder) / "templates"
        shutil.copytree(TEMPLATES, self._root)
        self._compiler = compiler(self._root)


def compiler(root: Path, main: str = "main.typ") -> Any:
    """A compiler that prints with our own fonts and sees one folder only.

    Args:
        root: the folder.
        main: the template in it that is the page.

    Raises:
        XlarError: the fonts are missing.
    """
    import typst  # a large library, loaded only where a PDF is made

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    if FAMILY not in fonts.families():  # typst would leave the page empty and only warn
        raise XlarError(
            Text(
                f"缺少字体文件，请重新安装：{FONTS}", f"fonts are missing, reinstall xlar: {FONTS}"
            )
        )
    return typst.Compiler(str(root / main), root=str(root), font_paths=fonts)


def _problems(document: Document, page: dict[str, Any]) -> list[Problem]:
    # as JSON all texts are one text; what JSON adds to them is plain ASCII
    found = unprintable(json.dumps(page, ensure_ascii=False).replace(BREAK, ""))
    if not found:
        return []
    customer = plain(f"{document.customer.code} {document.customer.name}").strip()
    return [
        Problem(
            MISSING_CHARACTER,
            table="customers",
            column=_field(document, sign),
            found=f"{sign} (U+{ord(sign):04X})",
            values={"customer": customer},
        )
        for sign in found
    ]


def _field(document: Document, sign: str) -> str | None:
    """The column a character stands in, where it is one of a party's."""
    parties: list[Party | None] = [document.customer, document.addressee, document.company]
    for party in filter(None, parties):
        for name in party.__slots__:
            if sign in getattr(party, name):
                return str(name)
    return None
