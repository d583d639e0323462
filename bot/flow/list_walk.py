"""Going through the items of a list, each by its own steps.

Of a list `debts`, `debts#items` keeps the items in order, `debts/2/balance` an answer of the item
`2`, `debts/2/#marks` what it is marked with, `debts#star` the one item with the star, and
`debts#done` that the list is complete.
"""

from collections.abc import Sequence

from bot.flow.model import Step
from bot.flow.stops import Listing, ListRules, Stop
from bot.flow.values import Facts, Value
from bot.flow.walk import Taken, Walk, done_print


def walk_list(walk: Walk, slot: str, *, steps: Sequence[Step], rules: ListRules) -> Stop | None:
    """Go through each item of a list; then wait for add, change, remove or done."""
    key = walk.prefix + slot
    items: list[tuple[str, Facts]] = []
    for item in kept_items(walk, key):
        walk.taken.append(Taken(f"{key}#items", None, item, item=item))
        before, prefix = walk.facts, walk.prefix
        walk.facts, walk.prefix = dict(before), f"{key}/{item}/"
        stop = walk.steps(steps)
        if stop is not None:
            walk.counts = False  # what is left of this item is all that can be told
            return stop
        own = {
            name: value
            for name, value in walk.facts.items()
            if name not in before or value is not before[name]
        }
        items.append((item, own | _noted(walk, key, item=item, rules=rules)))
        walk.facts, walk.prefix = before, prefix
    done = walk.answers.get(f"{key}#done")
    if len(items) < rules.least or done is None or done.print != done_print(len(items)):
        return Listing(walk.flow, slot, key, tuple(items), rules)
    value = tuple(dict(facts) for _, facts in items)
    walk.facts[slot] = value
    walk.taken.append(Taken(f"{key}#done", None, value, slot=slot, flow=walk.flow))
    return None


def kept_items(walk: Walk, key: str) -> tuple[str, ...]:
    """The items of a list, in order."""
    kept = walk.answers.get(f"{key}#items")
    return tuple(map(str, kept.value)) if kept and isinstance(kept.value, tuple) else ()


def _noted(walk: Walk, key: str, *, item: str, rules: ListRules) -> dict[str, Value]:
    """What the borrower has noted of an item beside its answers."""
    noted: dict[str, Value] = {}
    if rules.marks:
        kept = walk.answers.get(f"{key}/{item}/#marks")
        made = kept.value if kept and isinstance(kept.value, tuple) else ()
        noted["marks"] = tuple(name for name in rules.marks if name in made)
    if rules.star:
        star = walk.answers.get(f"{key}#star")
        noted["starred"] = star is not None and star.value == item
    return noted
