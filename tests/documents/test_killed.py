"""A process killed at any moment: afterwards files and register agree, nothing doubled or lost."""

from __future__ import annotations

import random
import shutil

import pytest
from batches import assert_agree, numbers
from killing import CUSTOMERS, batch, dying, killed_after, read, send, together

from xlar.documents.register import read_register


def of_one_day(folder, day):
    """The customers who have a document of a day, in the order of the register."""
    rows = read_register(folder).rows
    return [one.customer_id for one in rows if one.as_of.timetuple().tm_yday == day + 1]


def test_killed_at_every_step_a_batch_is_there_as_a_whole_or_not_at_all(tmp_path):
    done, day = False, 0
    while not done:
        day += 1
        done = dying(batch, tmp_path, day, day) == 0
        assert_agree(tmp_path)
        assert of_one_day(tmp_path, day) in ([], list(CUSTOMERS))
        batch(tmp_path, day)
        assert of_one_day(tmp_path, day) == list(CUSTOMERS)
        assert len(numbers(tmp_path)) == day * len(CUSTOMERS)
    assert day > 30  # the steps were really counted
    assert_agree(tmp_path)


def test_killed_at_50_random_moments_files_and_register_agree(tmp_path):
    moments = random.Random(20260630)
    for day in range(1, 51):
        killed_after(moments.uniform(0, 0.06), tmp_path, day)
        assert_agree(tmp_path)
        assert of_one_day(tmp_path, day) in ([], list(CUSTOMERS))
    for day in range(1, 51):
        batch(tmp_path, day)
        assert of_one_day(tmp_path, day) == list(CUSTOMERS)
    assert len(numbers(tmp_path)) == 50 * len(CUSTOMERS)
    assert_agree(tmp_path)


def test_a_reader_killed_at_every_step_leaves_the_next_one_nothing_worse(tmp_path):
    fresh = tmp_path / "fresh"
    batch(fresh, 1)
    (fresh / "register.csv").unlink()
    shutil.copytree(fresh / "2026-01-02 催款函 001", fresh / ".xlar-0123abcd")
    done, step = False, 0
    while not done:
        step += 1
        folder = tmp_path / str(step)
        shutil.copytree(fresh, folder)
        done = dying(read, folder, 1, step) == 0
        assert_agree(folder)
        assert numbers(folder) == ["CK-2026-0001", "CK-2026-0002", "CK-2026-0003"]
    assert step > 10


def test_killed_at_every_step_a_change_of_status_is_made_for_all_or_for_none(tmp_path):
    batch(tmp_path, 1)
    done, step, seen = False, 0, set()
    while not done:
        step += 1
        done = dying(send, tmp_path, 2, step) == 0
        statuses = [one.status for one in read_register(tmp_path).rows]
        assert statuses in (["draft"] * 3, ["sent"] * 3)
        seen.add(statuses[0])
        assert_agree(tmp_path)
    assert seen == {"draft", "sent"}


@pytest.mark.parametrize("count", [2, 3])
def test_batches_at_once_get_numbers_without_gap_or_double(tmp_path, count):
    calls = [
        [(tmp_path, day, (f"{who}-{day}-a", f"{who}-{day}-b")) for day in range(1, 5)]
        for who in range(count)
    ]
    assert together(calls) == [0] * count
    assert sorted(numbers(tmp_path)) == [
        f"CK-2026-{number:04d}" for number in range(1, count * 8 + 1)
    ]
    assert_agree(tmp_path)


def test_one_batch_started_three_times_at_once_is_made_once(tmp_path):
    assert together([[(tmp_path, 1, CUSTOMERS)]] * 3) == [0] * 3
    assert of_one_day(tmp_path, 1) == list(CUSTOMERS)
    assert_agree(tmp_path)
