"""The records of the demonstration: every kind occurs, and they fit the ledger beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from xlar.core.aging import aging
from xlar.core.approvals import approved_limits, with_approvals
from xlar.core.build import build
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY
from xlar.core.dates import calendar_date, day_number
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.provision import provision
from xlar.core.records import DIFFERENCE_KINDS, ApprovalKind, SlipKind, SlipResult
from xlar.core.scoring import REVIEWS, score
from xlar.core.signal_catalogue import SIGNS, sign_code
from xlar.core.signals import RISKS, warnings
from xlar.tables.settings import Settings, apply_settings
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables
from xlar.workbook.demo.buyers import FILE_DOCUMENTS


@pytest.fixture(scope="module")
def ledger():
    return build(demo_tables(), Policy.from_mapping({"rates": {"USD": "7.15"}}))[0]


@pytest.fixture(scope="module")
def records(ledger):
    return ledger.records


@pytest.mark.parametrize(
    "kind", ["RELEASE", "LIMIT", "PROMISE", "EXTENSION", "WRITE_OFF", "NETTING", "PAUSE"]
)
def test_exceptions_of_this_kind_were_granted(records, kind):
    assert ApprovalKind[kind] in records.approvals.kind.tolist()


def test_every_exception_names_who_and_why(records):
    assert all(records.approvals.approved_by.tolist())
    assert all(records.approvals.reason.tolist())
    assert all("示例" in name for name in records.approvals.approved_by.tolist())


def test_what_was_written_off_was_approved_before(ledger):
    documents, approvals = ledger.documents, ledger.records.approvals
    granted = {
        int(document): int(date)
        for document, date, kind in zip(
            approvals.document, approvals.date, approvals.kind, strict=True
        )
        if kind == ApprovalKind.WRITE_OFF
    }
    written = np.flatnonzero(documents.written_off_on < day_number(AS_OF) + 1)
    assert {int(row) for row in written} == set(granted)
    assert all(granted[int(row)] <= documents.written_off_on[row] for row in written)


def test_plans_run_monthly_and_were_signed_before_the_first_part(records):
    plans = records.plans
    by_number = defaultdict(list)
    for number, part, due, signed in zip(
        plans.number, plans.instalment, plans.due, plans.signed_on, strict=True
    ):
        by_number[number].append((int(part), int(due), int(signed)))
    assert len(by_number) == 3
    for parts in by_number.values():
        assert [part for part, _, _ in parts] == list(range(1, len(parts) + 1))
        months = [calendar_date(due).month for _, due, _ in parts]
        assert months == list(range(months[0], months[0] + len(parts)))
        assert parts[0][2] < parts[0][1]


def test_slips_state_the_balance_of_their_day(ledger):
    slips = ledger.records.slips
    for day in sorted(set(slips.as_of.tolist())):
        report = aging(ledger, calendar_date(day))
        balance = {
            (int(customer), int(currency)): int(total)
            for customer, currency, total in zip(
                report.key, report.currency, report.total, strict=True
            )
        }
        mine = np.flatnonzero(slips.as_of == day)
        assert [
            balance[int(slips.customer[p]), int(slips.currency[p])] for p in mine
        ] == slips.balance[mine].tolist()


def test_most_slips_agree_some_differ_and_some_never_came_back(records):
    counts = Counter(records.slips.result.tolist())
    assert counts[SlipResult.AGREED] > counts[SlipResult.OPEN] > 0
    assert counts[SlipResult.DIFFERING] > 0


def test_a_difference_is_that_between_both_balances(records):
    slips = records.slips
    differing = slips.result == SlipResult.DIFFERING
    gap = slips.balance[differing] - slips.their_balance[differing]
    assert gap.tolist() == slips.difference[differing].tolist()
    causes = {DIFFERENCE_KINDS[kind] for kind in slips.difference_kind[differing].tolist()}
    assert {"in_transit", "not_received"} <= causes


def test_the_auditor_wrote_to_the_largest_customers(records):
    slips = records.slips
    audited = slips.kind == SlipKind.CONFIRMATION
    assert audited.sum() >= 20
    assert slips.balance[audited].min() > np.median(slips.balance)


def test_silent_slips_have_no_day_of_return(records):
    slips = records.slips
    silent = slips.result == SlipResult.OPEN
    assert set(slips.returned_on[silent].tolist()) == {NO_DAY}


def test_assessments_leave_to_the_ledger_what_it_knows(records):
    scores = records.scores
    assert len(scores) > 90
    assert len(set(scores.payment.tolist())) == 1  # blank in every row
    assert len(set(scores.customer.tolist())) < len(scores)  # some were assessed again in June
    assert scores.exempt.sum() == 3
    assert [grade for grade in scores.grade.tolist() if grade] == ["A", "C", "D"]


def test_signals_are_of_the_catalogue_but_one(records):
    signals = records.signals
    own = [name for name in map(sign_code, signals.signal.tolist()) if name not in SIGNS]
    assert own == ["主要产品停产"]
    assert (signals.cleared_on != NEVER).sum() == 1
    assert all(signals.by.tolist())
    assert all(signals.evidence.tolist())


def test_every_class_of_risk_and_every_kind_of_reason_occurs(ledger):
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}})
    report = warnings(ledger, AS_OF, policy=policy)
    assert set(report.risk.tolist()) == set(range(len(RISKS)))
    assert all(who.any() for who in report.alarms.values())
    assert set(report.marks.found.tolist()) == {True, False}


def test_scores_show_every_grade_and_a_review_list_that_is_not_everyone(ledger):
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}})
    report = score(ledger, AS_OF, policy=policy)
    assert {"A", "B", "C", "D"} <= set(report.grade.tolist())
    due = [why for why in report.review if why]
    assert set().union(*due) == set(REVIEWS)
    assert len(due) < len(report)


def test_everyone_has_a_target_each_month(ledger):
    targets = ledger.records.targets
    assert set(targets.salesperson.tolist()) == set(ledger.customers.salesperson.tolist())
    assert set(Counter(targets.month.tolist()).values()) == {6}
    assert (targets.amount[targets.amount != NO_AMOUNT] % 1_000_000 == 0).all()


def test_credit_files_lack_some_deputies_and_documents(ledger):
    policy = Policy.from_mapping(
        {"rates": {"USD": "7.15"}, "scoring": {"file_documents": list(FILE_DOCUMENTS)}}
    )
    report = score(ledger, AS_OF, policy=policy)
    without_deputy = sum("deputy" in gaps for gaps in report.missing)
    assert without_deputy == 14  # numbers 0, 9, … 117 of 0 to 119
    lacking = Counter(name for gaps in report.missing_documents for name in gaps)
    assert lacking == {"购销合同": 10, "授权委托书": 6}  # every 13th; every 19th that is no 13th
    ended = [row for row, notes in enumerate(report.notes) if "security_ended" in notes]
    assert ledger.customers.id[ended].tolist() == ["0021"]
    exempt = np.flatnonzero(ledger.customers.exempt)
    assert ledger.customers.id[exempt].tolist() == ["0006", "0046"]
    assert all(not report.review[row] for row in exempt)


def test_individual_allowances_follow_the_story(ledger):
    # 0058 at 50 % until the suit of 15 April, at 70 % since; 0080 with the old debt QC008
    before = provision(ledger, date(2026, 4, 14)).own
    assert before.rate[before.customer.tolist().index(57)] == Fraction(1, 2)
    own = provision(ledger, AS_OF).own
    rows = dict(zip(own.customer.tolist(), range(len(own.row)), strict=True))
    assert list(rows) == [13, 57, 79]
    assert [own.rate[rows[one]] for one in (13, 57)] == [1, Fraction(7, 10)]
    assert own.allowance[rows[79]] == 4_704_000
    assert len(own.excess) == 0


def test_every_salesperson_has_an_address_that_reaches_nobody(ledger):
    stated = {
        name: str(value)
        for name, value in demo_settings(demo_tables()).items()
        if name.startswith("documents.salespeople.")
    }
    policy, _, problems = apply_settings(Settings(stated), None, Policy())
    assert problems == []
    for person in set(ledger.customers.salesperson.tolist()):
        (address,) = policy.documents.addresses_of(person)
        assert address.endswith("@example.com")


def test_the_extension_moves_one_invoice_and_no_other(ledger):
    # XS2605-0023 of 0010, due 15 June, was extended on 12 June to 31 July; 31 days are left
    number = ledger.documents.number
    place = number.tolist().index("XS2605-0023")
    assert ledger.customers.id[ledger.documents.customer[place]] == "0010"
    plain = ledger.documents.due
    moved = with_approvals(ledger, AS_OF).documents.due
    assert [calendar_date(int(one[place])) for one in (plain, moved)] == [
        date(2026, 6, 15), date(2026, 7, 31),
    ]  # fmt: skip
    assert np.flatnonzero(plain != moved).tolist() == [place]
    items = open_items(with_approvals(ledger, AS_OF), AS_OF)
    days = dict(zip(number[items.document], items.days_past_due.tolist(), strict=True))
    assert (days["XS2605-0023"], days["XS2605-0094"]) == (-31, 15)


def test_the_approved_limit_is_a_raise(ledger):
    amount, until = approved_limits(ledger, day_number(AS_OF))
    (raised,) = np.flatnonzero(amount != NO_AMOUNT)
    assert ledger.customers.id[raised] == "0096"
    assert amount[raised] == 100_000_000
    assert ledger.customers.credit_limit[raised] == 83_000_000
    assert until[raised] == day_number(date(2026, 8, 31))
