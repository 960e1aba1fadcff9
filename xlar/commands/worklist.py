"""The worklist 催收工作台: what to do about every item that is overdue or soon due.

Its figures are those of the stage report; beside them stand contact, promise, next letter and the
proposed measure. Customers with the most overdue come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.commands.cells import Column
from xlar.commands.context import Outcome
from xlar.commands.desk import known_letters
from xlar.commands.measures import Situation, measure
from xlar.commands.office import place_of
from xlar.commands.report import Report, is_live, sheet_named, steps_for
from xlar.commands.write import Recalculate, carry_out
from xlar.core.columns import NO_DAY
from xlar.core.dates import add_months, calendar_date
from xlar.core.dunning import dunning_run
from xlar.core.dunning_items import account_promises, dunning_items
from xlar.core.ledger import ActKind
from xlar.core.money import decimals
from xlar.core.next_action import action_name
from xlar.core.problems import Text
from xlar.core.registered import sent_letters, with_register
from xlar.core.stages import stages
from xlar.frames.cells import dates, report_table
from xlar.frames.fields import FIELDS
from xlar.frames.sheet_titles import CREDIT, WORKLIST
from xlar.tables.choices import ACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlar.commands.context import Books, Context
    from xlar.commands.write import Step
    from xlar.core.columns import Int64s
    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.core.stages import StageReport
    from xlar.frames.cells import ReportTable

LIST: Final = Text("催收清单", "Collection List")
"""The sheet the list goes to where 催收工作台 holds live formulas."""

_COLLECTOR: Final = Text("催收人", "Collector")
_CONTACT: Final = Text("最近联系", "Last contact")
_PROMISE: Final = Text("承诺付款日", "Promised by")
_LETTER: Final = Text("下一封函件", "Next letter")
_MEASURE: Final = Text("处理意见", "Measure")
_DUE_TODAY: Final = Text("今天应办", "to be done today")
_CONTACTS: Final = (ActKind.CALL, ActKind.EMAIL, ActKind.LETTER, ActKind.VISIT)
_SOON: Final = 2  # stage 预警期


def worklist(context: Context) -> Outcome:
    """Write the worklist; live formulas on 催收工作台 are left there and recalculated."""
    books = context.books()
    letters = known_letters(books.policy, place_of(context, books.policy), context.lang)
    context.step(0, 0, Text("计算 …", "computing …"))
    work = Worklist(books, letters, context.lang)
    steps: list[Step] = []
    title, own = WORKLIST, sheet_named(context, WORKLIST)
    if own in [one.name for one in context.book.sheets] and is_live(context.book.sheets[own]):
        steps, title = [Recalculate(own)], LIST
    report, sheet = work.report(title), sheet_named(context, title)
    carry_out(context, [*steps, *steps_for(context, report)])
    customers = len(set(report.columns[0].cells))
    count = len(report.columns[0].cells)
    return Outcome(
        Text(
            f"{customers} 家客户的 {count} 笔款项，今天应办 {work.due_today} 笔，见“{sheet}”。",
            f"{count} items of {customers} customers, {work.due_today} to be done today: "
            f"see {sheet}.",
        ),
        books.loaded.problems,
        sheets=[sheet],
    )


@dataclass(frozen=True, eq=False)
class Worklist:
    """The worklist of a ledger.

    Attributes:
        books: the ledger, its settings and the day.
        letters: the register.
        lang: language of its words.
    """

    books: Books
    letters: tuple[RegisterRow, ...]
    lang: Language

    @cached_property
    def stages(self) -> StageReport:
        """The stage report, exactly as ``xlar stages`` shows it."""
        ledger, sent = self.books.ledger, sent_letters(self.books.ledger, self.letters)
        return stages(
            with_register(ledger, self.letters), self.books.as_of, policy=self.books.policy,
            sent=sent,
        )  # fmt: skip

    @cached_property
    def rows(self) -> Int64s:
        """Places in the stage report, in the order of the list."""
        report, documents = self.stages, self.stages.ledger.documents
        wanted = np.flatnonzero(report.stage >= _SOON)
        group = report.ledger.group[report.document]
        overdue = np.zeros(report.ledger.group_count, np.int64)
        late = report.days_past_due > 0
        np.add.at(overdue, group[late], report.open[late])
        weight = np.array([self._in_base(one, int(sum_)) for one, sum_ in enumerate(overdue)])
        keys = documents.due[report.document][wanted], group[wanted], -weight[group[wanted]]
        return wanted[np.lexsort(keys)]

    def _in_base(self, group: int, minor: int) -> float:
        """An overdue sum of a group for comparing; without a rate a unit counts as one."""
        ledger, policy = self.books.ledger, self.books.policy
        code = ledger.currencies[group % len(ledger.currencies)]
        return float(Decimal(minor) / 10 ** decimals(code) * policy.rates.get(code, Decimal(1)))

    @property
    def due_today(self) -> int:
        """How many items have something to be done by the day."""
        report, rows = self.stages, self.rows
        on = report.next_action_date[rows]
        return int(((on != NO_DAY) & (on <= report.as_of)).sum())

    def report(self, sheet: Text) -> Report:
        """The list as a report.

        Args:
            sheet: title of its sheet.
        """
        lang, table = self.lang, report_table(self.stages, self.lang)
        customers, owner = self.books.ledger.customers, self._owner
        shown = [self._shown(table, name) for name in ("document_no", "currency", "open",
                 "days_past_due", "stage_name", "step", "level", "final_deadline", "next_action",
                 "next_action_date", "recovery_chance", "limitation_date")]  # fmt: skip
        columns = [
            self._shown(table, "customer_id"),
            Column(FIELDS["name"].title[lang], "text", customers.name[owner].tolist()),
            Column(_COLLECTOR[lang], "text", customers.collector[owner].tolist()),
            *shown,
            Column(_CONTACT[lang], "text", self._contacts()),
            Column(_PROMISE[lang], "day", self._promised),
            Column(_LETTER[lang], "text", self._next_letters()),
            Column(_MEASURE[lang], "text", [measure(one)[lang] for one in self._situations()]),
        ]
        notes = [(label[lang], value) for label, value in table.notes]
        notes.append((_DUE_TODAY[lang], str(self.due_today)))
        return Report(sheet, WORKLIST[lang], columns, notes, CREDIT, (WORKLIST.zh, WORKLIST.en))

    @property
    def _owner(self) -> Int64s:
        """Position of the customer of each row."""
        report = self.stages
        documents = report.document[self.rows]
        return report.ledger.documents.customer[documents].astype(np.int64)

    def _shown(self, table: ReportTable, name: str) -> Column:
        entry, cells = FIELDS[name], table.column(name)
        return Column(entry.title[self.lang], entry.kind, [cells[row] for row in self.rows])

    def _contacts(self) -> list[str | None]:
        """Day and kind of the last contact about each item or with its customer."""
        report, acts = self.stages, self.stages.ledger.acts
        words = {one.code: one.zh if self.lang == "zh" else one.en for one in ACT_KINDS}
        last: dict[tuple[str, int], tuple[int, str]] = {}
        counts = np.isin(acts.kind, _CONTACTS) & (acts.date <= report.as_of)
        for row in np.flatnonzero(counts).tolist():
            document, customer = int(acts.document[row]), int(acts.customer[row])
            key = ("document", document) if document >= 0 else ("customer", customer)
            word = words[ActKind(acts.kind[row]).name.lower()]
            last[key] = max(last.get(key, (NO_DAY, "")), (int(acts.date[row]), word))
        found = [
            max(last.get(("document", document), (NO_DAY, "")),
                last.get(("customer", customer), (NO_DAY, "")))
            for document, customer in zip(
                report.document[self.rows].tolist(), self._owner.tolist(), strict=True
            )
        ]  # fmt: skip
        return [f"{calendar_date(day)} {word}" if word else None for day, word in found]

    @cached_property
    def _promised(self) -> list[date | None]:
        """Last day of a running promise for each item or for the customer's account."""
        ledger, policy = self.books.ledger, self.books.policy
        sent = sent_letters(ledger, self.letters)
        until = dunning_items(ledger, self.books.as_of, sent, policy).promised_until[self.rows]
        account = account_promises(ledger, self.stages.as_of)
        days = [
            max(day, account.get(customer, (0, NO_DAY))[1])
            for day, customer in zip(until.tolist(), self._owner.tolist(), strict=True)
        ]
        return [None if day == NO_DAY else calendar_date(day) for day in days]

    def _next_letters(self) -> list[str]:
        """The letter due to each customer, or why there is none."""
        books, count = self.books, len(self.books.ledger.currencies)
        run = dunning_run(books.ledger, books.as_of, policy=books.policy, register=self.letters)
        told = {one.customer * count + one.currency: one.text(self.lang) for one in run.skipped}
        told |= {
            one.customer * count + one.currency: action_name(f"L{one.level}")[self.lang]
            for one in run.letters
        }
        group = self.stages.ledger.group[self.stages.document[self.rows]]
        return [told.get(place, "") for place in group.tolist()]

    def _situations(self) -> Sequence[Situation]:
        report, rows, policy = self.stages, self.rows, self.books.policy
        lapse, next_on = dates(report.limitation_date[rows]), dates(report.next_action_date[rows])
        months = max(policy.limitation.warn_months, default=0)
        known = np.array([day is not None for day in lapse], np.bool_)
        lapses = np.where(known, report.limitation_date[rows], report.as_of).astype(np.int32)
        warned_from = dates(add_months(lapses, -months))
        collector: list[Any] = self.books.ledger.customers.collector[self._owner].tolist()
        return [
            Situation(
                self.books.as_of,
                int(report.stage[row]),
                int(report.days_past_due[row]),
                report.next_action[row],
                next_on[at],
                self._promised[at],
                lapse[at],
                warned_from[at],
                collector[at],
            )
            for at, row in enumerate(rows.tolist())
        ]
