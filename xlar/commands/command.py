"""What a command is: its names, its group, what it can be told, and what does it.

Nothing heavy is imported here: what a command does is named, and loaded when it is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.commands.context import Context, Outcome

ParameterKind: TypeAlias = Literal[
    "text", "customer", "amount", "day", "whole", "flag", "choice", "list", "file", "folder"
]
MOST_CHARACTERS: Final = 255
"""How long a text about a command may be: more, and a ribbon shows no tip at all."""


@dataclass(frozen=True)
class Parameter:
    """Something a command can be told.

    Attributes:
        name: English name, as ``--set`` and programs use it.
        kind: what its value is; ``list`` is several texts.
        title: its name for people.
        about: what it does.
        choices: the permitted values of a ``choice``.
    """

    name: str
    kind: ParameterKind
    title: Text
    about: Text
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: English name.
        title: label of its button.
        group: key of its group in `GROUPS`.
        about: tip of its button, at most 255 characters.
        does: the function that does it, as ``module:function`` of this package.
        parameters: what it can be told.
        icon: picture of its button: an Office ``imageMso``.
    """

    name: str
    title: Text
    group: str
    about: Text
    does: str
    parameters: tuple[Parameter, ...] = ()
    icon: str = ""

    @property
    def run(self) -> Callable[[Context], Outcome]:
        """The function that does it, loaded now."""
        module, _, function = self.does.partition(":")
        found: Callable[[Context], Outcome] = getattr(
            import_module(f"xlar.commands.{module}"), function
        )
        return found


GROUPS: Final[Mapping[str, Text]] = {
    "data": Text("数据", "Data"),
    "aging": Text("账龄", "Aging"),
    "credit": Text("信用", "Credit"),
    "statements": Text("对账", "Statements"),
    "collection": Text("催收", "Collection"),
    "figures": Text("分析", "Figures"),
    "help": Text("帮助", "Help"),
}

CUSTOMER: Final = Parameter(
    "customer", "customer", Text("客户编码", "Customer"),
    Text("不填则取所选单元格所在行的客户", "default: the customer of the selected row"),
)  # fmt: skip
CUSTOMERS: Final = Parameter(
    "customers", "list", Text("客户编码", "Customers"),
    Text("只为这些客户，用逗号隔开；不填为全部", "only these, separated by commas; default: all"),
)  # fmt: skip
AS_OF: Final = Parameter(
    "as_of", "day", Text("截止日期", "As of"),
    Text("不填取参数中的截止日期，再则今天", "default: the day of 参数, else today"),
)  # fmt: skip
FORMATS: Final = Parameter(
    "formats", "list", Text("格式", "Formats"),
    Text("如 pdf,docx，不填取参数", "such as pdf,docx; default: those of 参数"),
)  # fmt: skip
START: Final = Parameter(
    "start", "day", Text("起始日", "From"),
    Text("不填接上次对账单，再则本月 1 日", "default: after the last one"),
)  # fmt: skip
