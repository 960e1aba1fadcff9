"""E-mail drafts: readable by a mail program, and closed to injected headers."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
import samples

from xlar.documents.content import Party
from xlar.documents.render.eml import BadAddress, addresses, draft

PDF = ("催款函 CK-2026-0001.pdf", b"%PDF-1.7 \x00\xff", "application/pdf")


def read(document, *attachments):
    return message_from_bytes(draft(document, attachments), policy=default)


def addressed(**changes):
    letter = samples.letter()
    return replace(
        letter, customer=replace(letter.customer, **{"email": "ar@customer.example"} | changes)
    )


def test_a_draft_opens_as_a_new_message_with_its_attachment():
    message = read(addressed(), PDF)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "ar@customer.example"
    assert message["Subject"] == samples.letter().wording.subject
    attached = list(message.iter_attachments())
    assert [(one.get_filename(), one.get_content()) for one in attached] == [PDF[:2]]


def test_the_text_is_the_wording_of_the_mail():
    document = addressed()
    body = read(document, PDF).get_body(("plain",)).get_content()
    assert [line for line in body.splitlines() if line] == list(document.wording.mail)


def test_headers_are_encoded_words_on_the_wire():
    raw = draft(addressed(), [PDF])
    assert raw.isascii()
    assert b"=?utf-8?" in raw


def test_the_same_document_gives_the_same_draft():
    assert draft(addressed(), [PDF]) == draft(addressed(), [PDF])


@pytest.mark.parametrize(
    "email",
    [
        "a@x.example\r\nBcc: all@evil.example",
        "a@x.example\nSubject: other",
        "Someone <a@x.example>",
        "no-at-sign",
        "a@b@c.example",
        "a..b@x.example",
        "甲@x.example",
    ],
)
def test_a_text_that_is_no_address_is_refused(email):
    with pytest.raises(BadAddress) as caught:
        draft(addressed(email=email), [])
    assert "C0012" in caught.value.text("zh")
    assert "C0012" in caught.value.text("en")


def test_a_subject_cannot_add_a_header():
    document = addressed()
    wording = replace(document.wording, subject="Hello\r\nBcc: all@evil.example")
    message = read(replace(document, wording=wording))
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: all@evil.example"


def test_several_addresses_are_all_written_to():
    assert addresses(Party("A", email="a@x.example；b@y.example")) == ["a@x.example", "b@y.example"]


def test_a_customer_without_an_address_gets_a_draft_without_one():
    assert read(addressed(email=""))["To"] is None
