"""The template as a whole: body, macros and ribbon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.workbook.macros import BUILT
from xlar.workbook.ribbon import ribbon_xml
from xlar.workbook.template.body import template_body
from xlar.workbook.template.package import assemble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language, Text
    from xlar.workbook.ribbon import Button


def whole_template(
    buttons: Sequence[Button],
    groups: Mapping[str, Text],
    lang: Language = "zh",
    *,
    demo: bool = True,
    conf: Mapping[str, str] | None = None,
) -> bytes:
    """The template with macros and ribbon, as the bytes of an ``.xlsm`` file.

    Args:
        buttons: the commands.
        groups: titles of their groups.
        lang: language of everything in it.
        demo: whether its tables hold the demonstration ledger.
        conf: values of ``xlar.conf`` by key, such as ``Interpreter_Win``.
    """
    body = template_body(lang, demo=demo, commands=buttons, groups=groups, conf=conf)
    return with_macros(body, buttons, groups, lang)


def with_macros(
    body: bytes, buttons: Sequence[Button], groups: Mapping[str, Text], lang: Language
) -> bytes:
    """A body with the macros the package carries and a ribbon.

    Args:
        body: a workbook without macros.
        buttons: the commands.
        groups: titles of their groups.
        lang: language of the ribbon.
    """
    return assemble(body, BUILT.read_bytes(), ribbon_xml(buttons, groups, lang))
