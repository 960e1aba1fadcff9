"""xlwings' own macros, adapted."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from xlar.hosts.excel import install
from xlar.workbook.transport import (
    CHANGES,
    SERVER,
    XLWINGS,
    Change,
    UnknownXlwings,
    adapted,
    transport_modules,
)


@pytest.fixture(scope="module")
def code():
    return transport_modules()[0].code


def procedure(code, name):
    return re.search(rf"(?ms)^(Public |Private )?(Function|Sub) {name}\(.*?^End \2", code)[0]


def test_the_installed_xlwings_is_the_one_that_is_adapted():
    assert version("xlwings") == XLWINGS


def test_excel_starts_python_itself(code):
    command = procedure(code, "XLPyCommand")
    assert f"-I -B -m {SERVER} $(CLSID)" in command
    for word in ("cmd.exe", "FullName", "PYTHONPATH", "conda"):
        assert word not in command


def test_excel_starts_the_server_that_is_installed():
    assert SERVER == install.SERVER


def test_the_configuration_is_our_own(code):
    assert 'PROJECT_NAME As String = "xlar"' in code


def test_its_functions_stay_out_of_the_function_wizard(code):
    assert code.startswith("Option Private Module\r\n")
    assert "Function sql(" not in code


def test_buttons_use_the_server_that_functions_use(code):
    run = procedure(code, "RunPython")
    assert 'AR_Server.SetAttr AR_Server.Module("xlwings._xlwindows"), "BOOK_CALLER"' in run
    assert "AR_Server.Exec" in run
    assert "XLPy" not in run


def test_a_chart_sheet_in_front_does_not_hide_the_configuration(code):
    assert "In sht.Range(sht.Range" in procedure(code, "GetConfigFromSheet")


def test_a_blank_in_the_workbook_leaves_the_choice_to_the_user(code):
    assert code.count('.Item(configKey) <> "" Then') == 2
    assert ".Exists(configKey)" not in code


def test_the_licence_stays_with_the_text(code):
    assert "'xlwings is distributed under a BSD 3-clause license." in code
    assert "'Copyright (C) 2014-present, Zoomer Analytics LLC." in code
    assert "' @license: MIT" in transport_modules()[1].code


def test_the_dictionary_is_a_class_without_the_header_of_an_export():
    dictionary = transport_modules()[1]
    assert dictionary.kind == "class"
    assert dictionary.code.startswith("''\r\n' Dictionary v1.4.1")


def test_every_change_says_why():
    assert all(change.reason for change in CHANGES)


@pytest.mark.parametrize("source", ["", "b", "aa"])
def test_a_change_that_does_not_apply_once_is_refused(source):
    with pytest.raises(UnknownXlwings, match="expected 1"):
        Change("a", "x", "reason").applied(source)


def test_another_release_is_refused(code):
    with pytest.raises(UnknownXlwings, match="not that of xlwings"):
        adapted(code.replace(f'XLWINGS_VERSION As String = "{XLWINGS}"', ""))


def test_what_has_been_adapted_already_is_refused(code):
    with pytest.raises(UnknownXlwings, match="found 0 times"):
        adapted(code)
