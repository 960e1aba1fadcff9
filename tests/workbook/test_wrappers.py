"""The VBA functions that Excel sees are those of Python: names, parameters, order."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace

import pytest

from xlar.functions.registry import FUNCTIONS
from xlar.hosts.excel import udfs
from xlar.workbook.vba.modules import BadSource
from xlar.workbook.vba.names import vba_name
from xlar.workbook.wrappers import wrapper_source

SOURCE = wrapper_source(FUNCTIONS.values())
HEADS = re.findall(r"^Public Function (\w+)\((.*)\) As Variant$", SOURCE, re.MULTILINE)
ALL = [pytest.param(function, id=name) for name, function in FUNCTIONS.items()]


def declared(name):
    """The parameters of a wrapper: name and whether it is optional."""
    inside = dict(HEADS)[name]
    parts = [part.removesuffix(" As Variant") for part in inside.split(", ") if part]
    return [(part.removeprefix("Optional "), part.startswith("Optional ")) for part in parts]


def body(name):
    return re.search(rf"(?ms)^Public Function {name}\(.*?^End Function$", SOURCE)[0]


def test_every_function_has_one_wrapper_in_the_order_of_the_table():
    assert [name for name, _ in HEADS] == list(FUNCTIONS)


@pytest.mark.parametrize("function", ALL)
def test_parameters_are_those_that_python_registers_in_their_order(function):
    registered = inspect.signature(getattr(udfs, function.name)).parameters
    assert [name for name, _ in declared(function.name)] == list(registered)


@pytest.mark.parametrize("function", ALL)
def test_what_follows_an_optional_parameter_is_optional_and_required_ones_are_not(function):
    optional = [may_lack for _, may_lack in declared(function.name)]
    assert optional == sorted(optional)
    leading = [one.optional for one in function.parameters]
    assert optional[: leading.index(True) if True in leading else None] == (
        [False] * (leading.index(True) if True in leading else len(leading))
    )


@pytest.mark.parametrize("function", ALL)
def test_all_parameters_are_handed_on_in_their_order(function):
    call = re.search(r'AR_Call\("(\w+)", AR_Values\((.*?)\), (-?\d+), again\)', body(function.name))
    assert call[1] == function.name
    assert call[2].split(", ") == [name for name, _ in declared(function.name)]


@pytest.mark.parametrize("function", ALL)
def test_the_position_of_the_ledger_is_told(function):
    names = [name for name, _ in declared(function.name)]
    place = int(re.search(r"\), (-?\d+), again", body(function.name))[1])
    assert place == (names.index("ledger") if "ledger" in names else -1)


@pytest.mark.parametrize("function", ALL)
def test_a_function_is_volatile_by_itself_only_where_the_table_says_so(function):
    lines = body(function.name).splitlines()
    assert ("    Application.Volatile" in lines) == function.volatile
    assert lines.count("    If again Then Application.Volatile") == 1


@pytest.mark.parametrize("function", ALL)
def test_a_description_is_the_english_text_where_that_is_ascii(function):
    texts = re.findall(rf'Attribute {function.name}\.VB_Description = "(.*)"\n', SOURCE)
    assert len(texts) <= 1
    assert [len(text) <= 255 and '"' not in text for text in texts] == [True] * len(texts)
    if function.en.isascii():
        assert texts == [function.en.replace('"', "'")]


def test_most_functions_have_a_description_even_without_macro_options():
    assert SOURCE.count(".VB_Description") > 0.9 * len(FUNCTIONS)


def test_attributes_stand_directly_after_the_line_of_the_function():
    lines = SOURCE.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("Attribute "):
            assert lines[number - 1].startswith(("Public Function", "Attribute "))


def test_a_parameter_cannot_have_the_name_that_wrappers_need():
    function = FUNCTIONS["AR_RMB"]
    taken = replace(function.parameters[0], name="again")
    with pytest.raises(BadSource, match="AR_RMB: a parameter cannot be called again"):
        wrapper_source([replace(function, parameters=(taken,))])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ledger", "ledger"), ("date", "date_"), ("currency", "currency_"), ("from", "from_"),
        ("Next", "Next_"), ("by", "by"), ("order", "order"), ("as_of", "as_of"), ("type", "type_"),
    ],
)  # fmt: skip
def test_names_that_vba_or_python_reserve_get_an_underscore(name, written):
    assert vba_name(name) == written


def test_the_parameters_of_a_function_stay_different():
    for function in FUNCTIONS.values():
        names = [vba_name(one.name).lower() for one in function.parameters]
        assert len({*names}) == len(names)
        assert all(name.isidentifier() for name in names)
