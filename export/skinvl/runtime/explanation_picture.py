"""An explanation as a picture for people: the image beside itself with the map, and what it is."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from skinvl.contract.errors import ConfigError
from skinvl.runtime.explain import Explanation
from skinvl.runtime.outline import Outline

PANEL_PIXELS = (320, 640)
"""Least and largest side of a panel: small images are enlarged, large ones reduced."""
_MARGIN = 16
_TEXT, _SMALL = 17, 14
_LINE = 1.4
_BAR = (240, 14)
_INK, _GREY, _PAPER = (20, 20, 20), (90, 90, 90), (255, 255, 255)
_OUTLINE = (0, 230, 255)
_OPAQUE = 0.75
# Equally spaced colours of matplotlib's "plasma" (CC0), whose lightness grows steadily, so that it
# reads in grey and with any colour vision.
_HEAT = np.array(
    [(13, 8, 135), (126, 3, 168), (204, 71, 120), (248, 149, 64), (240, 249, 33)], dtype=np.float32
)
METHOD_WORDS = {
    "fast": "share of each place in the score of the diagnosis (exact decomposition)",
    "occlusion": "fall of the probability where the place is covered (occlusion)",
}
CAPTION = "Where, not why: brighter places speak more for this diagnosis. It is no proof of it."


@dataclass(frozen=True)
class Caption:
    """What is written below the panels beside the map's own words.

    Attributes:
        probability: of the diagnosis, as text.
        made_by: bundle and version.
        notice: that the program is no medical device.
    """

    probability: str
    made_by: str
    notice: str


def draw_picture(
    rgb: NDArray[np.uint8], explanation: Explanation, outline: Outline | None, caption: Caption
) -> bytes:
    """PNG bytes of the picture.

    Args:
        rgb: the image explained, uint8 [H, W, 3].
        explanation: of that image.
        outline: of that image, drawn if it is reliable and named if not; None: not asked for.
        caption: further words.

    Raises:
        ValueError: the map or the outline is not of an image of that size.
    """
    size = (rgb.shape[1], rgb.shape[0])
    for part in (explanation, outline):
        if part is not None and part.frame.size != size:
            raise ValueError(f"the image has {size} pixels, the map or outline {part.frame.size}")
    panel = _fit_panel(size)
    plain = Image.fromarray(rgb).resize(panel, Image.Resampling.LANCZOS)
    mapped = _lay_over(plain, explanation.overlay(panel))
    if outline is not None and outline.reliable:
        _draw_polygon(mapped, outline.polygon * (np.array(panel) / np.array(size)))
    width = max(2 * panel[0] + 3 * _MARGIN, 2 * PANEL_PIXELS[0] + 3 * _MARGIN)
    lines = [
        *_wrap(_describe(explanation, outline, caption), width - 2 * _MARGIN),
    ]
    text_height = sum(round(size * _LINE) for _, size, _ in lines)
    top = _MARGIN + panel[1] + _MARGIN
    height = top + _BAR[1] + round(_SMALL * _LINE) + _MARGIN + text_height + _MARGIN
    sheet = Image.new("RGB", (width, height), _PAPER)
    left = (width - 2 * panel[0] - _MARGIN) // 2
    sheet.paste(plain, (left, _MARGIN))
    sheet.paste(mapped, (left + panel[0] + _MARGIN, _MARGIN))
    pen = ImageDraw.Draw(sheet)
    y = _draw_scale(sheet, pen, top)
    for text, points, colour in lines:
        pen.text((_MARGIN, y), text, fill=colour, font=ImageFont.load_default(points))
        y += round(points * _LINE)
    stream = io.BytesIO()
    sheet.save(stream, format="PNG", pnginfo=_sign(explanation), optimize=True)
    return stream.getvalue()


def write_picture(path: Path, content: bytes) -> None:
    """Put a whole picture at `path` or leave what is there.

    Raises:
        ConfigError: the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes private files; a picture is as readable as any other new file.
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError([f"{path}: cannot be written ({error.strerror})"]) from error


def _fit_panel(size: tuple[int, int]) -> tuple[int, int]:
    least, most = PANEL_PIXELS
    scale = min(max(1.0, least / max(size)), most / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _lay_over(image: Image.Image, overlay: NDArray[np.float32]) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    # Grey below the colours, so that red skin is not read as heat.
    grey = (pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32))[..., None]
    strength = (_OPAQUE * np.sqrt(overlay))[..., None]
    mixed = np.broadcast_to(grey, pixels.shape) * (1 - strength) + _heat(overlay) * strength
    return Image.fromarray(np.clip(np.rint(mixed), 0, 255).astype(np.uint8))


def _heat(values: NDArray[np.float32]) -> NDArray[np.float32]:
    places = np.linspace(0, 1, len(_HEAT))
    return np.stack([np.interp(values, places, _HEAT[:, k]) for k in range(3)], axis=-1).astype(
        np.float32
    )


def _draw_polygon(image: Image.Image, points: NDArray[np.float64]) -> None:
    if len(points) < 3:
        return
    closed = [(float(x), float(y)) for x, y in (*points, points[0])]
    pen = ImageDraw.Draw(image)
    pen.line(closed, fill=(0, 0, 0), width=4, joint="curve")
    pen.line(closed, fill=_OUTLINE, width=2, joint="curve")


def _draw_scale(sheet: Image.Image, pen: ImageDraw.ImageDraw, top: int) -> int:
    ramp = _heat(np.linspace(0, 1, _BAR[0], dtype=np.float32))[None].repeat(_BAR[1], axis=0)
    sheet.paste(Image.fromarray(ramp.astype(np.uint8)), (_MARGIN, top))
    font = ImageFont.load_default(_SMALL)
    y = top + _BAR[1]
    pen.text((_MARGIN, y), "none", fill=_GREY, font=font)
    pen.text((_MARGIN + _BAR[0], y), "most", fill=_GREY, font=font, anchor="ra")
    return y + round(_SMALL * _LINE) + _MARGIN // 2


def _describe(
    explanation: Explanation, outline: Outline | None, caption: Caption
) -> list[tuple[str, int, tuple[int, int, int]]]:
    lines = [(f"{explanation.name}: {caption.probability}", _TEXT, _INK)]
    if explanation.abstain is not None:
        lines.append((f"CANNOT SAY: {explanation.abstain}. For research alone.", _TEXT, _INK))
    lines.append((CAPTION, _SMALL, _INK))
    lines.append((f"Map: {METHOD_WORDS[explanation.method]}.", _SMALL, _GREY))
    if outline is not None:
        lines.append((_describe_outline(explanation, outline), _SMALL, _GREY))
    name = explanation.file.replace("\\", "/").rpartition("/")[2]
    made = f"{name}, SHA-256 {explanation.image_sha256[:16]}; {caption.made_by}, "
    lines.append((f"{made}SHA-256 {explanation.bundle_sha256[:16]}", _SMALL, _GREY))
    lines.append((caption.notice, _SMALL, _GREY))
    return lines


def _describe_outline(explanation: Explanation, outline: Outline) -> str:
    if not outline.reliable:
        return f"Lesion outline: not drawn, {outline.reason}."
    inside = explanation.measure_inside(outline)
    share = "" if inside is None else f"; {inside * 100:.0f} % of the map lies inside"
    return f"Lesion outline (blue): {outline.area_share * 100:.0f} % of the image{share}."


def _wrap(
    lines: Sequence[tuple[str, int, tuple[int, int, int]]], width: int
) -> list[tuple[str, int, tuple[int, int, int]]]:
    wrapped = []
    for text, size, colour in lines:
        font = ImageFont.load_default(size)
        row = ""
        for word in text.split():
            longer = f"{row} {word}".strip()
            if row and font.getlength(longer) > width:
                wrapped.append((row, size, colour))
                longer = word
            row = longer
        wrapped.append((row, size, colour))
    return wrapped


def _sign(explanation: Explanation) -> PngImagePlugin.PngInfo:
    """What the picture was made of, so that a program can tell a stale one."""
    info = PngImagePlugin.PngInfo()
    for name, value in (
        ("skinvl:method", explanation.method),
        ("skinvl:code", explanation.code),
        ("skinvl:image_sha256", explanation.image_sha256),
        ("skinvl:bundle_sha256", explanation.bundle_sha256),
    ):
        info.add_itxt(name, value)
    return info
