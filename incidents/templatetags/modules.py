"""`{% module_preloads "js/app.js" %}`: tells the browser of every module that a script imports, at once.

Without it the browser learns of an import only when it has read the module before: on a weak link each
level of the tree costs one more round trip.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePosixPath

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
# import ... from "./x.js" and export ... from "./x.js"; import("./x.js") is fetched when it is wanted.
IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*?["'](\./[\w.-]+\.js)["']""", re.MULTILINE)


@register.simple_tag
def module_preloads(script: str) -> SafeString:
    """One <link rel="modulepreload"> for each module that the script imports, directly or not."""
    found = _imported(script) if settings.DEBUG else _remembered(script)
    return format_html_join(
        "\n  ", '<link rel="modulepreload" href="{}">', ((static(name),) for name in found)
    )


def _imported(script: str) -> tuple[str, ...]:
    known: dict[str, None] = {}
    waiting = [script]
    while waiting:
        name = waiting.pop(0)
        path = finders.find(name)
        if path is None:
            raise template.TemplateSyntaxError(f"{name}: there is no such static file")
        for imported in IMPORT.findall(Path(str(path)).read_text(encoding="utf-8")):
            other = str(PurePosixPath(name).parent / imported)
            if other not in known and other != script:
                known[other] = None
                waiting.append(other)
    return tuple(known)


_remembered = cache(_imported)
