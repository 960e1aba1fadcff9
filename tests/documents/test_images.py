"""Logo and seal pictures."""

from __future__ import annotations

import os

import pytest

from xlar.documents.render.images import LARGEST, BadImage, kind_of, read_image

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
SVG = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg><path d="M0 0"/></svg>'


@pytest.mark.parametrize(("data", "ending"), [(PNG, "png"), (JPEG, "jpg"), (SVG, "svg")])
def test_a_picture_is_what_its_bytes_say(tmp_path, data, ending):
    (tmp_path / "logo.txt").write_bytes(data)
    assert read_image(tmp_path, "logo.txt") == (data, ending)


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"%PDF-1.7",
        b"",
        b"#import sys",
        b'<svg><image href="/etc/passwd"/></svg>',
        b'<svg><use xlink:href="https://example.org/a.svg#b"/></svg>',
        b"<svg><script>alert(1)</script></svg>",
        b'<svg onload="x()"></svg>',
        b"<svg><text>hello</text></svg>",
        b'<svg><style>@import "a.css"</style></svg>',
        b'<svg><rect fill="url(http://example.org)"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        SVG.decode().encode("utf-16"),
    ],
)
def test_all_else_is_refused(tmp_path, data):
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(BadImage) as mistake:
        read_image(tmp_path, "logo.png")
    assert "logo.png" in mistake.value.text("zh")
    assert kind_of(data) is None


def test_an_inner_link_of_an_svg_is_allowed():
    assert kind_of(b'<svg><use href="#a"/><rect fill="url(#b)"/></svg>') == "svg"


@pytest.mark.parametrize("name", ["../logo.png", "sub/logo.png", "..", "."])
def test_the_name_must_not_be_a_path(tmp_path, name):
    folder = tmp_path / "company"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder / "sub"):
        (place / "logo.png").write_bytes(PNG)
    with pytest.raises(BadImage):
        read_image(folder, name)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path):
    folder = tmp_path / "company"
    folder.mkdir()
    (tmp_path / "other.png").write_bytes(PNG)
    (folder / "logo.png").symlink_to(tmp_path / "other.png")
    with pytest.raises(BadImage):
        read_image(folder, "logo.png")


def test_a_missing_picture_is_told(tmp_path):
    with pytest.raises(BadImage, match="no picture"):
        read_image(tmp_path, "logo.png")


def test_a_large_picture_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG + bytes(LARGEST))
    with pytest.raises(BadImage, match="2 MB"):
        read_image(tmp_path, "logo.png")
