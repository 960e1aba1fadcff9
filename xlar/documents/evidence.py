"""What proves a claim: letters sent before with their delivery, contacts on record, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_DAY
from xlar.core.dates import calendar_date, day_number
from xlar.core.ledger import ActKind
from xlar.documents.figures import day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Item
    from xlar.documents.wording import Wordings

_EARLIER = ("letter", "stop", "lawyer")


class Evidence:
    """Words for what is on record about the items of one customer.

    Args:
        ledger: the ledger with its acts and promises.
        as_of: day looked from; nothing after it is on record yet.
        customer: position of the customer.
        documents: positions of the items.
        register: rows of the register that name one of them.
        wording: for the words.
        language: of the words.
    """

    def __init__(
        self,
        ledger: Ledger,
        as_of: dt.date,
        customer: int,
        documents: Collection[int],
        register: Sequence[RegisterRow],
        wording: Wordings,
        language: Language,
    ) -> None:
        self.ledger, self.as_of, self.customer = ledger, day_number(as_of), customer
        self.documents = np.array(sorted(documents), np.int64)
        sent = [row for row in register if row.went_out and row.kind in _EARLIER and row.level != 0]
        self.letters = sorted(
            (row for row in sent if row.out_on <= as_of), key=lambda row: (row.out_on, row.number)
        )
        self.wording, self.language = wording, language

    def _word(self, name: str) -> str:
        return self.wording.label(self.language, name)

    def _day(self, number: int) -> str:
        return day(calendar_date(number), self.language)

    def _joined(self, *parts: str) -> str:
        return ("，" if self.language == "zh" else ", ").join(part for part in parts if part)

    def _bracketed(self, text: str) -> str:
        if not text:
            return ""
        return f"（{text}）" if self.language == "zh" else f" ({text})"

    def _captioned(self, caption: str, text: str) -> str:
        return self._word(caption) + ("：" if self.language == "zh" else ": ") + text

    def previous(self) -> str:
        """The letters sent before with number and delivery, in one line; blank for none.

        ``2026年5月4日催款函一（CK-2026-0012，2026年5月6日签收）``
        """
        words = [self._letter(row, with_delivery=False) for row in self.letters]
        return ("；" if self.language == "zh" else "; ").join(words)

    def _letter(self, row: RegisterRow, *, with_delivery: bool) -> str:
        label = f"level_{row.level}" if row.kind == "letter" else f"letter_{row.kind}"
        known = self.wording.texts[self.language].labels
        name = self._word(label if label in known else "evidence_letter")
        delivered = ""
        if row.status == "acknowledged" and row.delivered_on is not None:
            on = day(row.delivered_on, self.language)
            delivered = self._phrase("evidence_delivered", on)
        elif with_delivery:
            delivered = self._word("evidence_not_delivered")
        sent = day(row.out_on, self.language)
        tracking = " ".join(filter(None, (row.channel, row.tracking)))
        inside = self._joined(row.number, delivered, tracking if with_delivery else "")
        return f"{sent}{'' if self.language == 'zh' else ' '}{name}{self._bracketed(inside)}"

    def _phrase(self, label: str, on: str) -> str:
        """A word with its day: ``2026年5月6日签收``, ``received 6 May 2026``."""
        word = self._word(label)
        return f"{on}{word}" if self.language == "zh" else f"{word} {on}"

    def lines(self, items: Sequence[Item]) -> tuple[str, ...]:
        """The list of evidence: contracts, documents, letters, contacts, promises.

        Args:
            items: the items of the claim.
        """
        contracts = dict.fromkeys(item.contract_no for item in items if item.contract_no)
        documents = dict.fromkeys((item.number, item.document_date) for item in items)
        return (
            *(self._captioned("evidence_contract", number) for number in contracts),
            *(
                self._captioned(
                    "evidence_document", number + self._bracketed(day(on, self.language))
                )
                for number, on in documents
            ),
            *(
                self._captioned("evidence_letter", self._letter(row, with_delivery=True))
                for row in self.letters
            ),
            *(self._captioned("evidence_act", text) for text in self._acts()),
            *(self._captioned("evidence_promise", text) for text in self._promises()),
        )

    def _acts(self) -> list[str]:
        """The contacts on record about the items or the whole account, by day."""
        acts = self.ledger.acts
        mine = (acts.customer == self.customer) & (acts.date <= self.as_of)
        mine &= np.isin(acts.document, self.documents) | (acts.document < 0)
        found = dict.fromkeys(
            (int(acts.date[row]), int(acts.kind[row]), int(acts.delivered_on[row]),
             bool(acts.evidenced[row]))
            for row in np.flatnonzero(mine).tolist()
        )  # fmt: skip
        return [self._act(*act) for act in sorted(found)]

    def _act(self, on: int, kind: int, delivered_on: int, evidenced: bool) -> str:
        name = self._word(f"act_{ActKind(kind).name.lower()}")
        delivered = (
            ""
            if delivered_on == NO_DAY or delivered_on > self.as_of
            else self._phrase("evidence_delivered", self._day(delivered_on))
        )
        proof = self._word("with_evidence") if evidenced else ""
        return self._joined(self._day(on), name, delivered, proof)

    def _promises(self) -> list[str]:
        """The promises for the items or the whole account: made on, to pay by."""
        promises = self.ledger.promises
        mine = (promises.customer == self.customer) & (promises.promised_on <= self.as_of)
        mine &= np.isin(promises.document, self.documents) | (promises.document < 0)
        found = {
            (int(promises.promised_on[row]), int(promises.pay_by[row]))
            for row in np.flatnonzero(mine).tolist()
        }
        pay = self._word("pay_on")
        return [
            self._joined(self._day(made), f"{pay} {self._day(pay_by)}")
            for made, pay_by in sorted(found)
        ]
