"""A worksheet function shows what its command says in JSON, on the demonstration's workbook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from demo_figures import demo_figures
from terminal import json_of

from xlar.core.buckets import label_name
from xlar.frames.fields import FIELDS
from xlar.hosts.cli import request
from xlar.workbook.demo import AS_OF
from xlar.workbook.template.canvas import serial

BOOK = Path(__file__).parents[2] / "workbook" / "ar_template.xlsm"
PAIRS = (
    ("AR_WORKLIST", (), ("worklist",)),
    ("AR_WEEK_PLAN", (), ("plan",)),
    ("AR_WEEK_RESULT", (), ("plan", "--result")),
    ("AR_PROMISES", (), ("worklist", "--show", "promises")),
    ("AR_PLANS", (), ("agreements", "--show", "plans")),
    ("AR_DISPUTES", (), ("agreements", "--show", "disputes")),
    ("AR_HOLDS", (), ("agreements", "--show", "holds")),
    ("AR_APPROVALS", (), ("agreements", "--show", "approvals")),
    ("AR_SLIPS", (), ("reconcile", "--show", "slips")),
    ("AR_SLIPS", ("control",), ("reconcile", "--show", "control")),
    ("AR_SLIPS", ("differences",), ("reconcile", "--show", "differences")),
    ("AR_SLIPS", ("due",), ("reconcile", "--show", "due")),
    ("AR_SCORES", (), ("score",)),
    ("AR_SCORES", ("review",), ("score", "--show", "review")),
    ("AR_SCORES", ("file",), ("score", "--show", "file")),
    ("AR_WARNINGS", (), ("warnings",)),
    ("AR_WARNINGS", ("signal",), ("warnings", "--by", "signal")),
    ("AR_FORECAST", (), ("forecast",)),
    ("AR_COMMISSION", (), ("commission",)),
    ("AR_KPI", (), ("kpi",)),
    ("AR_PROVISION", (), ("provision",)),
    ("AR_ROLL_RATES", (), ("provision", "--show", "rolls")),
)
NAMES = [" ".join((name, *options)) for name, options, _ in PAIRS]
NOBODY = {"AR_WEEK_RESULT": {"collector": "未指定"}}
"""What stands for a blank text where a column says so itself."""


@pytest.fixture(scope="module")
def figures():
    """The functions on the tables of the demonstration."""
    return demo_figures()


@pytest.fixture(scope="module")
def payload():
    """What commands say of the workbook, which is read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("XLAR_LANG", raising=False)
        patch.setattr(request, "load", cache(request.load))
        yield lambda words: json_of(words[0], BOOK, *words[1:], "--as-of", AS_OF)


def shown(field, value):
    """A value of a report in JSON as a cell shows it."""
    if field.kind in ("amount", "ratio", "number", "whole"):
        return "" if value is None else float(value)
    if field.kind == "day":
        return "" if value is None else serial(AS_OF.fromisoformat(value))
    if field.kind == "flag":
        return "是" if value else ""
    if field.kind == "words":
        return "；".join(field.words[code].zh if code in field.words else code for code in value)
    if field.name == "band":
        return "单项计提" if value == "individual" else label_name(value, "zh")
    return field.words[value or ""].zh if (value or "") in field.words else value or ""


@pytest.mark.parametrize(("name", "options", "words"), PAIRS, ids=NAMES)
def test_rows(figures, payload, name, options, words):
    columns, cells = figures.report(name, *options)
    said = payload(words)["rows"]
    blank = NOBODY.get(name, {})
    titles = [FIELDS[key].title.zh for key in said[0]]
    assert titles == list(columns.titles)
    expected = [
        [shown(FIELDS[key], value) or blank.get(key, shown(FIELDS[key], value))
         for key, value in row.items()]
        for row in said
    ]  # fmt: skip
    assert [list(row) for row in cells[: len(said)]] == expected


@pytest.mark.parametrize(("name", "options", "words"), PAIRS, ids=NAMES)
def test_sums_below(figures, payload, name, options, words):
    columns, cells = figures.report(name, *options)
    said = payload(words)
    below = cells[len(said["rows"]) :]
    for total in said.get("totals", {}).values():
        wanted = {
            columns.place(key): shown(FIELDS[key], value)
            for key, value in total.items()
            if columns.place(key)
        }
        assert any(all(row[at] == value for at, value in wanted.items()) for row in below)
