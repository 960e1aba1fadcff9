"""The words of everything that goes out, as data: texts by kind, level, tone and language."""

from xlar.documents.wording.sheet import with_sheet
from xlar.documents.wording.wording import Filled, Wordings, built_in, with_file

__all__ = ["Filled", "Wordings", "built_in", "with_file", "with_sheet"]
