"""The demonstration ledger: fictional, the same everywhere, and with everything in it."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from xlar.core.aging import aging
from xlar.core.build import build
from xlar.core.columns import NEVER, NO_INT
from xlar.core.credit import credit
from xlar.core.dates import calendar_date, day_number
from xlar.core.items import open_items
from xlar.core.ledger import DOCUMENT_TYPES, METHODS, Kind, Status
from xlar.core.policy import Policy
from xlar.core.stages import STAGES, stages
from xlar.core.tax_id import is_tax_id
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables, identity
from xlar.workbook.demo.dice import Dice
from xlar.workbook.demo.rows import table_of

POLICY = Policy.from_mapping({"rates": {"USD": "7.15"}})


@pytest.fixture(scope="module")
def tables():
    return demo_tables()


@pytest.fixture(scope="module")
def built(tables):
    return build(tables, POLICY)


@pytest.fixture(scope="module")
def ledger(built):
    return built[0]


def texts(table, column):
    return [value for value in table.columns[column].tolist() if value]


def digest(tables):
    """A number that changes with any value of any table."""
    seen = hashlib.sha256()
    for name, table in tables.items():
        for column, values in table.columns.items():
            seen.update(f"{name}.{column}:{values.tolist()}".encode())
    return seen.hexdigest()


def test_it_is_the_same_each_time(tables):
    assert digest(demo_tables()) == digest(tables)


def test_the_dice_fall_the_same_in_every_version_of_python():
    dice = Dice(20260630)
    assert [dice.whole(1, 100) for _ in range(5)] == [int(draw * 100) + 1 for draw in FIRST_DRAWS]


# random.Random(20260630).random(), five times: only these are guaranteed to stay the same
FIRST_DRAWS = (0.3671, 0.9327, 0.3998, 0.3750, 0.3016)


def test_it_has_the_size_of_a_real_ledger(tables):
    assert len(tables["customers"]) == 120
    assert 2_900 <= len(tables["invoices"]) <= 3_200
    assert len(tables["receipts"]) > 2_000


def test_it_spans_two_years_up_to_the_day_looked_from(tables):
    days = tables["invoices"].columns["invoice_date"]
    ordinary = days[tables["invoices"].columns["type"] == "invoice"]
    assert calendar_date(ordinary.min()).isoformat() >= "2024-07-01"
    for name, column in (
        ("invoices", "invoice_date"),
        ("receipts", "receipt_date"),
        ("acts", "date"),
    ):
        assert tables[name].columns[column].max() <= day_number(AS_OF)


def test_it_has_no_errors_and_only_the_intended_warning(built):
    ledger, problems = built
    assert ledger is not None
    assert [(problem.severity, problem.code) for problem in problems] == [
        ("warning", "no_reference")
    ]


def test_its_names_are_plainly_made_up(tables):
    customers = tables["customers"]
    names = texts(customers, "name")
    assert len(set(names)) == 120
    assert all("示例" in name or "Example" in name for name in names)
    assert all(mail.endswith("@example.com") for mail in texts(customers, "email"))
    assert all("-555" in phone for phone in texts(customers, "phone"))


def test_its_tax_numbers_have_valid_check_digits_and_belong_to_nobody(tables):
    numbers = texts(tables["customers"], "tax_id")
    assert len(set(numbers)) == 108  # customers abroad have none
    assert all(is_tax_id(number) for number in numbers)
    assert {number[2:8] for number in numbers} == {"990000"}


def test_the_check_character_of_an_organization_code():
    # GB 11714: 3·22 + 7·0 + 9·0 + 10·0 + 5·1 + 8·0 + 4·0 + 2·34 = 139, mod 11 = 7, 11 − 7 = 4
    assert identity.organisation_check("M000100Y") == "4"


def test_identifiers_keep_their_leading_zeros(tables):
    assert tables["customers"].columns["customer_id"][0] == "0001"


def test_two_currencies_are_in_use(ledger):
    assert ledger.currencies == ("CNY", "USD")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_document_occurs(ledger, kind):
    assert (ledger.documents.kind == kind).any()


@pytest.mark.parametrize("name", DOCUMENT_TYPES[:7])
def test_every_type_of_invoice_occurs(ledger, name):
    assert (ledger.documents.type == DOCUMENT_TYPES.index(name)).any()


@pytest.mark.parametrize(
    "method",
    [
        "transfer", "cash", "third_party", "bank_bill", "commercial_bill", "offset", "discount",
        "charge", "rounding",
    ],
)  # fmt: skip
def test_every_way_of_paying_occurs(ledger, method):
    assert (ledger.documents.method == METHODS.index(method)).any()


@pytest.mark.parametrize("status", list(Status))
def test_every_standing_of_a_customer_occurs(ledger, status):
    assert (ledger.customers.status == status).any()


def test_one_bill_has_bounced(ledger):
    documents = ledger.documents
    bounced = np.flatnonzero((documents.reversed_on != NEVER) & (documents.bill_due > 0))
    assert len(bounced) == 1
    assert documents.reversed_on[bounced[0]] <= day_number(AS_OF)


def test_some_items_are_disputed_in_full_and_some_in_part(ledger):
    items = open_items(ledger, AS_OF)
    disputed, amount = ledger.documents.disputed, ledger.documents.amount
    rows = items.document[disputed[items.document] > 0]
    assert (disputed[rows] == amount[rows]).any()
    assert (disputed[rows] < amount[rows]).any()


def test_some_receipts_pay_an_invoice_only_in_part(ledger):
    items = open_items(ledger, AS_OF)
    invoices = ledger.documents.kind[items.document] == Kind.INVOICE
    whole = ledger.documents.amount[items.document]
    assert (items.open[invoices] < whole[invoices]).sum() >= 10


def test_some_credit_is_unapplied_and_some_debts_are_three_years_old(ledger):
    report = aging(ledger, AS_OF, limits="audit")
    sums = report.totals["CNY"]
    assert sums.unapplied < 0
    assert sums.buckets[report.labels.index("3-4y")] > 0


def test_some_debts_were_written_off_and_one_recovered(ledger):
    written = np.flatnonzero(ledger.documents.written_off_on != NEVER)
    assert len(written) == 3
    recovered = np.isin(ledger.allocations.debit, written)
    assert (
        ledger.allocations.start[recovered]
        >= ledger.documents.written_off_on[ledger.allocations.debit[recovered]]
    ).any()


def test_some_invoices_are_in_instalments(ledger):
    assert sorted(set(ledger.documents.instalment.tolist())) == [0, 1, 2, 3]


def test_some_customers_belong_to_a_family(ledger):
    assert (ledger.customers.parent >= 0).sum() == 7


def test_an_allocation_was_withdrawn_and_made_again(ledger):
    assert (ledger.allocations.end != NEVER).any()


def test_every_decision_and_every_reason_but_an_order_occurs(ledger):
    report = credit(ledger, AS_OF, policy=POLICY)
    assert set(report.decision) == {"release", "approve", "hold"}
    assert {reason for reasons in report.reasons for reason in reasons} == {
        "frozen", "blacklisted", "grade_d", "over_limit", "past_final_deadline", "contract_expired",
        "no_limit",
    }  # fmt: skip


def test_every_stage_occurs(ledger):
    assert set(stages(ledger, AS_OF, policy=POLICY).stage.tolist()) == set(STAGES)


def test_most_of_the_balance_is_not_overdue(ledger):
    sums = aging(ledger, AS_OF).totals["CNY"]
    assert 0.5 < sums.buckets[0] / sum(sums.buckets) < 0.8


def test_the_general_ledger_of_the_settings_agrees(tables):
    settings = demo_settings(tables)
    gl = {name[-3:]: value for name, value in settings.items() if name.startswith("gl_balance.")}
    policy = Policy.from_mapping({"gl_balance": gl, "rates": {"USD": "7.15"}})
    ledger, _ = build(tables, policy)
    assert aging(ledger, AS_OF, policy=policy).gl_difference == {"CNY": 0, "USD": 0}


def test_rows_become_typed_columns():
    table = table_of(
        "invoices",
        [
            {
                "invoice_no": "I1",
                "invoice_date": AS_OF,
                "amount": 1050,
                "rate": "7.1",
                "disputed": True,
            },
            {"invoice_no": "I2", "instalment": 2},
        ],
    )
    columns = {name: values.tolist() for name, values in table.columns.items()}
    assert columns["amount"][0] == 105_000
    assert columns["rate"][0] == 710_000_000
    assert columns["instalment"] == [NO_INT, 2]
    assert columns["disputed"] == [1, -1]
    assert table.rows.tolist() == [2, 3]


def test_an_unknown_column_is_refused():
    with pytest.raises(LookupError, match="invoices has no column colour"):
        table_of("invoices", [{"colour": "red"}])
