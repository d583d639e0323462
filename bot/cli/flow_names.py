"""Flows that a command is called with, by name."""

from collections.abc import Collection, Sequence

import click


def known_flows(known: Collection[str], named: Sequence[str]) -> Sequence[str]:
    """Those that were named, or all; a name that no flow has is a wrong call, with the nearest one."""
    from bot.library.problems import nearest

    for name in named:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean `{near}`?" if near else ""
            raise click.UsageError(f"There is no flow `{name}`.{hint}")
    return named or tuple(known)
