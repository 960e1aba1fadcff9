"""发函登记: the register on a sheet, what is typed there, and taking documents back."""

from __future__ import annotations

import datetime as dt

import pytest
from office_books import DAY, Asked, OfficeBook, command_line

from xlar.commands import office as rooms
from xlar.documents.register.statuses import change

JULY_21, JULY_22 = dt.date(2026, 7, 21), dt.date(2026, 7, 22)


@pytest.fixture
def office(fake_excel, tmp_path):
    """Two letters, one to each customer, registered as drafts and shown."""
    made = OfficeBook(fake_excel, tmp_path / "ledger.xlsx")
    assert made.run("letters", preview="no", level="1", as_of="2026-07-20").done
    assert made.run("register").done
    return made


def state(office, place=0):
    row = office.register[place]
    return row.status, row.sent_on, row.delivered_on, row.tracking, row.reply


def cells(office, place, *titles):
    head, *rows = office.rows("发函登记")
    return [rows[place][head.index(title)] for title in titles]


def on(day):
    return dt.datetime.combine(day, dt.time())


def problems_of(outcome):
    return [(problem.cell, problem.code) for problem in outcome.problems]


def test_the_sheet_shows_the_register_of_the_command_line(office):
    rows = command_line("register", office.path)["rows"]
    assert [row["number"] for row in rows] == office.numbers() == ["CK-2026-0001", "CK-2026-0002"]
    assert [[float(row["amount"]), row["customer_id"]] for row in rows] == [
        cells(office, place, "金额", "客户编码") for place in (0, 1)
    ]
    assert cells(office, 0, "类别", "级别", "状态", "日期") == [
        "催款函", 1, "草稿", on(dt.date(2026, 7, 20)),
    ]  # fmt: skip
    assert office.book.sheets["发函登记"].tables[0].name == "register"


def test_showing_it_again_changes_nothing(office):
    before = office.state()
    assert office.run("register").done
    assert office.state() == before


def test_a_status_and_its_day_are_taken_over(office):
    office.type(1, 状态="已发", 发出日=on(JULY_21), 快递单号="SF001", 发送方式="顺丰")
    outcome = office.run("register")
    assert "已登记表上 1 份的改动" in outcome.message.zh
    assert state(office) == ("sent", JULY_21, None, "SF001", "")
    assert office.register[0].channel == "顺丰"
    assert state(office, 1)[0] == "draft"
    assert cells(office, 0, "状态", "发出日") == ["已发", on(JULY_21)]


def test_a_day_alone_says_what_became_of_it(office):
    office.type(1, 发出日=on(JULY_21))
    office.type(2, 发出日=on(JULY_21), 签收日=on(dt.date(2026, 7, 23)), 客户答复="月底付")
    assert office.run("register").done
    assert state(office, 0) == ("sent", JULY_21, None, "", "")
    assert state(office, 1) == (
        "acknowledged", JULY_21, dt.date(2026, 7, 23), "", "月底付",
    )  # fmt: skip
    assert cells(office, 1, "状态") == ["已签收"]


@pytest.mark.parametrize(
    ("typed", "cell", "code"),
    [
        ({"状态": "已发"}, "发函登记!L2", "register_day_missing"),
        ({"状态": "已寄"}, "发函登记!K2", "register_bad_cell"),
        ({"发出日": "下周"}, "发函登记!L2", "register_bad_cell"),
        ({"发出日": on(dt.date(2026, 7, 1))}, "发函登记!L2", "register_status_not_allowed"),
        ({"编号": "CK-2026-0099"}, "发函登记!A2", "register_unknown_number"),
        ({"编号": "CK-2026-0002"}, "发函登记!A3", "register_number_twice"),
        ({"编号": None}, "发函登记!A2", "register_no_number"),
        ({"快递单号": "SF001"}, "发函登记!N2", "register_not_sent"),
        (
            {"状态": "退回", "发出日": on(JULY_21)},
            "发函登记!P2",
            "register_day_missing",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_listed_and_nothing_changes(office, typed, cell, code):
    office.type(2, 发出日=on(JULY_21))  # right, but not alone
    office.type(1, **typed)
    before, register = office.state()["sheets"]["发函登记"], office.register
    outcome = office.run("register")
    assert (outcome.done, outcome.sheets) == (False, ["检查结果"])
    assert (cell, code) in problems_of(outcome)
    assert office.state()["sheets"]["发函登记"] == before
    assert office.register == register


def test_a_withdrawn_letter_cannot_be_sent(office):
    assert office.run("withdraw", numbers="CK-2026-0001", on="2026-07-22").done
    office.type(1, 状态="已发", 发出日=on(dt.date(2026, 7, 23)))
    outcome = office.run("register")
    assert problems_of(outcome) == [("发函登记!K2", "register_status_not_allowed")]
    assert "撤回" in outcome.problems[0].text("zh")


def test_a_sheet_older_than_the_register_undoes_nothing(office):
    change(office.folder, ["CK-2026-0001"], "sent", JULY_21, tracking="E1")
    outcome = office.run("register")
    assert (outcome.done, outcome.problems) == (True, ())
    assert state(office)[:2] == ("sent", JULY_21)
    assert cells(office, 0, "状态", "快递单号") == ["已发", "E1"]


@pytest.fixture
def sent(office):
    """The first letter was sent on 21 July under E1, and the sheet shows it."""
    change(office.folder, ["CK-2026-0001"], "sent", JULY_21, tracking="E1")
    office.run("register")
    return office


@pytest.mark.parametrize(
    ("arguments", "ui", "expected"),
    [
        ({}, None, (JULY_21, "E1")),
        ({}, Asked(answer=False), (JULY_21, "E1")),
        ({}, Asked(answer=True), (JULY_22, "E2")),
        ({"correct": "是"}, None, (JULY_22, "E2")),
        ({"correct": "否"}, Asked(answer=True), (JULY_21, "E1")),
    ],
)
def test_where_both_say_something_else_the_person_decides(sent, arguments, ui, expected):
    sent.type(1, 发出日=on(JULY_22), 快递单号="E2")
    outcome = sent.run("register", ui=ui, **arguments)
    assert outcome.done
    assert (state(sent)[1], state(sent)[3]) == expected
    assert cells(sent, 0, "发出日", "快递单号") == [on(expected[0]), expected[1]]
    differs = [code for _, code in problems_of(outcome)]
    assert differs == ([] if expected[1] == "E2" else ["register_differs"] * 2)
    if ui is not None and not arguments:
        assert "发函登记!N2" in ui.questions[0]


def test_a_returned_letter_is_sent_again(sent):
    sent.type(1, 状态="退回", 退回日=on(JULY_22))
    sent.run("register")
    sent.type(1, 状态="已发", 发出日=on(dt.date(2026, 7, 25)))
    sent.run("register", correct="是")
    row = sent.register[0]
    assert (row.status, row.sent_on, row.returned_on) == ("sent", dt.date(2026, 7, 25), None)


def test_a_fixed_column_comes_back_with_a_warning(office):
    office.type(1, 金额=1.0)
    outcome = office.run("register")
    assert outcome.done
    assert problems_of(outcome) == [("发函登记!F2", "register_restored")]
    assert cells(office, 0, "金额") == [800]


def test_rows_keep_their_place_and_the_users_own_column_stays(office):
    page = office.book.sheets["发函登记"]
    page.range("V1").value = "我的备注"
    page.range("V2").value = "第一封"
    rows = page.range("A2:U3").value
    page.range("A2:U3").value = rows[::-1]
    office.run("statements", as_of=DAY)
    assert office.run("register").done
    assert office.numbers() == ["CK-2026-0002", "CK-2026-0001", "DZ-2026-0001", "DZ-2026-0002"]
    assert page.range("V2").value == "第一封"


def test_more_documents_than_the_table_has_rows_let_it_grow(office):
    office.run("statements")
    assert office.book.sheets["发函登记"].tables[0].range.shape == (5, 21)


def test_cells_below_the_table_are_not_written_over(office):
    office.book.sheets["发函登记"].range("A5").value = "签字："
    outcome = office.run("statements")
    assert outcome.done
    assert "发函登记!A5" in outcome.message.zh
    assert office.book.sheets["发函登记"].range("A5").value == "签字："


def test_letters_wait_for_what_was_typed(office):
    office.type(1, 发出日=on(JULY_21))
    outcome = office.run("letters", preview="no", as_of="2026-07-30")
    assert not outcome.done
    assert "登记簿" in outcome.message.zh
    assert len(office.register) == 2


def test_withdraw_takes_the_selected_rows(office):
    person = Asked(answer=True)
    office.select("发函登记", "C2:D3")
    outcome = office.run("withdraw", ui=person, on="2026-07-22")
    assert outcome.done, outcome.message.zh
    assert person.questions == ["撤回 CK-2026-0001、CK-2026-0002 吗？"]
    assert [row.status for row in office.register] == ["withdrawn", "withdrawn"]
    assert cells(office, 0, "状态", "撤回日") == ["撤回", on(JULY_22)]


def test_a_person_may_think_better_of_it(office):
    outcome = office.run(
        "withdraw", ui=Asked(answer=False), numbers="ck-2026-0001", on="2026-07-22"
    )
    assert not outcome.done
    assert [row.status for row in office.register] == ["draft", "draft"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"numbers": "CK-2026-0099"}, "CK-2026-0099"),
        ({"numbers": "CK-2026-0001", "on": "2026-07-01"}, "早于"),
        ({}, "编号"),
    ],
)
def test_what_cannot_be_withdrawn(office, arguments, word):
    office.select("客户", "A2")
    outcome = office.run("withdraw", **arguments)
    assert not outcome.done
    assert word in outcome.message.zh
    assert [row.status for row in office.register] == ["draft", "draft"]


def test_an_empty_register_makes_a_sheet_of_headers(fake_excel, tmp_path):
    office = OfficeBook(fake_excel, tmp_path / "ledger.xlsx")
    assert office.run("register").done
    assert office.rows("发函登记")[0][:2] == ["编号", "类别"]
    assert office.run("statements").sheets == ["发函登记"]
    assert office.numbers() == ["DZ-2026-0001", "DZ-2026-0002"]


def test_the_register_is_shown_also_where_the_data_has_errors(office):
    office.book.sheets["发票"].range("D2").value = "many"
    assert office.run("register").done


def test_a_book_never_saved_has_nothing_beside_it(office, monkeypatch):
    monkeypatch.setattr(rooms, "Path", lambda _: _Nowhere())
    outcome = office.run("register")
    assert not outcome.done
    assert "保存" in outcome.message.zh


class _Nowhere:
    """The name of a workbook that was never saved."""

    def is_absolute(self):
        return False

    def expanduser(self):
        return self
