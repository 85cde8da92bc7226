"""A browser in which somebody of the desk has signed in: pages, forms and files, as a browser sends them."""

from __future__ import annotations

import http.client
import http.cookiejar
import re
import time
import urllib.parse
import urllib.request
import uuid

PASSWORD = "a long password of ours"  # of a site that lives for a test


class Browser:
    """`slowest` is the longest that one of its requests took (seconds)."""

    def __init__(self, address: str, name: str) -> None:
        self.address = address
        self.slowest = 0.0
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        path = self.post("admin/login/?next=/admin/", {"username": name, "password": PASSWORD})
        assert path == "/admin/", f"{name} could not sign in"

    def get(self, path: str) -> str:
        return self._ask(path)[1]

    def post(self, path: str, fields: dict[str, str | list[str]], form: str | None = None) -> str:
        """Sends a form whose page is at `form` (else at the same path); returns the path that it led to."""
        token = self.token(path if form is None else form)
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._ask(path, body)[0]

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> str:
        """Sends a form with a file; returns the path that it led to."""
        kind, body = self.file_form(path, name, content, **fields)
        return self._ask(path, body, kind)[0]

    def file_form(self, path: str, name: str, content: bytes, **fields: str) -> tuple[str, bytes]:
        """(type of content, body) of a form with a file."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {**fields, "csrfmiddlewaretoken": self.token(path)}.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n".encode()
        )
        body = b"".join(parts) + content + f"\r\n--{boundary}--\r\n".encode()
        return f"multipart/form-data; boundary={boundary}", body

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found is not None, f"{path} holds no form"
        return found[1]

    def cookies(self) -> str:
        """The header that a browser would send."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def _ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, str]:
        request = urllib.request.Request(self.address + path.removeprefix("/"), data=body)
        if kind:
            request.add_header("Content-Type", kind)
        before = time.monotonic()
        try:
            with self._opener.open(request, timeout=60) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
        except http.client.HTTPException as error:  # the server died in the middle of its answer
            raise ConnectionError(str(error)) from error
        finally:
            self.slowest = max(self.slowest, time.monotonic() - before)
