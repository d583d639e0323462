"""What `ashore rate` says to people, in both languages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.cli.rate_phrases import CAVEATS, EVIDENCE, NONE, PERIODS, SENTENCES
from bot.core.lending import PRIVATE_LIMIT_FROM, Line, is_above
from bot.core.money import percent
from bot.core.rates import Answer, NoRate, Rate, SeveralRates, is_direction_clear, moved_by_time
from bot.library import forms

if TYPE_CHECKING:
    from bot.cli.rate import Found

_MOST_SHOWN: Final = Decimal(1_000_000)


def paragraphs(found: "Found", language: str) -> list[str]:
    """The answer, the rate on paper, the line, what to keep and the sources, a paragraph each."""
    said = SENTENCES[language]
    parts = [_money(found, said), _rates(found.answer, language), _paper(found, said)]
    if found.line is not None:
        parts += [*_line(found, found.line, language), _caveats(found, found.line, language)]
        kept = forms.listed([EVIDENCE[language][code] for code in found.line.evidence], language)
        parts.append(said["evidence"].format(evidence=kept))
    parts.append(_sources(found, language))
    return [part for part in parts if part]


def why_none(answer: Answer, language: str) -> str:
    """Why there is no one rate, in a sentence; nothing where there is one."""
    match answer:
        case NoRate(why):
            return NONE[language][why]
        case SeveralRates(rates):
            shown = forms.listed([_shown(rate.nominal) for rate in rates], language)
            return NONE[language]["several"].format(count=len(rates), rates=shown)
        case _:
            return ""


def _money(found: "Found", said: Mapping[str, str]) -> str:
    moved = moved_by_time(found.asked.flows).values()
    received = sum((came for came, _ in moved), Decimal(0))
    paid = sum((went for _, went in moved), Decimal(0))
    cost = paid - received
    told = said["money" if cost >= 0 else "money_less"].format(
        received=forms.money(received), paid=forms.money(paid), cost=forms.money(abs(cost))
    )
    unclear = received and paid and not is_direction_clear(found.asked.flows)
    return f"{told}\n{said['direction']}" if unclear else told


def _rates(answer: Answer, language: str) -> str:
    if not isinstance(answer, Rate):
        return why_none(answer, language)
    return SENTENCES[language]["rate"].format(
        nominal=_shown(answer.nominal),
        effective=_shown(answer.effective),
        periodic=_shown(answer.periodic),
        periods=f"{answer.per_year} {PERIODS[language][answer.per_year != 1]}",
    )


def _paper(found: "Found", said: Mapping[str, str]) -> str:
    from bot.cli.rate import kept_back

    contract, kept = found.asked.contract, kept_back(found.asked)
    if contract is None or kept is None or not isinstance(found.on_paper, Rate):
        return ""
    return said["paper"].format(
        contract=forms.money(contract),
        kept_back=forms.money(kept),
        nominal=_shown(found.on_paper.nominal),
        effective=_shown(found.on_paper.effective),
    )


def _line(found: "Found", line: Line, language: str) -> list[str]:
    said = SENTENCES[language]
    if line.percent is None:
        key = "court_limit_older" if line.force == "court_limit" else line.force
        return [said[key].format(**_days(line, language))]
    shown = forms.percent(line.percent)
    parts = [said[line.force].format(percent=shown, **_days(line, language))]
    if isinstance(found.answer, Rate):
        over = is_above(found.answer, line, found.above)
        verdict = "is_above" if over else "is_below"
        if over and found.answer.nominal <= line.percent:  # one payment after long: see `is_above`
            verdict = "is_above_simple"
        difference = forms.money(found.above.difference) if found.above else ""
        shown = _shown(found.answer.nominal)
        parts[0] += said[verdict].format(nominal=shown, difference=difference)
    if found.above is not None:
        above = found.above
        amounts = {
            name: forms.money(getattr(above, name))
            for name in ("received", "paid", "allowed", "beyond", "owed")
        }
        parts.append(said["beyond" if above.beyond else "owed"].format(**amounts))
    return parts


def _caveats(found: "Found", line: Line, language: str) -> str:
    from bot.cli.rate import caveats_of
    from bot.cli.refusing import the_library

    named = {**_days(line, language), "legal": the_library().phone("legal")}
    return "\n".join(f"· {CAVEATS[language][code].format(**named)}" for code in caveats_of(found))


def _sources(found: "Found", language: str) -> str:
    said, lines = SENTENCES[language], []
    for basis in found.sources:
        value = basis.value
        title = f"《{value.source}》" if forms.is_chinese(language) else f"{value.source} "
        checked = value.checked.isoformat() if value.checked else ""
        place = f"{title}{value.article}".strip()
        lines.append(
            f"· {said['source'].format(place=place, issuer=value.issuer, checked=checked)}"
        )
    return "\n".join([said["sources"], *dict.fromkeys(lines)]) if lines else ""


def _days(line: Line, language: str) -> dict[str, str]:
    """The days that are named beside the line: of the contract, of the limit, of what holds since."""
    since = line.rests_on[0].value.start if line.rests_on else line.contract_on
    return {
        "date": forms.day(line.contract_on, language),
        "limit_from": forms.day(PRIVATE_LIMIT_FROM, language),
        "since": forms.day(since, language),
    }


def _shown(value: Decimal) -> str:
    """46.03%; what is beyond a million percent is only said to be."""
    if value > _MOST_SHOWN:
        return f">{forms.percent(_MOST_SHOWN)}"
    return f"{percent(value):,.2f}%"
