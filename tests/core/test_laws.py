"""Laws that hold for every ledger, tried on thousands of random ones.

Each property draws its own ledgers; the second implementation in ``reference.py`` is the judge of
single figures, the laws are judges of themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

import numpy as np
import reference
from exact import decimal, key, ledger_from, open_by_document, report_by_customer, rows_by_document
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from ledger_strategies import build_tables, ledgers

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.columns import NO_DAY, NO_INT, texts
from xlar.core.dates import calendar_date
from xlar.core.items import open_items
from xlar.core.ledger import Origin
from xlar.core.money import decimals

MANY = settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
methods = st.sampled_from(("fifo", "explicit"))
limits = st.one_of(
    st.just("audit"),
    st.just((0, 30, 60, 90, 180, 365)),
    st.lists(st.integers(-40, 90), min_size=1, max_size=5, unique=True).map(
        lambda edges: tuple(sorted(edges))
    ),
)


@MANY
@given(ledgers(), methods)
def test_items_equal_the_reference(case, method):
    source, day = case
    settled = reference.settle(reference.read(source), day, method)
    expected = {document.key: amount for document, amount in settled.open.items() if amount}
    ledger = ledger_from(source)
    assert open_by_document(ledger, day, method) == expected
    found = open_items(ledger, day, allocation=method)
    due = {document.key: document.due for document in settled.open}
    for place, late in zip(found.document, found.days_past_due.tolist(), strict=True):
        own = due[key(ledger, place)]
        assert late == (NO_INT if own is None else (day - own).days)
    for origin in {row.origin for row in settled.rows}:
        event(origin)


@MANY
@given(ledgers(), methods)
def test_allocation_rows_equal_the_reference(case, method):
    source, day = case
    settled = reference.settle(reference.read(source), day, method)
    expected = Counter()
    for row in settled.rows:
        expected[row.credit.key, row.debit.key, row.origin, row.start] += row.amount
    assert rows_by_document(ledger_from(source), day, method) == expected


@MANY
@given(ledgers(), methods, limits, st.sampled_from(("due", "document")), st.booleans())
def test_aging_equals_the_reference(case, method, edges, basis, apart):
    source, day = case
    if edges != "audit" and basis == "document":
        edges = tuple(edge for edge in edges if edge > 0)
        assume(edges)
    book = reference.aging(reference.read(source), day, edges, basis, method, apart=apart)
    expected = {name: (row["buckets"], row["unapplied"]) for name, row in book.items()}
    treatment = "separate" if apart else "aged"
    report = aging(
        ledger_from(source), day, limits=edges, basis=basis, allocation=method, credits=treatment
    )
    assert list(report.labels) == reference.labels(edges, basis)
    assert report_by_customer(report) == expected


@MANY
@given(ledgers(), methods, limits)
def test_buckets_and_unapplied_are_the_balance_however_it_is_computed(case, method, edges):
    source, day = case
    ledger = ledger_from(source)
    report = aging(ledger, day, limits=edges, allocation=method)
    found = open_items(ledger, day, allocation=method)
    settled = reference.settle(reference.read(source), day, method)
    for place, currency in enumerate(ledger.currencies):
        mine = ledger.documents.currency[found.document] == place
        balance = sum(
            document.amount - settled.written_off[document]
            for document in settled.open
            if document.currency == currency
        )
        total = report.totals.get(currency)
        minor = 0 if total is None else total.total
        assert decimal(ledger, place, minor) == balance
        assert minor == found.open[mine].sum()
        assert report.check.get(currency, 0) == 0
        if total is not None:
            assert sum(total.buckets) + total.unapplied == minor
    assert (report.unapplied <= 0).all()
    assert (report.buckets >= 0).all()


@MANY
@given(ledgers(looks=3), methods)
def test_never_more_allocated_than_either_side_has_on_any_day(case, method):
    source, *some_days = case
    ledger = ledger_from(source)
    documents, size = ledger.documents, np.abs(ledger.documents.amount)
    for day in some_days:
        rows = allocation_rows(ledger, day, allocation=method)
        assert (rows.amount > 0).all()
        for side, sign in ((rows.credit, -1), (rows.debit, 1)):
            used = np.zeros(len(size), np.int64)
            np.add.at(used, side, rows.amount)
            assert (used <= size).all()
            assert (np.sign(documents.amount[side]) == sign).all()
        assert (documents.customer[rows.credit] == documents.customer[rows.debit]).all()
        assert (documents.currency[rows.credit] == documents.currency[rows.debit]).all()


@MANY
@given(ledgers(), methods)
def test_a_document_is_its_allocations_and_what_is_open(case, method):
    source, day = case
    ledger = ledger_from(source)
    settled = reference.settle(reference.read(source), day, method)
    gone = {d.key: d.written_off_on <= day for d in settled.open}
    used = defaultdict(Decimal)
    for (credit, debit, _, _), amount in rows_by_document(ledger, day, method).items():
        used[credit] -= amount
        used[debit] += amount
    left = open_by_document(ledger, day, method)
    for document in settled.open:
        name = document.key
        if not gone[name]:
            assert left.get(name, 0) + used[name] == document.amount
        else:
            assert name not in left


@MANY
@given(ledgers(looks=2))
def test_opening_and_movements_are_closing(case):
    """Explicit allocation: every item moves only by what is dated between the two days."""
    source, *two_days = case
    first, last = sorted(two_days)
    ledger = ledger_from(source)
    balance = {name: open_by_document(ledger, name, "explicit") for name in (first, last)}
    moved = defaultdict(Decimal)
    book = reference.read(source)
    for document in book.documents:
        came = document.exists(last) - document.exists(first)
        moved[document.key] += came * document.amount
    for when, sign in ((last, -1), (first, 1)):
        for (credit, debit, _, _), amount in rows_by_document(ledger, when, "explicit").items():
            moved[debit] += sign * amount
            moved[credit] -= sign * amount
        for document, amount in reference.settle(book, when, "explicit").written_off.items():
            moved[document.key] += sign * amount
    for name in moved:
        closing = balance[first].get(name, 0) + moved[name]
        assert closing == balance[last].get(name, 0)


@MANY
@given(ledgers(), methods, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, method, random):
    source, day = case
    shuffled = {}
    for name, table in source.items():
        order = list(range(len(table)))
        random.shuffle(order)
        order = np.array(order, np.int64)
        columns = {column: values[order] for column, values in table.columns.items()}
        shuffled[name] = reference.table_of(name, columns)
    one, two = ledger_from(source), ledger_from(shuffled)
    assert open_by_document(two, day, method) == open_by_document(one, day, method)
    assert rows_by_document(two, day, method) == rows_by_document(one, day, method)
    numbers = [one.documents.number[open_items(one, day).document].tolist()]
    numbers += [two.documents.number[open_items(two, day).document].tolist()]
    assert numbers[0] == numbers[1]
    for ours, theirs in zip(_tables_of(one, day), _tables_of(two, day), strict=True):
        assert (ours == theirs).all()


def _tables_of(ledger, day):
    report = aging(ledger, day)
    return report.key, report.currency, report.buckets, report.unapplied


@MANY
@given(ledgers(), methods)
def test_a_past_day_is_the_ledger_cut_at_that_day(case, method):
    source, day = case
    whole, cut = ledger_from(source), ledger_from(reference.cut(source, day))
    assert open_by_document(whole, day, method) == open_by_document(cut, day, method)
    assert rows_by_document(whole, day, method) == rows_by_document(cut, day, method)


@MANY
@given(ledgers())
def test_fifo_fixed_as_explicit_rows_gives_the_same_items(case):
    """What ``allocate --write`` fixes, read again without FIFO, is the FIFO ledger of that day."""
    source, day = case
    source = reference.cut(source, day)
    ledger = ledger_from(source)
    rows = {name: _entries(source[name]) for name in source}
    for invoice in rows["invoices"]:
        invoice["ref_no"] = ""
    for receipt in rows["receipts"]:
        receipt["invoice_no"] = ""
    rows["allocations"] = _fixed(ledger, allocation_rows(ledger, day, allocation="fifo"))
    fixed = ledger_from(build_tables(rows))
    expected = open_by_document(ledger, day, "fifo")
    assert open_by_document(fixed, day, "explicit") == expected
    assert open_by_document(fixed, day, "fifo") == expected


def _entries(table):
    columns = table.columns.items()
    return [{column: values[row] for column, values in columns} for row in range(len(table))]


def _fixed(ledger, rows):
    """Allocation rows as an accountant would keep them; refunds find their credit by themselves."""
    documents = ledger.documents
    entries = []
    for credit, debit, amount, start, origin in zip(
        rows.credit, rows.debit, rows.amount.tolist(), rows.date.tolist(), rows.origin, strict=True
    ):
        if origin == Origin.REFUND:
            continue
        places = decimals(ledger.currencies[documents.currency[credit]])
        entry = {
            "credit_no": documents.number[credit],
            "invoice_no": documents.number[debit],
            "amount": amount * 10 ** (4 - places),
            "date": start,
        }
        if documents.instalment[debit]:
            entry["instalment"] = int(documents.instalment[debit])
        entries.append(entry)
    return entries


@MANY
@given(ledgers(), methods, limits)
def test_every_key_adds_up_to_the_same_totals(case, method, edges):
    source, day = case
    ledger = ledger_from(source)
    reports = [
        aging(ledger, day, by=by, limits=edges, allocation=method)
        for by in ("customer", "salesperson", "region", "currency", "invoice")
    ]
    for report in reports:
        assert report.totals == reports[0].totals
        for place, currency in enumerate(ledger.currencies):
            mine = report.currency == place
            if not mine.any():
                assert (
                    report.totals.get(currency, None) is None or not report.totals[currency].total
                )
                continue
            total = report.totals[currency]
            assert report.buckets[mine].sum(axis=0).tolist() == list(total.buckets)
            assert report.unapplied[mine].sum() == total.unapplied
            assert report.total[mine].sum() == total.total


@MANY
@given(ledgers(), methods, st.sampled_from((2, 7, 1000)))
def test_amounts_times_k_give_figures_times_k(case, method, factor):
    source, day = case
    scaled = {}
    for name, table in source.items():
        columns = dict(table.columns)
        for column in {"amount", "disputed_amount"} & set(columns):
            given_ = columns[column] > -(2**62)
            columns[column] = np.where(given_, columns[column] * factor, columns[column])
        scaled[name] = reference.table_of(name, columns)
    one = open_by_document(ledger_from(source), day, method)
    many = open_by_document(ledger_from(scaled), day, method)
    assert many == {name: amount * factor for name, amount in one.items()}


@MANY
@given(limits, st.integers(-500, 3000))
def test_every_day_falls_in_exactly_one_bucket(edges, age):
    """One invoice of 1.00 appears once and nowhere else, whatever its age."""
    as_of = 20_634
    invoice = {
        "invoice_no": "INV-1",
        "customer_id": "C1",
        "invoice_date": as_of - max(age, 0),
        "due_date": as_of - age,
        "amount": 10_000,
    }
    source = build_tables(
        {"invoices": [invoice], "customers": [{"customer_id": "C1", "name": "甲"}]}
    )
    report = aging(ledger_from(source), calendar_date(as_of), limits=edges)
    (line,) = report.buckets.tolist()
    assert sorted(line) == [0] * (len(report.labels) - 1) + [100]
    if edges != "audit":
        place = line.index(100)
        full = reference.effective_limits(edges)
        assert place == len(full) or age <= full[place]
        assert place == 0 or age > full[place - 1]


@MANY
@given(ledgers(), methods)
def test_a_ledger_without_its_undone_rows_is_the_same(case, method):
    """Receipts reversed and allocations undone by a day leave no trace on it or after."""
    source, day = case
    kept = dict(source)
    today = (day - reference.EPOCH).days
    for name in ("receipts", "allocations"):
        columns = source[name].columns
        undone = (columns["reversed_on"] <= today) & (columns["reversed_on"] != NO_DAY)
        kept[name] = reference.table_of(name, {c: v[~undone] for c, v in columns.items()})
    numbers = set(kept["receipts"].columns["receipt_no"]) | set(
        source["invoices"].columns["invoice_no"]
    )
    moves = kept["allocations"].columns
    known = np.array([credit in numbers for credit in moves["credit_no"]], bool)
    kept["allocations"] = reference.table_of("allocations", {c: v[known] for c, v in moves.items()})
    # a payment that came while the reversed one still stood keeps the room it found that day
    kept["receipts"] = _unaddressed(kept["receipts"])
    plain = {**source, "receipts": _unaddressed(source["receipts"])}
    plain["invoices"] = kept["invoices"] = _unreferenced(source["invoices"])
    one, two = ledger_from(plain), ledger_from(kept)
    assert open_by_document(one, day, method) == open_by_document(two, day, method)


def _unaddressed(receipts):
    columns = {**receipts.columns, "invoice_no": texts([""] * len(receipts))}
    return reference.table_of("receipts", columns)


def _unreferenced(invoices):
    columns = {**invoices.columns, "ref_no": texts([""] * len(invoices))}
    return reference.table_of("invoices", columns)
