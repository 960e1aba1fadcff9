"""The menu in a real window, opened and chosen from with the mouse, in both languages."""

from __future__ import annotations

import pytest
from calc_window import children, entry_of, place, plain, seen

from xlar.commands.table import COMMANDS, GROUPS
from xlar.hosts.calc.menu.package import ON_TOOLBAR, STOP, TITLE

pytestmark = [pytest.mark.office, pytest.mark.window]


def rows(window, sheet):
    """What stands on a sheet that a command has written; none before that."""
    if not window.doc.Sheets.hasByName(sheet):
        return ()
    return window.doc.Sheets.getByName(sheet).getCellRangeByName("A1:L30").getDataArray()


@pytest.mark.parametrize(
    ("group", "command", "sheet", "said"),
    [
        ("数据", "检查", "检查结果", "错误 0 条"),
        ("账龄", "账龄分析", "账龄分析", "已更新 账龄分析"),
        ("信用", "信用监控", "信用监控", "已更新 信用监控"),
        ("催收", "催收工作台", "催收工作台", "催收工作台"),
    ],
)
def test_a_click_on_the_menu_runs_the_command(chinese_demo, group, command, sheet, said):
    assert rows(chinese_demo, sheet) == ()
    assert said in chinese_demo.choose("应收账款", group, command)
    assert rows(chinese_demo, sheet)[0][0] == sheet
    assert chinese_demo.doc.CurrentController.ActiveSheet.Name == sheet


def test_a_report_by_mouse_holds_the_figures_of_the_ledger(chinese_demo):
    chinese_demo.choose("应收账款", "账龄", "账龄分析")
    found = rows(chinese_demo, "账龄分析")
    titles = next(row for row in found if row[0] == "客户编码")
    first = next(row for row in found if row[0] == "0001")
    assert titles[1:4] == ("客户名称", "币种", "余额合计")
    assert (first[2], sum(first[4:10])) == ("CNY", first[3])


def test_the_titles_of_a_report_stay_in_sight(chinese_demo):
    chinese_demo.choose("应收账款", "信用", "信用监控")
    view = chinese_demo.doc.CurrentController
    assert view.hasFrozenPanes()
    last = view.getByIndex(0).getVisibleRange().EndRow  # of the pane above
    assert rows(chinese_demo, "信用监控")[last][0] == "客户编码"


@pytest.mark.parametrize(("window", "lang"), [("chinese_demo", "zh"), ("english_demo", "en")])
def test_the_menu_speaks_the_language_of_the_office(window, lang, request):
    menu = request.getfixturevalue(window).open_menu(TITLE[lang])
    shown = [plain(one) for one in children(menu) if place(one) and plain(one)]
    assert shown == [*(title[lang] for title in GROUPS.values()), STOP[lang]]


@pytest.mark.parametrize(("window", "lang"), [("chinese_demo", "zh"), ("english_demo", "en")])
def test_the_toolbar_speaks_the_language_of_the_office(window, lang, request):
    opened = request.getfixturevalue(window)
    for name in ON_TOOLBAR:
        assert place(opened.tool(COMMANDS[name].title[lang])), name


def test_a_button_of_the_toolbar_runs_its_command(chinese_demo):
    assert "已更新 账龄分析" in chinese_demo.press("账龄分析")
    assert rows(chinese_demo, "账龄分析")[0][0] == "账龄分析"


def test_the_english_menu_runs_its_commands(english_demo):
    english_demo.choose("Receivables", "Data", "Check")
    assert seen(lambda: "Check of the data" in english_demo.doc.Sheets.ElementNames)


def test_a_live_report_of_the_template_is_computed_anew(chinese_window, template):
    shown = chinese_window.show(template)
    seen(lambda: "ARAGING" in shown.cell("A6", "账龄分析").Formula)
    assert "已重算" in shown.choose("应收账款", "账龄", "账龄分析")
    shown.close()


def test_the_dashboard_of_the_template_agrees_with_its_report(chinese_window, template):
    shown = chinese_window.show(template)
    seen(lambda: "ARAGING" in shown.cell("A6", "账龄分析").Formula)
    report = shown.rows("A6:D400", "账龄分析")
    owed = sum(row[3] for row in report if row[2] == "CNY" and row[0].isdigit())
    assert owed > 1_000_000
    assert shown.shown("A5", "指标看板") == pytest.approx(owed)
    shown.close()


def test_every_command_is_below_the_group_it_belongs_to(chinese_demo):
    menu = chinese_demo.open_menu("应收账款")
    for key, title in GROUPS.items():
        wanted = [one.title.zh for one in COMMANDS.values() if one.group == key]
        assert wanted == [plain(one) for one in children(entry_of(menu, title.zh))]
