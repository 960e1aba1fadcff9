"""What LibreOffice must know of the functions beforehand, written from their table.

The interface (its own source text serves as type library), and names, texts and parameters for
cells and the function wizard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from xlar.hosts.calc.addin.component.service import IMPLEMENTATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.functions.table import Function

DOCUMENT: Final = "document"  # Calc gives the document for it and does not show it
CATEGORY: Final = "Add-In"  # Calc knows a fixed list of categories; this one lists ours together
_XCU: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 oor:name="CalcAddIns" oor:package="org.openoffice.Office">
<node oor:name="AddInInfo"><node oor:name="{implementation}" oor:op="replace">
<node oor:name="AddInFunctions">
{functions}
</node></node></node>
</oor:component-data>
"""


def method_name(name: str) -> str:
    """The method of a function, or the name of a parameter, in UNO's manner.

    >>> method_name("AR_DAYS_PAST_DUE"), method_name("as_of")
    ('arDaysPastDue', 'asOf')
    """
    first, *rest = name.lower().split("_")
    return first + "".join(map(str.capitalize, rest))


def interface(functions: Iterable[Function]) -> str:
    """The interface of the add-in in UNO's language.

    Args:
        functions: the worksheet functions.
    """
    methods = "".join(f"    {_method(one)};\n" for one in functions)
    return (
        "module org { module xlar { module calc {\n"
        f"  interface XFunctions {{\n{methods}  }};\n"
        "}; }; };\n"
    )


def _method(function: Function) -> str:
    names = [method_name(one.name) for one in function.parameters]
    given = [f"[in] com::sun::star::beans::XPropertySet {DOCUMENT}"]
    given += [f"[in] any {name}" for name in names]
    return f"any {method_name(function.name)}({', '.join(given)})"


def names_and_texts(functions: Iterable[Function]) -> str:
    """The configuration ``CalcAddIns.xcu``: what cells and the wizard show.

    Args:
        functions: the worksheet functions.
    """
    nodes = "\n".join(map(_function, functions))
    return _XCU.format(implementation=IMPLEMENTATION, functions=nodes)


def _function(function: Function) -> str:
    parameters = [_parameter(DOCUMENT, DOCUMENT, "文档", "the document")]
    parameters += [
        _parameter(method_name(one.name), one.name, one.zh, one.en) for one in function.parameters
    ]
    content = (
        _names(function.name)
        + _texts("Description", function.zh, function.en)
        + f'<prop oor:name="Category"><value>{CATEGORY}</value></prop>'
        + f'<prop oor:name="CompatibilityName"><value xml:lang="en">{function.name}</value></prop>'
        + f'<node oor:name="Parameters">{"".join(parameters)}</node>'
    )
    return _node(method_name(function.name), content)


def _parameter(name: str, shown: str, zh: str, en: str) -> str:
    return _node(name, _names(shown) + _texts("Description", zh, en))


def _node(name: str, content: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{content}</node>'


def _names(name: str) -> str:
    return _texts("DisplayName", name, name)


def _texts(property_: str, zh: str, en: str) -> str:
    values = "".join(
        f"<value xml:lang={quoteattr(lang)}>{escape(text)}</value>"
        for lang, text in (("en-US", en), ("en", en), ("zh-CN", zh))
    )
    return f'<prop oor:name="{property_}">{values}</prop>'
