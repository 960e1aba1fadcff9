"""Text from data made fit for paper."""

from __future__ import annotations

import pytest

from xlar.documents.render.plain import BREAK, breakable, breakable_anywhere, plain, plain_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("北辰商贸有限公司", "北辰商贸有限公司"),
        ("ACME\u202e .dtL", "ACME .dtL"),
        ("a\u200bb\u200dc\ufeffd\u00ade", "abcde"),
        ("\u2066left\u2069 \u061cmark\u200f", "left mark"),
        ("bell\x07 null\x00 esc\x1b[31m", "bell null esc[31m"),
        ("one\r\ntwo\tthree\x0bfour", "one two three four"),
        ("thin\u2009space\u2028line", "thin space line"),
        ("no\u00a0break\u3000wide", "no\u00a0break\u3000wide"),
        ("Cafe\u0301 Mu\u0308ller", "Café Müller"),
        ("葛\U000e0100飾", "葛飾"),
        ("half\ud800pair", "halfpair"),
        ("tag\U000e0041", "tag"),
        ("#show: evil", "#show: evil"),
        ("{{7*7}} =cmd|'/c calc'!A1", "{{7*7}} =cmd|'/c calc'!A1"),
    ],
)
def test_signs_that_cannot_be_seen_go(text, shown):
    assert plain(text) == shown


def test_plain_text_stays_plain():
    once = plain("A\u202eB\r\nC\u0301")
    assert plain(once) == once


def test_paragraphs_keep_their_lines():
    assert plain_lines("一\r\n二\n\n 三 \u202e") == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("x" * 40, 0),
        ("x" * 41, 2),
        ("x" * 300, 14),
        ("word " * 60, 0),
        ("汉" * 300, 0),
        ("ar@yunshan.example", 0),
    ],
)
def test_only_letters_that_run_on_get_places_to_break(text, breaks):
    assert breakable(text).count(BREAK) == breaks
    assert breakable(text).replace(BREAK, "") == text


def test_a_narrow_column_may_break_anywhere():
    assert breakable_anywhere("AB-1") == f"A{BREAK}B{BREAK}-{BREAK}1"
