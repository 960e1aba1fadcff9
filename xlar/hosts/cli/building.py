"""``xlar build`` and ``xlar new``: the Excel templates, and a workbook of one's own."""

from __future__ import annotations

import platform
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from xlar.commands.table import COMMANDS, GROUPS
from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.functions.registry import FUNCTIONS
from xlar.hosts.cli.mistakes import WrongUse, language, say
from xlar.hosts.cli.output import print_text, replacing
from xlar.hosts.cli.request import choice, working, writable
from xlar.workbook.macros import BUILT, SOURCES, macro_project
from xlar.workbook.template import code_names, whole_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Language

FILES: Final[Mapping[Language, str]] = {"zh": "ar_template.xlsm", "en": "ar_template_en.xlsm"}
"""Names of the templates."""

SUFFIX: Final = ".xlsm"
_LANGUAGES: Final = ("zh", "en")
# Hosts know nothing of each other; what another does is loaded by its name.
_INSTALL: Final = "xlar.hosts.excel.install"
_WITH_EXCEL: Final = ("Windows", "Darwin")


def build(folder: str, lang: str | None) -> None:
    """Build the templates; from the source tree, first the macros that the package carries.

    Args:
        folder: where they are written; made if it does not exist.
        lang: the one template to build, None for all.

    Raises:
        WrongUse: an option, or the folder cannot be written to.
    """
    only = choice("--lang", lang, _LANGUAGES)
    target = _made(Path(folder))
    if SOURCES.is_dir():
        BUILT.write_bytes(macro_project(FUNCTIONS.values(), code_names()))
    for language_of, name in FILES.items():
        if only in (None, language_of):
            path = target / name
            _write(path, _template(language_of, demo=True))
            print_text(f"{path}\n")


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as mistake:
        raise WrongUse(
            Text(
                f"无法建立文件夹 {folder}（{mistake.strerror}）。",
                f"the folder {folder} cannot be made ({mistake.strerror})",
            )
        ) from mistake
    return folder


def _template(lang: Language, *, demo: bool) -> bytes:
    return whole_template(tuple(COMMANDS.values()), GROUPS, lang, demo=demo)


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as draft:
        draft.write_bytes(content)


def new_book(book: str, *, empty: bool, lang: str | None) -> None:
    """Write a workbook of one's own, and tell Excel which Python serves it, if it does not know.

    Args:
        book: the file, which must not exist yet; ``.xlsm`` is added where it has no ending.
        empty: whether it holds no demonstration ledger.
        lang: language of workbook and messages.

    Raises:
        WrongUse: the file exists, has another ending, or cannot be written.
    """
    chosen = cast("Language", choice("--lang", lang, _LANGUAGES) or language())
    path = fresh(book)
    with working(Text(f"写出 {path.name} …", f"writing {path.name} …"), chosen):
        _write(path, _template(chosen, demo=not empty))
    print_text(f"{Text('已写出', 'written')[chosen]}: {path}\n")
    connect(chosen)
    print_text("".join(f"  {line[chosen]}\n" for line in _next_steps(path, empty=empty)))


def fresh(book: str) -> Path:
    """The path of a workbook with macros that does not exist yet.

    Raises:
        WrongUse: it exists, has another ending, or its folder does not exist.
    """
    path = Path(book)
    if not path.suffix:
        path = path.with_name(f"{path.name}{SUFFIX}")
    if path.suffix.lower() != SUFFIX:
        raise WrongUse(
            Text(
                f"“{path.name}”应以 {SUFFIX} 结尾，否则 Excel 不运行其中的宏。",
                f"{path.name}: expected a name ending in {SUFFIX}, or Excel runs no macros",
            )
        )
    if path.exists():
        raise WrongUse(
            Text(
                f"{path} 已经存在，不会覆盖；请换一个文件名。",
                f"{path} exists and is not overwritten; give another name",
            )
        )
    return writable(str(path), path)


def connect(lang: Language) -> None:
    """Write the user's configuration of Excel where there is none yet, and say so.

    A workbook is written all the same where that fails; the reason is said.

    Args:
        lang: language of the messages.
    """
    system = platform.system()
    if system not in _WITH_EXCEL:
        return
    excel: Any = import_module(_INSTALL)
    if excel.configuration_file(system, Path.home()).exists():
        return
    try:
        done = excel.install(system=system)
    except XlarError as mistake:
        say(mistake.text(lang))
        return
    configured = Text("Excel 的设置已写入", "the configuration of Excel is written to")
    print_text(f"{configured[lang]}: {done.file}\n")


def _next_steps(path: Path, *, empty: bool) -> list[Text]:
    """What to do with a new workbook on this computer."""
    opened = Text(
        f"1. 用 Excel 打开 {path.name}，点黄色提示条上的“启用内容”",
        f"1. open {path.name} in Excel and click Enable Content on the yellow bar",
    )
    filled = Text(
        "2. 先看示例账；试完点“应收账款”功能区的“清空示例数据”，再录入自己的数据",
        "2. look at the made-up ledger; the button Clear the example makes room for your own",
    )
    own = Text(
        "2. 从“客户”“发票”“收款”三张表开始录入，或用功能区的“导入”",
        "2. begin with the sheets Customers, Invoices and Receipts, or import by the ribbon",
    )
    trouble = Text(
        f'3. 函数或按钮没有反应时：xlar doctor "{path}"',
        f'3. if functions or buttons do not answer: xlar doctor "{path}"',
    )
    return [opened, own if empty else filled, trouble]
