"""PNG and JPEG, read part by part and written anew: only what draws the picture is kept.

Comments, places, thumbnails, profiles and whatever hangs behind the picture are gone; how the camera was held (Exif
orientation) stays, because a letter on its side cannot be read. Pixels are not touched.
"""

import struct
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_PIXELS = 60_000_000
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}
PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
SOI, EOI, SOS, APP0, APP1, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
JPEG_FRAMES = {0xC0, 0xC1, 0xC2}
JPEG_KEPT = {0xC4, 0xDB, 0xDD, APP0, APP14, *JPEG_FRAMES}
EXIF, ORIENTATION = b"Exif\x00\x00", 0x0112


def judge_png(upload):
    """Raise ValidationError unless the file is a whole PNG of bearable size."""
    rewrite_png(_bytes(upload))


def judge_jpeg(upload):
    """Raise ValidationError unless the file is a whole JPEG of bearable size."""
    rewrite_jpeg(_bytes(upload))


def rewritten(content_type, content):
    """The picture written anew, as bytes; None for what is no picture."""
    rewrite = {"image/png": rewrite_png, "image/jpeg": rewrite_jpeg}.get(content_type)
    return rewrite and rewrite(content)


def _bytes(upload):
    upload.seek(0)
    return upload.read()


def rewrite_png(content):
    """The chunks that draw the picture, up to its end. Raises ValidationError."""
    kept, position, kinds = [PNG], len(PNG), []
    while position + 12 <= len(content) and kinds[-1:] != [b"IEND"]:
        (length,) = struct.unpack_from(">I", content, position)
        end = position + 12 + length
        if end > len(content):
            raise _damaged()
        kind, data = content[position + 4 : position + 8], content[position + 8 : end - 4]
        if struct.unpack_from(">I", content, end - 4)[0] != zlib.crc32(kind + data):
            raise _damaged()
        if kind in PNG_KEPT:
            kept.append(content[position:end])
            kinds.append(kind)
        position = end
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds or kinds.count(b"IHDR") > 1:
        raise _damaged()
    _judge_pixels(kept)
    return b"".join(kept)


def _judge_pixels(chunks):
    """Unpack the picture without keeping it: it must not be larger than its header says."""
    if len(chunks[1]) != 25:
        raise _damaged()
    width, height, depth, colour, *_rest = struct.unpack(">IIBBBBB", chunks[1][8:-4])
    if colour not in PNG_CHANNELS:
        raise _damaged()
    _judge_size(width, height)
    bits = width * depth * PNG_CHANNELS[colour]
    most = (bits // 8 + 2) * height * 2 + 1024  # twice: an interlaced picture has more rows
    unpack, total = zlib.decompressobj(), 0
    try:
        for packed in (one[8:-4] for one in chunks if one[4:8] == b"IDAT"):
            rest = packed
            while rest:
                total += len(unpack.decompress(rest, 1024 * 1024))
                rest = unpack.unconsumed_tail
                if total > most:
                    raise _too_large()
    except zlib.error as error:
        raise _damaged() from error
    if not unpack.eof or not total:
        raise _damaged()


def rewrite_jpeg(content):
    """The segments that draw the picture, up to its end. Raises ValidationError."""
    kept, position, seen = [b"\xff\xd8"], 2, set()
    while True:
        marker, position = _marker(content, position)
        if marker == EOI:
            break
        end = position + _length(content, position)
        segment = b"\xff" + bytes([marker]) + content[position:end]
        if marker == SOS:
            scan_end = _end_of_scan(content, end)
            segment, end = segment + content[end:scan_end], scan_end
        elif marker in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", segment.ljust(9, b"\0"), 5)
            _judge_size(width, height)
        elif marker == APP1:
            segment = _orientation(content[position + 2 : end])
        if marker == SOS or marker in JPEG_KEPT or (marker == APP1 and segment):
            kept.append(segment)
        elif not APP0 <= marker <= 0xFE:
            raise _damaged()  # arithmetic, lossless and hierarchical pictures: no browser shows them
        seen.add(marker)
        position = end
    if SOS not in seen or not seen & JPEG_FRAMES:
        raise _damaged()
    return b"".join([*kept, b"\xff\xd9"])


def _marker(content, position):
    """(marker, the place behind it); fill bytes are passed over."""
    if content[position : position + 1] != b"\xff":
        raise _damaged()
    while content[position : position + 1] == b"\xff":
        position += 1
    if position >= len(content) or content[position] == 0:
        raise _damaged()
    return content[position], position + 1


def _length(content, position):
    if position + 2 > len(content):
        raise _damaged()
    (length,) = struct.unpack_from(">H", content, position)
    if length < 2 or position + length > len(content):
        raise _damaged()
    return length


def _end_of_scan(content, position):
    """The place of the next marker that is neither a stuffed zero nor a restart."""
    while (position := content.find(b"\xff", position)) != -1 and position + 1 < len(content):
        following = content[position + 1]
        if following and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return position
        position += 1 if following == 0xFF else 2
    raise _damaged()


def _orientation(exif):
    """A segment that says nothing but how the camera was held; empty where the picture does not say."""
    if not exif.startswith(EXIF):
        return b""
    tiff = exif[len(EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(start + 2, start + 2 + 12 * min(count, 100), 12):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == ORIENTATION and 2 <= value <= 8:
                found = EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, value, 0, 0)
                return b"\xff\xe1" + struct.pack(">H", len(found) + 2) + found
    except struct.error:
        pass  # a broken note on a whole picture
    return b""


def _judge_size(width, height):
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        raise _too_large()


def _too_large():
    return ValidationError(_("The picture has too many pixels. Save it smaller, or as PDF."))


def _damaged():
    return ValidationError(_("The picture is damaged or of a rare kind. Open it, save it again and add that."))
