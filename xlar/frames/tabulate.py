"""How each report of the department is tabulated, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.collections import PromiseReport, WeekPlan, WeekResult, Worklist
from xlar.core.collections.again import DueAgainReport
from xlar.core.collections.control import ControlTable
from xlar.core.collections.differences import DifferenceReport
from xlar.core.collections.disputes import DisputeReport
from xlar.core.collections.granted import ApprovalReport
from xlar.core.collections.holds import HoldReport
from xlar.core.collections.slips import SlipReport
from xlar.core.commission import CommissionReport
from xlar.core.forecast import ForecastReport
from xlar.core.indicators import IndicatorReport, ValueClasses
from xlar.core.plans import PlanReport
from xlar.core.provision import (
    OffBook,
    ProvisionReport,
    Reclassification,
    RollReport,
    SubsequentReceipts,
    TaxLosses,
    TieOut,
)
from xlar.core.scoring import ScoreReport
from xlar.core.signals import WarningReport
from xlar.frames.agreements import (
    control_sheet,
    disputes_table,
    holds_table,
    plans_table,
    slips_table,
)
from xlar.frames.collections import plan_table, promises_table, result_table, worklist_table
from xlar.frames.commission import commission_table
from xlar.frames.forecast import forecast_table
from xlar.frames.indicators import classes_table, kpi_table
from xlar.frames.provision import (
    off_book_table,
    provision_table,
    reclassification_table,
    rolls_table,
    subsequent_table,
    tax_table,
    tie_out_table,
)
from xlar.frames.reconciling import approvals_table, differences_table, due_table
from xlar.frames.scoring import score_table
from xlar.frames.signals import warning_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.frames.tabulated import Tabulated

TABULATED: Final[Mapping[type, Callable[[Any], Tabulated]]] = {
    ScoreReport: score_table,
    WarningReport: warning_table,
    Worklist: worklist_table,
    WeekPlan: plan_table,
    WeekResult: result_table,
    PromiseReport: promises_table,
    PlanReport: plans_table,
    DisputeReport: disputes_table,
    HoldReport: holds_table,
    ApprovalReport: approvals_table,
    SlipReport: slips_table,
    ControlTable: control_sheet,
    DifferenceReport: differences_table,
    DueAgainReport: due_table,
    IndicatorReport: kpi_table,
    ValueClasses: classes_table,
    CommissionReport: commission_table,
    ForecastReport: forecast_table,
    ProvisionReport: provision_table,
    RollReport: rolls_table,
    TieOut: tie_out_table,
    Reclassification: reclassification_table,
    SubsequentReceipts: subsequent_table,
    TaxLosses: tax_table,
    OffBook: off_book_table,
}
"""The tables that command line, sheets and functions show first; those with a choice of their own
are made by their module."""
