"""A small library of flows for the engine's tests: real steps, Python in place of YAML and Jinja2."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar

from bot.flow.effects import Say
from bot.flow.engine import Turn, advance
from bot.flow.events import Event, Moved, MoveName, Started, Tapped, Typed
from bot.flow.fold import Position, fold
from bot.flow.model import Flow, Listening, Option, Reading, Rejection, Screen, Slot, Text
from bot.flow.safety import Lexicon, build_lexicon
from bot.flow.session import Session, dump_session, load_session
from bot.flow.slot_types.text import Text as TextType
from bot.flow.steps import STEPS
from bot.flow.tokens import made_out
from bot.flow.topics import Topic, TopicIndex, build_index
from bot.flow.values import Facts, Value
from bot.flow.visits import stand

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=8)))


@dataclass(frozen=True)
class Amount:
    """A slot type for tests: digits."""

    kind: ClassVar[str] = "money"

    def parse(self, text: str, reading: Reading) -> Value | Rejection:
        return (
            Decimal(text)
            if text.isascii() and text.isdigit()
            else Rejection("not_money", {"said": text})
        )


@dataclass(frozen=True)
class Pick:
    """A slot type for tests: an option by its name."""

    kind: ClassVar[str] = "choice"

    def parse(self, text: str, reading: Reading) -> Value | Rejection:
        names = {option.name for option in reading.options}
        return text if text in names else Rejection("not_option", {"said": text})


def step(**keys: Any) -> Any:
    """A step as in YAML; nested steps are written as steps."""
    verb = next((key for key in keys if key != "if_"), "if")
    kind = STEPS["if" if verb == "then" else verb]
    return kind(**keys)


HOME = Flow(
    "home",
    (
        step(choose="consent", options=("agree", "decline")),
        step(if_="consent != 'agree'", then=(step(show="declined"), step(end="declined"))),
        step(
            menu="hub",
            items={
                "plan": (step(call="plan"),),
                "list": (step(call="debts"),),
                "owing": (step(call="owing"),),
                "talk": (step(show="about"),),
            },
        ),
    ),
)
PLAN = Flow(
    "plan",
    (
        step(show="intro"),
        step(ask="total", must="answer > 0"),
        step(choose="overdue", options=("none", "some")),
        step(
            if_="overdue == 'some'",
            then=(step(ask="days"), step(show="late")),
            else_=(step(show="fine"),),
        ),
        step(choose="kinds", options=("card", "bank", "friend"), many=True),
        step(ask="income", optional=True),
        step(set="twice", to="total * 2"),
        step(review=("total", "overdue", "days")),
        step(show="result"),
        step(remind="check_in", at="in_a_week"),
        step(end="planned", next=("card:jail",)),
    ),
)
DEBTS = Flow(
    "debts",
    (
        step(repeat="debts", steps=(step(ask="balance"), step(ask="rate")), max=3),
        step(show="listed"),
        step(end="listed"),
    ),
)
OWING = Flow(
    "owing",
    (
        step(ask="total"),
        step(
            repeat="debts",
            steps=(
                step(ask="lender", optional=True),
                step(ask="balance", sure="answer > 1000"),
                step(if_="balance > 500", then=(step(ask="rate", must="answer > 0"),)),
            ),
            max=4,
            marks=("not_mine", "disputed"),
            star=True,
            alike=("lender", "balance"),
        ),
        step(ask="income"),
        step(review=()),
        step(show="summed"),
        step(end="listed"),
    ),
)
CRISIS = Flow("crisis", (step(show="steps"), step(ask="person", optional=True), step(end="stayed")))

USES: Mapping[str, frozenset[str]] = {
    "result": frozenset({"total", "twice"}),
    "late": frozenset({"days"}),
    "debts.label": frozenset({"lender"}),
}
TERMS: Mapping[str, tuple[str, ...]] = {
    "overdue.ask": ("late", "order"),
    "overdue.options.some": ("order", "rate"),
}


@dataclass(frozen=True)
class TinyLibrary:
    """What the engine needs of a library, over the flows above."""

    flows: Mapping[str, Flow] = field(
        default_factory=lambda: {flow.flow: flow for flow in (HOME, PLAN, DEBTS, OWING, CRISIS)}
    )
    consent_version: str = "1"
    person_is_text: bool = False
    withheld: frozenset[str] = frozenset()
    witness: None = None
    listening: tuple[Listening, ...] = ()
    languages: tuple[str, ...] = ("zh", "en")
    lexicon: Lexicon = field(default_factory=lambda: build_lexicon({"suicide": ("不想活",)}, ()))
    topics: TopicIndex = field(
        default_factory=lambda: build_index(
            [Topic("card:jail", ("会坐牢吗",), ("欠钱会不会坐牢",))]
        )
    )
    move_words: Mapping[str, str] = field(
        default_factory=lambda: {
            "返回": "back",
            "跳过": "skip",
            "不知道": "skip",
            "我安全了": "safe",
            "好了": "done",
            "谢谢": "thanks",
        }
    )

    @property
    def slots(self) -> Mapping[str, Slot]:
        money = {
            name: Slot(name, Amount(), {})
            for name in ("total", "days", "income", "balance", "rate", "person")
        }
        picks = {name: Slot(name, Pick(), {}) for name in ("overdue", "kinds", "debts")}
        consent = Slot("consent", Pick(), {}, version=self.consent_version)
        if self.person_is_text:
            money["person"] = Slot("person", TextType(), {}, retention="session")
        return {**money, **picks, "consent": consent, "lender": Slot("lender", TextType(), {})}

    def evaluate(self, expression: str, facts: Facts) -> Value:
        names = {**facts, "in_a_week": date(2026, 12, 1)}
        value: Value = eval(expression, {"__builtins__": {}}, names)  # noqa: S307 (the test's own text)
        return value

    def options(
        self, flow: str, step: str, names: tuple[str, ...], language: str
    ) -> tuple[Option, ...]:
        return tuple(Option(name, (name,)) for name in names)

    def label(self, text: Text, language: str) -> str:
        return text.key

    def has(self, text: Text) -> bool:
        return not text.key.startswith("ends.") or text.key == "ends.planned"

    def names_in(self, text: Text) -> frozenset[str]:
        return USES.get(text.key, frozenset())

    def terms_in(self, text: Text, language: str) -> tuple[str, ...]:
        return TERMS.get(text.key, ())

    def term_asked(self, text: str, *, bare: bool) -> str:
        named = text.removeprefix("什么是")
        return "order" if named == "支付令" and (bare or named != text) else ""

    def copies(self, text: Text) -> tuple[str, ...]:
        return ("police",) if text.source == "safety" else ()

    def phone(self, name: str) -> str:
        return "110"

    def related(self, card: str) -> tuple[str, ...]:
        return ("flow:plan",)


class Chat:
    """A borrower at the engine. The session is written out and read back between two events."""

    def __init__(self, library: Any = None, *, now: datetime = NOW) -> None:
        self.library = library or TinyLibrary()
        self.now = now
        self.session = Session()
        self.turn = Turn(self.session, ())

    def take(self, event: Event) -> list[Screen]:
        self.turn = advance(self.library, self.session, event, self.now)
        self.session = load_session(dump_session(self.turn.session))
        assert self.session == self.turn.session
        return self.screens

    def say(self, text: str) -> list[Screen]:
        return self.take(Typed(text))

    def press(self, name: str) -> list[Screen]:
        return self.take(Tapped(made_out(name, self.session.version)))

    def move(self, name: MoveName) -> list[Screen]:
        return self.take(Moved(name))

    def to_hub(self) -> "Chat":
        self.take(Started())
        self.press("agree")
        return self

    @property
    def screens(self) -> list[Screen]:
        return [effect.screen for effect in self.turn.effects if isinstance(effect, Say)]

    @property
    def steps(self) -> list[str]:
        return [screen.step for screen in self.screens]

    @property
    def position(self) -> Position:
        return stand(self.library, self.session, NOW.date()).position

    @property
    def at(self) -> str:
        return self.position.stop.step

    def refolded(self) -> Position:
        visit = self.session.visits[-1]
        return fold(self.library, visit, NOW.date())


def through_plan(chat: Chat) -> Chat:
    """Every question of a plan, answered."""
    for said in ("500", "some", "30"):
        chat.say(said)
    chat.press("+card")
    chat.press("=done")
    chat.say("100")
    return chat
