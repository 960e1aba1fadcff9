"""A published quarter of 2,571 raw invoice rows with every kind of dirt.

The clean-up is the publisher's own, as ``data/reference.json`` states it: full duplicates dropped,
dates day first, day and month exchanged back where that lands in the quarter, due = issue date +
customer terms, unpaid = status Open or Overdue, or no status and no payment.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from xlar.core.aging import aging
from xlar.core.items import open_items
from xlar.core.ledger import Kind
from xlar.workbook.importer import import_file

pytestmark = pytest.mark.oracle

CLEAN_UP = """
[options]
date_order = "dmy"
mixed_orders = "read"
date_window = [2026-01-01, 2026-03-31]
recompute_due = true
unknown_customers = "add"
currency = "AUD"
base_currency = "AUD"
as_of = 2026-03-31

[date_orders]
since = "mdy"

[values.payment_method]
"BPAY" = "transfer"
"Direct Debit" = "transfer"
"DD" = "transfer"
"""


@pytest.fixture(scope="module")
def raw(oracles):
    return oracles / "data" / "guild"


@pytest.fixture(scope="module")
def reference(oracles):
    text = (oracles / "data" / "reference.json").read_text(encoding="utf-8")
    return json.loads(text)["guild"]


@pytest.fixture(scope="module")
def found(raw):
    """What the import says of the raw files."""
    return import_file(raw)


@pytest.fixture(scope="module")
def cleaned(raw, tmp_path_factory):
    path = tmp_path_factory.mktemp("guild") / "map.toml"
    path.write_text(CLEAN_UP, encoding="utf-8")
    result = import_file(raw, map_file=path)
    assert result.ok, [one.text("en") for one in result.problems if one.severity == "error"]
    return result


def said(result) -> str:
    steps = [step.text("en") for step in result.steps]
    return "\n".join([*steps, *(one.text("en") for one in result.problems)])


def test_raw_it_is_refused(found):
    assert found.ledger is None


@pytest.mark.parametrize(
    "dirt",
    [
        "issue_date: dates written in 3 styles: 2,521; e.g. 9/9/9999 × 2325; 9-Mmm-9999 × 112",
        "due_date: dates written in 3 styles",
        "payment_date: dates written in 3 styles",
        "member_since: dates written in 4 styles",
        "row 9, issue_date: two orders in one column",
        "67 only month/day",
        "amount_incl_gst: amounts in text with symbols or separators read as numbers: 302",
        "amount_paid: amounts in text with symbols or separators read as numbers: 302",
        "credit_limit: amounts in text with symbols or separators read as numbers: 13",
        "amounts carry $ (302 times), while the documents count as CNY",
        "rows repeated in full set aside: 50",
        "rows repeated but for case or blanks set aside: 8",
        "status: blank cells: 75",
        "category: blank cells: 75",
        "industry: one word spelled in several ways",
        "'Healthcare' / 'HEALTHCARE' / 'health care'",
        "state: one word spelled in several ways: 427; e.g. 'ACT' / 'A.C.T.' / 'act' / 'ACT '",
        "member_tier: one word spelled in several ways",
        "payment_method: one word spelled in several ways",
        "net + tax is not the amount in 100 rows",
    ],
)
def test_every_kind_of_dirt_is_reported(found, dirt):
    assert dirt in said(found)


@pytest.mark.parametrize(
    "told",
    [
        "issue_date: outside 2026-01-01 … 2026-03-31, inside with day and month exchanged, so"
        " exchanged: 13;",
        "issue_date: dates that are not day/month/year read as month/day/year: 67",
        "due dates recomputed from the terms, changed: 41",
        "75 rows have no status: 48 with a payment count as paid, 27 without as open",
        "customers added that the list lacks: 1; e.g. CUST999",
        "5 payments are earlier than their documents",
    ],
)
def test_everything_done_is_told(cleaned, told):
    assert told in said(cleaned)


def test_rows_set_aside_are_kept(cleaned, reference):
    aside = [row for row in cleaned.set_aside if row.source == "guild_invoices_raw.csv"]
    assert len(aside) == reference["full_duplicate_rows"]
    assert len(cleaned.tables["invoices"]) + len(aside) == reference["raw_rows"]


def test_every_issue_date_lies_in_the_quarter(cleaned, reference):
    assert reference["still_outside_after"] == 0
    assert "outside_window" not in {one.code for one in cleaned.problems}


def test_due_dates_that_contradict_the_terms_are_told_where_they_are_kept(raw, tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(CLEAN_UP.replace("recompute_due = true", ""), encoding="utf-8")
    result = import_file(raw, map_file=path)
    differing = next(one for one in result.problems if one.code == "due_differs")
    assert differing.values["count"] == 41  # and CUST999, whose terms nobody knows, makes 42


def test_the_published_totals(cleaned, reference):
    ledger = cleaned.ledger
    documents = ledger.documents
    assert documents.amount[documents.kind == Kind.INVOICE].sum() == reference["invoiced_cents"]
    assert -documents.amount[documents.kind == Kind.RECEIPT].sum() == reference["collected_cents"]
    items = open_items(ledger, date(2026, 3, 31))
    assert len(items) == reference["open"]["count"] == 942
    assert items.open.sum() == reference["open"]["cents"] == 202478272
    overdue = items.days_past_due > 0
    assert overdue.sum() == reference["overdue"]["count"]
    assert items.open[overdue].sum() == reference["overdue"]["cents"]


def test_the_published_buckets(cleaned, reference):
    report = aging(cleaned.ledger, date(2026, 3, 31), limits=(0, 30, 60, 90))
    expected = [bucket["cents"] for bucket in reference["buckets"].values()]
    assert list(report.totals["AUD"].buckets) == expected
    assert report.totals["AUD"].unapplied == 0
    items = open_items(cleaned.ledger, date(2026, 3, 31))
    edges = [0, 30, 60, 90]
    counts = [0] * 5
    for days in items.days_past_due.tolist():
        counts[sum(days > edge for edge in edges)] += 1
    assert counts == [bucket["count"] for bucket in reference["buckets"].values()]
