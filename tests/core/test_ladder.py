"""The ladder a second time, one item at a time and in plain words, against the columns."""

from __future__ import annotations

import random

import numpy as np
import pytest

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.ladder import CONTACTS, ItemFacts, latest, next_contacts, next_letters, track_of
from xlar.core.policy import DunningPolicy

TODAY = 1000
COUNT = 400


def some_facts(source):
    """Facts of items around the day looked from, half of them with something recorded."""

    def maybe(low, high):
        return source.randrange(low, high) if source.random() < 0.5 else NO_DAY

    rows = []
    for _ in range(COUNT):
        due = TODAY - source.choice((*range(-12, 50), 210, 217, 218, 230, 400))
        level = source.choice((0, 0, 0, 1, 2, 3, 4, 5, 6, 7))
        rows.append(
            {
                "due": due,
                "final": due + source.choice((0, 2, 10, 20)),
                "grace": source.choice((0, 0, 3, 15)),
                "level": level,
                "sent_on": TODAY - source.randrange(0, 40) if level else NO_DAY,
                "reminded": source.random() < 0.3,
                "called_on": maybe(TODAY - 30, TODAY + 1),
                "handed_over_on": maybe(TODAY - 30, TODAY + 1),
                "sued_on": maybe(TODAY - 30, TODAY + 1),
            }
        )
    return rows


def columns(rows):
    return ItemFacts(
        **{
            name: np.array([row[name] for row in rows], bool if name == "reminded" else np.int64)
            for name in rows[0]
        }
    )


def begin(item, settings):
    return item["due"] + item["grace"] + (settings.grace_edge == "strict")


def letter_of(item, track, settings):
    """The next letter of one item: (level, day)."""
    start = begin(item, settings)
    letters = sorted((rung for rung in track if rung.level >= 1), key=lambda rung: rung.level)
    answer = (-1, NEVER)
    if item["level"] >= 1:
        above = [rung for rung in letters if rung.level > item["level"]]
        if above:
            answer = (above[0].level, max(start + above[0].day, item["sent_on"] + above[0].gap))
    elif item["due"] > TODAY and not item["reminded"] and track[0].level == 0:
        answer = (0, item["due"] + track[0].day)
    elif letters:
        choice = letters[0]
        if settings.first_letter == "by_age":
            for rung in letters:
                if start + rung.day <= TODAY and rung.level <= settings.first_letter_max:
                    choice = rung
        answer = (choice.level, start + choice.day)
    return formal_at_once(item, answer, track, settings)


def formal_at_once(item, answer, track, settings):
    """L3 instead, where the final deadline asks for it earlier."""
    level, day = answer
    formal = [rung for rung in track if rung.level == 3]
    unsent = item["level"] == 0
    if not formal or item["level"] >= 3 or not 0 <= level <= 3:
        return answer
    if unsent and settings.first_letter == "from_1":
        return answer
    at_once = max(item["final"], begin(item, settings)) + 1
    if not unsent and item["sent_on"] > item["final"]:
        at_once = max(at_once, item["sent_on"] + formal[0].gap)
    if level == 3:
        return 3, min(day, at_once)
    return (3, at_once) if at_once <= day or at_once <= TODAY else answer


def contact_of(item, track, settings):
    """The next call, hand-over or lawsuit of one item: (name, day)."""
    start = begin(item, settings)
    reached = [rung for rung in track if start + rung.day <= TODAY]
    done_on = {
        "call": item["called_on"],
        "handover": max(item["handed_over_on"], item["sued_on"]),
        "lawsuit": item["sued_on"],
    }
    if reached and reached[-1].action != "letter":
        rung = reached[-1]
        if done_on[rung.action] < start + rung.day:
            return rung.action, start + rung.day
    for rung in track[len(reached) :]:
        if rung.action != "letter":
            return rung.action, start + rung.day
    return None, NEVER


SETTINGS = [
    DunningPolicy(),
    DunningPolicy(grace_edge="strict"),
    DunningPolicy(first_letter="from_1"),
    DunningPolicy(first_letter_max=2),
    DunningPolicy(skip_steps={"C": (1, 4, 8, 11)}),
    DunningPolicy(letter_days={"D": {"0": -3, "2": 2, "5": 40}}),
]


@pytest.mark.parametrize("settings", SETTINGS, ids=range(len(SETTINGS)))
@pytest.mark.parametrize("grade", ["A", "C", "D"])
def test_columns_say_what_the_plain_rule_says(settings, grade):
    rows = some_facts(random.Random(f"{grade}{settings}"))
    track = track_of(settings, grade)
    facts = columns(rows)
    levels, days = next_letters(facts, TODAY, track, settings)
    assert [*zip(levels.tolist(), days.tolist(), strict=True)] == [
        letter_of(item, track, settings) for item in rows
    ]
    places, days = next_contacts(facts, TODAY, track, settings)
    names = [CONTACTS[place] if place >= 0 else None for place in places.tolist()]
    assert [*zip(names, days.tolist(), strict=True)] == [
        contact_of(item, track, settings) for item in rows
    ]


def test_facts_of_some_items():
    rows = some_facts(random.Random(1))
    picked = columns(rows).at(np.array([3, 1]))
    assert picked.due.tolist() == [rows[3]["due"], rows[1]["due"]]
    assert picked.reminded.tolist() == [rows[3]["reminded"], rows[1]["reminded"]]


def test_rungs_of_other_letter_days_stand_in_order():
    # L3 day 1, L4 day 5, the call of step 3 on day 9, L6 day 13
    track = track_of(DunningPolicy(), "D")
    assert [rung.step for rung in track] == [4, 5, 3, 10, 7, 8, 9, 11, 12]


@pytest.mark.parametrize(
    ("places", "days", "expected"),
    [([], [], [NO_DAY] * 2), ([1], [5], [NO_DAY, 5]), ([0, 0, 1], [7, 5, 1], [7, 1])],
)
def test_latest_day_per_place(places, days, expected):
    assert latest(2, np.array(places, np.int64), np.array(days, np.int64)).tolist() == expected
