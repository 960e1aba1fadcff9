"""The indicators as tables: by month with their trend, and customers by value class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.dates import calendar_date
from xlar.core.indicators import AMOUNTS, CLASSES, FIGURES, Missing
from xlar.core.indicators.formulas import scaled, share
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.frames.cells import TOTAL
from xlar.frames.field import grouped
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated, hundred_millionths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.indicators import IndicatorReport, ValueClasses
    from xlar.frames.field import Field

TITLE: Final = Text("指标", "Indicators")
CLASSES_TITLE: Final = Text("客户价值分类", "Value classes")
CHANGES: Final = ("collection_rate", "overdue_rate", "dso")
"""Figures whose change from the month before has a column."""

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "total": (), "salesperson": ("salesperson",), "region": ("region",),
}  # fmt: skip
_MOVED: Final = (
    "sales", "other", "received", "otherwise", "written_off", "recovered", "advances",
)  # fmt: skip
_TARGETS: Final = ("target", "attainment", "target_rate", "target_days")
_VAT: Final = {
    "in": Text("DSO、周转率的应收与销售均含税", "DSO and turnover: both sides with VAT"),
    "out": Text("DSO、周转率的应收与销售均不含税", "DSO and turnover: both sides without VAT"),
}


def kpi_table(report: IndicatorReport) -> Tabulated:
    """The indicators, one row per line, currency and month; by salesperson with their targets.

    Args:
        report: the indicators.
    """
    ledger = report.ledger
    codes = [ledger.currencies[place] for place in report.currency]
    values: dict[str, Any] = {
        "currency": codes,
        "month": [f"{calendar_date(day):%Y-%m}" for day in report.first],
        **report.amounts,
        **report.figures,
        **{f"{name}_change": report.changes[name] for name in CHANGES},
        "not_computed": _reasons(report),
    }
    if report.by != "total":
        values[report.by] = report.names[report.key].tolist()
    targets = _targets(report) if report.by == "salesperson" else {}
    names = (
        *_KEYS[report.by], "month", "currency", *AMOUNTS, *targets, *FIGURES,
        *(f"{name}_change" for name in CHANGES), "not_computed",
    )  # fmt: skip
    check = {code: format_minor(rest, code) for code, rest in report.check.items()}
    return Tabulated(
        "kpi",
        TITLE,
        report.as_of,
        tuple(_field(name) for name in names),
        values | targets,
        codes,
        notes=(
            *_bases(report),
            *((Text(f"核对差异 {code}", f"check {code}"), _same(grouped(rest)))
              for code, rest in check.items()),
        ),
        footings=tuple(
            _total(report, place) for place in np.unique(report.currency).tolist()
        ),
        facts={"by": report.by, "vat": report.policy.indicators.vat, "check": check},
    )  # fmt: skip


def _total(report: IndicatorReport, place: int) -> Footing:
    """All lines and months of a currency: its first opening, its last closing, what moved them."""
    mine = report.currency == place
    sums = {name: int(report.amounts[name][mine].sum()) for name in _MOVED}
    for name, day in (("opening", report.first.min()), ("closing", report.last.max())):
        days = report.first if name == "opening" else report.last
        sums[name] = int(report.amounts[name][mine & (days == day)].sum())
    received, new = sums["received"], sums["sales"] + sums["other"]
    rates = {
        "collection_rate": share(received, sums["opening"] + new, Missing.NOTHING_OPEN),
        "sales_collection_rate": share(received, sums["sales"], Missing.NO_SALES),
        "bad_debt_rate": share(sums["written_off"], sums["sales"], Missing.NO_SALES),
    }
    code = report.ledger.currencies[place]
    figures = {name: scaled(figure) for name, figure in rates.items()}
    return Footing("totals", TOTAL, {"currency": code, **sums, **figures}, code)


def _field(name: str) -> Field:
    """A column; in a narrow window the currency stays and the unapplied credit goes."""
    ranks = {"currency": 0, "unapplied": 1, "overdue": 1}
    return replace(FIELDS[name], rank=ranks.get(name, FIELDS[name].rank))


def _bases(report: IndicatorReport) -> list[tuple[Text, Text]]:
    """On which basis and over which windows the figures were worked out."""
    chosen = report.policy.indicators
    dso, months, year = chosen.dso_days, chosen.turnover_months, chosen.year_days
    return [
        (Text("增值税口径", "VAT"), _VAT[chosen.vat]),
        (
            Text("期间", "windows"),
            Text(
                f"DSO 取 {dso} 天销售；周转取 {months} 个月收入，一年 {year} 天；其余为当月",
                f"DSO over {dso} days of sales; turnover over {months} months, a year of {year} "
                "days; all else of the month",
            ),
        ),
    ]


def _same(text: str) -> Text:
    return Text(text, text)


def _reasons(report: IndicatorReport) -> list[tuple[str, ...]]:
    """Why figures of each row are absent, every reason once."""
    columns = [report.missing[name] for name in FIGURES]
    rows = zip(*columns, strict=True)
    return [tuple(dict.fromkeys(why.value for why in row if why)) for row in rows]


def _targets(report: IndicatorReport) -> dict[str, Any]:
    """The targets of each row's month, salesperson and currency, and how far they were reached."""
    targets = report.ledger.records.targets
    keys = zip(targets.month.tolist(), targets.salesperson, targets.currency.tolist(), strict=True)
    place = {key: row for row, key in enumerate(keys)}
    rows = zip(
        report.first.tolist(), report.names[report.key], report.currency.tolist(), strict=True
    )
    found = np.array([place.get(key, -1) for key in rows], np.int64)
    there = np.flatnonzero(found >= 0)
    goal, rate = (np.full(len(found), NO_AMOUNT, np.int64) for _ in range(2))
    days = np.full(len(found), NO_INT, np.int64)
    goal[there] = targets.amount[found[there]]
    stated = there[targets.rate[found[there]] >= 0]
    rate[stated] = targets.rate[found[stated]]
    days[there] = targets.days[found[there]]
    received = report.amounts["received"]
    attained = [
        hundred_millionths(cash, wanted) if wanted > 0 else NO_AMOUNT
        for cash, wanted in zip(received.tolist(), goal.tolist(), strict=True)
    ]
    return dict(zip(_TARGETS, (goal, np.array(attained, np.int64), rate, days), strict=True))


def classes_table(report: ValueClasses) -> Tabulated:
    """The customers by what they owe, in value classes A, B and C.

    Args:
        report: the classes.
    """
    customers = report.ledger.customers
    codes = [report.ledger.currencies[place] for place in report.currency]
    a, b, c = report.policy.indicators.abc
    names = ("rank", "customer_id", "name", "currency", "open", "share", "cumulative",
             "value_class")  # fmt: skip
    return Tabulated(
        "classes",
        CLASSES_TITLE,
        report.as_of,
        tuple(FIELDS[name] for name in names),
        {
            "rank": report.rank,
            "customer_id": customers.id[report.customer].tolist(),
            "name": customers.name[report.customer].tolist(),
            "currency": codes,
            "open": report.open,
            "share": report.share,
            "cumulative": report.cumulative,
            "value_class": [CLASSES[place] for place in report.value_class],
        },
        codes,
        notes=((Text("分类", "classes"), _same(f"A {a}%  B {b}%  C {c}%")),),
        facts={"by": "customer"},
    )
