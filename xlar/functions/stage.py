"""Worksheet functions of the family stage."""

from typing import Any

import numpy as np

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import calendar_date, day_number
from xlar.core.next_action import action_name
from xlar.core.problems import Language, Text
from xlar.core.stages import STAGES, recovery_chance
from xlar.core.terms import due_days, final_days
from xlar.frames.cells import report_table
from xlar.functions import parameters as p
from xlar.functions.aging import settings_of
from xlar.functions.books import Books
from xlar.functions.figures import Figures
from xlar.functions.table import UnknownDocument, worksheet_function


def document_places(books: Books, document: str) -> list[int]:
    """The positions of a document: of all its instalments, or of the one named as NUMBER#2.

    Raises:
        UnknownDocument: it is not in the ledger.
    """
    places = books.documents.get(document)
    if places is None:
        number, mark, instalment = document.rpartition("#")
        if mark and instalment.isdecimal():
            columns = books.sound().documents
            places = [
                place
                for place in books.documents.get(number, ())
                if columns.instalment[place] == int(instalment)
            ]
    if not places:
        raise UnknownDocument(
            Text(
                f"账中没有单据“{document}”。请核对单据号；分期写作 单据号#期次",
                f'the ledger has no document "{document}"; check the number (an instalment is '
                "written NUMBER#2)",
            )
        )
    return places


@worksheet_function("stage", '=AR_STAGE("QC001",ledger)')
def ar_stage(
    invoice_no: p.Document,
    ledger: p.Ledger,
    as_of: p.AsOf,
    show: p.ShowStage = "name",
    *,
    lang: Language = "zh",
) -> p.Mixed:
    """单据的催收阶段，已结清为空白 / The stage of a document, blank where nothing is open.

    分期的单据取最早到期的一期 / Of instalments the one due first counts.
    """
    figures = ledger.on(as_of)
    row = _stage_row(ledger, figures, invoice_no)
    if row is None:
        return None
    if show == "name":
        return STAGES[figures.stage_columns["stage"][row]][lang]
    return figures.stage_columns["stage" if show == "code" else show][row]


@worksheet_function("stage", "=AR_STAGES(ledger)")
def ar_stages(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """逾期阶段表：每张未清单据的阶段与下一步 / Stage and next action of every open document.

    已发函的级别来自发函登记 / The level of letters sent comes from the register.
    """
    return report_table(ledger.on(as_of).stages, lang)


@worksheet_function("stage", '=AR_NEXT_ACTION("QC001",ledger)')
def ar_next_action(
    invoice_no: p.Document,
    ledger: p.Ledger,
    as_of: p.AsOf,
    show: p.ShowAction = "action",
    *,
    lang: Language = "zh",
) -> p.Mixed:
    """单据的下一步措施，无事可做为空白 / What comes next for a document, blank for nothing.

    分期的单据取最早到期的一期 / Of instalments the one due first counts.
    """
    figures = ledger.on(as_of)
    row = _stage_row(ledger, figures, invoice_no)
    if row is None:
        return None
    if show == "date":
        day = figures.stage_columns["next_action_date"][row]
        return None if day == NO_DAY else calendar_date(day)
    code = figures.stage_columns["next_action"][row]
    return code if show == "code" or not code else action_name(code)[lang]


@worksheet_function("stage", '=AR_FINAL_DEADLINE("2026-05-15","N30")')
def ar_final_deadline(date: p.Start, terms: p.Terms, ledger: p.SettingsOf = None) -> p.Day:
    """最后收款期限：到期日加账期的三分之一 / The final deadline: due date + a third of the term.

    货到付款与预付即到期日 / For COD and prepayment the due date itself.

    >>> from datetime import date
    >>> from xlar.core.terms import parse_term
    >>> ar_final_deadline(date(2026, 5, 15), parse_term("N30"))
    datetime.date(2026, 6, 24)
    """
    start = np.array([day_number(date)], np.int32)
    due = due_days(terms, start, settings_of(ledger).terms)
    return calendar_date(final_days(terms, start, due)[0])


@worksheet_function("stage", "=AR_RECOVERY_CHANCE(45)")
def ar_recovery_chance(days: p.Days, ledger: p.SettingsOf = None) -> p.Ratio:
    """逾期若干天的款项的回收可能，0 至 1 / The chance to recover an item, from 0 to 1.

    在参数各点之间按直线计算 / Linear between the points of the settings.

    >>> ar_recovery_chance(45)
    0.89
    """
    past = np.array([days], np.int32)
    return int(recovery_chance(past, settings_of(ledger).stages)[0]) / 10_000


@worksheet_function("stage", '=AR_LIMITATION("QC001",ledger)')
def ar_limitation(invoice_no: p.Document, ledger: p.Ledger, as_of: p.AsOf) -> p.Day:
    """单据诉讼时效的最后一天 / The last day of a document's limitation period.

    已结清或诉讼进行中为空白；核销的坏账仍有时效 / Blank where it is settled or proceedings run;
    written-off claims keep theirs.
    """
    figures = ledger.on(as_of)
    places = document_places(ledger, invoice_no)
    lapses = [figures.limitation[place] for place in places if place in figures.limitation]
    running = [lapse for lapse in lapses if lapse != NEVER]
    return calendar_date(min(running)) if running else None


def _stage_row(books: Books, figures: Figures, document: str) -> int | None:
    """The row of the stage report of a document's open part that is due first."""
    places = [place for place in document_places(books, document) if place in figures.stage_rows]
    if not places:
        return None
    due: Any = figures.ledger.documents.due
    return figures.stage_rows[min(places, key=lambda place: int(due[place]))]
