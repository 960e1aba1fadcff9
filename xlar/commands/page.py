"""The page ``docs/commands.md``: every command and parameter, written from their declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.table import COMMANDS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlar.commands.table import Command, ParameterKind

_KINDS: Final[Mapping[ParameterKind, str]] = {
    "text": "文字 text",
    "customer": "客户编码 customer",
    "amount": "金额 amount",
    "day": "日期 day",
    "whole": "整数 whole number",
    "flag": "是/否 yes/no",
    "choice": "列表 choice",
    "list": "多个，逗号隔开 several",
    "file": "文件 file",
    "folder": "文件夹 folder",
}

_HEAD: Final = """\
# 命令 Commands

本页由 `xlar/commands/table.py` 生成。This page is written from `xlar/commands/table.py`.

功能区按钮、Calc 菜单与命令行 `xlar run` 用的是同一组命令。
The ribbon, Calc's menu and `xlar run` share these commands.

- **先算后写 all or nothing**：全部算好才开始写；任何一步写不进去或被取消，
  工作簿恢复原样，公式仍是公式。
  Everything is computed before the first write; where a write fails or the command is cancelled,
  the workbook is as it was, formulas included.
- **只写自己的区域 its own area**：每张报表写明“本表范围”，再做时只清这一块；旁边和下面的内容不动。
  若报表要用的单元格里有别的内容，则拒绝并说明是哪一格。
  A report names the cells it takes and clears only those when made again; what else stands in its
  way is named, and nothing is written.
- **文字就是文字 text stays text**：`0012`、`1-2`、`1E5`、`=1+1` 按文本写入，
  不会变成数字、日期或公式。
  Such texts never become numbers, days or formulas.
- **公式报表 live reports**：若该工作表上是 `=AR_…` 公式，则只重算，不覆盖。
  A sheet of `=AR_…` formulas is recalculated, not overwritten.
- **数据有错 errors in the data**：列在“检查结果”上，每条可点击跳到单元格；其他各表不变。
  They are listed on 检查结果 with links to their cells; no other sheet changes.

在命令行 on the command line:
`xlar run 账龄分析 账.xlsx --set as_of=2026-06-30 --out 新账.xlsx`
（`--host calc|excel`；`--customer` 可重复 repeatable；`--set 名称=值` NAME=VALUE）。
不给 `--out` 则存回原处；数据有错时不保存，退出码 1。Without `--out` the workbook itself is saved;
with errors in the data it is not, and the exit code is 1.
"""


def commands_page() -> str:
    """The page as text."""
    parts = [_HEAD]
    for key, title in GROUPS.items():
        parts.append(f"\n## {title.zh} {title.en}\n")
        parts += [_command(one) for one in COMMANDS.values() if one.group == key]
    return "".join(parts)


def _command(command: Command) -> str:
    lines = [f"\n### {command.title.zh} {command.title.en} · `{command.name}`\n"]
    lines += [f"{command.about.zh}", f"{command.about.en}"]
    if command.parameters:
        lines += ["", "| 参数 parameter | 内容 value | 含义 | meaning |", "|---|---|---|---|"]
        lines += _parameters(command)
    return "\n".join(lines) + "\n"


def _parameters(command: Command) -> Iterator[str]:
    for one in command.parameters:
        kind = "、".join(f"`{choice}`" for choice in one.choices) or _KINDS[one.kind]
        title = f"`{one.name}` {one.title.zh} {one.title.en}"
        yield f"| {title} | {kind} | {one.about.zh} | {one.about.en} |"
