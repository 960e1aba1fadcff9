"""AR_WORKLIST and AR_PROMISES: what spills."""

from __future__ import annotations

from cell_tables import LEDGER_ARGS, TABLES, rows

from xlar.functions.tables import ORDER


def test_the_list_spills_the_most_pressing_first(ask):
    table = ask("AR_WORKLIST", ...)
    assert table[0][:3] == ("优先级", "单据号", "客户编码")
    body = [row for row in table[1:] if isinstance(row[0], float)]
    assert {row[1] for row in body} == {"I-1", "I-3", "U-1", "P-1"}  # I-2 is due in ten days
    assert [row[0] for row in body] == sorted((row[0] for row in body), reverse=True)
    stage = table[0].index("阶段")
    assert {row[stage] for row in body} == {"最后通牒", "到期", "专业追账"}


def test_in_english(ask):
    table = ask("AR_WORKLIST", ..., lang="en")
    assert table[0][0] == "Priority"
    assert "within terms" not in {row[9] for row in table[1:]}


def test_promises_spill(session):
    promises = rows("""
        客户编码 | 承诺日期 | 付款日 | 金额 | 单据号
        C1 | 2026-05-20 | 2026-06-10 | 200 | I-1
        C2 | 2026-06-20 | 2026-07-10 | 50 | -
    """)
    given = TABLES | {"promises": promises}
    handle = session.call("AR_LEDGER", tuple(given.get(name) for name in ORDER))
    head, first, second = session.call("AR_PROMISES", (handle,))
    state = head.index("履行情况")
    assert (first[state], second[state]) == ("违约", "进行中")


def test_without_promises_there_are_titles_only(session):
    handle = session.call("AR_LEDGER", LEDGER_ARGS)
    assert len(session.call("AR_PROMISES", (handle,))) == 1
