"""The warning report as tables: one row per customer, or the dated checklist of all signals."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from xlar.core.flags import codes_of
from xlar.core.problems import Text
from xlar.core.signals import RISKS
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Tabulated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Int64s
    from xlar.core.signals import WarningReport

WarningsBy: TypeAlias = Literal["customer", "signal"]

TITLE: Final = Text("风险预警", "Warnings")
COLUMNS: Final[Mapping[WarningsBy, tuple[str, ...]]] = {
    "customer": (
        "customer_id", "name", "risk", "risk_points", "recorded", "found_signals", "alarms",
        "longest_overdue", "collection_days", "grade", "review_asked",
    ),
    "signal": (
        "customer_id", "name", "risk", "date", "signal", "weight", "signal_source", "measured",
        "usual", "signal_by", "evidence",
    ),
}  # fmt: skip
"""The columns of each table."""

_RISKS: Final = Text("风险分布", "by risk")


def warning_table(report: WarningReport, by: WarningsBy = "customer") -> Tabulated:
    """The warnings, tabulated: customers without any have no row.

    Args:
        report: the warnings.
        by: what a row is: a customer, or a signal of a customer.
    """
    values = _by_customer(report) if by == "customer" else _by_signal(report)
    return Tabulated(
        "warnings",
        TITLE,
        report.as_of,
        tuple(FIELDS[name] for name in COLUMNS[by]),
        {name: values[name] for name in COLUMNS[by]},
        notes=((_RISKS, _by_risk(report)),),
        facts={"by": by},
    )


def _by_customer(report: WarningReport) -> dict[str, Any]:
    rows, customers = report.concerned, report.ledger.customers
    raised = {name: concerned[rows] for name, concerned in report.alarms.items()}
    return {
        "customer_id": customers.id[rows],
        "name": customers.name[rows],
        "grade": customers.grade[rows],
        "risk": _risks(report, rows),
        "risk_points": report.points[rows],
        "recorded": _signals(report, ~report.marks.found, rows),
        "found_signals": _signals(report, report.marks.found, rows),
        "alarms": codes_of(raised),
        "longest_overdue": report.longest[rows],
        "collection_days": report.record.collection_days[rows],
        "review_asked": report.review[rows],
    }


def _by_signal(report: WarningReport) -> dict[str, Any]:
    marks, customers = report.marks, report.ledger.customers
    return {
        "customer_id": customers.id[marks.customer],
        "name": customers.name[marks.customer],
        "risk": _risks(report, marks.customer.astype(np.int64)),
        "date": marks.date,
        "signal": marks.code.tolist(),
        "weight": marks.weight,
        "signal_source": np.where(marks.found, "found", "recorded").tolist(),
        "measured": marks.measured,
        "usual": marks.usual,
        "signal_by": marks.by,
        "evidence": marks.evidence,
    }


def _risks(report: WarningReport, rows: Int64s) -> list[str]:
    names = list(RISKS)
    return [names[place] for place in report.risk[rows].tolist()]


def _signals(report: WarningReport, chosen: Bools, rows: Int64s) -> list[tuple[str, ...]]:
    """The signals of each customer, of one source."""
    found: dict[int, list[str]] = defaultdict(list)
    for place in np.flatnonzero(chosen).tolist():
        found[int(report.marks.customer[place])].append(report.marks.code[place])
    return [tuple(found.get(row, ())) for row in rows.tolist()]


def _by_risk(report: WarningReport) -> Text:
    """How many customers are of each class of risk, the gravest first."""
    counts, names = Counter(report.risk.tolist()), list(RISKS.values())
    order = [place for place in reversed(range(len(names))) if counts[place]]
    zh, en = (
        "  ".join(f"{names[place][lang]} {counts[place]}" for place in order)
        for lang in ("zh", "en")
    )
    return Text(zh, en)
