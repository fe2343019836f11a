"""Files that a reader of PDFs must survive, each made in a moment."""

from __future__ import annotations

import zlib
from pathlib import Path

import pymupdf
from miniatures.books.press import Book, print_book


def write_hostile(folder: Path) -> dict[str, str]:
    """Write one of each kind into `folder`; returns file name -> what is to be expected.

    "reject" is a document that cannot be read, "partial" one that may yield something, "empty"
    one without pictures and "figures" one whose pictures are as in the clean ``clean.pdf``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clean = folder / "clean.pdf"
    print_book(Book("plain-below", ["one", "derm"], seed=9), clean)
    for name, (write, _) in HOSTILE.items():
        write(clean, folder / name)
    return {"clean.pdf": "figures", **{name: expect for name, (_, expect) in HOSTILE.items()}}


def _truncate(clean: Path, path: Path) -> None:
    data = clean.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.6)])


def _break_xref(clean: Path, path: Path) -> None:
    data = clean.read_bytes()
    start = data.rindex(b"xref\n0 ")
    path.write_bytes(data[:start] + b"\0" * 400 + data[start + 400 :])


def _point_xref_astray(clean: Path, path: Path) -> None:
    data = clean.read_bytes()
    start = data.rindex(b"startxref")
    path.write_bytes(data[:start] + b"startxref\n99999999999\n%%EOF\n")


def _encrypt(clean: Path, path: Path) -> None:
    with pymupdf.open(clean) as document:
        document.save(
            path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="reader"
        )


def _write_html(clean: Path, path: Path) -> None:
    path.write_text("<!doctype html><title>Sign in</title><p>Please sign in to read this book.")


def _write_nothing(clean: Path, path: Path) -> None:
    path.write_bytes(b"")


def _assemble(objects: list[bytes], path: Path) -> None:
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    path.write_bytes(bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def _no_pages(clean: Path, path: Path) -> None:
    _assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], path)


def _many_pages(clean: Path, path: Path) -> None:
    count = 2000
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
            *[page] * count,
        ],
        path,
    )


def _lying_page_count(clean: Path, path: Path) -> None:
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ],
        path,
    )


def _page_tree_loop(clean: Path, path: Path) -> None:
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 1>>",
        ],
        path,
    )


def _one_image(entries: bytes, data: bytes, path: Path) -> None:
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</Im1 5 0 R>>>>>>",
            _stream(b"", b"q 400 0 0 400 90 300 cm /Im1 Do Q"),
            _stream(b"/Type/XObject/Subtype/Image" + entries, data),
        ],
        path,
    )


def _image_bomb(clean: Path, path: Path) -> None:
    side = 30000
    squeeze = zlib.compressobj(9)
    row = b"\xaa" * (side // 8)
    data = b"".join(squeeze.compress(row * 100) for _ in range(side // 100)) + squeeze.flush()
    _one_image(
        b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
        % (side, side),
        data,
        path,
    )


def _image_lie(clean: Path, path: Path) -> None:
    """Says 60,000 x 60,000 pixels in RGB over a few bytes."""
    _one_image(
        b"/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode",
        zlib.compress(b"\x80" * 3000),
        path,
    )


def _flate_bomb(clean: Path, path: Path) -> None:
    """A small content stream that unpacks to more than a hundred megabytes of strokes."""
    squeeze = zlib.compressobj(9)
    blank = b"0 0 m 1 1 l S " * 80_000
    once = b"".join(squeeze.compress(blank) for _ in range(120)) + squeeze.flush()
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            _stream(b"/Filter/FlateDecode", once),
        ],
        path,
    )


def _form_loop(clean: Path, path: Path) -> None:
    """Forms that draw one another, ten times each."""
    forms = [
        _stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X %d 0 R>>>>"
            % (5 + (place + 1) % 9),
            b"/X Do " * 10,
        )
        for place in range(9)
    ]
    _assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</X 5 0 R>>>>>>",
            _stream(b"", b"/X Do"),
            *forms,
        ],
        path,
    )


def _script(clean: Path, path: Path) -> None:
    with pymupdf.open(clean) as document:
        script = document.get_new_xref()
        document.update_object(script, "<</S/JavaScript/JS(app.alert\\('run'\\))>>")
        document.xref_set_key(document.pdf_catalog(), "OpenAction", f"{script} 0 R")
        document.xref_set_key(document.pdf_catalog(), "AA", f"<</WC {script} 0 R>>")
        document.embfile_add("note.txt", b"attached", filename="../../escaped.txt")
        document.save(path)


def _broken_font_and_stream(clean: Path, path: Path) -> None:
    """Noise over the middle of the file: streams and fonts no longer decode."""
    data = bytearray(clean.read_bytes())
    for place in range(len(data) // 3, len(data) // 2, 97):
        data[place] ^= 0x5A
    path.write_bytes(bytes(data))


HOSTILE = {
    "truncated.pdf": (_truncate, "partial"),
    "broken_xref.pdf": (_break_xref, "partial"),
    "xref_astray.pdf": (_point_xref_astray, "partial"),
    "noise.pdf": (_broken_font_and_stream, "partial"),
    "encrypted.pdf": (_encrypt, "reject"),
    "not_a_pdf.pdf": (_write_html, "reject"),
    "empty_file.pdf": (_write_nothing, "reject"),
    "no_pages.pdf": (_no_pages, "empty"),
    "many_pages.pdf": (_many_pages, "empty"),
    "lying_page_count.pdf": (_lying_page_count, "partial"),
    "page_tree_loop.pdf": (_page_tree_loop, "partial"),
    "image_bomb.pdf": (_image_bomb, "partial"),
    "image_lie.pdf": (_image_lie, "partial"),
    "flate_bomb.pdf": (_flate_bomb, "partial"),
    "form_loop.pdf": (_form_loop, "empty"),
    "script_and_attachment.pdf": (_script, "figures"),
}
