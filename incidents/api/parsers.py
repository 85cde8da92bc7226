"""Bodies of requests: JSON as RFC 8259 has it, small, without NaN and without deep nesting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

MAX_BODY = 1_048_576


class StrictJSONParser(BaseParser):
    """orjson refuses NaN, Infinity, lone surrogates, byte order marks and nesting beyond 1,024 levels."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = stream.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise ParseError(f"The body is larger than {MAX_BODY} bytes.")
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"The body is not JSON: {error}") from None
        if not isinstance(data, dict):
            raise ParseError("The body must be a JSON object.")
        if "\\u0000" in body.decode("utf-8"):
            raise ParseError("The body holds NUL characters.")
        return data
