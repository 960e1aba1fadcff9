"""The loss allowance 坏账准备: bands, rates, movement, and what auditors ask beside it."""

from xlar.core.provision.off_book import OffBook, off_book
from xlar.core.provision.report import (
    ENTRIES,
    Entry,
    Movement,
    ProvisionReport,
    RollReport,
    provision,
    roll_report,
)
from xlar.core.provision.rolls import NotEnoughHistory, RollRates, roll_rates
from xlar.core.provision.tax_losses import TAX_REASONS, TaxLosses, tax_losses
from xlar.core.provision.tie_out import (
    Reclassification,
    SubsequentReceipts,
    TieOut,
    reclassification,
    subsequent_receipts,
    tie_out,
)

__all__ = [
    "ENTRIES",
    "TAX_REASONS",
    "Entry",
    "Movement",
    "NotEnoughHistory",
    "OffBook",
    "ProvisionReport",
    "Reclassification",
    "RollRates",
    "RollReport",
    "SubsequentReceipts",
    "TaxLosses",
    "TieOut",
    "off_book",
    "provision",
    "reclassification",
    "roll_rates",
    "roll_report",
    "subsequent_receipts",
    "tax_losses",
    "tie_out",
]
