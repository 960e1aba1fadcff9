"""The commands around a workbook's life: made, connected with Excel, examined, brought up to date.

Like `xlar.hosts.cli.app`, which takes them in, it imports nothing heavy.
"""

# Annotations are evaluated by typer, so they are not postponed here.
from typing import Annotated

import typer

from xlar.hosts.cli import options as o
from xlar.hosts.cli.reporting import part

app = typer.Typer()
excel = typer.Typer(rich_markup_mode=None, help="Excel 与 Python 的连接 / Excel and this Python.")


@app.command()
def new(
    book: Annotated[
        str,
        typer.Argument(
            metavar="BOOK", help="新工作簿 .xlsm，不能已存在 / file to write, not there yet"
        ),
    ],
    empty: Annotated[
        bool, typer.Option("--empty", help="不含示例账 / without the made-up ledger")
    ] = False,
    lang: o.Lang = None,
) -> None:
    """新建 Excel 工作簿 / Make a workbook for Excel."""
    part("building").new_book(book, empty=empty, lang=lang)


@app.command()
def upgrade(
    book: Annotated[
        str, typer.Argument(metavar="BOOK", help="旧工作簿，不会改动 / stays as it is")
    ],
    new_book: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="NEW", help="新文件，默认在旧文件名后加版本号 / file to write"
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            help="新工作簿的语言，默认同旧工作簿 / language of the new one",
        ),
    ] = None,
) -> None:
    """升级：数据搬进新版工作簿 / Bring a workbook up to date."""
    part("upgrading").upgrade_book(book, new_book, lang)


@app.command()
def build(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="写到哪个文件夹 / folder to write to")
    ] = "workbook",
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="zh|en", help="只生成这一种，默认两种 / only this one"),
    ] = None,
) -> None:
    """生成 Excel 模板 / Build the Excel templates."""
    part("building").build(folder, lang)


@app.command()
def doctor(
    book: Annotated[
        str | None,
        typer.Argument(
            metavar="[BOOK]", show_default=False, help="一并检查的工作簿 / workbook to look at"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
    support: Annotated[
        str | None,
        typer.Option(
            "--zip", metavar="FILE", help="写出求助文件，不含数据 / file for support, without data"
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="清除损坏的 COM 缓存 / clear a broken COM cache")
    ] = False,
    lang: o.Lang = None,
) -> None:
    """检查本机的 Excel 与 xlar / Find what keeps Excel from working."""
    code = part("connecting").doctor(book, as_json=as_json, support=support, fix=fix, lang=lang)
    raise typer.Exit(code)


@excel.command()
def install(
    com: Annotated[
        bool,
        typer.Option(
            "--com", help="由 Windows 而非 Excel 启动 Python / Windows starts Python, not Excel"
        ),
    ] = False,
    lang: o.Lang = None,
) -> None:
    """让 Excel 使用这个 Python / Tell Excel to use this Python."""
    part("connecting").install(com=com, lang=lang)


@excel.command()
def uninstall(lang: o.Lang = None) -> None:
    """撤销上述设置 / Undo that."""
    part("connecting").uninstall(lang)


app.add_typer(excel, name="excel")
