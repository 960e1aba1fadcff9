"""The pages for accountants say what is so: buttons, commands, functions, pictures."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from demo_figures import demo_figures
from typer.testing import CliRunner

from xlar.commands.table import COMMANDS
from xlar.hosts.cli.app import app

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ("install", "quickstart", "faq")
PICTURES = sorted((DOCS / "pictures").glob("*.png"))


def text(name):
    return (DOCS / f"{name}.md").read_text("utf-8")


@pytest.fixture(scope="module")
def figures():
    """The functions on the demonstration ledger, as in the template."""
    return demo_figures()


@pytest.mark.parametrize("name", GUIDES)
def test_every_button_named_is_one(name):
    known = {command.title.zh for command in COMMANDS.values()}
    named = re.findall(r"(?:点|点击)“([^”]+)”", text(name))
    assert set(named) - known - {"启用内容"} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_named_is_one(name):
    shown = CliRunner().invoke(app, ["--help"]).stdout
    known = {"calc", *re.findall(r"^  (\w+)  ", shown, re.MULTILINE)}  # calc joins in __main__
    named = re.findall(r"(?:^ *|`)xlar (\w+)", text(name), re.MULTILINE)
    assert named
    assert set(named) - known == set()


def test_every_formula_of_the_quick_start_gives_a_value(figures):
    formulas = re.findall(r"^=(AR_\w+)\((.*?)\) ", text("quickstart"), re.MULTILINE)
    assert len(formulas) == 4
    for name, listed in formulas:
        arguments = [argument(one, figures) for one in listed.split(",")]
        assert figures.call(name, *arguments) not in ("", None)  # errors are raised


def argument(written, figures):
    if written == "ledger":
        return figures.handle
    return written.strip('"') if written.startswith('"') else float(written)


def test_every_picture_is_shown_and_every_shown_one_exists():
    shown = re.findall(r"\(pictures/(\S+\.png)\)", text("quickstart") + text("calc"))
    assert sorted(shown) == [path.name for path in PICTURES]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small(path):
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert 600 < width <= 1300
    assert height < 1000
    assert len(data) < 150_000


@pytest.mark.parametrize("name", [*GUIDES, "functions", "engine", "commands"])
def test_the_contents_lead_there(name):
    assert f"]({name}.md)" in text("index")


@pytest.mark.parametrize("name", [*GUIDES, "functions"])
def test_the_readme_leads_there(name):
    assert f"](docs/{name}.md)" in (DOCS.parent / "README.md").read_text("utf-8")
