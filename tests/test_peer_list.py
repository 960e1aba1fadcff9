"""The list of cases from other systems is complete and says why a case is left out.

These tests need no outside facts, so they also run where the cases themselves are not at hand.
"""

from __future__ import annotations

from oracles import test_peers as peers


def test_a_case_is_run_once_or_has_a_reason():
    names = [*peers.ENTIRELY_BY_FIGURES, *peers.OWN, *peers.NOT_RUN]
    assert len(names) == len(set(names))


def test_every_reason_is_a_sentence():
    assert all(len(reason.split()) > 8 for reason in peers.NOT_RUN.values())


def test_a_case_is_not_both_taken_over_and_written_out():
    assert set(peers.ENTIRELY_BY_FIGURES).isdisjoint(peers.OWN)
