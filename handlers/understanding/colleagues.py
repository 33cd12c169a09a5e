"""Whom an expert means: the colleague to whom he hands a ticket, or who has it already."""

import re

from handlers.understanding.names import SURNAME, find_mention, tidy, without_bot

_TITLE = (
    r"师傅|老师|工程师|教授|教练|院长|主任|大姐|大哥|大伯|班长|同志|师父|"
    r"工(?![会厂业程位具人作序期件艺资装头地况频单])|哥(?!们)|姐|叔|伯|嫂|总(?![是算之要])"
)
# Signs of a name, the surest first: 孙晓燕老师, 老倪, 钱大姐, 裘工, 卢国良.
_NAMES = (
    rf"{SURNAME}[\u4e00-\u9fa5]{{1,2}}(?:师傅|老师)(?!傅)",
    rf"(?<![太很最更古蛮])[老小阿](?:{SURNAME}(?:{_TITLE})?)(?![是要板家])",
    r"阿(?![拉里姨])[\u4e00-\u9fa5](?:哥|伯|姐)?",
    r"(?<![\u4e00-\u9fa5])(?![看问找让请])[\u4e00-\u9fa5]{1,2}(?:师傅|老师|教授|大姐|大哥)",
    rf"(?:{SURNAME}|(?<=[给派找问叫请让求归转交换该要由推寻荐是]).)(?:{_TITLE})",
    rf"{SURNAME}老(?![板师])",
    rf"{SURNAME}[\u4e00-\u9fa5]{{2}}(?=[\s，,。！!@]|$|[去来接上行最更比搞弄擅会在才做有]|处理|负责|专门|不可|可以|代|替|他)",
    rf"{SURNAME}[\u4e00-\u9fa5](?=[\s，,。！!@]|$|[去来接上行最更比搞弄擅会]|专门|可以|代|替|他)",
)
_ORDER = (
    r"让|叫|请|找|派|推荐|介绍|喊|问|转给?|交给?|归|改派给?|派给|换成?|给|推给|拨给|求|寻|由|要|数|该|非|还是|除了|"
    r"烦劳|劳驾|建议|应该派|->|→|轮到|联系|麻烦"
)
_FITS = (
    r"\s?(?:你?[去来上接顶行懂会包]|最|更|比我|在行|擅长|拿手|专门|可以|能|有空|闲着|代我|替我|答应|出马|接手|莫属|合适|的(?:菜|主场|活|地盘)|"
    r"那一?块|管|你|吧|好了|讲|看看|答|焊得|家|手|他)"
)
# Nicknames without a surname are only believed right after an order and before what he is to do.
_NICKNAME = re.compile(
    r"(?:让|叫|请|找|派|喊|[转交派改换划推]?给|换|归|由|问|推荐)(?:我?(?:徒弟|同事|师弟|女婿))?([\u4e00-\u9fa5]{2,3}?)"
    r"(?=去|来|看|接|弄|处理|试|更|比|呀|吧|顶|过|帮|最|[\s，,。！!]|$|替|跑|合适|拿手|出马|出手|[上办搞修]|[这那一]趟)"
)
# 我同翔宇一道去: whom he goes with.
_TOGETHER = re.compile(
    r"我(?:也)?(?:同|跟|和|与|陪)(?![你他她们])([\u4e00-\u9fa5]{2,3}?)(?=一(?:道|起|块|同)|搭|两个)"
)
_LEADING = re.compile(
    r"(?:^|[\s，,。、\d号单])([\u4e00-\u9fa5]{2})(?=已经?接|你?帮我|你(?:去|来|接|上|行|跑|弄|看|最)|那边|替我|帮我|比我|最合适|行\s|有经验)"
)
# A nickname of any form ("海阔天空"): believed only where a ticket is handed on to somebody.
_HANDED_ON = re.compile(
    r"(?:转|交|推|让)给(?:我?(?:徒弟|同事|师弟|女婿))?([\u4e00-\u9fa5A-Za-z]{2,8}?)"
    r"(?=去|来|看|接|弄|处理|吧|最|更|比|帮|他|她|[\s，,。！!🌊-🙏]|$)"
)
# Words that stand where a name would and are none.
_NOBODY = re.compile(
    r"(?:我们|你们|他们|企业|大家|厂家|原厂|厂方|厂商|供应|售后|别人|客户|老板|人家|对方|师傅|照片|工会|专家|电工|"
    r"自己|他先|别的|换人|换个|重新|组织|老师|个人|年轻|年轻人|群里|名字|师父|老单|小单|"
    r"老总|技术|厂里|哪位|谁|那个|这个|其他|其他人|另外|人来|他去|他来|单子|我来|我去|"
    r"师兄|徒弟|去行|去吧|过去|有人|没人|明天|今天|下午|上午|现在|时间|这单|那单|老项|小项|老章|小章|"
    r"高工|马上.?)$"
)
_WEEKDAY = re.compile(r"周[一二三四五六日天末]")
_NEAR = 24  # characters looked at: the whole of a long text for every name in it would take minutes
_AFTER_NOT = re.compile(r"(?:我是|我叫|鄙人|跟|替|帮)$")


def find_colleague(text: str) -> str | None:
    """The name an expert's message means, as written (a full name without 师傅); None where there is none."""
    mention = find_mention(text)
    if mention:
        return mention
    text = without_bot(text)
    found = [
        (_fit(text, each) - 0.1 * rank, -each.start(), name)
        for rank, pattern in enumerate(_NAMES)
        for each in re.finditer(pattern, text)
        if not _is_nobody(name := tidy(each.group()))
    ]
    if found:
        return max(found)[2]
    for pattern in (_NICKNAME, _LEADING, _HANDED_ON, _TOGETHER):
        for each in pattern.finditer(text):
            name = tidy(each.group(1))
            if not _is_nobody(name) and "他" not in name:
                return name
    return None


# 海生 电气部分我帮你看: he speaks to a colleague by his given name.
_SPOKEN_TO = re.compile(
    r"^([\u4e00-\u9fa5]{2})(?:[\s，,]+(?=.{0,16}(?:你|我帮))|(?=你要是|你缺|你那|那个?(?:单|活).*(?:帮|一起)))"
)


def find_spoken_to(text: str) -> str | None:
    """The colleague to whom an expert offers help, where he only begins with the given name."""
    found = _SPOKEN_TO.match(without_bot(text))
    return found[1] if found and not _is_nobody(found[1]) else None


def _is_nobody(name: str) -> bool:
    return (
        "我" in name
        or _WEEKDAY.match(name) is not None
        or bool(_NOBODY.match(name) or _NOBODY.match(name[:2]))
    )


def _fit(text: str, found: re.Match[str]) -> float:
    """How much the words around a name say that he is the one to go."""
    before, after = (
        text[max(0, found.start() - _NEAR) : found.start()],
        text[found.end() : found.end() + _NEAR],
    )
    score = -0.5 if re.search(r"[\u4e00-\u9fa5]$", before) else 0.0
    if re.search(rf"(?:{_ORDER})(?:[^，,。！!\s]{{0,8}}的)?@?$", before):
        score += 1.5
    if re.match(_FITS, after):
        score += 0.6
    if not before or before[-1] in " ，,。！!\n":
        score += 0.3
    if _AFTER_NOT.search(before):
        score -= 0.8
    return score
