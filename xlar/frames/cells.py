"""Reports as tables of plain cell values, whole columns at once, for functions and sheets.

An amount is a float in the units of its currency, as a spreadsheet cell holds it; the exact figures
are the report's own int64 columns. A day is a date; what is absent is None; codes stand in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from xlar.core.aging import AgingReport
from xlar.core.allocation import AllocationRows
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.credit import CreditReport
from xlar.core.dates import iso
from xlar.core.items import OpenItems
from xlar.core.ledger import Kind, Origin, Status
from xlar.core.money import decimals, to_minor
from xlar.core.next_action import action_name
from xlar.core.problems import Language, Text
from xlar.core.stages import STAGES, StageReport
from xlar.frames.fields import (
    AGE_KEYS,
    AS_OF,
    FIELDS,
    METHOD,
    METHODS,
    ROW_FIELDS,
    TITLES,
    bucket_field,
)
from xlar.tables.schema import SETTINGS, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Problem
    from xlar.frames.field import Field

CellValue: TypeAlias = "str | float | date | None"
Cells: TypeAlias = list[Any]

TOTAL: Final = Text("合计", "Total")
CHECK: Final = Text("核对差异", "Check")
GL_DIFFERENCE: Final = Text("与总账差异", "Difference to general ledger")
_NAMED: Final = frozenset(("credit", "stages"))
"""Reports on whose sheets people look for a name, where programs look for the identifier."""


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A report as titled columns of cell values.

    Attributes:
        name: name of the report, as in `xlar.frames.fields.TITLES`.
        title: heading for people.
        fields: the columns; their kind tells how to format them.
        columns: the values of each column.
        notes: what stands beside the table: the day, the method.
        footer: rows below the table: sums and the check.
    """

    name: str
    title: Text
    fields: tuple[Field, ...]
    columns: tuple[Cells, ...]
    notes: tuple[tuple[Text, str], ...] = ()
    footer: tuple[tuple[CellValue, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.columns[0])

    def titles(self, lang: Language) -> tuple[str, ...]:
        """The titles of the columns."""
        return tuple(field.title[lang] for field in self.fields)

    def column(self, name: str) -> Cells:
        """The values of a column by its English name."""
        return self.columns[[field.name for field in self.fields].index(name)]


@singledispatch
def report_table(report: Any, lang: Language = "zh") -> ReportTable:
    """A report as a table of cell values.

    Args:
        report: what any of the report functions returned.
        lang: language of its words.

    Raises:
        TypeError: it is no report that is shown as a table.

    >>> report_table(3)
    Traceback (most recent call last):
    ...
    TypeError: not a report: int
    """
    del lang
    raise TypeError(f"not a report: {type(report).__name__}")


@report_table.register
def _items(report: OpenItems, lang: Language = "zh") -> ReportTable:
    ledger, documents, rows = report.ledger, report.ledger.documents, report.document
    columns = _document_columns(ledger, rows, lang) | {
        "amount": _amounts(ledger, rows, documents.amount[rows]),
        "open": _amounts(ledger, rows, report.open),
        "days_past_due": _wholes(report.days_past_due),
        "disputed": _flags(documents.disputed[rows] > 0, lang),
    }
    return _table("items", columns, _notes(report.as_of, report.allocation, lang))


@report_table.register
def _aging(report: AgingReport, lang: Language = "zh") -> ReportTable:
    unit = _units(report.ledger)[report.currency]
    buckets = tuple(bucket_field(label, lang) for label in report.labels)
    keys = tuple(FIELDS[name] for name in AGE_KEYS[report.by])
    sums = (FIELDS["currency"], FIELDS["total"], FIELDS["unapplied"])
    named = _key_columns(report, lang)
    columns = (
        *(named[field.name] for field in keys),
        _codes(report.ledger, report.currency),
        (report.total / unit).tolist(),
        (report.unapplied / unit).tolist(),
        *(report.buckets / unit[:, None]).T.tolist(),
    )
    notes = _notes(report.as_of, report.allocation, lang)
    footer = _aging_footer(report, keys, lang)
    return ReportTable("age", TITLES["age"], (*keys, *sums, *buckets), columns, notes, footer)


@report_table.register
def _credit(report: CreditReport, lang: Language = "zh") -> ReportTable:
    ledger, customers, rows = report.ledger, report.ledger.customers, report.customer
    unit = _units(ledger)[report.currency]
    columns = {
        "customer_id": customers.id[rows].tolist(),
        "name": customers.name[rows].tolist(),
        "currency": _codes(ledger, report.currency),
        "grade": customers.grade[rows].tolist(),
        "limit": _or_none(report.limit, unit),
        "exposure": (report.exposure / unit).tolist(),
        "headroom": _or_none(report.headroom, unit),
        "overdue": (report.overdue / unit).tolist(),
        "status": _named(Status, "status", customers.status[rows], lang),
        "decision": _words("decision", report.decision, lang),
        "reasons": _words("reasons", report.reasons, lang),
    }
    return _table("credit", columns, _notes(report.as_of, None, lang))


@report_table.register
def _stages(report: StageReport, lang: Language = "zh") -> ReportTable:
    names = {code: name[lang] for code, name in STAGES.items()}
    actions = {code: action_name(code)[lang] if code else "" for code in set(report.next_action)}
    columns = _document_columns(report.ledger, report.document, lang) | {
        "open": _amounts(report.ledger, report.document, report.open),
        "days_past_due": _wholes(report.days_past_due),
        "stage": _wholes(report.stage),
        "stage_name": [names[code] for code in report.stage.tolist()],
        "step": _wholes(report.step),
        "level": _wholes(report.level),
        "final_deadline": dates(report.final_deadline),
        "next_action": [actions[code] for code in report.next_action],
        "next_action_date": dates(report.next_action_date),
        "recovery_chance": (report.recovery_chance / 10_000).tolist(),
        "limitation_date": dates(report.limitation_date),
    }
    return _table("stages", columns, _notes(report.as_of, report.allocation, lang))


@report_table.register
def _allocations(report: AllocationRows, lang: Language = "zh") -> ReportTable:
    ledger, documents = report.ledger, report.ledger.documents
    columns = {
        "credit_no": documents.number[report.credit].tolist(),
        "invoice_no": documents.number[report.debit].tolist(),
        "instalment": _or_blank(documents.instalment[report.debit]),
        "customer_id": ledger.customers.id[documents.customer[report.credit]].tolist(),
        "currency": _codes(ledger, documents.currency[report.credit]),
        "amount": _amounts(ledger, report.credit, report.amount),
        "date": dates(report.date),
        "origin": _named(Origin, "origin", report.origin, lang),
    }
    return _table("allocate", columns, _notes(report.as_of, report.method, lang))


def problem_table(problems: Sequence[Problem], lang: Language = "zh") -> ReportTable:
    """Problems as a table.

    Args:
        problems: what was found.
        lang: language of its words.
    """
    places = [_table_and_column(one, lang) for one in problems]
    columns: dict[str, Cells] = {
        "severity": _words("severity", [one.severity for one in problems], lang),
        "table": [table for table, _ in places],
        "row": [None if one.row is None else float(one.row) for one in problems],
        "cell": [one.cell or "" for one in problems],
        "column": [column for _, column in places],
        "found": [one.found for one in problems],
        "expected": [one.expected(lang) for one in problems],
        "message": [one.text(lang) for one in problems],
    }
    return _table("check", columns, ())


def _table_and_column(problem: Problem, lang: Language) -> tuple[str, str]:
    """The titles of the table and column of a problem; a name that has none as it is."""
    table, column = problem.table or "", problem.column or ""
    schema = SETTINGS if table == SETTINGS.name else TABLES.get(table)
    if schema is None:
        return table, column
    known = schema.by_name.get(column)
    return schema.title(lang), column if known is None else known.title(lang)


def dates(days: Column) -> list[date | None]:
    """Day numbers as dates, None where there is no such day.

    >>> dates(np.array([20634, NO_DAY, NEVER], np.int32))
    [datetime.date(2026, 6, 30), None, None]
    """
    missing = (days == NO_DAY) | (days == NEVER)
    found: list[date | None] = np.where(missing, 0, days).astype("datetime64[D]").tolist()
    for place in np.flatnonzero(missing).tolist():
        found[place] = None
    return found


def _table(
    name: str, columns: Mapping[str, Cells], notes: tuple[tuple[Text, str], ...]
) -> ReportTable:
    """The table of the fields that belong to the report, in their order."""
    names = _with_name(ROW_FIELDS[name]) if name in _NAMED else ROW_FIELDS[name]
    fields = tuple(FIELDS[one] for one in names)
    return ReportTable(name, TITLES[name], fields, tuple(columns[one] for one in names), notes)


def _with_name(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a report with the customer's name behind its identifier."""
    after = fields.index("customer_id") + 1
    return (*fields[:after], "name", *fields[after:])


def _notes(as_of: int, method: str | None, lang: Language) -> tuple[tuple[Text, str], ...]:
    day = (AS_OF, iso(as_of) or "")
    return (day,) if method is None else (day, (METHOD, METHODS[method][lang]))


def _aging_footer(
    report: AgingReport, keys: tuple[Field, ...], lang: Language
) -> tuple[tuple[CellValue, ...], ...]:
    """One row of sums for each currency, then the check, then the difference to the ledger.

    Rows by currency are their own sums and get none.
    """
    blank = (None,) * len(report.labels)
    width = max(len(keys), 1) - 1

    def line(label: Text, code: str, *figures: float | None) -> tuple[CellValue, ...]:
        if not keys:
            return (f"{label[lang]} {code}", *figures)
        return (label[lang], *(None,) * width, code, *figures)

    def share(minor: int, code: str) -> float:
        return float(minor / 10 ** decimals(code))

    def in_units(code: str) -> Callable[[int], float]:
        return lambda minor: share(minor, code)

    sums = [
        line(TOTAL, code, *map(in_units(code), (total.total, total.unapplied, *total.buckets)))
        for code, total in report.totals.items()
        if keys
    ]
    checks = [
        line(CHECK, code, share(rest, code), None, *blank) for code, rest in report.check.items()
    ]
    differences = [
        line(GL_DIFFERENCE, code, share(rest, code), None, *blank)
        for code, rest in report.gl_difference.items()
    ]
    return (*sums, *checks, *differences)


def _key_columns(report: AgingReport, lang: Language) -> dict[str, Cells]:
    """What identifies the rows of an aging report."""
    ledger, key = report.ledger, report.key
    if report.by == "customer":
        return {
            "customer_id": ledger.customers.id[key].tolist(),
            "name": ledger.customers.name[key].tolist(),
        }
    if report.by == "invoice":
        due = _due(ledger, key)
        past = np.where(due == NO_DAY, NO_INT, report.as_of - due.astype(np.int64))
        return _document_columns(ledger, key, lang) | {"days_past_due": _wholes(past)}
    return {} if report.by == "currency" else {report.by: report.key_names[key].tolist()}


def _document_columns(ledger: Ledger, rows: Column, lang: Language) -> dict[str, Cells]:
    """What identifies documents."""
    documents, customers = ledger.documents, ledger.customers
    owner = documents.customer[rows]
    return {
        "document_no": documents.number[rows].tolist(),
        "instalment": _or_blank(documents.instalment[rows]),
        "kind": _named(Kind, "kind", documents.kind[rows], lang),
        "customer_id": customers.id[owner].tolist(),
        "name": customers.name[owner].tolist(),
        "currency": _codes(ledger, documents.currency[rows]),
        "document_date": dates(documents.date[rows]),
        "due_date": dates(_due(ledger, rows)),
    }


def _due(ledger: Ledger, rows: Column) -> Column:
    """The due dates of debits; credits have none."""
    documents = ledger.documents
    return np.where(documents.amount[rows] > 0, documents.due[rows], NO_DAY)


def _units(ledger: Ledger) -> Int64s:
    """Minor units in one unit of each of the ledger's currencies."""
    return np.array([to_minor(1, code) for code in ledger.currencies], np.int64)


def _amounts(ledger: Ledger, rows: Column, minor: Int64s) -> Cells:
    amounts: Cells = (minor / _units(ledger)[ledger.documents.currency[rows]]).tolist()
    return amounts


def _or_none(minor: Int64s, unit: Int64s) -> Cells:
    """Amounts, None where none is given."""
    amounts: Cells = (minor / unit).tolist()
    for place in np.flatnonzero(minor == NO_AMOUNT).tolist():
        amounts[place] = None
    return amounts


def _wholes(values: Column) -> Cells:
    """Whole numbers, None where none is given."""
    numbers: Cells = values.astype(np.float64).tolist()
    for place in np.flatnonzero(values == NO_INT).tolist():
        numbers[place] = None
    return numbers


def _or_blank(instalments: Column) -> Cells:
    """Numbers of instalments, None where a document is not in instalments."""
    return _wholes(np.where(instalments == 0, NO_INT, instalments))


def _flags(values: Column, lang: Language) -> Cells:
    """是 or yes, "" where not."""
    marks: Cells = np.where(values, {"zh": "是", "en": "yes"}[lang], "").tolist()
    return marks


def _codes(ledger: Ledger, currency: Column) -> Cells:
    return [ledger.currencies[place] for place in currency.tolist()]


def _named(names: type[Kind | Origin | Status], field: str, codes: Column, lang: Language) -> Cells:
    """The words for members of an enumeration."""
    words = [FIELDS[field].words[member.name.lower()][lang] for member in names]
    return [words[code] for code in codes.tolist()]


def _words(field: str, codes: Sequence[Any], lang: Language) -> Cells:
    """Codes, or lists of codes, in words; equal ones are looked up once."""
    one = FIELDS[field]
    shown = {code: one.shown(code, lang) for code in set(codes)}
    return [shown[code] for code in codes]
