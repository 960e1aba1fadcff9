"""The published ledger of 2,466 invoices, each settled in full on one day.

Expected figures are those of ``data/reference.json``, recomputed there twice without this program.
"""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from paper import expect_statements_to_tell_the_ledger

from xlar.core.aging import aging
from xlar.core.items import open_items
from xlar.workbook.importer import import_file, write_import
from xlar.workbook.read import load

pytestmark = pytest.mark.oracle

BUCKETS = ("not_due", "d1_30", "d31_60", "d61_90", "d90_plus")
LIMITS = (0, 30, 60, 90)
DAYS = ("2012-03-19", "2012-06-30", "2012-12-31", "2013-06-30", "2013-12-31")


@pytest.fixture(scope="module")
def data(oracles):
    return oracles / "data"


@pytest.fixture(scope="module")
def reference(data):
    return json.loads((data / "reference.json").read_text(encoding="utf-8"))["ibm"]


@pytest.fixture(scope="module")
def ledger(data, tmp_path_factory):
    """The ledger as it comes back from the workbook the import writes."""
    result = import_file(data / "ibm" / "ibm_ar.csv")
    assert result.problems == ()
    path = tmp_path_factory.mktemp("ibm") / "book.xlsx"
    write_import(result, path)
    loaded = load(path)
    assert loaded.problems == ()
    return loaded.ledger


def test_the_days_are_those_of_the_reference(reference):
    assert sorted(reference["as_of"]) == sorted(DAYS)


def test_every_invoice_arrives_with_its_number(ledger, reference):
    invoices = ledger.documents.number[: reference["invoices"]]
    assert len(ledger.customers) == reference["customers"]
    assert ledger.documents.amount[: reference["invoices"]].sum() == reference["total_cents"]
    assert {len(number) for number in invoices.tolist()} == {10}  # leading zeros survive
    disputed = ledger.documents.disputed
    assert (disputed > 0).sum() == reference["disputed"]["count"]
    assert disputed.sum() == reference["disputed"]["cents"]


@pytest.mark.parametrize("day", DAYS)
def test_totals_and_buckets_of_the_day(ledger, reference, day):
    expected = reference["as_of"][day]
    report = aging(ledger, date.fromisoformat(day), limits=LIMITS)
    total = report.totals["CNY"]
    assert total.total == expected["open"]["cents"]
    assert total.unapplied == 0
    assert list(total.buckets) == [expected["buckets"][name]["cents"] for name in BUCKETS]
    items = open_items(ledger, date.fromisoformat(day))
    assert len(items) == expected["open"]["count"]
    overdue = items.days_past_due > 0
    assert overdue.sum() == expected["overdue"]["count"]
    assert items.open[overdue].sum() == expected["overdue"]["cents"]
    assert items.days_past_due.max() == expected["max_days_overdue"]


@pytest.mark.parametrize("day", DAYS)
def test_every_customer_of_the_day(ledger, data, day):
    with (data / "ibm" / "reference_customers.csv").open(encoding="utf-8") as lines:
        expected = {
            row["customer"]: [int(row[f"{name}_cents"]) for name in BUCKETS]
            for row in csv.DictReader(lines)
            if row["dataset"] == "ibm" and row["as_of"] == day
        }
    report = aging(ledger, date.fromisoformat(day), limits=LIMITS)
    found = {
        ledger.customers.id[customer]: amounts
        for customer, amounts in zip(report.key.tolist(), report.buckets.tolist(), strict=True)
    }
    assert expected
    assert found == expected


@pytest.mark.parametrize("day", DAYS)
def test_disputed_items_of_the_day(ledger, reference, day):
    expected = reference["as_of"][day]["disputed_open"]
    items = open_items(ledger, date.fromisoformat(day))
    disputed = ledger.documents.disputed[items.document] > 0
    assert disputed.sum() == expected["count"]
    assert items.open[disputed].sum() == expected["cents"]


def test_the_monthly_roll_forward(ledger, data):
    with (data / "ibm" / "reference_rollforward.csv").open(encoding="utf-8") as lines:
        months = [row for row in csv.DictReader(lines) if row["dataset"] == "ibm"]
    assert len(months) == 25
    documents = ledger.documents
    month_of = documents.date.astype("datetime64[D]").astype("datetime64[M]").astype(str)
    closing = 0
    for row in months:
        inside = month_of == row["month"]
        invoiced = documents.amount[inside & (documents.amount > 0)].sum()
        settled = -documents.amount[inside & (documents.amount < 0)].sum()
        assert (invoiced, settled) == (int(row["invoiced_cents"]), int(row["settled_cents"]))
        assert int(row["opening_cents"]) == closing
        year, month = map(int, row["month"].split("-"))
        last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        closing = int(open_items(ledger, date.fromordinal(last)).open.sum())
        assert closing == int(row["closing_cents"])
        assert int(row["opening_cents"]) + invoiced - settled == closing


@pytest.fixture(scope="module")
def damaged(data):
    return data / "ibm" / "ibm_ar_locale_damaged.xlsx"


def test_the_damaged_workbook_is_refused_with_its_diagnosis(damaged, data):
    result = import_file(damaged)
    assert result.ledger is None
    variants = json.loads((data / "reference.json").read_text(encoding="utf-8"))["ibm_variants"]
    columns = variants["locale_damaged_workbook"]["columns"]
    found = {one.column: one for one in result.problems if one.code == "swapped_dates"}
    assert found.keys() == columns.keys()
    for name, counts in columns.items():
        for text in (found[name].text("zh"), found[name].text("en")):
            assert str(counts["true_date_cells"]) in text
            assert str(counts["text_cells"]) in text
            assert "--repair-swapped-dates" in text
    assert [one.code for one in result.problems if one.severity == "warning"] == ["leading_zeros"]


def test_the_repair_restores_every_date(damaged, ledger):
    result = import_file(damaged, repair_swapped_dates=True)
    assert result.ok
    repaired = result.ledger.documents
    assert repaired.date.tolist() == ledger.documents.date.tolist()
    assert repaired.due.tolist() == ledger.documents.due.tolist()
    assert repaired.amount.tolist() == ledger.documents.amount.tolist()
    assert repaired.disputed.tolist() == ledger.documents.disputed.tolist()


@pytest.mark.parametrize("day", DAYS)
def test_the_repaired_workbook_gives_the_same_figures(damaged, ledger, day):
    result = import_file(damaged, repair_swapped_dates=True)
    one = aging(result.ledger, date.fromisoformat(day), limits=LIMITS)
    two = aging(ledger, date.fromisoformat(day), limits=LIMITS)
    assert one.totals == two.totals
    assert one.buckets.tolist() == two.buckets.tolist()


def test_the_clean_workbook_needs_nothing(data, ledger):
    result = import_file(data / "ibm" / "ibm_ar_excel_dates.xlsx")
    assert result.problems == ()
    assert result.ledger.documents.date.tolist() == ledger.documents.date.tolist()
    assert result.ledger.documents.due.tolist() == ledger.documents.due.tolist()


def test_every_statement_carries_the_ledgers_figures(ledger, tmp_path):
    expect_statements_to_tell_the_ledger(
        ledger, date(2012, 6, 30), tmp_path, formats=("pdf", "docx")
    )
