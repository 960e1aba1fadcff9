"""Statements 对账单, confirmations 询证函 and reconciliations 余额调节表 from a ledger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from xlar.core.capitals import in_capitals
from xlar.core.errors import UnknownCustomer
from xlar.core.interest import interest
from xlar.core.policy import Policy
from xlar.core.problems import Text, errors
from xlar.documents.accounts import Accounts
from xlar.documents.content import Reconciliation, Skipped, Statement
from xlar.documents.faults import BadDocuments
from xlar.documents.figures import day
from xlar.documents.letter import money, seal_of
from xlar.documents.parties import (
    auditor_party,
    company_party,
    company_problems,
    customer_party,
    language_of,
    party_values,
)
from xlar.documents.wording import built_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language, Problem
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Block, Kind, Party
    from xlar.documents.wording import Filled, Wordings

Adjustment = tuple[str, str, int]  # kind, text, signed minor units


def statements(
    ledger: Ledger,
    as_of: dt.date,
    *,
    policy: Policy | None = None,
    wording: Wordings | None = None,
    register: Sequence[RegisterRow] = (),
    start: dt.date | None = None,
    customers: Iterable[str] | None = None,
) -> tuple[list[Statement], list[Skipped]]:
    """A statement for every customer with a balance or a movement, without numbers.

    The period begins on the day after the customer's last registered statement, else on the first
    of the month of ``as_of``.

    Args:
        ledger: the ledger.
        as_of: last day of the period.
        policy: settings.
        wording: the texts, the built-in ones unless given.
        register: what was made before.
        start: first day of the period for everyone.
        customers: identifiers of the only customers; None = all.

    Raises:
        BadDocuments: the company has no name, or a text asks for what is not known.
        UnknownCustomer: a customer asked for is not in the ledger.
    """
    writer = _Writer(ledger, as_of, policy or Policy(), wording or built_in())
    latest = last_statements(register, as_of)
    made, skipped = [], []
    for customer in positions(ledger, customers):
        code = ledger.customers.id[customer]
        first = start or latest.get(code) or as_of.replace(day=1)
        statement = writer.statement(customer, first)
        if statement is None:
            skipped.append(Skipped(code, "", "no_balance"))
        else:
            made.append(statement)
    writer.raise_problems()
    return made, skipped


def confirmations(
    ledger: Ledger,
    as_of: dt.date,
    *,
    policy: Policy | None = None,
    wording: Wordings | None = None,
    negative: bool = False,
    customers: Iterable[str] | None = None,
) -> tuple[list[Statement], list[Skipped]]:
    """A request of the auditor's to confirm the balance, for every customer that has one.

    Args:
        ledger: the ledger.
        as_of: day of the balance.
        policy: settings; the audit firm and its address are there.
        wording: the texts, the built-in ones unless given.
        negative: answer only if the balance differs.
        customers: identifiers of the only customers; None = all.

    Raises:
        BadDocuments: the company or the audit firm has no name.
        UnknownCustomer: a customer asked for is not in the ledger.
    """
    writer = _Writer(ledger, as_of, policy or Policy(), wording or built_in())
    made, skipped = [], []
    for customer in positions(ledger, customers):
        confirmation = writer.confirmation(customer, negative=negative)
        if confirmation is None:
            skipped.append(Skipped(ledger.customers.id[customer], "", "no_balance"))
        else:
            made.append(confirmation)
    writer.raise_problems()
    return made, skipped


def reconciliation(
    ledger: Ledger,
    as_of: dt.date,
    customer: str,
    theirs: int,
    *,
    currency: str = "",
    ours_adjust: Sequence[Adjustment] = (),
    theirs_adjust: Sequence[Adjustment] = (),
    policy: Policy | None = None,
    wording: Wordings | None = None,
) -> Reconciliation:
    """The reconciliation of a customer's balance with his own books: ours ± items = theirs ± items.

    Args:
        ledger: the ledger.
        as_of: day of both balances.
        customer: identifier.
        theirs: balance by his books, minor units.
        currency: code; the customer's own unless given.
        ours_adjust: (kind, text, signed minor units) to our balance, such as 在途货款.
        theirs_adjust: the same to theirs, such as 票未到.
        policy: settings.
        wording: the texts, the built-in ones unless given.

    Raises:
        BadDocuments: the company has no name.
        UnknownCustomer: the customer is not in the ledger.
    """
    writer = _Writer(ledger, as_of, policy or Policy(), wording or built_in())
    (place,) = positions(ledger, [customer])
    made = writer.reconciliation(place, currency, theirs, ours_adjust, theirs_adjust)
    writer.raise_problems()
    return made


def positions(ledger: Ledger, customers: Iterable[str] | None) -> list[int]:
    """The positions of customers by identifier; of all for None.

    Raises:
        UnknownCustomer: one of them is not in the ledger.
    """
    if customers is None:
        return list(range(len(ledger.customers)))
    places = {name: place for place, name in enumerate(ledger.customers.id.tolist())}
    wanted = list(dict.fromkeys(customers))
    for name in wanted:
        if name not in places:
            raise UnknownCustomer(
                Text(f"客户 {name} 不在账中", f"customer {name} is not in the ledger")
            )
    return [places[name] for name in wanted]


def last_statements(register: Sequence[RegisterRow], as_of: dt.date) -> dict[str, dt.date]:
    """The day after each customer's last statement before ``as_of``, by identifier.

    Args:
        register: what was made before.
        as_of: last day of the period.
    """
    latest: dict[str, dt.date] = {}
    for row in register:
        if row.kind == "statement" and row.stands and row.as_of < as_of:
            following = row.as_of + dt.timedelta(days=1)
            latest[row.customer_id] = max(following, latest.get(row.customer_id, following))
    return latest


class _Writer:
    """Turns accounts into documents; what all of them need is looked up once."""

    def __init__(self, ledger: Ledger, as_of: dt.date, policy: Policy, wording: Wordings) -> None:
        if problems := errors(company_problems(policy)):
            raise BadDocuments(problems)
        self.ledger, self.as_of, self.policy, self.wording = ledger, as_of, policy, wording
        self.accounts = Accounts(ledger, as_of, policy)
        self.company = company_party(policy)
        self.reply_by = as_of + dt.timedelta(days=policy.documents.confirm_days)
        self.problems: list[Problem] = []
        self.late: dict[tuple[int, int], int] = {}
        if policy.documents.print_interest:
            report = interest(ledger, as_of, policy=policy)
            columns = ledger.documents
            for place, amount in zip(report.document.tolist(), report.amount.tolist(), strict=True):
                key = int(columns.customer[place]), int(columns.currency[place])
                self.late[key] = self.late.get(key, 0) + amount

    def raise_problems(self) -> None:
        """Stop where a text asked for what is not known."""
        if self.problems:
            raise BadDocuments(self.problems)

    def statement(self, customer: int, start: dt.date) -> Statement | None:
        """One statement; None where there is neither a balance nor a movement."""
        blocks = [
            block
            for currency in self.accounts.currencies(customer)
            if (block := self.accounts.block(customer, currency, start))
            and (block.opening or block.movements or block.items or block.unapplied or block.bills)
        ]
        if not blocks:
            return None
        language = language_of(self.ledger, customer, self.policy)
        late = [
            money(self.late[customer, place], code, language)
            for place, code in enumerate(self.ledger.currencies)
            if self.late.get((customer, place))
        ]
        values = {"start": day(start, language), "interest": _join(late, language)}
        filled = self._fill("statement", customer, blocks, language, values)
        return self._document("statement", customer, blocks, filled, start=start)

    def confirmation(self, customer: int, *, negative: bool) -> Statement | None:
        """One confirmation; None where every balance is zero."""
        blocks = [
            block
            for currency in self.accounts.currencies(customer)
            if (block := self.accounts.block(customer, currency, self.as_of)).closing
        ]
        if not blocks:
            return None
        language = language_of(self.ledger, customer, self.policy)
        auditor = auditor_party(self.policy)
        names = ("address", "contact", "phone", "email")
        values = {f"auditor_{name}": getattr(auditor, name) for name in names}
        values["auditor"] = auditor.name
        variant = "negative" if negative else "positive"
        filled = self._fill("confirmation", customer, blocks, language, values, variant)
        return self._document(
            "confirmation", customer, blocks, filled, addressee=auditor, negative=negative
        )

    def reconciliation(
        self,
        customer: int,
        currency: str,
        theirs: int,
        ours_adjust: Sequence[Adjustment],
        theirs_adjust: Sequence[Adjustment],
    ) -> Reconciliation:
        """One reconciliation."""
        ledger = self.ledger
        own = int(ledger.customers.currency[customer])
        place = ledger.currencies.index(currency) if currency in ledger.currencies else own
        code = ledger.currencies[place]
        ours = self.accounts.block(customer, place, self.as_of).closing
        language = language_of(ledger, customer, self.policy)
        difference = ours + sum(one[2] for one in ours_adjust)
        difference -= theirs + sum(one[2] for one in theirs_adjust)
        values = {
            "ours": money(ours, code, language),
            "theirs": money(theirs, code, language),
            "difference": money(difference, code, language),
        }
        party = customer_party(ledger, customer)
        filled = self._filled("reconciliation", party, language, values, "")
        return Reconciliation(
            kind="reconciliation",
            level=-1,
            number="",
            date=self.as_of,
            as_of=self.as_of,
            language=language,
            company=self.company,
            customer=party,
            currency=code,
            total=ours,
            capitals="",
            wording=filled.wording,
            notes=filled.notes,
            logo=self.policy.company.logo,
            theirs=theirs,
            ours_adjust=tuple(ours_adjust),
            theirs_adjust=tuple(theirs_adjust),
            difference=difference,
        )

    def _filled(
        self, kind: Kind, party: Party, language: Language, values: dict[str, str], variant: str
    ) -> Filled:
        known = {
            **party_values(self.company, party),
            "date": day(self.as_of, language),
            "as_of": day(self.as_of, language),
            **values,
        }
        filled = self.wording.fill(kind, language, known, variant=variant)
        self.problems += filled.problems
        return filled

    def _fill(
        self,
        kind: Kind,
        customer: int,
        blocks: Sequence[Block],
        language: Language,
        values: dict[str, str],
        variant: str = "",
    ) -> Filled:
        balances = [money(block.closing, block.currency, language) for block in blocks]
        return self._filled(
            kind,
            customer_party(self.ledger, customer),
            language,
            {
                "reply_by": day(self.reply_by, language),
                "balances": _join(balances, language),
                **values,
            },
            variant,
        )

    def _document(
        self,
        kind: Kind,
        customer: int,
        blocks: Sequence[Block],
        filled: Filled,
        *,
        start: dt.date | None = None,
        addressee: Party | None = None,
        negative: bool = False,
    ) -> Statement:
        language = language_of(self.ledger, customer, self.policy)
        single = blocks[0] if len(blocks) == 1 else None
        worded = single is not None and language == "zh" and kind == "statement"
        return Statement(
            kind=kind,
            level=-1,
            number="",
            date=self.as_of,
            as_of=self.as_of,
            language=language,
            company=self.company,
            customer=customer_party(self.ledger, customer),
            currency=single.currency if single else "",
            total=single.closing if single else 0,
            capitals=in_capitals(single.closing, single.currency) if worded and single else "",
            wording=filled.wording,
            addressee=addressee,
            notes=filled.notes,
            logo=self.policy.company.logo,
            seal=seal_of(self.policy),
            start=start,
            blocks=tuple(blocks),
            negative=negative,
            reply_by=self.reply_by,
        )


def _join(texts: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(texts)
