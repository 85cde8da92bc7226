"""What v1 promises, as files: `v1.json` (what the OpenAPI document says) and `v1-answers.json` (what is answered).

`python -m tests.api.stable.write` writes them anew after an addition, and refuses when something is broken.
"""
