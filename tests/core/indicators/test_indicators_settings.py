"""Which settings of indicators are refused; what they change is tested with the figures."""

from __future__ import annotations

import pytest

from xlar.core.errors import BadPolicy
from xlar.core.policy import Policy

WRONG = [
    ({"vat": "both"}, "indicators.vat"),
    ({"vat_rate": 13}, "indicators.vat_rate"),
    ({"vat_rate": -0.1}, "indicators.vat_rate"),
    ({"dso_days": 0}, "indicators.dso_days"),
    ({"turnover_months": 0}, "indicators.turnover_months"),
    ({"year_days": 364}, "indicators.year_days"),
    ({"without_money": ["barter"]}, "indicators.without_money"),
    ({"top_percent": 0}, "indicators.top_percent"),
    ({"top_percent": 101}, "indicators.top_percent"),
    ({"abc": [80, 15, 6]}, "indicators.abc"),
    ({"abc": [120, -10, -10]}, "indicators.abc"),
    ({"abc": [80, 20]}, "indicators.abc"),
]


@pytest.mark.parametrize(("settings", "name"), WRONG)
def test_a_wrong_setting_is_refused_by_name(settings, name):
    with pytest.raises(BadPolicy) as caught:
        Policy.from_mapping({"indicators": settings})
    assert name in caught.value.text("zh")
    assert name in caught.value.text("en")


@pytest.mark.parametrize(
    "settings",
    [
        {"vat": "out", "vat_rate": 0},
        {"without_money": []},
        {"without_money": ["transfer", "third_party"]},
        {"abc": [100, 0, 0]},
        {"top_percent": 100},
        {"year_days": 360},
    ],
)
def test_the_edges_are_allowed(settings):
    assert Policy.from_mapping({"indicators": settings}) != Policy()
