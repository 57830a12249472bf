"""Letters carried out of the archive, in forms that other programs and offices know.

A form is one module with a function ``write(letters, target, choice)`` and one line in
:data:`~thaidoc.export.formats.FORMATS`. The same letters give the same bytes, whenever and wherever
they are written: nothing of the day, the machine or its zone gets into a file.
"""
