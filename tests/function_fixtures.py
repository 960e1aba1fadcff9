"""A session that knows the sample ledger; today is two weeks after its as-of day."""

from __future__ import annotations

import datetime as dt

import pytest
from cell_tables import LEDGER_ARGS

from xlar.functions.call import Session

TODAY = dt.date(2026, 7, 15)


@pytest.fixture
def session():
    return Session(lambda: TODAY)


@pytest.fixture
def handle(session):
    return session.call("AR_LEDGER", LEDGER_ARGS)


@pytest.fixture
def ask(session, handle):
    """Calls a function; ``...`` stands for the handle."""

    def call(name, *args, **options):
        given = tuple(handle if one is ... else one for one in args)
        return session.call(name, given, **options)

    return call
