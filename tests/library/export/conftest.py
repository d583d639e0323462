"""A library whose borrowers have something to take away."""

import pytest

from bot.library import Library
from tests.library.tiny import PLAN, PLAN_WORDS, load

PLAN_FILES = {
    "flows/plan.yaml": PLAN.replace(
        "      - ask: balance\n",
        "      - ask: person\n      - ask: balance\n      - ask: rate\n    marks: [late]\n    star: true\n",
    ),
    **{
        f"content/{language}/plan.yaml": PLAN_WORDS.replace(
            '  item: "{{ balance | money }}"\n',
            '  item: "{{ balance | money }}"\n  marks: {late: 拖了很久}\n  star: 最怕的\n',
        )
        + "person: {ask: 欠谁？}\nrate: {ask: 利率？}\n"
        for language in ("zh", "en")
    },
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library with lenders' names and rates in its list, and marks on the items."""
    return load(tmp_path_factory.mktemp("export"), **PLAN_FILES)
