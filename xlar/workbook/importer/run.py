"""An export becomes a ledger: every step of the import, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xlar.core.build import build
from xlar.core.columns import texts
from xlar.core.dates import calendar_date, parse_iso
from xlar.core.policy import Policy
from xlar.core.problems import Problem, Text
from xlar.tables.schema import TABLES
from xlar.workbook.importer import checks
from xlar.workbook.importer import settle_messages as say
from xlar.workbook.importer.assemble import assembled, worth_telling
from xlar.workbook.importer.classify import Sheet, classify
from xlar.workbook.importer.customers import one_list
from xlar.workbook.importer.date_messages import UNSETTLED
from xlar.workbook.importer.guess import CARRIED
from xlar.workbook.importer.load import load_grids
from xlar.workbook.importer.model import ImportResult
from xlar.workbook.importer.notes import Notes
from xlar.workbook.importer.options import ColumnMap, overridden, read_map
from xlar.workbook.importer.parts import Merged, merged
from xlar.workbook.importer.receipts import Made, numbers_in_use
from xlar.workbook.importer.rows import Repeats, entries_only
from xlar.workbook.importer.settle import PAYMENT_COLUMNS, settle_invoices
from xlar.workbook.importer.terms import (
    compare_due_dates,
    leave_blank,
    report_unknown_terms,
    translate_terms,
)
from xlar.workbook.importer.typed import typed_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from xlar.core.ledger import Ledger
    from xlar.core.tables import Tables
    from xlar.workbook.importer.assemble import Assembled
    from xlar.workbook.importer.model import DateOrder, Grid
    from xlar.workbook.importer.parts import Part


def import_file(
    raw: Path,
    *,
    map_file: Path | None = None,
    date_order: DateOrder | None = None,
    repair_swapped_dates: bool = False,
    policy: Policy | None = None,
) -> ImportResult:
    """What an export is as a ledger, with everything found and done on the way.

    Args:
        raw: a file of any known format, or a folder of them.
        map_file: the user's map.toml.
        date_order: order of day and month, before the map's.
        repair_swapped_dates: undo the damage of a wrong regional setting.
        policy: settings; the map's base currency goes before.

    Raises:
        BadPolicy: the map is wrong.
        OSError: a file cannot be read.
    """
    cmap = ColumnMap() if map_file is None else read_map(map_file)
    cmap = replace(
        cmap,
        options=overridden(
            cmap.options, date_order=date_order, repair_swapped_dates=repair_swapped_dates
        ),
    )
    notes = Notes()
    grids = load_grids(raw, notes, cmap.headers)
    return _Import(cmap, policy or Policy(), notes).run(grids)


class _Import:
    """One import on its way."""

    def __init__(self, cmap: ColumnMap, policy: Policy, notes: Notes) -> None:
        self.cmap, self.options, self.notes = cmap, cmap.options, notes
        base = cmap.options.base_currency or policy.base_currency
        self.policy = replace(policy, base_currency=base)
        self.tables: dict[str, Merged] = {}
        self.unknown_terms: frozenset[str] = frozenset()

    def run(self, grids: Sequence[Grid]) -> ImportResult:
        """The result of importing these sheets and files."""
        sheets = classify(grids, self.cmap, self.notes) if grids else []
        complete = not self._has_errors()
        for name, parts in self._parts(sheets).items():
            self.tables[name] = merged(name, parts)
        if not complete or "invoices" not in self.tables:
            return self._result(None, {}, {})
        same = self._resolve()
        if self._unsettled():
            return self._result(None, {}, {})  # what follows from dates would only be noise
        self._compare_due_dates()
        made = self._settle()
        result = assembled(self.tables, made, self.options, self.notes)
        ledger, found = build(result.tables, self.policy)
        found = worth_telling(found, result.tables, same, waits=bool(self.unknown_terms))
        self.notes.problems += self._located(found, result)
        return self._result(ledger, result.tables, self._extras())

    def _has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.notes.problems)

    def _parts(self, sheets: Sequence[Sheet]) -> dict[str, list[Part]]:
        """The entries of every sheet, converted, by table."""
        repeats = Repeats(self.options.duplicates, self.notes)
        parts: dict[str, list[Part]] = {}
        for sheet in sheets:
            grid = entries_only(sheet.grid, sheet.guess, self.notes)
            grid = repeats.without(grid, sheet.guess)
            part = typed_part(grid, sheet.guess, sheet.joined, self.cmap, self.notes)
            checks.report_lost_zeros(part, self.notes)
            checks.report_spellings(part, self.notes)
            parts.setdefault(part.table, []).append(part)
        self.notes.step(
            Text("完全重复的行已搁置", "rows repeated in full set aside"), repeats.exact
        )
        self.notes.step(
            Text(
                "只有大小写或空格不同的重复行已搁置",
                "rows repeated but for case or blanks set aside",
            ),
            repeats.spelled,
        )
        return parts

    def _resolve(self) -> Mapping[str, set[int]]:
        """Bring the tables into the contract's form; places of entries already reported."""
        invoices, customers = self.tables["invoices"], self.tables.get("customers")
        for table in self.tables.values():
            translate_terms(table, self.cmap.terms, self.notes)
        if not self._unsettled():
            self.unknown_terms = report_unknown_terms(invoices, customers, self.notes)
        if customers is not None:
            one_list(customers, self.notes)
        same = {t.name: checks.report_same_numbers(t, self.notes) for t in self.tables.values()}
        checks.report_net_and_tax(invoices, self.notes)
        checks.report_currency(invoices, self.options, self.policy.base_currency, self.notes)
        self._fill_currency()
        return same

    def _fill_currency(self) -> None:
        """Give documents without a currency the one the user states."""
        currency = self.options.currency
        for name in ("invoices", "receipts"):
            table = self.tables.get(name)
            if table is not None and currency is not None:
                stated = table.column("currency", "text").tolist()
                table.columns["currency"] = texts([code or currency for code in stated])

    def _unsettled(self) -> bool:
        """Whether some dates could not be read for want of their order."""
        return any(problem.code in UNSETTLED for problem in self.notes.problems)

    def _compare_due_dates(self) -> None:
        invoices, customers = self.tables["invoices"], self.tables.get("customers")
        for table in (invoices, customers):
            leave_blank(table, self.unknown_terms)
        recompute, policy = self.options.recompute_due, self.policy.terms
        compare_due_dates(invoices, customers, policy, self.notes, recompute=recompute)

    def _settle(self) -> Made:
        """Receipts and allocations from the invoices' own columns."""
        invoices, receipts = self.tables["invoices"], self.tables.get("receipts")
        stated = [name for name in PAYMENT_COLUMNS[:2] if name in invoices.columns]
        numbers = [invoices.columns["invoice_no"].tolist()]
        if receipts is not None and len(receipts):
            numbers.append(receipts.columns["receipt_no"].tolist())
            for name in stated:
                header = invoices.header(0, name)
                invoices.problem(self.notes, say.TWO_SOURCES, 0, name, header=header, column=name)
        made = Made(numbers_in_use(*numbers))
        if receipts is None or not len(receipts):
            settle_invoices(invoices, made, self.options, self.notes)
        return made

    def _located(self, found: Sequence[Problem], result: Assembled) -> list[Problem]:
        """The ledger's problems with their places in the source; those told before left out."""
        errors = [problem for problem in self.notes.problems if problem.severity == "error"]
        told = {(problem.table, problem.row, problem.column) for problem in errors}
        located = [result.at_source(problem) for problem in found]
        return [
            problem
            for problem in located
            if problem.code != "missing_value"
            or (problem.table, problem.row, problem.column) not in told
        ]

    def _extras(self) -> dict[str, dict[str, Sequence[Any]]]:
        """Columns of the source that fill none of ours, under titles a reader does not mistake."""
        extras: dict[str, dict[str, Sequence[Any]]] = {}
        for name, table in self.tables.items():
            schema = TABLES[name]
            for header, cells in table.extras.items():
                title = f"{header}{CARRIED}" if schema.find(header) else header
                if any(cell is not None for cell in cells):
                    extras.setdefault(name, {})[title] = cells
        return extras

    def _result(
        self, ledger: Ledger | None, tables: Tables, extras: Mapping[str, Mapping[str, Any]]
    ) -> ImportResult:
        as_of = self.options.as_of
        settings: dict[str, str | date | None] = {
            "as_of": None if as_of is None else calendar_date(parse_iso(as_of)),
            "base_currency": self.policy.base_currency,
        }
        problems = sorted(self.notes.problems, key=lambda p: p.severity != "error")
        ok = not any(problem.severity == "error" for problem in problems)
        return ImportResult(
            ledger if ok else None,
            tables,
            extras,
            settings,
            tuple(problems),
            tuple(self.notes.steps),
            tuple(self.notes.mapping),
            tuple(self.notes.set_aside),
        )
