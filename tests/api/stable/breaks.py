"""What a new contract breaks of an old one. What was sent must still be taken, what was answered must still come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.api.stable.contract import Json


def broken(old: Json, new: Json) -> list[str]:
    """A sentence for each promise that is not kept; nothing for what was added."""
    return list(_Comparison(old["schemas"], new["schemas"]).operations(old["operations"], new["operations"]))


class _Comparison:
    def __init__(self, before: Json, after: Json) -> None:
        self.before, self.after = before, after

    def operations(self, old: Json, new: Json) -> Iterator[str]:
        for name, was in old.items():
            if name not in new:
                yield f"{name}: the operation is gone"
                continue
            yield from self._access(name, was, new[name])
            yield from self._parameters(name, was["parameters"], new[name]["parameters"])
            yield from self._bodies(name, was["body"], new[name]["body"])
            yield from self._answers(name, was, new[name])

    def _access(self, name: str, was: Json, now: Json) -> Iterator[str]:
        if was["anybody"] and not now["anybody"]:
            yield f"{name}: needs an account now"
        if was["scopes"] != now["scopes"]:
            yield f"{name}: needs the scopes {now['scopes']}, not {was['scopes']}"

    def _parameters(self, name: str, was: Json, now: Json) -> Iterator[str]:
        for key, parameter in was.items():
            if key not in now:
                yield f"{name}: the parameter {key} is gone"
            else:
                if now[key]["required"] and not parameter["required"]:
                    yield f"{name}: the parameter {key} is required now"
                yield from self.taken(f"{name} {key}", parameter["schema"], now[key]["schema"])
        for key, parameter in now.items():
            if key not in was and parameter["required"]:
                yield f"{name}: there is a new required parameter {key}"

    def _bodies(self, name: str, was: Json, now: Json) -> Iterator[str]:
        for kind, shape in was.items():
            if kind not in now:
                yield f"{name}: does not take {kind} any more"
            else:
                yield from self.taken(f"{name} body", shape, now[kind])
        if now and not was:
            yield f"{name}: needs a body now"

    def _answers(self, name: str, was: Json, now: Json) -> Iterator[str]:
        for status, kinds in was["answers"].items():
            if status not in now["answers"]:
                yield f"{name}: does not answer {status} any more"
                continue
            for header in set(was["headers"][status]) - set(now["headers"][status]):
                yield f"{name} {status}: the header {header} is gone"
            for kind, shape in kinds.items():
                if kind not in now["answers"][status]:
                    yield f"{name} {status}: is not {kind} any more"
                else:
                    yield from self.told(f"{name} {status}", shape, now["answers"][status][kind])

    # Shapes ----------------------------------------------------------------------------------------------
    def taken(self, where: str, was: Json, now: Json) -> Iterator[str]:
        """What a request may hold: it may become more."""
        was, now = _plain(was, self.before), _plain(now, self.after)
        if missing := _missing(was.get("type"), now.get("type")):
            yield f"{where}: does not take {missing} any more"
        if missing := _missing(was.get("enum"), now.get("enum")):
            yield f"{where}: does not take {missing} any more"
        if now.get("format") not in (None, was.get("format")):
            yield f"{where}: has to be {now['format']}"
        if now.get("pattern") not in (None, was.get("pattern")):
            yield f"{where}: has to match {now['pattern']}"
        for limit in ("maximum", "maxLength", "maxItems"):
            if limit in now and (limit not in was or now[limit] < was[limit]):
                yield f"{where}: {limit} is {now[limit]} now"
        for limit in ("minimum", "minLength", "minItems"):
            if limit in now and (limit not in was or now[limit] > was[limit]):
                yield f"{where}: {limit} is {now[limit]} now"
        for name in sorted(set(now.get("required", ())) - set(was.get("required", ()))):
            yield f"{where}.{name}: is required now"
        yield from self._parts(where, was, now, self.taken)

    def told(self, where: str, was: Json, now: Json) -> Iterator[str]:
        """What an answer holds: more members and more codes may come, nothing goes and no type changes."""
        was, now = _plain(was, self.before), _plain(now, self.after)
        for word in ("type", "format"):
            if was.get(word) != now.get(word):
                yield f"{where}: its {word} is {_said(now.get(word))}, not {_said(was.get(word))}"
        if "enum" in was and (missing := _missing(was["enum"], now.get("enum"))):
            yield f"{where}: {missing} is no value any more"
        for name in sorted(set(was.get("required", ())) - set(now.get("required", ()))):
            if name in now.get("properties", {}):
                yield f"{where}.{name}: may be missing now"
        yield from self._parts(where, was, now, self.told)

    def _parts(self, where: str, was: Json, now: Json, compare: Any) -> Iterator[str]:
        known = now.get("properties", {})
        for name, part in was.get("properties", {}).items():
            if name not in known:
                yield f"{where}.{name}: is gone"
            else:
                yield from compare(f"{where}.{name}", part, known[name])
        for word, sign in (("items", "[]"), ("additionalProperties", ".*")):
            if word in was:
                yield from compare(where + sign, was[word], now.get(word, {}))
        yield from self._variants(where, was, now, compare)

    def _variants(self, where: str, was: Json, now: Json, compare: Any) -> Iterator[str]:
        """Each of the old ones has to be among the new ones; told is what the one that is nearest breaks."""
        for variant in was.get("variants", ()):
            tries = [list(compare(where, variant, other)) for other in now.get("variants", ())]
            if not tries:
                yield f"{where}: is one shape only"
            else:
                yield from min(tries, key=len)


def _plain(known: Json, schemas: Json) -> Json:
    """With references followed; of two variants of which one is null, the other, that may be null as well."""
    if "ref" in known:
        followed = _plain(schemas[known["ref"]], schemas)
        return {**followed, **{name: value for name, value in known.items() if name != "ref"}}
    variants = [_plain(part, schemas) for part in known.get("variants", ())]
    others = [part for part in variants if not _is_null(part)]
    if len(others) == 1:
        (one,) = others
        rest = {name: value for name, value in known.items() if name != "variants"}
        nullable = len(variants) > 1
        types = sorted({*one.get("type", ()), "null"}) if nullable and "type" in one else one.get("type")
        return {**rest, **one, **({"type": types} if types else {})}
    return known


def _is_null(part: Json) -> bool:
    return part.get("type") == ["null"] or part.get("enum") == [None]


def _missing(was: list[Any] | None, now: list[Any] | None) -> str:
    """Which of the old words are none any more; without a list every word is taken."""
    if now is None:
        return ""
    if was is None:
        return f"what is not {_said(now)}"
    return ", ".join(str(word) for word in was if word not in now)


def _said(words: Any) -> str:
    return "/".join(map(str, words)) if isinstance(words, list) else str(words)
