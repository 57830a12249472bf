"""``thaidoc schema``: the contract of every ``--json``."""

import click

from thaidoc.cli.options import verb


@verb("schema", "thaidoc schema > record.schema.json", "thaidoc schema evaluation")
@click.argument(
    "what",
    metavar="[record|evaluation]",
    type=click.Choice(["record", "evaluation"]),
    default="record",
)
def command(what: str) -> None:
    """Print the JSON Schema of a record or an evaluation.

    That of a record describes what `thaidoc parse --json` and `thaidoc show --json` print, that of
    an evaluation what `thaidoc evaluate --json` prints. A key is never missing but where the
    schema says so. The schema carries the version of the shape, which changes when a key changes
    its meaning or disappears.
    """
    from thaidoc.cli.output import print_json

    if what == "evaluation":
        from thaidoc.evaluation.report import json_schema
    else:
        from thaidoc.record import json_schema
    print_json(json_schema())
