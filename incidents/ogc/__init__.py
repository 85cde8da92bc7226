"""OGC API - Features, Part 1 (OGC 17-069r4): core, GeoJSON and OpenAPI 3.0, read by QGIS, GDAL and the like.

`collections` says what is offered, `incidents` and `gazetteer` read it, `parameters` parses what is asked,
`openapi` describes all of it, `views` answers.
"""
