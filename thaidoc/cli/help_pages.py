"""A command's help page, in the language that is spoken.

Commands and options are described in English where they are made; what they are described with is
translated here, when the page is shown. Click breaks a line at blanks only, of which Thai has few:
a Thai page is broken as everything else that thaidoc shows.
"""

import sys
from collections.abc import Iterable

import click

from thaidoc.messages import language, text

#: options that want a page without a pager
_PLAINLY = frozenset({"--no-pager", "-q", "--quiet"})


class Page(click.HelpFormatter):
    """A page as click lays it out, with Thai lines broken where Thai may be broken."""

    def write_text(self, text: str) -> None:
        """Paragraphs, each on a line of its own where they are Thai."""
        if language() == "en":
            super().write_text(text)
            return
        indent = " " * self.current_indent
        paragraphs = (_broken(one, self.width - len(indent)) for one in text.split("\n"))
        self.write("\n\n".join("\n".join(indent + line for line in one) for one in paragraphs))
        self.write("\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Names with what they mean beside them, or below where a name is long."""
        rows = list(rows)
        if language() == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        column = min(max((len(name) for name, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, meaning in rows:
            lines = _broken(meaning, max(self.width - column - 2, 10))
            if len(name) > column - col_spacing:
                self.write(f"{indent}{name}\n")
                name = ""
            for line in lines:
                self.write(f"{indent}{name:<{column}}{line}\n")
                name = ""


def _broken(paragraph: str, room: int) -> list[str]:
    """A paragraph as lines of so many cells."""
    from thaidoc.cli.wrapping import break_offsets

    offsets = break_offsets(paragraph, room)
    places = zip([0, *offsets], [*offsets, None], strict=True)
    return [paragraph[start:end].rstrip() for start, end in places]


class _Context(click.Context):
    formatter_class = Page


class Described(click.Command):
    """A command whose page is shown in the language that is spoken."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``-h`` and ``--help``; click words it once, whatever is spoken later."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = text("Show this message and exit.")
            option.callback = _show_page
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        if language() == "en":
            super().format_help_text(ctx, formatter)
            return
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text(description(self)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it is for."""
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        records = ((one, one.get_help_record(ctx)) for one in options)
        rows = [_translated(one, record) for one, record in records if record is not None]
        if rows:
            with formatter.section(text("Options")):
                formatter.write_dl(rows)


def _show_page(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Show a command's page; that comes before other options are read."""
    if not value or ctx.resilient_parsing:
        return
    if sys.stdout.isatty() and not _PLAINLY.intersection(sys.argv):
        from thaidoc.cli.pager import paged

        with paged():
            click.echo(ctx.get_help())
    else:
        click.echo(ctx.get_help())
    ctx.exit()


def _translated(option: click.Option, record: tuple[str, str]) -> tuple[str, str]:
    """An option's line; what click puts behind the text is translated by click itself."""
    names, shown = record
    if option.help and shown.startswith(option.help):
        shown = text(option.help) + shown[len(option.help) :]
    return names, shown


def description(command: click.Command) -> str:
    """What a command does, as its page tells it: a paragraph on each line."""
    import inspect

    paragraphs = inspect.cleandoc(command.help or "").partition("\f")[0].split("\n\n")
    return "\n".join(" ".join(one.split()) for one in paragraphs)
