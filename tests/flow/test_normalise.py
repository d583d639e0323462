import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.normalise import clean, plain, squeeze
from bot.flow.traditional import SIMPLIFIED_OF

ANY_TEXT = st.text(alphabet=st.characters(), max_size=40)  # lone surrogates included
few = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  三万五  ", "三万五"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("e\u0301", "\u00e9"),
        ("I\u2028II", "I\nII"),
        ("\ud83d", ""),
        ("👨\u200d👩", "👨\u200d👩"),
        ("３５０００", "３５０００"),
        ("", ""),
    ],
)
def test_clean_makes_text_fit_to_be_shown(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("３５，０００", "35,000"),
        ("￥35,000", "¥35,000"),
        ("三萬兩千塊錢", "三万两千块钱"),
        ("貳仟圓", "贰仟圆"),
        ("唔係", "唔系"),
        ("  About\t35\n thousand ", "about 35 thousand"),
        ("3\u200b5\u200d0", "350"),
        ("24％", "24%"),
        ("３．５萬", "3.5万"),
        ("\u3000是\u3000", "是"),
    ],
)
def test_plain_makes_text_fit_to_be_read(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不 想 活 了", "不想活了"),
        ("不.想*活-了！", "不想活了"),
        ("不\u200b想\u2060活了😭", "不想活了"),
        ("自️殺", "自杀"),
        ("自̶杀̶", "自杀"),
        ("I want to DIE…", "iwanttodie"),
        ("1️⃣", "1"),
        ("👨\u200d👩 ❤️", ""),
    ],
)
def test_squeeze_leaves_only_what_a_phrase_is_made_of(text: str, expected: str) -> None:
    assert squeeze(text) == expected


@few
@given(ANY_TEXT)
def test_each_form_is_stable_when_made_again(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert plain(plain(text)) == plain(text)
    assert squeeze(squeeze(text)) == squeeze(text)


@few
@given(ANY_TEXT)
def test_each_form_can_be_sent_and_turns_no_direction(text: str) -> None:
    for form in (clean(text), plain(text), squeeze(text)):
        form.encode()
        assert not {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI"} & {
            unicodedata.bidirectional(character) for character in form
        }


def test_no_simplified_form_is_itself_folded_again() -> None:
    """A table with chains would make matching depend on how often text was folded."""
    assert not set(SIMPLIFIED_OF) & set(SIMPLIFIED_OF.values())


def test_common_traditional_characters_are_folded() -> None:
    written = "債務還款壓力銀行網貸協商訴訟徵信記錄逾期催收電話號碼見證"
    assert (
        written.translate(SIMPLIFIED_OF)
        == "债务还款压力银行网贷协商诉讼征信记录逾期催收电话号码见证"
    )
