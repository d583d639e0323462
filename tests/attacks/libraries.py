"""The library, and what it may be after a counselor has changed it: other options, bounds, steps, items."""

from dataclasses import replace
from decimal import Decimal

from bot.flow.model import Step
from bot.flow.slot_types.money import Money
from bot.flow.steps.ask import Ask
from bot.flow.steps.choose import Choose
from bot.flow.steps.menu import Menu
from bot.library import Library


def libraries_of(library: Library) -> tuple[Library, ...]:
    """The library, one with other options and bounds, one with a step and a menu's item less."""
    return library, _changed(library), _cut(library)


def _changed(library: Library) -> Library:
    """Whose debt it is has one option less, and what is owed another bound."""
    flows = {
        name: replace(flow, steps=tuple(map(_one_option_less, flow.steps)))
        for name, flow in library.flows.items()
    }
    owed = library.slots["total_debt"]
    assert isinstance(owed.type, Money)
    bounded = replace(owed, type=replace(owed.type, max=Decimal(77_777_777)))
    slots = {**library.slots, "total_debt": bounded}
    return replace(library, flows=flows, slots=slots, _options={})


def _cut(library: Library) -> Library:
    """Nobody is asked for a credit card, and the menu has no plans."""
    home, plan = library.flows["home"], library.flows["repayment_plan"]
    fewer = tuple(
        step for step in plan.steps if not (isinstance(step, Ask) and step.ask == "has_credit_card")
    )
    assert len(fewer) < len(plan.steps)
    flows = {
        **library.flows,
        "home": replace(home, steps=tuple(map(_without_plans, home.steps))),
        "repayment_plan": replace(plan, steps=fewer),
    }
    return replace(library, flows=flows, _options={})


def _one_option_less(step: Step) -> Step:
    if isinstance(step, Choose) and step.choose in ("whose_debt", "overdue"):
        return replace(step, options=step.options[:-1])
    return step


def _without_plans(step: Step) -> Step:
    if not isinstance(step, Menu):
        return step
    return replace(
        step, items={name: steps for name, steps in step.items.items() if name != "plan"}
    )
