"""Acts and promises of a ledger in the making: what was done and said about the documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.build import settlement_messages as tell
from xlar.core.build.customers import customer_positions
from xlar.core.columns import NO_DAY
from xlar.core.dates import iso
from xlar.core.ledger import ActKind, Acts, Promises

if TYPE_CHECKING:
    from xlar.core.build.draft import Draft
    from xlar.core.columns import Column, Int32s, Int64s

_KINDS: Final = {kind.name.lower(): kind for kind in ActKind}
_ALL: Final = {"全部", "所有", "ALL", "*"}
_SEPARATORS: Final = re.compile(r"[,，;；、\s]+")
# what restarts a limitation period only for the documents it names
_WEIGHTY: Final = np.array(
    [ActKind.ACKNOWLEDGEMENT, ActKind.SUIT, ActKind.PLAN, ActKind.GUARANTEE, ActKind.JUDGMENT]
)


def build_acts(draft: Draft) -> Acts:
    """The acts, one row per act and document it names; without documents one row naming none."""
    table = draft.table("acts")
    date = draft.required("acts", "date", "day", NO_DAY, 0)
    customer = customer_positions(draft, "acts")
    words = draft.required("acts", "kind", "text", "", "other")
    kind = np.array([_KINDS.get(word, -1) for word in words.tolist()], np.int8)
    add = draft.findings.add
    add(tell.UNKNOWN_ACT, table, kind < 0, "kind")
    sent, delivered = table.column("sent_on", "day"), table.column("delivered_on", "day")
    early = (sent != NO_DAY) & (delivered != NO_DAY) & (delivered < sent)
    add(tell.DELIVERED_EARLY, table, early, "delivered_on", date=lambda row: iso(sent[row]))
    amount = in_own_currency(draft, "acts", "amount", customer)
    rows, documents = named_documents(draft, "acts", customer, date)
    unnamed = np.zeros(len(table), bool)
    unnamed[rows[documents < 0]] = True
    add(tell.ACT_WITHOUT_DOCUMENT, table, unnamed & np.isin(kind, _WEIGHTY), "invoice_no")
    evidenced = table.column("evidence", "text") != ""
    return Acts(
        kind=kind[rows], customer=customer[rows], document=documents, date=date[rows],
        sent_on=sent[rows], delivered_on=delivered[rows], evidenced=evidenced[rows].astype(bool),
        by=table.column("by", "text")[rows], amount=amount[rows],
        answer=table.column("answer", "text")[rows], next_step=table.column("next", "text")[rows],
    )  # fmt: skip


def build_promises(draft: Draft) -> Promises:
    """The promises, one row per promise and document it names."""
    table = draft.table("promises")
    customer = customer_positions(draft, "promises")
    promised_on = draft.required("promises", "promised_on", "day", NO_DAY, 0)
    pay_by = draft.required("promises", "pay_by", "day", NO_DAY, 2**30)
    draft.findings.add(
        tell.PAY_BEFORE_PROMISE, table, pay_by < promised_on, "pay_by",
        date=lambda row: iso(promised_on[row]),
    )  # fmt: skip
    amount = in_own_currency(draft, "promises", "amount", customer)
    rows, documents = named_documents(draft, "promises", customer, promised_on)
    return Promises(
        customer[rows], documents, promised_on[rows], pay_by[rows], amount[rows],
        table.column("kept", "flag")[rows], table.rows[rows],
    )  # fmt: skip


def in_own_currency(draft: Draft, table: str, column: str, customer: Int32s) -> Int64s:
    """A column of amounts in minor units of each row's customer's currency."""
    own = draft.customers.currency
    currency = own[customer] if len(own) else np.zeros(len(customer), np.int32)
    return draft.minor_units(table, column, draft.column(table, column, "amount"), currency)


def named_documents(
    draft: Draft, name: str, customer: Int32s, date: Int32s
) -> tuple[Column, Int32s]:
    """(row, document) pairs: every document a row names, −1 where it names none."""
    table, ledger_documents = draft.table(name), draft.documents
    texts = table.column("invoice_no", "text").tolist()
    places: dict[tuple[int, str], list[int]] = {}
    if any(texts):
        debit = ledger_documents.amount > 0
        for place in np.flatnonzero(debit).tolist():
            key = (int(ledger_documents.customer[place]), ledger_documents.number[place])
            places.setdefault(key, []).append(place)
    rows, documents, unknown = [], [], []
    for row, text in enumerate(texts):
        owner = int(customer[row]) if len(customer) else 0
        if text.strip().upper() in _ALL:
            mine = (ledger_documents.customer == owner) & (ledger_documents.amount > 0)
            found = np.flatnonzero(mine & (ledger_documents.date <= date[row])).tolist()
        else:
            numbers = [number for number in _SEPARATORS.split(text) if number]
            if text and (owner, text) in places:
                numbers = [text]  # a number may itself contain a separator
            found = [place for number in numbers for place in places.get((owner, number), ())]
            if any((owner, number) not in places for number in numbers):
                unknown.append(row)
        rows += [row] * max(len(found), 1)
        documents += found or [-1]
    draft.findings.add(tell.UNKNOWN_INVOICE, table, np.array(unknown, np.int64), "invoice_no")
    return np.array(rows, np.int64), np.array(documents, np.int32)
