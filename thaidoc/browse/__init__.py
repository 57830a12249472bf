"""The archive on a whole screen: search as you type, read, follow citations, review.

What a person sees is drawn by Textual; whatever takes time (searching, reading files, deciding) is
done in threads of its own, so that a key is always answered. What values look like and what is done
outside the terminal is lent by the command line (:mod:`~thaidoc.browse.desk`), and every word that
the screens say stands in :mod:`~thaidoc.browse.texts`.
"""
