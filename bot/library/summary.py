"""A creditor's document as files that may be sent on: a page, and plain text."""

import re
from typing import Final

from bot.flow.model import Text, WordedFile
from bot.library.page import element, page, wrapped
from bot.library.teller import Teller
from bot.library.wording import plain_label, word_text

# What Telegram's tags become on a page; the others mean the same there.
_SPOILER: Final = re.compile(r"</?tg-spoiler>")
_EXPANDABLE: Final = "<blockquote expandable>"


def summary_files(teller: Teller, texts: tuple[Text, ...], flow: str) -> tuple[WordedFile, ...]:
    """The document's own texts, its title first; the remark to the borrower is left out."""
    own = tuple(text for text in texts if text.source == flow)
    words = [word_text(teller.library, text, teller.language, teller.today) for text in own]
    title, body = plain_label(words[0]), words[1:]
    made = teller.say("made_on", day=teller.today)
    ending = teller.say("creditor_footer")
    name = f"summary-{teller.today.isoformat()}"
    whole = page(
        title,
        [
            element("h1", title),
            element("p", made, "soft"),
            *(wrapped("div", _for_page(html), "text") for html in body),
            teller.sources_html(own),
            element("footer", ending),
        ],
        teller.language,
    )
    text = "\n\n".join(
        part
        for part in (title, made, *map(plain_label, body), _sources(teller, own), ending)
        if part
    )
    return (
        WordedFile(f"{name}.html", whole, teller.html("summary_caption")),
        WordedFile(f"{name}.txt", f"{text}\n", teller.html("summary_text_caption")),
    )


def _for_page(html: str) -> str:
    return _SPOILER.sub("", html.replace(_EXPANDABLE, "<blockquote>"))


def _sources(teller: Teller, texts: tuple[Text, ...]) -> str:
    lines = teller.sources(texts)
    heading = teller.library.common_word("sources", teller.language)
    return "\n".join([heading, *lines]) if lines else ""
