"""Approvals, differences, sums of disputes and balances due again as tables."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.collections.again import due_again
from xlar.core.collections.differences import difference_report
from xlar.core.collections.disputes import dispute_report
from xlar.core.collections.granted import approval_report
from xlar.frames import reconciling as tables
from xlar.frames.agreements import disputes_table
from xlar.frames.tabulated import cells_of, payload_of

BACK = "2026-02-28 slip C1 SL-1 800.00 sent 2026-03-02 returned 2026-03-09 result differing"
BOOKS = f"""
customer C1 name 甲公司 collector 李 salesperson 张
customer C2 name 乙公司
2026-01-05 invoice C1 INV-1 1000.00 due 2026-02-04 disputed_amount 100.00 dispute_reason price disputed_on 2026-03-01
2026-01-05 invoice C2 INV-2 60.00 due 2026-02-04 disputed_amount 6.00
2026-03-01 approval C1 AP-1 release - amount 500.00 approved_by 王 reason 已承诺 valid_to 2026-04-30
2026-03-01 approval C1 AP-2 extension INV-1 approved_by 王 reason 旺季 extended_to 2026-05-31
{BACK} their_balance 740.00 difference_kind rebate difference 50.00
"""  # noqa: E501 a row of the table is a line
AS_OF = day("2026-04-10")


@pytest.fixture(scope="module")
def ledger():
    return ledger_of(BOOKS)


def test_approvals_say_what_by_whom_and_how_long(ledger):
    first, second = payload_of(tables.approvals_table(approval_report(ledger, AS_OF)))["rows"]
    assert first == {
        "approval_no": "AP-1", "approval_kind": "release", "customer_id": "C1", "name": "甲公司",
        "documents": None, "currency": "CNY", "approved_amount": "500.00", "extended_to": None,
        "approved_on": "2026-03-01", "approved_by": "王", "approval_reason": "已承诺",
        "approved_to": "2026-04-30", "days_left": 20, "approval_state": "expiring",
    }  # fmt: skip
    assert [second[name] for name in ("approval_kind", "documents", "extended_to", "approved_to",
                                      "days_left", "approval_state")] == [
        "extension", "INV-1", "2026-05-31", None, None, "in_force",
    ]  # fmt: skip


def test_differences_say_whose_books_are_to_be_put_right(ledger):
    explained, left = payload_of(tables.differences_table(difference_report(ledger, AS_OF)))["rows"]
    # 800 − 50 = 750; theirs 740: 10 is left
    assert explained == {
        "balance_on": "2026-02-28", "currency": "CNY", "cause": "rebate", "books": "ours",
        "slip_count": 1, "difference": "50.00",
    }  # fmt: skip
    assert (left["cause"], left["books"], left["difference"]) == ("unexplained", None, "10.00")


def test_who_is_to_be_reconciled(ledger):
    rows = payload_of(tables.due_table(due_again(ledger, AS_OF)))["rows"]
    assert [(row["customer_id"], row["open"], row["reconciled_on"]) for row in rows] == [
        ("C1", "1000.00", None), ("C2", "60.00", None),
    ]  # fmt: skip


@pytest.fixture
def disputes(ledger):
    report = dispute_report(ledger, AS_OF)
    return tables.with_dispute_sums(disputes_table(report), report)


def test_disputes_are_added_up_by_reason_and_salesperson(disputes):
    payload = payload_of(disputes)
    assert payload["by_reason"] == [
        {"reason": "price", "currency": "CNY", "items": 1, "open": "1000.00",
         "disputed": "100.00", "longest": 40, "slow": 1},
        {"reason": None, "currency": "CNY", "items": 1, "open": "60.00", "disputed": "6.00",
         "longest": None, "slow": 0},
    ]  # fmt: skip
    assert [row["salesperson"] for row in payload["by_salesperson"]] == ["张", None]
    assert payload["totals"]["CNY"]["disputed_part"] == "106.00"


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("zh", ["合计", "按原因：价格", "按原因：未注明", "按业务员：张", "按业务员：未填"]),
        (
            "en",
            ["Total", "By reason: price", "By reason: not stated", "By salesperson: 张",
             "By salesperson: not given"],
        ),
    ],
)  # fmt: skip
def test_the_sums_stand_below_the_table(disputes, lang, labels):
    table = cells_of(disputes, lang)
    assert [row[0] for row in table.footer] == labels
    at = [field.name for field in table.fields].index("disputed_part")
    assert [row[at] for row in table.footer] == [106, 100, 6, 100, 6]


MADE = (
    lambda ledger, day: tables.approvals_table(approval_report(ledger, day)),
    lambda ledger, day: tables.differences_table(difference_report(ledger, day)),
    lambda ledger, day: tables.due_table(due_again(ledger, day)),
)


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_has_cells_in_both_languages_also_when_empty(ledger, made, lang):
    table = cells_of(made(ledger, AS_OF), lang)
    assert len({len(column) for column in table.columns}) == 1
    assert len({field.title[lang] for field in table.fields}) == len(table.fields)
    empty = cells_of(made(ledger_of("customer C1"), AS_OF), lang)
    assert {len(column) for column in empty.columns} == {0}
