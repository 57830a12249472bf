"""Writing the letters that a person marked, by the export room."""

from collections.abc import Collection
from pathlib import Path

from thaidoc.archive.store import Archive
from thaidoc.browse import texts
from thaidoc.errors import ThaidocError
from thaidoc.export.formats import Choice, choose
from thaidoc.export.run import export
from thaidoc.messages import plural


def write_marked(archive: Archive, ids: Collection[str], out: Path, choice: Choice) -> str:
    """Write letters to a new file, in the format of its name; how that went, in one sentence.

    Secret letters are left out, as everywhere where nobody asked for them.

    :raises ThaidocError: where the file is there already or cannot be written, or its name has the
        ending of no format.
    """
    form = choose(None, str(out))
    if out.exists():
        raise ThaidocError(texts.IS_THERE.format(name=out))
    report = export(archive, form, out, ids=ids, choice=choice)
    said = [plural(*texts.WRITTEN, report.written).format(count=report.written, name=out)]
    if report.secret:
        said.append(plural(*texts.LEFT_OUT, report.secret).format(count=report.secret))
    if report.damaged:
        said.append(texts.DAMAGED.format(count=len(report.damaged)))
    return ", ".join(said)
