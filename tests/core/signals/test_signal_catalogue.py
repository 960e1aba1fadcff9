"""The catalogue: 18 signals of customers, 10 of outlets, and how users name them."""

from __future__ import annotations

from collections import Counter

import pytest

from xlar.core.policy import Policy
from xlar.core.signal_catalogue import SIGNS, sign_code


def test_eighteen_of_customers_ten_of_outlets():
    families = Counter(sign.family for sign in SIGNS.values())
    assert (families["customer"], families["outlet"]) == (18, 10)


def test_every_sign_has_a_name_of_its_own_and_a_weight():
    for lang in ("zh", "en"):
        assert len({sign.name[lang] for sign in SIGNS.values()}) == len(SIGNS)
    assert {sign.weight for sign in SIGNS.values()} == {3, 5, 8, 10}
    assert all(code == sign.code for code, sign in SIGNS.items())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_name_means_its_code(lang):
    assert {sign_code(sign.name[lang]) for sign in SIGNS.values()} == set(SIGNS)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("sued", "sued"),
        (" SUED ", "sued"),
        ("被他人起诉。", "sued"),
        ("Ｓｕｅｄ by others", "sued"),
        ("Owner hard to reach", "owner_unreachable"),
        ("owner_unreachable", "owner_unreachable"),
        ("股东不和 经营无方向", "owners_quarrel"),
        (" 仓库着火 ", "仓库着火"),
        ("sued by us", "sued by us"),
    ],
)
def test_case_width_blanks_and_punctuation_do_not_matter(written, code):
    assert sign_code(written) == code


def test_weights_are_the_catalogues_unless_set():
    policy = Policy.from_mapping({"signals": {"weights": {"sued": 10}, "own_weight": 4}}).signals
    assert [policy.weight_of(code) for code in ("sued", "outlet_owner_gone", "仓库着火")] == [
        10,
        10,
        4,
    ]
