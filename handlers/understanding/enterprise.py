"""Understanding what an enterprise writes: request or not, and a request's fields.

A classifier for the intent, rules for the fields."""

import re
from datetime import datetime

from handlers.understanding.abilities import asks_for_training, asks_whether_done, tells_of_own
from handlers.understanding.asking_after import asks_after, asks_marks, asks_plainly
from handlers.understanding.calling import wants_anybody
from handlers.understanding.characters import simplified
from handlers.understanding.classifier import SURE, likely
from handlers.understanding.corrections import find_correction
from handlers.understanding.cues import weigh
from handlers.understanding.dangers import find_danger
from handlers.understanding.introductions import without_greeting, without_introduction
from handlers.understanding.kinds import find_kind
from handlers.understanding.modes import find_mode
from handlers.understanding.money import find_money, find_saved
from handlers.understanding.names import without_bot
from handlers.understanding.numbers import as_one_ticket, find_ticket_no
from handlers.understanding.orders import says_end
from handlers.understanding.plainly import is_joke, overruled, plain_words
from handlers.understanding.problems import says_wrong
from handlers.understanding.ratings import find_score
from handlers.understanding.separating import count
from handlers.understanding.several import NO_MORE, find_several
from handlers.understanding.spellings import put_right as spelled
from handlers.understanding.subjects import amiss
from handlers.understanding.times import find_deadline, without_wished_days
from handlers.understanding.titles import asked_for, find_title, training_title
from handlers.understanding.trades import find_category, technical_weight
from handlers.understanding.urgency import find_urgency, stands_still, tells_of_peril
from handlers.understanding.values import (
    Intent,
    Kind,
    Query,
    RequestFields,
    Role,
    Understanding,
    Urgency,
)

# Below this share a request is out of the question; a doubt between thanks and chatter costs no model call.
_NO_REQUEST = 0.05
_SHORT_QUESTION = 16  # characters; who writes more says what he wants ("想改成自动的，能做吗")
_STICKER = re.compile(r"\[[^\[\]]{1,6}\]")
# A call for help with nothing in it: what is wrong comes next, or has to be asked for.
_CALLS = re.compile(
    r"求助|求救|求教|求指点|救命|请教|请问|问一?下|问个(?:事|问题)|帮(?:帮)?忙|麻烦|急急?急?|在线等|在吗|在不在|有人吗|有人在吗|有没有(?:人|师傅|老师|专家|大师|懂的)|哪位(?:师傅|老师)?|谁懂|谁会|谁知道|有懂的|怎么[办弄搞]|咋[办弄整]|求解"
    r"|各位|大家|师傅们?|老师们?|专家们?|大师们?|大佬们?|大神|群里|朋友们?|同志们?|你们?好|您好|早上好|上午好|下午好|晚上好|好|了|啊|呀|呢|吗|的|在|一下|求|遇到(?:个|了)?(?:问题|麻烦)|有(?:个)?(?:问题|事)|出问题|sos",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"求|救命|请教|请问|问一?下|问个|帮忙|急|在线等|有没有|哪位|谁懂|谁会|谁知道|有懂的|怎么[办弄搞]|咋[办弄整]|sos",
    re.IGNORECASE,
)
# Enough to be asked what is wrong; "急" alone is not.
_CALL = re.compile(
    r"求助|求救|求教|求指点|救命|请教|sos|有没有(?:师傅|老师|专家|大师|懂的)|哪位(?:师傅|老师)", re.IGNORECASE
)
# Who begins so and then talks shop asks for help, whatever else he says.
_CRY = re.compile(r"^(?:各位|大家|师傅们?|老师们?|急)?[，,！!\s]*(?:求助|求教|救命|请教|SOS)", re.IGNORECASE)
_NO_CRY = (
    Intent.CHAT,
    Intent.FOLLOWUP,
    Intent.REOPEN,
    Intent.CONFIRM,
)  # what the classifier may have taken it for
_CRY_AT_END = re.compile(r"(?:求助|求救|求教)[!！。~\s]*$")
# So does who tells of something wrong and ends in haste; who looks for a worker or a machine does not.
_HASTE_AT_END = re.compile(r"[，,。；;\s](?:很|挺|好|真|比较)?急(?:死了?)?(?:[，,\s]*在线等)?[!！。~\s]*$")
# So does who says no more than 求助 and what is wrong, in whatever words ("求助 笔管弯曲").
_PLEADS = re.compile(r"^(?:求助|求救)[\s，,：:！!]+(?=.{2})(?!.*[吗呢?？])")
# The same at the end ("在吗？笔杆有银丝，求助").
_PLEADS_LAST = re.compile(
    r"^(?:(?:在吗|在不在|在么|[你您]们?好|大家好|各位)[，,。!！?？\s]*)*(?P<told>[^?？]{3,40}?)[，,。！!\s]+(?:求助|求救)[!！。~\s]*$"
)
_ASKED = re.compile(r"(?:吗|[好定决]了?没有?|了没有?[呀啊呢哦]*|好伐)[?？]*$")  # "is it mended?" says nothing
_LEFT = re.compile(
    r"^\W*.{0,3}(?:师傅|他|人)们?[^，,。好完定成]{0,6}?(?:走|回去|离开)了?[。！!\s]*$"
)  # nor does it
# That the expert has rung, or comes, mends nothing.
_IN_TOUCH = re.compile(
    r"(?!.*(?:[不没别能吗让派]|怎么|什么时候|几点|叫|请))"
    r"[^，,。！!\s]{0,8}?(?:(?:电话|微信)(?:打|加|聊|通|接|联系)?(?:通|上|过|通过)|(?:联系|加)(?:上|到|了|过)*(?:我们?|咱们?|我微信)|加(?:上|了)?我?(?:的)?(?:微信|好友)|"
    r"(?:打|来)(?:过|了)*(?:我们?)?(?:的)?(?:电话|手机)(?:过来)?|"
    r"(?:给|跟|和)(?:我们?|咱们?)(?:联系|打(?:过|了)?电话|通(?:过|了)?电话|约)[^，,。！!\s]{0,6}|"
    r"联系上|约好时间|对接上|通(?:过|上)电话|(?:师傅|老师|专家|人|[\u4e00-\u9fa5]工)(?:已经|都|也|刚)*(?:到|来|在路上))(?:了|啦)?"
    r"(?:[，,。！!\s]+(?:非常|太|真的?|好的?|嗯|多谢|谢谢|感谢|辛苦|师傅|老师|工会|大家|各位|你们?|了|啦|哈|啊|[，,。！!~\s\[\]抱拳玫瑰])*)?"
)
# Who says by what it was not mended says that it is ("不是按案例弄好的，是自己好了").
_MENDED_ELSEHOW = re.compile(
    r"不是[^，,。]{1,8}(?:弄|修|搞|调|解决)好的|^(?!.*(?:自|厂家|别人))[^，,。\s]{0,8}(?:弄|修|搞|调)好了[。！!~\s]*$"
)
_AGREES = re.compile(
    r"^(?:那|嗯)?(?:就)?(?:好|行|可以|成|ok)(?:的|吧|呀|啊|嘞)?[，,\s]*(?:那)?(?:就)?"
    r"(?:[\u4e00-\u9fa5]{1,3}(?:师傅|工)?)?[吧了]?[。！!\s]*$",
    re.IGNORECASE,
)
_FROM_AFAR = re.compile(
    r"不(?:用|必|需要|一定要?)(?:派|叫)?(?:来人|人来|上门|跑|过来|来|师傅来)[^。]{0,8}(?:电话|微信|视频|线上|远程|群里)"
)
_ANOTHER = re.compile(
    r"^(?:另外)?(?:还有|另外|又|再)(?:有|来|问|报)?(?:一个|个|一件|件)(?:新)?(?:问题|毛病|事|故障)"
)
# What others said elsewhere is not asked here.
_FORWARDED = re.compile(r"\[?(?:.{1,30}的)?聊天记录(?:\]|\n|$)")
# When it may be, not by when it must be ("明天看也行"): no deadline, and no haste.
_ANY_DAY = re.compile(
    r"(?:今天|明天|后天|大后天|周[一二三四五六日天末]|这周|下周|下下周|月底|过[几两]天|改天|哪天|几时|什么时候|[上下]午|晚[上点]|迟点)"
    r"(?:再|来|过来|过去|能)*(?:来|看|修|弄|搞|处理|看看|过来|有空)?(?:也|都)(?:行|可以|成|好|没事|没关系|不迟|来得及|ok)",
    re.IGNORECASE,
)
# Haste, and nothing of what is wrong: no request of its own, and no end of one.
_HASTE_ALONE = re.compile(
    r"(?:我们?|咱们?|这边|这里|这个|那个|真的?|实在|确实|已经|都|是|也|挺|蛮|很|太|好|非常|特别|比较|有点|快|要|现在|一刻也|[\s，,。！!])*"
    r"(?:着?急|急[死疯坏]|十万火急|火烧眉毛|等不[了及])(?:急|死|了|啊|呀|哦|的|人|[很太]急|等不[了及]|[\s，,。！!~])*"
)
# "56度", "大概0.5毫米": what somebody has asked for; nothing is wrong, or wrong again.
_MEASURE = re.compile(
    r"(?:大概|差不多|大约|约|是|有|才|[现目][在前])*\d+(?:\.\d+)?\s*(?:度|℃|°C?|摄氏度|吨|公?斤|千?克|kg|g|毫米|厘米|公分|米|mm|cm|um|微米|丝|[升L]"
    r"|安|伏|千?瓦|kW|[VAW]|转|兆帕|公斤力|MPa|bar|台|件|个|只|条|张|小时|秒)(?:左右|多|吧|的)*[。！!\s]*",
    re.IGNORECASE,
)
# Of these a number is mostly no ticket's.
_OF_OTHER_THINGS = (Intent.REQUEST, Intent.CHAT)
_NUMBER_FIRST = re.compile(r"1\d{3}(?!\d)")
# Said of the haste there is not; no part of the problem's title.
_PATIENCE = re.compile(
    r"[，,。\s]+(?:(?:也|并|倒)?不(?:是)?(?:很|太|那么)?(?:着)?急|慢慢来|(?:有空|方便|抽空|得空|顺路)(?:了|的时候|时|的话)?"
    r"(?:就|再|能|帮忙?|麻烦)*(?:来|过来|看|修)(?:看|一下|看看)*)(?:就行|就好|吧|哈)?(?=[，,。！!\s]|$)"
)


def understand_enterprise(text: str, *, at: datetime) -> Understanding:
    """One message, or one person's burst of lines, from the enterprise side. `at` is its own time, aware."""
    bare = without_greeting(_STICKER.sub(" ", without_bot(text)).strip())
    technical = technical_weight(spelled(bare))
    told = without_introduction(text.strip()) if bare else ""
    shares = likely(as_one_ticket(in_one_breath(told)), Role.ENTERPRISE)
    (intent, most), *others = shares.items()
    lead = most - others[0][1] if others else 1.0
    plainly = overruled(intent, bare, shares)
    if plainly is not intent:
        intent, lead = plainly, SURE
    mere = _HASTE_ALONE.fullmatch(bare) or _only_asks(intent, bare) or asks_marks(bare)
    if is_joke(bare):
        intent, lead = Intent.CHAT if find_ticket_no(bare) is None else Intent.CANCEL, SURE
    elif _FORWARDED.match(bare) or mere:
        intent, lead = Intent.CHAT, SURE
    elif (
        find_danger(bare) is not None
        or (intent is Intent.CHAT and (_pleads(bare) or (technical >= _SHOP_TALK and is_alarm(bare))))
        or (
            intent in _NO_CRY
            and technical >= 3
            and (
                any(each.search(bare) for each in (_CRY, _CRY_AT_END, _ANOTHER))
                or (_HASTE_AT_END.search(bare) is not None and says_wrong(spelled(bare)))
            )
        )
    ):
        intent, lead = Intent.REQUEST, SURE
    elif (
        (intent is Intent.REQUEST and _ASKS_OF_THE_PAST.search(bare) and not says_wrong(bare))
        or (intent is Intent.CONFIRM and _ASKED.search(bare))
        or (intent in (Intent.CONFIRM, Intent.RATE) and _LEFT.search(bare))
        or (intent is Intent.CANCEL and _is_no_end(bare))
        or (intent in (Intent.REQUEST, Intent.REOPEN) and _MEASURE.fullmatch(bare))
    ):
        intent, lead = Intent.FOLLOWUP, SURE
    elif intent in (Intent.CONFIRM, Intent.RATE, Intent.FOLLOWUP) and is_in_touch(bare):
        intent, lead = Intent.CHAT, SURE
    elif (intent is Intent.REOPEN and _GONE.match(bare) and _is_content(bare)) or (
        intent is Intent.CANCEL and _MENDED_ELSEHOW.search(bare)
    ):
        intent, lead = Intent.CONFIRM, SURE
    small = intent is Intent.CHAT and not _FORWARDED.match(bare)
    if small and (behind := _behind_small_talk(bare, at)) is not None:
        return behind
    several = find_several(bare)
    if several == NO_MORE and intent is not Intent.REQUEST:
        intent, lead = Intent.FOLLOWUP, SURE
    score, saved = find_score(bare), find_saved(bare)
    ends = intent in (Intent.RATE, Intent.CONFIRM)
    return Understanding(
        intent=intent,
        ticket=find_ticket_no(bare, outright=intent in _OF_OTHER_THINGS and not _NUMBER_FIRST.match(bare)),
        technical=technical >= 3 or bool(re.search(r"\d", bare) and len(bare) > 3),
        request=read_fields(bare, at) if intent is Intent.REQUEST else None,
        query=Query(about="ticket", no=find_ticket_no(bare))
        if intent is Intent.FOLLOWUP and (asks_plainly(bare) or asks_after(bare))
        else None,
        rating=score.rating if score and ends else None,
        off_scale=ends and score is not None and score.rating is None,
        saved_yuan=saved if ends else None,
        several=several,
        sure=lead >= SURE or shares.get(Intent.REQUEST, 0.0) < _NO_REQUEST,
    )


def _behind_small_talk(text: str, at: datetime) -> Understanding | None:
    """The request that is told in a burst behind lines of small talk ("昨天喝多了", "密封条一粒一粒的");
    None where there is none, or all of it is a joke, an offer, or a story."""
    lines = [each.strip() for each in text.split("\n") if each.strip()]
    if len(lines) < 2 or is_joke(text) or plain_words(text) is Intent.CHAT:
        return None
    first, rest = lines[0], "\n".join(lines[1:])
    if len(lines[0]) > _SHORT_QUESTION or says_wrong(first) or technical_weight(first) > 0:
        return None
    found = understand_enterprise(rest, at=at)
    return found if found.intent is Intent.REQUEST else None


# "昨晚3号机怎么回事": of colleagues or of a ticket there is; what goes on now is not told.
_ASKS_OF_THE_PAST = re.compile(
    r"(?:昨[天晚夜日]|前天|刚才|刚刚|早上|上次)[^，,。]{0,10}(?:怎么回事|咋回事|什么情况|啥情况|怎么了|咋了)[?？啊呀]*$"
)


def in_one_breath(text: str) -> str:
    """A text typed in scraps ("我们那个切边机", "切不断") as one line, without those that only fill a pause.

    Only the last of them says what is wrong: else each tells something of its own.
    """
    lines = [each.strip() for each in text.split("\n") if each.strip()]
    scraps = len(lines) >= _SCRAPS and all(len(each) <= _SCRAP for each in lines)
    if (
        not scraps
        or not says_wrong(lines[-1])
        or any(says_wrong(each) or is_cry(each) for each in lines[:-1])
    ):
        return text
    return "".join(each for each in lines if not _PAUSE.fullmatch(each)) or text


_SCRAPS, _SCRAP = 2, 8  # lines, and characters of each
_PAUSE = re.compile(r"(?:那个|这个|就是说?|嗯|额|呃|啊|哦|喂|然后|是这样)+[，,。.…]*")


def _pleads(text: str) -> bool:
    """Whether a text says no more than 求助 and what is wrong."""
    last = _PLEADS_LAST.match(text)
    told = last["told"] if last is not None else text
    plain = last is not None and not is_cry(told)
    return (plain or _PLEADS.match(text) is not None) and not weigh("enterprise", told)["chatter"]


def _only_asks(intent: Intent, text: str) -> bool:
    """Whether what resembles a request only asks if such work is done ("你们修不修冲床")."""
    if intent is not Intent.REQUEST or len(text) > _SHORT_QUESTION or not asks_whether_done(text):
        return False
    if plain_words(text) is Intent.REQUEST:
        return False
    return not (tells_of_own(text) or asks_for_training(text) or find_kind(text) is Kind.TRAINING)


def _is_no_end(text: str) -> bool:
    """Whether what resembles a withdrawal agrees ("那好吧，就老单"), corrects ("是锅具不是水槽") or wants
    advice from afar ("不用来人，电话说说就行")."""
    correction = find_correction(text)
    put_right = correction is not None and correction.wrong is not None
    if _FROM_AFAR.search(text):
        return True
    return not says_end(text) and (put_right or bool(_AGREES.search(text)))


# "起泡没有了，师傅很专业": the trouble is gone; of what else is gone nobody is glad.
_GONE = re.compile(
    r"(?!.*(?:还|又|但|不过|就是|只是))[^，,。！!\s]{1,8}?(?:没有了|没了|不见了|消失了)(?=[，,。！!\s]|$)"
)


def _is_content(text: str) -> bool:
    ends = weigh("endings", text)
    return bool(ends["praise"] or ends["gained"]) or find_saved(text) is not None


def is_in_touch(text: str) -> bool:
    """Whether a text says no more than that the expert has rung, or has come, and thanks for it."""
    return _IN_TOUCH.fullmatch(text.strip()) is not None


def is_cry(text: str) -> bool:
    """Whether a text calls for somebody and says nothing of the problem ("各位师傅 求助", "谁懂")."""
    if not text.strip() or len(text) > 40:
        return False
    bare = _STICKER.sub("", without_bot(simplified(text)))
    if wants_anybody(bare):
        return True
    return bool(_WANTS.search(bare)) and not re.sub(r"[\W_]+", "", _CALLS.sub("", bare))


def begins_with_cry(text: str) -> bool:
    """Whether a text begins by calling for help ("求助 …"), whatever comes next."""
    return bool(_CRY.search(text))


def is_alarm(text: str) -> bool:
    """Whether a text cries out that something of a workshop has become a danger."""
    return tells_of_peril(text) and amiss(text) and weigh("enterprise", text)["chatter"] < _GOSSIP


_GOSSIP = 4.0  # cues of selling, hiring or gossip


def calls_for_help(text: str) -> bool:
    """A cry that wants an answer: what is the matter?"""
    return is_cry(text) and bool(_CALL.search(text))


def sounds_critical(text: str, at: datetime) -> bool:
    """Whether a text asks for help at once. The cheap signs are looked at first: most texts have none."""
    text = simplified(text)
    if find_urgency(text, find_deadline(_ANY_DAY.sub("", text), at), at) is not Urgency.CRITICAL:
        return False
    found = understand_enterprise(text, at=at)
    return found.request is not None and found.request.urgency is Urgency.CRITICAL


_SHOP_TALK = 3  # workshop words in what is asked for behind a long story


def _trade_asked_for(text: str) -> str | None:
    """The trade of what a long text asks for at its end ("…，求助，离合器打滑"), whatever it tells before."""
    asked = find_title(asked_for(text))
    if not says_wrong(asked) or technical_weight(asked) < _SHOP_TALK:
        return None
    return find_category(asked)


# "对了车间还说…": who has told it says nothing of the trouble.
_REPORTED = re.compile(
    r"(?:(?<=[，,。；;！!\n\s])|^)(?:对了|另外|还有)?(?:车间|生产部?|品质部?|质检|仓库)(?:主任|班长|组长|主管|那边|里|的人)?(?:刚才?|今天|又|还|也|来|打电话)*(?:说是?|讲|反映|反馈)(?!明|废)(?:我们)?(?:那个)?(?=.{4})"
)


# Nor is who is new here and asks where experts are to be found.
_ASKS_WHERE = re.compile(
    r"(?:^|(?<=[，,。；;！!？?\s]))(?:请问)?(?:[你您]们?好)?(?:我们?|咱们?)?(?:厂|公司|企业)?(?:是|都是)?(?:刚|才|新)(?:开|来|搬|办|成立|进群)(?:来|过来)?(?:的|了)?(?:小?厂|企业|公司)?[，,。\s]+"
    r"|(?:请问)?(?:企业)?(?:要|想)?(?:请|叫|找)师傅[^，,。]{0,4}哪个?(?:群|里)[啊呀呢]?[，,。？?\s]+|[，,\s]*(?:去|到|在)?哪(?:里|儿)(?:可以|能)?(?:请|叫|找)(?:个|得?到)?师傅[啊呀呢?？]*$"
)


def read_fields(text: str, at: datetime) -> RequestFields:
    """What a text says of a request's fields, whatever its intent. `at` is its own time, aware."""
    text = in_one_breath(simplified(text))
    training = not stands_still(text) and find_danger(text) is None and find_kind(text) is Kind.TRAINING
    told = _REPORTED.sub("", _ANY_DAY.sub("", text))
    deadline = find_deadline(told, at, wished=training)
    return RequestFields(
        kind=Kind.TRAINING if training else Kind.PROBLEM,
        category=_trade_asked_for(told) or find_category(told),
        urgency=Urgency.NORMAL if training else find_urgency(without_wished_days(text, at), deadline, at),
        mode=find_mode(text),
        deadline=deadline,
        order_value_yuan=find_money(text),
        problems=count(text),
        title=(training_title if training else find_title)(_ASKS_WHERE.sub("", _PATIENCE.sub("", told))),
    )
