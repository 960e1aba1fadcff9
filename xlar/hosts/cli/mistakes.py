"""Every way a command can end, and what it says: exit codes, wrong use, errors in the data.

Exit 0: done, also with warnings. Exit 1: errors in the data. Exit 2: wrong use. A mistake is one
clear message on stderr; a traceback is shown only where ``XLAR_DEBUG=1`` asks for it.
"""

from __future__ import annotations

import os
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperGroup

from xlar.core.errors import BadLedger, BadPolicy, MissingRate, MissingTax, XlarError
from xlar.core.problems import Text
from xlar.documents.faults import BadDocuments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlar.core.problems import Language, Problem

DATA_ERRORS: Final = 1
WRONG_USE: Final = 2
INTERRUPTED: Final = 130
_LONGEST_LINE: Final = 2_000

# What the parser of the command line says, in Chinese.
_PARSER_MESSAGES: Final = (
    (r"No such option: (\S+?)(?: \(Possible options: (.*)\))?\.?$", "没有选项 {0}{1}"),
    (r"No such option: (\S+) Did you mean (.*)\?$", "没有选项 {0}{1}"),
    (r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?$", "没有命令 {0}{1}"),
    (r"Missing argument '(.*?)'", "缺少参数 {0}"),
    (r"Missing option '(.*?)'", "缺少选项 {0}"),
    (r"Missing command", "缺少命令"),
    (r"Option '(.*?)' requires an? .*", "选项 {0} 后面要有一个值"),
    (r"Option '(.*?)' does not take a value", "选项 {0} 不带值"),
    (r"Got unexpected extra argument\S* \((.*?)\)", "多出的参数：{0}"),
)


class WrongUse(XlarError):
    """A command that cannot be carried out as it was given."""


def language(arguments: Sequence[str] | None = None) -> Language:
    """The language messages are in: ``--lang`` where it is given, else ``XLAR_LANG``, else Chinese.

    Looks at the bare words, so that also a mistake in them is told in the right language.

    >>> language(["age", "book.xlsx", "--lang", "en"]), language(["age", "--lang=zh"])
    ('en', 'zh')
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    given = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    wanted = (given or [os.environ.get("XLAR_LANG", "zh")])[-1]
    return "en" if wanted.strip().lower().startswith("en") else "zh"


def say(line: str) -> None:
    """Write one line to stderr, whatever characters it holds."""
    plain = " ".join(line.split())
    shown = plain if len(plain) <= _LONGEST_LINE else f"{plain[: _LONGEST_LINE - 1]}…"
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    print(shown.encode(encoding, "replace").decode(encoding), file=sys.stderr)  # noqa: T201


def say_problems(problems: Iterable[Problem], lang: Language) -> None:
    """Write the problems to stderr, one line each."""
    names = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}
    for problem in problems:
        say(f"{names[problem.severity][lang]}：{problem.text(lang)}" if lang == "zh"
            else f"{names[problem.severity][lang]}: {problem.text(lang)}")  # fmt: skip


class Commands(TyperGroup):
    """The group of commands, ending as the contract says."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - part of the signature
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and end with its exit code; a mistake becomes one clear message."""
        lang = language(args)
        words = list(sys.argv[1:] if args is None else args) or ["--help"]
        try:
            code = super().main(
                args=words,
                prog_name=prog_name or "xlar",
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
        except (KeyboardInterrupt, typer.Abort):
            code = INTERRUPTED
        except Exception as mistake:  # noqa: BLE001 - the last line of defence: never a traceback
            code = _tell(mistake, lang)
        if code == INTERRUPTED:
            say({"zh": "已中断。", "en": "interrupted"}[lang])
        sys.exit(code if isinstance(code, int) else 0)


def _tell(mistake: Exception, lang: Language) -> int:
    """Say what went wrong; returns the exit code."""
    if os.environ.get("XLAR_DEBUG") == "1":
        import traceback  # only where it is asked for

        traceback.print_exception(mistake)
    if isinstance(mistake, BadLedger | BadDocuments):
        say_problems(mistake.problems, lang)
        return DATA_ERRORS
    if isinstance(mistake, XlarError):
        code = DATA_ERRORS if _lies_in_the_data(mistake) else WRONG_USE
        say(_complaint(mistake.text(lang), lang))
        return code
    if hasattr(mistake, "format_message"):  # the parser's own exceptions
        say(_complaint(translated(mistake.format_message(), lang), lang))
        return WRONG_USE
    say(_complaint(_unforeseen(mistake)[lang], lang))
    return DATA_ERRORS


def _lies_in_the_data(mistake: XlarError) -> bool:
    """Whether what was given must be corrected, not how it was given."""
    from xlar.documents.register.storage import NotReadable
    from xlar.documents.render.docx import BadTemplate
    from xlar.documents.render.eml import BadAddress  # not before something went wrong
    from xlar.documents.render.images import BadImage

    faults = BadPolicy, MissingRate, MissingTax, BadAddress, BadImage, BadTemplate, NotReadable
    return isinstance(mistake, faults)


def _complaint(message: str, lang: Language) -> str:
    return f"错误：{message}" if lang == "zh" else f"error: {message}"


def _unforeseen(mistake: Exception) -> Text:
    what = f"{type(mistake).__name__}: {mistake}"
    return Text(
        f"程序内部出错（{what}）。请设置 XLAR_DEBUG=1 后重试，并把显示的内容告知开发者。",
        f"internal error ({what}); run again with XLAR_DEBUG=1 and report what it shows",
    )


def translated(message: str, lang: Language) -> str:
    """What the parser says, in the language."""
    if lang == "en":
        return f"{message} (xlar --help)"
    for pattern, chinese in _PARSER_MESSAGES:
        if found := re.match(pattern, message):
            words = [word or "" for word in found.groups()]
            if len(words) == 2:
                words[1] = f"；是否指 {words[1]}？" if words[1] else "。"
                return f"{chinese.format(*words)}用法见 xlar --help。"
            return f"{chinese.format(*words)}。用法见 xlar --help。"
    return f"用法不对：{message}。用法见 xlar --help。"
