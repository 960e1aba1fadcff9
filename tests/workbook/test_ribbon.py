"""The ribbon: valid for Excel, complete, and connected to macros that exist."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openxml_audit
import pytest

from xlar.commands.table import COMMANDS, GROUPS
from xlar.core.problems import Text
from xlar.workbook.macros import SOURCES
from xlar.workbook.ribbon import IMAGES, NAMESPACE, UnknownImage, ribbon_xml

SCHEMAS = Path(openxml_audit.__file__).parent / "data/openxml/schemas"
SCHEMA = json.loads(
    (SCHEMAS / "schemas_microsoft_com_office_2009_07_customui.json").read_text("utf-8-sig")
)
TYPES = {one["Name"]: one for one in SCHEMA["Types"]}
BUTTONS = list(COMMANDS.values())


@dataclass(frozen=True)
class Plain:
    """A command as a ribbon needs it."""

    name: str
    title: Text
    group: str
    about: Text
    icon: str = "Help"


ONE = Plain("check", Text("检查", "Check"), "data", Text("检查数据", "Checks the data"))
DATA = {"data": Text("数据", "Data"), "help": Text("帮助", "Help")}


def invalid(element, kind="mso14:CT_CustomUI/mso14:customUI"):
    """What Microsoft's schema, as openxml-audit carries it, does not allow; nothing if valid."""
    known = TYPES[kind]
    attributes = {one["QName"].lstrip(":"): one for one in known.get("Attributes", [])}
    for name, value in element.attrib.items():
        if name not in attributes:
            yield f"{element.tag}: no attribute {name}"
            continue
        for validator in attributes[name].get("Validators", []):
            for argument in validator.get("Arguments", []):
                if argument["Name"] == "MaxLength" and len(value) > int(argument["Value"]):
                    yield f"{element.tag}: {name} is too long"
                if argument["Name"] == "IsNcName" and not re.fullmatch(r"[A-Za-z_][\w.-]*", value):
                    yield f"{element.tag}: {name} is no name"
    children = {one["Name"].rpartition(":")[2]: one["Name"] for one in known.get("Children", [])}
    for child in element:
        tag = child.tag.removeprefix(f"{{{NAMESPACE}}}")
        if tag in children:
            yield from invalid(child, children[tag])
        else:
            yield f"{element.tag}: no child {tag}"


def parsed(*, lang="zh", buttons=BUTTONS, groups=GROUPS, **more):
    return ET.fromstring(ribbon_xml(buttons, groups, lang, **more))


def found(root, path):
    return root.findall(path.replace("//", f"//{{{NAMESPACE}}}"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_part_is_valid_for_excel(lang):
    root = parsed(lang=lang)
    assert root.tag == f"{{{NAMESPACE}}}customUI"
    assert list(invalid(root)) == []


def test_the_schema_would_find_mistakes():
    root = parsed()
    found(root, ".//button")[0].set("onload", "x")
    found(root, ".//tab")[0].set("id", "1 2")
    found(root, ".//group")[0].append(ET.Element(f"{{{NAMESPACE}}}tab"))
    assert len(list(invalid(root))) == 3


def test_every_command_has_one_button_in_its_group_and_in_the_order_of_the_table():
    groups = found(parsed(), ".//group")
    shown = [(g.get("id"), b.get("tag")) for g in groups for b in g]
    order = list(GROUPS)
    expected = sorted(BUTTONS, key=lambda one: order.index(one.group))
    assert shown == [(f"group.{one.group}", one.name) for one in expected]


def test_identifiers_are_unique():
    ids = [element.get("id") for element in parsed().iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_and_tips_are_in_one_language(lang):
    for button in found(parsed(lang=lang), ".//group//button"):
        command = COMMANDS[button.get("tag")]
        assert button.get("label") == button.get("screentip") == command.title[lang]
        assert button.get("supertip") == command.about[lang]


def test_the_first_button_of_a_group_is_large():
    for group in found(parsed(), ".//group"):
        sizes = [button.get("size") for button in group]
        assert sizes == ["large"] + ["normal"] * (len(sizes) - 1)


def test_every_picture_is_on_the_list_of_microsoft():
    assert {button.get("imageMso") for button in found(parsed(), ".//button")} <= IMAGES


def test_a_picture_not_on_the_list_is_refused():
    with pytest.raises(UnknownImage, match="HappyFace"):
        ribbon_xml([replace(ONE, icon="HappyFace")], DATA, "en")


def test_a_button_without_a_group_is_refused():
    with pytest.raises(KeyError):
        ribbon_xml([replace(ONE, group="other")], DATA, "en")


def test_groups_and_menus_without_buttons_are_left_out():
    root = parsed(buttons=[ONE], groups=DATA)
    assert [group.get("id") for group in found(root, ".//group")] == ["group.data"]
    assert found(root, ".//contextMenu") == []


def test_the_menu_of_a_cell_has_the_commands_that_concern_a_cell():
    menus = found(parsed(buttons=[ONE], groups=DATA, of_cells=["check"]), ".//contextMenu")
    assert [menu.get("idMso") for menu in menus] == ["ContextMenuCell", "ContextMenuListRange"]
    assert [[button.get("tag") for button in menu] for menu in menus] == [["check"], ["check"]]


def test_a_long_tip_is_cut_where_excel_would_refuse_it():
    long = replace(ONE, about=Text("长" * 2000, "x" * 2000))
    root = parsed(buttons=[long], groups=DATA)
    assert len(found(root, ".//button")[0].get("supertip")) == 1024
    assert list(invalid(root)) == []


# The signatures that Excel calls, by attribute.
SIGNATURES = {"onAction": r"Public Sub {}\(control As IRibbonControl\)"}


def test_every_callback_is_a_macro_with_the_right_signature():
    callbacks = {
        (name, value)
        for element in parsed().iter()
        for name, value in element.attrib.items()
        if name.startswith(("on", "get", "load"))
    }
    assert {name for name, _ in callbacks} == {"onAction"}
    for name, value in callbacks:
        module, _, macro = value.partition(".")
        code = (SOURCES / f"{module}.bas").read_text("ascii")
        assert re.search(SIGNATURES[name].format(macro), code)


def test_two_builds_are_the_same_bytes():
    assert ribbon_xml(BUTTONS, GROUPS, "zh") == ribbon_xml(BUTTONS, GROUPS, "zh")
