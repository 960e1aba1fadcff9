"""Settings from plain values: a nested mapping becomes a frozen dataclass, or says what is wrong.

What a setting may be is read from the dataclass itself, so a new setting is one new line there.
A float is taken by its shortest decimal text: 0.0335 in TOML is exactly 335/10000 here.
"""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, NoReturn, TypeVar

from xlar.core.errors import BadPolicy
from xlar.core.problems import Text

_T = TypeVar("_T")

_KINDS: Final[Mapping[Any, Text]] = {
    bool: Text("true 或 false", "true or false"),
    int: Text("整数", "a whole number"),
    str: Text("文字", "a text"),
    Decimal: Text("数字", "a number"),
    date: Text("日期，如 2026-05-31", "a day such as 2026-05-31"),
    tuple: Text("列表", "a list"),
    Mapping: Text("表（名称 = 值）", "a table of name = value"),
}


def build_settings(kind: type[_T], values: Mapping[str, Any], prefix: str = "") -> _T:
    """The dataclass ``kind`` with the given values in place of its defaults.

    Args:
        kind: a frozen dataclass whose fields are settings or dataclasses of settings.
        values: nested mapping by field name, as ``tomllib`` reads it.
        prefix: what the names in messages begin with, such as ``dunning.``.

    Raises:
        BadPolicy: an unknown name (with the nearest known one), a value of the wrong kind, or one
            out of its range.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Letters:
    ...     grace: int = 0
    >>> build_settings(Letters, {"grace": 3})
    Letters(grace=3)
    """
    if not isinstance(values, Mapping):
        _wrong(prefix.rstrip("."), values, _KINDS[Mapping])
    hints = hints_of(kind)
    for name in values:
        if name not in hints:
            _unknown(name, hints, prefix)
    for entry in dataclasses.fields(typing.cast("type[Any]", kind)):
        missing = (entry.default, entry.default_factory) == (dataclasses.MISSING,) * 2
        if missing and entry.name not in values:
            raise BadPolicy(
                Text(
                    f"缺少设置 {prefix}{entry.name}。",
                    f"the setting {prefix}{entry.name} is missing",
                )
            )
    return kind(
        **{name: _value(hints[name], value, prefix + name) for name, value in values.items()}
    )


def hints_of(kind: type[Any]) -> dict[str, Any]:
    """The declared kinds of the settings of a dataclass, by name.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Letters:
    ...     grace: int = 0
    >>> hints_of(Letters)
    {'grace': <class 'int'>}
    """
    return typing.get_type_hints(kind, localns={"Mapping": Mapping, "date": date})


def require(condition: object, name: str, zh: str, en: str) -> None:
    """Nothing, if the condition holds; else a complaint about the setting.

    Args:
        condition: what must hold.
        name: full name of the setting, such as ``terms.cutoff_day``.
        zh: what is expected, in Chinese.
        en: the same in English.

    Raises:
        BadPolicy: the condition does not hold.

    >>> require(1 > 0, "terms.cutoff_day", "1 至 31", "1 to 31")
    """
    if not condition:
        raise BadPolicy(Text(f"设置 {name}：应为{zh}。", f"setting {name}: expected {en}"))


def require_positive(rates: Mapping[str, Decimal], name: str) -> None:
    """Nothing, if every rate is above 0; else a complaint about the first that is not.

    >>> require_positive({"USD": Decimal("7.1")}, "rates")
    """
    for key, rate in rates.items():
        require(rate > 0, f"{name}.{key}", "大于 0 的数字", "a number above 0")


def require_days(settings: object, prefix: str, *names: str) -> None:
    """Nothing, if the named attributes are 0 or more; else a complaint about the first below."""
    for name in names:
        require(getattr(settings, name) >= 0, f"{prefix}.{name}", "不小于 0", "0 or more")


def ascends(numbers: tuple[int, ...]) -> bool:
    """Whether every number is above the one before it.

    >>> ascends((0, 30, 60)), ascends((0, 0))
    (True, False)
    """
    return all(lower < upper for lower, upper in itertools.pairwise(numbers))


def frozen(values: Mapping[str, Any]) -> Any:
    """A dataclass field whose default is a read-only mapping.

    >>> @dataclasses.dataclass(frozen=True)
    ... class Terms:
    ...     by_grade: Mapping[str, str] = frozen({"D": "COD"})
    >>> Terms().by_grade["D"]
    'COD'
    """
    return dataclasses.field(default_factory=lambda: types.MappingProxyType(values))


def _unknown(name: str, known: Mapping[str, Any], prefix: str) -> NoReturn:
    near = difflib.get_close_matches(name, known, 1)
    names = ", ".join(known)
    raise BadPolicy(
        Text(
            f"没有名为 {prefix}{name} 的设置；"
            + (f"是否指 {prefix}{near[0]}？" if near else f"可用的有：{names}。"),
            f"unknown setting {prefix}{name}; "
            + (f"did you mean {prefix}{near[0]}?" if near else f"known are {names}"),
        )
    )


def _wrong(name: str, value: Any, expected: Text) -> NoReturn:
    raise BadPolicy(
        Text(
            f"设置 {name}：发现 {value!r}，应为{expected.zh}。",
            f"setting {name}: found {value!r}, expected {expected.en}",
        )
    )


def _value(kind: Any, value: Any, name: str) -> Any:
    """The value converted to the kind its field declares."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return build_settings(typing.cast("type[Any]", kind), value, f"{name}.")
    if origin is Literal:
        return _choice(arguments, value, name)
    if origin in (types.UnionType, typing.Union):
        return _first_fitting(arguments, value, name)
    if origin is tuple:
        return _tuple(arguments, value, name)
    if origin is Mapping:
        if not isinstance(value, Mapping):
            _wrong(name, value, _KINDS[Mapping])
        return types.MappingProxyType(
            {str(key): _value(arguments[1], entry, f"{name}.{key}") for key, entry in value.items()}
        )
    return _scalar(kind, value, name)


def _choice(choices: tuple[Any, ...], value: Any, name: str) -> Any:
    for choice in choices:
        if value == choice and type(value) is type(choice):
            return value
    words = [str(choice) for choice in choices]
    _wrong(name, value, Text(" 或 ".join(words), " or ".join(words)))


def _first_fitting(kinds: tuple[Any, ...], value: Any, name: str) -> Any:
    """The value as the first of several kinds it fits; else the complaint that helps most."""
    complaints = []
    for kind in kinds:
        try:
            return _value(kind, value, name)
        except BadPolicy as mistake:
            if kind is not types.NoneType:
                complaints.append(mistake)
    raise complaints[0 if isinstance(value, list | tuple) else -1]


def _tuple(arguments: tuple[Any, ...], value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        _wrong(name, value, _KINDS[tuple])
    kinds = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
    if len(kinds) != len(value):
        _wrong(name, value, Text(f"{len(kinds)} 个值", f"{len(kinds)} values"))
    return tuple(
        _value(kind, entry, f"{name}[{place}]")
        for place, (kind, entry) in enumerate(zip(kinds, value, strict=True))
    )


def _scalar(kind: Any, value: Any, name: str) -> Any:
    if kind is types.NoneType and value is None:
        return None
    if kind is Decimal:
        return _decimal(value, name)
    if (
        isinstance(kind, type)
        and isinstance(value, kind)
        and (kind is bool) == isinstance(value, bool)
        and not isinstance(value, datetime)
    ):
        return value
    _wrong(name, value, _KINDS.get(kind, Text("空", "nothing")))


def _decimal(value: Any, name: str) -> Decimal:
    if isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        try:
            number = Decimal(str(value))
        except ArithmeticError:
            _wrong(name, value, _KINDS[Decimal])
        if number.is_finite():
            return number
    _wrong(name, value, _KINDS[Decimal])
