"""Letters and fees: cases from the test suites and documents of other systems.

Their levels become rungs of a ladder. Where they count strictly (Business Central: one day more
than the days of grace, from the last day to pay of the letter before) the gap says so. Terms are
long, so that our own rule of acting at once past the final deadline stays out of the way.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from ledgers import ledger_of

from xlar.core.dunning import dunning_run
from xlar.core.dunning_fees import dunning_fee, minor_units
from xlar.core.policy import Policy
from xlar.core.policy_dunning import FeeRange
from xlar.core.registered import RegisteredItem, RegisterRow, sent_letters
from xlar.core.stages import stages

pytestmark = pytest.mark.oracle

GROUPS = frozenset({"dunning", "fee", "letters"})

# Cases of these groups that are not run, with the reason.
NOT_RUN: dict[str, str] = {}


def load(oracles):
    text = (oracles / "peers" / "cases.json").read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text, parse_float=Decimal)["cases"]}


def rung(level, day, gap=0, action="letter"):
    return {"step": 10 * max(level, 0) + 1, "day": day, "gap": gap, "action": action,
            "level": level, "zh": f"第{level}级", "en": f"level {level}"}  # fmt: skip


def settings(ladder, **dunning):
    chosen = {"first_letter": "from_1", "minimum_amount": 0, "interval": 0, "ladder": ladder}
    return {"dunning": chosen | dunning, "aging": {"allocation": "explicit"}}


def business_central(params, **dunning):
    """Strict grace from the due date, then from the last day to pay of the letter before."""
    pay = params.get("reminder_due_calc") or 0
    levels = params["levels"]
    ladder = [
        rung(one["level"], levels[0]["grace_days"], pay + one["grace_days"] + 1) for one in levels
    ]
    fees = [{"level": one["level"], "fixed": one["fee"]} for one in levels if one["fee"]]
    fees += [
        {"level": one["level"], "fixed": one["fee_per_line"]}
        for one in levels
        if one.get("fee_per_line")
    ]
    return settings(ladder, grace_edge="strict", fees=fees, payment_days=pay, **dunning)


def invoices(documents):
    """The invoices of a case as the text of a ledger; instalments are written ``NUMBER#1``."""
    lines = []
    for one in documents:
        number, _, part = one["id"].partition("#")
        line = f"{one['date']} invoice {one['customer']} {number} {one['amount']} due {one['due']}"
        lines.append(f"{line} terms N999" + (f" instalment {part}" if part else ""))
    return "\n".join(lines)


class Book:
    """A ledger with the letters sent so far."""

    def __init__(self, text, mapping, base="CNY"):
        self.policy = Policy.from_mapping({**mapping, "base_currency": base})
        self.ledger = ledger_of(text, self.policy)
        self.rows = []

    def run(self, on):
        day = date.fromisoformat(on)
        return dunning_run(self.ledger, day, policy=self.policy, register=self.rows)

    def letter(self, on):
        """The only letter of a day, or None."""
        found = self.run(on).letters
        assert len(found) < 2
        return found[0] if found else None

    def name(self, item):
        documents = self.ledger.documents
        part = int(documents.instalment[item.document])
        return documents.number[item.document] + (f"#{part}" if part else "")

    def levels(self, on):
        found = self.letter(on)
        return {self.name(item): item.level for item in found.items} if found else {}

    def issue(self, on, level=None, status="sent"):
        """Register the letter of a day, or one of a level given for the whole ledger."""
        day = date.fromisoformat(on)
        numbers = self.ledger.documents.number
        levels = self.levels(on) if level is None else dict.fromkeys(numbers, level)
        items = tuple(RegisteredItem(number, 0, one) for number, one in levels.items())
        row = RegisterRow(
            f"CK-{len(self.rows) + 1}", "letter", max(levels.values()),
            self.ledger.customers.id[0], self.ledger.currencies[0], 0, day, day,
            status=status, sent_on=day, items=items,
        )  # fmt: skip
        self.rows.append(row)


OWN = {}


def own(*names):
    """Register a check written for the cases of these names."""

    def register(function):
        OWN.update(dict.fromkeys(names, function))
        return function

    return register


# --- fees --------------------------------------------------------------------------------------


def ranges(entries):
    return tuple(
        FeeRange(
            1, Decimal(one["threshold"]), Decimal(one["fee"]), Decimal(one.get("pct", 0)) / 100,
            Decimal(one["min"]), Decimal(one["max"]),
        )
        for one in entries
    )  # fmt: skip


def charged(amount, entries):
    return Decimal(dunning_fee(minor_units(Decimal(amount), "CNY"), 1, ranges(entries))) / 100


@own("BC-FEE-02")
def each_range_is_charged_on_its_own_slice(case):
    params = case["params"]
    found = [charged(amount, params["ranges"]) for amount in params["amounts"]]
    assert found == case["expected"]["fees"]


@own("BC-FEE-03")
def threshold_minimum_and_maximum(case):
    found = [charged(one["amount"], [one]) for one in case["params"]["cases"]]
    assert found == case["expected"]["fees"]


@own("IN-FEE-01")
def a_fixed_fee_is_added_to_the_balance(case):
    balance = case["params"]["balance"]
    found = [
        balance + charged(balance, [{"threshold": 0, "fee": fee, "min": 0, "max": 0}])
        for fee in case["params"]["fee"]
    ]
    assert found == case["expected"]["balance_after"]


@own("TRY-FEE-01")
def a_rate_is_taken_on_the_original_amount(case):
    params = case["params"]
    ladder = [rung(one["level"], one["overdue_days"]) for one in params["levels"]]
    fees = [
        {"level": one["level"], "fixed": one.get("fee", 0),
         "rate": Decimal(one.get("fee_pct", 0)) / 100}
        for one in params["levels"]
    ]  # fmt: skip
    text = f"2025-12-01 invoice C1 I1 {params['amount']} due 2026-01-01 terms N999"
    book = Book(text, settings(ladder, fees=fees))
    balance = params["amount"]
    for after in case["expected"]["receivable_after"]:
        letter = book.letter(after["date"])
        balance += Decimal(letter.fee) / 100
        assert balance == after["balance"]
        assert letter.total == minor_units(Decimal(params["amount"]), "CNY")
        book.issue(after["date"])


# --- levels ------------------------------------------------------------------------------------


@own("BC-REM-02", "BC-REM-03", "BC-REM-08")
def grace_counts_from_the_letter_before(case):
    book = Book(invoices(case["documents"]), business_central(case["params"]))
    for one in case["params"].get("issued", ()):
        book.issue(one["date"], one["level"])
    for one in case["expected"]["runs"]:
        letter = book.letter(one["date"])
        assert (letter.level if letter else None) == one["level"], one["date"]
        if letter is None:
            continue
        assert letter.fee == 100 * one["fee"]
        if "pay_by" in one:
            assert letter.pay_by == date.fromisoformat(one["pay_by"])
        if "issued" not in case["params"]:
            book.issue(one["date"])


@own("BC-REM-04", "BC-REM-06")
def items_on_levels_of_their_own(case):
    book = Book(invoices(case["documents"]), business_central(case["params"]))
    for one in case["expected"]["runs"]:
        assert book.levels(one["date"]) == one["levels"]
        letter = book.letter(one["date"])
        if "line_fees" in one:
            fees = {book.name(item): Decimal(item.fee) / 100 for item in letter.items}
            assert fees == one["line_fees"]
            assert letter.total == 100 * one["remaining_in_text"]
        if one.get("issue"):
            book.issue(one["date"])


@own("BC-REM-07")
def only_what_is_past_its_grace(case):
    """Theirs can print the other items as not due; ours leaves them to the statement."""
    for one in case["expected"]["runs"]:
        book = Book(invoices(case["documents"]), business_central(case["params"]))
        listed = book.levels(one["date"])
        assert listed == one["levels"]
        others = [document["id"] for document in case["documents"] if document["id"] not in listed]
        if not one["only_overdue"]:
            assert others == one["not_due"]


@own("BC-REM-09")
def cancelling_a_letter_lets_level_and_fee_go_back(case):
    fees = [{"level": level, "fixed": 10 * level} for level in (1, 2)]
    book = Book(
        "2026-01-01 invoice C1 I1 1000 due 2026-01-31 terms N999",
        settings([rung(1, 1), rung(2, 5, 4)], fees=fees),
    )
    for place, level in enumerate(case["params"]["issued"]):
        book.issue(str(date(2026, 2, 1) + timedelta(days=10 * place)), level)
    book.rows[-1] = replace(book.rows[-1], status="withdrawn")
    sent = sent_letters(book.ledger, book.rows)
    assert sent.level.max() == case["expected"]["last_level_after_cancel"]
    letter = book.letter("2026-02-20")
    assert letter.level == case["expected"]["next_run_level"]
    # the fee of the cancelled letter counts for nothing: the new letter charges it
    assert (letter.fee == 2_000) is case["expected"]["fee_entries_reversed"]


@own("BC-REM-10", "TRY-LET-01")
def credit_and_minimum(case):
    params = case["params"]
    pairs = params.get("candidates") or [(params["overdue"], -one) for one in params["unallocated"]]
    least = params.get("minimum_amount", 0)
    found = []
    for amount, credit in pairs:
        text = f"""
            2026-01-01 invoice C1 I1 {amount} due 2026-01-31 terms N999
            2026-01-15 receipt C1 R1 {-credit}
        """
        book = Book(text, settings([rung(1, 1)], minimum_amount=least))
        found.append(book.letter("2026-02-28") is not None)
    assert found == case["expected"]["letter"]


@own("ERP-DUN-01")
def days_and_sums_without_fee_and_interest(case):
    book = Book(invoices(case["documents"]), settings([rung(1, 1)]), case["currency"])
    letter, expected = book.letter(case["as_of"]), case["expected"]
    assert Decimal(letter.total) / 100 == expected["total_outstanding"] == expected["grand_total"]
    assert letter.fee == expected["fee"] == expected["interest"] == 0
    assert letter.items[0].days_past_due == expected["overdue_days"]


@own("ERP-DUN-04")
def only_the_instalment_that_is_due(case):
    text, expected = invoices(case["documents"]), case["expected"]

    def demanded(more=""):
        book = Book(text + more, settings([rung(1, 1)]), case["currency"])
        letter = book.letter(case["as_of"])
        return {book.name(one): one.demanded // 100 for one in letter.items} if letter else {}

    assert demanded() == expected["letter_lines"]
    assert sum(demanded().values()) == expected["total_outstanding_dunned"]
    paid = "\n2026-03-31 receipt C1 R1 50\n2026-03-31 allocation R1 SI1 50 instalment 1"
    assert demanded(paid) == {}
    assert expected["after_payment"]["dunning"] == "Resolved"
    assert demanded(paid.replace("R1 50\n", "R1 50 reversed 2026-03-31\n")) == demanded()
    assert expected["after_payment_cancelled"]["dunning"] == "Unresolved"


@own("IN-REM-03")
def the_first_reminder_is_the_earliest(case):
    """Days after the invoice are days before due here; there is one reminder before due."""
    params, expected = case["params"], case["expected"]
    start, due = date.fromisoformat(params["invoice_date"]), date.fromisoformat(params["due"])
    for slots, first in ((params["a"], "a_first"), (params["b"], "b_first")):
        days = sorted(
            one["after_invoice"] - (due - start).days if "after_invoice" in one
            else -one["before_due"] if "before_due" in one else one["after_due"]
            for one in slots
        )  # fmt: skip
        before = [day for day in days if day < 0][:1]
        after = [day for day in days if day > 0]
        ladder = [rung(0, day) for day in before]
        ladder += [rung(level, day) for level, day in enumerate(after, start=1)]
        book = Book(f"{start} invoice C1 I1 100 due {due} terms N999", settings(ladder))
        (skip,) = book.run(str(start)).skipped
        assert str(skip.next_on) == expected[first]
        assert book.levels(expected[first]) == {"I1": 0}


def oca(case, second=30):
    """Their policy: net days, end of month, days after the letter before; boundaries inclusive."""
    first, _, last = case["params"]["policy"]
    return settings([rung(1, first["delay"]), rung(2, second), rung(3, second, last["delay"])])


@own("OCA-DUN-01")
def what_is_not_sent_raises_no_level(case):
    """Theirs sets an earlier draft aside by itself; ours wants it withdrawn, and says so."""
    book = Book(invoices(case["documents"]), oca(case))
    for one in case["expected"]["runs"]:
        if book.rows:
            (skip,) = book.run(one["date"]).skipped
            assert skip.reason == "draft_pending"
            book.rows[-1] = replace(book.rows[-1], status="withdrawn")
        assert book.letter(one["date"]).level == one["level"]
        book.issue(one["date"], status="draft")
        assert len(book.rows) == one["total_lines"]


@own("OCA-DUN-02")
def no_level_is_skipped(case):
    book = Book(invoices(case["documents"]), oca(case))
    for one in case["expected"]["runs"]:
        assert book.letter(one["date"]).level == one["level"]
        book.issue(one["date"])


@own("OCA-DUN-03")
def boundaries_are_inclusive(case):
    """Delays to the end of a month are no part of our ladder: here 03-31 is day 59."""
    due = date.fromisoformat(case["documents"][0]["due"])
    book = Book(invoices(case["documents"]), oca(case, (date(2026, 3, 31) - due).days))
    for one in case["expected"]["runs"]:
        letter = book.letter(one["date"])
        assert (letter.level if letter else None) == one["level"], one["date"]
        if letter:
            book.issue(one["date"])


@own("OCA-DUN-04")
def no_run_before_the_last_one(case):
    params = case["params"]
    book = Book("2026-01-01 invoice C1 I1 100 due 2026-01-31", {})
    book.issue(params["last_run"])
    (skip,) = book.run(params["new_run"]).skipped
    assert skip.reason == "later"
    assert case["expected"]["accepted"] is False


@own("SAP-DUN-02")
def the_dunning_interval(case):
    params = case["params"]
    book = Book(
        "2025-12-01 invoice C1 I1 100 due 2025-12-31 terms N999",
        settings([rung(1, 1)], interval=params["interval_days"], last_repeats=9),
    )
    book.issue(params["last"])
    found = [book.letter(on) is not None for on in params["runs"]]
    assert found == case["expected"]["included"]


@own("TRY-DUN-03")
def after_the_last_level_comes_the_hand_over(case):
    params = case["params"]
    (level,) = params["levels"]
    ladder = [rung(1, level["overdue_days"]), {**rung(-1, 1, action="handover"), "step": 20}]
    text = f"2025-12-01 invoice C1 I1 {params['amount']} due {params['due']} terms N999"
    book = Book(text, settings(ladder))
    first, _, last = case["expected"]["runs"]
    assert book.levels(first["date"]) == {"I1": 1}
    book.issue(first["date"])
    (skip,) = book.run(last["date"]).skipped
    report = stages(
        book.ledger, date.fromisoformat(last["date"]), policy=book.policy,
        sent=sent_letters(book.ledger, book.rows),
    )  # fmt: skip
    assert (skip.reason, report.next_action[0]) == ("no_level", "handover")
    assert last["state"] == "final"


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_case(oracles, name):
    OWN[name](load(oracles)[name])


def test_every_case_of_these_groups_is_run_or_has_its_reason(oracles):
    cases = {name for name, case in load(oracles).items() if case["group"] in GROUPS}
    assert cases == {*OWN, *NOT_RUN}


def test_no_case_of_these_groups_is_a_defect(oracles):
    """Every expected figure is one to follow, so each is asserted as it stands."""
    cases = load(oracles)
    assert {cases[name]["peer_verdict"] for name in OWN} == {"follow"}
