"""Loaded before nbval (``-p tests.quick``): pytest then starts a second sooner.

JupyterLab brings ``rfc3987_syntax``. The jsonschema behind nbformat imports it where
it is present, and that builds a grammar for more than a second; jsonschema does
without it where it is absent, so it is made absent in this process.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
