"""The texts of documents: complete in both languages, checked, filled in literally."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import xlar.documents
from xlar.documents.faults import BadDocuments
from xlar.documents.wording import built_in, with_file
from xlar.documents.wording.parse import LINES, LISTS, TONES, parse
from xlar.documents.wording.placeholders import PHRASES, PLACEHOLDERS
from xlar.documents.wording.templates import stray_braces, template

LANGUAGES = ("zh", "en")
DOCUMENTS = [
    *[("letter", f"L{level}") for level in range(7)],
    *[(kind, "") for kind in ("agency", "lawyer", "stop", "promise", "plan", "statement")],
    ("confirmation", "positive"),
    ("confirmation", "negative"),
    ("reconciliation", ""),
]  # fmt: skip
LABELS = Path(xlar.documents.__file__).parent / "render" / "labels.md"


def every_value(kind, mark="‹{}›"):
    """A value for every placeholder of a kind, phrases excepted: they are made of the others."""
    return {name: mark.format(name) for name in PLACEHOLDERS[kind] if name not in PHRASES}


def needed(kind):
    """A value for what a document always knows, none for the rest."""
    known = {name: one for name, one in PLACEHOLDERS[kind].items() if name not in PHRASES}
    always = {name: f"‹{name}›" for name, one in known.items() if not one.is_optional}
    return always | ({"auditor": "‹auditor›"} if kind == "confirmation" else {})


def all_texts(filled):
    wording = filled.wording
    yield from (wording.title, wording.subject, wording.salutation)
    yield from itertools.chain(wording.paragraphs, wording.closing, wording.mail, filled.notes)
    yield from (text for _, text in wording.labels)


EVERY_DOCUMENT = [
    (language, kind, variant, tone)
    for language, (kind, variant), tone in itertools.product(LANGUAGES, DOCUMENTS, TONES)
]


# --- the built-in texts ------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "kind", "variant", "tone"), EVERY_DOCUMENT)
def test_every_document_has_its_words(language, kind, variant, tone):
    for values in (every_value(kind), needed(kind)):
        filled = built_in().fill(kind, language, values, variant=variant, tone=tone)
        assert filled.problems == ()
        assert filled.wording.title
        assert filled.wording.subject
        assert filled.wording.paragraphs
        assert filled.wording.closing
        assert filled.wording.mail
        for text in all_texts(filled):
            assert not re.search(r"[{}]", text)
            assert text == text.strip()


@pytest.mark.parametrize(("language", "kind", "variant", "tone"), EVERY_DOCUMENT)
def test_words_are_in_one_language(language, kind, variant, tone):
    filled = built_in().fill(kind, language, needed(kind), variant=variant, tone=tone)
    for text in all_texts(filled):
        bare = re.sub("‹[^›]*›", "", text)
        chinese = re.search("[\u4e00-\u9fff]", bare)
        if language == "en":
            assert chinese is None, text
        else:
            assert re.search("[A-Za-z]", bare) is None, text
            # half-width punctuation has no place in Chinese text
            assert re.search(r"[,;:!?()]", bare) is None, text


def test_both_languages_have_the_same_texts_and_labels():
    zh, en = (built_in().texts[language] for language in LANGUAGES)
    assert zh.sections.keys() == en.sections.keys()
    assert zh.phrases.keys() == en.phrases.keys() == set(PHRASES)
    assert zh.labels.keys() == en.labels.keys()
    for key in zh.sections:
        assert zh.sections[key].keys() == en.sections[key].keys(), key


def documented_labels():
    found = set()
    for line in LABELS.read_text("utf-8").splitlines():
        names = re.findall(r"`(\w+)`", line.split("|")[1]) if line.startswith("| `") else []
        found |= {f"level_{level}" for level in range(7)} if "level_0" in names else set(names)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_the_renderers_look_for_is_there(language):
    assert documented_labels() <= built_in().texts[language].labels.keys()
    assert len(documented_labels()) > 80


def letter(level, tone="standard", language="zh", **values):
    filled = built_in().fill(
        "letter", language, needed("letter") | values, variant=f"L{level}", tone=tone
    )
    return filled, "\n".join((*filled.wording.paragraphs, *filled.wording.closing))


@pytest.mark.parametrize(("level", "tone"), [*itertools.product(range(1, 7), TONES)])
def test_a_demand_says_what_a_court_wants_to_see(level, tone):
    _, text = letter(level, tone)
    assert "‹total›（大写：‹capitals›）" in text
    assert "‹as_of›" in text
    assert "‹days›" in text
    assert "‹pay_by›前（含当日）" in text
    _, text = letter(level, tone, contract="HT-1")
    assert "（合同编号：HT-1）" in text


@pytest.mark.parametrize("level", range(3, 7))
def test_a_formal_demand_refers_to_the_proof_of_delivery(level):
    assert "交货签收凭证" in letter(level)[1]
    assert "proofs of delivery" in letter(level, language="en")[1]


@pytest.mark.parametrize(
    ("level", "several", "one"),
    [(1, "合计‹total›", "金额为‹total›"), (3, "最早一笔于‹first_due›", "已于‹first_due›到期")],
)
def test_one_item_is_not_spoken_of_as_many(level, several, one):
    assert one in letter(level)[1]
    assert several in letter(level, several="1")[1]


def test_letters_grow_firmer():
    # courteous at first, the law only at the end, and nowhere a threat
    assert "感谢" in letter(0)[1]
    assert "感谢" in letter(1)[1]
    for level, tone in itertools.product(range(5), ("soft", "standard")):
        assert "诉讼" not in letter(level, tone)[1]
    for tone in TONES:
        assert "诉讼" in letter(6, tone)[1]


THREATS = ("后果自负", "失信", "黑名单", "曝光", "公安", "报警", "刑事", "老赖", "上门", "家人")


@pytest.mark.parametrize(("language", "kind", "variant", "tone"), EVERY_DOCUMENT)
def test_no_letter_intimidates(language, kind, variant, tone):
    filled = built_in().fill(kind, language, every_value(kind), variant=variant, tone=tone)
    # labels name kinds of contacts, such as a visit; only what is said to the customer counts
    wording = filled.wording
    said = " ".join((*wording.paragraphs, *wording.closing, *wording.mail, *filled.notes)).lower()
    assert not [word for word in (*THREATS, "police", "criminal", "blacklist") if word in said]


@pytest.mark.parametrize("variant", ["positive", "negative"])
def test_a_confirmation_is_no_demand_and_is_answered_to_the_auditor(variant):
    filled = built_in().fill("confirmation", "zh", needed("confirmation"), variant=variant)
    text = "\n".join((*filled.wording.paragraphs, *filled.wording.closing))
    assert "本函仅为复核账目之用，并非催款结算。" in text
    assert "直接寄至‹auditor›" in text


def test_silence_is_no_agreement():
    filled = built_in().fill("confirmation", "zh", needed("confirmation"), variant="positive")
    assert any("未收到贵公司回函的，不视为" in note for note in filled.notes)
    filled = built_in().fill("confirmation", "zh", needed("confirmation"), variant="negative")
    assert any("不构成贵公司对上述信息的承认" in note for note in filled.notes)


def test_the_statement_and_its_slip_say_nothing_of_interest_unless_it_is_printed():
    filled = built_in().fill("statement", "zh", needed("statement"))
    assert "暂计至" not in "".join(all_texts(filled)).replace("逾期利息（暂计，未计入合计）", "")
    filled = built_in().fill("statement", "zh", every_value("statement"))
    assert any("利息暂计至‹as_of›" in note for note in filled.notes)


def test_a_promise_is_no_extension():
    filled = built_in().fill("promise", "zh", needed("promise"))
    assert any("不变更原合同约定的付款期限" in text for text in filled.wording.closing)


def test_a_lawyers_letter_is_marked_as_a_draft():
    filled = built_in().fill("lawyer", "zh", needed("lawyer"))
    assert dict(filled.wording.labels)["lawyer_draft"] == "供律师事务所审定"
    assert "不得发出" in filled.notes[0]


def test_the_agent_must_act_lawfully():
    filled = built_in().fill("agency", "zh", needed("agency"))
    assert any("不得采取威胁、骚扰" in text for text in filled.wording.closing)
    assert any("律师事务所" in text for text in filled.wording.paragraphs)


@pytest.mark.parametrize("name", ["disputed", "unapplied", "interest", "fee"])
def test_what_a_letter_need_not_know_is_mentioned_only_where_it_is_known(name):
    assert f"‹{name}›" not in "\n".join(letter(3)[0].notes)
    assert f"‹{name}›" in "\n".join(letter(3, **{name: f"‹{name}›"})[0].notes)


def test_earlier_letters_are_named():
    assert "‹previous›" not in letter(4)[1]
    assert "‹previous›" in letter(4, previous="‹previous›")[1]


def test_a_tone_changes_only_what_it_says_differently():
    standard, soft = letter(3)[0].wording, letter(3, "soft")[0].wording
    assert standard.paragraphs == soft.paragraphs
    assert standard.closing != soft.closing


# --- filling in --------------------------------------------------------------------------------

NAMES = ["{total}", "{{7*7}}", "#show: evil", "{0}", "%s", "\\g<0>", "{customer.__class__}"]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_is_put_in_as_it_is(name):
    filled, _ = letter(3, customer=name)
    assert filled.wording.salutation == f"尊敬的{name}："
    assert filled.problems == ()


def test_a_value_is_never_searched_for_placeholders():
    filled, text = letter(3, contract="{total}", total="{customer}")
    assert "（合同编号：{total}）" in text
    assert "金额为{customer}（" in text
    assert filled.problems == ()


def test_a_missing_value_is_reported_with_its_place():
    values = needed("confirmation") | {"auditor": "", "customer": "甲公司"}
    filled = built_in().fill("confirmation", "zh", values, variant="positive")
    problem = filled.problems[0]
    assert (problem.code, problem.severity) == ("missing_value", "error")
    assert problem.where("zh") == "zh.toml [confirmation.positive] paragraphs 1"
    assert problem.found == "{auditor}"
    assert "documents.auditor" in problem.text("zh")
    assert "customer 甲公司" in problem.text("en")
    assert not any("{" in text for text in all_texts(filled))


def test_a_missing_value_within_a_phrase():
    values = needed("letter") | {"first_due": ""}
    filled = built_in().fill("letter", "zh", values, variant="L3")
    assert [problem.where() for problem in filled.problems] == ["zh.toml [phrases] delay 2"]


def test_a_level_without_words():
    filled = built_in().fill("letter", "zh", needed("letter"), variant="L8")
    (problem,) = filled.problems
    assert (problem.code, problem.where()) == ("no_wording", "zh.letter.L8")


def test_a_label():
    assert built_in().label("en", "level_6") == "Final notice"


# --- taking apart ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), ("plain", ()), ("{a}", ("a",)), ("x{a}y{b}{a}", ("a", "b", "a"))],
)
def test_placeholders_of_a_text(text, names):
    taken = template(text)
    assert taken.names == names
    assert taken.fill(dict.fromkeys("ab", "·")) == re.sub("{.}", "·", text)


@pytest.mark.parametrize(
    ("text", "stray"),
    [("{a}", ""), ("{a", "{a"), ("a} b", "} b"), ("{{a}}", "{}"), ("x { y } z", "")],
)
def test_stray_braces(text, stray):
    assert stray_braces(text) == stray


@pytest.mark.parametrize(
    ("condition", "unless", "values", "applies"),
    [
        ("", "", {}, True),
        ("a", "", {"a": "1"}, True),
        ("a", "", {"a": ""}, False),
        ("a", "", {}, False),
        ("", "a", {}, True),
        ("", "a", {"a": "1"}, False),
        ("a", "b", {"a": "1"}, True),
        ("a", "b", {"a": "1", "b": "1"}, False),
    ],
)
def test_conditions(condition, unless, values, applies):
    assert template("x", condition, unless).applies(values) is applies


# --- a file of one's own -----------------------------------------------------------------------


def own(tmp_path, text):
    path = tmp_path / "wording.toml"
    path.write_text(text, "utf-8")
    return with_file(path)


def test_a_file_says_only_what_differs(tmp_path):
    wordings, problems = own(
        tmp_path,
        """
        [zh.letter.L3]
        title = "付款催告函"
        [zh.letter.L3.soft]
        closing = ["请于{pay_by}前付款。"]
        [zh.phrases]
        items = ["下表单据"]
        [en.labels]
        total = "Sum"
        """,
    )
    assert problems == []
    filled = wordings.fill("letter", "zh", needed("letter"), variant="L3", tone="soft")
    assert filled.wording.title == "付款催告函"
    assert filled.wording.closing == ("请于‹pay_by›前付款。",)
    assert filled.wording.paragraphs == letter(3)[0].wording.paragraphs
    assert wordings.label("en", "total") == "Sum"
    assert wordings.label("zh", "total") == "合计"
    # the built-in texts are what they were
    assert letter(3)[0].wording.title == "催款函"


def test_a_text_of_ones_own_counts_for_every_tone(tmp_path):
    wordings, _ = own(
        tmp_path,
        """
        [zh.letter.L3]
        closing = ["请付款。"]
        [zh.letter.L3.firm]
        closing = ["务请付款。"]
        """,
    )
    closings = [
        wordings.fill("letter", "zh", needed("letter"), variant="L3", tone=tone).wording.closing
        for tone in TONES
    ]
    assert closings == [("请付款。",), ("请付款。",), ("务请付款。",)]


def test_a_text_of_ones_own_for_all_letters_counts_for_every_level(tmp_path):
    # the built-in reminder has a mail of its own
    wordings, _ = own(tmp_path, "[zh.letter]\nmail = ['请查收。']")
    for level in (0, 3):
        filled = wordings.fill("letter", "zh", needed("letter"), variant=f"L{level}")
        assert filled.wording.mail == ("请查收。",)
        assert filled.wording.title != ""


def test_a_letter_of_a_level_of_ones_own(tmp_path):
    wordings, problems = own(
        tmp_path,
        """
        [zh.letter.L8]
        title = "第八函"
        subject = "第八函"
        paragraphs = ["请付{total}。"]
        """,
    )
    assert problems == []
    filled = wordings.fill("letter", "zh", needed("letter"), variant="L8")
    assert (filled.problems, filled.wording.paragraphs) == ((), ("请付‹total›。",))
    assert filled.wording.salutation == "尊敬的‹customer›："


# text of the file → code, place, part of the message in Chinese and in English
WRONG = [
    ("[zh.letter.L3]\ntitle = 'x{totl}'", "unknown_placeholder",
     "wording.toml zh [letter.L3] title", "{total}", "{total}"),
    ("[zh.letter.L3]\nparagraphs = ['a', '{7*7}']", "unknown_placeholder",
     "wording.toml zh [letter.L3] paragraphs 2", "{account}", "{account}"),
    ("[zh.statement]\nmail = ['{pay_by}']", "unknown_placeholder",
     "wording.toml zh [statement] mail 1", "不认识的占位符", "unknown placeholder"),
    ("[zh.letter.L3]\nnotes = [{ if = 'totl', text = 'a' }]", "unknown_placeholder",
     "wording.toml zh [letter.L3] notes 1", "{total}", "{total}"),
    ("[zh.labels]\ntotal = '{total}'", "unknown_placeholder",
     "wording.toml zh [labels] total", "{as_of}", "{as_of}"),
    ("[en.letter.L3]\ntitle = 'pay {total'", "stray_brace",
     "wording.toml en [letter.L3] title", "落单的花括号", "without its other half"),
    ("[zh.letter.L3]\ntitel = 'x'", "unknown_wording",
     "wording.toml zh [letter.L3]", "title", "title"),
    ("[zh.letter.X3]\ntitle = 'x'", "unknown_wording",
     "wording.toml zh [letter]", "L3", "L3"),
    ("[zh.confirmation.postive]\ntitle = 'x'", "unknown_wording",
     "wording.toml zh [confirmation]", "positive", "positive"),
    ("[zh.leter.L3]\ntitle = 'x'", "unknown_wording",
     "wording.toml zh [leter]", "letter", "letter"),
    ("[zh.labels]\ntotl = 'x'", "unknown_wording",
     "wording.toml zh [labels]", "total", "total"),
    ("[zh.phrases]\ndely = ['x']", "unknown_wording",
     "wording.toml zh [phrases]", "delay", "delay"),
    ("[fr.letter.L3]\ntitle = 'x'", "unknown_wording", "wording.toml [fr]", "zh", "en, zh"),
    ("zh = 'x'", "unknown_wording", "wording.toml [zh]", "zh", "zh"),
    ("[zh.letter.L3]\nnotes = [{ iff = 'fee', text = 'a' }]", "unknown_wording",
     "wording.toml zh [letter.L3] notes 1", "text, if, unless", "text, if, unless"),
    ("[zh.letter.L3]\ntitle = ['x']", "bad_wording",
     "wording.toml zh [letter.L3] title", "一段文字", "a text"),
    ("[zh.letter.L3]\nparagraphs = 'x'", "bad_wording",
     "wording.toml zh [letter.L3] paragraphs", "列表", "a list of texts"),
    ("[zh.letter.L3]\nparagraphs = [3]", "bad_wording",
     "wording.toml zh [letter.L3] paragraphs 1", "一段文字", "a text"),
    ("[zh.letter.L3]\nparagraphs = [{ if = 'fee' }]", "bad_wording",
     "wording.toml zh [letter.L3] paragraphs 1", "一段文字", "a text"),
    ("[zh.letter]\nL3 = 'x'", "bad_wording",
     "wording.toml zh [letter.L3]", "一节", "a table"),
    ("[zh.letter.L3]\nsoft = 'x'", "bad_wording",
     "wording.toml zh [letter.L3.soft]", "一节", "a table"),
    ("[zh]\nlabels = 'x'", "bad_wording", "wording.toml zh [labels]", "一节", "a table"),
    ("[zh]\nstatement = 1", "bad_wording", "wording.toml zh [statement]", "一节", "a table"),
    ("title = ", "wording_unreadable", "", "读不出来", "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "zh", "en"), WRONG)
def test_a_mistake_in_a_file(tmp_path, text, code, place, zh, en):
    _, (problem,) = own(tmp_path, text)
    assert (problem.code, problem.severity, problem.where()) == (code, "error", place)
    assert zh in problem.text("zh")
    assert en in problem.text("en")


def test_all_mistakes_at_once(tmp_path):
    _, problems = own(
        tmp_path,
        """
        [zh.letter.L3]
        title = "{a}"
        paragraphs = ["{b}", "{total}", "{c}"]
        [en.statement]
        titel = "x"
        """,
    )
    assert [problem.found for problem in problems] == ["{a}", "{b}", "{c}", "titel"]


def test_a_file_that_is_not_there(tmp_path):
    _, (problem,) = with_file(tmp_path / "nowhere.toml")
    assert (problem.code, problem.found) == ("wording_unreadable", "nowhere.toml")


def test_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "wording.toml"
    path.write_bytes("[zh.letter.L3]\ntitle = '催款函'".encode("gb18030"))
    _, (problem,) = with_file(path)
    assert problem.code == "wording_unreadable"


def test_a_file_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "wording.toml"
    path.write_text("[zh.letter.L3]\ntitle = '催告'", "utf-8-sig")
    wordings, problems = with_file(path)
    assert problems == []
    assert wordings.fill("letter", "zh", needed("letter"), variant="L3").wording.title == "催告"


def test_texts_from_plain_values():
    wordings, problems = built_in().changed({"letter": {"L1": {"title": "甲"}}}, "zh", "函件模板")
    assert problems == []
    assert wordings.fill("letter", "zh", needed("letter"), variant="L1").wording.title == "甲"


def test_a_mistake_in_plain_values_names_their_source():
    parsed = parse({"letter": {"L1": {"title": "{x}"}}}, "函件模板")
    assert [problem.where() for problem in parsed.problems] == ["函件模板 [letter.L1] title"]


def test_documents_that_cannot_be_made_say_why():
    _, problems = built_in().changed({"letter": {"L1": {"title": "{x}"}}}, "zh", "s")
    mistake = BadDocuments(problems)
    assert mistake.problems == tuple(problems)
    assert "unknown placeholder" in str(mistake)


# --- the page about the texts ------------------------------------------------------------------

PAGE = (Path(__file__).parents[2] / "docs" / "wording.md").read_text("utf-8")


def test_the_page_lists_every_placeholder_with_its_documents():
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| (?:`(.+?)`)? ?\|$", PAGE, re.MULTILINE
    )
    found = {name: (zh, en, set(kinds.split())) for name, zh, en, kinds, _ in rows}
    kinds = set(PLACEHOLDERS) - {"labels", "phrases"}
    expected = {}
    for kind in kinds:
        for name, one in PLACEHOLDERS[kind].items():
            expected.setdefault(name, (one.meaning.zh, one.meaning.en, set()))[2].add(kind)
    everywhere = {"全部", "all"}
    assert found == {
        name: (zh, en, everywhere if used == kinds else used)
        for name, (zh, en, used) in expected.items()
    }


def test_the_example_of_the_page_is_valid(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    wordings, problems = own(tmp_path, example)
    assert problems == []
    filled = wordings.fill("letter", "zh", needed("letter"), variant="L3", tone="soft")
    assert filled.wording.title == "付款催告函"
    assert filled.wording.closing == ("请于‹pay_by›前将‹total›付至本函所列账户。", "特此函告。")


def test_the_page_names_every_section_and_field():
    for name in (*(set(PLACEHOLDERS) - {"labels"}), "labels", *LINES, *LISTS):
        assert f"`{name}`" in PAGE
