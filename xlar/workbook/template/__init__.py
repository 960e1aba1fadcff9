"""The body of the Excel template: its sheets as data, drawn with XlsxWriter.

`template_body` gives a workbook without macros, with every report's results in its cells;
`assemble` adds a VBA project and a ribbon, `whole_template` does it all. The same input gives the
same bytes.
"""

from xlar.workbook.template.body import code_names, template_body
from xlar.workbook.template.kit import OwnContents
from xlar.workbook.template.package import assemble
from xlar.workbook.template.whole import whole_template, with_macros

__all__ = [
    "OwnContents",
    "assemble",
    "code_names",
    "template_body",
    "whole_template",
    "with_macros",
]
