"""Laws: what functions say adds up, and agrees with the core to the cent."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from xlar.core.aging import aging
from xlar.functions.books import LedgerStore
from xlar.functions.call import Session

TODAY = dt.date(2026, 6, 30)
FIRST = 45_900  # 2025-08-31
owners = st.sampled_from(["C1", "C2", "C3"])
days = st.integers(FIRST, FIRST + 400).map(float)
cents = st.integers(1, 10**9)
invoices = st.lists(st.tuples(owners, days, st.integers(0, 90), cents), max_size=8)
receipts = st.lists(st.tuples(owners, days, cents), max_size=5)


def tables(sold, paid):
    header = ("单据号", "客户编码", "单据日期", "到期日", "金额")
    rows = [(f"I-{n}", who, day, day + term, amount / 100)
            for n, (who, day, term, amount) in enumerate(sold)]  # fmt: skip
    money = [(f"R-{n}", who, day, amount / 100) for n, (who, day, amount) in enumerate(paid)]
    return None, (header, *rows), (("收款单号", "客户编码", "收款日期", "金额"), *money)


def minor(cell):
    return round(cell * 100)


@given(invoices, receipts)
def test_aging_totals_are_those_of_the_core(sold, paid):
    store = LedgerStore()
    session = Session(lambda: TODAY, store)
    handle = session.call("AR_LEDGER", tables(sold, paid))
    table = session.call("AR_AGING", (handle,))
    ledger = store.find(handle[:12]).sound()
    report = aging(ledger, TODAY)
    totals = [row for row in table if row[0] == "合计"]
    assert [[minor(cell) for cell in row[3:]] for row in totals] == [
        [total.total, total.unapplied, *total.buckets] for total in report.totals.values()
    ]
    assert all(row[3] == 0.0 for row in table if row[0] == "核对差异")


@given(invoices.filter(bool), receipts)
def test_balances_of_cells_add_up_to_the_tables(sold, paid):
    session = Session(lambda: TODAY)
    handle = session.call("AR_LEDGER", tables(sold, paid))
    customers = sorted({who for who, *_ in (*sold, *paid)})
    names = tuple((who,) for who in customers)

    def sums(name):
        found = session.call(name, (names, handle))
        rows = found if isinstance(found, tuple) else ((found,),)
        return [minor(row[0]) for row in rows]

    items = session.call("AR_OPEN_ITEMS", (handle,))[1:]
    assert sums("AR_BALANCE") == [
        sum(minor(row[8]) for row in items if row[3] == who) for who in customers
    ]
    late = [row for row in items if row[9] != "" and row[9] > 0]
    assert sums("AR_OVERDUE") == [
        sum(minor(row[8]) for row in late if row[3] == who) for who in customers
    ]
    assert sums("AR_UNAPPLIED") == [
        sum(minor(row[8]) for row in items if row[3] == who and row[8] < 0) for who in customers
    ]


@given(invoices, receipts)
def test_statements_close_with_the_balance(sold, paid):
    session = Session(lambda: TODAY)
    handle = session.call("AR_LEDGER", tables(sold, paid))
    for who in {who for who, *_ in (*sold, *paid)}:
        lines = session.call("AR_STATEMENT", (who, handle, None, "2026-01-01"))[1:]
        opening, *movements, closing, check = lines
        moved = sum(minor(row[5] or 0) - minor(row[6] or 0) for row in movements)
        assert minor(opening[7]) + moved == minor(closing[7])
        assert closing[7] == session.call("AR_BALANCE", (who, handle))
        assert check[7] == 0.0


@given(invoices, receipts)
def test_a_range_is_its_cells(sold, paid):
    session = Session(lambda: TODAY)
    handle = session.call("AR_LEDGER", tables(sold, paid))
    names = (("C1", "C2"), ("C3", "C4"))
    ranged = session.call("AR_BALANCE", (names, handle))
    assert ranged == tuple(
        tuple(session.call("AR_BALANCE", (name, handle)) for name in row) for row in names
    )


@given(invoices, receipts, st.data())
def test_a_handle_changes_with_the_cells_and_only_with_them(sold, paid, data):
    session = Session(lambda: TODAY)
    given_tables = tables(sold, paid)
    first = session.call("AR_LEDGER", given_tables)
    assert session.call("AR_LEDGER", tuple(given_tables)) == first
    if sold:
        place = data.draw(st.integers(0, len(sold) - 1))
        who, day, term, amount = sold[place]
        other = [*sold[:place], (who, day, term, amount + 1), *sold[place + 1 :]]
        assert session.call("AR_LEDGER", tables(other, paid)) != first
