"""The company's logo and seal, checked before a renderer sees them.

A picture is taken for what its bytes say, never for its name. An SVG may hold outlines only: text
would need fonts, and a link could fetch a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 2 * 1024 * 1024  # bytes
_UNSAFE_SVG: Final = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignObject|text|image)\b"
    rb"|\bon\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


class BadImage(XlarError, ValueError):
    """A logo or seal that is missing, too large, or not a PNG, JPEG or plain SVG picture."""


def read_image(folder: Path, name: str) -> tuple[bytes, str]:
    """The bytes of a picture and the ending its content deserves (``png jpg svg``).

    Args:
        folder: the company's folder.
        name: name of a file directly in it.

    Raises:
        BadImage: not such a file, or not such a picture.
    """
    path = folder / name
    if path.name != name or path.resolve().parent != folder.resolve():
        raise BadImage(
            Text(
                f"图片“{name}”应为公司文件夹中的文件名，不能带路径",
                f"the picture {name!r} must be the name of a file in the company's folder",
            )
        )
    if not path.is_file():
        raise BadImage(Text(f"找不到图片“{path}”", f"there is no picture {path}"))
    if path.stat().st_size > LARGEST:
        raise BadImage(
            Text(f"图片“{name}”超过 2 MB，请缩小", f"the picture {name!r} is larger than 2 MB")
        )
    data = path.read_bytes()
    ending = kind_of(data)
    if ending is None:
        raise BadImage(
            Text(
                f"图片“{name}”不是 PNG、JPEG 或只含轮廓的 SVG",
                f"the picture {name!r} is no PNG, no JPEG and no SVG of outlines only",
            )
        )
    return data, ending


def kind_of(data: bytes) -> str | None:
    r"""The kind of a picture by its content: ``png``, ``jpg`` or ``svg``; None for all else.

    >>> kind_of(b"\x89PNG\r\n\x1a\n..."), kind_of(b"<svg></svg>"), kind_of(b"GIF89a")
    ('png', 'svg', None)
    >>> kind_of(b"<svg><image href='file:///etc/passwd'/></svg>") is None
    True
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if re.match(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg\b", data, re.DOTALL):
        return None if _UNSAFE_SVG.search(data) else "svg"
    return None
