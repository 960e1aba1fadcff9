"""What auditors ask beside the allowance: worked by hand."""

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.dates import iso
from xlar.core.policy import Policy
from xlar.core.provision import (
    off_book,
    reclassification,
    subsequent_receipts,
    tax_losses,
    tie_out,
)

DAY = date(2026, 6, 30)


def policy(**changes):
    return Policy.from_mapping({"provision": changes})


class TestTaxLosses:
    """Announcement 2011-25: three years, or one year and small."""

    @pytest.mark.parametrize(
        ("due", "amount", "revenue", "reason"),
        [
            ("2023-06-30", "900000", 0, "three_years"),
            ("2023-07-01", "900000", 0, None),
            ("2025-05-26", "45000", 300_000_000, "small_sum"),  # d = 400
            ("2025-05-26", "80000", 300_000_000, None),  # above 50,000 and above 30,000
            ("2025-05-26", "80000", 1_000_000_000, "small_share"),  # up to 100,000
            ("2025-07-01", "45000", 300_000_000, None),  # a day short of a year
            ("2025-06-30", "45000", 300_000_000, "small_sum"),  # the anniversary
            ("2025-06-30", "50000", 0, "small_sum"),
            ("2025-06-30", "50000.01", 0, None),
        ],
    )
    def test_an_item(self, due, amount, revenue, reason):
        ledger = ledger_of(f"2023-01-01 invoice C1 A {amount} due {due}")
        found = tax_losses(ledger, DAY, policy=policy(revenue=revenue))
        assert found.reason.tolist() == ([reason] if reason else [])

    def test_an_item_in_another_currency_is_measured_in_the_base(self):
        ledger = ledger_of("2023-01-01 invoice C1 A 7000 due 2025-06-01 currency USD")
        rules = {"rates": {"USD": "7.15"}}  # 50,050 yuan
        assert len(tax_losses(ledger, DAY, policy=Policy.from_mapping(rules))) == 0
        rules = {"rates": {"USD": "7.14"}}  # 49,980 yuan
        assert len(tax_losses(ledger, DAY, policy=Policy.from_mapping(rules))) == 1


class TestOffBook:
    """账销案存."""

    LEDGER = ledger_of("""
        2022-01-01 invoice C1 A 1000 due 2022-02-01 written_off 2026-03-31
        2022-01-01 invoice C1 B 400 due 2022-02-01 written_off 2025-12-31
        2022-06-01 receipt C1 R1 300 for A
        2026-05-01 receipt C1 R2 120 for A
    """)

    def test_what_was_written_off_recovered_and_is_still_claimed(self):
        found = off_book(self.LEDGER, DAY)
        assert found.document.tolist() == [1, 0]  # the oldest write-off first
        assert found.written_off.tolist() == [40_000, 70_000]
        assert found.recovered.tolist() == [0, 12_000]
        assert found.claim.tolist() == [40_000, 58_000]

    def test_a_credit_note_after_the_write_off_lowers_the_claim(self):
        ledger = ledger_of("""
            2022-01-01 invoice C1 A 1000 due 2022-02-01 written_off 2026-03-31
            2026-04-10 credit_note C1 CN -300 ref A
            2026-05-01 receipt C1 R 200 for A
        """)
        found = off_book(ledger, DAY)
        assert (found.written_off.tolist(), found.recovered.tolist()) == ([100_000], [20_000])
        assert found.claim.tolist() == [50_000]

    def test_it_says_what_may_be_deducted_for_tax(self):
        ledger = ledger_of("""
            2022-01-01 invoice C1 A 90000 due 2022-02-01 written_off 2026-03-31
            2025-07-01 invoice C1 B 90000 due 2025-08-01 written_off 2026-03-31
        """)
        assert off_book(ledger, DAY).tax_reason.tolist() == ["three_years", ""]

    def test_nothing_before_its_day(self):
        assert len(off_book(self.LEDGER, date(2025, 12, 30))) == 0
        assert len(off_book(self.LEDGER, date(2025, 12, 31))) == 1

    def test_the_claim_lapses_three_years_after_it_was_due(self):
        lapse = [iso(day) for day in off_book(self.LEDGER, DAY).limitation_date.tolist()]
        assert lapse[0] == "2025-02-01"


class TestTieOut:
    """账龄勾稽: band k + 1 now up to band k a year ago."""

    def test_nothing_gets_older_without_having_been_there(self):
        ledger = ledger_of("""
            2024-03-01 invoice C1 A 500 due 2024-04-01
            2025-03-01 invoice C1 B 300 due 2025-04-01
            2026-02-01 receipt C1 R 200 for A
        """)
        assert len(tie_out(ledger, DAY)) == 0

    def test_a_receipt_laid_elsewhere_shows(self):
        # A year ago the advance of 500 lay on A, so that nothing was 1-2 years old. The invoice of
        # 2023 entered since is due earlier and takes it: A of 2024 stands open again.
        ledger = ledger_of("""
            2024-03-01 invoice C1 A 500 due 2024-04-01
            2024-05-01 receipt C1 R 500
            2025-07-01 invoice C1 B 500 due 2024-02-01
        """)
        found = tie_out(ledger, DAY)
        assert [found.labels[band] for band in found.band.tolist()] == ["2-3y"]
        assert (found.balance.tolist(), found.source.tolist()) == ([50_000], [0])
        assert [items.tolist() for items in found.items] == [[0]]

    def test_the_last_band_may_grow_from_the_last_two(self):
        ledger = ledger_of("""
            2019-03-01 invoice C1 A 500 due 2019-04-01
            2021-03-01 invoice C1 B 300 due 2021-04-01
        """)
        assert len(tie_out(ledger, DAY)) == 0


class TestReclassification:
    """重分类: nets by side."""

    def test_a_net_credit_is_a_liability(self):
        ledger = ledger_of("""
            customer C1 name 甲
            customer C2 name 乙
            2026-06-01 invoice C1 A 1000 due 2026-07-01
            2026-06-01 invoice C2 B 200 due 2026-07-01
            2026-06-20 receipt C2 R 500
        """)
        found = reclassification(ledger, DAY)
        assert (found.customer.tolist(), found.credit.tolist()) == ([1], [30_000])
        assert found.receivables.tolist() == [100_000]
        assert found.liabilities.tolist() == [30_000]
        # receivables − liabilities = balance
        assert found.receivables[0] - found.liabilities[0] == 100_000 + 20_000 - 50_000


class TestSubsequentReceipts:
    """期后回款."""

    LEDGER = ledger_of("""
        2026-06-01 invoice C1 A 1000 due 2026-07-01
        2026-07-05 invoice C1 B 300 due 2026-08-05
        2026-06-20 receipt C1 R0 100 for A
        2026-07-10 receipt C1 R1 400 for A
        2026-07-12 receipt C1 R2 300 for B
        2026-09-01 receipt C1 R3 200 for A
    """)

    @pytest.mark.parametrize(
        ("until", "received"), [("2026-07-09", 0), ("2026-07-31", 40_000), ("2026-09-30", 60_000)]
    )
    def test_receipts_on_what_was_open(self, until, received):
        found = subsequent_receipts(self.LEDGER, DAY, date.fromisoformat(until))
        assert (found.open.tolist(), found.received.tolist()) == ([90_000], [received])

    def test_never_more_than_was_open(self):
        ledger = ledger_of("""
            2026-06-01 invoice C1 A 1000 due 2026-07-01
            2026-06-20 receipt C1 R0 900 for A reversed 2026-07-02
            2026-07-20 receipt C1 R1 1000 for A
        """)
        found = subsequent_receipts(ledger, DAY, date(2026, 7, 31))
        assert (found.open.tolist(), found.received.tolist()) == ([10_000], [10_000])

    def test_money_received_before_the_day_is_not_subsequent(self):
        ledger = ledger_of("""
            2026-06-01 invoice C1 A 1000 due 2026-07-01
            2026-03-01 receipt C1 R1 400
            2026-07-10 allocation R1 A 400
        """)
        rules = Policy.from_mapping({"aging": {"allocation": "explicit"}})
        found = subsequent_receipts(ledger, DAY, date(2026, 7, 31), policy=rules)
        assert found.received.tolist() == [0]

    def test_a_discount_is_no_receipt(self):
        ledger = ledger_of("""
            2026-06-01 invoice C1 A 1000 due 2026-07-01
            2026-07-10 receipt C1 R1 400 for A method discount
            2026-07-10 receipt C1 R2 500 for A method transfer
        """)
        assert subsequent_receipts(ledger, DAY, date(2026, 7, 31)).received.tolist() == [50_000]
