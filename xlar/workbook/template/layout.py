"""All sheets of the template in the order a person works; a further one is one entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.workbook.template import dashboard, hidden, settings_page, start, statement, wording_page
from xlar.workbook.template.chart_data import PAGE as CHART_DATA
from xlar.workbook.template.data import data_page
from xlar.workbook.template.report import report_page
from xlar.workbook.template.reports import REPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.template.kit import Page

_ORDER: Final = (
    start.PAGE,
    settings_page.PAGE,
    *map(data_page, ("customers", "invoices", "receipts", "allocations")),
    *(report_page(REPORTS[key]) for key in ("Aging", "Credit", "Worklist")),
    *(report_page(REPORTS[key]) for key in ("WeekPlan", "WeekResult")),
    *(report_page(REPORTS[key]) for key in ("PromiseStatus", "PlanStatus", "Disputes")),
    statement.PAGE,
    *(report_page(REPORTS[key]) for key in ("SlipStatus", "SlipControl")),
    *map(data_page, ("acts", "promises", "plans", "approvals", "slips", "register")),
    *map(data_page, ("scores", "signals", "targets", "allowances")),
    *(report_page(REPORTS[key]) for key in ("Scoring", "Warnings")),
    *(report_page(REPORTS[key]) for key in ("Indicators", "Commission")),
    report_page(REPORTS["Provision"]),
    report_page(REPORTS["Forecast"]),
    wording_page.PAGE,
    dashboard.PAGE,
    CHART_DATA,
    *hidden.PAGES,
)

PAGES: Final[Mapping[str, Page]] = {page.key: page for page in _ORDER}
"""The sheets by key, in their order."""
