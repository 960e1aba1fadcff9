"""A ledger in the making: typed tables resolved to positions, before the checks have spoken."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from operator import lt
from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.build import messages as say
from xlar.core.build.findings import Findings
from xlar.core.columns import NO_AMOUNT, Bools, Column, Int32s, Int64s, Texts
from xlar.core.errors import BadValue
from xlar.core.money import LIMIT, SCALE, currency_code, decimals
from xlar.core.tables import ColumnKind, Table, Tables, empty_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.core.ledger import Allocations, Customers, Documents
    from xlar.core.policy import Policy


@dataclass
class Draft:
    """What building a ledger works on, step by step.

    Attributes:
        tables: the tables as read.
        policy: settings.
        findings: problems found so far.
        currencies: currency codes, ascending.
        customers: set by the first step.
        documents: set by the second; invoices first, then receipts.
        invoice_count: how many of the documents are invoice rows.
        receipt_of: for every receipts row the position of its receipt in ``documents``.
        receipt_parts: the amount of every receipts row in minor units.
        allocations: set by the third step.
    """

    tables: Tables
    policy: Policy
    findings: Findings = field(default_factory=Findings)
    currencies: tuple[str, ...] = ()
    customers: Customers = field(init=False)
    customer_places: dict[str, int] = field(default_factory=dict)
    documents: Documents = field(init=False)
    invoice_count: int = 0
    receipt_of: Int32s = field(init=False)
    receipt_parts: Int64s = field(init=False)
    allocations: Allocations = field(init=False)

    def table(self, name: str) -> Table:
        """The table, without rows where the source has none."""
        return self.tables[name] if name in self.tables else empty_table(name)

    def column(self, table: str, name: str, kind: ColumnKind) -> Column:
        """A column of a table."""
        return self.table(table).column(name, kind)

    def required(
        self, table: str, name: str, kind: ColumnKind, absent: object, fill: object
    ) -> Column:
        """A column that may not be blank; blanks are reported and filled so that work can go on."""
        values = self.column(table, name, kind)
        blank = np.asarray(values == absent, bool)
        if blank.any():
            self.findings.add(say.MISSING_VALUE, self.table(table), blank, name)
            values = np.where(blank, np.asarray(fill, values.dtype), values)
        return values

    def resolve_currencies(self) -> None:
        """Find every currency in use; unknown names are reported and counted as base currency."""
        names = {self.policy.base_currency}
        for table, column in (
            ("customers", "currency"),
            ("invoices", "currency"),
            ("receipts", "currency"),
            ("plans", "currency"),
            ("slips", "currency"),
            ("targets", "currency"),
        ):
            values = self.column(table, column, "text")
            for name in set(values.tolist()) - {""}:
                try:
                    names.add(currency_code(name))
                except BadValue:
                    self.findings.add(say.BAD_CURRENCY, self.table(table), values == name, column)
        self.currencies = tuple(sorted(names))

    def currency_positions(self, values: Texts, default: Int32s) -> Int32s:
        """The position of each row's currency; the default where none is given."""
        codes, names = factorize(values)
        positions = np.array([self._currency_position(name) for name in names], np.int32)
        found = positions[codes] if len(names) else np.zeros(0, np.int32)
        return np.where(found < 0, default, found).astype(np.int32)

    def _currency_position(self, name: str) -> int:
        try:
            return self.currencies.index(currency_code(name)) if name else -1
        except BadValue:
            return -1

    @property
    def base_position(self) -> int:
        """Position of the base currency."""
        return self.currencies.index(self.policy.base_currency)

    def minor_units(self, table: str, column: str, amounts: Int64s, currency: Int32s) -> Int64s:
        """Ten-thousandths as minor units of each row's currency; reports what does not fit.

        Blank amounts become NO_AMOUNT.
        """
        divisor = np.array([SCALE // 10 ** decimals(code) for code in self.currencies], np.int64)[
            currency
        ]
        given = amounts != NO_AMOUNT
        minor, rest = np.divmod(np.where(given, amounts, 0), divisor)
        codes = self.currencies
        self.findings.add(
            say.TOO_MANY_DECIMALS, self.table(table), rest != 0, column,
            currency=lambda place: codes[currency[place]],
            decimals=lambda place: decimals(codes[currency[place]]),
        )  # fmt: skip
        large = np.abs(minor) > LIMIT
        self.findings.add(say.AMOUNT_TOO_LARGE, self.table(table), large, column)
        return np.where(given, np.where(large, 0, minor), NO_AMOUNT)


def factorize(values: Texts) -> tuple[Int32s, list[str]]:
    """The number of each value in order of first appearance, and the distinct values.

    >>> codes, names = factorize(np.array(["b", "a", "b"], dtype=object))
    >>> codes.tolist(), names
    ([0, 1, 0], ['b', 'a'])
    """
    if values.strides == (0,) and len(values):  # one value, as of a column the source lacks
        return np.zeros(len(values), np.int32), [values[0]]
    listed: list[str] = values.tolist()
    numbers = {name: number for number, name in enumerate(dict.fromkeys(listed))}
    return np.fromiter(map(numbers.__getitem__, listed), np.int32, len(listed)), list(numbers)


def repeated(codes: Iterable[Any]) -> tuple[Int64s, Int64s]:
    """The places of values that stood earlier, and the place each first stood at.

    Args:
        codes: values of one kind, which can be compared.

    >>> [column.tolist() for column in repeated(["a", "b", "a"])]
    [[2], [0]]
    """
    values = list(codes)
    ascends = all(map(lt, values, islice(values, 1, None)))  # numbers mostly do
    first: dict[Any, int] = {}
    again, earlier = [], []
    for place, value in enumerate(() if ascends or len(set(values)) == len(values) else values):
        seen = first.setdefault(value, place)
        if seen != place:
            again.append(place)
            earlier.append(seen)
    return np.array(again, np.int64), np.array(earlier, np.int64)


def outside(days: Int32s, low: int, high: int, absent: int) -> Bools:
    """Which given days lie outside a range."""
    wrong: Bools = (days != absent) & ((days < low) | (days > high))
    return wrong
