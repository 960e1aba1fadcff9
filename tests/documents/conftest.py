"""Fixtures for the tests of documents."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def flushes(monkeypatch):
    """The open files brought to the disk, in order; the disk itself is not waited for.

    Only a power cut could tell the difference: what a killed process has written stays written.
    """
    flushed = []
    monkeypatch.setattr(os, "fsync", lambda number: flushed.append(os.fstat(number).st_ino))
    return flushed
