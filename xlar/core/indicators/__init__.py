"""Indicators: months, rates, DSO, turnover, lateness, contacts, concentration."""

from xlar.core.indicators.classes import CLASSES, ValueClasses, value_classes
from xlar.core.indicators.formulas import REASONS, Missing
from xlar.core.indicators.report import (
    AMOUNTS,
    FIGURES,
    IndicatorReport,
    IndicatorsBy,
    indicators,
)

__all__ = [
    "AMOUNTS",
    "CLASSES",
    "FIGURES",
    "REASONS",
    "IndicatorReport",
    "IndicatorsBy",
    "Missing",
    "ValueClasses",
    "indicators",
    "value_classes",
]
