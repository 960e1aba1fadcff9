"""The words of problems with the register and the folders of its batches."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message, Text

_Both = tuple[str, str]


_RESTORE: Final = (
    "请改正后保存；改不回来时，可用 .xlar 文件夹中的 register.csv（上次保存的副本）替换",
    "Correct and save it, or replace it by register.csv in the folder .xlar, the copy last saved",
)

# The file as a whole.
BAD_ENCODING: Final = Message.of(
    "register_encoding",
    ("register.csv 的文字编码无法识别", "the encoding of register.csv is unknown"),
    ("UTF-8 或 GBK 的 CSV 文件", "a CSV file in UTF-8 or GBK"),
    _RESTORE,
)
NO_HEADER: Final = Message.of(
    "register_header",
    ("register.csv 没有可用的标题行", "register.csv has no usable header"),
    ("第一行有 {titles}", "{titles} in the first line"),
    _RESTORE,
)
TWO_COLUMNS: Final = Message.of(
    "register_two_columns",
    ("两列的标题是同一个意思", "two columns have the same meaning"),
    ("每列一次", "each column once"),
    ("请删去多余的一列", "Remove one of them"),
)
OPEN_QUOTE: Final = Message.of(
    "register_open_quote",
    ("从这一行起有一个引号没有配对", "a quotation mark is never closed from this line on"),
    ("成对的引号", "quotation marks in pairs"),
    _RESTORE,
)
TOO_MANY_FIELDS: Final = Message.of(
    "register_too_many_fields",
    ("这一行的内容比标题多", "the row has more cells than the header"),
    ("不超过 {width} 列", "at most {width} cells"),
    ("含逗号的内容请加引号", "Put text with commas in quotation marks"),
)

# One row.
NO_NUMBER: Final = Message.of(
    "register_no_number",
    ("这一行没有编号", "the row has no number"),
    ("函件的编号", "the number of the document"),
    ("请填上编号，或整行清空", "Fill it in, or clear the whole row"),
)
TWICE: Final = Message.of(
    "register_number_twice",
    ("编号重复，前面已有", "the number occurs before"),
    ("每个编号一行", "one row for each number"),
    ("请删去多余的一行", "Remove one of the rows"),
)
BAD_CELL: Final = Message.of(
    "register_bad_cell",
    ("内容无法识别", "the cell cannot be read"),
    ("{wanted}", "{wanted}"),
    ("请改正后保存", "Correct and save it"),
)
RESTORED: Final = Message.of(
    "register_restored",
    (
        "内容与批次清单（manifest.json）不符，已按清单恢复为“{wanted}”",
        'differs from the manifest of its batch and was put back to "{wanted}"',
    ),
    ("", ""),
    (
        "函件出具后，这一列不能改；有误请撤回重发",
        "This column is fixed once the document is made; withdraw the document if it is wrong",
    ),
    "warning",
)
PUT_BACK: Final = Message.of(
    "register_put_back",
    (
        "这一编号的行从 register.csv 中消失了，已按批次清单补回，状态为{status}",
        "the row of this number was gone and was put back from its batch's manifest as {status}",
    ),
    ("", ""),
    ("函件不用时请撤回，不要删行", "Withdraw a document that is not used, do not delete its row"),
    "warning",
)
NO_STATUS_DAY: Final = Message.of(
    "register_no_status_day",
    ("状态是“{status}”，却没有日期", 'the status is "{status}" but its day is blank'),
    ("日期", "a day"),
    (
        "请补上日期；没有签收日期，诉讼时效不会重新起算",
        "Fill in the day; without the day of delivery the limitation period does not restart",
    ),
    "warning",
)
SENT_DAY: Final = Text("发出日", "day it was sent")
OWN_DAY: Final = Text("函件日期", "date of the document")
DAY_ORDER: Final = Message.of(
    "register_day_order",
    ("日期早于{before} {earliest}", "the day is before {earliest}, the {before}"),
    ("不早于 {earliest} 的日期", "{earliest} or later"),
    ("请核对日期", "Check the day"),
    "warning",
)
MISSING_NUMBERS: Final = Message.of(
    "register_missing_numbers",
    ("编号不连续，缺少", "numbers are missing"),
    ("连续的编号", "numbers without a gap"),
    (
        "请找回批次文件夹或 register.csv 中的行；备份里一般都有",
        "Bring back the batch's folder or the rows of register.csv, from a backup if need be",
    ),
    "warning",
)
NOT_SAVED: Final = Message.of(
    "register_not_saved",
    (
        "register.csv 不能写入，可能正被 Excel 打开；新的函件已安全存入各自的文件夹",
        "register.csv cannot be written (open in Excel?); new documents are safe in their folders",
    ),
    ("", ""),
    (
        "请关闭该文件；下次运行时会自动补登",
        "Close it; the rows are added the next time xlar runs",
    ),
    "warning",
)

# Folders of batches.
BAD_MANIFEST: Final = Message.of(
    "register_bad_manifest",
    (
        "文件夹“{folder}”中的 manifest.json 无法读取",
        'manifest.json in the folder "{folder}" cannot be read',
    ),
    ("xlar 写下的清单", "the list xlar wrote"),
    ("请从备份恢复该文件", "Restore it from a backup"),
)
NEWER_MANIFEST: Final = Message.of(
    "register_newer_manifest",
    (
        "文件夹“{folder}”由更新版本的 xlar 生成",
        'the folder "{folder}" was made by a newer xlar',
    ),
    ("清单格式不高于 {schema}", "a manifest of schema {schema} or below"),
    ("请升级 xlar", "Upgrade xlar"),
)
TWO_BATCHES: Final = Message.of(
    "register_two_batches",
    (
        "“{first}”与“{second}”两个批次用了同一个编号",
        'the batches "{first}" and "{second}" use the same number',
    ),
    ("每个编号只用一次", "each number once"),
    (
        "可能由两台电脑分别生成后合并；请把其中一批移出输出文件夹后重做",
        "They may come from two computers; move one out of the output folder and make it again",
    ),
)
MISSING_FILE: Final = Message.of(
    "register_missing_file",
    ("登记的文件不在文件夹中", "a registered file is not in its folder"),
    ("{folder}", "{folder}"),
    ("请从备份恢复，或撤回后重做", "Restore it from a backup, or withdraw and make it again"),
    "warning",
)
CHANGED_FILE: Final = Message.of(
    "register_changed_file",
    ("文件在生成之后被改过", "the file was changed after it was made"),
    ("", ""),
    ("请确认寄出的是哪一份", "Make sure which version was sent"),
    "warning",
)
