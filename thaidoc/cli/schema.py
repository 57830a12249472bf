"""``thaidoc schema``: the contract of every ``--json``."""

from thaidoc.cli.options import verb


@verb("schema", "thaidoc schema > record.schema.json")
def command() -> None:
    """Print the JSON Schema of a record.

    It describes what `thaidoc parse --json` and `thaidoc show --json` print.
    """
    from thaidoc.cli.output import print_json
    from thaidoc.record import json_schema

    print_json(json_schema())
