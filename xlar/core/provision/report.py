"""The allowance on a day: by portfolio and band, customers on their own, movement and entries.

Rates are exact fractions; each band is rounded once, half away from zero. The rules with worked
cases: docs/methods/provision.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.dates import day_number
from xlar.core.errors import BadPolicy
from xlar.core.money import divide_round, to_minor
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.provision.bands import bands_of, groups_of, table_sums
from xlar.core.provision.history import history
from xlar.core.provision.individual import individual
from xlar.core.provision.rolls import roll_rates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.policy_provision import ProvisionPolicy
    from xlar.core.provision.bands import Bands, Groups
    from xlar.core.provision.history import History
    from xlar.core.provision.individual import Individual
    from xlar.core.provision.rolls import RollRates

#: Accounts of the entries with their names (CAS 22, 小企业会计准则).
ENTRIES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "impairment": Text("信用减值损失", "credit impairment loss"),
        "allowance": Text("坏账准备", "loss allowance"),
        "receivables": Text("应收账款", "trade receivables"),
        "bank": Text("银行存款", "bank"),
        "other_expense": Text("营业外支出", "non-operating expense"),
        "other_income": Text("营业外收入", "non-operating income"),
    }
)


@dataclass(frozen=True, slots=True)
class Movement:
    """The movement of the allowance in the period, minor units.

    ``opening + charge − reversal − written_off + recovered + other = closing``.

    Attributes:
        opening: allowance at the start of the period, as stated in the settings.
        charge: charged to profit or loss.
        reversal: taken back to it.
        written_off: used for items written off in the period.
        recovered: money received in the period on items written off before.
        other: other movements, as stated.
        closing: allowance on the day looked from.
    """

    opening: int
    charge: int
    reversal: int
    written_off: int
    recovered: int
    other: int
    closing: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry.

    Attributes:
        purpose: ``charge``, ``reversal``, ``write_off``, ``recovery`` or ``receipt``.
        debit: account debited, credit: account credited; see `ENTRIES`.
        currency: currency code.
        amount: minor units.
    """

    purpose: str
    debit: str
    credit: str
    currency: str
    amount: int


@dataclass(frozen=True, eq=False)
class ProvisionReport:
    """The loss allowance on a day.

    The rows of the matrix stand by portfolio, currency and band; those with neither balance nor
    rate of their own currency are left out.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        settings: the rules in force.
        labels: names of the bands.
        portfolio: portfolio of each row; blank where customers have none.
        currency: position of its currency.
        band: its band.
        balance: open items in it, minor units.
        rate: loss rate of each row, exact.
        allowance: balance × rate, rounded once.
        own: customers assessed on their own, one row per customer and currency.
        movements: movement by currency code.
        entries: what is to be booked.
        rolls: the roll rates, None where percentages are used.
        check: open items less the balances above, by currency code: 0.
    """

    ledger: Ledger
    as_of: int
    settings: ProvisionPolicy
    labels: tuple[str, ...]
    portfolio: Texts
    currency: Int32s
    band: Int64s
    balance: Int64s
    rate: tuple[Fraction, ...]
    allowance: Int64s
    own: Individual
    movements: Mapping[str, Movement]
    entries: tuple[Entry, ...]
    rolls: RollRates | None
    check: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.balance)


def provision(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> ProvisionReport:
    """The loss allowance on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``provision`` names the method and the rates.

    Raises:
        BadPolicy: there are not as many percentages as bands.
        NotEnoughHistory: roll rates are asked for and the ledger does not reach back far enough.
    """
    policy = policy or Policy()
    settings = policy.provision
    bands, groups = bands_of(settings), groups_of(ledger, day_number(as_of))
    past = history(ledger, as_of, policy)
    open_amount = past.open_on(past.as_of)
    rolls = None
    if settings.method == "roll_rates" and settings.gaap == "cas":
        rolls = roll_rates(past, bands, groups, settings)
    matrix = _matrix(past, open_amount, bands, groups, settings, rolls)
    small = settings.gaap == "small"
    own = individual(ledger, past.debit, open_amount, past.as_of, small=small)
    currency = np.r_[matrix.currency, own.currency]
    closing = _by_currency(ledger, currency, np.r_[matrix.allowance, own.allowance])
    movements = _movements(past, settings, closing, as_of)
    posted = _by_currency(ledger, ledger.documents.currency[past.debit], open_amount)
    shown = _by_currency(ledger, currency, np.r_[matrix.balance, own.balance])
    return ProvisionReport(
        ledger, past.as_of, settings, bands.labels,
        groups.names[matrix.key], matrix.currency.astype(np.int32), matrix.band, matrix.balance,
        matrix.rate, matrix.allowance, own, movements, _entries(movements, settings), rolls,
        {code: posted[code] - shown[code] for code in movements},
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class RollReport:
    """The roll rates of a day, whatever method is in force.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        labels: names of the bands.
        portfolio, currency: name and position of each group of the rates.
        rolls: the rates.
    """

    ledger: Ledger
    as_of: int
    labels: tuple[str, ...]
    portfolio: Texts
    currency: Int64s
    rolls: RollRates


def roll_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> RollReport:
    """The roll rates of the windows before a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``provision`` names bands, windows and the forward factor.

    Raises:
        NotEnoughHistory: the ledger does not reach back far enough.
    """
    policy = policy or Policy()
    bands, groups = bands_of(policy.provision), groups_of(ledger, day_number(as_of))
    past = history(ledger, as_of, policy)
    rolls = roll_rates(past, bands, groups, policy.provision)
    key, currency = np.divmod(np.arange(groups.count), np.int64(groups.currencies))
    return RollReport(ledger, past.as_of, bands.labels, groups.names[key], currency, rolls)


@dataclass(frozen=True, eq=False)
class _Rows:
    key: Int64s
    currency: Int64s
    band: Int64s
    balance: Int64s
    rate: tuple[Fraction, ...]

    @property
    def allowance(self) -> Int64s:
        """Each row's balance times its rate, rounded once."""
        pairs = zip(self.balance.tolist(), self.rate, strict=True)
        found = [divide_round(cents * r.numerator, r.denominator) for cents, r in pairs]
        return np.array(found, np.int64)


def _matrix(
    past: History,
    open_amount: Int64s,
    bands: Bands,
    groups: Groups,
    settings: ProvisionPolicy,
    rolls: RollRates | None,
) -> _Rows:
    """The balances by portfolio, currency and band, with their loss rates."""
    size = groups.count, len(bands.labels)
    band = bands.of(past.ledger, past.debit, past.as_of)
    sums = table_sums(groups.matrix(past.ledger, past.debit), band, open_amount, size)
    used = np.flatnonzero((sums != 0).any(axis=1))
    group = np.repeat(used, size[1])
    place = np.tile(np.arange(size[1], dtype=np.int64), len(used))
    key, currency = np.divmod(group, np.int64(groups.currencies))
    if settings.gaap == "small":
        rates = (Fraction(0),) * size[1]
    elif rolls is None:
        rates = _percentages(settings, bands)
    else:
        rates = ()
    rate = (
        tuple(rates[one] for one in place.tolist())
        if rolls is None
        else tuple(rolls.loss[g][b] for g, b in zip(group.tolist(), place.tolist(), strict=True))
    )
    return _Rows(key, currency, place, sums[group, place], rate)


def _percentages(settings: ProvisionPolicy, bands: Bands) -> tuple[Fraction, ...]:
    given, needed = len(settings.percentages), len(bands.labels)
    if given != needed:
        raise BadPolicy(
            Text(
                f"设置 provision.percentages：有 {given} 个比例，而账龄段有 {needed} 个。",
                f"setting provision.percentages: {given} rates for {needed} bands",
            )
        )
    forward = Fraction(settings.forward)
    return tuple(min(Fraction(rate) * forward, Fraction(1)) for rate in settings.percentages)


def _by_currency(ledger: Ledger, currency: Int64s | Int32s, amount: Int64s) -> dict[str, int]:
    sums = np.zeros(len(ledger.currencies), np.int64)
    np.add.at(sums, currency, amount)
    return dict(zip(ledger.currencies, sums.tolist(), strict=True))


def _movements(
    past: History, settings: ProvisionPolicy, closing: Mapping[str, int], as_of: date
) -> dict[str, Movement]:
    """The movement of each currency that has balances or movements."""
    start = day_number(settings.period_from or as_of.replace(month=1, day=1)) - 1
    currency = past.ledger.documents.currency[past.debit]
    lost = _by_currency(past.ledger, currency, past.written_off(start, past.as_of))
    back = _by_currency(past.ledger, currency, past.recovered_in(start, past.as_of))
    stated = [
        {code: to_minor(amount, code) for code, amount in given.items()}
        for given in (settings.opening, settings.other)
    ]
    small = settings.gaap == "small"
    found = {}
    for code, allowance in closing.items():
        opening, other = (0 if small else given.get(code, 0) for given in stated)
        used, regained = (0, 0) if small else (lost[code], back[code])
        charge = allowance - (opening - used + regained + other)
        found[code] = Movement(
            opening, max(charge, 0), max(-charge, 0), lost[code], back[code], other, allowance
        )
    return found


def _entries(movements: Mapping[str, Movement], settings: ProvisionPolicy) -> tuple[Entry, ...]:
    """What is to be booked, under the accounting standard in force."""
    entries: list[Entry] = []
    for code, one in movements.items():
        kinds: tuple[tuple[str, str, str, int], ...]
        if settings.gaap == "small":
            kinds = (
                ("write_off", "other_expense", "receivables", one.written_off),
                ("recovery", "bank", "other_income", one.recovered),
            )
        else:
            kinds = (
                ("charge", "impairment", "allowance", one.charge),
                ("reversal", "allowance", "impairment", one.reversal),
                ("write_off", "allowance", "receivables", one.written_off),
                ("recovery", "receivables", "allowance", one.recovered),
                ("receipt", "bank", "receivables", one.recovered),
            )
        entries += [
            Entry(purpose, debit, credit, code, amount)
            for purpose, debit, credit, amount in kinds
            if amount
        ]
    return tuple(entries)
