"""Reading the phrases that tick an option where somebody else's words are pasted."""

from collections.abc import Mapping
from typing import Any

from bot.flow.phrases import any_said
from bot.library.problems import nearest
from bot.library.read_flows import FlowFile
from bot.library.validate import Checker

Heard = Mapping[str, tuple[str, ...]]


def heard_in(flow: str, data: Mapping[str, Any]) -> dict[tuple[str, str], Heard]:
    """The phrases of every question of a flow's words, as they stand, by flow and question."""
    return {
        (flow, name): {
            option: tuple(map(str, said))
            for option, said in entry["heard"].items()
            if isinstance(said, list)
        }
        for name, entry in data.items()
        if isinstance(entry, dict) and isinstance(entry.get("heard"), dict)
    }


def check_heard(checker: Checker, file: FlowFile, name: str, heard: Heard) -> None:
    """What ticks an option belongs to one, where several may be ticked, and is long enough to look for."""
    wanted = {
        option
        for _, step in file.steps()
        if getattr(step, "choose", "") == name and getattr(step, "many", False)
        for option in getattr(step, "options", ())
    }
    for option, phrases in heard.items():
        keys = (name, "heard", option)
        if option not in wanted:
            near = nearest(option, wanted - set(heard))
            checker.add(keys, "ASH064", key=".".join(keys), near=near)
        for number, phrase in enumerate(phrases):
            try:
                any_said([phrase])
            except ValueError:
                checker.add((*keys, number), "ASH082")
