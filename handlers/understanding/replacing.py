"""Whether a text wants another expert in the place of the one who has a ticket ("能不能换个人").

The one home of that rule, for enterprises and coordinators alike. Parts are changed too ("换个阀"), so a word
for a person is looked for, or for what is wrong with one.
"""

import re
from collections.abc import Collection

_PERSON = r"(?:师傅|老师|专家|大师|技师|电工|焊工|钳工|人(?!工|力|机|家|操作|上班|值班|开机))"
# 换个懂注塑的师傅, 换个近一点的师傅
_LIKE = (
    r"(?:(?:懂|会|能|有|在行|厉害|专业|内行|离?得?近|年轻|手脚?快|更?靠谱|牢靠|可靠|稳当|稳妥|强|好|老练|熟|合适|对口|水平)"
    r"[^，,。！!？?\s]{0,8}?的?)"
)
_END = r"(?=[吧吗嘛呗呀啊行好可来]|[，,。！!？?\s]|$)"
_WANTED = re.compile(
    r"换一?位(?=[吧嘛呗呀啊，,。！!\s]|$)|"
    rf"换(?:上|成)?(?:一|另一|别的|另外的?|其他的?)?[个位名]?{_LIKE}?{_PERSON}|换[一个位]{{1,2}}{_LIKE}{_END}|换掉他|换别人|"
    rf"(?:让|叫|请|派|找|喊)(?:别的|其他的?|另外的?){_PERSON}|(?:让|叫|请|派|找|换)别人|不要(?:这|那)(?:个|位){_PERSON}|有没有(?:别的|其他的?|另外的?){_PERSON}|"
    rf"重新(?:派|请|安排|找|叫)(?:一?[个位名]|{_PERSON}|{_END})|"
    r"改派(?=[，,。！!\s]|$|吧|一下)|改派(?:别人|其他人|其他师傅)|"
    r"(?<!说)(?:不要|别|不想)(?:再)?(?:让|叫|请|派)?(?:他|她|这[个位]师傅|那[个位]师傅)(?:再)?(?:来|修|弄|去)(?!电)"
    # 别叫他了, 不要老单来
    rf"|(?:不要|别|甭|不想)(?:再)?(?:让|叫|请|派)(?:他|她|[这那][个位]师傅|[\u4e00-\u9fa5]{{1,3}}师傅|[老小阿][\u4e00-\u9fa5])(?:了|啦)?(?=[，,。！!\s]|$)(?![，,\s]*就?(?:派给?|换成?|改成?|叫|让|请|找)[^，,。]{{2}})"
)
# With what is wrong with him, these mean another too: 这个师傅不行，换一个; 一直没来，另外派一个.
_AMISS = re.compile(
    r"(?:师傅|他|人)[^，,。！!？?\s]{0,6}?(?:不行|不懂|不会|不专业|不靠谱|不来|没来|没到|联系不[上到]|打不通|不接|不理|外行|态度|"
    r"迟迟|一直没|还没来|还不来|太慢)|不对口|(?:修|弄|搞|看)不(?:好|了|来|懂)|没(?:修|弄|搞)好"
)
_INSTEAD = re.compile(
    rf"换(?:一?[个位名]|了吧|吧){_END}|(?:另外?|再)(?:派|请|安排|找|叫|来|换)(?:一?[个位名])?(?:{_PERSON}|{_END})"
)
# Nor is it a wish to have changed one's own people to no avail ("换人也没用").
_DONT = re.compile(
    r"换(?:了|过|个|掉)*(?:一?个)?人(?:操作|来做|做|干|开|上)?(?:了)?(?:也|还是|还|都|照样)(?!可以|行的?吧?$|好$)|"
    r"(?<!能)(?<!以)换(?:了)?(?:个)?(?:人|师傅)?了?(?:吗|没有?|么)[?？。\s]*$|换人了[?？]|"
    r"(?:不用|不要|不必|别|没|不想|不需要|用不着)(?:再)?(?:换|重新)|(?:已经?|我们?|自己)(?:就|先|另外)?(?:请|找|叫)了?别人"
)
_KEEP = re.compile(
    r"(?<![说讲])(?:不用|不要|不必|别|不)(?:再)?换(?:人|师傅)?(?:了|吧|$)|还是(?:让|叫|请)?(?:他|原来(?:的|那[个位]))(?:师傅)?(?:来|吧)"
)
_LONGEST, _SHORT = 80, 20


def wants_another(text: str) -> bool:
    """Whether somebody else is wanted for a ticket that an expert has."""
    return _wish(text) is not None


def puts_another_instead(text: str) -> bool:
    """Whether "换一个", "另外找人" is said: another expert where it is clear that one is spoken of."""
    return len(text) <= _LONGEST and not _DONT.search(text) and _instead(text) is not None


def wants_him_after_all(text: str) -> bool:
    """Whether the wish for another is taken back ("算了不用换了"); that is no wish to have nobody."""
    return len(text) <= _SHORT and bool(_KEEP.search(text))


# 换福根, 改到车敏儿, 换成庄师傅: whoever is named right after it is the one wanted.
_TO_WHOM = re.compile(
    r"(?:(?<!不)(?<!别)(?<!不要)(?<!不用)换(?:成|上|到|给|为|由|让|派)?|改(?:成|到|给|派给?|为|由|让)|转到|调给|调成)(?:@|给|让)?\s*"
)


def replaced_by(text: str, known: Collection[str]) -> str | None:
    """The person of the roster who is named right after a word of changing ("葛师傅去不了，换福根")."""
    if len(text) > _LONGEST:
        return None
    for each in reversed([*_TO_WHOM.finditer(text)]):
        rest = text[each.end() :]
        found = max(
            (name for name in known if len(name) >= 2 and rest.startswith(name)), key=len, default=None
        )
        if found is not None:
            return found
    return None


def from_the_wish_on(text: str) -> str:
    """The text from where it says so: who is named before that is the one not wanted ("不要老单，换丽芳")."""
    wish = _wish(text)
    return text if wish is None else text[wish.start() :]


def _wish(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST or _DONT.search(text):
        return None
    return _WANTED.search(text) or (_instead(text) if _AMISS.search(text) else None)


_OWN_SEARCH = re.compile(r"我们?(?:自己)?(?:再|另外?)")  # "不行我另外找"


def _instead(text: str) -> re.Match[str] | None:
    return None if _OWN_SEARCH.search(text) else _INSTEAD.search(text)
