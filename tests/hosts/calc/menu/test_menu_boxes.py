"""The boxes and the file picker of the menu, before a mouse: yes, no, and no file at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
from calc_office import lacking, wait_for
from calc_window import CalcWindow, children, missing, place, still
from clicking import Clicks

from xlar.hosts.calc.engine import bridge

pytestmark = [pytest.mark.office, pytest.mark.window]

ROLE = "com.sun.star.accessibility.AccessibleRole.PUSH_BUTTON"
BOX = "xlar"
PICKER = "Choose the file to import"
DEEPEST = 6


def buttons(context, depth=0):
    """The buttons that something holds."""
    role = bridge.uno().getConstantByName(ROLE)
    for child in children(context):
        if child.getAccessibleRole() == role and place(child):
            yield child
        elif depth < DEEPEST:
            yield from buttons(child, depth + 1)


def button(office, title, name):
    """The button of the window with a title; None where there is none."""
    with suppress(bridge.kind("com.sun.star.uno.Exception")):  # it may go while it is looked at
        for top in office.windows():
            window = top.getAccessibleContext()
            if window is not None and window.getAccessibleName() == title:
                found = (one for one in buttons(window) if one.getAccessibleName() == name)
                return next(found, None)
    return None


def press(office, title, name):
    """Click on a button, once more where the click is lost, until its window is gone."""
    for _ in range(12):
        office.screen.mouse(
            "mousemove", *still(wait_for(lambda: button(office, title, name))).middle
        )
        office.screen.mouse("click", 1)
        with suppress(AssertionError):
            wait_for(lambda: button(office, title, name) is None, 10)
            return
    raise AssertionError(f"the window {title} stays")


@pytest.fixture(scope="module")
def window():
    """An office in English with a screen and a mouse; skips where that cannot be had."""
    if needed := sorted({*lacking(), *missing()}):
        pytest.skip(f"not installed: {', '.join(needed)}")
    started = CalcWindow("en-US")
    yield started
    started.end()


@pytest.fixture
def shown(window, demo_file):
    """The demonstration ledger in that window."""
    opened = Clicks(window, demo_file)
    yield opened
    opened.close()


def test_yes_clears_the_example(shown):
    ended = shown.click("clear_demo")
    press(shown.office, BOX, "Yes")
    press(shown.office, BOX, "OK")
    ((done, message),) = wait_for(lambda: ended.results)
    assert (done, message.startswith("Example data removed")) == (True, True)
    assert [row[0] for row in shown.rows("发票")[1:] if row[0]] == []


def test_no_keeps_the_example(shown):
    before = shown.content()
    ended = shown.click("clear_demo")
    press(shown.office, BOX, "No")
    press(shown.office, BOX, "OK")
    assert wait_for(lambda: ended.results) == [(False, "Cancelled; the workbook is unchanged.")]
    assert shown.content() == before


def test_no_file_is_picked(shown):
    before = shown.content()
    ended = shown.click("import")
    press(shown.office, PICKER, "Cancel")
    press(shown.office, BOX, "OK")
    assert wait_for(lambda: ended.results) == [(False, "No file was chosen.")]
    assert shown.content() == before


def test_a_second_command_is_refused_in_a_box(shown):
    first = shown.click("clear_demo")
    wait_for(lambda: button(shown.office, BOX, "No"))
    second = shown.click("aging")
    press(shown.office, BOX, "OK")
    assert not wait_for(lambda: second.results)[0][0]
    press(shown.office, BOX, "No")
    press(shown.office, BOX, "OK")
    assert not wait_for(lambda: first.results)[0][0]
