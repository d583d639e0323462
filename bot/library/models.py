"""What stands in a content file, entry by entry. Steps and slots have their models made (`shapes`)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.library.kinds import CLOSED, Day, Local, MonthDay, Name, Prose, Target, Whole

CopyNames = tuple[Name, ...]


class SlotHead(BaseModel):
    """What every slot has, whatever its type; the type's bounds are checked apart."""

    model_config = CLOSED

    label: Local = Field(description="在核对页上叫什么 / what it is called in a review")
    sensitivity: Literal["open", "personal", "financial", "health"] = Field(
        "personal", description="有多敏感 / how sensitive the answer is"
    )
    retention: Literal["session", "case", "kept"] = Field(
        "case", description="保存多久 / how long the answer is kept"
    )
    version: Prose = Field(
        "-",
        description="意思变了就改，会重新问；写 words，则文字一改就重新问 / change it to have the question "
        "asked again; `words`: asked again whenever its words change",
    )


class Said(BaseModel):
    """A text with numbers to copy."""

    model_config = CLOSED

    text: Prose = Field(description="说的话 / the words")
    copy_: CopyNames = Field((), alias="copy", description="可复制的电话 / entries of content/help")


class QuestionWords(BaseModel):
    """The words of an `ask` or `choose`."""

    model_config = CLOSED

    ask: Prose = Field(description="问的话 / the question")
    why: Prose | None = Field(None, description="为什么问 / why it is asked")
    must: Prose | None = Field(
        None, description="不合条件时说什么 / said when `must` does not hold"
    )
    sure: Prose | None = Field(
        None, description="少见的回答，再问一遍 / asked when `sure` holds of an answer"
    )
    example: Prose | None = Field(None, description="例子 / an example of an answer")
    options: Mapping[Name, Prose] = Field({}, description="选项的文字 / the label of each option")
    heard: Mapping[Name, tuple[Prose, ...]] = Field(
        {},
        description="粘贴别人的话时，听到这些就勾上哪一项；… 代表几个字 / what ticks an option in pasted words; … stands for a few characters",
    )
    told: Mapping[Name, tuple[Prose, ...]] = Field(
        {},
        description="借款人自己这样说，就是哪一项；… 代表几个字 / what in a borrower's own words means an option; … stands for a few characters",
    )


class RepeatWords(BaseModel):
    """The words of a `repeat`."""

    model_config = CLOSED

    ask: Prose = Field(description="列表上方的话 / above the list")
    add: Prose = Field(description="“添加”按钮 / the button that adds an item")
    empty: Prose = Field(description="列表空着时说什么 / said while the list is empty")
    item: Prose = Field(description="一项的写法 / one line for one item")
    label: Prose | None = Field(None, description="一项的按钮，要短 / an item's button, short")
    row: Prose | None = Field(
        None, description="核对页上整张单子怎么写，可用 count / the whole list in a review; `count`"
    )
    alike: Prose | None = Field(
        None, description="两项像是同一项，用 first、second / said of two that look alike"
    )
    marks: Mapping[Name, Prose] = Field({}, description="记号的文字 / the label of each mark")
    star: Prose | None = Field(None, description="加星的文字 / what the star says")
    why: Prose | None = Field(None, description="为什么问 / why it is asked")


class MenuWords(BaseModel):
    """The words of a `menu`."""

    model_config = CLOSED

    ask: Prose = Field(description="菜单上方的话 / above the menu")
    options: Mapping[Name, Prose] = Field(description="每一项的文字 / the label of each item")


class DocumentWords(BaseModel):
    """The words of a `document`."""

    model_config = CLOSED

    title: Prose = Field(description="标题 / the title")
    text: Prose = Field(description="正文 / the body")
    copy_: CopyNames = Field((), alias="copy", description="可复制的电话 / entries of content/help")
    alt: Prose | None = Field(None, description="图里有什么，一句话 / what the picture shows")
    labels: Mapping[Name, Prose] = Field({}, description="图里的名字 / the names in the picture")


class WordsHead(BaseModel):
    """What every words file of a flow has besides the words of its steps."""

    model_config = CLOSED

    title: Prose = Field(description="流程叫什么 / what the conversation is called")
    phrases: tuple[Prose, ...] = Field((), description="人们怎么问 / how people ask for it")
    reviewed: Day | None = Field(None, description="何时审过 / when it was reviewed")
    review_status: Prose | None = Field(None, description="谁审过 / who has reviewed it")


class CardEntry(BaseModel):
    """An educational card."""

    model_config = CLOSED

    title: Prose = Field(description="标题 / the title")
    phrases: tuple[Prose, ...] = Field((), description="人们怎么问 / how people ask for it")
    text: Prose = Field(description="正文 / the body")
    copy_: CopyNames = Field((), alias="copy", description="可复制的电话 / entries of content/help")
    related: tuple[Target, ...] = Field((), description="接着看什么 / what to read or do next")
    reviewed: Day = Field(description="何时审过 / when it was reviewed")
    review_every: Annotated[Whole, Field(ge=1, le=3660)] = Field(
        180, description="多少天审一次 / days until it must be reviewed again"
    )
    review_status: Prose | None = Field(None, description="谁审过 / who has reviewed it")


class FigureValueEntry(BaseModel):
    """A figure's value for a time, with its source."""

    model_config = CLOSED

    from_: Day = Field(alias="from", description="从哪天起 / from this day")
    to: Day | None = Field(None, description="到哪天止 / to this day, included")
    value: Decimal | Prose | None = Field(None, description="数值；没有数就 null / null: no number")
    source: Prose = Field(description="出处 / the source's title")
    article: str = Field("", description="第几条 / the article")
    issuer: str = Field("", description="谁发的 / who issued it")
    doc_no: str = Field("", description="文号 / its number")
    level: Literal["statute", "rule", "standard", "guideline", "policy", "practice"] = Field(
        description="效力 / what force it has"
    )
    basis: Prose = Field(description="看过什么 / what was read to check it")
    checked: Day = Field(description="何时核对 / when it was checked")


class FigureEntry(BaseModel):
    """A figure of the law, or a rule without a number."""

    model_config = CLOSED

    statement: Local = Field(description="说的是什么 / what it says")
    unit: Literal[
        "years", "months", "days", "workdays", "hours", "percent", "yuan", "times", ""
    ] = Field("", description="单位 / the unit")
    values: tuple[FigureValueEntry, ...] = Field(min_length=1, description="各个时期 / by time")


# Who announced holidays, and where that was read.
_Title = Annotated[Prose, Field(description="出处 / the source's title")]
_Issuer = Annotated[Prose, Field(description="谁发的 / who issued it")]
_Number = Annotated[str, Field(description="文号 / its number")]
_Basis = Annotated[Prose, Field(description="看过什么 / what was read to check it")]
_Checked = Annotated[Day, Field(description="何时核对 / when it was checked")]


class RestPeriod(BaseModel):
    """Days off in a row, both ends included."""

    model_config = CLOSED

    from_: Day = Field(alias="from", description="从哪天起 / the first day")
    to: Day = Field(description="到哪天止 / the last day, included")


class HolidayYearEntry(BaseModel):
    """The holidays of a year as they were announced."""

    model_config = CLOSED

    year: Annotated[Whole, Field(ge=2000, le=2200)] = Field(description="哪一年 / the year")
    rest: tuple[RestPeriod, ...] = Field(min_length=1, description="放假 / days off")
    work: tuple[Day, ...] = Field((), description="调休上班的周末 / weekend days that are worked")
    source: _Title
    issuer: _Issuer
    doc_no: _Number = ""
    basis: _Basis
    checked: _Checked


class EveryYearEntry(BaseModel):
    """The holidays that fall on the same day every year by law."""

    model_config = CLOSED

    from_: Day = Field(alias="from", description="从哪天起 / from this day")
    days: tuple[MonthDay, ...] = Field(min_length=1, description="哪几天，加引号 / in quotes")
    source: _Title
    article: str = Field("", description="第几条 / the article")
    issuer: _Issuer
    doc_no: _Number = ""
    basis: _Basis
    checked: _Checked


class HolidaysEntry(BaseModel):
    """The whole of content/law/holidays.yaml."""

    model_config = CLOSED

    every_year: EveryYearEntry | None = Field(
        None, description="每年同一天的 / what falls on the same day every year"
    )
    years: tuple[HolidayYearEntry, ...] = Field((), description="各年的安排 / by year")


class HelpEntry(BaseModel):
    """A hotline or an office."""

    model_config = CLOSED

    number: Prose = Field(description="电话，加引号 / the number, in quotes")
    name: Local = Field(description="名称 / its name")
    for_: Local = Field(alias="for", description="管什么 / what it is for")
    hours: Local = Field(description="时间 / when it answers")
    source: Prose = Field(description="出处 / where the number was found")
    checked: Day = Field(description="何时核对 / when it was checked")
    region: Prose = Field("cn", description="地区 / the region")


class Phrases(BaseModel):
    """What brings crisis help up."""

    model_config = CLOSED

    reviewed: Day | None = Field(None, description="何时审过 / when it was reviewed")
    review_status: Prose | None = Field(None, description="谁审过 / who has reviewed it")
    kinds: Mapping[Name, tuple[Prose, ...]] = Field(description="各类短语 / phrases by kind")
    exclusions: tuple[Prose, ...] = Field((), description="例外 / ordinary sentences left out")


class Synonyms(BaseModel):
    """Words that mean the same to a borrower."""

    model_config = CLOSED

    synonyms: Mapping[Name, tuple[Prose, ...]] = Field(
        description="同义的说法，按意思分 / the words of each meaning"
    )
    elsewhere: tuple[Prose, ...] = Field(
        (), description="与我们无关的话，不推荐 / what is not ours: nothing is offered for it"
    )


class ReplyHead(BaseModel):
    """What a reply in a crisis has besides its text in every language."""

    model_config = CLOSED

    copy_: CopyNames = Field((), alias="copy", description="可复制的电话 / entries of content/help")
    reviewed: Day | None = Field(None, description="何时审过 / when it was reviewed")
    review_status: Prose | None = Field(None, description="谁审过 / who has reviewed it")
