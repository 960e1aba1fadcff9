"""Reports as pandas data frames, for those who go on calculating.

Amounts become floats in the units of their currency, as a spreadsheet cell holds them; the exact
figures are the report's own int64 columns. Dates are dates, what is absent is missing.
"""

from __future__ import annotations

from functools import partial, singledispatch
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from xlar.core.aging import AgingReport
from xlar.core.allocation import AllocationRows
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.credit import CreditReport
from xlar.core.interest import InterestReport
from xlar.core.items import OpenItems
from xlar.core.ledger import Kind, Origin, Status
from xlar.core.limitation import LimitationReport
from xlar.core.money import decimals
from xlar.core.stages import STAGES, StageReport
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.tabulate import TABULATED
from xlar.frames.tabulated import Tabulated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.frames.field import Field, FieldKind
    from xlar.frames.tabulated import Values


@singledispatch
def frame(report: Any) -> pd.DataFrame:
    """A report as a data frame, one row per row of the report.

    The columns are those of the report's command in JSON; words stay codes. What stands below a
    table there, sums and checks, is no row here.

    Args:
        report: what any of the report functions returned, or a `Tabulated` made of it.

    Raises:
        TypeError: it is no report.

    >>> frame(3)
    Traceback (most recent call last):
    ...
    TypeError: not a report: int
    """
    raise TypeError(f"not a report: {type(report).__name__}")


@frame.register
def _items(report: OpenItems) -> pd.DataFrame:
    documents = report.ledger.documents
    return pd.DataFrame(
        _document_columns(report.ledger, report.document)
        | {
            "amount": _amounts(report.ledger, report.document, documents.amount[report.document]),
            "open": _amounts(report.ledger, report.document, report.open),
            "days_past_due": _integers(report.days_past_due),
            "disputed": documents.disputed[report.document] > 0,
        }
    )


@frame.register
def _aging(report: AgingReport) -> pd.DataFrame:
    ledger = report.ledger
    columns: dict[str, Any] = {}
    if report.by == "customer":
        columns["customer_id"] = _texts(ledger.customers.id[report.key])
        columns["name"] = _texts(ledger.customers.name[report.key])
    elif report.by == "invoice":
        columns = _document_columns(ledger, report.key)
    elif report.by != "currency":
        columns[report.by] = _texts(report.key_names[report.key])
    unit = _units(ledger)[report.currency]
    columns["currency"] = _codes(ledger, report.currency)
    columns["total"] = report.total / unit
    columns["unapplied"] = report.unapplied / unit
    for place, label in enumerate(report.labels):
        columns[label] = report.buckets[:, place] / unit
    return pd.DataFrame(columns)


@frame.register
def _credit(report: CreditReport) -> pd.DataFrame:
    ledger, customers, rows = report.ledger, report.ledger.customers, report.customer
    unit = _units(ledger)[report.currency]
    return pd.DataFrame(
        {
            "customer_id": _texts(customers.id[rows]),
            "name": _texts(customers.name[rows]),
            "currency": _codes(ledger, report.currency),
            "grade": _texts(customers.grade[rows]),
            "limit": _or_missing(report.limit, unit),
            "exposure": report.exposure / unit,
            "headroom": _or_missing(report.headroom, unit),
            "overdue": report.overdue / unit,
            "status": _named(Status, customers.status[rows]),
            "decision": pd.Series(report.decision, dtype=object),
            "reasons": pd.Series(report.reasons, dtype=object),
        }
    )


@frame.register
def _stages(report: StageReport) -> pd.DataFrame:
    names = {code: name.zh for code, name in STAGES.items()}
    return pd.DataFrame(
        _document_columns(report.ledger, report.document)
        | {
            "open": _amounts(report.ledger, report.document, report.open),
            "days_past_due": report.days_past_due,
            "stage": report.stage,
            "stage_name": _texts([names[code] for code in report.stage.tolist()]),
            "step": report.step,
            "level": report.level,
            "final_deadline": _dates(report.final_deadline),
            "next_action": _texts(report.next_action),
            "next_action_date": _dates(report.next_action_date),
            "recovery_chance": report.recovery_chance / 10_000,
            "limitation_date": _dates(report.limitation_date),
        }
    )


@frame.register
def _allocations(report: AllocationRows) -> pd.DataFrame:
    ledger, documents = report.ledger, report.ledger.documents
    return pd.DataFrame(
        {
            "credit_no": _texts(documents.number[report.credit]),
            "invoice_no": _texts(documents.number[report.debit]),
            "instalment": documents.instalment[report.debit],
            "customer_id": _texts(ledger.customers.id[documents.customer[report.credit]]),
            "currency": _codes(ledger, documents.currency[report.credit]),
            "amount": _amounts(ledger, report.credit, report.amount),
            "date": _dates(report.date),
            "origin": _named(Origin, report.origin),
        }
    )


@frame.register
def _interest(report: InterestReport) -> pd.DataFrame:
    return pd.DataFrame(
        _document_columns(report.ledger, report.document)
        | {
            "interest": _amounts(report.ledger, report.document, report.amount),
            "days": report.days,
            "rate": report.rate / 10**8,
        }
    )


@frame.register
def _limitation(report: LimitationReport) -> pd.DataFrame:
    return pd.DataFrame(
        _document_columns(report.ledger, report.document)
        | {
            "open": _amounts(report.ledger, report.document, report.open),
            "last_start": _dates(report.last_start),
            "limitation_date": _dates(report.lapse),
            "has_lapsed": report.has_lapsed,
        }
    )


@frame.register
def _tabulated(report: Tabulated) -> pd.DataFrame:
    units = np.array([10 ** decimals(code or "CNY") for code in report.currencies], np.int64)
    return pd.DataFrame(
        {one.name: _column(one, report.values[one.name], units) for one in report.fields}
    )


def _department(report: Any, tabulate: Callable[[Any], Tabulated]) -> pd.DataFrame:
    return _tabulated(tabulate(report))


for _kind, _tabulate in TABULATED.items():
    frame.register(_kind, partial(_department, tabulate=_tabulate))


def _column(one: Field, values: Values, units: Int64s) -> pd.Series[Any]:
    """Exact values of a column as those of a data frame."""
    if one.kind == "amount":
        return pd.Series(_or_missing(np.asarray(values, np.int64), units))
    return _MADE.get(one.kind, _texts)(values)


def _document_columns(ledger: Ledger, rows: Column) -> dict[str, Any]:
    """What identifies a document."""
    documents, customers = ledger.documents, ledger.customers
    owner = documents.customer[rows]
    return {
        "document_no": _texts(documents.number[rows]),
        "instalment": documents.instalment[rows],
        "kind": _named(Kind, documents.kind[rows]),
        "customer_id": _texts(customers.id[owner]),
        "name": _texts(customers.name[owner]),
        "currency": _codes(ledger, documents.currency[rows]),
        "document_date": _dates(documents.date[rows]),
        "due_date": _dates(np.where(documents.amount[rows] > 0, documents.due[rows], NO_DAY)),
    }


def _units(ledger: Ledger) -> Int64s:
    """Minor units in one unit of each of the ledger's currencies."""
    return np.array([10 ** decimals(code) for code in ledger.currencies], np.int64)


def _amounts(ledger: Ledger, rows: Column, minor: Int64s) -> Column:
    return minor / _units(ledger)[ledger.documents.currency[rows]]


def _or_missing(minor: Int64s, unit: Int64s | np.int64) -> Column:
    return np.where(minor == NO_AMOUNT, np.nan, minor / unit)


def _codes(ledger: Ledger, currency: Column) -> pd.Series[Any]:
    return _texts([ledger.currencies[place] for place in currency.tolist()])


def _texts(values: Any) -> pd.Series[Any]:
    return pd.Series(list(values), dtype="str")


def _named(names: type[Kind | Origin | Status], codes: Column) -> pd.Series[Any]:
    words = [member.name.lower() for member in names]
    return _texts([words[code] for code in codes.tolist()])


def _dates(days: Column) -> pd.Series[Any]:
    missing = (days == NO_DAY) | (days == NEVER)
    dates = np.where(missing, 0, days).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(dates).mask(pd.Series(missing))


def _integers(values: Column) -> pd.Series[Any]:
    """Whole numbers, missing where none is given."""
    series = pd.Series(values.astype(np.int64), dtype="Int64")
    return series.mask(pd.Series(values == NO_INT))


def _scaled(values: Values) -> pd.Series[Any]:
    return pd.Series(_or_missing(np.asarray(values, np.int64), np.int64(NUMBER_SCALE)))


_MADE: Final[Mapping[FieldKind, Callable[[Any], pd.Series[Any]]]] = {
    "ratio": _scaled,
    "number": _scaled,
    "whole": lambda values: _integers(np.asarray(values, np.int64)),
    "day": lambda values: _dates(np.asarray(values, np.int32)),
    "flag": lambda values: pd.Series(np.asarray(values, bool)),
    "words": lambda values: pd.Series([tuple(codes) for codes in values], dtype=object),
}
