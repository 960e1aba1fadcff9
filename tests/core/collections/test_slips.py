"""Slips and the control table: every figure worked by hand."""

from __future__ import annotations

import pytest
from figures import day
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.collections.control import control_table, last_reconciled, to_reconcile
from xlar.core.collections.slips import slip_report
from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.dates import iso
from xlar.core.policy import Policy

CUSTOMER = "customer C1\n2026-01-05 invoice C1 INV-1 128000.00 due 2026-02-04\n"
# ours 128,000 − in transit 20,000 = 108,000 = theirs 98,000 + invoice not received 10,000
BACK = "2026-03-31 slip C1 SL-1 128000.00 sent 2026-04-02 returned 2026-04-20 result differing"
T54 = f"""{CUSTOMER}
{BACK} their_balance 98000.00 difference_kind in_transit difference 20000.00
{BACK} difference_kind not_received difference 10000.00
"""


def shown(text, as_of="2026-06-30", policy=None):
    """One slip as a dictionary, amounts in yuan."""
    report = slip_report(ledger_of(text), day(as_of), policy=policy)
    assert len(report) == 1
    amounts = ("balance", "our_items", "their_balance", "their_items", "unexplained", "confirmed")
    found = {"state": report.state[0], "kinds": report.kinds[0]}
    for name in amounts:
        minor = int(getattr(report, name)[0])
        found[name] = None if minor == NO_AMOUNT else minor / 100
    return found


def state(line, as_of="2026-06-30"):
    return shown(f"{CUSTOMER}2026-03-31 slip C1 SL-1 128000.00 {line}", as_of)["state"]


def test_differences_on_both_sides_reconcile():
    assert shown(T54) == {
        "state": "reconciled", "kinds": ("in_transit", "not_received"), "balance": 128_000,
        "our_items": 20_000, "their_balance": 98_000, "their_items": 10_000, "unexplained": 0,
        "confirmed": 98_000,
    }  # fmt: skip


def test_a_difference_not_explained_is_named():
    # 128,000 − 19,000 = 109,000; 98,000 + 10,000 = 108,000
    found = shown(T54.replace("difference 20000.00", "difference 19000.00"))
    assert (found["state"], found["unexplained"]) == ("differing", 1_000)


@pytest.mark.parametrize("kind", ["in_transit", "return_not_credited", "rebate", "price", "other"])
def test_all_causes_but_one_concern_our_books(kind):
    found = shown(T54.replace("in_transit", kind))
    assert (found["our_items"], found["their_items"]) == (20_000, 10_000)


@pytest.mark.parametrize(
    ("line", "as_of", "expected"),
    [
        ("", "2026-06-30", "not_sent"),
        ("sent 2026-04-02", "2026-04-01", "not_sent"),
        ("sent 2026-04-02", "2026-04-02", "waiting"),
        # 10 days to answer: the 12th is the last of them
        ("sent 2026-04-02", "2026-04-12", "waiting"),
        ("sent 2026-04-02", "2026-04-13", "silent"),
        ("sent 2026-04-02 returned 2026-04-20 result agreed", "2026-04-19", "silent"),
        ("sent 2026-04-02 returned 2026-04-20 result agreed", "2026-04-20", "agreed"),
        ("returned 2026-04-20 result agreed", "2026-04-20", "agreed"),
        ("sent 2026-04-02 returned 2026-04-20 result differing", "2026-04-20", "differing"),
        ("sent 2026-04-02 result silent", "2026-06-30", "silent"),
    ],
)
def test_what_has_become_of_a_slip(line, as_of, expected):
    assert state(line, as_of) == expected


def test_a_slip_of_a_later_day_does_not_exist_yet():
    assert len(slip_report(ledger_of(T54), day("2026-03-30"))) == 0


def test_what_is_agreed_states_our_balance():
    text = f"{CUSTOMER}2026-03-31 slip C1 SL-1 128000.00 returned 2026-04-20 result agreed"
    found = shown(text)
    assert (found["their_balance"], found["unexplained"], found["confirmed"]) == (
        128_000,
        0,
        128_000,
    )


def test_without_their_balance_the_difference_is_taken_from_ours():
    text = (
        f"{CUSTOMER}2026-03-31 slip C1 SL-1 128000.00 returned 2026-04-20 result differing "
        "difference_kind rebate difference 8000.00"
    )
    found = shown(text)
    assert (found["unexplained"], found["confirmed"]) == (None, 120_000)


def test_days_out_count_from_sending_until_the_answer():
    lines = f"{CUSTOMER}2026-03-31 slip C1 SL-1 128000.00 sent 2026-04-02"
    report = slip_report(ledger_of(lines), day("2026-04-12"))
    assert report.days_out.tolist() == [10]
    back = slip_report(ledger_of(f"{lines} returned 2026-04-05 result agreed"), day("2026-04-12"))
    assert back.days_out.tolist() == [NO_INT]


def test_the_days_to_answer_are_a_setting():
    policy = Policy.from_mapping({"documents": {"confirm_days": 5}})
    text = f"{CUSTOMER}2026-03-31 slip C1 SL-1 128000.00 sent 2026-04-02"
    assert shown(text, "2026-04-08", policy)["state"] == "silent"


# Balance 10 m, sent 8 m: agreed 5.6 m, differing 1.2 m (confirmed 1.1 m), silent 1.2 m.
OUT = "kind confirmation sent 2026-01-05 returned 2026-01-20 result"
T57 = f"""
    2025-12-01 invoice C1 A 5600000.00 due 2026-01-31
    2025-12-01 invoice C2 B 1200000.00 due 2026-01-31
    2025-12-01 invoice C3 C 1200000.00 due 2026-01-31
    2025-12-01 invoice C4 D 2000000.00 due 2026-01-31
    2025-12-01 receipt C5 R-1 300.00
    2025-12-31 slip C1 H1 5600000.00 {OUT} agreed
    2025-12-31 slip C2 H2 1200000.00 {OUT} differing their_balance 1100000.00
    2025-12-31 slip C3 H3 1200000.00 kind negative sent 2026-01-05
"""


def control(text, as_of="2026-03-31"):
    table = control_table(ledger_of(text), day(as_of))
    assert len(table) == 1
    return table


def share(scaled):
    return scaled.tolist()[0] / 10**8


def test_the_control_table_of_an_audit():
    table = control(T57)
    amounts = ("balance", "sent", "agreed", "differing", "confirmed_part", "silent")
    assert [getattr(table, name).tolist()[0] / 10**8 for name in amounts] == [
        10, 8, 5.6, 1.2, 1.1, 1.2,
    ]  # fmt: skip
    assert (table.is_audit.tolist(), table.slips.tolist()) == ([True], [3])
    # 8 ÷ 10, (5.6 + 1.2) ÷ 8, (5.6 + 1.1) ÷ 10
    assert [share(table.sent_share), share(table.returned_share), share(table.confirmed_share)] == [
        0.8, 0.85, 0.67,
    ]  # fmt: skip
    assert share(table.covered_share) == 0.67


def test_a_credit_balance_takes_nothing_from_the_receivables():
    assert control(T57).balance.tolist() == [10_000_000_00]


def test_alternative_tests_cover_what_is_silent():
    table = control(T57.replace("kind negative sent", "kind negative alternative_test 1 sent"))
    assert share(table.covered_share) == 0.79  # (5.6 + 1.1 + 1.2) ÷ 10
    assert share(table.confirmed_share) == 0.67


def test_silence_is_never_agreement_and_comes_before_the_answer():
    table = control(T57, "2026-01-19")
    assert (table.agreed.tolist(), table.silent.tolist()) == ([0], [8_000_000_00])
    assert share(table.returned_share) == 0


def test_statements_confirmations_days_and_currencies_are_rows_of_their_own():
    table = control_table(
        ledger_of("""
        customer C1
        customer C2 currency USD
        2025-01-05 invoice C1 A 100.00 due 2025-02-04
        2025-01-05 invoice C2 B 50.00 due 2025-02-04
        2025-06-30 slip C1 S1 100.00 sent 2025-07-05
        2025-12-31 slip C1 S2 100.00 sent 2026-01-05
        2025-12-31 slip C1 S3 100.00 kind confirmation sent 2026-01-05
        2025-12-31 slip C2 S4 50.00 sent 2026-01-05
        """),
        day("2026-03-31"),
    )
    codes = [table.ledger.currencies[place] for place in table.currency.tolist()]
    rows = list(zip(map(iso, table.day.tolist()), table.is_audit.tolist(), codes, strict=True))
    assert rows == [
        ("2025-06-30", False, "CNY"), ("2025-12-31", False, "CNY"), ("2025-12-31", False, "USD"),
        ("2025-12-31", True, "CNY"),
    ]  # fmt: skip
    assert table.balance.tolist() == [100_00, 100_00, 50_00, 100_00]


def test_no_slips_make_no_rows():
    ledger = ledger_of(CUSTOMER)
    assert len(control_table(ledger, day("2026-06-30"))) == 0
    assert len(slip_report(ledger, day("2026-06-30"))) == 0


@pytest.mark.parametrize(
    ("as_of", "due"),
    # agreed as of 03-31: six months later, 09-30, is the last day in time
    [("2026-04-19", ["C1"]), ("2026-04-20", []), ("2026-09-30", []), ("2026-10-01", ["C1"])],
)
def test_who_is_to_be_reconciled_again(as_of, due):
    ledger = ledger_of(T54)
    found = to_reconcile(ledger, day(as_of))
    assert ledger.customers.id[found].tolist() == due


def test_only_answers_that_settle_it_reconcile():
    ledger = ledger_of(T54.replace("difference 20000.00", "difference 19000.00"))
    assert to_reconcile(ledger, day("2026-04-30")).tolist() == [0]
    assert [iso(one) for one in last_reconciled(ledger_of(T54), day("2026-04-30"))] == [
        "2026-03-31"
    ]


BACK_ON = "returned 2026-01-20 result"
RESULTS = st.sampled_from(
    ["", f"{BACK_ON} agreed", f"{BACK_ON} differing their_balance 40.00", f"{BACK_ON} differing"]
)


@given(st.lists(st.tuples(st.integers(1, 10**7), RESULTS), min_size=1, max_size=6))
def test_what_was_sent_is_agreed_differing_or_silent_and_no_more_is_confirmed(slips):
    lines = ["2025-12-01 invoice C0 INV 1.00 due 2026-01-31"]
    for place, (minor, result) in enumerate(slips):
        lines.append(f"2025-12-01 invoice C{place} A{place} {minor / 100:.2f} due 2026-01-31")
        lines.append(
            f"2025-12-31 slip C{place} S{place} {minor / 100:.2f} sent 2026-01-05 {result}"
        )
    table = control_table(ledger_of("\n".join(lines)), day("2026-03-31"))
    (sent,) = table.sent.tolist()
    assert sent == sum(minor for minor, _ in slips)
    assert sent == int((table.agreed + table.differing + table.silent)[0])
    assert 0 <= int(table.confirmed_part[0]) <= int(table.differing[0])
    assert int(table.balance[0]) == sent + 100
