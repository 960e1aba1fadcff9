"""The credit file of each customer: what is missing in it, and what has to be noted."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY
from xlar.core.indicators.flows import is_sale
from xlar.core.ledger import DOCUMENT_TYPES
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE
from xlar.core.tax_id import is_tax_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import ScoringPolicy

#: Notes on the credit file, with their words (国务院令802, articles 8 and 9).
NOTES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "related": Text("关联方", "related party"),
        "security_ended": Text("担保已过期", "the security has run out"),
        "public_over_60": Text(
            "账期超过 60 日：机关、事业单位付款不得超过 60 日",
            "terms above 60 days: a public body must pay within 60",
        ),
        "public_over_30": Text(
            "账期超过 30 日：机关、事业单位仅可凭合同约定至 60 日",
            "terms above 30 days: a public body may take up to 60 only by contract",
        ),
        "large_over_60": Text(
            "账期超过 60 日：大型企业应自交付起 60 日内付款",
            "terms above 60 days: a large enterprise must pay within 60 of delivery",
        ),
    }
)
_PUBLIC, _LONGEST = 30, 60
_TAX_ID = 18  # characters
_SEPARATORS: Final = re.compile(r"[,，;；、\n]+")
_RETENTION = DOCUMENT_TYPES.index("retention")


def missing(ledger: Ledger, policy: ScoringPolicy) -> dict[str, Bools]:
    """What is missing in each credit file, by name of the column.

    A name equal to the identifier is none, and neither is a 统一社会信用代码 with a wrong check
    digit; tax numbers of other countries have other lengths.

    Args:
        ledger: the ledger.
        policy: what a complete file holds.
    """
    customers = ledger.customers
    special: dict[str, Bools] = {
        "name": customers.name == customers.id,
        "tax_id": np.array([_no_tax_id(text) for text in customers.tax_id.tolist()], bool),
        "since": customers.since == NO_DAY,
        "contract_to": customers.contract_to == NEVER,
        "credit_limit": customers.credit_limit == NO_AMOUNT,
        "security_to": customers.security_to == NEVER,
    }
    return {
        name: (special[name] if name in special else getattr(customers, name) == "").astype(bool)
        for name in policy.file_fields
    }


def missing_documents(ledger: Ledger, policy: ScoringPolicy) -> dict[str, Bools]:
    """Which required documents each credit file lacks, by their names.

    A document is there if it is listed under its name; case, blanks and width do not count.

    Args:
        ledger: the ledger.
        policy: which documents a complete file holds.
    """
    if not policy.file_documents:
        return {}
    listed = [_folded_names(text) for text in ledger.customers.documents.tolist()]
    return {
        name: np.array([_folded(name) not in names for names in listed], bool)
        for name in policy.file_documents
    }


def _folded_names(text: str) -> frozenset[str]:
    return frozenset(_folded(name) for name in _SEPARATORS.split(text))


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _no_tax_id(text: str) -> bool:
    return not text or (len(text) == _TAX_ID and not is_tax_id(text))


def filled_share(gaps: Sequence[Bools], count: int) -> Int64s:
    """The share of a complete file that each customer's holds, in hundred-millionths.

    Args:
        gaps: who lacks what, one column for each thing a complete file holds.
        count: how many customers there are.
    """
    if not gaps:
        return np.full(count, NUMBER_SCALE, np.int64)
    gone = np.sum(gaps, axis=0, dtype=np.int64)
    return np.floor_divide((len(gaps) - gone) * NUMBER_SCALE, len(gaps))


def notes(ledger: Ledger, as_of: int, policy: ScoringPolicy) -> dict[str, Bools]:
    """What has to be noted on each credit file, by code of `NOTES`.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: which sizes are public bodies and large enterprises.
    """
    customers = ledger.customers
    longest = _longest_terms(ledger, as_of, policy) * policy.sme_seller
    public = np.isin(customers.size, policy.public_sizes)
    large = np.isin(customers.size, policy.large_sizes)
    return {
        "related": customers.related,
        "security_ended": customers.security_to < as_of,
        "public_over_60": public & (longest > _LONGEST),
        "public_over_30": public & (longest > _PUBLIC) & (longest <= _LONGEST),
        "large_over_60": large & (longest > _LONGEST),
    }


def _longest_terms(ledger: Ledger, as_of: int, policy: ScoringPolicy) -> Int64s:
    """The longest term of payment each customer was given within the window, in days."""
    documents = ledger.documents
    sold = is_sale(ledger) & ledger.is_debit & (documents.type != _RETENTION)
    sold &= (documents.date <= as_of) & (documents.date > as_of - policy.window_days)
    rows = np.flatnonzero(sold)
    longest = np.zeros(len(ledger.customers), np.int64)
    days = documents.due[rows].astype(np.int64) - documents.start[rows]
    np.maximum.at(longest, documents.customer[rows], days)
    return longest
