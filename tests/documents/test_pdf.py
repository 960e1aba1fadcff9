"""PDF pages: figures read back from them, safety, the fonts' own check, equal bytes."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
import sample_pictures
import samples
import typst

from xlar.documents.content import Party
from xlar.documents.figures import amount
from xlar.documents.render.images import BadImage
from xlar.documents.render.pdf import Renderer, Unprintable
from xlar.documents.render.printed_tables import TEMPLATES

SAMPLES = samples.every()
HOSTILE = (
    "=cmd|'/c calc'!A1",
    "../../x",
    "CON",
    "{{7*7}}",
    "#show: evil",
    '#import "/etc/passwd": *',
    "$ x^2 $ *bold* _it_ <label> @ref // /* comment */ \\u{41} `raw` = Heading",
    '#read("/etc/passwd")',
    "a\u202eb\u2066c\x00d\x1b[0me",
    "W" * 300,
    "汉" * 300,
)  # fmt: skip


@pytest.fixture(scope="module")
def renderer():
    with Renderer() as one:
        yield one


@pytest.fixture(scope="module")
def pages(renderer, tmp_path_factory):
    """The text of a document's PDF, page by page, as pdftotext reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext of poppler-utils")
    folder = tmp_path_factory.mktemp("pdf")

    def read(document, *options):
        file = folder / "one.pdf"
        file.write_bytes(renderer.render(document))
        command = ["pdftotext", *(options or ["-layout"]), str(file), "-"]
        done = subprocess.run(command, capture_output=True, check=True)
        return done.stdout.decode("utf-8").split("\f")[:-1]

    return read


def squeezed(text: str) -> str:
    """Text without blanks and places to break: where lines end is the layout's affair."""
    return re.sub(r"[\s\u200b]", "", text)


def figures(text: str) -> list[str]:
    return re.findall(r"-?\d[\d,]*\.\d\d(?!\d)", text)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_becomes_a_pdf_of_our_fonts_only(renderer, name):
    pdf = renderer.render(SAMPLES[name])
    assert pdf.startswith(b"%PDF-")
    names = set(re.findall(rb"/BaseFont\s*/\w{6}\+(\w+)", pdf))
    assert {found.rpartition(b"Sans")[0] for found in names} <= {b"Xlar"}


@pytest.mark.parametrize("name", SAMPLES)
def test_no_character_of_a_sample_is_missing(renderer, name):
    assert renderer.check(SAMPLES[name]) == []


@pytest.mark.parametrize("name", ["letter", "two_currencies", "english_letter", "plan"])
def test_the_same_document_gives_the_same_bytes(renderer, name):
    first = renderer.render(SAMPLES[name])
    renderer.render(SAMPLES["statement"])
    with Renderer() as other:
        assert first == renderer.render(SAMPLES[name]) == other.render(SAMPLES[name])


def test_the_day_of_the_document_is_the_day_of_the_file(renderer):
    pdf = renderer.render(replace(SAMPLES["letter"], date=date(2027, 1, 2)))
    assert b"D:20270102" in pdf


@pytest.mark.parametrize("name", ["one_item_letter", "letter", "stop", "agency", "lawyer"])
def test_figures_of_a_letter_read_back(pages, name):
    document = SAMPLES[name]
    text = "\n".join(pages(document))
    found = figures(text)
    for item in document.items:
        assert item.number in text
        assert amount(item.open, document.currency) in found
        assert amount(item.amount, document.currency) in found
    assert amount(document.total, document.currency) in found
    assert document.capitals in squeezed(text)
    for party in (document.company, document.customer):
        assert party.name in text
        assert party.tax_id in text


@pytest.mark.parametrize("name", ["statement", "two_currencies", "negative_balance"])
def test_figures_of_a_statement_read_back(pages, name):
    found = figures("\n".join(pages(SAMPLES[name])))
    for block in SAMPLES[name].blocks:
        wanted = [block.opening, block.closing, *(line.balance for line in block.movements)]
        wanted += [one.open for one in (*block.items, *block.unapplied)]
        wanted += [bill[2] for bill in block.bills]
        assert {amount(minor, block.currency) for minor in wanted} <= set(found)


def test_all_400_items_stand_on_the_pages_and_heads_repeat(pages):
    document = SAMPLES["long_statement"]
    read = pages(document)
    text = "\n".join(read)
    for place in range(1, 401):
        assert text.count(f"INV-2026-{place:04}") == 2  # as a movement and as an open item
    assert amount(sum(range(1, 401)) * 100_01) == "8,020,802.00"
    assert "8,020,802.00" in figures(text)
    with_rows = [page for page in read if "INV-2026" in page]
    assert all("单据号" in page for page in with_rows)
    assert f"第{len(read)}页,共{len(read)}页" in squeezed(read[-1]).replace("，", ",")


@pytest.mark.parametrize("count", range(24, 36))
def test_the_total_never_stands_alone_on_a_page(pages, count):
    items = tuple(samples.item(f"INV-{place:04}", 10_00 + place, 3) for place in range(count))
    letter = replace(SAMPLES["letter"], items=items, total=sum(one.open for one in items), notes=())
    with_total = [page for page in pages(letter) if re.search("^合计", page, re.MULTILINE)]
    assert len(with_total) == 1
    assert "INV-" in with_total[0]


def test_a_short_letter_that_takes_two_pages_says_so(pages):
    words = samples.wording(paragraphs=("为维护双方的合作关系，特此致函。" * 150,))
    read = pages(replace(SAMPLES["one_item_letter"], wording=words))
    assert len(read) > 1
    for place, page in enumerate(read, 1):
        assert f"第{place}页，共{len(read)}页" in squeezed(page)


def test_a_table_of_tall_rows_runs_on_over_the_pages(pages):
    items = tuple(samples.item(f"INV-{n}", 1_00, 3, contract_no="鑫" * 300) for n in range(8))
    read = pages(replace(SAMPLES["letter"], items=items, total=8_00), "-raw")
    assert len(read) >= 2
    assert "".join(read).count("鑫") == 8 * 300


def test_pages_are_numbered_and_named(pages):
    for place, page in enumerate(pages(SAMPLES["english_statement"]), 1):
        assert f"Page {place} of 2" in page
        assert "Statement of Account DZ-2026-0005" in page


@pytest.mark.parametrize("name", ["statement", "two_currencies", "long_statement"])
def test_the_slip_stays_on_one_page(pages, name):
    (slip,) = [page for page in pages(SAMPLES[name]) if "对账回执" in page]
    for words in ("数据核对无误", "差异说明", "经办人", "客户盖章", SAMPLES[name].number):
        assert words in slip.partition("对账回执")[2]


def test_a_confirmation_has_both_answers_on_its_page(pages):
    (page,) = pages(SAMPLES["confirmation"])
    assert squeezed(page).count("客户盖章") == 2
    assert "1.信息证明无误" in squeezed(page)
    assert "2.信息不符" in squeezed(page)
    assert "并非催款结算" in squeezed(page)


def test_a_negative_confirmation_asks_only_for_differences(pages):
    text = squeezed("".join(pages(samples.confirmation(negative=True))))
    assert text.count("客户盖章") == 1
    assert "信息不符，请列明" in text


def test_english_letters_are_english(pages):
    text = "\n".join(pages(SAMPLES["english_letter"]))
    assert "30 June 2026" in text
    assert "USD 24,870.75" in text
    assert "Zoë Müller-Łukasz" in text
    assert re.findall("[\u4e00-\u9fff]", text) == []


def test_long_names_are_printed_whole(pages):
    (page,) = pages(SAMPLES["long_name"], "-raw")
    assert squeezed(page).count(samples.LONG_NAME) >= 4  # head, addressee, account, signature


def test_rare_characters_are_printed(pages):
    (page,) = pages(SAMPLES["rare_names"])
    assert page.count(samples.RARE) == 2


def test_a_lawyers_draft_names_no_firm_and_has_no_seal(pages):
    text = squeezed("".join(pages(SAMPLES["lawyer"])))
    assert "供律师事务所审定" in text
    assert "公司盖章" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_data_is_printed_as_it_is(pages, text):
    party = replace(samples.CUSTOMER, name=text, code=text, address=text, contact=text)
    words = samples.wording(title="催款函", salutation=text, paragraphs=(text,), closing=(text,))
    item = samples.item(text[:60], 1_00, 3, contract_no=text)
    letter = replace(SAMPLES["letter"], customer=party, wording=words, items=(item,), total=1_00)
    shown = squeezed("".join(pages(letter, "-raw")))
    clean = squeezed(re.sub("[\u202e\u2066\x00\x1b]", "", text))
    assert shown.count(clean) >= 4


def test_a_hostile_statement_keeps_its_figures(pages):
    party = Party(name="{{7*7}}#evil", code="C1")
    document = replace(
        SAMPLES["statement"], customer=party, company=replace(samples.COMPANY, name="#set page()")
    )
    text = "".join(pages(document))
    assert "215,600.80" in text
    assert "{{7*7}}#evil" in text
    assert "#set page()" in text


@pytest.mark.parametrize(
    ("sign", "point"), [("🙂", "U+1F642"), ("ไ", "U+0E44"), ("א", "U+05D0"), ("\ue000", "U+E000")]
)
def test_a_character_no_font_has_is_named_with_its_customer(renderer, sign, point):
    party = replace(samples.CUSTOMER, name=f"北辰{sign}商贸")
    document = replace(SAMPLES["letter"], customer=party)
    (problem,) = renderer.check(document)
    assert problem.code == "missing_character"
    assert problem.column == "name"
    assert point in problem.found
    assert "C0012" in problem.text("zh")
    assert "C0012" in problem.text("en")
    with pytest.raises(Unprintable) as mistake:
        renderer.render(document)
    assert mistake.value.problems == (problem,)


def test_every_missing_character_is_told_at_once(renderer):
    items = (samples.item("INV-🙂", 1_00, 1), samples.item("INV-ไ", 1_00, 1))
    problems = renderer.check(replace(SAMPLES["letter"], items=items))
    assert [problem.found[0] for problem in problems] == ["ไ", "🙂"]


@pytest.mark.parametrize("data", [sample_pictures.SEAL, sample_pictures.png()])
def test_logo_and_seal_are_printed(tmp_path, data):
    (tmp_path / "seal.img").write_bytes(data)
    (tmp_path / "logo.svg").write_bytes(sample_pictures.LOGO)
    document = replace(SAMPLES["letter"], logo="logo.svg", seal="seal.img")
    with Renderer(tmp_path) as one:
        plain, sealed = one.render(SAMPLES["letter"]), one.render(document)
        assert sealed == one.render(document)
    assert plain != sealed


def test_without_a_folder_there_are_no_pictures(renderer):
    named = replace(SAMPLES["letter"], logo="/etc/passwd", seal="../../seal.png")
    assert renderer.render(named) == renderer.render(SAMPLES["letter"])


@pytest.mark.parametrize("name", ["../outside.png", "fake.png"])
def test_a_picture_from_elsewhere_or_of_another_kind_is_refused(tmp_path, company, name):
    (tmp_path / "outside.png").write_bytes(sample_pictures.png())
    (company / "fake.png").write_bytes(b'#read("/etc/passwd")')
    with Renderer(company) as one, pytest.raises(BadImage):
        one.render(replace(SAMPLES["letter"], seal=name))


@pytest.fixture
def company(tmp_path):
    """A company's folder with its seal."""
    folder = tmp_path / "company"
    folder.mkdir()
    (folder / "seal.svg").write_bytes(sample_pictures.SEAL)
    return folder


def test_typst_sees_only_templates_and_pictures(company):
    with Renderer(company) as one:
        one.render(replace(SAMPLES["letter"], seal="seal.svg"))
        names = {path.name for path in one._root.rglob("*")}
        assert names == {"picture-0.svg", *(path.name for path in TEMPLATES.iterdir())}


@pytest.mark.parametrize("code", ['#read("../secret.txt")', '#image("/../secret.txt")'])
def test_not_even_a_template_reaches_outside(company, code):
    with Renderer(company) as one:
        one.render(replace(SAMPLES["letter"], seal="seal.svg"))
        (one._root.parent / "secret.txt").write_text("secret", "utf-8")
        (one._root / "escape.typ").write_text(code, "utf-8")
        with pytest.raises(typst.TypstError):
            one._compiler.compile(input=str(one._root / "escape.typ"), format="pdf")


def test_the_private_folder_is_gone_afterwards(company):
    one = Renderer(company)
    one.render(replace(SAMPLES["letter"], seal="seal.svg"))
    root = one._root
    assert root.exists()
    one.close()
    assert not root.parent.exists()
    assert one.render(SAMPLES["one_item_letter"]).startswith(b"%PDF")
    one.close()


def test_a_forgotten_renderer_leaves_nothing_behind(company):
    one = Renderer(company)
    one.render(replace(SAMPLES["letter"], seal="seal.svg"))
    folder = one._root.parent
    del one
    gc.collect()
    assert not folder.exists()


def test_templates_never_evaluate_or_fetch():
    for path in TEMPLATES.glob("*.typ"):
        source = path.read_text("utf-8")
        assert not re.search(r"\beval\(|\bplugin\(|\bread\(|@preview|https?:", source), path.name
