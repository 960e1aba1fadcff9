"""E-mail drafts: a file that the mail program opens as a new message with the PDF attached.

Nothing is ever sent from here. Headers are encoded by the standard (RFC 2047); text from data
cannot add a header, an address or a part.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.documents.content import Party
from xlar.documents.render.plain import plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.documents.content import Document

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_SEPARATOR: Final = re.compile(r"[;,；，、]")


class BadAddress(XlarError, ValueError):
    """A text in the place of an e-mail address that is none."""


def addresses(party: Party) -> list[str]:
    """The e-mail addresses of a party, several of them set off by commas or semicolons.

    Raises:
        BadAddress: one of them is no address.

    >>> from xlar.documents.content import Party
    >>> addresses(Party("A", email="a@x.example; b@y.example"))
    ['a@x.example', 'b@y.example']
    """
    found = [text.strip() for text in _SEPARATOR.split(party.email) if text.strip()]
    for text in found:
        if not _ADDRESS.fullmatch(text) or ".." in text:
            raise BadAddress(
                Text(
                    f"客户 {party.code or party.name} 的邮箱“{plain(text)}”不是有效地址。"
                    "请更正客户表。",
                    f'the e-mail "{plain(text)}" of customer {party.code or party.name} is no '
                    "address. Correct it in the customers table.",
                )
            )
    return found


def _recipient(document: Document) -> Party:
    """Who the e-mail goes to: never the debtor where a document is meant for an agent or lawyer.

    A confirmation goes to the customer, only its answer to the auditor; the draft for a law firm
    goes to whoever is written in.
    """
    if document.kind == "confirmation":
        return document.customer
    if document.kind == "lawyer":
        return document.addressee or Party("")
    return document.addressee or document.customer


def draft(document: Document, attachments: Sequence[tuple[str, bytes, str]]) -> bytes:
    """The draft of an e-mail to the customer, as the bytes of an ``.eml`` file.

    Args:
        document: whose wording gives subject and text.
        attachments: (file name, content, MIME type) of each.

    Raises:
        BadAddress: the customer's or the company's address is none.
    """
    message = EmailMessage(policy=SMTP)
    # Outlook and others open a message with this header for editing instead of reading
    message["X-Unsent"] = "1"
    sender = addresses(document.company)
    if sender:
        message["From"] = Address(plain(document.company.name), addr_spec=sender[0])
    to = addresses(_recipient(document))
    if to:
        message["To"] = [Address(addr_spec=one) for one in to]
    message["Subject"] = plain(document.wording.subject)
    lines = [line for text in document.wording.mail for line in plain_lines(text)]
    message.set_content("\n\n".join(lines) + "\n", cte="base64")
    for name, data, mime in attachments:
        main, _, sub = mime.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=-xlar-{re.sub('[^A-Za-z0-9-]', '', document.number) or '0'}-=")
    return message.as_bytes()
