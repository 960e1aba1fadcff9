"""Amounts with VAT or without: one basis for a whole figure, never two.

The ledger's amounts contain VAT. Without it, the part of a document that is open loses tax in the
proportion of the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.core.errors import MissingTax
from xlar.core.money import divide_round, multiply_ratio
from xlar.core.problems import Text

if TYPE_CHECKING:
    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


def on_basis(ledger: Ledger, document: Column, amount: Int64s, policy: Policy) -> Int64s:
    """Amounts of documents with VAT or without, as ``indicators.vat`` says.

    Args:
        ledger: the ledger.
        document: positions in ``ledger.documents``.
        amount: minor units with VAT, at most the documents' own.
        policy: the basis, and the rate that stands in where a document states no tax.

    Raises:
        MissingTax: a document states no tax and the settings have no rate.
    """
    if policy.indicators.vat == "in":
        return amount
    tax, whole = ledger.documents.tax[document], ledger.documents.amount[document]
    stated = tax != NO_AMOUNT
    result = amount.copy()
    result[stated] -= proportion(amount[stated], tax[stated], whole[stated])
    rest = np.flatnonzero(~stated)
    if len(rest):
        rate = policy.indicators.vat_rate
        if rate is None:
            raise _no_tax(ledger, document[rest])
        top, bottom = (1 + rate).as_integer_ratio()
        result[rest] = multiply_ratio(amount[rest], bottom, top)
    return result


def proportion(amount: Int64s, part: Int64s, whole: Int64s) -> Int64s:
    """``amount × part ÷ whole``, each rounded half away from zero, without overflow.

    The quotient is estimated in floating point, at most 1 off below 2^50, and set right by its
    remainder, which the wrapped product of 64 bits still holds exactly.

    Args:
        amount: minor units, below 10^15 in size.
        part: the same, of the sign of ``whole`` and not above it.
        whole: the same, never 0.

    >>> proportion(np.array([565, -5]), np.array([130, 1]), np.array([1130, 2])).tolist()
    [65, -3]
    """
    size, top, bottom = np.abs(amount), np.abs(part), np.abs(whole)
    quotient = np.floor(size.astype(np.float64) * top / bottom).astype(np.int64)
    rest = size * top - quotient * bottom
    quotient += rest // bottom
    quotient += divide_round(rest % bottom, bottom)
    return np.where(amount < 0, -quotient, quotient)


def _no_tax(ledger: Ledger, document: Column) -> MissingTax:
    first, more = ledger.documents.number[document[0]], len(document) - 1
    return MissingTax(
        Text(
            f"单据 {first}{f' 等 {more + 1} 张' if more else ''}没有税额，无法按不含税计算；"
            "请填写税额或设置 indicators.vat_rate，或改用 indicators.vat = in。",
            f"no tax is stated on {first}{f' and {more} more' if more else ''}, so nothing can be "
            "worked out without VAT: fill in the tax or the setting indicators.vat_rate, or set "
            "indicators.vat = in",
        )
    )
