"""Worksheet functions of the family aging."""

from typing import Final

import numpy as np

from xlar.core.aging import aging
from xlar.core.buckets import Buckets, label_name
from xlar.core.dates import calendar_date, day_number
from xlar.core.errors import BadValue
from xlar.core.policy import Policy
from xlar.core.problems import Language, Text
from xlar.core.terms import due_days
from xlar.frames.cells import report_table
from xlar.functions import parameters as p
from xlar.functions.books import Books
from xlar.functions.table import worksheet_function

DEFAULTS: Final = Policy()


def settings_of(ledger: Books | None) -> Policy:
    """The settings of books, the defaults without any."""
    return DEFAULTS if ledger is None else ledger.policy


@worksheet_function("aging", "=AR_AGING(ledger)")
def ar_aging(
    ledger: p.Ledger,
    as_of: p.AsOf,
    by: p.By = "customer",
    limits: p.Limits = None,
    basis: p.Basis = None,
    *,
    lang: Language = "zh",
) -> p.Spilled:
    """账龄分析表，末尾为各币种合计与核对差异 / The aging table, ending with totals and the check.

    每行一个客户、一种币种；合计 = 各段之和 + 未核销款 / A row is one customer and one currency;
    total = sum of the buckets + unapplied credit.
    """
    report = aging(ledger.at(as_of), as_of, policy=ledger.policy, by=by, limits=limits, basis=basis)
    return report_table(report, lang)


@worksheet_function("aging", '=AR_BUCKET(45,"0,30,60")')
def ar_bucket(
    days: p.Days,
    limits: p.Limits = None,
    ledger: p.SettingsOf = None,
    *,
    lang: Language = "zh",
) -> p.Words:
    """逾期天数所在的账龄段 / The name of the aging bucket that days past due fall in.

    上限归入本段：30 天属于 1-30 天 / The upper edge belongs to the bucket: 30 days are in 1-30.

    >>> ar_bucket(45), ar_bucket(0, lang="en")
    ('31-60天', 'not due')
    """
    chosen = settings_of(ledger).aging.limits if limits is None else limits
    if chosen == "audit":
        raise BadValue(
            Text(
                "按整年分段要看单据日期，不能只凭天数；请给出天数，如 0,30,60",
                "full years need the date of the document; give limits in days, as 0,30,60",
            )
        )
    buckets = Buckets.of(chosen)
    place = int(buckets.index(np.array([-days], np.int32), 0)[0])
    return label_name(buckets.labels[place], lang)


@worksheet_function("aging", '=AR_DAYS_PAST_DUE("2026-06-19",as_of)')
def ar_days_past_due(due: p.Due, as_of: p.AsOf, ledger: p.SettingsOf = None) -> p.Whole:
    """截止日减到期日的天数 / Days from the due date to the day looked from.

    当天到期为 0，未到期为负数 / 0 is due on the day itself; negative: not due yet.

    >>> from datetime import date
    >>> ar_days_past_due(date(2026, 6, 19), date(2026, 6, 30))
    11
    """
    del ledger  # it has told the day already
    return (as_of - due).days


@worksheet_function("aging", '=AR_DUE_DATE("2026-05-15","月结30")')
def ar_due_date(date: p.Start, terms: p.Terms, ledger: p.SettingsOf = None) -> p.Day:
    """按账期推算的到期日 / The due date that a term of payment gives.

    天为日历日，月结按参数计 / Days are calendar days; 月结 counts as the settings say.

    >>> from datetime import date
    >>> from xlar.core.terms import parse_term
    >>> ar_due_date(date(2026, 5, 15), parse_term("次月15日"))
    datetime.date(2026, 6, 15)
    """
    start = np.array([day_number(date)], np.int32)
    return calendar_date(due_days(terms, start, settings_of(ledger).terms)[0])
