"""Laws the indicators obey on every ledger, tried on random ones."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import reference
from exact import decimal, ledger_from
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_strategies import ledgers

from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import calendar_date
from xlar.core.indicators import AMOUNTS, FIGURES, indicators, value_classes
from xlar.core.policy import Policy

MANY = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
methods = st.sampled_from(("fifo", "explicit"))
lines = st.sampled_from(("total", "salesperson", "region"))


def settings_for(method):
    return Policy.from_mapping({"aging": {"allocation": method}})


@MANY
@given(ledgers(), methods, lines, st.integers(1, 8))
def test_opening_and_movements_make_the_closing(case, method, by, months):
    source, day = case
    report = indicators(ledger_from(source), day, months=months, by=by, policy=settings_for(method))
    assert set(report.check.values()) <= {0}
    follows = (report.key[1:] == report.key[:-1]) & (report.currency[1:] == report.currency[:-1])
    opening, closing = report.amounts["opening"], report.amounts["closing"]
    assert (opening[1:][follows] == closing[:-1][follows]).all()


@MANY
@given(ledgers(), methods)
def test_balances_equal_the_reference(case, method):
    source, day = case
    ledger = ledger_from(source)
    report = indicators(ledger, day, months=2, policy=settings_for(method))
    book = reference.read(source)
    for row in range(len(report)):
        code = ledger.currencies[report.currency[row]]
        for name, last in (
            ("closing", calendar_date(report.last[row])),
            ("opening", calendar_date(report.first[row]) - timedelta(days=1)),
        ):
            settled = reference.settle(book, last, method).open
            open_ = [
                amount for document, amount in settled.items()
                if amount > 0 and document.currency == code
            ]  # fmt: skip
            assert decimal(ledger, report.currency[row], report.amounts[name][row]) == sum(open_)


@MANY
@given(ledgers(), methods, st.integers(1, 6))
def test_lines_add_up_to_the_total(case, method, months):
    source, day = case
    ledger, policy = ledger_from(source), settings_for(method)
    total = indicators(ledger, day, months=months, policy=policy)
    for by in ("salesperson", "region"):
        parts = indicators(ledger, day, months=months, by=by, policy=policy)
        for currency in np.unique(total.currency).tolist():
            for name in AMOUNTS:
                whole = total.amounts[name][total.currency == currency]
                of_lines = parts.amounts[name][parts.currency == currency]
                assert of_lines.reshape(-1, len(whole)).sum(axis=0).tolist() == whole.tolist()


@MANY
@given(ledgers(), methods, lines)
def test_a_month_looks_the_same_from_later_months(case, method, by):
    source, day = case
    ledger, policy = ledger_from(source), settings_for(method)
    full = indicators(ledger, day, months=4, by=by, policy=policy)
    ends = sorted(set(full.last.tolist()))
    if len(ends) < 2:
        return
    then = indicators(ledger, calendar_date(ends[-2]), months=1, by=by, policy=policy)
    row_of = {
        (full.names[key], currency): row
        for row, (key, currency, last) in enumerate(
            zip(full.key.tolist(), full.currency.tolist(), full.last.tolist(), strict=True)
        )
        if last == ends[-2]
    }
    for row in range(len(then)):
        twin = row_of[then.names[then.key[row]], int(then.currency[row])]
        for group in ("amounts", "figures"):
            now = {name: values[twin] for name, values in getattr(full, group).items()}
            assert now == {name: values[row] for name, values in getattr(then, group).items()}


@MANY
@given(ledgers(), methods, lines)
def test_a_figure_is_there_or_has_a_reason(case, method, by):
    source, day = case
    report = indicators(ledger_from(source), day, months=3, by=by, policy=settings_for(method))
    for name in FIGURES:
        absent = report.figures[name] == NO_AMOUNT
        assert [why is not None for why in report.missing[name]] == absent.tolist()


@MANY
@given(ledgers(), methods)
def test_shares_are_shares(case, method):
    source, day = case
    report = indicators(ledger_from(source), day, months=3, policy=settings_for(method))
    for name in ("overdue_rate", "concentration", "contact_rate", "promise_rate"):
        known = report.figures[name][report.figures[name] != NO_AMOUNT]
        assert ((known >= 0) & (known <= 10**8)).all()


@MANY
@given(ledgers(), methods)
def test_value_classes_hold_everything_once(case, method):
    source, day = case
    ledger, policy = ledger_from(source), settings_for(method)
    classes = value_classes(ledger, day, policy=policy)
    report = indicators(ledger, day, months=1, policy=policy)
    for currency in np.unique(classes.currency).tolist():
        mine = classes.currency == currency
        assert classes.open[mine].sum() == report.amounts["closing"][report.currency == currency]
        assert classes.cumulative[mine][-1] == 10**8
        assert (np.diff(classes.value_class[mine]) >= 0).all()
