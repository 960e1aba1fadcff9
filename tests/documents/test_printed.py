"""What a page says, before it is laid out: every figure and word, without a PDF reader."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from importlib import resources

import pytest
import samples

from xlar.core.money import to_minor
from xlar.documents.content import Party
from xlar.documents.render.printed import printed
from xlar.documents.render.printed_tables import MissingLabel

SAMPLES = samples.every()
STATEMENTS = ("statement", "two_currencies", "negative_balance", "english_statement")


def minor(text: str) -> int:
    return to_minor(text.replace(",", ""), "CNY")


def column(table, head):
    place = table["heads"].index(head)
    return [row[place] for row in table["rows"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_becomes_json(name):
    page = printed(SAMPLES[name])
    assert json.loads(json.dumps(page)) == json.loads(json.dumps(page, ensure_ascii=False))
    assert page["kind"] == SAMPLES[name].kind


@pytest.mark.parametrize("name", ["letter", "one_item_letter", "agency", "lawyer", "stop"])
def test_open_amounts_add_up_to_the_total_of_the_letter(name):
    page = printed(SAMPLES[name])
    shown = [minor(text) for text in column(page["items"], "未付金额")]
    assert sum(shown) == SAMPLES[name].total
    assert minor(page["items"]["foot"][0][page["items"]["heads"].index("未付金额")]) == sum(shown)


def test_a_letter_says_what_a_court_wants_to_see():
    page = printed(SAMPLES["letter"])
    assert ["大写", "人民币壹佰贰拾万叁仟肆佰玖拾玖元玖角玖分"] in page["sums"]
    assert ["应付金额", "CNY 1,203,499.99"] in page["payment"]["right"]["pairs"]
    assert ["最后付款日", "2026年7月7日"] in page["payment"]["right"]["pairs"]
    assert ["账号", "3200 0155 0010 0888 666"] in page["payment"]["left"]["pairs"]
    assert "统一社会信用代码：91350100M000100Y43" in page["letterhead"]
    assert "统一社会信用代码：91512081MA62K0260E" in page["to"]["lines"]
    assert column(page["items"], "逾期天数") == ["45", "33", "21", "17", "13"]
    assert column(page["items"], "合同号")[:2] == ["HT-2025-107", "HT-2025-107"]


def test_a_value_that_takes_several_lines_gets_a_row_of_its_own():
    assert printed(SAMPLES["letter"])["payment"]["left"]["even"]
    assert not printed(SAMPLES["long_name"])["payment"]["left"]["even"]
    coded = replace(SAMPLES["letter"], customer=replace(samples.CUSTOMER, code="C" * 60))
    assert not printed(coded)["facts"]["even"]


def test_each_item_carries_its_own_level():
    levels = column(printed(SAMPLES["letter"])["items"], "催收级别")
    assert levels == ["最后通知", "催款函二", "催款函二", "郑重通知", "催款函一"]


def test_columns_that_say_nothing_are_left_out():
    plain = replace(SAMPLES["letter"], items=(samples.item("A-1", 500, -3),), total=500)
    assert printed(plain)["items"]["heads"] == [
        "单据号",
        "单据日期",
        "到期日",
        "原金额",
        "未付金额",
    ]


def test_interest_stands_apart_and_only_where_it_is_given():
    name = "逾期利息（暂计，未计入合计）"
    assert [name, "1,121.92"] in printed(SAMPLES["letter"])["sums"]
    assert name not in dict(printed(SAMPLES["one_item_letter"])["sums"])


def test_a_total_other_than_the_items_is_shown():
    lower = replace(SAMPLES["letter"], total=1_000_000_00)
    assert ["合计", "1,000,000.00"] in printed(lower)["sums"]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_says_opening_movements_and_closing_of_every_currency(name):
    document = SAMPLES[name]
    page = printed(document)
    for shown, block in zip(page["blocks"], document.blocks, strict=True):
        opening, debit, credit, closing = (minor(value) for _, value in shown["summary"])
        assert (opening, closing) == (block.opening, block.closing)
        assert opening + debit - credit == closing
        running = [minor(row[-1]) for row in shown["tables"][0]["table"]["rows"]]
        assert running == [block.opening, *(line.balance for line in block.movements)]


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_check_lines_can_be_recalculated(name):
    for shown in printed(SAMPLES[name])["blocks"]:
        for line in shown["checks"][:2]:
            left, right = line.rpartition("= ")[0], line.rpartition("= ")[2]
            parts = re.findall(r"(?:^|[：:] |[：+-] ?)(-?[\d,]+\.\d\d)", left)
            signs = [-1 if sign == "-" else 1 for sign in re.findall(r"\d ([+-]) -?\d", left)]
            total = minor(parts[0]) + sum(
                sign * minor(part) for sign, part in zip(signs, parts[1:], strict=True)
            )
            assert total == minor(right)
        assert shown["checks"][2].endswith("0.00")


def test_the_aging_strip_adds_up_to_the_open_items():
    block = printed(SAMPLES["statement"])["blocks"][0]
    cells = [minor(value) for row in block["aging"]["rows"] for _, _, value in row]
    assert sum(cells) == 215_600_80
    assert [name for row in block["aging"]["rows"] for _, name, _ in row][:2] == [
        "未到期",
        "1-30天",
    ]


def test_many_buckets_go_on_several_rows():
    block = replace(SAMPLES["statement"].blocks[0], aging=tuple((f"{d}-{d}", 1) for d in range(9)))
    strip = printed(replace(SAMPLES["statement"], blocks=(block,)))["blocks"][0]["aging"]
    assert [len(row) for row in strip["rows"]] == [5, 4]


def test_a_negative_balance_asks_for_no_payment():
    page = printed(SAMPLES["negative_balance"])
    assert page["payment"] is None
    assert page["slip"]["lines"] == [{"code": "CNY", "closing": "CNY -32,000.50"}]


def test_the_slip_names_every_currency():
    lines = printed(SAMPLES["two_currencies"])["slip"]["lines"]
    assert [line["closing"] for line in lines] == ["CNY 215,600.80", "USD 23,870.75"]


def test_a_confirmation_says_who_owes_whom_and_where_to_reply():
    page = printed(SAMPLES["confirmation"])
    assert column(page["balances"], "贵公司欠") == ["215,600.80", ""]
    assert column(page["balances"], "欠贵公司") == ["", "2,500.00"]
    assert page["auditor"][0] == samples.AUDITOR.name
    assert page["to"]["name"] == samples.CUSTOMER.name
    assert page["payment"] is None


def test_a_plan_adds_up_to_the_cent():
    page = printed(SAMPLES["plan"])
    parts = [minor(text) for text in column(page["schedule"], "金额")]
    assert parts == [33_333_33, 33_333_33, 33_333_34]
    assert page["schedule"]["foot"][0][-1] == "100,000.00"
    assert ["大写", "人民币壹拾万元整"] in page["sums"]


def test_a_reconciliation_brings_both_books_to_one_balance():
    page = printed(SAMPLES["reconciliation"])
    assert page["ours"]["adjusted"] == page["theirs"]["adjusted"] == "108,000.00"
    assert page["ours"]["lines"][0][0].startswith("在途货款：")
    assert page["ours"]["lines"][0][1] == "-20,000.00"
    assert page["difference"] == "0.00"


def test_a_lawyers_draft_has_no_sender_and_is_marked():
    page = printed(SAMPLES["lawyer"])
    assert page["sender"]["name"] == ""
    assert page["letterhead"] == []
    assert page["mark"] == "供律师事务所审定"
    assert "催收级别" not in page["items"]["heads"]


def test_a_hand_over_note_goes_to_the_agent_and_names_the_debtor():
    page = printed(SAMPLES["agency"])
    assert page["to"]["name"] == samples.AGENT.name
    assert [party["name"] for party in page["parties"]] == [
        samples.COMPANY.name,
        samples.CUSTOMER.name,
    ]
    assert len(page["evidence"]) == 4


def test_a_promise_is_the_customers_paper():
    assert printed(SAMPLES["promise"])["sender"]["name"] == samples.CUSTOMER.name


def test_a_preview_is_marked_as_a_draft():
    assert printed(replace(SAMPLES["letter"], number="草稿"))["mark"] == "草稿"
    assert printed(SAMPLES["letter"])["mark"] == ""


def test_pictures_are_never_taken_from_the_document_itself():
    page = printed(replace(SAMPLES["letter"], logo="/etc/passwd", seal="../seal.png"))
    assert (page["logo"], page["seal"]) == ("", "")


def test_english_pages_have_english_words_throughout():
    text = json.dumps(printed(SAMPLES["english_statement"]), ensure_ascii=False)
    assert re.findall("[\u4e00-\u9fff]+", text) == []


def test_text_from_data_loses_signs_that_cannot_be_seen():
    customer = Party("\u202e#show: evil\x07\n*bold*", code="C\u200b1")
    page = printed(replace(SAMPLES["letter"], customer=customer))
    assert page["to"]["name"] == "#show: evil *bold*"
    assert ["客户编码", "C1"] in page["facts"]["pairs"]


def test_a_kind_of_adjustment_of_ones_own_is_printed_as_it_is():
    own = replace(SAMPLES["reconciliation"], ours_adjust=(("汇兑", "汇率差", -5),))
    assert printed(own)["ours"]["lines"] == [["汇兑：汇率差", "-0.05"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_shipped_wording_has_every_label_as_labels_md_says(language):
    source = resources.files("xlar.documents.wording") / f"{language}.toml"
    shipped = tomllib.loads(source.read_text("utf-8"))["labels"]
    listed = dict(samples.labels(language))
    differing = {name for name, text in listed.items() if shipped.get(name) != text}
    assert differing <= {"slip_text"}  # the shipped one has placeholders, which samples do not fill


def test_a_missing_label_is_named():
    words = replace(SAMPLES["letter"].wording, labels=samples.labels("zh")[3:])
    with pytest.raises(MissingLabel) as mistake:
        printed(replace(SAMPLES["letter"], wording=words))
    assert "缺少标签" in mistake.value.text("zh")
