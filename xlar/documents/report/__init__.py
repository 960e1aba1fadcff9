"""The monthly report 月报: its content as frozen data, and what renders it."""

from xlar.documents.report.build import monthly_report
from xlar.documents.report.content import MonthlyReport
from xlar.documents.report.drafts import seller_drafts
from xlar.documents.report.facts import ClosedMonths, Facts
from xlar.documents.report.pdf import report_pdf
from xlar.documents.report.workbook import report_workbook

__all__ = [
    "ClosedMonths",
    "Facts",
    "MonthlyReport",
    "monthly_report",
    "report_pdf",
    "report_workbook",
    "seller_drafts",
]
