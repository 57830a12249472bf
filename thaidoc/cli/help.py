"""``thaidoc help``: a command's page, or the page of a topic that no single command has."""

import importlib

import click

from thaidoc.cli.completing import topics
from thaidoc.cli.options import verb

#: pages that belong to no command: the module that has its lines, by name
TOPICS: dict[str, str] = {
    "query": "thaidoc.cli.query_page",
    "formats": "thaidoc.cli.formats_page",
}


@verb("help", "thaidoc help query", "thaidoc help search", reads_settings=False, paged=True)
@click.argument("topic", required=False, metavar="[COMMAND|query|formats]", shell_complete=topics)
@click.pass_context
def command(context: click.Context, topic: str | None) -> None:
    """Explain a command, the query language (`query`) or what a search prints (`formats`)."""
    from thaidoc.cli.output import print_text

    if topic in TOPICS:
        page = importlib.import_module(TOPICS[topic])
        print_text("\n".join(page.lines()))
        return
    group = context.find_root()
    if topic is None:
        click.echo(group.get_help())
        return
    assert isinstance(group.command, click.Group)  # noqa: S101 -- tells the type checker
    name, found, _ = group.command.resolve_command(group, [topic])
    if found is not None:
        with click.Context(found, info_name=name, parent=group) as inner:
            click.echo(found.get_help(inner))
