"""123 ledger items of an SAP system: credits, clearing documents, no due dates."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from xlar.core.items import open_items
from xlar.workbook.importer import import_file, write_import
from xlar.workbook.read import load

pytestmark = pytest.mark.oracle

MAP = """
[options]
base_currency = "INR"
[terms]
Z001 = "N30"
"""


@pytest.fixture(scope="module")
def raw(oracles):
    return oracles / "data" / "sap"


@pytest.fixture(scope="module")
def reference(oracles):
    text = (oracles / "data" / "reference.json").read_text(encoding="utf-8")
    return json.loads(text)["sap"]


@pytest.fixture(scope="module")
def groups(raw):
    """What every clearing group nets to, in the smallest unit, straight from the file."""
    nets: dict[str, int] = defaultdict(int)
    with (raw / "sap_ar_items.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["clearingAccountingDocument"]:
                amount = Decimal(row["amountInTransactionCurrency"]).scaleb(2)
                nets[row["clearingAccountingDocument"]] += int(amount)
    return nets


@pytest.fixture(scope="module")
def result(raw, tmp_path_factory):
    path = tmp_path_factory.mktemp("sap") / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    found = import_file(raw, map_file=path)
    assert found.ok
    return found


@pytest.mark.parametrize("day", [date(2025, 5, 16), date(2026, 3, 31)])
def test_open_items_are_those_of_the_reference(result, reference, day):
    items = open_items(result.ledger, day)
    assert len(items) == reference["open_items"]["count"] == 3
    assert items.open.sum() == reference["open_items"]["cents"] == 265464
    documents, customers = result.ledger.documents, result.ledger.customers
    found = {
        documents.number[place]: (customers.id[documents.customer[place]], amount)
        for place, amount in zip(items.document.tolist(), items.open.tolist(), strict=True)
    }
    assert found == {one["doc"]: (one["cust"], one["cents"]) for one in reference["open_documents"]}


def test_before_its_clearing_date_an_item_is_open(result):
    before, after = (open_items(result.ledger, date(2025, 5, day)) for day in (15, 16))
    assert len(before) == len(after) == 3  # the group of 16 May is posted and cleared on that day


def test_debits_and_credits_arrive_whole(result, reference):
    amount = result.tables["invoices"].columns["amount"] // 100
    assert (len(amount), (amount < 0).sum()) == (reference["items"], reference["credit"]["count"])
    assert amount[amount > 0].sum() == reference["debit"]["cents"]
    assert amount[amount < 0].sum() == reference["credit"]["cents"]
    assert amount.sum() == reference["net_cents"]


def test_what_a_clearing_group_lacks_is_one_receipt_with_a_warning(result, reference, groups):
    assert len(groups) == reference["clearing_groups"]
    lacking = {f"RC-{document}": net for document, net in groups.items() if net}
    assert len(groups) - len(lacking) == reference["clearing_groups_netting_to_zero"]
    receipts = result.tables["receipts"].columns
    made = dict(zip(receipts["receipt_no"].tolist(), receipts["amount"].tolist(), strict=True))
    assert {number: amount // 100 for number, amount in made.items()} == lacking
    assert all("not in this extract" in note for note in receipts["notes"].tolist())
    warned = [one for one in result.problems if one.code in ("cleared_outside", "refunded_outside")]
    assert {one.values["number"] for one in warned} == lacking.keys()
    assert {one.severity for one in warned} == {"warning"}


def test_every_cleared_item_is_settled_in_full_by_explicit_rows(result):
    items = open_items(result.ledger, date(2026, 3, 31), allocation="explicit")
    assert len(items) == 3


def test_terms_come_from_the_map_and_unmapped_ones_are_reported(result):
    unmapped = [one for one in result.problems if one.code == "unmapped_terms"]
    assert [one.values["code"] for one in unmapped] == ["Z009"]
    assert "Z009" in unmapped[0].text("zh")
    documents = result.ledger.documents
    items = open_items(result.ledger, date(2026, 3, 31))
    lengths = documents.due[items.document] - documents.date[items.document]
    assert lengths.tolist() == [30, 30, 30]


def test_customers_with_two_terms_get_neither(result):
    customers = result.tables["customers"].columns
    terms = dict(zip(customers["customer_id"].tolist(), customers["terms"].tolist(), strict=True))
    assert {name for name, term in terms.items() if not term} == {"310000108", "310000109"}
    told = [one.values["customer"] for one in result.problems if one.code == "conflicting_values"]
    assert sorted(told) == ["310000108", "310000109"]


def test_without_a_map_the_terms_are_an_error(raw):
    result = import_file(raw)
    errors = [one for one in result.problems if one.severity == "error"]
    assert [(one.code, one.values["code"]) for one in errors] == [("unmapped_terms", "Z001")]


def test_the_book_gives_the_same_items(result, tmp_path):
    write_import(result, tmp_path / "book.xlsx")
    ledger = load(tmp_path / "book.xlsx").ledger
    assert open_items(ledger, date(2026, 3, 31)).open.sum() == 265464
