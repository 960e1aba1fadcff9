"""Terms, buckets, stages and limitation as a cell shows them, against worked figures.

Every expected figure is worked by hand in its case or its docstring, or printed in the
regulation it comes from; nothing here was copied from a run.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from spec_cells import TODAY, column, day_of, serial, table

from xlar.functions.call import Session


@pytest.fixture
def session() -> Session:
    return Session(lambda: TODAY)


@pytest.mark.parametrize(
    ("start", "terms", "due"),
    [
        ("2026-01-31", "N30", "2026-03-02"),
        ("2026-02-10", "30天", "2026-03-12"),
        ("2026-05-15", "Net 30", "2026-06-14"),
        ("2026-12-01", "30", "2026-12-31"),
        ("2026-01-31", "EOM", "2026-01-31"),
        ("2026-02-10", "EOM", "2026-02-28"),
        ("2026-05-15", "EOM+15", "2026-06-15"),
        ("2026-12-01", "次月15日", "2027-01-15"),
        ("2026-01-31", "EOM+15", "2026-02-15"),
        ("2026-01-31", "月结30", "2026-03-02"),
        ("2026-02-10", "月结30", "2026-03-30"),
        ("2026-05-15", "月结30", "2026-06-30"),
        ("2026-12-01", "月结30", "2027-01-30"),
        ("2026-01-31", "次月底", "2026-02-28"),
        ("2026-12-01", "次月底", "2027-01-31"),
        ("2026-01-31", "月结60", "2026-04-01"),
        ("2026-12-01", "月结60", "2027-03-01"),
        ("2026-01-31", "EOM+30", "2026-03-02"),
        ("2026-01-31", "次月30日", "2026-02-28"),
        ("2024-01-31", "N30", "2024-03-01"),
        ("2024-01-31", "次月底", "2024-02-29"),
        ("2026-06-09", "票到30天", "2026-07-09"),
        ("2026-06-01", "2/10 N30", "2026-07-01"),
        ("2026-06-01", "COD", "2026-06-01"),
        ("2026-06-30", "月结90", "2026-09-28"),
    ],
)
def test_due_date(session, start, terms, due):
    assert day_of(session.call("AR_DUE_DATE", (serial(start), terms))) == due


@pytest.mark.parametrize(
    ("setting", "start", "terms", "due"),
    [
        (("terms.monthly", "months"), "2026-12-01", "月结30", "2027-01-31"),
        (("terms.monthly", "months"), "2026-02-10", "月结60", "2026-04-30"),
        (("terms.monthly", "first_of_next"), "2026-06-30", "月结90", "2026-09-29"),
        (("terms.cutoff_day", 25.0), "2026-05-25", "月结30", "2026-06-24"),
        (("terms.cutoff_day", 25.0), "2026-05-26", "月结30", "2026-07-25"),
    ],
)
def test_due_date_by_the_settings_of_a_ledger(session, setting, start, terms, due):
    settings = (("名称", "值"), setting)
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", 1.0))
    handle = session.call("AR_LEDGER", (None, invoices, *[None] * 5, settings))
    assert day_of(session.call("AR_DUE_DATE", (serial(start), terms, handle))) == due


@pytest.mark.parametrize(
    ("terms", "final"),
    [
        ("N30", "2026-07-11"),
        ("N60", "2026-08-20"),
        ("N45", "2026-07-31"),
        ("N20", "2026-06-27"),
        ("N7", "2026-06-10"),
        ("COD", "2026-06-01"),
    ],
)
def test_final_deadline_is_a_third_of_the_term_after_due(session, terms, final):
    assert day_of(session.call("AR_FINAL_DEADLINE", (serial("2026-06-01"), terms))) == final


def test_final_deadline_of_a_monthly_account(session):  # due 06-30, a third of 30 days later
    assert (
        day_of(session.call("AR_FINAL_DEADLINE", (serial("2026-05-15"), "月结30"))) == "2026-07-10"
    )


@pytest.mark.parametrize(
    ("due", "days"), [("2026-06-30", 0.0), ("2026-07-01", -1.0), ("2026-06-01", 29.0)]
)
def test_days_past_due(session, due, days):
    assert session.call("AR_DAYS_PAST_DUE", (serial(due), serial("2026-06-30"))) == days


def test_serials_of_1904_are_read_and_given(session):
    """2026-06-01 is 46174 from 1900 and 1,462 less from 1904."""
    due = session.call("AR_DUE_DATE", (46174.0 - 1462, "N30"), epoch_1904=True)
    assert due == serial("2026-07-01") - 1462


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (-1.0, "未到期", "not due"),
        (0.0, "未到期", "not due"),
        (1.0, "1-30天", "1-30 days"),
        (30.0, "1-30天", "1-30 days"),
        (31.0, "31-60天", "31-60 days"),
        (365.0, "181-365天", "181-365 days"),
        (366.0, "365天以上", "over 365 days"),
    ],
)
def test_bucket_edges_belong_to_the_bucket_below(session, days, zh, en):
    assert session.call("AR_BUCKET", (days,)) == zh
    assert session.call("AR_BUCKET", (days,), lang="en") == en


def test_signed_buckets_part_every_day(session):  # T25: limits -31,-1,0,30,60
    days = ((-31.0, -30.0, -1.0, 0.0, 30.0, 31.0, 61.0),)
    (found,) = session.call("AR_BUCKET", (days, "-31,-1,0,30,60"))
    assert len(set(found)) == 6  # -30 and -1 together, all others apart
    assert found[1] == found[2]


@pytest.mark.parametrize(
    ("days", "chance"),
    [(0.0, 1.0), (15.0, 0.965), (45.0, 0.89), (120.0, 0.6767), (400.0, 0.2385), (1000.0, 0.13)],
)
def test_recovery_chance(session, days, chance):
    assert session.call("AR_RECOVERY_CHANCE", (days,)) == chance


STAGE_STEPS = """
-8 1 0; -7 2 0; -1 2 0; 0 3 0; 1 4 1; 4 4 1; 5 4 2; 9 4 3; 13 4 4; 17 4 5; 21 4 7; 24 4 8; 27 4 9
29 4 9; 30 5 10; 36 5 10; 37 6 11; 216 6 11; 217 7 12
""".replace("\n", ";")


@pytest.mark.parametrize(
    ("days", "stage", "step"),
    [tuple(map(int, one.split())) for one in STAGE_STEPS.split(";") if one.strip()],
)
def test_stage_and_step_follow_from_the_days(session, days, stage, step):
    due = TODAY - timedelta(days=days)
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额",
        ("I", "C", "2025-01-05", due.isoformat(), 100.0),
    )
    handle = session.call("AR_LEDGER", (None, invoices))
    assert session.call("AR_STAGE", ("I", handle, None, "code")) == stage
    assert session.call("AR_STAGE", ("I", handle, None, "step")) == step
    (row,) = session.call("AR_STAGES", (handle,))[1:]
    titles = session.call("AR_STAGES", (handle,))[0]
    assert row[titles.index("阶段码")] == stage
    assert row[titles.index("步骤")] == step


def test_letters_sent_late_move_the_next_one(session):
    """L3 sent on day 20 (11 June for an item due 22 May): L4 is due on day 24 = 15 June, not 17."""
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额", ("I", "C", "2026-04-22", "2026-05-22", 100.0)
    )
    register = table(
        "编号 类别 级别 客户编码 币种 金额 日期 截止日 语言 单据 状态 发出日",
        (
            "CK-2026-0001",
            "催款函",
            3.0,
            "C",
            "CNY",
            100.0,
            "2026-06-11",
            "2026-06-11",
            "中文",
            "I:L3",
            "已发",
            "2026-06-11",
        ),
    )
    handle = session.call("AR_LEDGER", (None, invoices, *[None] * 4, register))
    assert session.call("AR_PROBLEMS", (None, invoices, *[None] * 4, register))[1:] == ()
    assert session.call("AR_STAGE", ("I", handle, serial("2026-06-12"), "level")) == 3
    day = serial("2026-06-15")  # until then a call of day 21 is what comes next
    assert day_of(session.call("AR_NEXT_ACTION", ("I", handle, day, "date"))) == "2026-06-15"
    assert session.call("AR_NEXT_ACTION", ("I", handle, day)) == "郑重通知"


@pytest.mark.parametrize(
    ("due", "lapse"), [("2023-11-20", "2026-11-20"), ("2024-02-29", "2027-02-28")]
)
def test_limitation_is_three_years_from_due(session, due, lapse):
    invoices = table("单据号 客户编码 单据日期 到期日 金额", ("I", "C", "2023-01-05", due, 9.0))
    handle = session.call("AR_LEDGER", (None, invoices))
    assert day_of(session.call("AR_LIMITATION", ("I", handle))) == lapse


@pytest.mark.parametrize(
    ("kind", "sent", "delivered", "lapse"),
    [
        ("函件", "2025-03-10", "2025-03-15", "2028-03-15"),
        ("函件", "", "", "2026-11-20"),  # drafted, never sent
        ("询证函", "2025-03-10", "2025-03-15", "2026-11-20"),
    ],
)
def test_only_a_demand_that_was_delivered_restarts_limitation(
    session, kind, sent, delivered, lapse
):
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额", ("I", "C", "2023-10-20", "2023-11-20", 9.0)
    )
    acts = table(
        "日期 客户编码 类别 单据号 发出 送达", ("2025-03-10", "C", kind, "I", sent, delivered)
    )
    handle = session.call("AR_LEDGER", (None, invoices, None, None, acts))
    assert day_of(session.call("AR_LIMITATION", ("I", handle))) == lapse


def _lapse(session, day, acts=None, invoices=None):
    invoices = invoices or table(
        "单据号 客户编码 单据日期 到期日 金额", ("I", "C", "2023-10-20", "2023-11-20", 9.0)
    )
    handle = session.call("AR_LEDGER", (None, invoices, None, None, acts))
    assert isinstance(handle, str), session.call("AR_LASTERROR", ())
    found = session.call("AR_LIMITATION", ("I", handle, serial(day)))
    return day_of(found) if isinstance(found, float) else found


def _act(day, kind, sent="", delivered=""):
    return table("日期 客户编码 类别 单据号 发出 送达", (day, "C", kind, "I", sent, delivered))


def test_a_letter_after_the_lapse_revives_nothing(session):
    letter = _act("2026-12-01", "函件", "2026-12-01", "2026-12-01")
    assert _lapse(session, "2026-12-31", letter) == "2026-11-20"


def test_the_customers_own_act_after_the_lapse_does(session):
    assert _lapse(session, "2026-12-31", _act("2026-12-01", "确认")) == "2029-12-01"


def test_nothing_lapses_while_a_suit_runs(session):
    suit = _act("2026-05-10", "诉讼", "", "2027-01-20")
    assert _lapse(session, "2026-12-31", suit) in {"", None}
    assert _lapse(session, "2027-02-01", suit) == "2030-01-20"


def test_instalments_of_one_debt_lapse_with_the_last(session):
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额 期次",
        ("I", "C", "2025-10-20", "2026-04-30", 9.0, 1.0),
        ("I", "C", "2025-10-20", "2026-06-30", 9.0, 2.0),
    )
    assert _lapse(session, "2026-07-31", invoices=invoices) == "2029-06-30"


@pytest.mark.parametrize(
    ("date_of", "band"),
    [  # as of 2026-11-21, full calendar years by document date
        ("2025-11-22", "1年以内"),
        ("2025-11-21", "1-2年"),
        ("2023-11-22", "2-3年"),
        ("2023-11-21", "3-4年"),
    ],
)
def test_year_bands(session, date_of, band):
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", date_of, 9.0))
    handle = session.call("AR_LEDGER", (None, invoices))
    rows = session.call("AR_AGING", (handle, serial("2026-11-21"), None, "audit"))
    line = dict(zip(rows[0], rows[1], strict=True))
    assert [title for title, cell in line.items() if cell == 9.0] == ["余额合计", band]


def test_a_dishonoured_bill_brings_the_invoice_back_with_its_age(session):
    """226,000 due 2026-03-31, a commercial bill due and bounced on 10-10: d = 193."""
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额", ("I", "C", "2026-03-01", "2026-03-31", 226_000.0)
    )
    receipts = table(
        "收款单号 客户编码 收款日期 金额 核销单据号 方式 票号 票据到期日 冲销日",
        ("B", "C", "2026-04-10", 226_000.0, "I", "商承", "123", "2026-10-10", "2026-10-10"),
    )
    handle = session.call("AR_LEDGER", (None, invoices, receipts))
    for day, balance in (("2026-04-10", 0.0), ("2026-10-09", 0.0), ("2026-10-10", 226_000.0)):
        assert session.call("AR_BALANCE", ("C", handle, serial(day))) == balance
    rows = session.call("AR_OPEN_ITEMS", (handle, serial("2026-10-10")))
    assert column(rows, "逾期天数") == [193.0]
    assert session.call("AR_CREDIT_USED", ("C", handle, serial("2026-10-09"))) == 226_000.0


def test_a_disputed_part_stays_in_the_aging(session):
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额 争议金额",
        ("I", "C", "2026-05-01", "2026-06-15", 100_000.0, 5_000.0),
    )
    handle = session.call("AR_LEDGER", (None, invoices))
    assert session.call("AR_AGING", (handle,))[1][3] == 100_000.0
