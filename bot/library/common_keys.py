"""The words that the program itself needs, in every common.yaml, and the values that each may use."""

from collections.abc import Mapping
from typing import Final, get_args

from bot.flow.events import MOVES, REMARKS, SPOKEN_ACTS, Media
from bot.library.refusal_keys import REFUSALS

# The buttons' and rejections' names are those of the engine: a test compares the two.
_BUTTONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("back", "menu", "sos", "why", "skip", "pause", "human", "language"), ""),
    **dict.fromkeys(("safe", "go_on", "all_right", "done", "keep", "review", "add"), ""),
    **dict.fromkeys(("forget_yes", "forget_no", "crisis_steps", "yes", "no"), ""),
    **dict.fromkeys(("dark", "fine"), ""),
    **dict.fromkeys(("to_list", "remove", "remove_yes", "remove_no"), ""),
    **dict.fromkeys(("change", "ticked", "unticked", "star", "unstar"), "label"),
    "item": "number",
    "same_list": "count",
    "resume": "title",
    "same": "value",
}
_REJECTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("not_money", "not_number", "not_percent", "unclear_percent", "not_date"), ""),
    **dict.fromkeys(
        ("no_such_day", "not_duration", "not_yes_no", "several_values", "empty", "other_period"), ""
    ),
    **dict.fromkeys(("too_long", "too_small", "too_big", "too_early", "too_late"), "limit"),
    **dict.fromkeys(("not_option", "several_options"), "options"),
}
_NOTICES: Final[Mapping[str, str]] = {
    **dict.fromkeys((*get_args(Media), *REMARKS), ""),
    **dict.fromkeys(
        ("stale", "nothing_back", "nothing_to_skip", "tick_one", "ticked_some", "paused_home"), ""
    ),
    **dict.fromkeys(("language_changed", "choose_language", "forwarded", "edited", "group"), ""),
    **dict.fromkeys(("unreadable", "empty", "forget_ask", "forgotten", "export", "help"), ""),
    **dict.fromkeys(("review_title", "review_empty", "offer_topics", "no_topic", "human"), ""),
    **dict.fromkeys(("handoff_agreed", "safe", "crisis_first", "trouble", "consent_first"), ""),
    **dict.fromkeys(("asked_again", "sign_of_number", "heard_some", "heard_none"), ""),
    **dict.fromkeys(("heard_early", "heard_offer", "too_fast", "asked_before"), ""),
    **dict.fromkeys(("paused", "resumed"), "title"),
    "remind_agreed": "at",
    "counselor_called": "chat title",
    "list_full": "limit",
    "remove_ask": "line",
}

_EXPORT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("title", "open", "paused", "finished", "gone", "parked", "nothing"), ""),
    **dict.fromkeys(
        ("given_on", "mark", "total", "total_unmarked", "reviewed", "reminder", "handoff"), ""
    ),
    **dict.fromkeys(("reminders", "handoffs", "unread"), ""),
    **dict.fromkeys(("footer", "creditor_note", "creditor_footer"), ""),
    **dict.fromkeys(("page_caption", "data_caption"), ""),
    **dict.fromkeys(("summary_caption", "summary_text_caption"), ""),
    **dict.fromkeys(("made_on", "crisis_on"), "day"),
    "left_out": "count",
}

# Each key with the values it may use, apart by spaces.
REQUIRED: Final[Mapping[str, str]] = {
    "echo": "label value",
    "progress": "number total",
    "known_list": "count",
    "numbered": "number line",
    "starred": "line",
    "marked": "line marks",
    "known": "value",
    "unknown": "",
    "sources": "",
    "checked": "",
    "why_default": "",
    **{f"buttons.{name}": values for name, values in _BUTTONS.items()},
    **{f"rejections.{name}": f"said {values}" for name, values in _REJECTIONS.items()},
    "ladder.example": "",
    "ladder.out": "said",
    "ladder.aside": "",
    "offers.remind": "at",
    "offers.handoff": "",
    **{f"notices.{name}": values for name, values in _NOTICES.items()},
    "ends.default": "",
    **{f"refusals.{code}": values for code, values in REFUSALS.items()},
    **{f"export.{name}": values for name, values in _EXPORT.items()},
}

# Words of one channel: they may be left out where the channel is not used.
OPTIONAL: Final[Mapping[str, str]] = {
    "buttons.topic": "title",
    "notices.handed_off": "",
    "notices.ended": "",
    "notices.ended_declined": "",
    "notices.menu_again": "",
    "terminal.hint": "",
    "terminal.unavailable": "",
    "telegram.description": "",
    "telegram.short_description": "",
}
OPEN_GROUPS: Final = ("languages", "telegram.commands")  # any names may stand in these
MOVE_WORDS: Final = "move_words"
OPTION_WORDS: Final = "option_words"  # typed words that mean an option, by its name in any flow
MOVE_NAMES: Final = (*MOVES, *SPOKEN_ACTS, *REMARKS)
