"""Word files: every figure and word of the document is in them, and nothing from data is a tag."""

from __future__ import annotations

import inspect
import io
import re
import zipfile
from dataclasses import replace

import pytest
import samples

from xlar.documents.content import Document, Letter, Statement
from xlar.documents.figures import amount
from xlar.documents.render.docx import TEMPLATE, BadTemplate, Renderer
from xlar.documents.render.printed import printed

SAMPLES = [
    maker
    for name, maker in inspect.getmembers(samples, inspect.isfunction)
    if maker.__module__ == "samples"
    and not name.startswith("_")
    and not [p for p in inspect.signature(maker).parameters.values() if p.default is p.empty]
    and isinstance(maker(), Document)
]


@pytest.fixture(scope="module")
def renderer():
    return Renderer()


def texts(data, part="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(part).decode("utf-8")
    return [
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    ]


@pytest.mark.parametrize("maker", SAMPLES, ids=lambda maker: maker.__name__)
def test_every_kind_becomes_a_word_file_without_a_tag_left(renderer, maker):
    whole = "\n".join(texts(renderer.render(maker())))
    assert "{{" not in whole
    assert "{%" not in whole


def test_the_items_of_a_letter_stand_in_its_table(renderer):
    letter = samples.letter()
    found = texts(renderer.render(letter))
    for item in letter.items:
        assert amount(item.open, letter.currency) in found
        assert item.document_date.isoformat() in found
    assert amount(letter.total, letter.currency) in found
    assert any(letter.capitals in line for line in found)


def test_number_parties_and_account_stand_in_a_letter(renderer):
    letter = samples.letter()
    found = texts(renderer.render(letter))
    assert f"编号：{letter.number}" in found
    assert f"客户编码：{letter.customer.code}" in found
    assert f"账号：{letter.company.account}" in found
    assert f"统一社会信用代码：{letter.customer.tax_id}" in found
    assert f"致：{letter.customer.name}" in found


def test_the_balances_of_a_statement_stand_in_it(renderer):
    statement = samples.two_currencies()
    assert isinstance(statement, Statement)
    found = texts(renderer.render(statement))
    for block in statement.blocks:
        assert amount(block.closing, block.currency) in found
        for movement in block.movements:
            assert amount(movement.balance, block.currency) in found


def test_400_items_are_all_there(renderer):
    statement = samples.long_statement()
    found = texts(renderer.render(statement))
    assert all(item.number in found for item in statement.blocks[0].items)


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|'/c calc'!A1",
        "../../x",
        "CON",
        "{{7*7}}",
        "{% raw %}",
        "#show: evil",
        "甲" * 300,
        "<w:p/>&amp;",
    ],
)
def test_a_hostile_name_is_only_a_name(renderer, name):
    letter = samples.letter()
    hostile = replace(letter, customer=replace(letter.customer, name=name))
    data = renderer.render(hostile)
    shown = printed(hostile)["to"]["name"].replace("\u200b", "")
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    whole = "".join(texts(data)).replace("&#39;", "'").replace("&#34;", '"')
    assert escaped in whole


def test_the_number_stands_on_every_page(renderer):
    data = renderer.render(samples.letter())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        footer = next(name for name in package.namelist() if re.search(r"footer\d*\.xml", name))
    assert any(samples.letter().number in line for line in texts(data, footer))


def test_the_same_letter_gives_the_same_text(renderer):
    letter = samples.letter()
    assert isinstance(letter, Letter)
    assert texts(renderer.render(letter)) == texts(Renderer().render(letter))


def test_a_template_that_is_no_word_file_is_refused_with_a_way_out(tmp_path):
    broken = tmp_path / "公司模板.docx"
    broken.write_bytes(b"not a zip file")
    with pytest.raises(BadTemplate) as caught:
        Renderer(broken).render(samples.letter())
    assert "公司模板.docx" in caught.value.text("zh")
    assert "Start again" in str(caught.value)


def test_a_broken_tag_in_a_template_is_refused(tmp_path):
    broken = tmp_path / "own.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(broken, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"{{ title }}", b"{{ title | x }}"))
    with pytest.raises(BadTemplate):
        Renderer(broken).render(samples.letter())


def test_a_template_cannot_reach_into_python(tmp_path):
    evil = tmp_path / "evil.docx"
    attack = b"{{ title.__class__.__mro__[1].__subclasses__() }}"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(evil, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"{{ title }}", attack))
    with pytest.raises(BadTemplate):
        Renderer(evil).render(samples.letter())
