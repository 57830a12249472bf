"""Pages drawn in the terminal, where it can: by sixel or by kitty's protocol, else a path is shown.

The terminal has to be asked before the screen is taken over, so :func:`drawer` is called first.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from thaidoc.archive.store import Archive
from thaidoc.browse import terminal

if TYPE_CHECKING:
    from PIL.Image import Image

    from thaidoc.record import BBox

#: how much of a page's height is shown around a value, as a share of it
_AROUND = 0.12


def drawer() -> "Callable[[object], Widget] | None":
    """Makes a widget from a picture; None where the terminal draws none.

    Also None where textual-image (the extra ``pictures``) is not installed. Blocks of
    characters are no picture: nobody can read a letter in them.
    """
    try:
        from textual_image import renderable, widget
    except Exception:  # not installed, or keys typed meanwhile stood in the terminal's answer
        return None
    kinds = {
        renderable.SixelImage: widget.SixelImage,
        renderable.TGPImage: widget.TGPImage,
    }
    made: Callable[[object], Widget] | None = kinds.get(renderable.Image)
    if made is widget.TGPImage and not has_places(terminal.name()):
        return None
    return made


def has_places(name: str) -> bool:
    """Whether a terminal that knows kitty's protocol puts pictures in the place of characters.

    Those that do not draw the characters instead, a page of boxes.
    https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders

    >>> [has_places(name) for name in ("kitty(0.26.5)", "kitty(0.35.2)", "ghostty 1.1.3", "")]
    [False, True, True, False]
    """
    kitty = re.match(r"kitty\((\d+)\.(\d+)", name)
    if kitty:
        return (int(kitty[1]), int(kitty[2])) >= (0, 28)
    return name.startswith("ghostty")


def page_picture(
    archive: Archive, identity: str, page: int, bbox: "BBox | None" = None
) -> "Image | None":
    """The picture of a page (from 1) of an original, read in a confined process.

    :param bbox: a place in points from the top left: only the strip of the page around it is given.
    :returns: None where the format has no pages or the page cannot be drawn.
    :raises ThaidocError: where the original is missing or cannot be read.
    """
    from PIL import Image

    from thaidoc.reading.child.confined import picture_confined

    original = archive.original(identity)
    shown = picture_confined(original.read_bytes(), original.name, page, where=original)
    if shown is None:
        return None
    paper = Image.frombytes("L", (shown.across, shown.down), shown.pixels)
    if bbox is None:
        return paper
    scale, around = shown.down / shown.height, shown.down * _AROUND
    top = max(0, round(bbox[1] * scale - around))
    bottom = min(shown.down, round(bbox[3] * scale + around))
    return paper.crop((0, top, shown.across, bottom)) if top < bottom else paper
