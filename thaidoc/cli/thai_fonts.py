"""A font of this machine that has Thai, for what is drawn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: fonts with Thai by the beginning of their file's name, those easiest to read small first
_FONTS = (
    *("Loma", "Garuda", "Laksaman", "Sarabun-", "THSarabun", "NotoSansThai", "Waree"),
    *("tahoma", "LeelawUI", "leelawad", "Thonburi", "Ayuthaya", "Norasi", "Kinnari", "Umpush"),
)
_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("C:/Windows/Fonts", "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
)


def thai_font(size: int) -> tuple[Any, bool]:
    """A font of so many pixels, and whether it has Thai: Pillow's own, a pixel less, has not."""
    from PIL import ImageFont

    for path in _thai_fonts():
        try:
            return ImageFont.truetype(path, size), True
        except OSError:
            continue
    return ImageFont.load_default(size - 1), False


def _thai_fonts() -> Iterator[Path]:
    """Font files that have Thai, the best first."""
    found = [
        path
        for folder in map(Path, _FOLDERS)
        for path in sorted(folder.expanduser().rglob("*"))
        if path.suffix.lower() in (".ttf", ".otf", ".ttc")
    ]
    for name in _FONTS:
        fitting = [path for path in found if path.name.lower().startswith(name.lower())]
        yield from sorted(fitting, key=lambda path: len(path.name))
