"""What an archive holds, counted: figures, tables and a page to send on.

:func:`~thaidoc.statistics.counting.counted` gives the figures of a search or of all letters,
:func:`~thaidoc.statistics.page.page` makes one HTML page of them.
"""
