"""The pieces that screens are made of: texts, buttons and remarks of the program's own."""

from bot.flow.fold import Position
from bot.flow.model import Button, Given, Screen, Text
from bot.flow.ports import Library
from bot.flow.session import Session, Visit
from bot.flow.values import Value

LADDER_END = 3


def common(key: str, **values: "Value | Text | Given") -> Text:
    """A text of the program's own words."""
    return Text("common", key, values)


def act(press: str, **values: "Value | Text | Given") -> Button:
    """A button with the program's own label, which is named after what it does."""
    name = press.lstrip("!=").split("/")[0]
    return Button(common(f"buttons.{name}", **values), press)


def label(slot: str) -> Text:
    """A slot's label."""
    return Text("slots", f"{slot}.label")


def title(target: str) -> Text:
    """The title of `flow:<name>` or `card:<name>`."""
    kind, _, name = target.partition(":")
    return Text(name, "title") if kind == "flow" else Text("topics", f"{name}.title")


def open_button(target: str) -> Button:
    """A button that opens a flow or a card."""
    return Button(title(target), f"@{target}")


def notice(key: str, **values: "Value | Text | Given") -> Screen:
    """A short remark of the program's own."""
    return Screen("notice", "common", key, (common(f"notices.{key}", **values),))


def copies(library: Library, text: Text) -> tuple[Button, ...]:
    """Buttons that copy the numbers a text offers."""
    return tuple(Button(Text("help", name), copy=name) for name in library.copies(text))


def visit_title(visit: Visit) -> Text:
    """What a visit is about, for a button that leads back to it."""
    if not visit.pick:
        return Text(visit.flow, "title")
    menu, _, item = visit.pick.partition("/")
    return Text(visit.flow, f"{menu}.options.{item}")


def navigation(session: Session, position: Position) -> tuple[Button, ...]:
    """Back, menu and help: under every screen."""
    begun = len(session.visits) > 1
    buttons = [act("!back")] if begun or position.taken else []
    if begun:
        buttons.append(act("!menu"))
    return (*buttons, act("!sos"))
