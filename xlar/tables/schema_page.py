"""The page ``docs/tables.md``: every table and column, written from their declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.tables.choices import FLAGS
from xlar.tables.schema import SETTINGS, TABLES
from xlar.tables.settings_schema import SETTING_TABLES, WORDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlar.tables.names import Choice, ColumnSchema, Kind, TableSchema

_KINDS: Final[Mapping[Kind, str]] = {
    "id": "号码 identifier",
    "text": "文字 text",
    "day": "日期 date",
    "amount": "金额 amount",
    "number": "数字 number",
    "integer": "整数 whole number",
    "flag": "是/否 yes/no",
    "choice": "列表 list",
    "currency": "币种 currency",
}

_HEAD: Final = """\
# 数据表 Tables

本页由 `xlar/tables/schema.py` 生成。This page is written from `xlar/tables/schema.py`.

- **表 tables**：工作簿中是 Excel 表格或工作表，文件夹中是 CSV 文件（`invoices.csv` …）；
  只有发票表必不可少，带 * 的列必填。
  Excel tables or sheets in a workbook, CSV files in a folder; only the invoices must exist, starred
  columns are required.
- **表头 headers**：中文名、英文名或任一别名；不计大小写、空格、下划线、
  全角半角和“（元）”之类的单位。
  The Chinese or English name or any further header; case, blanks, underscores, width and a unit
  such as （元） do not count. 未列出的列原样保留 Further columns are carried along untouched.
- **号码 identifiers**：文本，`00123` 的零会保留；数字单元格中 16 位及以上的号码
  已被表格软件截断，会报错。
  Text; a number of 16 or more digits in a numeric cell has been cut already and is an error.
  数字格式（如 `00000`）显示出来的前导零不在单元格里，读不到。Leading zeros that only a number
  format shows are not in the cell and cannot be read.
- **日期 dates**：日期单元格、`2026-06-30`、`2026/6/30`、`2026.6.30`、`2026年6月30日`、`20260630`；
  `03/04/2026` 只有在同列其他日期能证明顺序时才读取，并给出提醒，否则报错。
  `03/04/2026` is read only where other dates of the column prove the order, with a warning; else
  it is an error.
- **金额 amounts**：`1234.50`、`¥1,234.50`、`1.234,50`、`1 234,50`、`(12.00)`、全角数字；
  `1,234` 是一千二百三十四，除非同列证明逗号是小数点；`1.234` 只有在同列证明写法时才读取，否则报错；
  “万”“千”“%”不接受。
  `1,234` is 1234 unless the column proves decimal commas; `1.234` is read only where the column
  proves its style; units such as 万, k and % are refused.

"""
_FURTHER: Final = """
以下各表都可以没有；每张是一个 Excel 表格（可放在参数表上）或一张工作表，
含义见 policy.md 和 wording.md。
None of the following has to exist. Each is an Excel table, also on 参数, or a sheet of its own;
what they mean: policy.md and wording.md.

"""


def tables_page() -> str:
    """The whole page in Markdown."""
    further = (*SETTING_TABLES.values(), WORDING)
    return _HEAD + _tables(TABLES.values()) + _settings() + _FURTHER + _tables(further)


def _tables(schemas: Iterable[TableSchema]) -> str:
    return "\n".join("\n".join(_table(schema)) for schema in schemas)


def _table(schema: TableSchema) -> Iterator[str]:
    yield f"## {schema.zh} `{schema.name}`\n"
    yield f"别名 also named: {_joined(schema.aliases)}\n"
    yield "| 列 column | English | kind | 含义 meaning | 其他表头 further headers |"
    yield "|---|---|---|---|---|"
    yield from map(_column, schema.columns)
    yield ""
    for column in schema.columns:
        if column.choices:
            yield f"**{column.zh}** `{column.name}`\n"
            yield from map(_choice, column.choices)
            yield ""


def _column(column: ColumnSchema) -> str:
    star = "\\*" if column.required else ""
    meaning = f"{column.about.zh} · {column.about.en}"
    names = f"| {column.zh}{star} | `{column.name}` {column.en}"
    return f"{names} | {_KINDS[column.kind]} | {meaning} | {_joined(column.aliases)} |"


def _choice(choice: Choice) -> str:
    words = f"：{_joined(choice.words)}" if choice.words else ""
    return f"- {choice.zh} `{choice.code}`{words}"


def _joined(words: str) -> str:
    return "、".join(dict.fromkeys(word.replace("_", " ") for word in words.split()))


def _settings() -> str:
    yes, no = FLAGS
    return f"""
## {SETTINGS.zh} `{SETTINGS.name}`

每行一个参数：名称、值。One setting a row: name, value.

| 名称 name | 含义 meaning |
|---|---|
| 截止日期 `as_of` | 报表截止日，空白为今天 · day the reports look from, blank is today |
| 本位币 `base_currency` | 如 CNY · such as CNY |
| 总账余额 CNY `gl_balance.CNY` | 总账余额，用于核对 · to tie out against |
| 汇率 USD `rates.USD` | 一单位外币折合本位币 · base currency for one unit |
| `dunning.grace` … | 任一设置的全名 · any setting under its full name |

是/否 yes/no: {_joined(yes.words)} / {_joined(no.words)}
"""
