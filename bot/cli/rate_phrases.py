"""The sentences of `ashore rate`, by language and by the codes of `bot.core.lending`."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "money": "实际到手 {received}，一共还 {paid}，借这笔钱的代价是 {cost}。",
        "money_less": "实际到手 {received}，一共还 {paid}，还的比到手的少 {cost}。",
        "direction": "第一笔和最后一笔是同一个方向，光看正负号分不清哪边是到手、哪边是还款；"
        "这里把最后一笔当作还款。不对的话，请核对正负号。",
        "rate": "真实年化利率：单利（名义）{nominal}，复利（实际）{effective}。"
        "每期 {periodic}，一年 {periods}。",
        "paper": "合同上写借 {contract}，放款时被扣下 {kept_back}。"
        "只看合同，年化是单利 {nominal}、复利 {effective}。",
        "court_limit": "个人之间、没牌照的放贷人，法院保护的上限是年化（单利）{percent}："
        "合同成立那天（{date}）一年期 LPR 的四倍。",
        "court_limit_older": "合同早于{limit_from}，要分两段算：那天以前的利息可以按当时的规定，"
        "之后的按起诉时的标准。没有一个固定的百分比可以比。",
        "supervision": "监管部门要求小贷公司：从{since}起，新放的贷款综合成本一年不超过 {percent}"
        "（这笔合同是 {date}）。这是对放款公司的要求，不是法律定的上限。",
        "practice": "这类放款机构不适用民间借贷的四倍上限，法律没有定死一个百分比。"
        "觉得总额明显过高、或者收了钱没有服务，可以请法院减少。",
        "none": "这一类机构、这个日期，没有核对过的标准可以比。",
        "is_above": "这笔的单利 {nominal}，超过了。",
        "is_above_simple": "按实际用钱的天数算单利，这笔的利息比这条线多 {difference}，超过了。",
        "is_below": "这笔的单利 {nominal}，没有超过。",
        "beyond": "按这条线、按实际到手的 {received} 重新算：允许的利息是 {allowed}。"
        "你一共还 {paid}，比本金加这些利息多还了 {beyond}。",
        "owed": "按这条线、按实际到手的 {received} 重新算：允许的利息是 {allowed}。"
        "还完这 {paid}，到最后一次还款时还剩 {owed} 没还清，没有多还。",
        "evidence": "把这些留好：{evidence}。",
        "sources": "出处：",
        "source": "{place}，{issuer}（{checked} 核对）",
    },
    "en": {
        "money": "You received {received} and pay {paid} in all: the money costs you {cost}.",
        "money_less": "You received {received} and pay {paid} in all, {cost} less than you got.",
        "direction": "The first and the last amount go the same way, so the signs alone don't tell what "
        "was received and what was paid; the last is taken as a payment. If that's wrong, check the signs.",
        "rate": "The true yearly rate: {nominal} nominal (simple), {effective} effective "
        "(compound). {periodic} a period, {periods} a year.",
        "paper": "The contract says {contract}, but {kept_back} was kept back. "
        "Going by the paper alone it's {nominal} nominal, {effective} effective.",
        "court_limit": "With people and unlicensed lenders, courts stop at {percent} a year, nominal: "
        "four times the one-year LPR of the day the contract was made ({date}). ",
        "court_limit_older": "The contract is older than {limit_from}, so it's worked out in two "
        "stretches: interest up to then may go by the old rules, later interest by the limit at the "
        "time of the suit. There's no one percentage to hold it against.",
        "supervision": "Since {since} the regulators ask micro-loan companies to make no new "
        "loan above {percent} a year in all (your contract: {date}). That binds the lender's business; "
        "it isn't a limit set by law. ",
        "practice": "This kind of lender isn't under the four-times limit of private lending, and no "
        "law names a percentage. If the total is clearly too high, or a fee bought no service, you can "
        "ask the court to cut it.",
        "none": "For this lender and this day there's no checked rule to hold the rate against.",
        "is_above": "This loan, at {nominal} nominal, is over it.",
        "is_above_simple": "By the days the money was used, simple interest here is {difference} over it.",
        "is_below": "This loan, at {nominal} nominal, isn't over it.",
        "beyond": "Worked out again at that line, on the {received} you really received: {allowed} of "
        "interest is allowed. You pay {paid}, which is {beyond} more than the principal and that "
        "interest.",
        "owed": "Worked out again at that line, on the {received} you really received: {allowed} of "
        "interest is allowed. After paying {paid}, {owed} is still open on the last day; nothing was "
        "overpaid.",
        "evidence": "Keep these: {evidence}.",
        "sources": "Sources:",
        "source": "{place}, {issuer} (checked {checked})",
    },
}

PERIODS: Final[Mapping[str, tuple[str, str]]] = {"zh": ("期", "期"), "en": ("period", "periods")}

NONE: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "only_received": "只有到手的钱，没有还的钱，算不出利率。请把还款也写上。",
        "only_paid": "只有还的钱，没有到手的钱，算不出利率。请把到手的那笔也写上，正负号相反。",
        "nothing_moved": "这些钱一进一出正好抵消，算不出利率。",
        "never_balances": "没有任何一个利率能让这些进出对得上，所以不给数字。请核对日期、金额和正负号。",
        "several": "有 {count} 个利率都对得上（单利 {rates}），"
        "哪个都不能算是这笔贷款的利率。借了又还、还了又借时会这样，请分笔算。",
    },
    "en": {
        "only_received": "There's money received but none paid, so there's no rate. Add the payments.",
        "only_paid": "There's money paid but none received, so there's no rate. "
        "Add what you received, with the opposite sign.",
        "nothing_moved": "What came and what went cancel out, so there's no rate.",
        "never_balances": "No rate at all makes these amounts balance, so none is given. "
        "Check the dates, the amounts and their signs.",
        "several": "{count} rates fit these amounts ({rates} nominal), and none of them is the rate of "
        "the loan. It happens where money is borrowed and repaid by turns: reckon each loan apart.",
    },
}

CAVEATS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "only_court_decides": "这只是算账；减不减、减多少，只有法院能定。本金还是要还。",
        "fees_counted": "服务费、违约金、逾期利息都算进去，合计也不能超过这条线。",
        "overdue_counts": "逾期以后的日子也照这条线算利息；拖得越久，允许的利息越多。",
        "void_if_professional": "对方要是没牌照、专门向不特定的人放贷，合同可能无效；实际拿到的本金仍要还。",
        "provisional_lpr": "{since}起的 LPR 还没核对，暂按上一期的数。",
        "older_contract": "{limit_from}以前的合同要问律师：打 {legal}，免费。",
        "no_threshold_in_law": "对持牌机构，法律没有写一个上限数字。",
        "must_be_asked_for": "法院一般不会主动减，要你自己提出来。",
        "new_loans_only": "只管新放的贷款；旧合同不会因此作废。",
        "guidance_unpublished": "这份指引是下发给监管部门的，没有正式公布。",
        "cost_table_due": "放款前应当给你看综合融资成本明示表；表外不得再收费。",
        "planned_counted": "有些还款日还没到，这里按照计划还完来算。",
    },
    "en": {
        "only_court_decides": "This is arithmetic. Whether anything is cut, and how much, only a court "
        "decides; the principal is still owed.",
        "fees_counted": "Fees, penalties and late interest are counted in: together they may not go over "
        "the line either.",
        "overdue_counts": "Days overdue bear interest at the line too: the longer it runs, the more is "
        "allowed.",
        "void_if_professional": "If the lender lends to the public without a licence, the contract may be "
        "void; the principal you received must still be given back.",
        "provisional_lpr": "The LPR from {since} on hasn't been checked; the last known one is used.",
        "older_contract": "For a contract older than {limit_from}, ask a lawyer: {legal}, free.",
        "no_threshold_in_law": "For licensed lenders no law names a figure.",
        "must_be_asked_for": "Courts don't usually cut by themselves: you have to ask.",
        "new_loans_only": "It's for new loans only and makes no older contract void.",
        "guidance_unpublished": "The guidance went to the regulators; it wasn't formally published.",
        "cost_table_due": "Before lending they must show you a table of the whole cost, and may charge "
        "nothing beyond it.",
        "planned_counted": "Some payments aren't due yet; they're counted as if paid to plan.",
    },
}

EVIDENCE: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "contract": "合同",
        "disbursement": "到账记录",
        "repayments": "每一笔还款记录",
        "fee_receipts": "各项收费的凭证",
        "quoted_rate": "当时说的利率截图",
        "messages": "聊天记录",
    },
    "en": {
        "contract": "the contract",
        "disbursement": "the record of what came in",
        "repayments": "the record of every payment",
        "fee_receipts": "receipts for fees",
        "quoted_rate": "screenshots of the rate they named",
        "messages": "chats",
    },
}
