"""The worklist: the figures of the stage report, and what stands beside them."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from office_books import DAY, OfficeBook, command_line
from small_books import write_small

from xlar.commands.measures import Situation, measure
from xlar.documents.register.statuses import change

AS_OF = dt.date(2026, 6, 30)
SHEET = "催收工作台"


@pytest.fixture
def office(fake_excel, tmp_path):
    return OfficeBook(fake_excel, tmp_path / "ledger.xlsx")


def listed(office, sheet=SHEET):
    head, *rows = office.rows(sheet)[header(office, sheet) :]
    return [dict(zip(head, row, strict=True)) for row in rows]


def header(office, sheet=SHEET):
    return next(n for n, row in enumerate(office.rows(sheet)) if row[0] == "客户编码")


def stages_of_the_command_line(office):
    rows = command_line("stages", office.path, "--as-of", DAY)["rows"]
    return {row["document_no"]: row for row in rows}


def day(text):
    return dt.datetime.fromisoformat(text)


def assert_figures_of_the_command_line(office, sheet=SHEET):
    expected = stages_of_the_command_line(office)
    rows = listed(office, sheet)
    assert {row["单据号"] for row in rows} == {
        number for number, row in expected.items() if row["stage"] >= 2
    }
    for row in rows:
        told = expected[row["单据号"]]
        assert row["客户编码"] == told["customer_id"]
        assert row["未清金额"] == float(told["open"])
        assert row["回收率"] == float(told["recovery_chance"])
        assert [row["逾期天数"], row["步骤"], row["已发函"], row["阶段"]] == [
            told["days_past_due"], told["step"], told["level"], told["stage_name"],
        ]  # fmt: skip
        for title, name in (("最后收款期限", "final_deadline"), ("下一步日期", "next_action_date"),
                            ("时效届满", "limitation_date")):  # fmt: skip
            assert row[title] == (told[name] and day(told[name]))


def test_its_figures_are_those_of_the_command_line(office):
    outcome = office.run("worklist")
    assert outcome.message.zh == "1 家客户的 2 笔款项，今天应办 2 笔，见“催收工作台”。"
    assert_figures_of_the_command_line(office)


def test_letters_that_went_out_raise_the_level(office):
    office.run("letters", preview="no", as_of="2026-06-01", level="3")
    change(office.folder, ["CK-2026-0001"], "sent", dt.date(2026, 6, 2))
    office.run("worklist")
    assert {row["单据号"]: row["已发函"] for row in listed(office)}["1E5"] == 3
    assert_figures_of_the_command_line(office)
    assert listed(office)[0]["最近联系"] == "2026-06-02 函件"


def test_what_stands_beside_the_figures(fake_excel, tmp_path):
    office = OfficeBook(fake_excel, tmp_path / "ledger.xlsx")
    write_small(
        tmp_path / "more.xlsx",
        settings={"documents.folder": "out"},
        acts=[
            {"date": dt.date(2026, 6, 20), "customer_id": "0012", "kind": "call"},
            {"date": dt.date(2026, 6, 25), "customer_id": "0012", "kind": "visit",
             "invoice_no": "1E5"},
            {"date": dt.date(2026, 7, 5), "customer_id": "0012", "kind": "email"},
        ],
        promises=[
            {"customer_id": "0012", "promised_on": dt.date(2026, 6, 25), "invoice_no": "1E5",
             "pay_by": dt.date(2026, 7, 3), "amount": 300_00},
        ],
    )  # fmt: skip
    office.path = tmp_path / "more.xlsx"
    office.book = xw.Book(str(office.path))
    office.run("worklist")
    assert_figures_of_the_command_line(office)
    rows = {row["单据号"]: row for row in listed(office)}
    assert rows["1E5"]["最近联系"] == "2026-06-25 上门"
    assert rows["@x"]["最近联系"] == "2026-06-20 电话"
    assert rows["1E5"]["承诺付款日"] == day("2026-07-03")
    assert rows["@x"]["承诺付款日"] is None
    assert rows["1E5"]["处理意见"] == "等待 2026-07-03 前的还款承诺；停止发货"
    assert rows["@x"]["下一封函件"] == rows["1E5"]["下一封函件"] == "催款函一"


def test_live_formulas_stay_and_the_list_goes_beside_them(office):
    page = office.book.sheets.add(SHEET)
    page.range("A1").value = "催收工作台"
    page.range("A5").formula = "=AR_STAGES(ledger)"
    outcome = office.run("worklist")
    assert outcome.sheets == ["催收清单"]
    assert page.range("A5").formula == "=AR_STAGES(ledger)"
    assert_figures_of_the_command_line(office, "催收清单")


def test_the_largest_debtor_comes_first(fake_excel, tmp_path):
    office = OfficeBook(fake_excel, tmp_path / "ledger.xlsx")
    invoice = {"invoice_date": dt.date(2026, 1, 5), "due_date": dt.date(2026, 6, 4)}
    write_small(
        tmp_path / "more.xlsx",
        receipts=[],
        invoices=[
            {"invoice_no": "A", "customer_id": "0012", "amount": 100_00, **invoice},
            {"invoice_no": "B", "customer_id": "1-2", "amount": 90_00, **invoice},
            {"invoice_no": "C", "customer_id": "1-2", "amount": 20_00, **invoice,
             "due_date": dt.date(2026, 5, 1)},
        ],
    )  # fmt: skip
    office.book = xw.Book(str(tmp_path / "more.xlsx"))
    office.run("worklist")
    assert [row["单据号"] for row in listed(office)] == ["C", "B", "A"]


def test_english(office):
    outcome = office.run("worklist", lang="en")
    assert outcome.message.en.startswith("2 items of 1 customers, 2 to be done today")
    assert office.rows("Worklist")[0][0] == "Worklist"


def test_nothing_overdue_is_an_empty_list(office):
    outcome = office.run("worklist", as_of="2026-01-10")
    assert outcome.done
    assert listed(office) == []


def test_errors_in_the_data_leave_the_sheet(office):
    office.run("worklist")
    before = office.state()["sheets"][SHEET]
    office.book.sheets["发票"].range("D2").value = "many"
    assert not office.run("worklist").done
    assert office.state()["sheets"][SHEET] == before


NORMAL = {
    "as_of": AS_OF, "stage": 4, "days_past_due": 11, "action": "L3", "action_on": AS_OF,
    "promised_until": None, "limitation": None, "warn_from": None, "collector": "李",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        ({}, "今天：催款函一", "today: first formal demand"),
        (
            {"action_on": dt.date(2026, 7, 2)},
            "2026-07-02：催款函一", "2026-07-02: first formal demand",
        ),
        ({"action": "", "action_on": None}, "", ""),
        (
            {"promised_until": dt.date(2026, 7, 3)},
            "等待 2026-07-03 前的还款承诺", "wait for the promise to pay by 2026-07-03",
        ),
        (
            {"promised_until": dt.date(2026, 7, 3), "action": "write_off", "stage": 8},
            "今天：申请核销坏账；停止发货", "today: apply for write-off; stop deliveries",
        ),
        ({"stage": 5}, "今天：催款函一；停止发货", "today: first formal demand; stop deliveries"),
        (
            {"collector": ""},
            "今天：催款函一；指定催收人", "today: first formal demand; name a collector",
        ),
        ({"collector": "", "days_past_due": 91}, "今天：催款函一", "today: first formal demand"),
        ({"collector": "", "days_past_due": 0}, "今天：催款函一", "today: first formal demand"),
        (
            {"limitation": dt.date(2026, 12, 30), "warn_from": AS_OF, "action": ""},
            "时效 2026-12-30 届满，请取得签收或书面确认",
            "lapses on 2026-12-30: get it acknowledged in writing",
        ),
        (
            {"limitation": dt.date(2026, 12, 31), "warn_from": dt.date(2026, 7, 1)},
            "今天：催款函一", "today: first formal demand",
        ),
        (
            {"limitation": dt.date(2026, 6, 29), "warn_from": dt.date(2025, 12, 29), "action": ""},
            "时效已于 2026-06-29 届满", "the claim lapsed on 2026-06-29",
        ),
    ],
)  # fmt: skip
def test_the_measure(changed, zh, en):
    found = measure(Situation(**{**NORMAL, **changed}))
    assert (found.zh, found.en) == (zh, en)
