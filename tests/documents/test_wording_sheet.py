"""The sheet 函件模板: what its rows say, what is wrong in them, and the way back."""

import pytest
from tables_in_memory import book_of

from xlar.documents.wording import built_in, with_sheet
from xlar.documents.wording.sheet import wording_rows
from xlar.tables.further import read_sheet
from xlar.tables.settings_schema import WORDING

HEADER = ["类别", "级别", "语气", "语言", "主题", "正文", "结尾", "附注"]
KNOWN = {
    "customer": "甲公司", "customer_code": "C1", "company": "我公司", "date": "2026年6月30日",
    "as_of": "2026年6月30日", "total": "人民币100.00元", "capitals": "人民币壹佰元整",
    "currency": "CNY", "count": "1", "days": "5天", "first_due": "2026年6月25日",
    "last_due": "2026年6月25日", "pay_by": "2026年7月7日",
}  # fmt: skip


def read(*rows, header=HEADER):
    sheet = read_sheet(book_of({"函件模板": [header, *rows]}), WORDING)
    return with_sheet(sheet)


def letter(wordings, level=3, tone="standard", language="zh", **values):
    filled = wordings.fill("letter", language, KNOWN | values, variant=f"L{level}", tone=tone)
    assert filled.problems == ()
    return filled


def sound(*rows, header=HEADER):
    wordings, problems = read(*rows, header=header)
    assert problems == []
    return wordings


def test_a_row_words_one_document_anew_and_leaves_its_blank_cells():
    wordings = sound(["催款函", 3.0, "", "", "催告付款", "", "请付{total}。\n\n 特此函告。 ", ""])
    before, after = letter(built_in()), letter(wordings)
    assert after.wording.subject == "催告付款"
    assert after.wording.closing == ("请付人民币100.00元。", "特此函告。")
    assert after.wording.paragraphs == before.wording.paragraphs
    assert letter(wordings, level=4) == letter(built_in(), level=4)


@pytest.mark.parametrize("level", ["L3", "3", 3.0, "l3"])
@pytest.mark.parametrize("kind", ["催款函", "letter", "函件"])
def test_ways_to_name_a_level_and_a_kind(kind, level):
    assert letter(sound([kind, level, "", "", "新主题"])).wording.subject == "新主题"


def test_tone_and_language():
    wordings = sound(
        ["催款函", 3.0, "缓和", "中文", "烦请安排"], ["催款函", 3.0, "", "英文", "Pay, please"]
    )
    assert letter(wordings, tone="soft").wording.subject == "烦请安排"
    assert letter(wordings).wording.subject == letter(built_in()).wording.subject
    english = letter(wordings, language="en", tone="soft")
    assert english.wording.subject == "Pay, please"  # the tone's own words were of the old text


def test_a_line_with_a_condition_is_printed_only_where_it_holds():
    line = (
        "{?contract}合同：{contract}。\n{！contract}没有合同号。\n{?contract}{!several}只有一笔。"
    )
    wordings = sound(["催款函", 3.0, "", "", "", "", line])
    assert letter(wordings).wording.closing == ("没有合同号。",)
    assert letter(wordings, contract="HT-1").wording.closing == ("合同：HT-1。", "只有一笔。")
    several = letter(wordings, contract="HT-1", several="1")
    assert several.wording.closing == ("合同：HT-1。",)


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_prints_nothing(dash):
    wordings = sound(["催款函", 3.0, "", "", "", "", "", dash])
    assert letter(wordings).notes == ()


def test_variants_of_confirmations_phrases_and_labels():
    wordings = sound(
        ["询证函", "消极式", "", "", "仅在不符时回函"],
        ["短语", "sum", "", "", "", "共{total}"],
        ["标签", "total", "", "", "", "总计"],
    )
    confirmation = wordings.texts["zh"].sections["confirmation", "negative", "standard"]
    assert confirmation["subject"].texts[0].literals == ("仅在不符时回函",)
    assert wordings.label("zh", "total") == "总计"
    closing = sound(
        ["短语", "sum", "", "", "", "共{total}"], ["催款函", 3.0, "", "", "", "", "{sum}"]
    )
    assert letter(closing).wording.closing == ("共人民币100.00元",)


def test_several_lines_of_a_subject_are_one_line_of_a_mail():
    wordings = sound(["催款函", 3.0, "", "", "催款\nBcc: somebody@example.com"])
    assert letter(wordings).wording.subject == "催款 Bcc: somebody@example.com"


def test_text_of_the_data_is_no_template():
    wordings = sound(["催款函", 3.0, "", "", "致{customer}"])
    filled = letter(wordings, customer="{?total}{total}")
    assert filled.wording.subject == "致{?total}{total}"


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (["催款函", 3.0, "", "", "", "请付{totl}"], "函件模板!F2", "unknown_placeholder"),
        (["催款函", 3.0, "", "", "", "", "一\n{?nobody}二"], "函件模板!G2", "unknown_placeholder"),
        (["催款函", 3.0, "", "", "", "请付{total"], "函件模板!F2", "stray_brace"),
        (["催款函", "最高", "", "", "主题"], "函件模板!B2", "unknown_wording"),
        (["询证函", "中性", "", "", "主题"], "函件模板!B2", "unknown_wording"),
        (["标签", "totle", "", "", "", "总计"], "函件模板!B2", "unknown_wording"),
        (["标签", "", "", "", "", "总计"], "函件模板!B2", "wording_without_name"),
        (["情书", "", "", "", "主题"], "函件模板!A2", "bad_choice"),
        (["催款函", 3.0, "肉麻", "", "主题"], "函件模板!C2", "bad_choice"),
        (["", 3.0, "", "", "主题"], "函件模板!A2", "missing_value"),
    ],
)
def test_a_mistake_is_told_with_its_cell(row, cell, code):
    wordings, problems = read(row)
    assert [(problem.cell, problem.code) for problem in problems] == [(cell, code)]
    assert all(problem.severity == "error" for problem in problems)
    for lang in ("zh", "en"):
        assert cell in problems[0].text(lang)
    assert letter(wordings, level=4) == letter(built_in(), level=4)


def test_two_rows_of_one_document():
    _, problems = read(["催款函", 3.0, "标准"], ["催款函", 4.0], ["letter", "L3", "", "zh"])
    assert [(p.cell, p.code, p.values["first"]) for p in problems] == [
        ("函件模板!A4", "wording_twice", 2)
    ]


def test_a_placeholder_without_a_value_names_the_cell():
    wordings = sound(["催款函", 3.0, "", "", "", "", "一句\n合同：{contract}"])
    filled = wordings.fill("letter", "zh", KNOWN, variant="L3")
    assert [(problem.code, problem.cell) for problem in filled.problems] == [
        ("missing_value", "函件模板!G2")
    ]


def test_a_sheet_without_the_column_of_kinds_is_told():
    _, problems = read([3.0, "主题"], header=["级别", "主题"])
    assert [problem.code for problem in problems] == ["missing_column"]


def test_the_built_in_texts_survive_the_way_to_the_sheet_and_back():
    header = [column.zh for column in WORDING.columns]
    wordings = sound(*wording_rows(built_in()), header=header)
    for language, own in built_in().texts.items():
        back = wordings.texts[language]
        for mine, its in (
            (own.sections, back.sections),
            ({"": own.phrases}, {"": back.phrases}),
            ({"": own.labels}, {"": back.labels}),
        ):
            assert _texts(mine) == _texts(its)


def _texts(sections):
    return {
        key: {name: entry.texts for name, entry in section.items()}
        for key, section in sections.items()
    }


def test_no_cell_of_the_sheet_is_too_long_for_a_spreadsheet():
    assert max(len(cell) for row in wording_rows(built_in()) for cell in row) < 2000
