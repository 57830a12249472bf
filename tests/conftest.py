"""Tests go the same way on any machine: in English, and interrupts reach what they start."""

import os
import signal

for _name in ("THAIDOC_LANG", "LANGUAGE", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"
# a shell starts what runs in its background deaf to interrupts, and what tests start inherits that
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
