"""E-mail drafts: a file that the mail program opens as a new message with the PDF attached.

Nothing is ever sent from here. Headers are encoded by the standard (RFC 2047); text from data
cannot add a header, an address or a part.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from xlar.core.email_addresses import is_address, split_addresses
from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.documents.content import Party
from xlar.documents.render.plain import plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.documents.content import Document


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
    found = split_addresses(party.email)
    for text in found:
        if not is_address(text):
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
    number = re.sub("[^A-Za-z0-9-]", "", document.number) or "0"
    return message(
        document.company,
        addresses(_recipient(document)),
        document.wording.subject,
        document.wording.mail,
        attachments,
        number,
    )


def message(
    sender: Party,
    to: Sequence[str],
    subject: str,
    texts: Sequence[str],
    attachments: Sequence[tuple[str, bytes, str]],
    number: str,
) -> bytes:
    """The draft of an e-mail, as the bytes of an ``.eml`` file.

    Args:
        sender: who writes; without an address the mail program fills it in.
        to: addresses it goes to; none where they are filled in by hand.
        subject: its subject.
        texts: paragraphs of its text.
        attachments: (file name, content, MIME type) of each.
        number: letters and figures that tell its parts apart.

    Raises:
        BadAddress: the sender's address is none.
    """
    mail = EmailMessage(policy=SMTP)
    # Outlook and others open a message with this header for editing instead of reading
    mail["X-Unsent"] = "1"
    ours = addresses(sender)
    if ours:
        mail["From"] = Address(plain(sender.name), addr_spec=ours[0])
    if to:
        mail["To"] = [Address(addr_spec=one) for one in to]
    mail["Subject"] = plain(subject)
    lines = [line for text in texts for line in plain_lines(text)]
    mail.set_content("\n\n".join(lines) + "\n", cte="base64")
    for name, data, mime in attachments:
        main, _, sub = mime.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if mail.is_multipart():
        mail.set_boundary(f"=-xlar-{number}-=")
    return mail.as_bytes()
