"""What an OpenType font has: its characters and their widths, read from its tables."""

import struct
from collections.abc import Mapping
from pathlib import Path

_SEGMENTED = 4  # the format of a map of the basic plane, where all the font's characters are


def widths(path: Path) -> Mapping[str, int]:
    """Every character that the font has a shape for, with its width in thousandths of the size."""
    data = path.read_bytes()
    tables = _tables(data)
    glyphs = _glyphs(tables["cmap"])
    (measured,) = struct.unpack(">H", tables["hhea"][34:36])
    advances = [
        struct.unpack(">H", tables["hmtx"][at : at + 2])[0] for at in range(0, 4 * measured, 4)
    ]
    return {
        chr(code): advances[min(glyph, measured - 1)] for code, glyph in glyphs.items() if glyph
    }


def _tables(data: bytes) -> Mapping[str, bytes]:
    (count,) = struct.unpack(">H", data[4:6])
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack(">4sIII", data[at : at + 16])
        found[tag.decode()] = data[offset : offset + length]
    return found


def _glyphs(cmap: bytes) -> Mapping[int, int]:
    (count,) = struct.unpack(">H", cmap[2:4])
    for at in range(4, 4 + 8 * count, 8):
        (offset,) = struct.unpack(">I", cmap[at + 4 : at + 8])
        if cmap[offset : offset + 2] == struct.pack(">H", _SEGMENTED):
            return _segments(cmap[offset:])
    raise ValueError("the font has no map of segments")


def _segments(table: bytes) -> Mapping[int, int]:
    size = struct.unpack(">H", table[6:8])[0]
    count = size // 2

    def column(number: int, kind: str = "H") -> tuple[int, ...]:
        at = 14 + number * size + 2 * bool(number)  # a pad stands after the first column
        return struct.unpack(f">{count}{kind}", table[at : at + size])

    glyphs = {}
    offsets_at = 16 + 3 * size
    rows = zip(column(0), column(1), column(2, "h"), column(3), strict=True)
    for number, (last, first, delta, offset) in enumerate(rows):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = offsets_at + 2 * number + offset + 2 * (code - first)
                (glyph,) = struct.unpack(">H", table[at : at + 2])
            if glyph:
                glyphs[code] = (glyph + delta) & 0xFFFF
    return glyphs
