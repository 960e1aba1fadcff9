"""A ledger as raw tables, and DuckDB's view of it: SQL written from the definitions alone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from xlar.core.build import build
from xlar.core.columns import NO_DAY, texts
from xlar.core.dates import day_number
from xlar.core.policy import Policy
from xlar.core.tables import Table

FIRST, AS_OF = date(2025, 1, 1), date(2026, 6, 18)

# What every document is on a day; open debits are what the running total has above the pool.
DEFINITIONS = """
create or replace macro live(d) as table
    select invoice_no as number, customer_id as customer, invoice_date as dated, due_date as due,
        amount, 'invoice' as kind, type, written_off_on as gone
    from invoices where invoice_date <= d
    union all
    select receipt_no, customer_id, receipt_date, null, -amount, 'receipt', method, null
    from receipts where receipt_date <= d and coalesce(reversed_on, date '9999-12-31') > d;
create or replace macro debits(d) as table
    select *, sum(amount) over (
        partition by customer order by due, dated, number rows unbounded preceding) upto
    from live(d) where amount > 0 and coalesce(gone, date '9999-12-31') > d;
create or replace macro credits(d) as table
    select *, sum(-amount) over (
        partition by customer order by dated, number rows unbounded preceding) upto
    from live(d) where amount < 0;
create or replace macro items(d) as table
    select debit.*, least(amount, greatest(upto - coalesce(pool, 0), 0)) as open
    from debits(d) debit left join (
        select customer, sum(-amount) as pool from live(d) where amount < 0 group by customer
    ) using (customer);
create or replace macro payments(d) as table
    select debit.customer, credit.number as receipt, debit.number as invoice,
        debit.due, debit.dated as invoiced, credit.kind, credit.type,
        credit.dated as paid_on, least(debit.upto, credit.upto)
        - greatest(debit.upto - debit.amount, credit.upto + credit.amount) as paid
    from debits(d) debit join credits(d) credit using (customer)
    where least(debit.upto, credit.upto)
        > greatest(debit.upto - debit.amount, credit.upto + credit.amount);
create or replace macro sold(a, d) as (
    select coalesce(sum(amount), 0) from invoices
    where invoice_date between a and d and type not in ('interest', 'fee', 'opening'));
create or replace macro posted(a, d) as (
    select coalesce(sum(amount), 0) from invoices where invoice_date between a and d);
create or replace macro received(a, d) as (
    select coalesce(sum(case when receipt_date between a and d then amount else 0 end)
        - sum(case when reversed_on between a and d then amount else 0 end), 0)
    from receipts where method <> 'discount'
        and (reversed_on is null or reversed_on > receipt_date));
create or replace macro open_on(d) as (select coalesce(sum(open), 0) from items(d));
create or replace macro overdue_on(d) as (
    select coalesce(sum(open), 0) from items(d) where due < d);
create or replace macro late_days(a, d) as (
    select sum(paid * (paid_on - due)) / sum(paid) from payments(d)
    where kind = 'receipt' and type <> 'discount' and greatest(paid_on, invoiced) >= a);
create or replace macro paid_on_due(d, until, discounts) as (
    select coalesce(sum(paid), 0) from payments(d)
    where kind = 'receipt' and (type = 'discount') = discounts and due <= until);
create or replace macro to_collect(a, d) as (
    select paid_on_due(d, d, false) - paid_on_due(a - 1, d, false)
        + paid_on_due(d, d, true) - paid_on_due(a - 1, d, true)
        + (select coalesce(sum(open), 0) from items(d) where due <= d)
        + (select coalesce(sum(amount), 0) from invoices
            where written_off_on between a and d and due_date <= d));
create or replace macro year_before(d) as (
    case when d = last_day(d) then last_day(d - interval 12 month)
    else d - interval 12 month end)::date;
create or replace macro lost(a, d) as (
    select coalesce(sum(amount), 0) from invoices where written_off_on between a and d);
"""


def raw_tables(seed):
    """Invoices, credit notes, interest, write-offs; receipts, discounts, reversals."""
    draw = np.random.default_rng(seed)
    first, span = day_number(FIRST), (AS_OF - FIRST).days + 20
    count, paid = 900, 700
    day = first + draw.integers(0, span, count)
    amount = draw.integers(100, 90_000, count) * 100  # whole 分 in ten-thousandths
    note = draw.random(count) < 0.06
    gone = np.where(draw.random(count) < 0.04, day + draw.integers(30, 200, count), NO_DAY)
    kinds = draw.choice(["", "interest", "fee", "opening", "retention"], count,
                        p=[0.86, 0.04, 0.03, 0.04, 0.03])  # fmt: skip
    paid_on = first + draw.integers(0, span, paid)
    back = np.where(draw.random(paid) < 0.08, paid_on + draw.integers(0, 60, paid), NO_DAY)
    method = draw.choice(["", "cash", "discount"], paid, p=[0.6, 0.3, 0.1])
    return {
        "invoices": {
            "invoice_no": texts([f"I-{n:04}" for n in draw.permutation(count)]),
            "customer_id": texts([f"C{n:02}" for n in draw.integers(0, 25, count)]),
            "invoice_date": day.astype(np.int32),
            "due_date": (day + draw.choice([0, 30, 60, 90], count)).astype(np.int32),
            "amount": np.where(note, -amount // 4 // 100 * 100, amount),
            "type": texts(np.where(note, "", kinds).tolist()),
            "written_off_on": np.where(note, NO_DAY, gone).astype(np.int32),
        },
        "receipts": {
            "receipt_no": texts([f"R-{n:04}" for n in draw.permutation(paid)]),
            "customer_id": texts([f"C{n:02}" for n in draw.integers(0, 25, paid)]),
            "receipt_date": paid_on.astype(np.int32),
            "amount": draw.integers(100, 80_000, paid) * 100,
            "method": texts(method.tolist()),
            "reversed_on": back.astype(np.int32),
        },
    }  # fmt: skip


def ledger_of(raw):
    tables = {
        name: Table(name, columns, np.arange(2, 2 + len(columns["amount"]), dtype=np.int32))
        for name, columns in raw.items()
    }
    ledger, problems = build(tables, Policy())
    assert ledger is not None, [str(each) for each in problems if each.severity == "error"]
    return ledger


def database(raw):
    """The raw tables as DuckDB has them: dates as dates, amounts as exact decimals."""
    import duckdb  # skipped where it is not installed

    connection = duckdb.connect()
    connection.execute("set threads = 1")
    for name, columns in raw.items():
        connection.register("frame", pd.DataFrame(columns))
        days = [column for column, values in columns.items() if values.dtype == np.int32]
        dated = "".join(
            f"case when {day} <> {NO_DAY} then date '1970-01-01' + {day} end as {day}, "
            for day in days
        )
        connection.execute(
            f"create table {name} as select * replace ({dated} amount // 100 as amount) from frame"
        )
    connection.execute(DEFINITIONS)
    return connection
