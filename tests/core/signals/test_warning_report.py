"""The warning report: the dated checklist, weights, classes of risk, numeric alarms, triggers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from ledger_strategies import ledgers
from ledgers import ledger_of

from xlar.core.build import build
from xlar.core.columns import NO_INT
from xlar.core.dates import iso, parse_iso
from xlar.core.policy import Policy
from xlar.core.signal_catalogue import SIGNS
from xlar.core.signals import ALARMS, RISKS, warnings

AS_OF = "2026-06-30"


def settings(**signals):
    return Policy.from_mapping({"signals": signals})


def report_of(text, as_of=AS_OF, policy=None):
    ledger = ledger_of(f"customer C1\n{text}" if "customer C1" not in text else text)
    return warnings(ledger, date.fromisoformat(as_of), policy=policy)


def marks(text, **options):
    found = report_of(text, **options).marks
    return [(found.code[place], int(found.weight[place])) for place in range(len(found))]


def risk(text, **options):
    report = report_of(text, **options)
    return int(report.points[0]), list(RISKS)[report.risk[0]], bool(report.review[0])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("2026-06-30 signal C1 被他人起诉", [("sued", 8)]),
        ("2026-07-01 signal C1 被他人起诉", []),  # not yet seen
        ("2026-01-01 signal C1 sued cleared 2026-07-01", [("sued", 8)]),
        ("2026-01-01 signal C1 sued cleared 2026-06-30", []),  # no longer held from that day
        ("2026-01-01 signal C1 sued weight 2", [("sued", 2)]),
        ("2026-01-01 signal C1 sued weight 0", [("sued", 0)]),
        ("2026-01-01 signal C1 仓库着火", [("仓库着火", 3)]),
        ("2026-01-01 signal C1 仓库着火 weight 9", [("仓库着火", 9)]),
        # one signal counts once, as its newest row says
        (
            "2026-03-01 signal C1 sued weight 9\n2026-01-01 signal C1 被他人起诉 weight 2",
            [("sued", 9)],
        ),
        (
            "2026-03-01 signal C1 sued weight 2\n2026-03-01 signal C1 sued weight 9",
            [("sued", 9)],
        ),
        (
            "2026-03-01 signal C1 sued cleared 2026-04-01\n2026-01-01 signal C1 sued weight 2",
            [("sued", 2)],
        ),
    ],
)
def test_the_checklist_on_a_day(rows, expected):
    assert marks(rows) == expected


def test_what_is_recorded_says_who_when_and_how():
    found = report_of("2026-06-01 signal C1 sued by 李 evidence 法院公告").marks
    assert (found.by[0], found.evidence[0], iso(found.date[0])) == ("李", "法院公告", "2026-06-01")
    assert not found.found[0]


def test_what_is_seen_and_found_counts_once_as_seen():
    bounced = "2026-06-01 receipt C1 R-1 5.00 reversed 2026-06-10"
    assert marks(bounced) == [("cheque_bounced", 8)]
    seen = f"{bounced}\n2026-06-11 signal C1 支票或票据被退 weight 4 by 王"
    assert marks(seen) == [("cheque_bounced", 4)]
    assert report_of(seen).marks.by[0] == "王"


@pytest.mark.parametrize(
    ("weights", "points", "name", "review"),
    [
        ((), 0, "normal", False),
        ((1,), 1, "watch", False),
        ((4,), 4, "watch", False),
        ((5,), 5, "watch", True),
        ((4, 3), 7, "watch", True),
        ((5, 3), 8, "warning", True),
        ((14,), 14, "warning", True),
        ((8, 7), 15, "danger", True),
    ],
)
def test_the_sum_of_weights_sets_the_class_of_risk(weights, points, name, review):
    rows = "\n".join(f"2026-06-01 signal C1 其他{n} weight {w}" for n, w in enumerate(weights))
    assert risk(rows) == (points, name, review)


def test_classes_and_trigger_are_settings():
    policy = settings(classes={"danger": 2}, review_at=3)
    assert risk("2026-06-01 signal C1 x weight 1", policy=policy) == (1, "normal", False)
    assert risk("2026-06-01 signal C1 x weight 2", policy=policy) == (2, "danger", False)
    assert risk("2026-06-01 signal C1 x weight 3", policy=policy) == (3, "danger", True)


# --- numeric alarms ------------------------------------------------------------------------------


def raised(text, policy=None):
    return [name for name, who in report_of(text, policy=policy).alarms.items() if who[0]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2026-05-20 invoice C1 I-1 50.01 due 2026-05-31", []),  # 30 days
        ("2026-05-20 invoice C1 I-1 50.01 due 2026-05-30", ["overdue"]),
        ("2026-05-20 invoice C1 I-1 50.00 due 2026-05-30", []),  # too small to matter
        ("customer C1 grade D", ["grade"]),
        ("customer C1 grade C", []),
        # 91 days from invoice to payment, paid on the day it was due
        (
            "2026-01-01 invoice C1 I-1 100.00 due 2026-04-02\n"
            "2026-04-02 receipt C1 R-1 100.00 for I-1",
            ["collection"],
        ),
        (
            "2026-01-01 invoice C1 I-1 100.00 due 2026-04-01\n"
            "2026-04-01 receipt C1 R-1 100.00 for I-1",
            [],
        ),
    ],
)
def test_numeric_alarms(text, names):
    assert raised(text) == names


def test_alarms_are_settings_and_no_part_of_the_sum():
    text = "customer C1 grade C\n2026-05-20 invoice C1 I-1 60.00 due 2026-06-20"
    policy = settings(overdue_days=9, alarm_grades=["C"], collection_days=40)
    assert raised(text, policy) == ["overdue", "grade", "collection"]
    assert risk(text, policy=policy) == (0, "normal", False)


def test_the_oldest_open_invoice():
    text = """
        2026-05-01 invoice C1 I-1 100.00 due 2026-05-31
        2026-05-01 invoice C1 I-2 100.00 due 2026-06-10
        customer C2
    """
    assert report_of(text).longest.tolist() == [30, NO_INT]


def test_customers_with_a_signal_or_an_alarm_are_concerned():
    text = """
        customer C1
        customer C2 grade D
        customer C3
        2026-06-01 signal C3 sued
    """
    report = report_of(text)
    assert report.ledger.customers.id[report.concerned].tolist() == ["C2", "C3"]


def test_words_of_classes_and_alarms():
    for words in (RISKS, ALARMS):
        assert all(text.zh and text.en for text in words.values())


@running(max_examples=60, deadline=None, database=None,
         suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(ledgers())
def test_laws_of_every_report(case):
    source, day = case
    ledger, _ = build(source, Policy())
    policy = Policy.from_mapping({"rates": {"USD": "7.1", "JPY": "0.05"}})
    report = warnings(ledger, day, policy=policy)
    found = report.marks
    assert (found.customer[:-1] <= found.customer[1:]).all()
    assert set(found.code.tolist()) <= set(SIGNS)
    pairs = list(zip(found.customer.tolist(), found.code.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    assert report.points.sum() == found.weight.sum()
    assert (found.date == parse_iso(day.isoformat())).all()
