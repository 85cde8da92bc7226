"""Where two accounts differ, in words for people: "here" is the account that is looked at, "there" the other one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.codes import CasualtyGroup, EventType
from incidents.likeness import Side, Toll, days_apart, kilometres_apart


def differences(here: Side, there: Side) -> list[str]:
    """One short sentence for each thing that the two say differently; nothing for what both leave open."""
    return [
        *_days(here, there),
        *_places(here, there),
        *_tolls(here, there),
        *_who(here, there),
        *_what(here, there),
    ]


def _days(here: Side, there: Side) -> Iterator[str]:
    apart = days_apart(here, there)
    if apart:
        yield ngettext("%(n)s day apart", "%(n)s days apart", apart) % {"n": apart}
    elif (here.first, here.last) != (there.first, there.last):
        yield _here_and_there(days_of(here), days_of(there))


def days_of(side: Side) -> str:
    """The day, the first and the last day, or that it is not known."""
    if side.first is None:
        return _("no day")
    if side.last is None or side.last == side.first:
        return date_format(side.first, "DATE_FORMAT")
    return f"{date_format(side.first, 'DATE_FORMAT')} – {date_format(side.last, 'DATE_FORMAT')}"


def _places(here: Side, there: Side) -> Iterator[str]:
    apart = kilometres_apart(here, there)
    if apart is not None and round(apart) >= 1:
        yield _("%(km)s km apart") % {"km": round(apart)}
    if here.place != there.place and (here.place_name or there.place_name):
        yield _here_and_there(here.place_name or _("no place"), there.place_name or _("no place"))


def _tolls(here: Side, there: Side) -> Iterator[str]:
    if here.toll == there.toll:
        return
    yield _("%(here)s killed here, %(there)s there") % {
        "here": toll_of(here.toll),
        "there": toll_of(there.toll),
    }


def toll_of(toll: Toll) -> str:
    """22, 20–25, or a question mark where no figure is known."""
    least, most = toll.least, toll.most
    if least is None:
        return "?"
    if toll.best is not None:
        return str(toll.best)
    return str(least) if least == most else f"{least}–{most}"


def _who(here: Side, there: Side) -> Iterator[str]:
    if here.actors.keys() != there.actors.keys():
        yield _here_and_there(actors_of(here), actors_of(there))
    if here.victims and there.victims and here.victims != there.victims:
        yield _("victims: %s") % _here_and_there(_groups(here.victims), _groups(there.victims))


def actors_of(side: Side) -> str:
    return _joined(side.actors.values()) or _("nobody named")


def _groups(groups: Iterable[str]) -> str:
    labels = dict(CasualtyGroup.choices)
    return _joined(str(labels.get(group, group)) for group in groups)


def _what(here: Side, there: Side) -> Iterator[str]:
    if here.event_type and there.event_type and here.event_type != there.event_type:
        labels = dict(EventType.choices)
        yield _here_and_there(*(str(labels.get(code, code)) for code in (here.event_type, there.event_type)))


def _here_and_there(here: str, there: str) -> str:
    return _("%(here)s here, %(there)s there") % {"here": here, "there": there}


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
