"""Roll rates of random ledgers, worked out a second time in DuckDB on the raw rows."""

from datetime import date, timedelta
from random import Random

import duckdb
import pytest
from ledgers import ledger_of

from xlar.core.dates import calendar_date
from xlar.core.policy import Policy
from xlar.core.provision import provision

AS_OF = date(2025, 12, 31)
RULES = {"method": "roll_rates", "years": 4, "percentages": ["0"] * 4}
SQL = """
WITH seen AS (
    SELECT i.no, i.issued, i.gone, w.place, w.start, w.until,
        i.amount - coalesce(sum(p.amount) FILTER (p.day <= w.start), 0) AS before,
        i.amount - coalesce(sum(p.amount) FILTER (p.day <= w.until), 0) AS after
    FROM invoices i CROSS JOIN windows w LEFT JOIN payments p ON p.no = i.no
    WHERE i.issued <= w.start AND i.gone > w.start
    GROUP BY i.no, i.issued, i.amount, i.gone, w.place, w.start, w.until
)
SELECT place, date_sub('year', issued, start) AS band, sum(before),
    sum(CASE WHEN gone > until THEN after ELSE 0 END),
    sum(CASE WHEN gone <= until THEN after ELSE 0 END)
FROM seen WHERE before > 0 AND date_sub('year', issued, start) < 3 GROUP BY 1, 2
"""


def random_rows(seed):
    """Invoices of five years, some paid in parts, some written off after their last payment."""
    draw, invoices, payments = Random(seed), [], []
    for number in range(120):
        day = date(2020, 7, 1) + timedelta(draw.randrange(1_900))
        if (day.month, day.day) == (2, 29):
            continue  # DuckDB has such a document reach one year on 1 March
        amount = draw.randrange(100, 10_000)
        left, paid_on = amount, day
        for _ in range(draw.randrange(4)):
            paid_on += timedelta(draw.randrange(1, 500))
            part = draw.randrange(1, left + 1)
            if paid_on <= AS_OF and left:
                payments.append((f"I{number}", paid_on, part))
                left -= part
            if not left:
                break
        gone = paid_on + timedelta(draw.randrange(1, 300)) if left and draw.random() < 0.2 else None
        invoices.append((f"I{number}", day, amount, gone))
    return invoices, payments


@pytest.mark.parametrize("seed", range(8))
def test_the_same_from_raw_rows(seed):
    invoices, payments = random_rows(seed)
    lines = [
        f"{day} invoice C1 {number} {amount} due {day}" + (f" written_off {gone}" if gone else "")
        for number, day, amount, gone in invoices
    ]
    lines += [
        f"{day} receipt C1 R{place} {amount} for {number}"
        for place, (number, day, amount) in enumerate(payments)
    ]
    policy = Policy.from_mapping({"aging": {"allocation": "explicit"}, "provision": RULES})
    rolls = provision(ledger_of("\n".join(lines)), AS_OF, policy=policy).rolls
    base = duckdb.connect()
    base.execute("CREATE TABLE invoices (no TEXT, issued DATE, amount BIGINT, gone DATE)")
    base.execute("CREATE TABLE payments (no TEXT, day DATE, amount BIGINT)")
    base.execute("CREATE TABLE windows (place INT, start DATE, until DATE)")
    never = date(9999, 12, 31)
    base.executemany(
        "INSERT INTO invoices VALUES (?, ?, ?, ?)",
        [(number, day, amount, gone or never) for number, day, amount, gone in invoices],
    )
    base.executemany("INSERT INTO payments VALUES (?, ?, ?)", payments)
    days = [calendar_date(day) for day in rolls.days]
    base.executemany(
        "INSERT INTO windows VALUES (?, ?, ?)",
        [(place, days[place], days[place + 1]) for place in range(3)],
    )
    rows = base.execute(SQL).fetchall()
    assert rows
    for window, band, before, after, gone in rows:
        found = [int(one[window, 0, band]) // 100 for one in (rolls.base, rolls.kept, rolls.lost)]
        assert found == [before, after, gone]
