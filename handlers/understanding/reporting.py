"""Trouble that somebody reports for another house ("帮屿途报一下，仪表台翘曲")."""

import re
from collections.abc import Iterable

from handlers.understanding.cues import weigh
from handlers.understanding.problems import says_wrong
from handlers.understanding.trades import technical_weight
from handlers.understanding.values import Role

# The words of reporting themselves, in front of what is wrong or behind it.
_REPORTS = re.compile(
    r"(?:麻烦|请|再|你|给)*[帮替代](?:忙|我们?|他们?|她|它|这家|那家|一下|一家)*"
    r"(?:企业|公司|厂里?)?(?:的|那边|这边|家)?(?:报|登记|求助|发)(?:修)?(?:个|一个|一下|一单|单)?(?:修|求助|维修)?(?:吧|哦|啊)?"
    r"[，,：:。\s]*"
)
# 帮双桥的一家企业报个，…: whose it is stands between.
_REPORTS_FOR = re.compile(
    r"(?:麻烦|请|再|你|给)*[帮替代](?!忙)[^，,。；;：:\s]{1,16}?(?:报修|(?:报|登记|求助|发)(?:修)?(?:一?个|一下|一?单)|登记)(?:修|求助|维修)?(?:吧|哦|啊)?"
    r"[，,：:。\s]*"
)
# 帮一家企业, 替开发区的小厂: some house that he does not name.
_SOME_HOUSE = re.compile(
    r"[帮替代][^，,。；;：:\s]{0,12}?(?:企业|厂|公司|单位|作坊|合作社|农户|车间|门店|[一那这][家个])"
)
# "联系人王主任13800001111": whom to ring tells no trouble.
_CONTACT = re.compile(
    r"[，,。；;\s]*(?:联系人|联系电话|联系方式|(?:电话|手机)(?=\D{0,4}\d{7}))(?:是|号码)?[：:\s]*[^，,。；;]{0,24}"
)
_OF_HIS = re.compile(
    r"^(?>[，,：:。\s]|刚才?|今天|早上|上午|下午|接到?了?|打?过?来?(?:个|了)?电话来?|来电|打过?来的?|反映|反馈|求助|过来|来找我?|来|的|他们|那边|这边|那里|"
    r"家|厂[里子]?|公司|企业|车间|加我微信|他的|小?老板|[\u4e00-\u9fa5]总(?=说|讲|问|要|想|反)|厂长|主任|经理|人|找(?:我|过来|上门|到我)了?|托我|在?(?:微信|群里|电话)[上里]|[跟给和同]我|"
    r"说|讲|问(?!题)|有[一个台]*|(?:[\u4e00-\u9fa5]{0,3})(?:开发区|工业区|园区|片区|镇))+"
)
# "…，麻烦安排个人", "…，让派个人": what is asked of the coordinator.
_SEND_SOMEBODY = re.compile(
    r"[，,\s]*(?:麻烦|请|帮忙?|让|叫|要|想)*(?:我们?|你们?)?(?:再|赶紧|尽快|马上)?(?:安排|派)(?:个|一?位|一个)?(?:人|师傅)(?:去|来|过去|过来|看看?|一下|处理|修)*[吧啊。！!]*$"
)
# What asks, or tells of what is over, reports nothing.
_NO_NEWS = re.compile(
    r"[?？]|吗|呢|几|多少|哪|谁|怎么样|情况|进度|那[单个条]|这单|号单|\d{4}|"
    r"上次|上回|上周|上个?月|去年|昨天|前[天几]|之前|以前|已经|修好|弄好|好了|解决|听说|取消|不用|派给?"
)
_LONGEST, _SHOP_TALK = 40, 2.0


def for_some_house(text: str) -> bool:
    """Whether somebody reports for a house that he does not call by its name."""
    return _SOME_HOUSE.search(text) is not None


def reports(text: str) -> bool:
    """Whether a text says outright that it reports something for somebody, and what is told is trouble."""
    bare = told_trouble(text, ())
    tells = says_wrong(bare) or technical_weight(bare) >= _SHOP_TALK
    return tells and (bool(weigh(Role.COORDINATOR, text)["reports"]) or _REPORTS_FOR.match(text) is not None)


def tells_plainly(text: str) -> bool:
    """Whether a short text only states that something is wrong, now."""
    told = len(text) <= _LONGEST and not _NO_NEWS.search(text) and says_wrong(text)
    return told and (technical_weight(text) >= _SHOP_TALK or weigh(Role.ENTERPRISE, text)["fault"] >= 2)


def told_trouble(text: str, names: Iterable[str]) -> str:
    """What is wrong, without whose it is and that it is reported; the text itself where nothing else is left.

    A firm's name says what it makes ("澄屿模塑"), not what has broken.
    """
    bare = text
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    bare = _REPORTS.sub("", _REPORTS_FOR.sub("", _CONTACT.sub("", bare)))
    bare = _SEND_SOMEBODY.sub("", _OF_HIS.sub("", bare)).strip(" ，,。：:")
    return bare or text
