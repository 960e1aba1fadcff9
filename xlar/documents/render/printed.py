"""A document as the PDF templates take it: plain texts and finished tables, nothing to work out.

What is printed is decided here, in Python, where it can be tested; the templates only place it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.documents.content import (
    Agreement,
    Letter,
    Party,
    Reconciliation,
    Statement,
)
from xlar.documents.figures import amount, day, short_day
from xlar.documents.render.plain import breakable, breakable_anywhere, plain, plain_lines
from xlar.documents.render.printed_statement import balances, blocks, slip
from xlar.documents.render.printed_tables import Labels, items_table
from xlar.documents.render.tabular import Column, table, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.documents.content import Document

_REACH: Final = ("tax_id", "address", "contact", "phone")
_NOBODY: Final = Party("")
_FACT: Final = 14.0  # ems of a value beside the address
_SHORT: Final = 8  # items of a letter that is taken to fit on one page until it does not
_ACCOUNT: Final = 22.0  # ems of a value in the payment box
_PAYABLE: Final = frozenset({"letter", "stop", "lawyer", "statement", "plan", "promise"})


def printed(document: Document) -> dict[str, Any]:
    """The document as names and texts for ``main.typ``, ready to be written as JSON.

    Raises:
        MissingLabel: a word around the figures is not in the document's labels.
    """
    labels = Labels(document)
    return {**_common(document, labels), **_particular(document, labels)}


def _common(document: Document, labels: Labels) -> dict[str, Any]:
    wording, language = document.wording, document.language
    sender = _sender(document)
    draft = document.number in ("草稿", "Draft", "DRAFT")
    lawyer = document.kind == "lawyer"
    return {
        "kind": document.kind,
        "lang": language,
        "labels": labels.of_templates(),
        "title": plain(wording.title),
        "subject": plain(wording.subject),
        "salutation": _text(wording.salutation),
        "paragraphs": _lines(wording.paragraphs),
        "closing": _lines(wording.closing),
        "notes": _lines(document.notes),
        "number": plain(document.number),
        "date": day(document.date, language),
        "as_of": day(document.as_of, language),
        "day": [document.date.year, document.date.month, document.date.day],
        "mark": labels["lawyer_draft"] if lawyer else plain(document.number) if draft else "",
        "sender": {"name": _text(sender.name)},
        "letterhead": _party_lines(sender, labels, (*_REACH, "email")),
        "name_size": _name_size(sender.name),
        "customer": {"name": _text(document.customer.name)},
        "to": _addressee(document, labels),
        "facts": _facts(document, labels),
        "currency_line": f"{labels.captioned('currency')}{document.currency}",
        "payment": _payment(document, labels),
        "single": False,
        "sums": [],
        "reply_by": "",
        "logo": "",
        "seal": "",
    }


def _particular(document: Document, labels: Labels) -> dict[str, Any]:
    if isinstance(document, Letter):
        return _letter(document, labels)
    if isinstance(document, Statement):
        return _statement(document, labels)
    if isinstance(document, Agreement):
        return _agreement(document, labels)
    if isinstance(document, Reconciliation):
        return _reconciliation(document, labels)
    raise TypeError(f"no page for {type(document).__name__}")


def _letter(document: Letter, labels: Labels) -> dict[str, Any]:
    items, language = document.items, document.language
    if document.kind == "lawyer":
        items = tuple(replace(item, level=-1) for item in items)
    sums = [(labels["capitals"], document.capitals)] if document.capitals else []
    if document.total != sum(item.open for item in document.items):
        sums.insert(0, (labels["total"], amount(document.total, document.currency)))
    if document.interest is not None:
        sums.append((labels["interest"], amount(document.interest, document.currency)))
    parties = []
    if document.kind in ("agency", "lawyer"):
        parties.append(_captioned_party(document.company, labels, "client"))
    if document.kind == "agency":
        parties.append(_captioned_party(document.customer, labels, "debtor"))
    return {
        "items": items_table(items, document.currency, language, labels),
        "sums": _pairs(sums),
        "parties": parties,
        "evidence": [_text(line) for line in document.evidence],
        "single": len(items) <= _SHORT,
    }


def _statement(document: Statement, labels: Labels) -> dict[str, Any]:
    reply_by = day(document.reply_by, document.language) if document.reply_by else ""
    if document.kind == "confirmation":
        auditor = document.addressee or _NOBODY
        lines = [auditor.name, *_party_lines(auditor, labels, ("address", "contact", "phone"))]
        return {
            "balances": balances(document, labels),
            "auditor": [line for line in map(_text, lines) if line],
            "negative": document.negative,
            "single": len(document.blocks) <= _SHORT,
            "reply_by": reply_by,
        }
    return {
        "blocks": blocks(document, labels),
        "slip": slip(document),
        "reply_by": reply_by,
    }


def _agreement(document: Agreement, labels: Labels) -> dict[str, Any]:
    money, language = document.currency, document.language
    total = amount(sum(part for _, part in document.schedule), money)
    rows = [(str(place), *row) for place, row in enumerate(document.schedule, 1)]
    schedule = [
        Column(
            labels["instalment"], [row[0] for row in rows], elastic=True, foot=[labels["total"]]
        ),
        Column(labels["pay_on"], [day(row[1], language) for row in rows], elastic=True, foot=[""]),
        Column(labels["sum"], [amount(row[2], money) for row in rows], right=True, foot=[total]),
    ]
    sums = [(labels["total"], f"{document.currency} {amount(document.total, money)}")]
    if document.capitals:
        sums.append((labels["capitals"], document.capitals))
    return {
        "items": items_table(document.items, money, language, labels),
        "schedule": table(schedule) if rows else None,
        "sums": _pairs(sums),
        "parties": [
            _captioned_party(document.company, labels, "party_a"),
            _captioned_party(document.customer, labels, "party_b"),
        ],
    }


def _reconciliation(document: Reconciliation, labels: Labels) -> dict[str, Any]:
    def side(caption: str, balance: int, adjust: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
        lines = [
            (labels.or_given(f"adjust_{kind}", kind), text, part) for kind, text, part in adjust
        ]
        return {
            "caption": labels[caption],
            "balance": amount(balance, document.currency),
            "lines": [
                [
                    _text(labels.colon.join(filter(None, (kind, text)))),
                    amount(part, document.currency),
                ]
                for kind, text, part in lines
            ],
            "adjusted": amount(balance + sum(line[2] for line in lines), document.currency),
        }

    return {
        "ours": side("ours", document.total, document.ours_adjust),
        "theirs": side("theirs", document.theirs, document.theirs_adjust),
        "difference": amount(document.difference, document.currency),
    }


def _sender(document: Document) -> Party:
    """Whose paper it is: a promise is the customer's, a lawyer's draft nobody's yet."""
    if document.kind == "promise":
        return document.customer
    return _NOBODY if document.kind == "lawyer" else document.company


def _name_size(name: str) -> float:
    """Points of the name in the letterhead: a long one is set smaller, then on two lines."""
    width = text_width(name)
    return 16.0 if width <= 22 else 13.5 if width <= 32 else 11.5


def _text(text: str) -> str:
    return breakable(plain(text))


def _lines(texts: Iterable[str]) -> list[str]:
    return [breakable(line) for text in texts for line in plain_lines(text)]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[plain(name), _text(value)] for name, value in pairs]


def _party_lines(party: Party, labels: Labels, names: Iterable[str]) -> list[str]:
    return [
        _text(f"{labels.captioned(name)}{getattr(party, name)}")
        for name in names
        if getattr(party, name)
    ]


def _captioned_party(party: Party, labels: Labels, caption: str) -> dict[str, Any]:
    lines = _party_lines(party, labels, _REACH)
    return {"caption": labels[caption], "name": _text(party.name), "lines": lines}


def _addressee(document: Document, labels: Labels) -> dict[str, Any]:
    """Who it goes to; a confirmation goes to the customer, only its answer to the auditor."""
    other = None if document.kind == "confirmation" else document.addressee
    party = other or document.customer
    names = ("contact", "phone") if other else ("tax_id", "contact", "phone")
    lines = [_text(party.address)] if party.address else []
    return {"name": _text(party.name), "lines": lines + _party_lines(party, labels, names)}


def _facts(document: Document, labels: Labels) -> dict[str, Any]:
    facts = [
        (labels["number"], document.number),
        (labels["date"], day(document.date, document.language)),
    ]
    if isinstance(document, Statement) and document.start and document.kind == "statement":
        start, end = short_day(document.start), short_day(document.as_of)
        facts.append((labels["period"], f"{start} {labels['until']} {end}"))
    else:
        facts.append((labels["as_of"], day(document.as_of, document.language)))
    if document.customer.code:
        facts.append((labels["customer_code"], document.customer.code))
    return _captioned(((name, _narrow(value)) for name, value in facts), _FACT)


def _narrow(text: str) -> str:
    """A text for the short column beside the address."""
    clean = plain(text)
    return clean if text_width(clean) <= _FACT else breakable_anywhere(clean)


def _payment(document: Document, labels: Labels) -> dict[str, Any] | None:
    """The two halves of the payment box; None where nothing is to be paid."""
    company = document.company
    if document.kind not in _PAYABLE or not company.account:
        return None
    if document.kind == "statement" and document.total <= 0:
        return None
    names = ("account_name", "bank", "account")
    left = zip(names, (company.name, company.bank, company.account), strict=True)
    right = [("reference_to_quote", document.number)]
    if isinstance(document, Letter):
        due = f"{document.currency} {amount(document.total, document.currency)}"
        pay_by = day(document.pay_by, document.language) if document.pay_by else ""
        right = [("amount_due", due), ("pay_by", pay_by), *right]
    return {
        "left": _captioned(((labels[name], value) for name, value in left), _ACCOUNT),
        "right": _captioned(((labels[name], value) for name, value in right), _ACCOUNT),
    }


def _captioned(pairs: Iterable[tuple[str, str]], room: float) -> dict[str, Any]:
    """Captions with their values, those with none left out, and whether each fits on its line."""
    shown = [[name, _text(value)] for name, value in pairs if value]
    return {"pairs": shown, "even": all(text_width(value) <= room for _, value in shown)}
