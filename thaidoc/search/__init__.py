"""The index: query text to query tree to hits, by two paths, one complete and one ranked.

:func:`thaidoc.search.searcher.search` searches, :func:`thaidoc.search.update.catch_up` brings the
index up to the archive. Everything here can be made again from the archive.
"""
