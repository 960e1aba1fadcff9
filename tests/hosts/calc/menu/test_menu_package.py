"""What the extension says about its menu."""

from __future__ import annotations

import ast
import json
from xml.etree import ElementTree as ET

import pytest

from xlar.commands.table import COMMANDS, GROUPS
from xlar.hosts.calc.menu.package import MENU_ENTRIES, ON_TOOLBAR, addons, menu_parts

NAME = "{http://openoffice.org/2001/registry}name"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARTS = menu_parts("/opt/some python/bin/python")


def texts(node):
    """The values of a node's properties; a title by its languages."""
    return {
        prop.get(NAME): {value.get(LANG): value.text for value in prop.iter("value")}
        for prop in node.findall("prop")
    }


def entries():
    """Every entry that runs a command, menu first."""
    found = [texts(node) for node in ET.fromstring(addons()).iter("node")]
    return [one for one in found if "vnd.org.xlar:" in str(one.get("URL", {}).get(None))]


def test_every_command_is_in_the_menu_and_some_on_the_toolbar():
    keys = [one["URL"][None].partition(":")[2] for one in entries()]
    in_menu = [name for key in GROUPS for name in COMMANDS if COMMANDS[name].group == key]
    assert keys == [*in_menu, "cancel", *ON_TOOLBAR]


def test_every_entry_has_both_languages_and_belongs_to_spreadsheets():
    for one in entries():
        assert one["Title"]["zh-CN"]
        assert one["Title"]["en-US"].isascii()
        assert one["Context"][None] == "com.sun.star.sheet.SpreadsheetDocument"


@pytest.mark.parametrize("name", sorted(MENU_ENTRIES))
def test_every_part_of_the_manifest_is_there(name):
    assert PARTS[name]


@pytest.mark.parametrize("name", sorted(name for name in PARTS if name.endswith(".xcu")))
def test_configuration_is_well_formed(name):
    assert ET.fromstring(PARTS[name]).tag.endswith("component-data")


@pytest.mark.parametrize("name", sorted(name for name in PARTS if name.endswith(".py")))
def test_the_component_is_written_in_the_words_of_python_3_8(name):
    ast.parse(PARTS[name], feature_version=(3, 8))


def test_the_menu_starts_the_python_it_was_built_for():
    settings = json.loads(PARTS["menu.json"])
    assert settings["runner"] == [
        "/opt/some python/bin/python", "-I", "-m", "xlar.hosts.calc.runner",
    ]  # fmt: skip
    assert set(settings["titles"]) == set(COMMANDS)
