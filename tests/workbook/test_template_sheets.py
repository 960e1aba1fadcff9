"""What stands on the sheets: tables, lists, names, texts, printing."""

import re
from dataclasses import fields, is_dataclass

import pytest
from openpyxl.utils import range_boundaries
from template_books import cells, formulas, sheet_parts, tables, text

from xlar.commands.table import COMMANDS
from xlar.core.policy import LADDER, Policy
from xlar.functions.registry import FUNCTIONS
from xlar.tables.schema import TABLES
from xlar.tables.settings import Settings, apply_settings
from xlar.workbook.template.canvas import fitting
from xlar.workbook.template.chart_figures import Rank, ranked
from xlar.workbook.template.desk_reports import DESK_REPORTS
from xlar.workbook.template.entries import ENTRIES, written
from xlar.workbook.template.reports import REPORTS
from xlar.workbook.template.settings_page import ladder_text, setting_rows

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
SHOWN = ["SheetStart", "SheetSettings", "SheetInvoices", "SheetAging", "SheetStatement"]


def rules(lang="zh"):
    """The formulas of conditional colors, by sheet."""
    return {
        name: re.findall(r"<cfRule[^>]*><formula>([^<]*)</formula>", part)
        for name, part in sheet_parts(lang).items()
    }


def widths(part):
    """The width of every column of a sheet that states one."""
    found = {}
    for first, last, width in re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', part):
        found |= dict.fromkeys(range(int(first), int(last) + 1), float(width))
    return found


class TestTables:
    """The Excel tables."""

    @BOTH
    def test_there_is_one_for_each_table_of_the_ledger_and_of_the_settings(self, lang):
        assert list(tables(lang)) == [
            "settings", "ladder", "lpr", "fees", "customers", "invoices", "receipts", "allocations",
            "acts", "promises", "plans", "approvals", "slips", "register", "scores", "signals",
            "targets", "allowances", "wording",
        ]  # fmt: skip

    @BOTH
    @pytest.mark.parametrize("name", TABLES)
    def test_headers_are_the_titles_of_the_columns(self, lang, name):
        assert tables(lang)[name][1][0] == [one.title(lang) for one in TABLES[name].columns]

    @pytest.mark.parametrize(
        ("name", "rows"),
        [("customers", 120), ("invoices", 3096), ("receipts", 2901), ("allocations", 208),
         ("acts", 365), ("promises", 6), ("register", 1), ("ladder", 13), ("fees", 1),
         ("approvals", 9), ("plans", 10), ("slips", 240), ("scores", 145), ("signals", 13),
         ("targets", 78), ("allowances", 4)],
    )  # fmt: skip
    def test_rows(self, name, rows):
        assert len(tables()[name][1]) - 1 == rows

    @pytest.mark.parametrize("name", [*TABLES, "register"])
    def test_a_template_without_data_has_one_blank_row(self, name):
        _, (_, *rows) = tables(demo=False)[name]
        assert len(rows) == 1
        assert set(rows[0]) == {None}

    def test_identifiers_are_texts_down_to_rows_to_come(self):
        sheet, (_, first, *_) = tables()["customers"]
        assert first[0] == "0001"
        assert formulas()["客户"]["A5"].number_format == "@"
        assert formulas()["客户"].column_dimensions["A"].number_format == "@"
        assert sheet.title == "客户"

    @pytest.mark.parametrize(
        ("lang", "sheet", "cell", "offered"),
        [
            ("zh", "客户", "K5", '"正常,冻结,黑名单"'),
            ("en", "Customers", "K5", '"normal,frozen,blacklisted"'),
            ("zh", "发票", "B9", "customer_ids"),
            ("zh", "收款", "E9", "invoice_nos"),
            ("zh", "发票", "Q9", '"是,否"'),
            ("zh", "对账单", "B4", "customer_ids"),
        ],
    )
    def test_lists_to_choose_from(self, lang, sheet, cell, offered):
        lists = {
            one.formula1
            for one in formulas(lang)[sheet].data_validations.dataValidation
            if cell in one
        }
        assert lists == {offered}

    def test_another_word_draws_a_question_only(self):
        styles = {
            one.errorStyle
            for sheet in formulas().worksheets
            for one in sheet.data_validations.dataValidation
        }
        assert styles == {"warning"}


class TestNames:
    """Defined names."""

    @BOTH
    def test_each_refers_to_cells_that_exist(self, lang):
        for name, defined in formulas(lang).defined_names.items():
            sheet, _, area = defined.attr_text.rpartition("!")
            if sheet:
                assert sheet.strip("'") in formulas(lang).sheetnames, name
                range_boundaries(area.replace("$", ""))
            else:
                table, column = re.fullmatch(r"(\w+)\[(.+)\]", area).groups()
                assert column in tables(lang)[table][1][0]

    @BOTH
    def test_formulas_and_rules_use_no_name_that_is_not_defined(self, lang):
        known = set(formulas(lang).defined_names) | set(tables(lang)) | {"TRUE", "FALSE"}
        found = [rule for listed in rules(lang).values() for rule in listed]
        for part in sheet_parts(lang).values():
            found += re.findall(r"<f[^>]*>([^<]*)</f>", part)
        for formula in found:
            plain = re.sub(r'"[^"]*"|&quot;.*?&quot;|\'[^\']*\'!|\[[^\]]*\]+|&\w+;', " ", formula)
            words = re.findall(r"(?<![\w$.])([a-z_]{4,})(?![\w(.])", plain)
            assert set(words) <= known, formula

    @BOTH
    def test_rules_look_at_other_sheets_only_by_name(self, lang):
        assert not any("!" in rule for listed in rules(lang).values() for rule in listed)


class TestSettings:
    """The sheet 参数."""

    def test_every_setting_of_the_policy_is_listed(self):
        def leaves(kind, prefix=""):
            for one in fields(kind):
                value = getattr(kind, one.name)
                if is_dataclass(value):
                    yield from leaves(value, f"{prefix}{one.name}.")
                else:
                    yield prefix + one.name

        listed = {entry.name for entry in ENTRIES}
        missing = set(leaves(Policy())) - listed
        assert missing == {"rates", "gl_balance", "dunning.fees"}  # rows and tables of their own

    @pytest.mark.parametrize("entry", [one for one in ENTRIES if one.name], ids=lambda e: e.name)
    def test_a_default_as_shown_is_read_as_the_default(self, entry):
        shown = written(entry.default, "zh")
        if shown is None or entry.name in ("dunning.ladder", "interest.lpr"):
            return
        value = f"{shown:g}" if isinstance(shown, float) else shown
        policy, _, problems = apply_settings(Settings({entry.name: value}), None, Policy())
        assert (policy, problems) == (Policy(), [])

    @pytest.mark.parametrize("entry", [one for one in ENTRIES if one.name], ids=lambda e: e.name)
    def test_every_setting_is_explained_in_both_languages(self, entry):
        assert entry.about.zh
        assert entry.about.en
        assert len(entry.about.zh) < 60

    def test_the_ladder_in_one_cell_is_the_ladder(self):
        found = Settings({"dunning.ladder": ladder_text()})
        policy, _, problems = apply_settings(found, None, Policy())
        assert (policy.dunning.ladder, problems) == (LADDER, [])

    def test_a_setting_the_list_does_not_have_gets_a_row(self):
        assert setting_rows({"rates.EUR": 7.8}, "zh")[-1] == ("rates.EUR", 7.8, None, None)

    def test_what_is_part_of_a_setting_gets_a_row_below_it(self):
        rows = setting_rows({"documents.salespeople.张三": "zhang@example.com"}, "zh")
        names = [row[0] for row in rows]
        at = names.index("documents.salespeople")
        assert rows[at + 1] == ("documents.salespeople.张三", "zhang@example.com", None, None)
        assert names.count("documents.salespeople.张三") == 1

    def test_addresses_of_salespeople_are_read_row_by_row_or_from_one_cell(self):
        rows = {"documents.salespeople.张三": "zhang@example.com"}
        cell = {"documents.salespeople": str(written({"张三": "zhang@example.com"}, "zh"))}
        for stated in (rows, cell):
            policy, _, problems = apply_settings(Settings(stated), None, Policy())
            assert problems == []
            assert policy.documents.addresses_of("张三") == ["zhang@example.com"]

    def test_a_wrong_address_of_a_salesperson_is_pointed_out_at_its_cell(self):
        name = "documents.salespeople.张三"
        stated = Settings({name: "zhang"}, {name: 7}, {name: "参数!B7"})
        _, _, (problem,) = apply_settings(stated, None, Policy())
        assert (problem.cell, problem.row, problem.found) == ("参数!B7", 7, "zhang")
        assert "邮箱地址" in problem.text("zh")
        assert "an e-mail address" in problem.text("en")

    def test_a_setting_with_a_closed_list_offers_it(self):
        sheet = formulas()["参数"]
        row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "aging.basis")
        lists = {one.formula1 for one in sheet.data_validations.dataValidation if f"B{row}" in one}
        assert lists == {'"due,document"'}

    def test_the_setting_of_the_ladder_follows_its_table(self):
        sheet = formulas()["参数"]
        cell = next(row for row in sheet.iter_rows(max_col=2) if row[0].value == "dunning.ladder")
        assert cell[1].value == "=ladder_text"
        assert formulas().defined_names["ladder_text"].attr_text == "'参数'!$X$5"


class TestHidden:
    """Configuration and texts."""

    def test_keys_are_there_once_without_a_gap(self):
        rows = list(cells()["xlar.conf"].iter_rows(min_col=1, max_col=2, values_only=True))
        keys = [str(key).upper() for key, _ in rows]
        assert None not in keys
        assert len(keys) == len(set(keys))
        assert {"ADD_WORKBOOK_TO_PYTHONPATH", "INTERPRETER_WIN", "CONDA PATH", "TEMP DIR"} < set(
            keys
        )
        assert dict(rows)["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
        assert dict(rows)["Use UDF Server"] == "True"

    @BOTH
    def test_the_language_is_told(self, lang):
        rows = dict(cells(lang)["xlar.conf"].iter_rows(max_col=2, values_only=True))
        assert rows["Language"] == lang

    def test_every_function_has_texts_of_at_most_255_characters(self):
        rows = list(cells()["_xlar_i18n"].iter_rows(values_only=True))
        assert rows[0] == ("kind", "name", "item", "zh", "en")
        assert [row[1] for row in rows if row[0] == "function"] == list(FUNCTIONS)
        wizard = [row for row in rows if row[0] in ("function", "argument", "category")]
        assert all(0 < len(text) <= 255 for row in wizard for text in row[3:])

    def test_every_command_has_its_texts(self):
        rows = list(cells()["_xlar_i18n"].iter_rows(values_only=True))
        titles = [row[1] for row in rows if row[0] == "command" and row[2] == "title"]
        assert titles == list(COMMANDS)

    @BOTH
    def test_tips_stand_as_intellisense_reads_them(self, lang):
        head, *rows = cells(lang)["_IntelliSense_"].iter_rows(values_only=True)
        assert head[0] == "FunctionInfo"
        aging = next(row for row in rows if row[0] == "AR_AGING")
        assert aging[3::2][:5] == ("ledger", "as_of", "by", "limits", "basis")
        balance = next(row for row in rows if row[0] == "AR_BALANCE")
        assert "currency_" in balance[3::2]  # as VBA has it, where the word itself is taken
        assert all(aging[4:13:2])


class TestLooks:
    """Printing, fonts, sizes."""

    @BOTH
    def test_pages_have_a_size_a_margin_and_numbers(self, lang):
        for sheet in formulas(lang).worksheets:
            if sheet.sheet_state == "visible":
                assert sheet.page_setup.paperSize == 9, sheet.title
                assert sheet.sheet_properties.pageSetUpPr.fitToPage
                assert sheet.page_setup.fitToHeight == 0
                assert (
                    "&P" in sheet.oddFooter.center.text or "&[Page]" in sheet.oddFooter.center.text
                )
                assert sheet.print_area

    @pytest.mark.parametrize(("lang", "font"), [("zh", "微软雅黑"), ("en", "Arial")])
    def test_one_font(self, lang, font):
        names = set(re.findall(r'<name val="([^"]*)"', text("xl/styles.xml", lang)))
        assert names == {font}

    @BOTH
    def test_headers_stay_in_sight(self, lang):
        for name in tables(lang):
            sheet = formulas(lang)[tables(lang)[name][0].title]
            assert sheet.freeze_panes.startswith(("A", "B", "C", "D", "E"))
            assert sheet.freeze_panes.endswith("5")

    @BOTH
    def test_no_header_is_cut(self, lang):
        for name, (sheet, (headers, *_)) in tables(lang).items():
            if name in ("settings", "wording"):
                continue  # widths of their own
            left = range_boundaries(formulas(lang)[sheet.title].tables[name].ref)[0]
            width = widths(sheet_parts(lang)[sheet.title])
            for place, header in enumerate(headers, left):
                assert width[place] >= fitting([header]), header

    @BOTH
    def test_every_link_leads_to_a_sheet(self, lang):
        for part in sheet_parts(lang).values():
            for name in re.findall(r"HYPERLINK\((?:&quot;|\")#'([^']*)'!A1", part):
                assert name in formulas(lang).sheetnames

    @BOTH
    @pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
    def test_no_title_of_a_report_is_cut(self, lang, report):
        sheet = cells(lang)[report.title[lang]]
        width = widths(sheet_parts(lang)[report.title[lang]])
        for cell in sheet[5]:
            if cell.value:
                assert width[cell.column] >= fitting([cell.value]), cell.value

    @BOTH
    def test_the_first_sheet_leads_to_every_report(self, lang):
        start = sheet_parts(lang)[formulas(lang).sheetnames[0]]
        linked = re.findall(r"HYPERLINK\((?:&quot;|\")#'([^']*)'!A1", start)
        assert {report.title[lang] for report in REPORTS.values()} <= set(linked)

    @BOTH
    @pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
    def test_the_line_below_rows_is_the_last_rule_and_its_area_its_own(self, lang, report):
        # Calc applies the rules of the first area that has one which holds
        areas = re.findall(
            r'<conditionalFormatting sqref="([^"]*)"', sheet_parts(lang)[report.title[lang]]
        )
        assert len(areas) == len(set(areas))
        assert areas[-1].startswith("A6:")
        assert areas[-1].endswith("20002")

    @BOTH
    def test_reports_of_the_desk_are_not_called_as_a_table_of_data(self, lang):
        titles = [report.title[lang] for report in DESK_REPORTS]
        assert not [one for one in titles for table in TABLES.values() if table.is_named(one)]

    @BOTH
    @pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
    def test_rules_compare_texts_as_texts(self, lang, report):
        # Calc 7.4 finds the texts of an add-in's array unequal when compared whole
        bare = r'\$[A-Z]+\d+(?:=|&lt;&gt;)"'
        assert not [rule for rule in rules(lang)[report.title[lang]] if re.search(bare, rule)]

    @BOTH
    def test_the_first_sheet_explains_every_button(self, lang):
        shown = {cell.value for row in cells(lang).worksheets[0].iter_rows() for cell in row}
        for command in COMMANDS.values():
            assert {command.title[lang], command.about[lang]} <= shown

    def test_the_first_sheet_warns_of_a_day_that_is_not_today(self):
        shown = [cell.value for row in cells().worksheets[0].iter_rows() for cell in row]
        assert any(str(value).startswith("注意：截止日期不是今天") for value in shown)
        empty = [cell.value for row in cells(demo=False).worksheets[0].iter_rows() for cell in row]
        assert "以今天为准" in empty


@pytest.mark.parametrize(
    ("amounts", "names"),
    [([5, 9, 7], ["B", "C"]), ([5, 5, 5], ["A", "B"]), ([0, -3, 4], ["C"]), ([], [])],
)
def test_ranking(amounts, names):
    ranks = [Rank(place, "ABC"[place - 1], amount) for place, amount in enumerate(amounts, 1)]
    assert [one.name for one in ranked(ranks, 2)] == names
