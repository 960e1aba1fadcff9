"""Worksheet functions of the collections desk."""

from xlar.core.collections import promise_report, worklist
from xlar.core.problems import Language
from xlar.frames.collections import promises_table, worklist_table
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.table import worksheet_function


@worksheet_function("collections", "=AR_WORKLIST(ledger)")
def ar_worklist(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """催收工作台：逾期与将到期的单据，最急的在前 / What is overdue or due soon, in order.

    优先级为各原因分数之和，见参数 collections.points / The priority is the sum of the points of its
    reasons, the settings collections.points.
    """
    report = worklist(ledger.at(as_of), as_of, policy=ledger.policy, sent=ledger.sent)
    return cells_of(worklist_table(report, lang), lang)


@worksheet_function("collections", "=AR_PROMISES(ledger)")
def ar_promises(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """承诺跟踪：每笔还款承诺是否履行 / What has become of every promise to pay.

    “履行”一栏未填时按到账判断 / Where Kept is blank, the money decides.
    """
    report = promise_report(ledger.at(as_of), as_of, policy=ledger.policy)
    return cells_of(promises_table(report), lang)
