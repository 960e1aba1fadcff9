"""The function wizard, opened by mouse, explains our functions in the office's language."""

from __future__ import annotations

import pytest
from calc_window import everything, plain, seen

from xlar.functions.registry import FUNCTIONS

pytestmark = [pytest.mark.office, pytest.mark.window]

FUNCTION = FUNCTIONS["AR_BALANCE"]


@pytest.mark.parametrize(
    ("shown", "lang", "menu", "entry", "title", "cancel"),
    [
        ("chinese_demo", "zh", "插入", "函数", "函数向导", "取消"),
        ("english_demo", "en", "Insert", "Function", "Function Wizard", "Cancel"),
    ],
)
def test_the_wizard_explains_a_function(shown, lang, menu, entry, title, cancel, request):
    window = request.getfixturevalue(shown)
    window.type("B2", '=AR_BALANCE("0004")', "new")
    window.doc.CurrentController.setActiveSheet(window.sheet("new"))
    window.doc.CurrentController.select(window.cell("B2", "new"))
    window.pick(menu, entry)
    wizard = seen(lambda: window.office.window(title))
    said = {plain(one): one for one in everything(wizard)}
    assert FUNCTION.name in said
    assert getattr(FUNCTION, lang) in said
    assert getattr(FUNCTION.parameters[0], lang) in said
    window.click(said[cancel])
    seen(lambda: window.office.window(title) is None)
