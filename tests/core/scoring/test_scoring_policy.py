"""Settings of scoring and signals: what is refused, and the words that say why."""

from __future__ import annotations

import pytest

from xlar.core.errors import BadPolicy
from xlar.core.policy import Policy


@pytest.mark.parametrize(
    ("group", "name", "value", "expected"),
    [
        ("scoring", "weights", {"paymet": 40}, "payment"),
        ("scoring", "weights", {"payment": -1}, "0 or more"),
        ("scoring", "weights", {"payment": 0}, "above 0"),
        ("scoring", "late_points", {"week": 85}, "number = points"),
        ("scoring", "late_points", {}, "number = points"),
        ("scoring", "late_points", {"7": 101}, "0 to 100"),
        ("scoring", "grades", {"A": 70, "B": 85}, "falling"),
        ("scoring", "limit_factors", {"A": -1}, "0 or more"),
        ("scoring", "limit_step", 0, "more than 0"),
        ("scoring", "window_days", 0, "more than 0"),
        ("scoring", "trial_limit", -1, "0 or more"),
        ("scoring", "file_fields", ["nickname"], "tax_id"),
        ("scoring", "file_documents", [f"{number}" for number in range(61)], "60"),
        ("signals", "weights", {"sewed": 3}, "sued"),
        ("signals", "weights", {"sued": -3}, "0 or more"),
        ("signals", "classes", {"catastrophe": 3}, "danger"),
        ("signals", "classes", {"watch": 8, "warning": 5}, "rising"),
        ("signals", "classes", {"watch": 0}, "above 0"),
        ("signals", "review_at", 0, "more than 0"),
        ("signals", "part_share", 0, "fraction"),
        ("signals", "concentration", "1.1", "fraction"),
        ("signals", "slower_days", -1, "0 or more"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(group, name, value, expected):
    with pytest.raises(BadPolicy) as caught:
        Policy.from_mapping({group: {name: value}})
    message = caught.value.message
    assert f"{group}.{name}" in message.en
    assert expected in message.en
    assert f"{group}.{name}" in message.zh


def test_classes_that_are_left_out_do_not_exist():
    policy = Policy.from_mapping({"signals": {"classes": {"danger": 9}}})
    assert dict(policy.signals.classes) == {"danger": 9}
