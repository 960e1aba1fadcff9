"""Warning signals: the dated checklist, signs found in the ledger, class of risk, alarms."""

from xlar.core.signals.alarms import ALARMS
from xlar.core.signals.report import RISKS, WarningReport, warnings

__all__ = ["ALARMS", "RISKS", "WarningReport", "warnings"]
