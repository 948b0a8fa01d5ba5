"""Photographs in the sizes that pages show: decoded, turned upright, made smaller and written anew, pixels and nothing else."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

QUALITIES = (80, 70, 60, 50, 40, 30, 20, 10)
FORMATS = {"image/webp": "WEBP", "image/jpeg": "JPEG"}


def decode(content):
    """A picture (PNG or JPEG, as bytes) as upright pixels on white. Raises ValidationError for one that cannot be decoded."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("The picture is damaged or of a rare kind. Open it, save it again and add that.")
        ) from error
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    return ground


def within(picture, width, height):
    """The whole picture, at most so wide and high, never enlarged (pixels)."""
    smaller = picture.copy()
    smaller.thumbnail((width, height), Image.Resampling.LANCZOS)
    return smaller


def filling(picture, width, height):
    """The middle of the picture, exactly so wide and high (pixels)."""
    return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)


def encode(picture, content_type, *, most_bytes):
    """The picture as bytes in the best quality that needs at most ``most_bytes``, else in the least that still pleases."""
    for quality in QUALITIES:
        target = BytesIO()
        picture.save(target, FORMATS[content_type], quality=quality, optimize=True, progressive=True, method=6)
        if target.tell() <= most_bytes:
            break
    return target.getvalue()
