"""A run of letters: which customer gets which letter for which items, and who gets none and why.

One letter per customer and currency, with all overdue items that may be demanded, each at its own
level; the letter's level is the highest of them. Nothing is sent here, and the clock is not asked:
ledger, register, day and policy decide. The rules with worked cases: docs/methods/dunning.md.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import calendar_date, day_number
from xlar.core.dunning_choice import LetterKind, at_level, by_ladder, reminders, special
from xlar.core.dunning_fees import dunning_fee, minor_units
from xlar.core.dunning_items import account_promises, dunning_items
from xlar.core.dunning_skips import Skip, next_free, nothing_to_demand, registered_reason
from xlar.core.errors import BadValue, UnknownCustomer
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.registered import matched_items, sent_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlar.core.columns import Int64s
    from xlar.core.dunning_choice import Choice
    from xlar.core.dunning_items import DunningItems
    from xlar.core.ledger import Ledger
    from xlar.core.registered import RegisterRow


@dataclass(frozen=True, slots=True)
class DemandItem:
    """One item on a letter.

    Attributes:
        document: position in ``Ledger.documents``.
        demanded: open amount less its disputed part, minor units.
        disputed: that part.
        days_past_due: as_of − due date.
        level: its own level, -1 where the document is no letter of the ladder.
        is_new: whether it calls for this letter; others are listed because they are overdue too.
        fee: dunning fee for this level, minor units.
    """

    document: int
    demanded: int
    disputed: int
    days_past_due: int
    level: int
    is_new: bool
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """A letter to be made.

    Attributes:
        kind: ``letter``, or ``agency``, ``lawyer``, ``stop``.
        level: highest level of its items; -1 where the kind has none.
        customer: position in ``Ledger.customers``; currency: in ``Ledger.currencies``.
        items: oldest due first.
        unapplied: credit of the customer not set against anything, not deducted from the total.
        date: date of the letter; pay_by: last day to pay, None for the reminder before due.
    """

    kind: LetterKind
    level: int
    customer: int
    currency: int
    items: tuple[DemandItem, ...]
    unapplied: int
    date: dt.date
    pay_by: dt.date | None

    @property
    def total(self) -> int:
        """What is demanded, without interest and fees, in minor units."""
        return sum(item.demanded for item in self.items)

    @property
    def fee(self) -> int:
        """The dunning fees of all items, minor units."""
        return sum(item.fee for item in self.items)


@dataclass(frozen=True)
class DunningRun:
    """What a run came to, by customer and currency.

    Attributes:
        ledger: the ledger the positions refer to.
        as_of: day the figures are of.
        letters: what is to be made.
        skipped: everyone else who owes something, with the reason.
    """

    ledger: Ledger
    as_of: dt.date
    letters: tuple[Demand, ...]
    skipped: tuple[Skip, ...]


def dunning_run(
    ledger: Ledger,
    as_of: dt.date,
    *,
    policy: Policy | None = None,
    register: Sequence[RegisterRow] = (),
    customers: Iterable[str] | None = None,
    kind: LetterKind = "letter",
    level: int | None = None,
    date: dt.date | None = None,
) -> DunningRun:
    """The letters due on a day, and why everyone else gets none.

    Args:
        ledger: the ledger.
        as_of: day the figures are of.
        policy: settings; the ladder and who is spared are ``dunning``.
        register: what was made and sent before.
        customers: identifiers of the only customers to look at; None = all.
        kind: ``letter``, or ``agency``, ``lawyer``, ``stop``.
        level: a level for all letters, in place of what the ladder says.
        date: date of the letters, as_of unless given.

    Raises:
        UnknownCustomer: a customer asked for is not in the ledger.
        BadValue: the ladder has no letter of that level, or the kind has no levels.
        MissingRate: ``stop`` needs the credit standing, and a currency has no rate.
    """
    run = _Run(ledger, as_of, policy or Policy(), tuple(register), date or as_of, kind)
    wanted = None if customers is None else {run.position(name) for name in customers}
    choices = run.choices(level, by_name=wanted is not None)
    letters: list[Demand] = []
    skipped: list[Skip] = []
    for group, first, last in run.groups():
        if wanted is None or group // len(ledger.currencies) in wanted:
            outcome = run.judge(group, slice(first, last), choices)
            if isinstance(outcome, Demand):
                letters.append(outcome)
            else:
                skipped.append(outcome)
    if wanted:
        found = {one.customer for one in letters} | {one.customer for one in skipped}
        own = ledger.customers.currency
        skipped += [Skip(one, int(own[one]), "nothing_open", 0) for one in wanted - found]
        skipped.sort(key=lambda skip: (skip.customer, skip.currency))
    return DunningRun(ledger, as_of, tuple(letters), tuple(skipped))


def oldest_first(ledger: Ledger, documents: Iterable[int]) -> list[int]:
    """Positions of documents by due date, date, number and instalment.

    Args:
        ledger: the ledger.
        documents: positions, a handful.
    """
    columns = ledger.documents
    return sorted(
        documents,
        key=lambda at: (
            int(columns.due[at]), int(columns.date[at]), columns.number[at],
            int(columns.instalment[at]),
        ),
    )  # fmt: skip


class _Run:
    """One run: what it looks at, and its judgement of each customer and currency."""

    def __init__(
        self,
        ledger: Ledger,
        as_of: dt.date,
        policy: Policy,
        register: tuple[RegisterRow, ...],
        date: dt.date,
        kind: LetterKind,
    ) -> None:
        self.ledger, self.policy, self.kind = ledger, policy, kind
        self.as_of, self.date, self.day = as_of, date, day_number(as_of)
        self.items: DunningItems = dunning_items(
            ledger, as_of, sent_letters(ledger, register), policy
        )
        self.rows = _by_group(ledger, register)
        standing = matched_items(ledger, [row for row in register if row.stands])
        self.charged = {(document, item.level) for _, item, document in standing}
        self.done = {document for row, _, document in standing if row.kind == kind}
        self.promised = account_promises(ledger, self.day)

    def position(self, name: str) -> int:
        """Position of a customer."""
        found = np.flatnonzero(self.ledger.customers.id == name)
        if not len(found):
            raise UnknownCustomer(
                Text(f"客户表中没有客户“{name}”。", f'the ledger has no customer "{name}"')
            )
        return int(found[0])

    def choices(self, level: int | None, *, by_name: bool) -> tuple[Choice, ...]:
        """Ways to choose the items, to be tried one after the other."""
        if self.kind != "letter":
            if level is not None:
                raise BadValue(Text("只有催款函分级别。", "only letters have levels"))
            return (special(self.items, self.kind, self.done, self.policy, by_name=by_name),)
        if level is not None:
            return (at_level(self.items, level, self.policy),)
        return by_ladder(self.items), reminders(self.items)

    def groups(self) -> Iterator[tuple[int, int, int]]:
        """Each group with open debits: its number, and where its items begin and end."""
        group = self.ledger.group[self.items.document]
        first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
        starts = first.tolist()
        ends = [*starts[1:], len(group)][: len(starts)]
        yield from zip(group[first].tolist(), starts, ends, strict=True)

    def judge(self, group: int, rows: slice, choices: tuple[Choice, ...]) -> Demand | Skip:
        """The letter to one customer in one currency, or why there is none."""
        customer, currency = divmod(group, len(self.ledger.currencies))
        block = int(self.ledger.customers.dunning_block_until[customer])
        overdue = self._overdue(rows)
        if block >= self.day:
            until = None if block == NEVER else calendar_date(block + 1)
            return Skip(customer, currency, "blocked", overdue, next_on=until)
        before = self.rows.get(group, ())
        if found := registered_reason(before, self.kind, self.as_of):
            reason, number = found
            return Skip(customer, currency, reason, overdue, number=number)
        for choice in choices:
            listed = rows.start + np.flatnonzero(choice.listed[rows])
            if len(listed):
                return self._letter(group, listed, choice)
        reason, next_on = nothing_to_demand(self.items, rows, choices[0].reason)
        return Skip(customer, currency, reason, overdue, next_on=next_on)

    def _overdue(self, rows: slice) -> int:
        late = self.items.days_past_due[rows] > 0
        return int((self.items.demand + self.items.disputed)[rows][late].sum())

    def _letter(self, group: int, listed: Int64s, choice: Choice) -> Demand | Skip:
        """The letter with these items, unless their sum or an earlier letter stands against it."""
        customer, currency = divmod(group, len(self.ledger.currencies))
        total, unapplied = int(self.items.demand[listed].sum()), int(self.items.unapplied[group])
        code = self.ledger.currencies[currency]
        least = minor_units(self.policy.dunning.minimum_amount, code)
        promised, until = self.promised.get(customer, (0, NO_DAY))
        own = int(self.ledger.customers.currency[customer]) == currency
        level = int(choice.level[listed].max())
        if unapplied >= total:
            return Skip(customer, currency, "covered", total)
        if total - unapplied < least:
            return Skip(customer, currency, "below_minimum", total)
        if own and promised >= total:
            return Skip(customer, currency, "promise", total, next_on=calendar_date(until + 1))
        if not choice.taken_up[listed].any():
            return self._nothing_new(group, listed, total)
        before = self.rows.get(group, ())
        free_on = None if choice.is_forced else next_free(before, level, self.policy.dunning)
        if free_on is not None and free_on > self.as_of:
            waiting = self.items.next_day[listed[~choice.taken_up[listed]]]
            free_on = min([free_on, *map(calendar_date, waiting.tolist())])
            return Skip(customer, currency, "too_soon", total, next_on=free_on)
        place = dict(zip(self.items.document[listed].tolist(), listed.tolist(), strict=True))
        lines = tuple(
            self._line(place[document], choice, code)
            for document in oldest_first(self.ledger, list(place))
        )
        pay_by = None if level == 0 else self.date + dt.timedelta(days=self._payment_days(level))
        return Demand(self.kind, level, customer, currency, lines, unapplied, self.date, pay_by)

    def _nothing_new(self, group: int, listed: Int64s, total: int) -> Skip:
        """Why items that might be demanded call for nothing now."""
        customer, currency = divmod(group, len(self.ledger.currencies))
        if self.kind == "letter":
            day = calendar_date(int(self.items.next_day[listed].min()))
            return Skip(customer, currency, "too_soon", total, next_on=day)
        earlier = [row for row in self.rows.get(group, ()) if row.kind == self.kind and row.stands]
        if earlier:
            return Skip(customer, currency, "already", total, number=earlier[-1].number)
        return Skip(customer, currency, "not_due", total)

    def _line(self, row: int, choice: Choice, code: str) -> DemandItem:
        items, level = self.items, int(choice.level[row])
        document, demanded = int(items.document[row]), int(items.demand[row])
        is_new = bool(choice.taken_up[row])
        fee = 0
        if is_new and (document, level) not in self.charged:
            fee = dunning_fee(demanded, level, self.policy.dunning.fees, code)
        days, disputed = int(items.days_past_due[row]), int(items.disputed[row])
        return DemandItem(document, demanded, disputed, days, level, is_new, fee)

    def _payment_days(self, level: int) -> int:
        dunning = self.policy.dunning
        return dunning.level_payment_days.get(str(level), dunning.payment_days)


def _by_group(
    ledger: Ledger, register: tuple[RegisterRow, ...]
) -> dict[int, tuple[RegisterRow, ...]]:
    """The registered documents of each customer and currency."""
    places = {name: place for place, name in enumerate(ledger.customers.id.tolist())}
    codes = {code: place for place, code in enumerate(ledger.currencies)}
    found: dict[int, list[RegisterRow]] = {}
    for row in register:
        if row.customer_id in places and row.currency in codes:
            group = places[row.customer_id] * len(codes) + codes[row.currency]
            found.setdefault(group, []).append(row)
    return {group: tuple(rows) for group, rows in found.items()}
