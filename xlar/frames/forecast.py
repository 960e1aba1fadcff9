"""The cash forecast as a table: one row per week, and one for what comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.dates import iso
from xlar.core.forecast.expected import WEEK
from xlar.core.money import divide_round, format_minor
from xlar.core.problems import Text
from xlar.frames.cells import TOTAL
from xlar.frames.field import grouped
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated, decimal_text, hundred_millionths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Column, Int64s
    from xlar.core.forecast import BackTest, ForecastReport

TITLE: Final = Text("回款预测", "Cash forecast")
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "currency": (),
    "customer": ("customer_id", "name"),
    "salesperson": ("salesperson",),
    "region": ("region",),
}
_FIGURES: Final = (
    "forecast", "bills_due", "cash", "cash_low", "cash_high", "on_due", "on_average",
)  # fmt: skip
_COLUMNS: Final = ("week", "week_from", "week_to", "currency", *_FIGURES)
_WEEKS: Final = Text("周数", "weeks")


def forecast_table(report: ForecastReport) -> Tabulated:
    """The forecast, tabulated; the last row of a currency holds what comes after the last week.

    Args:
        report: the forecast.
    """
    count, width = len(report), report.weeks + 1
    codes = np.repeat([report.ledger.currencies[place] for place in report.currency], width)
    first = np.array([report.first_day(week) for week in range(width)], np.int32)
    last = np.where(np.arange(width) < report.weeks, first + WEEK - 1, NEVER).astype(np.int32)
    values: dict[str, Any] = {
        **{name: np.repeat(column, width) for name, column in _keys(report).items()},
        "currency": codes.tolist(),
        "week": np.tile(np.arange(1, width + 1), count),
        "week_from": np.tile(first, count),
        "week_to": np.tile(last, count),
        "forecast": report.expected.ravel(),
        "bills_due": report.bills.ravel(),
        "cash": (report.expected + report.bills).ravel(),
        "cash_low": _widened(report.low),
        "cash_high": _widened(report.high),
        "on_due": report.on_due.ravel(),
        "on_average": report.on_average.ravel(),
    }
    fields = tuple(FIELDS[name] for name in (*KEYS[report.by], *_COLUMNS))
    sums = _by_currency(report)
    return Tabulated(
        "forecast",
        TITLE,
        report.as_of,
        fields,
        values,
        codes.tolist(),
        notes=(
            (_WEEKS, Text(f"{report.weeks}，其后为以后", f"{report.weeks}, then what comes later")),
            *(note for code in sums for note in _notes(report, code, sums[code])),
        ),
        footings=tuple(_footing(code, sums[code]) for code in sums),
        facts={
            "by": report.by,
            "currencies": {code: _facts(report, code, sums[code]) for code in sums},
        },
    )


def _keys(report: ForecastReport) -> dict[str, Column]:
    customers = report.ledger.customers
    if report.by == "customer":
        return {"customer_id": customers.id[report.key], "name": customers.name[report.key]}
    if report.by == "currency":
        return {}
    return {report.by: report.key_names[report.key]}


def _widened(weeks: Int64s) -> Int64s:
    """Figures of the weeks, with none for what comes later."""
    later = np.full((len(weeks), 1), NO_AMOUNT, np.int64)
    return np.concatenate([weeks, later], axis=1).ravel()


def _by_currency(report: ForecastReport) -> dict[str, dict[str, int]]:
    """The sums of each currency with a row."""
    found = {}
    for place in np.unique(report.currency).tolist():
        mine = report.currency == place
        sums = {
            "forecast": report.expected, "bills_due": report.bills, "on_due": report.on_due,
            "on_average": report.on_average, "open": report.open, "loss": report.loss,
            "unapplied": report.unapplied,
        }  # fmt: skip
        found[report.ledger.currencies[place]] = {
            name: int(column[mine].sum()) for name, column in sums.items()
        }
    return found


def _footing(code: str, sums: Mapping[str, int]) -> Footing:
    shown = {name: sums[name] for name in ("forecast", "bills_due", "on_due", "on_average")}
    cash = {"cash": sums["forecast"] + sums["bills_due"]}
    return Footing("totals", TOTAL, {"currency": code, **shown, **cash}, code)


def _facts(report: ForecastReport, code: str, sums: Mapping[str, int]) -> dict[str, Any]:
    """What a currency's rows rest on, as JSON has it."""
    test = report.tests.get(code)
    return {
        "open": format_minor(sums["open"], code),
        "loss": format_minor(sums["loss"], code),
        "unapplied": format_minor(sums["unapplied"], code),
        "check": format_minor(report.check.get(code, 0), code),
        "average_delay": report.delay.get(code),
        "back_test": None if test is None else _test(test, code),
    }


def _test(test: BackTest, code: str) -> dict[str, Any]:
    error, on_due, on_average = (
        format_minor(round(value), code)
        for value in (test.error, test.on_due_error, test.on_average_error)
    )
    return {
        "origins": [iso(day) for day in test.origins],
        "weeks": test.weeks,
        "cash": format_minor(test.cash, code),
        "forecast": format_minor(test.forecast, code),
        "error": error,
        "on_due_error": on_due,
        "on_average_error": on_average,
        "inside": decimal_text(hundred_millionths(test.inside, test.weeks)),
    }


def _notes(report: ForecastReport, code: str, sums: Mapping[str, int]) -> list[tuple[Text, Text]]:
    """The proof and the test of a currency, for people."""
    amount = {name: grouped(format_minor(value, code)) for name, value in sums.items()}
    rest = grouped(format_minor(report.check.get(code, 0), code))
    proof = Text(
        f"未清 {amount['open']} = 预计 {amount['forecast']} + 预计损失 {amount['loss']}；"
        f"未核销款 {amount['unapplied']}；核对差异 {rest}",
        f"open {amount['open']} = expected {amount['forecast']} + expected loss {amount['loss']}; "
        f"unapplied {amount['unapplied']}; check {rest}",
    )
    notes = [(Text(f"核对 {code}", f"check {code}"), proof)]
    if test := report.tests.get(code):
        notes.append((Text(f"检验 {code}", f"back-test {code}"), _verdict(test, code)))
    return notes


def _verdict(test: BackTest, code: str) -> Text:
    ours, on_due, on_average = (
        grouped(format_minor(round(value), code))
        for value in (test.error, test.on_due_error, test.on_average_error)
    )
    inside = divide_round(100 * test.inside, test.weeks)
    origins = len(test.origins)
    return Text(
        f"过去 {origins} 次预测、{test.weeks} 周的平均每周误差 {ours}；按到期日 {on_due}；"
        f"按平均延迟 {on_average}；{inside}% 落在区间内",
        f"mean error per week over {origins} past forecasts, {test.weeks} weeks: {ours}; if paid "
        f"when due {on_due}; at the average delay {on_average}; {inside}% within the range",
    )
