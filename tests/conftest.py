"""Tests speak English whatever the locale of the machine is, and so do processes they start."""

import os

for _name in ("THAIDOC_LANG", "LANGUAGE", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"
