"""Ways to embed a picture in a PDF, each as a function that draws it into a box."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Callable

import numpy as np
import pymupdf
from miniatures.books.sheet import Box, Placement
from PIL import Image, ImageCms

Embed = Callable[[pymupdf.Document, np.ndarray, Box], tuple[Placement, str | None]]


def embed(
    document: pymupdf.Document, pixels: np.ndarray, encoding: str, box: Box
) -> tuple[Placement, str | None]:
    """Embed uint8 [H, W, 3] so that it fills `box` (layout points).

    Returns how to draw it and the SHA-1 of the raw stream where one stream holds it as a file
    that can be kept (JPEG, JPX).
    """
    return ENCODINGS[encoding](document, pixels, box)


def _object(document: pymupdf.Document, entries: str, data: bytes, deflate: bool = False) -> int:
    xref = document.get_new_xref()
    document.update_object(xref, f"<</Type/XObject/Subtype/Image {entries}>>")
    document.update_stream(xref, data, compress=deflate)
    for key, value in re.findall(r"/(Filter|DecodeParms)\s*(/\w+|\[.*?\]|<<.*?>>)", entries):
        document.xref_set_key(xref, key, value)
    return xref


def _entries(width: int, height: int, space: str, rest: str = "", bits: int = 8) -> str:
    return f"/Width {width}/Height {height}/ColorSpace {space}/BitsPerComponent {bits}{rest}"


def _matrix(act: str, *numbers: float) -> bytes:
    return f"q {' '.join(f'{number:.5f}' for number in numbers)} cm {act} Q".encode()


def _draw(xref: int, box: Box) -> Placement:
    x0, y0, x1, y1 = box
    act = _matrix(f"/Im{xref} Do", x1 - x0, 0, 0, y0 - y1, x0, y1)
    return Placement(act, {f"Im{xref}": xref})


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _jpeg_bytes(pixels: np.ndarray, **options: object) -> bytes:
    return _saved(Image.fromarray(pixels), "JPEG", **{"quality": 85, **options})


def _file(
    document: pymupdf.Document,
    data: bytes,
    pixels: np.ndarray,
    box: Box,
    space: str,
    filter_name: str,
    rest: str = "",
) -> tuple[Placement, str]:
    height, width = pixels.shape[:2]
    xref = _object(document, _entries(width, height, space, f"/Filter {filter_name}{rest}"), data)
    return _draw(xref, box), hashlib.sha1(data).hexdigest()


def _jpeg(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    return _file(document, _jpeg_bytes(pixels), pixels, box, "/DeviceRGB", "/DCTDecode")


def _progressive(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    data = _jpeg_bytes(pixels, progressive=True, quality=92)
    return _file(document, data, pixels, box, "/DeviceRGB", "/DCTDecode")


def _grey_jpeg(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    data = _saved(Image.fromarray(pixels).convert("L"), "JPEG", quality=85)
    return _file(document, data, pixels, box, "/DeviceGray", "/DCTDecode")


def _cmyk_jpeg(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    data = _saved(Image.fromarray(pixels).convert("CMYK"), "JPEG", quality=90)
    decode = "/Decode[1 0 1 0 1 0 1 0]"
    return _file(document, data, pixels, box, "/DeviceCMYK", "/DCTDecode", decode)


def _jpx(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    data = _saved(Image.fromarray(pixels), "JPEG2000", quality_mode="rates", quality_layers=[12])
    return _file(document, data, pixels, box, "/DeviceRGB", "/JPXDecode")


def _icc_jpeg(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    profile = document.get_new_xref()
    document.update_object(profile, "<</N 3/Alternate/DeviceRGB>>")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Bytes 24..35 are the time at which the profile was made.
    document.update_stream(profile, srgb[:24] + bytes(12) + srgb[36:], compress=True)
    space = f"[/ICCBased {profile} 0 R]"
    return _file(document, _jpeg_bytes(pixels), pixels, box, space, "/DCTDecode")


def _deflated_jpeg(
    document: pymupdf.Document, pixels: np.ndarray, box: Box
) -> tuple[Placement, str]:
    """A JPEG inside Flate, as some printing software writes."""
    height, width = pixels.shape[:2]
    data = _jpeg_bytes(pixels)
    entries = _entries(width, height, "/DeviceRGB", "/Filter[/FlateDecode/DCTDecode]")
    xref = _object(document, entries, zlib.compress(data))
    return _draw(xref, box), hashlib.sha1(data).hexdigest()


def _flate(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    height, width = pixels.shape[:2]
    xref = _object(document, _entries(width, height, "/DeviceRGB"), pixels.tobytes(), deflate=True)
    return _draw(xref, box), None


def _predicted(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """Flate with PNG's "up" predictor."""
    height, width = pixels.shape[:2]
    rows = pixels.reshape(height, -1)
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    coded = np.hstack([np.full((height, 1), 2, np.uint8), rows - above])
    rest = f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/Columns {width}>>"
    entries = _entries(width, height, "/DeviceRGB", rest)
    return _draw(_object(document, entries, zlib.compress(coded.tobytes())), box), None


def _deep(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """16 bits a sample."""
    height, width = pixels.shape[:2]
    data = (pixels.astype(np.uint16) * 257).astype(">u2").tobytes()
    xref = _object(document, _entries(width, height, "/DeviceRGB", bits=16), data, deflate=True)
    return _draw(xref, box), None


def _indexed(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    height, width = pixels.shape[:2]
    few = Image.fromarray(pixels).quantize(256, method=Image.Quantize.FASTOCTREE)
    palette = bytes(few.getpalette() or ()).ljust(768, b"\0")[:768]
    space = f"[/Indexed/DeviceRGB 255<{palette.hex()}>]"
    xref = _object(document, _entries(width, height, space), few.tobytes(), deflate=True)
    return _draw(xref, box), None


def _dithered(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(pixels).convert("1")


def _bitonal(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    height, width = pixels.shape[:2]
    data = _dithered(pixels).tobytes()
    xref = _object(document, _entries(width, height, "/DeviceGray", bits=1), data, deflate=True)
    return _draw(xref, box), None


def _ccitt(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    height, width = pixels.shape[:2]
    file = _saved(_dithered(pixels), "TIFF", compression="group4", tiffinfo={278: height})
    with Image.open(io.BytesIO(file)) as tiff:
        tags = tiff.tag_v2
        if len(tags[273]) != 1:
            raise ValueError("the TIFF writer cut the picture into strips")
        data = file[tags[273][0] : tags[273][0] + tags[279][0]]
        black = "false" if tags[262] == 0 else "true"
    rest = (
        f"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {width}/Rows {height}"
        f"/BlackIs1 {black}>>"
    )
    xref = _object(document, _entries(width, height, "/DeviceGray", rest, bits=1), data)
    return _draw(xref, box), None


def _soft_mask(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    """A JPEG whose soft mask fades the outermost border."""
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    edge = np.minimum.reduce([rows, columns, height - 1 - rows, width - 1 - columns])
    data = np.clip(edge * 64, 0, 255).astype(np.uint8).tobytes()
    mask = _object(document, _entries(width, height, "/DeviceGray"), data, deflate=True)
    rest = f"/SMask {mask} 0 R"
    return _file(document, _jpeg_bytes(pixels), pixels, box, "/DeviceRGB", "/DCTDecode", rest)


def _image_mask(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """A stencil painted in black."""
    height, width = pixels.shape[:2]
    entries = f"/Width {width}/Height {height}/ImageMask true/BitsPerComponent 1"
    drawn = _draw(_object(document, entries, _dithered(pixels).tobytes(), deflate=True), box)
    drawn.operators = b"0 g " + drawn.operators
    return drawn, None


def _inline(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """An inline image, at half the pixels since writers inline only small ones."""
    small = Image.fromarray(pixels).resize((pixels.shape[1] // 2, pixels.shape[0] // 2))
    data = zlib.compress(np.asarray(small).tobytes()).hex().encode() + b">"
    head = f"BI /W {small.width} /H {small.height} /CS /RGB /BPC 8 /F [/AHx /Fl] ID "
    x0, y0, x1, y1 = box
    matrix = f"q {x1 - x0:.4f} 0 0 {y0 - y1:.4f} {x0:.4f} {y1:.4f} cm "
    return Placement(matrix.encode() + head.encode() + data + b"\nEI Q"), None


def _form(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    """A JPEG inside a form XObject with a matrix of its own."""
    inner, sha1 = _jpeg(document, pixels, (0, 0, 1, 1))
    ((name, image),) = inner.resources.items()
    form = document.get_new_xref()
    document.update_object(
        form,
        "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[.01 0 0 .01 0 0]"
        f"/Resources<</XObject<</{name} {image} 0 R>>>>>>",
    )
    document.update_stream(form, f"q 100 0 0 100 0 0 cm /{name} Do Q".encode(), compress=True)
    x0, y0, x1, y1 = box
    act = _matrix(f"/Fm{form} Do", x1 - x0, 0, 0, y0 - y1, x0, y1)
    return Placement(act, {f"Fm{form}": form}), sha1


def _cells(
    document: pymupdf.Document, pixels: np.ndarray, box: Box, rows: int, columns: int
) -> tuple[Placement, None]:
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = box
    operators, resources = [], {}
    for row in range(rows):
        top, low = (height * (row + part) // rows for part in (0, 1))
        for column in range(columns):
            left, right = (width * (column + part) // columns for part in (0, 1))
            cell = (
                x0 + (x1 - x0) * left / width,
                y0 + (y1 - y0) * top / height,
                x0 + (x1 - x0) * right / width,
                y0 + (y1 - y0) * low / height,
            )
            part, _ = _jpeg(document, np.ascontiguousarray(pixels[top:low, left:right]), cell)
            operators.append(part.operators)
            resources |= part.resources
    return Placement(b"\n".join(operators), resources), None


def _strips(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    return _cells(document, pixels, box, 9, 1)


def _tiles(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    return _cells(document, pixels, box, 3, 4)


def _clipped(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """A larger raster of which a clipping path shows `box`, as page-making software crops."""
    height, width = pixels.shape[:2]
    edge_y, edge_x = height // 4, width // 5
    larger = np.pad(pixels, ((edge_y, edge_y), (edge_x, edge_x), (0, 0)), mode="reflect")
    x0, y0, x1, y1 = box
    dx, dy = (x1 - x0) * edge_x / width, (y1 - y0) * edge_y / height
    drawn, _ = _jpeg(document, larger, (x0 - dx, y0 - dy, x1 + dx, y1 + dy))
    window = f"q {x0:.4f} {y0:.4f} {x1 - x0:.4f} {y1 - y0:.4f} re W n ".encode()
    return Placement(window + drawn.operators + b" Q", drawn.resources), None


def _sideways(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, None]:
    """Stored turned by a quarter and turned back by the drawing matrix."""
    drawn, _ = _jpeg(document, np.ascontiguousarray(np.rot90(pixels)), box)
    ((name, _),) = drawn.resources.items()
    x0, y0, x1, y1 = box
    act = _matrix(f"/{name} Do", 0, y1 - y0, x1 - x0, 0, x0, y0)
    return Placement(act, drawn.resources), None


def _matted(document: pymupdf.Document, pixels: np.ndarray, box: Box) -> tuple[Placement, str]:
    """A JPEG over a white card that is itself an image, as layered files leave behind."""
    white = np.full((8, 8, 3), 255, np.uint8)
    x0, y0, x1, y1 = box
    card, _ = _flate(document, white, (x0 - 4, y0 - 4, x1 + 4, y1 + 4))
    drawn, sha1 = _jpeg(document, pixels, box)
    both = {**card.resources, **drawn.resources}
    return Placement(card.operators + b"\n" + drawn.operators, both), sha1


ENCODINGS: dict[str, Embed] = {
    "jpeg": _jpeg,
    "progressive": _progressive,
    "grey-jpeg": _grey_jpeg,
    "cmyk-jpeg": _cmyk_jpeg,
    "jpx": _jpx,
    "icc-jpeg": _icc_jpeg,
    "deflated-jpeg": _deflated_jpeg,
    "flate": _flate,
    "predictor": _predicted,
    "16-bit": _deep,
    "indexed": _indexed,
    "1-bit": _bitonal,
    "ccitt": _ccitt,
    "soft-mask": _soft_mask,
    "image-mask": _image_mask,
    "inline": _inline,
    "form": _form,
    "strips": _strips,
    "tiles": _tiles,
    "clipped": _clipped,
    "sideways": _sideways,
    "matted": _matted,
}
