"""The buttons that make statements and letters: what they make, ask, list and leave alone."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from office_books import DAY, Asked, OfficeBook, command_line

WORDING = ["类别", "级别", "主题", "结尾"]


@pytest.fixture
def office(fake_excel, tmp_path):
    return OfficeBook(fake_excel, tmp_path / "ledger.xlsx")


def text_of(path):
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode("utf-8")


def registered(office):
    return [
        (row.number, row.kind, row.level, row.customer_id, row.amount) for row in office.register
    ]


def as_on_the_command_line(office, command, *words):
    """What the command line makes of the same file, in a folder of its own."""
    rows = command_line(
        command, office.path, "--as-of", DAY, "--output", office.path.parent / "cli", *words
    )["documents"]
    return [
        (r["number"], r["kind"], -1 if r["level"] is None else r["level"], r["customer_id"],
         round(float(r["amount"]) * 100))
        for r in rows
    ]  # fmt: skip


def test_the_statement_of_the_selected_row(office):
    office.select("发票", "C3")
    outcome = office.run("statement")
    assert outcome.done, outcome.message.zh
    assert registered(office) == [("DZ-2026-0001", "statement", -1, "0012", 800_00)]
    assert [path.name for path in outcome.files] == office.files() == ["DZ-2026-0001 甲公司.docx"]
    assert registered(office) == as_on_the_command_line(office, "statements", "--customer", "0012")


def test_a_statement_needs_a_customer(office):
    office.select("参数", "A1")
    outcome = office.run("statement")
    assert not outcome.done
    assert "客户编码" in outcome.message.zh
    assert not office.folder.exists()


def test_an_unknown_customer_is_named(office):
    outcome = office.run("statement", customer="9999")
    assert (outcome.done, "9999" in outcome.message.zh) == (False, True)


@pytest.mark.parametrize("command", ["statements", "confirmations"])
def test_a_batch_is_what_the_command_line_makes(office, command):
    outcome = office.run(command)
    assert outcome.done, outcome.message.zh
    kind = [] if command == "statements" else ["--kind", "confirmation"]
    assert registered(office) == as_on_the_command_line(office, "statements", *kind)
    assert [row[3:] for row in registered(office)] == [("0012", 800_00), ("1-2", 300_00)]


def test_a_negative_confirmation_says_so(office):
    office.run("confirmations", customers="0012", negative="是")
    (path,) = office.folder.rglob("*.docx")
    assert "不符" in text_of(path)


def test_only_some_customers_and_other_formats(office):
    outcome = office.run("statements", customers="1-2", formats="xlsx,docx")
    assert sorted(path.suffix for path in outcome.files) == [".docx", ".xlsx"]
    assert [row.customer_id for row in office.register] == ["1-2"]


@pytest.mark.parametrize(
    ("command", "formats", "word"),
    [("statements", "odt", "odt"), ("letters", "xlsx", "xlsx")],
)
def test_a_format_that_cannot_be_made(office, command, formats, word):
    outcome = office.run(command, formats=formats)
    assert not outcome.done
    assert word in outcome.message.zh
    assert office.files() == []


def test_a_period_that_ends_before_it_begins(office):
    outcome = office.run("statements", start="2026-07-01")
    assert (outcome.done, office.files()) == (False, [])


def test_twice_for_one_day_makes_nothing_twice(office):
    office.run("statements")
    before = office.files()
    outcome = office.run("statements")
    assert outcome.done
    assert "没有要制作的文件" in outcome.message.zh
    assert office.files() == before


def test_a_day_asked_for_goes_before_that_of_the_workbook(office):
    office.run("statements", as_of="2026-05-31", customers="0012")
    # 1000 + 500 − 700 on 31 May
    assert [(row.as_of.isoformat(), row.amount) for row in office.register] == [
        ("2026-05-31", 800_00)
    ]


def test_letters_are_those_of_the_command_line(office):
    outcome = office.run("letters", preview="no")
    assert outcome.done, outcome.message.zh
    assert registered(office) == as_on_the_command_line(office, "letters")
    assert [row[:4] for row in registered(office)] == [("CK-2026-0001", "letter", 5, "0012")]
    assert outcome.sheets == ["催款函预览"]


def test_the_list_says_who_gets_which_letter_and_who_none_and_why(office):
    before = office.state()["sheets"]
    outcome = office.run("letters", preview="yes")
    assert "尚未制作" in outcome.message.zh
    assert not office.folder.exists()
    assert office.rows("催款函预览")[4:] == [
        ["客户编码", "客户名称", "币种", "函件", "金额", "笔数", "最后付款日", "不发的原因"],
        [
            "0012",
            "甲公司",
            "CNY",
            "催款函二",
            800,
            2,
            dt.datetime.fromisoformat("2026-07-07"),
            None,
        ],
        # the reminder of what is due on 10 July begins seven days before
        ["1-2", "=1+1", "CNY", None, None, None, None, "未到发函日，2026-07-03 起可发"],
    ]
    after = office.state()["sheets"]
    assert {name: after[name] for name in before} == before


def test_the_person_is_asked_after_the_list(office):
    person = Asked(answer=False)
    outcome = office.run("letters", ui=person)
    assert person.questions == ["应发 1 份，不发 1 家，见“催款函预览”。现在制作吗？"]
    assert (outcome.sheets, office.files()) == (["催款函预览"], [])
    assert office.run("letters", ui=Asked(answer=True)).done
    assert office.files() == ["CK-2026-0001 甲公司.docx"]


def test_a_level_for_all_and_other_kinds(office):
    office.run("letters", preview="no", level="3")
    office.run("letters", preview="no", kind="stop")
    assert [row.kind for row in office.register] == ["letter", "stop"]
    assert office.register[0].level == 3


def test_english_words(office):
    outcome = office.run("letters", lang="en", preview="yes")
    assert "1 letters due, none for 1" in outcome.message.en
    assert office.table("Letters to be made")[0][3] == "second formal demand"


@pytest.mark.parametrize("command", ["statement", "statements", "letters", "confirmations"])
def test_errors_in_the_data_make_nothing(office, command):
    office.book.sheets["发票"].range("D2").value = "many"
    outcome = office.run(command, **({"customer": "0012"} if command == "statement" else {}))
    assert (outcome.done, outcome.sheets) == (False, ["检查结果"])
    assert not office.folder.exists()


def test_without_a_company_nothing_is_made_and_the_setting_is_named(fake_excel, tmp_path):
    office = OfficeBook(fake_excel, tmp_path / "ledger.xlsx", **{"company.name": ""})
    outcome = office.run("statements")
    assert not outcome.done
    assert "company.name" in " ".join(row[-1] for row in office.table("检查结果") if row[-1])
    assert not office.folder.exists()


def test_cancelling_between_two_documents_makes_nothing(office):
    person = Asked(stops_at=1)
    outcome = office.run("statements", ui=person)
    assert (outcome.done, office.files(), office.register) == (False, [], ())
    assert "取消" in outcome.message.zh
    assert max(total for _, total, _ in person.shown) == 2


def test_the_wording_of_the_workbook_is_printed(office):
    page = office.book.sheets.add("函件模板")
    page.range("A1").value = WORDING
    page.range("A2").value = ["催款函", 5, "烦请付款", "请付{total}。"]
    office.run("letters", preview="no")
    (path,) = office.folder.rglob("*.docx")
    assert "烦请付款" in text_of(path)
    assert "请付人民币800.00元。" in text_of(path)


def test_a_mistake_in_the_wording_is_listed_with_its_cell_and_reports_still_run(office):
    page = office.book.sheets.add("函件模板")
    page.range("A1").value = WORDING
    page.range("A2").value = ["催款函", 5, "烦请付款", "请付{totl}。"]
    outcome = office.run("letters", preview="no")
    assert (outcome.done, outcome.sheets) == (False, ["检查结果"])
    assert office.table("检查结果")[0][1] == "函件模板!D2"
    assert not office.folder.exists()
    assert office.run("aging").done


def test_the_ladder_of_the_workbook_decides(office):
    page = office.book.sheets.add("催收阶梯")
    page.range("A1").value = ["步骤", "追收程序", "逾期天数", "方式", "函件级别"]
    page.range("A2").value = ["1", "提示", 1, "函件", 1]
    office.run("letters", preview="no")
    assert [row.level for row in office.register] == [1]


def test_new_documents_are_shown_on_the_register_sheet_where_there_is_one(office):
    office.run("statements", customers="0012")
    assert "发函登记" not in [sheet.name for sheet in office.book.sheets]
    office.run("register")
    outcome = office.run("letters", preview="no")
    assert outcome.sheets == ["催款函预览", "发函登记"]
    assert office.numbers() == ["DZ-2026-0001", "CK-2026-0001"]


def test_documents_stand_where_only_the_sheet_cannot_be_written(office):
    office.run("register")
    office.excel.protect(office.book.sheets["发函登记"])
    outcome = office.run("statements")
    assert outcome.done
    assert "没有更新" in outcome.message.zh
    assert len(office.files()) == len(office.register) == 2
