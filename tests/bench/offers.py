"""Whether what swindlers write leads to the conversation about scams: `python -m tests.bench.offers`."""

import sys
from collections.abc import Iterable, Iterator

from bot.flow.overhearing import offers as offered
from bot.flow.overhearing import overhear
from tests.bench import routing
from tests.bench.routing import Asked
from tests.shipped import shipped_library

# Of the first set, before anything was heard beside the question that listens; and of the second, which was
# written after the phrases had been widened by what the first one missed.
FIRST_MEASURED = "0 first and 5 anywhere of 37; the second, 7 and 17 of 22"  # 2026-11-26
KINDS = ("offers", "no_offers", "offers_second", "no_offers_second")


def offers(kind: str) -> tuple[str, ...]:
    """What swindlers write (`offers`), or what has their words and is none of theirs (`no_offers`)."""
    return tuple(routing.phrase_file("offers")[kind])


def led_to_scams(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those of the texts to which the conversation about scams is offered first, and anywhere."""
    library = shipped_library()
    shown = {text: [button.press for button in offered(library, text)] for text in texts}
    first = [text for text, presses in shown.items() if _is_scams(presses[:1])]
    return first, [text for text, presses in shown.items() if _is_scams(presses)]


def _is_scams(presses: Iterable[str]) -> bool:
    return any(press.startswith("@flow:scams") for press in presses)


def overheard() -> tuple[list[Asked], list[Asked]]:
    """The ordinary phrases that are taken for an offer: all, and those that scams do not answer."""
    library = shipped_library()
    known = (
        *routing.content_phrases(),
        *routing.asked_phrases(),
        *routing.blind_phrases(),
        *routing.blind_second_phrases(),
    )
    found = [one for one in known if (heard := overhear(library, one.text)) and heard.is_sure]
    return found, [one for one in found if "flow:scams" not in routing.widened(one).targets]


def _lines() -> Iterator[str]:
    yield f"Swindlers' offers led to flow:scams, first measured: {FIRST_MEASURED}"
    for kind in KINDS:
        texts = offers(kind)
        first, anywhere = led_to_scams(texts)
        yield f"  {kind}: first {len(first)}, anywhere {len(anywhere)} of {len(texts)}"
    found, wrong = overheard()
    yield f"Ordinary phrases taken for an offer: {len(found)}; answered by something else: {len(wrong)}"
    yield from (f"  {one.text}" for one in wrong)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _lines())
