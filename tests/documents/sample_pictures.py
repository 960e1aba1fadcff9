"""A made-up logo and seal, as outlines."""

from __future__ import annotations

import math
import struct
import zlib

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">'
    b'<path d="M30 3 L48 27 H39 L54 45 H34 V57 H26 V45 H6 L21 27 H12 Z" fill="#1f3a5f"/></svg>'
)


def _star(radius: float) -> str:
    points = [
        (radius * (1 if turn % 2 == 0 else 0.382), math.pi * (turn / 5 - 0.5)) for turn in range(10)
    ]
    return " ".join(f"{50 + r * math.cos(a):.2f},{50 + r * math.sin(a):.2f}" for r, a in points)


SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" opacity="0.8">'
    '<circle cx="50" cy="50" r="46" fill="none" stroke="#c8102e" stroke-width="4"/>'
    f'<polygon points="{_star(17)}" fill="#c8102e"/></svg>'
).encode()


def png(width: int = 8, height: int = 8) -> bytes:
    """A small red picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = (b"\0" + b"\xc8\x10\x2e" * width) * height
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
