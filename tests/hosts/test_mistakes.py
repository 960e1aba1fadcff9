"""What the parser of the command line says, in the user's language; and how problems are told."""

from __future__ import annotations

import pytest

from xlar.core.problems import Message, Problem, Text
from xlar.hosts.cli import mistakes

HINT = "用法见 xlar --help。"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("No such option: --foo", f"没有选项 --foo。{HINT}"),
        (
            "No such option: --limit (Possible options: --limits)",
            f"没有选项 --limit；是否指 --limits？{HINT}",
        ),
        (
            "No such option: --limit Did you mean --limits?",
            f"没有选项 --limit；是否指 --limits？{HINT}",
        ),
        ("No such command 'foo'.", f"没有命令 foo。{HINT}"),
        ("No such command 'agee'. Did you mean 'age'?", f"没有命令 agee；是否指 'age'？{HINT}"),
        ("Missing argument 'SOURCE'.", f"缺少参数 SOURCE。{HINT}"),
        ("Missing option '--out' / '-o'.", f"缺少选项 --out。{HINT}"),
        ("Missing command.", f"缺少命令。{HINT}"),
        ("Option '--limits' requires an argument.", f"选项 --limits 后面要有一个值。{HINT}"),
        ("Option '--write' does not take a value.", f"选项 --write 不带值。{HINT}"),
        ("Got unexpected extra argument (b)", f"多出的参数：b。{HINT}"),
        ("Got unexpected extra arguments (b c)", f"多出的参数：b c。{HINT}"),
        ("Got unexpected extra argument(s) (b)", f"多出的参数：b。{HINT}"),
        ("Something new", f"用法不对：Something new。{HINT}"),
    ],
)
def test_the_parser_speaks_chinese(english, chinese):
    assert mistakes.translated(english, "zh") == chinese


def test_the_parser_speaks_english():
    assert mistakes.translated("No such option: --foo", "en") == (
        "No such option: --foo (xlar --help)"
    )


def problem(severity, found="x"):
    message = Message(
        "bad_amount", severity, Text("不是金额", "not an amount"), Text("数字", "a number"),
        Text("请更正", "Correct it"),
    )  # fmt: skip
    return Problem(message, "invoices", 3, "amount", found)


@pytest.mark.parametrize(
    ("lang", "severity", "begins"),
    [
        ("zh", "error", "错误：发票 第3行 amount"),
        ("zh", "warning", "提醒：发票 第3行 amount"),
        ("en", "error", "error: invoices, row 3, amount"),
        ("en", "warning", "warning: invoices, row 3, amount"),
    ],
)
def test_a_problem_is_one_line_with_its_severity(capsys, lang, severity, begins):
    mistakes.say_problems([problem(severity, "a\nb\r\nc")], lang)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(begins)


def test_every_problem_is_told(capsys):
    mistakes.say_problems([problem("error", str(number)) for number in range(1_200)], "en")
    assert len(capsys.readouterr().err.splitlines()) == 1_200


def test_an_endless_line_is_cut(capsys):
    mistakes.say("x" * 10_000)
    line = capsys.readouterr().err.rstrip("\n")
    assert len(line) == 2_000
    assert line.endswith("…")
