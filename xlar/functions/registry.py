"""All worksheet functions, in the order of their families."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xlar.functions import (
    aging,
    collections,
    credit,
    forecast,
    helpers,
    indicators,
    ledger,
    provision,
    scoring,
    stage,
)  # each declares its functions
from xlar.functions.table import DECLARED, FAMILIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.functions.table import Function

__all__ = [
    "FUNCTIONS",
    "aging",
    "collections",
    "credit",
    "forecast",
    "helpers",
    "indicators",
    "ledger",
    "provision",
    "scoring",
    "stage",
]

FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {
        name: function
        for family in FAMILIES
        for name, function in DECLARED.items()
        if function.family == family
    }
)
"""The functions by their names in formulas."""
