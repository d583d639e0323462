"""Reading the phrases that mean an option: in somebody else's words (`heard`), in one's own (`told`)."""

from collections.abc import Mapping
from typing import Any

from bot.flow.phrases import parts_of
from bot.library.problems import nearest
from bot.library.read_flows import FlowFile
from bot.library.validate import Checker

Heard = Mapping[str, tuple[str, ...]]


def heard_in(flow: str, data: Mapping[str, Any], key: str) -> dict[tuple[str, str], Heard]:
    """The phrases of every question of a flow's words, as they stand, by flow and question.

    `key` is `heard` or `told`.
    """
    return {
        (flow, name): {
            option: tuple(map(str, said))
            for option, said in entry[key].items()
            if isinstance(said, list)
        }
        for name, entry in data.items()
        if isinstance(entry, dict) and isinstance(entry.get(key), dict)
    }


def check_heard(checker: Checker, file: FlowFile, keys: tuple[str, str], heard: Heard) -> None:
    """What means an option belongs to one, and is long enough to look for.

    Somebody else's words are heard where several options may be ticked. A name that has a label, and is
    perhaps another's, is told of by the label.
    """
    name, key = keys
    labels = checker.document.data[name].get("options", {})
    wanted = {
        option
        for _, step in file.steps()
        if getattr(step, "choose", "") == name and (key == "told" or getattr(step, "many", False))
        for option in getattr(step, "options", ())
    }
    for option, phrases in heard.items():
        where = (*keys, option)
        if option not in wanted:
            near = nearest(option, wanted - set(heard))
            if not (near and option in labels):
                checker.add(where, "ASH064", key=".".join(where), near=near)
        for number, phrase in enumerate(phrases):
            try:
                parts_of(phrase)
            except ValueError:
                checker.add((*where, number), "ASH082")
