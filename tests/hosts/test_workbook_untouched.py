"""A user's workbook with macros is the same, part by part, after every command of the line."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from typer.testing import CliRunner
from workbook.template_books import parts, template

from xlar.hosts.cli.app import app

ONE = ("--customer", "0001")
COMMANDS = {
    "check": ("check", "BOOK"),
    "items": ("items", "BOOK"),
    "age": ("age", "BOOK", "--by", "invoice"),
    "credit": ("credit", "BOOK"),
    "stages": ("stages", "BOOK"),
    "allocate": ("allocate", "BOOK"),
    "allocate elsewhere": ("allocate", "BOOK", "--write", "--out", "OUT.xlsx"),
    "statements": ("statements", "BOOK", *ONE, "--formats", "docx,xlsx"),
    "confirmations": ("statements", "BOOK", *ONE, "--kind", "confirmation", "--formats", "docx"),
    "letters": ("letters", "BOOK", *ONE, "--level", "2", "--formats", "docx"),
    "register": ("register", "BOOK"),
    "upgrade": ("upgrade", "BOOK", "--out", "NEW.xlsm"),
    "import": ("import", "BOOK", "--out", "OUT.xlsx"),
}
REFUSED = {
    "allocate": ("allocate", "BOOK", "--write"),
    "run": ("run", "check", "BOOK"),
    "report over it": ("age", "BOOK", "--format", "xlsx", "--out", "BOOK"),
    "new": ("new", "BOOK"),
    "import over it": ("import", "BOOK", "--out", "BOOK"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a workbook of the user's; documents go beside it."""
    found = tmp_path_factory.mktemp("user")
    (found / "应收.xlsm").write_bytes(template())
    return found


def run(folder, words):
    names = {"BOOK": "应收.xlsm", "OUT.xlsx": "另存.xlsx", "NEW.xlsm": "新版.xlsm"}
    given = [str(folder / names[word]) if word in names else word for word in words]
    return CliRunner().invoke(app, given)


def assert_untouched(folder):
    with ZipFile(folder / "应收.xlsm") as package:
        assert {name: package.read(name) for name in package.namelist()} == parts()
    assert (folder / "应收.xlsm").read_bytes() == template()


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_leaves_the_workbook_as_it_is(folder, words):
    result = run(folder, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code in (0, 1), result.output  # 1: something was found, such as overdue
    assert_untouched(folder)


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_what_would_write_into_it_is_refused(folder, words):
    result = run(folder, words)
    assert result.exit_code != 0
    assert_untouched(folder)


def test_documents_were_really_made(folder):
    run(folder, COMMANDS["statements"])
    run(folder, COMMANDS["letters"])
    made = [path.suffix for path in folder.rglob("*") if path.parent != folder]
    assert ".docx" in made
    assert ".csv" in made  # the register
