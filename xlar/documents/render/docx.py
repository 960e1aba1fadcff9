"""Documents as Word files, filled into a template that the company may restyle.

The same printed page as for the PDF goes into ``templates/document.docx`` (built by
``tools/build_word_template.py``), or into the company's own copy of it. Values are inserted as
text: what looks like a tag in a name stays as it is, and the template itself runs sandboxed.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.documents.render.plain import BREAK
from xlar.documents.render.printed import printed

if TYPE_CHECKING:
    from xlar.documents.content import Document

TEMPLATE: Final = Path(__file__).parent / "templates" / "document.docx"
_SIGNATURES: Final = {
    "statement": ("company_seal",),
    "confirmation": ("company_seal", "customer_seal"),
    "promise": ("promisor_seal",),
    "plan": ("company_seal", "customer_seal"),
    "reconciliation": ("prepared_by", "reviewed_by"),
    "lawyer": (),
}


_TWIPS: Final = 20  # Word measures in twentieths of a point
_SIGNED: Final = ("customer_seal", "signed_by", "signed_on")


class BadTemplate(XlarError, ValueError):
    """The company's Word template cannot be filled in."""


class Renderer:
    """Turns documents into Word files; the template is read and compiled once.

    Args:
        template: the company's own template; None = the one that comes with xlar.
    """

    def __init__(self, template: Path | None = None) -> None:
        self._path = template or TEMPLATE
        self._data = self._path.read_bytes()
        self._environment = _environment()

    def render(self, document: Document) -> bytes:
        """The Word file of a document.

        Raises:
            BadTemplate: the template is no Word file, or a tag in it is broken.
            MissingLabel: the document's wording lacks a label.
        """
        from docxtpl.template import DocxTemplate  # loaded only where needed
        from jinja2 import TemplateError

        context = word_page(document)
        try:
            template = DocxTemplate(io.BytesIO(self._data))
            template.render(context, self._environment, autoescape=True)
            filled: Any = template.docx
            _set_widths(filled.element.body)
            target = io.BytesIO()
            template.save(target)
        except (TemplateError, zipfile.BadZipFile, KeyError, ValueError) as mistake:
            raise BadTemplate(
                Text(
                    f"Word 模板“{self._path.name}”无法使用：{mistake}。"
                    "请从原模板重新开始修改，保留双花括号中的标记。",
                    f'the Word template "{self._path.name}" cannot be used: {mistake}. '
                    "Start again from the original and keep the tags in double braces.",
                )
            ) from mistake
        return target.getvalue()


def _set_widths(body: Any) -> None:
    """Give every table the column widths that its first row asks for."""
    from docx.oxml.ns import qn  # loaded only where Word files are made

    for table in body.iter(qn("w:tbl")):
        first = table.find(qn("w:tr"))
        widths = [cell.get(qn("w:w")) for cell in first.iter(qn("w:tcW"))]
        for column, width in zip(table.iter(qn("w:gridCol")), widths, strict=False):
            column.set(qn("w:w"), width)


def _environment() -> Any:
    """A sandboxed Jinja that compiles each part of the template once."""
    from jinja2.sandbox import SandboxedEnvironment

    class Remembering(SandboxedEnvironment):
        compiled: Final[dict[str, Any]] = {}

        def from_string(self, source: Any, *arguments: Any, **options: Any) -> Any:
            if source not in self.compiled:
                self.compiled[source] = super().from_string(source, *arguments, **options)
            return self.compiled[source]

    return Remembering()


def word_page(document: Document) -> dict[str, Any]:
    """The document as the names the template's tags use; every value a plain text.

    Raises:
        MissingLabel: a word around the figures is not in the document's labels.
    """
    page = _without_breaks(printed(document))
    labels = page["labels"]
    colon = "：" if document.language == "zh" else ": "
    sender = page["sender"]
    return {
        **{name: page[name] for name in ("mark", "title", "labels", "to", "subject")},
        "facts": page["facts"]["pairs"],
        **{name: page[name] for name in ("salutation", "paragraphs", "closing", "notes")},
        "number": page["number"],
        "colon": colon,
        "sender": sender,
        "sender_line": "    ".join(page["letterhead"]),
        "parties": [line for party in page.get("parties", ()) for line in _party(party, colon)],
        "parts": [*_parts(page, labels, colon), *_payment(page, labels, colon)],
        "signatures": [
            f"{labels[name]}{colon}" for name in _SIGNATURES.get(document.kind, ("company_seal",))
        ],
        "slip": _slip(page, labels, colon),
    }


def _without_breaks(value: Any) -> Any:
    """The page without the invisible places to break a line, which Word does not need."""
    if isinstance(value, str):
        return value.replace(BREAK, "")
    if isinstance(value, dict):
        return {name: _without_breaks(part) for name, part in value.items()}
    return [_without_breaks(part) for part in value] if isinstance(value, list) else value


def _party(party: dict[str, Any], colon: str) -> list[str]:
    return [f"{party['caption']}{colon}{party['name']}", *party["lines"]]


def _part(caption: str, table: dict[str, Any] | None, lines: list[str]) -> dict[str, Any]:
    if table is None:
        return {"caption": caption, "table": None, "lines": lines}
    styles = [
        {"right": side == "r", "width": round(points * _TWIPS)}
        for side, points in zip(table["sides"], table["widths"], strict=True)
    ]

    def row(cells: list[str]) -> list[dict[str, Any]]:
        return [{"text": text, **style} for text, style in zip(cells, styles, strict=True)]

    shown = {
        "heads": row(table["heads"]),
        "rows": [row(cells) for cells in table["rows"]],
        "foot": [row(cells) for cells in table["foot"]],
    }
    return {"caption": caption, "table": shown, "lines": lines}


def _parts(page: dict[str, Any], labels: dict[str, str], colon: str) -> list[dict[str, Any]]:
    """The tables of a page, each under its caption and with the lines that follow it."""
    sums = [f"{name}{colon}{value}" for name, value in page["sums"]]
    parts = []
    if page.get("items"):
        parts.append(_part(f"{labels['items']}  {page['currency_line']}", page["items"], sums))
    elif sums:
        parts.append(_part("", None, sums))
    if page.get("schedule"):
        parts.append(_part(labels["schedule"], page["schedule"], []))
    for block in page.get("blocks", ()):
        parts += _block(block, labels, colon)
    if page.get("balances"):
        parts += _confirmation(page, labels, colon)
    if page.get("ours"):
        parts += [_side(page[name], labels, colon) for name in ("ours", "theirs")]
        parts.append(_part(labels["difference"], None, [page["difference"]]))
    if page.get("evidence"):
        lines = [f"{place}. {line}" for place, line in enumerate(page["evidence"], 1)]
        parts.append(_part(labels["evidence"], None, lines))
    return parts


def _block(block: dict[str, Any], labels: dict[str, str], colon: str) -> list[dict[str, Any]]:
    parts = []
    for one in block["tables"]:
        lines = [f"{labels['capitals']}{colon}{one['capitals']}"] if one["capitals"] else []
        if one["table"] is None:
            lines.insert(0, labels["nothing"])
        parts.append(_part(f"{one['caption']}  {block['title']}", one["table"], lines))
    strip = [f"{name}{colon}{value}" for row in block["aging"]["rows"] for _, name, value in row]
    parts.append(_part(block["aging"]["caption"], None, strip + list(block["checks"])))
    return parts


def _confirmation(page: dict[str, Any], labels: dict[str, str], colon: str) -> list[dict[str, Any]]:
    parts = [_part("", page["balances"], [])]
    if not page["negative"]:
        parts.append(_part(f"1. {labels['confirm_agree']}", None, ["", ""]))
    parts.append(_part(f"2. {labels['confirm_differ']}", None, ["", ""]))
    reply = [f"{labels['reply_by']}{colon}{page['reply_by']}"] if page["reply_by"] else []
    parts.append(_part(labels["reply_to"], None, [*page["auditor"], *reply]))
    return parts


def _side(side: dict[str, Any], labels: dict[str, str], colon: str) -> dict[str, Any]:
    lines = [f"{side['caption']}{colon}{side['balance']}"]
    lines += [f"{text}{colon}{amount}" for text, amount in side["lines"]]
    return _part(side["caption"], None, [*lines, f"{labels['adjusted']}{colon}{side['adjusted']}"])


def _payment(page: dict[str, Any], labels: dict[str, str], colon: str) -> list[dict[str, Any]]:
    box = page["payment"]
    if box is None:
        return []
    pairs = [*box["left"]["pairs"], *box["right"]["pairs"]]
    return [_part(labels["payment"], None, [f"{name}{colon}{value}" for name, value in pairs])]


def _slip(page: dict[str, Any], labels: dict[str, str], colon: str) -> list[str]:
    """The confirmation slip to cut off and send back."""
    if "slip" not in page:
        return []
    balances = [f"{labels['closing']}{colon}{line['closing']}" for line in page["slip"]["lines"]]
    reply = [f"{labels['reply_by']}{colon}{page['reply_by']}"] if page["reply_by"] else []
    return [
        f"- - - - - - - - - - {labels['cut']} - - - - - - - - - -",
        labels["slip"],
        f"{labels['to']}{colon}{page['sender']['name']}",
        labels["slip_text"],
        *balances,
        f"☐ {labels['slip_agreed']}",
        f"☐ {labels['slip_differs']} ________________",
        f"{labels['slip_reason']}{colon}________________________________",
        *reply,
        "        ".join(f"{labels[name]}{colon}" for name in _SIGNED),
    ]
