"""``thaidoc reindex``: the search index made again from the documents."""

import click

from thaidoc.cli.options import Settings, archive_option, verb
from thaidoc.messages import plural


@verb("reindex", "thaidoc reindex", "thaidoc reindex --archive letters", writes=True)
@archive_option
@click.pass_obj
@click.pass_context
def command(context: click.Context, settings: Settings) -> None:
    """Make the search index again from the documents.

    The index is only a copy of what stands in the documents; a missing or damaged one, or one of
    another version of thaidoc, is made anew. The old one serves searches until then. A damaged
    document is named (exit code 4) and the rest is done.
    """
    from thaidoc.cli.freshness import make_again
    from thaidoc.cli.output import note

    archive = settings.open_archive()
    report = make_again(settings, archive)
    note(
        settings,
        plural(
            "{root}: the index was made again from {new} letter.",
            "{root}: the index was made again from {new} letters.",
            report.new,
        ).format(root=archive.root, new=report.new),
    )
    context.exit(4 if report.failed else 0)
