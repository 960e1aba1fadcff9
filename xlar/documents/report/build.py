"""From a ledger to the content of its monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.documents.report.allowance import allowance_section
from xlar.documents.report.collecting import (
    aging_section,
    forecast_section,
    other_currencies,
    overdue_section,
)
from xlar.documents.report.content import MonthlyReport, Section
from xlar.documents.report.overview import cards, findings, movements, trends
from xlar.documents.report.people import people_section
from xlar.documents.report.proof import proof_section
from xlar.documents.report.risks import risk_section, work_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.documents.report.facts import Facts

TITLE: Final = Text("应收账款月报", "Receivables monthly report")


def moves(facts: Facts) -> Section:
    """From opening to closing balance, and the other currencies."""
    title = facts.say("应收变动", "From opening to closing balance")
    return Section("moves", title, (movements(facts), *other_currencies(facts)))


_SECTIONS: Final[tuple[Callable[[Facts], Section | None], ...]] = (
    trends,
    aging_section,
    moves,
    overdue_section,
    forecast_section,
    people_section,
    work_section,
    risk_section,
    allowance_section,
    proof_section,
)


def monthly_report(facts: Facts) -> MonthlyReport:
    """The report of the month that the day of the figures lies in.

    Args:
        facts: the figures.

    Raises:
        MissingTax: figures are to be without VAT and a document states no tax.
    """
    day, month = facts.day, f"{facts.day:%Y-%m}"
    return MonthlyReport(
        month,
        day,
        facts.lang,
        facts.policy.company.name,
        TITLE[facts.lang],
        facts.say(f"{day:%Y} 年 {day.month} 月，截至 {day}", f"{month}, as of {day}"),
        facts.code,
        cards(facts),
        findings(facts),
        tuple(part for make in _SECTIONS if (part := make(facts)) is not None),
        _notes(facts),
    )


def _notes(facts: Facts) -> tuple[str, ...]:
    """The bases and methods, in small print."""
    vat = facts.policy.indicators.vat
    method = facts.policy.aging.allocation
    return (
        facts.say(
            f"图表与指标的金额为 {facts.code}；其他币种另列，从不相加。",
            f"Charts and key figures are in {facts.code}; other currencies stand apart and are "
            "never added up.",
        ),
        facts.say(
            f"指标口径：{'含税' if vat == 'in' else '不含税'}；未指定的收款"
            f"{'先到期先核销' if method == 'fifo' else '保持未核销'}；逾期天数 = 截止日 − 到期日，"
            "到期当日不算逾期。",
            f"Figures {'with' if vat == 'in' else 'without'} VAT; receipts not designated are "
            f"{'applied to the oldest items' if method == 'fifo' else 'left unapplied'}; an item "
            "due today is not overdue.",
        ),
        facts.say(
            "回款预测的方法与检验见 docs/methods/forecast.md。",
            "How the forecast works and is tested: docs/methods/forecast.md.",
        ),
    )
