"""Settings of what is agreed with customers: instalment plans, disputes, reconciliation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlar.core.settings import require, require_days


@dataclass(frozen=True)
class AgreementsPolicy:
    """How plans, disputes and slips are watched.

    Attributes:
        plan_default: once an instalment is overdue the whole rest is due (``whole``), or only what
            is overdue of it (``instalment``).
        plan_grace: days an instalment may be late before its plan counts as broken.
        dispute_days: a dispute open for more days is named as slow.
        reconcile_months: calendar months after which balances are to be reconciled again.
    """

    plan_default: Literal["whole", "instalment"] = "whole"
    plan_grace: int = 0
    dispute_days: int = 30
    reconcile_months: int = 6

    def __post_init__(self) -> None:
        require_days(self, "agreements", "plan_grace", "dispute_days")
        months = self.reconcile_months > 0
        require(months, "agreements.reconcile_months", "大于 0", "more than 0")
