"""The project's own recogniser as a reader of pages: the model found, loaded once, named.

``THAIDOC_RECOGNISER`` names an ONNX file to use instead of the package's own: a model that somebody
trained on letters of their own, with the same alphabet.
"""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from thaidoc.reading.document import Page
from thaidoc.reading.recognition import NoRecogniserError, Picture

#: the version grows with every model, and every change of the code, that reads otherwise
NAME = "thaidoc-ocr/2"
_SETTING = "THAIDOC_RECOGNISER"


def own_model() -> Path:
    """Where the package's model lies, or would."""
    return Path(str(files("thaidoc.reading.ocr"))) / "data" / "recogniser.onnx"


def description() -> str:
    """The recogniser in use with its network, for people; nothing is loaded for it."""
    from thaidoc.reading.ocr.fit import mark_of

    model = Path(os.environ.get(_SETTING) or own_model()).expanduser()
    return f"{NAME} with {model.name} {mark_of(model)}" if model.is_file() else "no recogniser"


class OwnReader:
    """Reads pages with a model of the project's recogniser. Not for several threads at once.

    :raises NoRecogniserError: where the model is missing, or no model of this recogniser.
    """

    def __init__(self, model: Path):
        import cv2

        from thaidoc.reading.ocr.recogniser import Recogniser

        cv2.setNumThreads(1)  # files are read side by side, one on each core
        if not model.is_file():
            raise NoRecogniserError(f"there is no model {model}")
        try:
            self._recogniser = Recogniser(model)
        except Exception as fault:
            raise NoRecogniserError(f"{model} is no model of this recogniser") from fault
        mark = self._recogniser.mark
        self.name = NAME if model == own_model() else f"{NAME} ({model.name} {mark})"

    def read(self, picture: Picture, number: int) -> Page:
        """The page of lines that the picture shows."""
        from thaidoc.reading.ocr.page import read_page

        return read_page(picture, number, self._recogniser)


def page_reader() -> OwnReader:
    """The reader with the model that is set, else the package's own; loaded once in a process.

    :raises NoRecogniserError: where there is no model.
    """
    return _reader(os.environ.get(_SETTING) or None)


@cache
def _reader(model: str | None) -> OwnReader:
    return OwnReader(Path(model).expanduser() if model else own_model())
