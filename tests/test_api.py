"""The public Python interface: what it exports, and reports as data frames."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ledgers import ledger_of

import xlar
from xlar.core.provision import RollReport
from xlar.frames.scoring import score_table
from xlar.frames.tabulate import TABULATED
from xlar.frames.tabulated import payload_of

AS_OF = date(2026, 6, 30)
LEDGER = """
    customer C001 name 甲公司 grade A limit 1000.00 region 华东
    customer C002 name 乙公司 currency JPY
    2026-05-01 invoice C001 INV-1 1000.00 due 2026-05-31 late_rate 日万分之五
    2026-06-01 invoice C001 INV-2 200.05 due 2026-07-01
    2026-06-10 receipt C001 R-1 50.00 for INV-1
    2026-06-11 credit_note C002 CN-1 -700 currency JPY
"""


@pytest.fixture
def ledger():
    return ledger_of(LEDGER)


def test_the_list_of_exports_is_sorted_and_complete():
    assert xlar.__all__ == sorted(xlar.__all__)
    assert dir(xlar) == xlar.__all__


@pytest.mark.parametrize("name", xlar.__all__)
def test_every_export_is_there(name):
    assert getattr(xlar, name) is not None


def test_every_export_is_documented():
    for name in xlar.__all__:
        if name != "__version__":
            assert getattr(xlar, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'ageing'"):
        xlar.ageing  # noqa: B018


def test_importing_the_package_loads_nothing_heavy():
    program = (
        "import sys, xlar; print([n for n in ('numpy', 'pandas', 'rich') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[1], capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_open_items_as_a_frame(ledger):
    frame = xlar.frame(xlar.open_items(ledger, AS_OF))
    assert frame["open"].tolist() == [950.00, 200.05, -700.0]
    assert frame["customer_id"].tolist() == ["C001", "C001", "C002"]
    assert frame["days_past_due"].tolist() == [30, -1, pd.NA]
    assert frame["document_date"].tolist()[0] == pd.Timestamp("2026-05-01")
    assert pd.isna(frame["due_date"].tolist()[2])


def test_the_aging_as_a_frame_has_a_column_per_bucket(ledger):
    frame = xlar.frame(xlar.aging(ledger, AS_OF, limits=(0, 30)))
    assert frame.columns.tolist() == [
        "customer_id", "name", "currency", "total", "unapplied", "not_due", "1-30", "over_30",
    ]  # fmt: skip
    sums = frame["not_due"] + frame["1-30"] + frame["over_30"] + frame["unapplied"]
    assert sums.tolist() == frame["total"].tolist() == [1150.05, -700.0]


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("salesperson", "salesperson"),
        ("region", "region"),
        ("currency", "currency"),
        ("invoice", "document_no"),
    ],
)
def test_the_aging_by_other_keys_as_a_frame(ledger, by, first):
    assert xlar.frame(xlar.aging(ledger, AS_OF, by=by)).columns[0] == first


def test_credit_as_a_frame(ledger):
    policy = xlar.Policy.from_mapping({"rates": {"JPY": 0.05}})
    frame = xlar.frame(xlar.credit(ledger, AS_OF, policy=policy))
    assert frame["limit"].tolist()[0] == 1000.0
    assert pd.isna(frame["limit"].tolist()[1])
    assert frame["decision"].tolist() == ["hold", "approve"]
    assert frame["reasons"].tolist()[1] == ("no_limit",)


def test_stages_as_a_frame(ledger):
    frame = xlar.frame(xlar.stages(ledger, AS_OF))
    assert frame["stage"].tolist() == [5, 2]
    assert frame["stage_name"].tolist() == ["最后通牒", "预警期"]
    assert frame["recovery_chance"].tolist() == [0.93, 1.0]


def test_allocations_as_a_frame(ledger):
    frame = xlar.frame(xlar.allocations(ledger, AS_OF))
    assert frame[["credit_no", "invoice_no", "amount", "origin"]].to_dict("records") == [
        {"credit_no": "R-1", "invoice_no": "INV-1", "amount": 50.0, "origin": "shorthand"}
    ]


def test_interest_as_a_frame(ledger):
    frame = xlar.frame(xlar.interest(ledger, AS_OF))
    # 日万分之五: 1000 × 10 days + 950 × 20 days at 0.0005 a day = 5.00 + 9.50
    assert frame[["document_no", "interest", "days"]].to_dict("records") == [
        {"document_no": "INV-1", "interest": 14.5, "days": 30}
    ]


def test_limitation_as_a_frame(ledger):
    frame = xlar.frame(xlar.limitation(ledger, AS_OF))
    # INV-1: part payment on 2026-06-10 begins the three years anew
    assert frame["limitation_date"].tolist() == [
        pd.Timestamp("2029-06-10"),
        pd.Timestamp("2029-07-01"),
    ]
    assert frame["has_lapsed"].tolist() == [False, False]


DEPARTMENT = """
    customer C1 name 甲公司 collector 李 salesperson 张 limit 10000.00
    2026-01-05 invoice C1 INV-1 1000.00 due 2026-02-04 disputed_amount 100.00 disputed_on 2026-06-01
    2026-02-10 plan C1 PL-1 1 300.00 due 2026-02-28 invoice_no INV-1
    2026-02-20 receipt C1 R-1 200.00 for INV-1
    2026-03-01 approval C1 AP-1 release - approved_by 王 valid_to 2026-07-30
    2026-05-31 slip C1 SL-1 800.00 sent 2026-06-02 returned 2026-06-09 result differing
"""
FIRST = date(2026, 6, 1)
MADE = {
    name: lambda ledger, name=name: getattr(xlar, name)(ledger, AS_OF)
    for name in (
        "approvals", "disputes", "due_again", "forecast", "holds", "indicators", "off_book",
        "plans", "promises", "provision", "reclassification", "score", "slip_control",
        "slip_differences", "slips", "tax_losses", "tie_out", "value_classes", "warnings",
        "week_plan", "week_result", "worklist",
    )
} | {
    "commission": lambda ledger: xlar.commission(ledger, FIRST, AS_OF),
    "subsequent_receipts": lambda ledger: xlar.subsequent_receipts(ledger, FIRST, AS_OF),
}  # fmt: skip


@pytest.fixture(scope="module")
def department():
    return ledger_of(DEPARTMENT)


@pytest.mark.parametrize("name", MADE)
def test_every_report_of_the_department_is_a_frame(department, name):
    report = MADE[name](department)
    table = TABULATED[type(report)](report)
    frame = xlar.frame(report)
    said = payload_of(table)["rows"]
    assert frame.columns.tolist() == [field.name for field in table.fields]
    assert len(frame) == len(said)
    for field in table.fields:
        assert [plain(field, value) for value in frame[field.name]] == [
            row[field.name] for row in said
        ], field.name


def plain(field, value):
    """A value of a frame as JSON has it."""
    if field.kind == "words":
        return list(value)
    if field.kind != "flag" and (pd.isna(value) or value == ""):
        return None
    if field.kind == "day":
        return value.date().isoformat()
    if field.kind == "amount":
        return f"{value:.2f}"
    if field.kind in ("ratio", "number"):
        digits = f"{value:.8f}".rstrip("0")
        return digits + "0" * max(0, digits.index(".") + 3 - len(digits))
    return value


def test_every_kind_of_report_is_tried(department):
    made = {type(report(department)) for report in MADE.values()}
    assert set(TABULATED) - made == {RollReport}  # needs years of history


def test_a_table_with_a_choice_of_its_own_is_a_frame(department):
    report = xlar.score(department, AS_OF)
    assert xlar.frame(score_table(report, "file"))["file_complete"].tolist()


def test_the_examples_of_the_page_run():
    page = Path(__file__).parents[1] / "docs" / "python.md"
    done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert done.attempted > 8
    assert done.failed == 0


def test_the_page_names_every_export():
    page = (Path(__file__).parents[1] / "docs" / "python.md").read_text("utf-8")
    assert not [name for name in xlar.__all__ if f"`{name}`" not in page]


@pytest.mark.parametrize(
    "report",
    ["open_items", "aging", "credit", "stages", "allocations", "interest", "limitation",
     "worklist", "promises", "plans", "disputes", "slips", "approvals", "week_plan", "warnings"],
)  # fmt: skip
def test_a_report_without_rows_is_a_frame_without_rows(report):
    ledger = ledger_of("2027-01-05 invoice C001 INV-1 100.00 due 2027-02-04")
    frame = xlar.frame(getattr(xlar, report)(ledger, AS_OF))
    assert len(frame) == (1 if report == "credit" else 0)
