"""What became of a document: the order of statuses, their days, and taking back."""

from __future__ import annotations

from datetime import date

import pytest
from batches import DAY, assert_agree, made

from xlar.core.registered import STATUSES
from xlar.documents.register import read_register, storage
from xlar.documents.register.locks import FolderBusy, locked
from xlar.documents.register.statuses import (
    TRANSITIONS,
    NotAllowed,
    UnknownNumber,
    change,
    withdraw,
)
from xlar.documents.register.storage import NotWritable

JULY = date(2026, 7, 1)
LATER = date(2026, 7, 8)
NUMBER = "CK-2026-0001"

# How a letter gets into each status.
WAYS = {
    "draft": [],
    "sent": ["sent"],
    "acknowledged": ["sent", "acknowledged"],
    "returned": ["sent", "returned"],
    "withdrawn": ["withdrawn"],
}


def letter(folder, *statuses):
    """The register's row of a letter that took these statuses one after the other."""
    made(folder, "C1")
    for count, status in enumerate(statuses):
        change(folder, [NUMBER], status, date(2026, 7, 1 + count))
    return the_row(folder)


def the_row(folder):
    (row,) = read_register(folder).rows
    return row


def test_a_new_document_is_a_draft(tmp_path):
    assert letter(tmp_path).status == "draft"


@pytest.mark.parametrize("was", STATUSES)
@pytest.mark.parametrize("now", STATUSES)
def test_only_the_listed_statuses_follow_one_another(tmp_path, was, now):
    before = letter(tmp_path, *WAYS[was])
    if now in TRANSITIONS[was]:
        assert change(tmp_path, [NUMBER], now, LATER)[0].status == now
        assert the_row(tmp_path).status == now
    else:
        with pytest.raises(NotAllowed):
            change(tmp_path, [NUMBER], now, LATER)
        assert the_row(tmp_path) == before


def test_each_status_notes_its_day(tmp_path):
    row = letter(tmp_path, "sent", "acknowledged", "withdrawn")
    assert (row.sent_on, row.delivered_on, row.withdrawn_on) == (
        date(2026, 7, 1),
        date(2026, 7, 2),
        date(2026, 7, 3),
    )


def test_a_letter_that_came_back_and_is_sent_again_has_not_come_back(tmp_path):
    row = letter(tmp_path, "sent", "returned", "sent")
    assert (row.sent_on, row.returned_on) == (date(2026, 7, 3), None)


def test_how_it_was_sent_and_answered_is_noted_with_the_status(tmp_path):
    letter(tmp_path)
    change(tmp_path, [NUMBER], "sent", JULY, channel=" EMS ", tracking="1234567890123")
    change(tmp_path, [NUMBER], "acknowledged", LATER, reply="七月底\n付清")
    row = the_row(tmp_path)
    assert (row.channel, row.tracking, row.reply) == ("EMS", "1234567890123", "七月底 付清")


def test_the_day_of_a_status_can_be_corrected(tmp_path):
    letter(tmp_path, "sent")
    change(tmp_path, [NUMBER], "sent", LATER)
    assert the_row(tmp_path).sent_on == LATER


@pytest.mark.parametrize(
    ("statuses", "now", "on", "words"),
    [
        ([], "sent", date(2026, 6, 29), "before 2026-06-30, the date of the document"),
        (["sent"], "acknowledged", date(2026, 6, 30), "before 2026-07-01, the day it was sent"),
        (["sent"], "returned", date(2026, 6, 30), "before 2026-07-01, the day it was sent"),
        (["sent"], "withdrawn", date(2026, 6, 30), "before 2026-07-01, the day it was sent"),
        ([], "withdrawn", date(2026, 6, 29), "before 2026-06-30, the date of the document"),
    ],
)
def test_a_day_before_what_came_first_is_refused(tmp_path, statuses, now, on, words):
    letter(tmp_path, *statuses)
    with pytest.raises(NotAllowed, match=words):
        change(tmp_path, [NUMBER], now, on)


def test_a_refusal_says_why_in_both_languages(tmp_path):
    letter(tmp_path, "withdrawn")
    with pytest.raises(NotAllowed) as refusal:
        change(tmp_path, [NUMBER], "sent", LATER)
    assert refusal.value.text("zh") == ("CK-2026-0001 是“撤回”，不能改为“已发”。没有改动任何登记。")
    assert refusal.value.text("en") == (
        "CK-2026-0001 is withdrawn and cannot become sent; nothing was changed"
    )


def test_all_documents_take_the_status_or_none(tmp_path):
    made(tmp_path, "C1", "C2", "C3")
    withdraw(tmp_path, ["CK-2026-0002"], JULY)
    with pytest.raises(NotAllowed, match="CK-2026-0002"):
        change(tmp_path, ["CK-2026-0001", "CK-2026-0002"], "sent", LATER)
    assert [one.status for one in read_register(tmp_path).rows] == ["draft", "withdrawn", "draft"]


def test_several_documents_at_once(tmp_path):
    made(tmp_path, "C1", "C2", "C3")
    changed = change(tmp_path, ["ck-2026-0003 ", "CK-2026-0001", "CK-2026-0001"], "sent", JULY)
    assert [one.number for one in changed] == ["CK-2026-0003", "CK-2026-0001"]
    assert [one.status for one in read_register(tmp_path).rows] == ["sent", "draft", "sent"]


def test_an_unknown_number_is_named(tmp_path):
    made(tmp_path, "C1")
    with pytest.raises(UnknownNumber, match="CK-2026-0009"):
        withdraw(tmp_path, ["CK-2026-0001", "CK-2026-0009"], JULY)
    assert the_row(tmp_path).status == "draft"


def test_a_document_taken_back_keeps_its_number_and_files(tmp_path):
    (before,) = made(tmp_path, "C1")
    (after,) = withdraw(tmp_path, [NUMBER], LATER)
    assert (after.status, after.withdrawn_on) == ("withdrawn", LATER)
    assert (after.number, after.files, after.batch) == (before.number, before.files, before.batch)
    assert not after.stands
    text = (tmp_path / "register.csv").read_text("utf-8-sig")
    assert "撤回" in text
    assert_agree(tmp_path)


def test_after_a_withdrawal_the_document_can_be_made_again_under_a_new_number(tmp_path):
    letter(tmp_path, "withdrawn")
    assert [one.number for one in made(tmp_path, "C1")] == ["CK-2026-0002"]
    assert_agree(tmp_path)


def test_nothing_changes_while_another_process_is_at_work(tmp_path):
    made(tmp_path, "C1")
    with locked(tmp_path), pytest.raises(FolderBusy):
        withdraw(tmp_path, [NUMBER], LATER, wait=0)
    assert the_row(tmp_path).status == "draft"


def test_a_change_that_cannot_be_saved_is_an_error_and_not_made(tmp_path, monkeypatch):
    made(tmp_path, "C1")

    def refused(_source, target):
        raise PermissionError(13, "used by another process", str(target))

    monkeypatch.setattr(storage.os, "replace", refused)
    with pytest.raises(NotWritable) as refusal:
        change(tmp_path, [NUMBER], "sent", DAY)
    assert "Excel" in refusal.value.text("zh")
    assert the_row(tmp_path).status == "draft"
