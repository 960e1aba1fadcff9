"""Cell errors as the numbers that Excel hands to other programs.

Excel's own engine in xlwings reads ``#N/A`` as the int -2146826246, and no cell with a number is
ever an int (they come as floats); so the same ints stand for errors here, also in raw values.
"""

from __future__ import annotations

from typing import Final

ERROR_TEXTS: Final = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
_NUMBERS: Final = {text: number for number, text in ERROR_TEXTS.items()}
# Calc's own codes; those not named here are mistakes in a formula's arguments or its text.
_CALC_CODES: Final = {
    32767: "#N/A",
    532: "#DIV/0!",
    524: "#REF!",
    525: "#NAME?",
    508: "#NAME?",
    503: "#NUM!",
    523: "#NUM!",
    521: "#NULL!",
}


def excel_error(calc_code: int) -> int:
    """Excel's number for an error code of Calc.

    >>> excel_error(532), ERROR_TEXTS[excel_error(519)]
    (-2146826281, '#VALUE!')
    """
    return _NUMBERS[_CALC_CODES.get(calc_code, "#VALUE!")]
