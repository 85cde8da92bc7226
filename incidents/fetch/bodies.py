"""The body of an answer, read in pieces and capped before and after it is unpacked."""

from __future__ import annotations

import zlib
from typing import Any

from incidents.fetch.errors import FetchFailed, FetchRefused

PIECE = 64 * 1024
GZIP, ZLIB, RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
ENCODINGS = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}


def read_body(response: Any, *, max_bytes: int) -> bytes:
    """The unpacked body. Raises FetchRefused when it is over the cap or packed in a way that is not read here."""
    encoding = ENCODINGS.get(response.headers.get("Content-Encoding", "").strip().lower())
    if encoding is None:
        raise FetchRefused("the answer is packed in a way that is not read here: only gzip and deflate are")
    stated = response.headers.get("Content-Length", "").strip()
    if stated.isascii() and stated.isdigit() and int(stated[:20]) > max_bytes:
        raise _too_large(max_bytes)
    pieces, size = [], 0
    while piece := response.read(PIECE, decode_content=False):
        size += len(piece)
        if size > max_bytes:
            raise _too_large(max_bytes)
        pieces.append(piece)
    packed = b"".join(pieces)
    return _unpacked(packed, encoding, max_bytes) if encoding and packed else packed


def _too_large(max_bytes: int) -> FetchRefused:
    return FetchRefused(f"the answer is larger than {max_bytes / 1024 / 1024:.3g} MB")


def _unpacked(packed: bytes, encoding: str, max_bytes: int) -> bytes:
    """gzip may come in several members one after the other; deflate with or without a header."""
    # A zlib header is a multiple of 31 whose first half-byte says deflate (RFC 1950).
    zlib_header = packed[0] & 15 == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
    kind = GZIP if encoding == "gzip" else ZLIB if zlib_header else RAW
    out, size = [], 0
    try:
        while packed:
            unpacker = zlib.decompressobj(kind)
            piece = unpacker.decompress(packed, max_bytes - size + 1)
            size += len(piece)
            if size > max_bytes:
                raise FetchRefused(f"the answer unpacks to more than {max_bytes / 1024 / 1024:.3g} MB")
            if not unpacker.eof:
                raise FetchFailed("the answer broke off while it was unpacked")
            out.append(piece)
            packed = unpacker.unused_data if kind == GZIP else b""
    except zlib.error:
        raise FetchFailed(f"the answer is not {encoding}, as it says") from None
    return b"".join(out)
