"""PNG as far as a reader must go to know that one is whole: chunks, checksums, size, pixels; and empty ones."""

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type


class PngError(Exception):
    """This is no whole PNG."""


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises PngError if anything is missing or wrong."""
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if not chunks or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or len(chunks[0][1]) != 13:
        raise PngError("no header, or no end")
    width, height, depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
    if not width or not height or colour not in _CHANNELS:
        raise PngError("no size, or no colours")
    try:
        pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    except zlib.error as error:
        raise PngError("the pixels cannot be read") from error
    row = 1 + (width * depth * _CHANNELS[colour] + 7) // 8
    if len(pixels) != row * height:
        raise PngError("pixels are missing")
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(_SIGNATURE):
        raise PngError("no signature")
    at = len(_SIGNATURE)
    while at < len(content):
        if at + 12 > len(content):
            raise PngError("a chunk is cut off")
        (size,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if content[at + 8 + size : at + 12 + size] != struct.pack(">I", zlib.crc32(kind + data)):
            raise PngError("a chunk is broken")
        yield kind, data
        at += 12 + size


def make_png(width: int, height: int, *, extra: bytes = b"") -> bytes:
    """A whole picture of so many black pixels, one bit each, with a comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" * (1 + (width + 7) // 8)) * height)
    parts = [(b"IHDR", header), (b"IDAT", pixels), (b"teXt", extra), (b"IEND", b"")]
    return _SIGNATURE + b"".join(chunk(*part) for part in parts)
