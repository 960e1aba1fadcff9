"""Names of parameters that VBA and Python both accept."""

from __future__ import annotations

from keyword import iskeyword
from typing import Final

# The reserved identifiers of VBA ([MS-VBAL] 3.3.5.2); a parameter cannot have such a name.
_WORDS: Final = """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar
    cverr date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng
    deflnglng deflngptr defobj defsng defstr defvar dim do doevents double each else elseif empty
    end endif enum eqv erase event exit false fix for friend function get global gosub goto if imp
    implements in input inputb int integer is lbound len lenb let like lineinput lock long longlong
    longptr loop lset me mod new next not nothing null on open option optional or paramarray
    preserve print private pset public put raiseevent redim rem resume return rset scale seek
    select set sgn shared single spc static step stop string sub tab then to true type typeof
    ubound unlock until variant wend while with withevents write xor
"""
_RESERVED: Final = frozenset(_WORDS.split())


def vba_name(name: str) -> str:
    """The name of a parameter in VBA: its own, with an underscore where that word is taken.

    >>> vba_name("ledger"), vba_name("currency"), vba_name("from")
    ('ledger', 'currency_', 'from_')
    """
    return f"{name}_" if name.lower() in _RESERVED or iskeyword(name) else name
