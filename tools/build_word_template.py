"""Builds the Word template that letters and statements are filled into.

Run it after changing the layout: ``python tools/build_word_template.py``. A company that wants
another look opens a copy of the result in Word, restyles it and names it in the policy; the tags in
double braces must stay.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).parents[1] / "xlar" / "documents" / "render" / "templates" / "document.docx"
INK = RGBColor(0x1F, 0x3B, 0x57)
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def main() -> None:
    """Write the template."""
    document = Document()
    _styles(document)
    _page(document)
    _head(document)
    _body(document)
    _tail(document)
    document.core_properties.created = document.core_properties.modified = CREATED
    document.core_properties.author = document.core_properties.last_modified_by = ""
    buffer = io.BytesIO()
    document.save(buffer)
    TARGET.write_bytes(_repacked(buffer.getvalue()))


def _repacked(data: bytes) -> bytes:
    """The same parts with fixed times, so that the same layout gives the same file."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            copy.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 18), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), True
        style.font.color.rgb = INK
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(attribute), None)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    head = section.header.paragraphs[0]
    run = head.add_run("{{ sender.name }}")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(12), INK
    line = section.header.add_paragraph("{{ sender_line }}")
    line.runs[0].font.size = Pt(8)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("{{ number }}  ")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)


def _field(paragraph: Any, code: str) -> None:
    """A field such as the page number, which Word works out itself."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields of its own


def _lines(document: Any, each: str, text: str, *, close: bool = False) -> None:
    """A paragraph repeated for every element of a list, without space between them if close."""
    document.add_paragraph(f"{{%p for one in {each} %}}")
    line = document.add_paragraph(text)
    if close:
        line.paragraph_format.space_after = Pt(0)
    document.add_paragraph("{%p endfor %}")


def _head(document: Any) -> None:
    document.add_paragraph("{%p if mark %}")
    mark = document.add_paragraph("{{ mark }}")
    mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ title }}", "Title")
    _lines(document, "facts", "{{ one[0] }}{{ colon }}{{ one[1] }}", close=True)
    to = document.add_paragraph()
    to.add_run("{{ labels.to }}{{ colon }}")
    to.add_run("{{ to.name }}").bold = True
    to.paragraph_format.space_before = Pt(8)
    to.paragraph_format.space_after = Pt(0)
    _lines(document, "to.lines", "{{ one }}", close=True)
    document.add_paragraph("{%p if subject %}")
    subject = document.add_paragraph()
    subject.add_run("{{ subject }}").bold = True
    subject.paragraph_format.space_before = Pt(8)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if salutation %}")
    document.add_paragraph("{{ salutation }}")
    document.add_paragraph("{%p endif %}")


def _body(document: Any) -> None:
    _lines(document, "paragraphs", "{{ one }}")
    _lines(document, "parties", "{{ one }}", close=True)
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.caption }}", "Heading 2")
    document.add_paragraph("{%p if part.table %}")
    _table(document)
    document.add_paragraph("{%p endif %}")
    _lines(document, "part.lines", "{{ one }}", close=True)
    document.add_paragraph("{%p endfor %}")


def _table(document: Any) -> None:
    """Heads, rows and foot, each row as wide as the data says."""
    grid = document.add_table(rows=7, cols=3)
    grid.style = "Table Grid"
    grid.autofit = False
    _row(grid.rows[0], "part.table.heads", bold=True)
    grid.rows[1].cells[0].text = "{%tr for row in part.table.rows %}"
    _row(grid.rows[2], "row")
    grid.rows[3].cells[0].text = "{%tr endfor %}"
    grid.rows[4].cells[0].text = "{%tr for row in part.table.foot %}"
    _row(grid.rows[5], "row", bold=True)
    grid.rows[6].cells[0].text = "{%tr endfor %}"
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no cell margins there
    look.addprevious(margins)
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no repeated heads there


def _row(row: Any, each: str, *, bold: bool = False) -> None:
    """Cells of one row: the text of each, to the right where it is a figure."""
    row.cells[0].text = f"{{%tc for one in {each} %}}"
    row.cells[2].text = "{%tc endfor %}"
    cell = row.cells[1]
    width = cell._tc.get_or_add_tcPr().get_or_add_tcW()  # noqa: SLF001 - no tags in widths there
    width.set(qn("w:w"), "{{ one.width }}")
    width.set(qn("w:type"), "dxa")
    for place, (text, side) in enumerate(
        (
            ("{%p if one.right %}", None),
            ("{{ one.text }}", WD_ALIGN_PARAGRAPH.RIGHT),
            ("{%p else %}", None),
            ("{{ one.text }}", WD_ALIGN_PARAGRAPH.LEFT),
            ("{%p endif %}", None),
        )
    ):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(7.5)
        paragraph.paragraph_format.space_after = Pt(0)
        if side is not None:
            paragraph.alignment = side


def _tail(document: Any) -> None:
    _lines(document, "closing", "{{ one }}")
    document.add_paragraph("{%p for one in signatures %}")
    signature = document.add_paragraph("{{ one }}")
    signature.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signature.paragraph_format.space_before = Pt(14)
    document.add_paragraph("{%p endfor %}")
    _lines(document, "slip", "{{ one }}")
    document.add_paragraph("{%p for one in notes %}")
    document.add_paragraph().add_run("{{ one }}").font.size = Pt(8.5)
    document.add_paragraph("{%p endfor %}")


if __name__ == "__main__":
    main()
