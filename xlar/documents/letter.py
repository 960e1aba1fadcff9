"""Letters from a ledger: reminders, demands, hand-over notes, lawyers' letters, stop notices.

Who gets one and for what is decided in `xlar.core.dunning`; here its figures meet their words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core.capitals import in_capitals
from xlar.core.columns import NO_DAY
from xlar.core.dates import calendar_date
from xlar.core.dunning import dunning_run
from xlar.core.interest import interest
from xlar.core.policy import Policy
from xlar.core.problems import errors
from xlar.documents.content import Item, Letter, Party, Skipped
from xlar.documents.evidence import Evidence
from xlar.documents.faults import BadDocuments
from xlar.documents.figures import amount, day, days
from xlar.documents.parties import (
    company_party,
    company_problems,
    customer_party,
    language_of,
    party_values,
)
from xlar.documents.wording import built_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from xlar.core.dunning import Demand, DemandItem
    from xlar.core.dunning_choice import LetterKind
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language, Problem
    from xlar.core.registered import RegisterRow
    from xlar.documents.wording import Wordings

_MOST_CONTRACTS = 3  # named in a sentence; the table names all of them
NOBODY = Party("")  # an addressee to be written in by hand


def letters(
    ledger: Ledger,
    as_of: dt.date,
    *,
    policy: Policy | None = None,
    wording: Wordings | None = None,
    register: Sequence[RegisterRow] = (),
    customers: Iterable[str] | None = None,
    kind: LetterKind = "letter",
    level: int | None = None,
    date: dt.date | None = None,
    addressee: Party = NOBODY,
) -> tuple[list[Letter], list[Skipped]]:
    """The letters due on a day, without numbers, and everyone who gets none.

    Args:
        ledger: the ledger.
        as_of: day the figures are of.
        policy: settings.
        wording: the texts, the built-in ones unless given.
        register: what was made and sent before.
        customers: identifiers of the only customers to write to; None = all.
        kind: ``letter``, or ``agency``, ``lawyer``, ``stop``.
        level: a level for all letters, in place of what the ladder says.
        date: date of the letters, as_of unless given.
        addressee: the agent or law firm a hand-over note goes to.

    Raises:
        BadDocuments: the company has no name, or a text asks for what is not known.
        UnknownCustomer: a customer asked for is not in the ledger.
        BadValue: the ladder has no letter of that level, or the kind has no levels.
        MissingRate: ``stop`` needs the credit standing, and a currency has no rate.
    """
    policy = policy or Policy()
    if problems := errors(company_problems(policy)):
        raise BadDocuments(problems)
    run = dunning_run(
        ledger, as_of, policy=policy, register=register, customers=customers, kind=kind,
        level=level, date=date,
    )  # fmt: skip
    writer = _Writer(ledger, as_of, policy, wording or built_in(), register, addressee)
    made = [writer.letter(demand) for demand in run.letters]
    if writer.problems:
        raise BadDocuments(writer.problems)
    ids, codes = ledger.customers.id, ledger.currencies
    skipped = [
        Skipped(ids[one.customer], codes[one.currency], one.reason, one.number, one.next_on)
        for one in run.skipped
    ]
    return made, skipped


class _Writer:
    """Turns demands into letters; what all of them need is looked up once."""

    def __init__(
        self,
        ledger: Ledger,
        as_of: dt.date,
        policy: Policy,
        wording: Wordings,
        register: Sequence[RegisterRow],
        addressee: Party,
    ) -> None:
        self.ledger, self.as_of, self.policy, self.wording = ledger, as_of, policy, wording
        self.addressee, self.company = addressee, company_party(policy)
        self.problems: list[Problem] = []
        self.register: dict[tuple[str, str], list[RegisterRow]] = {}
        for row in register:
            self.register.setdefault((row.customer_id, row.currency), []).append(row)
        self.interest: dict[int, int] = {}
        if policy.documents.print_interest:
            report = interest(ledger, as_of, policy=policy)
            self.interest = dict(zip(report.document.tolist(), report.amount.tolist(), strict=True))

    def letter(self, demand: Demand) -> Letter:
        """One letter."""
        ledger, policy = self.ledger, self.policy
        customer, code = customer_party(ledger, demand.customer), ledger.currencies[demand.currency]
        language = language_of(ledger, demand.customer, policy)
        items = tuple(item_of(ledger, line) for line in demand.items)
        evidence = self._evidence(demand, items, language)
        capitals = in_capitals(demand.total, code)
        late = sum(self.interest.get(line.document, 0) for line in demand.items)
        charged = late if late and demand.level != 0 else None
        values = {
            **party_values(self.company, customer),
            **self._values(demand, items, code, language, charged),
            "capitals": capitals,
            "previous": evidence.previous(),
        }
        filled = self.wording.fill(
            demand.kind,
            language,
            values,
            variant=f"L{demand.level}" if demand.kind == "letter" else "",
            tone=policy.documents.tone_of(ledger.customers.grade[demand.customer]),
        )
        self.problems += filled.problems
        agency = demand.kind == "agency"
        return Letter(
            kind=demand.kind,
            level=demand.level if demand.kind == "letter" else -1,
            number="",
            date=demand.date,
            as_of=self.as_of,
            language=language,
            company=self.company,
            customer=customer,
            currency=code,
            total=demand.total,
            capitals=capitals if language == "zh" else "",
            wording=filled.wording,
            addressee=self.addressee if agency else None,
            notes=filled.notes,
            logo=policy.company.logo,
            seal=seal_of(policy),
            pay_by=None if agency else demand.pay_by,
            items=items,
            interest=charged,
            evidence=evidence.lines(items) if agency else (),
        )

    def _evidence(self, demand: Demand, items: tuple[Item, ...], language: Language) -> Evidence:
        mine = {(item.number, item.instalment) for item in items}
        party = self.ledger.customers.id[demand.customer]
        rows = self.register.get((party, self.ledger.currencies[demand.currency]), ())
        return Evidence(
            self.ledger,
            self.as_of,
            demand.customer,
            [line.document for line in demand.items],
            [row for row in rows if any(item[:2] in mine for item in row.items)],
            self.wording,
            language,
        )

    def _values(
        self,
        demand: Demand,
        items: tuple[Item, ...],
        code: str,
        language: Language,
        charged: int | None,
    ) -> dict[str, str]:
        """What the placeholders about the claim stand for."""
        due = [item.due_date for item in items if item.due_date is not None]

        def known(minor: int | None) -> str:
            return money(minor, code, language) if minor else ""

        return {
            **claim_values(demand.total, items, code, language),
            "date": day(demand.date, language),
            "as_of": day(self.as_of, language),
            "days": days(max(0, *(item.days_past_due for item in items)), language),
            "first_due": day(min(due), language),
            "last_due": day(max(due), language),
            "pay_by": day(demand.pay_by, language) if demand.pay_by else "",
            "disputed": known(sum(item.disputed for item in items)),
            "unapplied": known(demand.unapplied),
            "interest": known(charged),
            "fee": known(demand.fee),
        }


def item_of(ledger: Ledger, line: DemandItem) -> Item:
    """A line of a demand as an item of a document."""
    documents, at = ledger.documents, line.document
    due = int(documents.due[at])
    return Item(
        number=documents.number[at],
        instalment=int(documents.instalment[at]),
        contract_no=documents.contract_no[at],
        document_date=calendar_date(documents.date[at]),
        due_date=None if due == NO_DAY else calendar_date(due),
        amount=int(documents.amount[at]),
        open=line.demanded,
        disputed=line.disputed,
        days_past_due=line.days_past_due,
        level=line.level,
    )


def claim_values(
    total: int, items: Sequence[Item], code: str, language: Language
) -> dict[str, str]:
    """What the placeholders about the sum of a claim stand for.

    Args:
        total: what is claimed, minor units.
        items: the items it is claimed for.
        code: their currency.
        language: of the words.
    """
    contracts = list(dict.fromkeys(item.contract_no for item in items if item.contract_no))
    return {
        "total": money(total, code, language),
        "capitals": in_capitals(total, code),
        "currency": code,
        "count": str(len(items)),
        "several": "1" if len(items) > 1 else "",
        "contract": ("、" if language == "zh" else ", ").join(contracts[:_MOST_CONTRACTS]),
        "more_contracts": "1" if len(contracts) > _MOST_CONTRACTS else "",
    }


def money(minor: int, code: str, language: Language) -> str:
    """An amount with its currency, as it stands in a sentence.

    >>> money(9_500_000, "CNY", "zh"), money(9_500_000, "USD", "zh"), money(100, "CNY", "en")
    ('人民币95,000.00元', 'USD 95,000.00', 'CNY 1.00')
    """
    if language == "zh" and code == "CNY":
        return f"人民币{amount(minor, code)}元"
    return f"{code} {amount(minor, code)}"


def seal_of(policy: Policy) -> str:
    """The image of the seal where it is to be printed, else blank."""
    return policy.company.seal if policy.company.show_seal else ""
