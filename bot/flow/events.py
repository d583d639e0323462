"""What reaches the engine. A channel decodes its wire into one of these; `Unreadable` is the rest."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, get_args

from bot.flow.values import Facts, dump_value, load_value

MoveName: TypeAlias = Literal[
    "start", "menu", "back", "why", "skip", "pause", "resume", "language", "human", "sos",
    "help", "review", "export", "forget",
]  # fmt: skip
MOVES: tuple[MoveName, ...] = get_args(MoveName)

# The moves that have a command, by its name; /start is an event of its own.
COMMANDS: Mapping[str, MoveName] = {
    **{name: name for name in MOVES if name != "start"},
    "stop": "pause",
    "delete": "forget",
}
# Acts of buttons that may be said instead.
SPOKEN_ACTS = ("safe", "done", "all_right", "go_on", "crisis_steps")
# What people say beside the matter; it is answered with the notice of its name, and the question stays.
REMARKS = ("thanks", "anger", "lost", "better", "too_hard")

Media: TypeAlias = Literal[
    "voice", "photo", "video", "sticker", "location", "contact", "file", "other"
]


@dataclass(frozen=True)
class Started:
    """The start command, perhaps with a deep link's payload, which is untrusted."""

    payload: str = ""
    language: str = ""


@dataclass(frozen=True)
class Typed:
    """Text. `forwarded` is another person's words; `edited` corrects an earlier message."""

    text: str
    forwarded: bool = False
    edited: bool = False
    language: str = ""


@dataclass(frozen=True)
class Tapped:
    """A button, by the data it carries; untrusted, and perhaps of an old message."""

    press: str
    language: str = ""


@dataclass(frozen=True)
class Moved:
    """A move by command, such as /back or /menu."""

    move: MoveName
    language: str = ""


@dataclass(frozen=True)
class Sent:
    """Something that is not text; `caption` is the text that came with it."""

    media: Media
    caption: str = ""
    language: str = ""


@dataclass(frozen=True)
class InGroup:
    """A message in a group or channel, where nobody's debts are talked about."""


@dataclass(frozen=True)
class Blocked:
    """The borrower blocked the bot, or unblocked it (`now` false)."""

    now: bool = True


@dataclass(frozen=True)
class Woke:
    """A timer came due."""

    flow: str
    key: str
    values: Facts


@dataclass(frozen=True)
class Unreadable:
    """What a channel could not decode; it is kept as a dead letter."""

    reason: str


Event: TypeAlias = Started | Typed | Tapped | Moved | Sent | InGroup | Blocked | Woke | Unreadable

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}


def dump_event(event: Event) -> dict[str, Any]:
    """The event as JSON data, for the inbox."""
    data = asdict(event)
    if isinstance(event, Woke):
        data["values"] = dump_value(event.values)
    return {"event": type(event).__name__, **data}


def load_event(data: dict[str, Any]) -> Event:
    """What `dump_event` wrote."""
    fields = dict(data)
    kind = _KINDS[fields.pop("event")]
    if kind is Woke:
        fields["values"] = load_value(fields["values"])
    event: Event = kind(**fields)
    return event
