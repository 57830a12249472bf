"""thaidoc reads Thai official letters, keeps the originals and finds any of them again.

The rooms, in the order data walks through them: :mod:`thaidoc.thai` (the language),
:mod:`thaidoc.reading` (bytes to a ``Document``), :mod:`thaidoc.parsing` (``Document`` to
``Record``), :mod:`thaidoc.archive` (kept on disk), :mod:`thaidoc.search` (found again) and
:mod:`thaidoc.cli` (the terminal). Importing this package
imports none of them, so that every command starts at once.
"""

__version__ = "0.1.0"
