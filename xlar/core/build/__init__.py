"""From typed tables to a ledger: resolve, check, and report everything found at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core.build.acts import build_acts, build_promises
from xlar.core.build.allocations import build_allocations
from xlar.core.build.checks import CHECKS
from xlar.core.build.customers import build_customers
from xlar.core.build.documents import build_documents
from xlar.core.build.draft import Draft
from xlar.core.build.records import build_records
from xlar.core.ledger import Ledger
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from xlar.core.problems import Problem
    from xlar.core.tables import Tables


def build(tables: Tables, policy: Policy | None = None) -> tuple[Ledger | None, list[Problem]]:
    """The ledger the tables describe, and every problem found in them.

    Args:
        tables: typed tables by English name; only ``invoices`` must be there.
        policy: settings.

    Returns:
        The ledger, or None where a problem is an error; and the problems, errors and warnings.
    """
    draft = Draft(tables, policy or Policy())
    draft.resolve_currencies()
    build_customers(draft)
    build_documents(draft)
    build_allocations(draft)
    for check in CHECKS:
        check(draft)
    acts, promises = build_acts(draft), build_promises(draft)
    records = build_records(draft)
    problems = draft.findings.problems
    if draft.findings.has_errors():
        return None, problems
    ledger = Ledger(
        draft.customers, draft.documents, draft.allocations, acts, promises,
        draft.currencies, draft.policy.base_currency, records,
    )  # fmt: skip
    return ledger, problems
