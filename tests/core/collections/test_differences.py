"""Differences by cause over all slips, worked by hand, and the law that they add up."""

from __future__ import annotations

import pytest
from figures import day
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.collections.differences import UNEXPLAINED, difference_report
from xlar.core.collections.slips import slip_report
from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import iso
from xlar.core.records import DIFFERENCE_KINDS

CUSTOMERS = "customer C1\ncustomer C2\ncustomer C3 currency USD\n"
BACK = "sent 2026-04-02 returned 2026-04-20 result differing"
# C1: 128,000 − 20,000 = 98,000 + 10,000. C2: 5,000 − 300 = 4,700, theirs 4,600: 100 is left.
TEXT = f"""{CUSTOMERS}
2026-03-31 slip C1 SL-1 128000.00 {BACK} their_balance 98000.00 difference_kind in_transit difference 20000.00
2026-03-31 slip C1 SL-1 128000.00 {BACK} difference_kind not_received difference 10000.00
2026-03-31 slip C2 SL-2 5000.00 {BACK} their_balance 4600.00 difference_kind in_transit difference 300.00
2025-12-31 slip C3 SL-3 50.00 currency USD {BACK} their_balance 45.00 difference_kind rebate difference 5.00
2026-03-31 slip C3 SL-4 50.00 currency USD sent 2026-04-02 returned 2026-04-20 result agreed
"""  # noqa: E501 a row of the table is a line


def rows(text=TEXT, as_of="2026-06-30"):
    report = difference_report(ledger_of(text), day(as_of))
    codes = [report.ledger.currencies[place] for place in report.currency.tolist()]
    return list(
        zip(map(iso, report.day.tolist()), codes, report.cause, report.is_theirs.tolist(),
            report.slips.tolist(), report.amount.tolist(), strict=True)
    )  # fmt: skip


def test_causes_add_up_over_the_slips_of_a_day():
    assert rows() == [
        ("2026-03-31", "CNY", "in_transit", False, 2, 20_300_00),
        ("2026-03-31", "CNY", "not_received", True, 1, 10_000_00),
        ("2026-03-31", "CNY", UNEXPLAINED, False, 1, 100_00),
        ("2025-12-31", "USD", "rebate", False, 1, 5_00),
    ]


@pytest.mark.parametrize("as_of", ["2026-04-19", "2026-03-30"])
def test_before_it_is_back_nothing_is_explained(as_of):
    assert rows(as_of=as_of) == []


def test_what_is_agreed_has_no_differences():
    agreed = f"{CUSTOMERS}2026-03-31 slip C1 SL-1 100.00 returned 2026-04-20 result agreed"
    assert rows(agreed) == []


def test_without_their_balance_only_what_is_named_counts():
    text = f"{CUSTOMERS}2026-03-31 slip C1 S 100.00 {BACK} difference_kind price difference 7.00"
    assert rows(text) == [("2026-03-31", "CNY", "price", False, 1, 7_00)]


CENTS = st.integers(-1_000_00, 1_000_00)
CAUSES = st.sampled_from(DIFFERENCE_KINDS[1:])
SLIPS = st.lists(
    st.tuples(CENTS, CENTS, st.lists(st.tuples(CAUSES, CENTS), max_size=3)), max_size=4
)


@settings(deadline=None)
@given(SLIPS)
def test_ours_less_theirs_is_what_is_explained_and_what_is_left(slips):
    lines = ["customer C1"]
    for place, (ours, theirs, causes) in enumerate(slips):
        slip = f"2026-03-31 slip C1 S{place} {ours / 100:.2f} {BACK}"
        lines += [f"{slip} their_balance {theirs / 100:.2f}"]
        lines += [
            f"{slip} difference_kind {cause} difference {amount / 100:.2f}"
            for cause, amount in causes
        ]
    ledger = ledger_of("\n".join(lines))
    differs = slip_report(ledger, day("2026-06-30"))
    known = differs.their_balance != NO_AMOUNT
    found = difference_report(ledger, day("2026-06-30"))
    assert int(found.amount.sum()) == int((differs.balance - differs.their_balance)[known].sum())
