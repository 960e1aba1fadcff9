"""The arguments of a command: from the words of a ribbon or command line to values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import decimal_of
from xlar.commands.context import CannotRun
from xlar.core.dates import calendar_date
from xlar.core.errors import BadValue
from xlar.core.problems import Text
from xlar.tables.cells import day, flag, identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from xlar.commands.table import Command, Parameter, ParameterKind

_SEPARATORS: Final = re.compile(r"[,，、;；\s]+")


def converted(command: Command, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a command as the values of their kinds; blank ones are left out.

    Args:
        command: whose parameters they are.
        given: values or their texts, by name.

    Raises:
        CannotRun: the command has no such parameter, or its value is no such thing.
    """
    known = {parameter.name: parameter for parameter in command.parameters}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise CannotRun(_unknown(command, name))
        if value is None or value in ("", (), []):
            continue
        values[name] = _value(known[name], value)
    return values


def _unknown(command: Command, name: str) -> Text:
    names = [parameter.name for parameter in command.parameters]
    zh = "、".join(names) or "不需要参数"
    return Text(
        f"“{command.title.zh}”没有参数 {name}；可用的：{zh}。",
        f"{command.name} has no parameter {name!r}; it knows {', '.join(names) or 'none'}",
    )


def _value(parameter: Parameter, value: Any) -> Any:
    try:
        return _KINDS[parameter.kind](parameter, value)
    except BadValue as mistake:
        reason = mistake.text("zh"), mistake.text("en")
        raise CannotRun(
            Text(
                f"{parameter.title.zh}（{parameter.name}）的值“{value}”不对：{reason[0]}。",
                f"{parameter.name}: found {value!r}: {reason[1]}",
            )
        ) from mistake


def _day(_: Parameter, value: Any) -> date:
    return calendar_date(day(value))


def _whole(_: Parameter, value: Any) -> int:
    text = str(value).strip()
    if not text.removeprefix("-").isdecimal():
        raise BadValue(Text("应为整数", "expected a whole number"))
    return int(text)


def _choice(parameter: Parameter, value: Any) -> str:
    text = str(value).strip().lower()
    if text not in parameter.choices:
        listed = "、".join(parameter.choices), ", ".join(parameter.choices)
        raise BadValue(Text(f"应为 {listed[0]}", f"expected {listed[1]}"))
    return text


def _list(_: Parameter, value: Any) -> list[str]:
    if isinstance(value, str):
        return [part for part in _SEPARATORS.split(value) if part]
    return [identifier(part) for part in value]


_KINDS: Final[Mapping[ParameterKind, Callable[[Parameter, Any], Any]]] = {
    "text": lambda _, value: str(value),
    "customer": lambda _, value: identifier(value),
    "amount": lambda _, value: decimal_of(value),
    "day": _day,
    "whole": _whole,
    "flag": lambda _, value: bool(flag(value)),
    "choice": _choice,
    "list": _list,
    "file": lambda _, value: Path(value),
    "folder": lambda _, value: Path(value),
}
