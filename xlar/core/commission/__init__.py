"""Commission: rate × cash × factor by the age of the invoice paid, with its control total."""

from xlar.core.commission.report import (
    AMOUNTS,
    LINE_KINDS,
    CommissionLines,
    CommissionReport,
    commission,
)

__all__ = ["AMOUNTS", "LINE_KINDS", "CommissionLines", "CommissionReport", "commission"]
