"""The words of problems with a file or a table as a whole, in both languages.

Those of single cells stand in `xlar.tables.cell_messages`; the rules of a ledger have theirs
beside their checks in the core.
"""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

_TO_IMPORT: Final = (
    "请先用 xlar import 转换：xlar import 该文件 -o 新工作簿.xlsx",
    "Convert it first: xlar import THIS_FILE -o BOOK.xlsx",
)

# The file as a whole.

EMPTY_FILE: Final = Message.of(
    "empty_file",
    ("没有内容", "the file is empty"),
    ("有内容的文件", "a file with content"),
    ("请重新导出或从备份恢复该文件", "Export it again or restore it from a backup"),
)
DAMAGED_FILE: Final = Message.of(
    "damaged_file",
    ("已损坏，无法作为工作簿打开", "the file is damaged and does not open as a workbook"),
    ("完好的工作簿", "an intact workbook"),
    (
        "请用 Excel 或 WPS 打开并另存为 .xlsx 后重试；打不开时请从备份恢复",
        "Open it in Excel and save it as .xlsx; if that fails, restore it from a backup",
    ),
)
PASSWORD: Final = Message.of(
    "password",
    ("设有打开密码", "the file is protected by a password"),
    ("未加密的工作簿", "a workbook without a password"),
    (
        "请在 Excel 中打开，依次点“文件、信息、保护工作簿、用密码进行加密”，清空密码后保存",
        "Open it in Excel, clear the password under File, Info, Protect Workbook, and save",
    ),
)
HTML_FILE: Final = Message.of(
    "html_file",
    ("其实是网页（HTML）表格", "the file is in fact an HTML table"),
    ("真正的工作簿", "a real workbook"),
    _TO_IMPORT,
)
XML_FILE: Final = Message.of(
    "xml_file",
    ("其实是 XML 表格 2003", "the file is in fact an XML spreadsheet of 2003"),
    ("真正的工作簿", "a real workbook"),
    ("请用 Excel 打开并另存为 .xlsx", "Open it in Excel and save it as .xlsx"),
)
TEXT_FILE: Final = Message.of(
    "text_file",
    ("其实是文本（CSV）", "the file is in fact text (CSV)"),
    ("工作簿，或放有 invoices.csv 等文件的文件夹", "a workbook, or a folder with invoices.csv"),
    _TO_IMPORT,
)
WRONG_EXTENSION: Final = Message.of(
    "wrong_extension",
    ("不认识的文件类型", "unknown type of file"),
    (
        ".xlsx、.xlsm、.xlsb、.xls、.ods 或 CSV 文件夹",
        ".xlsx, .xlsm, .xlsb, .xls, .ods or a folder",
    ),
    _TO_IMPORT,
)
LOCK_FILE: Final = Message.of(
    "lock_file",
    (
        "这是 Excel 打开工作簿时生成的临时文件，不是工作簿本身",
        "this is the temporary file Excel keeps beside an open workbook, not the workbook",
    ),
    ("不带 ~$ 的同名工作簿", "the workbook of the same name without ~$"),
    ("请选择不带 ~$ 的文件", "Choose the file without ~$"),
)
NO_ACCESS: Final = Message.of(
    "no_access",
    (
        "无法读取：文件被占用或没有权限",
        "cannot be read: in use by another program or not permitted",
    ),
    ("可以读取的文件", "a readable file"),
    ("请关闭正在使用它的程序，或检查权限", "Close the program using it, or check permissions"),
)
NO_INVOICES: Final = Message.of(
    "no_invoices",
    ("没有找到发票表。现有：{seen}", "no table of invoices. Seen: {seen}"),
    (
        "名为“发票”（invoices）的表，表头含 {headers}",
        "a table named 发票 (invoices) with the headers {headers}",
    ),
    (
        "请把工作表改名为“发票”并核对表头；其他系统导出的文件请用 xlar import",
        "Name the sheet 发票 or invoices and check its headers; for exports use xlar import",
    ),
)
HUGE_SHEET: Final = Message.of(
    "huge_sheet",
    (
        "工作表“{sheet}”的已用区域有 {rows} 行 × {columns} 列，多半是远处有一个多余的单元格",
        "the used range of sheet {sheet} is {rows} rows by {columns} columns: a stray cell far off",
    ),
    ("至多五千万个单元格", "at most 50 million cells"),
    (
        "请按 Ctrl+End 找到并删除多余的行列，保存后重试",
        "Press Ctrl+End, delete the rows and columns not needed, and save",
    ),
)
BAD_ENCODING: Final = Message.of(
    "bad_encoding",
    ("文字编码无法识别", "the text encoding is not recognised"),
    ("UTF-8 或 GBK 编码", "UTF-8 or GBK"),
    ("请另存为“CSV UTF-8”", 'Save it again as "CSV UTF-8"'),
)
NO_INVOICES_FILE: Final = Message.of(
    "no_invoices",
    ("文件夹里没有发票文件。现有：{seen}", "no file of invoices in the folder. Seen: {seen}"),
    (
        "名为 invoices.csv（或 发票.csv）的文件，表头含 {headers}",
        "a file named invoices.csv with the headers {headers}",
    ),
    (
        "请放入该文件；其他系统导出的文件请用 xlar import",
        "Put it there; for exports of other systems use xlar import",
    ),
)
OPEN_QUOTE: Final = Message.of(
    "open_quote",
    ("引号没有配对，无法拆分各列", "a quotation mark is never closed"),
    ("成对的英文双引号", "quotation marks in pairs"),
    (
        "请检查该行起的双引号；文字中的双引号应写成两个",
        "Check the quotation marks from this row on; one inside a text is written twice",
    ),
)

# A table as a whole.

TWO_TABLES: Final = Message.of(
    "two_tables",
    ("有多个同类的表：{seen}", "several tables of this kind: {seen}"),
    ("只有一个", "only one"),
    ("请合并，或把不用的改名", "Merge them, or rename those not meant"),
)
IGNORED_SHEET: Final = Message.of(
    "ignored_sheet",
    ("这张表也像{table_name}，但未读取", "this sheet looks like {table_name} too and was not read"),
    ("", ""),
    ("其中如有数据，请并入“{used}”", "If it holds data, move it into {used}"),
    "warning",
)
NO_HEADER: Final = Message.of(
    "no_header",
    ("前 20 行内没有找到表头", "no header within the first 20 rows"),
    ("含 {headers} 的一行", "a row with {headers}"),
    ("请在数据上方加上表头", "Put the headers above the data"),
)
MISSING_COLUMN: Final = Message.of(
    "missing_column",
    ("缺少必需的列。现有表头：{seen}", "a required column is missing. Headers seen: {seen}"),
    ("名为“{title}”的列", "a column named {title}"),
    ("请补上该列，或改正表头的名称", "Add the column, or correct its header"),
)
MERGED_HEADER: Final = Message.of(
    "merged_header",
    ("表头有合并单元格或分成两行", "the header has merged cells or two lines"),
    ("一行表头，每列一格", "one row of headers, one cell per column"),
    ("请取消合并，把表头写在一行里", "Unmerge the cells and write the headers in one row"),
)
DUPLICATE_COLUMN: Final = Message.of(
    "duplicate_column",
    ("两列的含义相同：{first} 与 {second}", "two columns mean the same: {first} and {second}"),
    ("每个含义只有一列", "one column for each meaning"),
    ("请删除其中一列，或改成别的名称", "Delete one of them, or give it another name"),
)
UNIT_HEADER: Final = Message.of(
    "unit_header",
    ("表头写的单位不是元", "the header states a multiple as its unit"),
    ("以元为单位的金额", "amounts in whole currency units"),
    ("请把金额换算成元，并改正表头", "Convert the amounts and correct the header"),
)
ROWS_BELOW_TABLE: Final = Message.of(
    "rows_below_table",
    (
        "Excel 表格下方还有 {count} 行数据，不在表格之内",
        "rows of data below the Excel table and outside it: {count}",
    ),
    ("全部数据都在表格内", "all data inside the table"),
    (
        "请拖动表格右下角把这些行包括进来，或删除它们",
        "Drag the table's lower right corner over them, or delete them",
    ),
)
TOTAL_ROW: Final = Message.of(
    "total_row",
    ("这一行是合计行，不是一笔数据", "this row is a total, not an entry"),
    ("表内只有明细", "entries only"),
    ("请删除该行，或移到表格之外", "Delete it, or move it outside the table"),
)
TOO_MANY_FIELDS: Final = Message.of(
    "too_many_fields",
    (
        "该行有 {count} 个字段，表头只有 {width} 个",
        "this row has {count} fields, the header only {width}",
    ),
    ("{width} 个字段", "{width} fields"),
    (
        '金额或文字中的逗号应加双引号，如 "1,234.50"',
        'Put values that contain the separator in quotation marks: "1,234.50"',
    ),
)

BAD_SETTING: Final = Message.of(
    "bad_setting",
    ("参数的值不对：{reason}", "the setting is wrong: {reason}"),
    ("", ""),
    ("请改正，或留空以用默认值", "Correct it, or leave it blank for the default"),
)
BAD_POLICY_FILE: Final = Message.of(
    "bad_policy",
    ("设置文件有错：{reason}", "the file of settings is wrong: {reason}"),
    ("", ""),
    ("请改正 policy.toml", "Correct policy.toml"),
)
IGNORED_FILE: Final = Message.of(
    "ignored_file",
    ("这个文件像{table_name}，但未读取", "this file looks like {table_name} and was not read"),
    ("名为 {table_file} 的文件", "a file named {table_file}"),
    ("如需读取，请改名", "Rename it if it is meant to be read"),
    "warning",
)
