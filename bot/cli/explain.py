"""`ashore explain`: what a code of `ashore check` means, with a wrong and a right example."""

import click

from bot.cli.refusing import language_of


@click.command("explain")
@click.argument("code", required=False)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the explanation.")
def command(code: str | None, lang: str | None) -> None:
    """Explain CODE, such as ASH014; without one, list them all."""
    from bot.library.explain import explain, title
    from bot.library.messages import MESSAGES

    language = language_of(lang)
    if code is None:
        for known in sorted(MESSAGES):
            click.echo(f"{known}  {title(known, language)}")
        return
    name = code.strip().upper()
    name = f"ASH{name:0>3}" if name.isdigit() else name
    if name not in MESSAGES:
        said = {
            "zh": f"没有 {code} 这个代码。ashore explain 列出全部。",
            "en": f"There is no code {code}. `ashore explain` lists them all.",
        }
        raise click.UsageError(said[language])
    click.echo(explain(name, language))
