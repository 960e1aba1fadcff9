"""Terms of payment of an export: codes translated, due dates compared with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_DAY, texts
from xlar.core.dates import iso
from xlar.core.errors import BadValue
from xlar.core.problems import Message, Text
from xlar.core.terms import due_days, parse_term
from xlar.tables.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Int32s, Texts
    from xlar.core.policy import TermsPolicy
    from xlar.core.problems import Severity
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.parts import Merged


def _unmapped(severity: Severity, zh: str, en: str) -> Message:
    return Message(
        "unmapped_terms",
        severity,
        Text(
            "看不懂的账期代码“{code}”（{count} 行）" + zh,
            'a term code that is not understood: "{code}" ({count} rows)' + en,
        ),
        Text("账期，如 N30、月结30", "a term such as N30 or EOM+15"),
        Text(
            '请在 map.toml 的 [terms] 写 {code} = "N30"；留空写 {code} = ""',
            'Write {code} = "N30" in map.toml under [terms], or {code} = "" to leave it blank',
        ),
    )


UNMAPPED_NEEDED: Final = _unmapped(
    "error",
    "，{documents} 张单据没有到期日、要靠它推算",
    "; {documents} documents without a due date depend on it",
)
UNMAPPED: Final = _unmapped("warning", "，已留空", ", left blank")
DUE_DIFFERS: Final = Message(
    "due_differs",
    "warning",
    Text(
        "{count} 张单据的到期日与“单据日期 + 账期”不符（如 {samples}）",
        "{count} due dates differ from document date + term (such as {samples})",
    ),
    Text("", ""),
    Text(
        "按所给到期日导入；如应以账期为准，在 map.toml 的 [options] 写 recompute_due = true",
        "Imported as given; if the term should rule, write recompute_due = true in map.toml under"
        " [options]",
    ),
)


def translate_terms(merged: Merged, codes: Mapping[str, str], notes: Notes) -> None:
    """Replace the source's codes for terms that the user's map states.

    Args:
        merged: invoices or customers.
        codes: terms by code.
        notes: where the step goes.
    """
    if "terms" not in merged.columns:
        return
    stated = {fold(code): term for code, term in codes.items()}
    column = merged.columns["terms"].tolist()
    meaning = {word: stated.get(fold(word), word) for word in set(column)}
    merged.columns["terms"] = texts([meaning[word] for word in column])
    changed = Counter(word for word in column if meaning[word] != word)
    notes.step(
        Text("账期代码已换成账期", "term codes translated into terms"),
        changed.total(),
        [f"{merged.name}: {word} → {meaning[word] or '-'}" for word in changed],
    )


def report_unknown_terms(
    invoices: Merged, customers: Merged | None, notes: Notes
) -> frozenset[str]:
    """Report words that are no term of payment; an error where a due date depends on one.

    Args:
        invoices: the invoices.
        customers: every row a source has about customers, or None.
        notes: where problems go.

    Returns:
        The words not understood.
    """
    unknown: set[str] = set()
    waiting = _waiting(invoices)
    for merged in (invoices, customers):
        if merged is None or "terms" not in merged.columns:
            continue
        column = merged.columns["terms"]
        for word in dict.fromkeys(column.tolist()):
            if is_term(word):
                continue
            unknown.add(word)
            where = np.flatnonzero(column == word)
            names = set(merged.column("customer_id", "text")[where].tolist())
            if merged is invoices:
                documents = sum(invoices.column("due_date", "day")[where] == NO_DAY)
            else:
                documents = sum(count for name, count in waiting.items() if name in names)
            message = UNMAPPED_NEEDED if documents else UNMAPPED
            values = {"code": word, "count": len(where), "documents": int(documents)}
            merged.problem(notes, message, int(where[0]), "terms", **values)
    return frozenset(unknown)


def _waiting(invoices: Merged) -> Counter[str]:
    """How many documents of each customer have neither a due date nor a term of their own."""
    waits = (invoices.column("due_date", "day") == NO_DAY) & (
        invoices.column("terms", "text") == ""
    )
    waits &= invoices.column("amount", "amount") > 0
    return Counter(invoices.column("customer_id", "text")[waits].tolist())


def is_term(word: str) -> bool:
    """Whether a word is a term of payment, or blank."""
    try:
        return not word or parse_term(word) is not None
    except BadValue:
        return False


def leave_blank(merged: Merged | None, words: frozenset[str]) -> None:
    """Blank the terms that are not understood."""
    if merged is not None and "terms" in merged.columns and words:
        column = merged.columns["terms"].tolist()
        merged.columns["terms"] = texts(["" if word in words else word for word in column])


def term_of_rows(invoices: Merged, customers: Merged | None) -> Texts:
    """The term of each invoice row: its own, else its customer's."""
    own = invoices.column("terms", "text")
    if customers is None or "terms" not in customers.columns:
        return own
    ids, terms = customers.columns["customer_id"].tolist(), customers.columns["terms"].tolist()
    theirs = dict(zip(ids, terms, strict=True))
    names = invoices.column("customer_id", "text").tolist()
    return texts(
        [mine or theirs.get(name, "") for mine, name in zip(own.tolist(), names, strict=True)]
    )


def compare_due_dates(
    invoices: Merged,
    customers: Merged | None,
    policy: TermsPolicy,
    notes: Notes,
    *,
    recompute: bool,
) -> None:
    """Compare due dates with the terms, and replace them where the user wants that.

    Args:
        invoices: the invoices.
        customers: the customers, or None.
        policy: how 月结 is counted.
        notes: where problems and steps go.
        recompute: whether the term rules.
    """
    terms = term_of_rows(invoices, customers)
    expected = _expected(invoices, terms, policy)
    given = invoices.column("due_date", "day").copy()
    debit = invoices.column("amount", "amount") > 0
    differs = np.flatnonzero(debit & (expected != NO_DAY) & (given != NO_DAY) & (given != expected))
    examples = [
        f"{invoices.where(place)}: {iso(given[place])}, {terms[place]} → {iso(expected[place])}"
        for place in differs[:1000].tolist()
    ]
    if recompute:
        notes.step(
            Text(
                "到期日按“单据日期 + 账期”重算，与原值不同的",
                "due dates recomputed from the terms, changed",
            ),
            len(differs),
            examples,
        )
        kept = debit & (expected == NO_DAY) & (given != NO_DAY)
        notes.step(
            Text("没有账期，保留原到期日", "no term, due date kept as given"),
            int(kept.sum()),
            [invoices.where(place) for place in np.flatnonzero(kept)[:1000].tolist()],
        )
        invoices.columns["due_date"] = np.where(expected != NO_DAY, expected, given).astype(
            np.int32
        )
    elif len(differs):
        invoices.problem(
            notes, DUE_DIFFERS, int(differs[0]), "due_date",
            count=len(differs), samples="; ".join(examples[:3]),
        )  # fmt: skip


def _expected(invoices: Merged, terms: Texts, policy: TermsPolicy) -> Int32s:
    """Document date + term; NO_DAY where either is missing."""
    date = invoices.column("invoice_date", "day")
    received = invoices.column("received_on", "day")
    expected = np.full(len(invoices), NO_DAY, np.int32)
    for word in set(terms.tolist()) - {""}:
        term = parse_term(word)
        rows = np.flatnonzero((terms == word) & (date != NO_DAY))
        start = (
            np.where(received[rows] != NO_DAY, received[rows], date[rows])
            if term.needs_receipt
            else date[rows]
        )
        expected[rows] = due_days(term, start.astype(np.int32), policy)
    return expected
