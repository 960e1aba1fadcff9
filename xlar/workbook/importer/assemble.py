"""The contract's tables from what was read and made, and where each entry came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import texts
from xlar.core.problems import Text
from xlar.core.tables import ABSENT, Table
from xlar.tables.schema import TABLES
from xlar.workbook.importer.customers import customers_of
from xlar.workbook.importer.notes import Notes
from xlar.workbook.importer.parts import stored_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column
    from xlar.core.problems import Problem
    from xlar.core.tables import Tables
    from xlar.workbook.importer.options import Options
    from xlar.workbook.importer.parts import Merged
    from xlar.workbook.importer.receipts import Made


@dataclass
class Assembled:
    """The tables a ledger is built from.

    Attributes:
        tables: typed tables; entries are numbered from 1.
        origins: per table and entry the table of the source and the place there.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    origins: dict[str, list[tuple[Merged, int]]] = field(default_factory=dict)

    def add(self, table: Table, origins: Sequence[tuple[Merged, int]]) -> None:
        """Add a table, below one of that name if there is one."""
        above = self.tables.get(table.name)
        self.tables[table.name] = table if above is None else _joined(above, table)
        self.origins.setdefault(table.name, []).extend(origins)

    def at_source(self, problem: Problem) -> Problem:
        """A problem of an entry as one of the cell it came from."""
        origins = self.origins.get(problem.table or "", [])
        if problem.row is None or problem.row > len(origins):
            return problem
        table, place = origins[problem.row - 1]
        values = dict(problem.values)
        other = values.get("other")
        if isinstance(other, int | np.integer):
            values["other"] = origins[int(other) - 1][0].where(origins[int(other) - 1][1])
        scratch = Notes()
        column = problem.column or ""
        table.problem(scratch, problem.message, place, column, found=problem.found, **values)
        return scratch.problems[0]


def assembled(
    tables: Mapping[str, Merged], made: Made, options: Options, notes: Notes
) -> Assembled:
    """The contract's tables.

    Args:
        tables: what the source says, by English name.
        made: receipts and allocations from the invoices' own columns.
        options: whether unknown customers are added.
        notes: where steps go.
    """
    invoices = tables["invoices"]
    result = Assembled()
    for name, table in tables.items():
        entries = [(table, place) for place in range(len(table))]
        result.add(table.as_table(TABLES[name].by_name), entries)
    receipts, allocations = made.tables()
    for table_made, origin in ((receipts, made.receipt_of), (allocations, made.allocation_of)):
        if len(table_made):
            result.add(table_made, [(invoices, place) for place in origin])
    if "customers" not in tables:
        listed = customers_of(invoices, notes)
        if listed is not None:
            columns = {name: texts(values) for name, values in listed.items()}
            result.add(_numbered("customers", columns), [])
    elif options.unknown_customers == "add":
        _add_unknown(result, notes)
    return result


def _numbered(name: str, columns: Mapping[str, Column]) -> Table:
    count = len(next(iter(columns.values())))
    return Table(name, columns, np.arange(1, count + 1, dtype=np.int32))


def _joined(above: Table, below: Table) -> Table:
    """Two tables one below the other; a column that one lacks is absent there."""
    schema = TABLES[above.name].by_name
    columns = {}
    for name in {**above.columns, **below.columns}:
        kind = stored_as(schema[name])
        columns[name] = np.concatenate([above.column(name, kind), below.column(name, kind)])
    columns = {name: column.astype(_dtype(above.name, name)) for name, column in columns.items()}
    return _numbered(above.name, columns)


def _dtype(table: str, column: str) -> type:
    dtype: type = ABSENT[stored_as(TABLES[table].by_name[column])][0]
    return dtype


def _add_unknown(result: Assembled, notes: Notes) -> None:
    """Add the customers that documents name and the list lacks."""
    tables: Tables = result.tables
    known = set(tables["customers"].columns["customer_id"].tolist())
    named = dict.fromkeys(
        name
        for table in ("invoices", "receipts")
        if table in tables
        for name in tables[table].columns["customer_id"].tolist()
    )
    added = [name for name in named if name and name not in known]
    what = Text("客户表中没有、已按编码补入的客户", "customers added that the list lacks")
    notes.step(what, len(added), added)
    if added:
        columns = {"customer_id": texts(added), "name": texts(added)}
        result.add(_numbered("customers", columns), [])


def worth_telling(
    found: Sequence[Problem], tables: Tables, same: Mapping[str, set[int]], *, waits: bool
) -> list[Problem]:
    """The ledger's problems without those the import has told better, or has solved itself.

    Args:
        found: what building the ledger found.
        tables: the tables it was built from.
        same: places already reported for a number used twice.
        waits: whether terms are missing because their codes are not understood.
    """
    allocated = set()
    if "allocations" in tables:
        allocated = set(tables["allocations"].columns["credit_no"].tolist())

    def told(problem: Problem) -> bool:
        place = (problem.row or 0) - 1
        match problem.code:
            case "duplicate_invoice" | "duplicate_customer":
                return place in same.get(problem.table or "", ())
            case "no_terms":
                return waits
            case "no_reference":  # settled explicitly, by its clearing group for one
                return tables["invoices"].columns["invoice_no"][place] in allocated
        return False

    return [problem for problem in found if not told(problem)]
