"""The parts of a score: points by days late, months, years; and how they are weighed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.dates import parse_iso
from xlar.core.payment_record import Habit, PaymentRecord
from xlar.core.policy_scoring import COMPONENTS, ScoringPolicy
from xlar.core.scoring.points import (
    payment_points,
    score_of,
    trading_points,
    weighed,
    years_points,
)
from xlar.core.scoring.report import graded

DAY = parse_iso("2026-06-30")
ONE = 10**8
DEFAULT = ScoringPolicy()


def record(amount_days, amount=100, broken=0, slower=False):
    def one(value):
        return np.array([value], np.int64)

    habit = Habit(one(0), one(0), one(0), np.array([slower]))
    return PaymentRecord(one(amount), one(amount_days), one(0), one(0), one(broken), habit)


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (-12, 100), (0, 100), (0.01, 85), (7, 85), (7.01, 70), (15, 70), (15.01, 50), (30, 50),
        (30.01, 25), (60, 25), (60.01, 0), (500, 0),
    ],
)  # fmt: skip
def test_points_by_weighted_days_late(days, points):
    # upper edges are inclusive and nothing is rounded: 701 ÷ 100 is above 7
    assert payment_points(record(round(days * 100)), DEFAULT).tolist() == [points]


@pytest.mark.parametrize(
    ("given_", "points"),
    [
        (record(0, broken=1), 95),
        (record(0, broken=3, slower=True), 75),  # 100 − 3 × 5 − 10
        (record(0, slower=True), 90),
        (record(6000, broken=6), 0),  # 25 − 30: never below 0
        (record(0, amount=0), NO_INT),  # nothing paid, nothing due
        (record(0, amount=0, broken=2), 90),
    ],
)
def test_broken_promises_and_growing_slower_cost_points(given_, points):
    assert payment_points(given_, DEFAULT).tolist() == [points]


def test_what_is_taken_off_is_a_setting():
    policy = replace(DEFAULT, broken_promise_points=0, slower_points=0)
    assert payment_points(record(0, broken=4, slower=True), policy).tolist() == [100]


def bought(*months, type_="invoice"):
    return "\n".join(
        f"{month}-15 invoice C1 I-{month} 10.00 due {month}-20 type {type_}" for month in months
    )


YEAR = [f"{2025 + month // 12}-{month % 12 + 1:02}" for month in range(6, 18)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (bought(*YEAR), 100),
        (bought(*YEAR[:6]), 50),
        (bought("2026-06"), 8),  # 1 ÷ 12 = 8.33
        (bought("2026-05", "2026-06") + "\n2026-06-29 invoice C1 X 1.00 due 2026-07-01", 17),
        (bought("2025-05"), 0),  # bought before, not lately
        ("customer C1", NO_INT),  # never
        (bought("2026-07"), NO_INT),  # not yet
        (bought("2026-06", type_="interest"), NO_INT),  # interest is nothing bought
        # the twelve months begin on the day after the same day a year ago
        ("2025-06-30 invoice C1 X 1.00 due 2025-07-01", 0),
        ("2025-07-01 invoice C1 X 1.00 due 2025-07-02", 8),
    ],
)
def test_trading_points_are_the_share_of_months_with_purchases(text, points):
    assert trading_points(ledger_of(text), DAY, DEFAULT).tolist() == [points]


@pytest.mark.parametrize(
    ("since", "points"),
    [
        ("2021-06-30", 100), ("2021-07-01", 80), ("2023-06-30", 80), ("2023-07-01", 60),
        ("2024-06-30", 60), ("2025-06-30", 40), ("2025-07-01", 20), ("2026-06-30", 20),
        ("2026-07-01", NO_INT),
    ],
)  # fmt: skip
def test_years_points_are_by_full_years(since, points):
    ledger = ledger_of(f"customer C1 since {since}")
    assert years_points(ledger, DAY, DEFAULT).tolist() == [points]


def test_without_a_first_day_the_first_document_counts():
    text = "2023-06-30 invoice C1 I-1 1.00 due 2023-07-30"
    assert years_points(ledger_of(text), DAY, DEFAULT).tolist() == [80]
    assert years_points(ledger_of("customer C1"), DAY, DEFAULT).tolist() == [NO_INT]


def part_points(**points):
    return {name: np.array([points.get(name, NO_INT)]) for name in COMPONENTS}


def scored(points, policy=DEFAULT):
    total, weights = weighed(points, policy)
    score = int(score_of(total, weights, policy)[0])
    return None if score == NO_AMOUNT else score / ONE, graded(total, weights, policy)[0]


T56 = {"payment": 85, "finance": 70, "trading": 80, "industry": 60, "years": 100, "third_party": 50}


@pytest.mark.parametrize(
    ("points", "score", "grade"),
    [
        # T56: 85×.4 + 70×.2 + 80×.15 + 60×.1 + 100×.1 + 50×.05 = 34 + 14 + 12 + 6 + 10 + 2.5
        (T56, 78.5, "B"),
        # without finance the rest weighs 80: (34 + 12 + 6 + 10 + 2.5) ÷ 0.8
        ({**T56, "finance": NO_INT}, 80.625, "B"),
        # half of the weights is enough, less is not
        ({"payment": 85, "industry": 60}, 80.0, "B"),  # (3,400 + 600) ÷ 50
        ({"payment": 85, "third_party": 50}, None, ""),
        ({}, None, ""),
        # parts without a weight do not count
        ({**T56, "owner": 0, "priority": 0}, 78.5, "B"),
    ],
)
def test_missing_parts_re_weight_the_others(points, score, grade):
    assert scored(part_points(**points)) == (score, grade)


@pytest.mark.parametrize(
    ("points", "grade"),
    [(100, "A"), (85, "A"), (84, "B"), (70, "B"), (69, "C"), (55, "C"), (54, "D"), (0, "D")],
)
def test_grades(points, grade):
    assert scored(part_points(**dict.fromkeys(T56, points)))[1] == grade


def test_a_score_a_hair_below_a_limit_is_below_it():
    # (85 × 99 + 84) ÷ 100 = 84.99
    policy = replace(DEFAULT, weights={"payment": 99, "finance": 1})
    assert scored(part_points(payment=85, finance=84), policy) == (84.99, "B")


def test_further_parts_count_once_they_have_a_weight():
    policy = replace(DEFAULT, weights={"payment": 50, "owner": 30, "priority": 20})
    # (40 × 50 + 80 × 30 + 75 × 20) ÷ 100
    assert scored(part_points(payment=40, owner=80, priority=75), policy) == (59.0, "C")


any_points = st.dictionaries(
    st.sampled_from(list(T56)), st.integers(0, 100), min_size=1, max_size=len(T56)
)


@given(any_points)
def test_a_score_lies_between_its_least_and_its_best_part(points):
    score, _ = scored(part_points(**points))
    if score is not None:
        assert min(points.values()) - 1e-8 <= score <= max(points.values()) + 1e-8


@given(any_points, st.sampled_from(list(T56)))
def test_a_better_part_never_lowers_the_score(points, name):
    low, _ = scored(part_points(**{**points, name: 20}))
    high, _ = scored(part_points(**{**points, name: 90}))
    assert (low is None) == (high is None)
    assert low is None or low < high


def test_the_weights_of_the_settings_add_up_to_a_hundred():
    assert sum(DEFAULT.weights.values()) == 100
