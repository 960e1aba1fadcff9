"""``xlar agreements`` and ``xlar reconcile`` as a user meets them, and what approvals do."""

from __future__ import annotations

import json

import pytest
from folders import ledger_folder
from terminal import json_of, xlar

CUSTOMERS = "customer_id,name,credit_limit\nC001,星河示例机械有限公司,20000.00\n"
INVOICES = (
    "invoice_no,customer_id,invoice_date,due_date,amount\n"
    "INV-1,C001,2026-03-02,2026-04-01,1000.00\n"
)
APPROVALS = (
    "approval_no,date,customer_id,kind,invoice_no,approved_by,reason,valid_to,extended_to\n"
    "SP-1,2026-04-05,C001,extension,INV-1,王,旺季,,2026-07-31\n"
)
SHOWS = (
    *(("agreements", show) for show in ("plans", "disputes", "holds", "approvals")),
    *(("reconcile", show) for show in ("slips", "control", "differences", "due")),
)


pytestmark = pytest.mark.usefixtures("wide")


def rows_of(command, folder, *words, as_of="2026-06-30"):
    return json_of(command, folder, *words, "--as-of", as_of)["rows"]


@pytest.fixture
def folder(tmp_path):
    tables = {"customers": CUSTOMERS, "invoices": INVOICES, "receipts": ""}
    return ledger_folder(tmp_path / "ledger", **tables, approvals=APPROVALS)


def test_an_extension_moves_what_is_overdue_in_every_report(folder):
    (item,) = rows_of("items", folder)
    assert (item["due_date"], item["days_past_due"]) == ("2026-07-31", -31)
    (aged,) = rows_of("age", folder)
    assert aged["buckets"]["not_due"] == "1000.00"
    (stage,) = rows_of("stages", folder)
    assert (stage["stage"], stage["final_deadline"]) == (1, "2026-08-10")
    (standing,) = rows_of("credit", folder)
    assert standing["decision"] == "release"


def test_before_its_day_the_contract_holds(folder):
    (item,) = rows_of("items", folder, as_of="2026-04-04")
    assert (item["due_date"], item["days_past_due"]) == ("2026-04-01", 3)


def test_the_contract_holds_by_setting(folder, tmp_path):
    policy = tmp_path / "p.toml"
    policy.write_text('[dunning]\nextension = "contract"\n', encoding="utf-8")
    (item,) = rows_of("items", folder, "--policy", policy)
    assert item["days_past_due"] == 90


def test_a_hold_released_by_approval(folder):
    path = folder / "approvals.csv"
    path.write_text(
        APPROVALS.replace("extension,INV-1", "release,").replace("2026-07-31", ""), "utf-8"
    )
    (row,) = rows_of("agreements", folder, "--show", "holds")
    assert (row["decision"], row["approval_no"], row["approval_reason"]) == (
        "release", "SP-1", "旺季",
    )  # fmt: skip
    shown = xlar("agreements", folder, "--show", "holds", "--as-of", "2026-06-30").stdout
    for text in ("发货控制", "SP-1", "放行", "有欠款超过最后收款期限"):
        assert text in shown


@pytest.mark.parametrize(("command", "show"), SHOWS)
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_every_table_in_every_form_where_nothing_is_recorded(folder, command, show, form):
    (folder / "approvals.csv").unlink()
    result = xlar(command, folder, "--show", show, "--format", form, "--as-of", "2026-03-31")
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(
    ("command", "offered"),
    [
        ("agreements", "plans、disputes、holds、approvals"),
        ("reconcile", "slips、control、differences、due"),
    ],
)
def test_an_unknown_table_is_wrong_use(folder, command, offered):
    result = xlar(command, folder, "--show", "debts")
    assert result.exit_code == 2
    assert offered in result.stderr


SLIPS = (
    "slip_no,customer_id,as_of,balance,sent_on,returned_on,result,their_balance,"
    "difference_kind,difference\n"
    "SL-1,C001,2026-03-31,1000.00,2026-04-02,2026-04-20,differing,940.00,in_transit,50.00\n"
)


def test_approvals_granted(folder):
    (row,) = rows_of("agreements", folder, "--show", "approvals")
    assert (row["approval_kind"], row["documents"], row["extended_to"], row["approval_state"]) == (
        "extension", "INV-1", "2026-07-31", "in_force",
    )  # fmt: skip


def test_differences_by_cause_and_who_is_due(folder):
    (folder / "slips.csv").write_text(SLIPS, "utf-8")
    rows = rows_of("reconcile", folder, "--show", "differences")
    # 1,000 − 940 = 50 in transit + 10 nobody explains
    assert [(row["cause"], row["difference"]) for row in rows] == [
        ("in_transit", "50.00"), ("unexplained", "10.00"),
    ]  # fmt: skip
    (due,) = rows_of("reconcile", folder, "--show", "due")
    assert (due["customer_id"], due["open"], due["reconciled_on"]) == ("C001", "1000.00", None)


def test_disputes_are_added_up(folder):
    path = folder / "invoices.csv"
    path.write_text(
        INVOICES.replace("amount\n", "amount,disputed_amount,dispute_reason\n")
        .replace("1000.00\n", "1000.00,50.00,price\n"), "utf-8",
    )  # fmt: skip
    words = ("agreements", folder, "--show", "disputes", "--as-of", "2026-06-30")
    (sums,) = json.loads(xlar(*words, "--format", "json").stdout)["by_reason"]
    assert (sums["reason"], sums["items"], sums["disputed"]) == ("price", 1, "50.00")
    assert "按原因：价格" in xlar(*words).stdout
