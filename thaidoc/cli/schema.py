"""``thaidoc schema``: the contract of every ``--json``."""

import click

from thaidoc.cli.options import verb


@verb("schema", "thaidoc schema > record.schema.json", "thaidoc schema evaluation", paged=True)
@click.argument(
    "what",
    metavar="[record|search|stats|evaluation]",
    type=click.Choice(["record", "search", "stats", "evaluation"]),
    default="record",
)
def command(what: str) -> None:
    """Print the JSON Schema of a record, a search, statistics or an evaluation.

    That of a record describes what `thaidoc parse --json` and `thaidoc show --json` print, that of
    a search what `thaidoc search --json` prints, that of stats what `thaidoc stats --json` prints,
    that of an evaluation what `thaidoc evaluate --json` prints. A key is never missing but where
    the schema says so. The schema carries the version of the shape, which changes when a key
    changes its meaning or disappears.
    """
    from thaidoc.cli.output import print_json

    if what == "evaluation":
        from thaidoc.evaluation.report import json_schema
    elif what == "stats":
        from thaidoc.statistics.figures import json_schema
    elif what == "search":
        from thaidoc.search.results import json_schema
    else:
        from thaidoc.record import json_schema
    print_json(json_schema())
