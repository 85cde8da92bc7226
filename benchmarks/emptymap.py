"""The least that a map page can be: Leaflet's own file, a frame, no layer."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

PAGE = """{% load leaflet_tags %}<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Empty map</title>{% leaflet_css %}</head>
<body><div id="map"></div>{% leaflet_js %}</body>
</html>"""


def empty_map(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))
