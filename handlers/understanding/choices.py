"""What a coordinator says of whom the bot asks: he teaches (该找某某), takes back, or asks why.

Rules, not a classifier: each needs the name of a person (or 他) beside words of choosing.
"""

import re
from dataclasses import dataclass

from handlers.understanding.known import Known
from handlers.understanding.names import find_known, find_mention, find_strict, tidy
from handlers.understanding.values import Intent

_ASK = (
    r"(?:先|优先|直接|首先|多|再|又|去|来)?(?:找|请|叫|喊|问|派给?|@|让|给|归|安排给?|轮到|考虑)"
    r"(?:过|了|到|一下|一声)?(?!不|人)"
)
_LATER_WORDS = ("以后", "往后", "今后", "下次", "下回", "下一次", "再有", "再碰到", "再遇到", "碰到", "遇到")
_LATER = rf"(?:{'|'.join(_LATER_WORDS)})"
_KIND = r"(?:这种|这类|此类|这一类|同类|类似的?|这样的|这号|这路)[^，,。]{0,8}?"
# "应该派给老王" orders; "应该找老王", "本来该派给老王" teaches.
_REGRET = re.compile(r"才对|才是|本来|当初|早就|原来|下次|以后|往后|这种|这类|此类|类似")
_ORDERED = re.compile(r"派|让|给|归|安排")
_SHOULD = re.compile(
    rf"(?:应该|应当|该|最好|还是得|就得|理应)(?:是|要|去)?{_ASK}|"
    rf"{_LATER}[^，,。]{{0,12}}?(?<!不)(?<!别){_ASK}|{_KIND}(?:就|都|得|要|可以|还是|一律|也|先|优先)*{_ASK}"
)
_SHOULD_NOT = re.compile(
    rf"(?:不应该|不应当|不该|不要再|不用再|别再|少|(?<!能)不能再?){_ASK}|"
    rf"(?:{_LATER}|{_KIND})[^，,。]{{0,12}}?(?:别|不要|不用|不必|不能|少|不){_ASK}"
)
# 这类活葛林松最拿手: the name stands before what is said of it.
_BEST = re.compile(rf"(?:{_KIND}|{_LATER}).*?(?:最|更|才|比较)(?:拿手|在行|懂|合适|对口|会|熟|内行|擅长)")
_WHY = r"(?:为什么|为啥|为何|凭什么|干嘛|干吗|怎么|咋)"
_WHY_ASKED = re.compile(
    rf"{_WHY}(?:就|会|又|还|都|也|单单|偏偏)*(?:没有?|不|漏了)?(?:是)?(?:{_ASK}|派的?|漏了?)|{_WHY}(?:会)?是(?=[^\W\d_]{{2}})"
)
_WHY_PASSED = re.compile(
    rf"{_WHY}(?:会|就|又|还|都)*(?:没|不)(?:有|被|收到|轮到|派到|叫到|找到|请到|接到|派)"
)
_WHY_ME = re.compile(rf"{_WHY}(?:就|会|又|还|都|也|老|总|老是|单单|偏偏)*(?:没有?|不)?(?:是|{_ASK})我")
_NOT_A_PERSON = re.compile(r"^(?:人|谁|师傅|大家|别人|企业|客户|电话|出去|上去|完|好|到)")
_LONGEST, _NEAR = 60, 10  # characters of a word on choosing, and within which the name stands
_HIM = re.compile(r"[他她](?!们)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """`name` None: he says 他, or whoever was asked."""

    intent: Intent
    name: str | None


def find_word(text: str, known: Known) -> Word | None:
    """What the text says of choosing, None where it speaks of something else."""
    if len(text) > _LONGEST:
        return None
    taught, why = _taught(text, known), _WHY_ASKED.search(text) or _WHY_PASSED.search(text)
    if why is None or (taught is not None and taught[0] < why.start()):
        return taught[1] if taught else None
    name = _name(text[why.end() :][:_NEAR], known)
    if name is None and _WHY_PASSED.match(text, why.start()):
        name = _name(text[: why.start()], known)
    return Word(intent=Intent.WHY, name=name) if name or _HIM.search(text) else None


def asks_only_why(text: str, known: Known) -> bool:
    """Whether an expert asks why he, or somebody else, was or was not asked, and says nothing besides."""
    clauses = [each for each in re.split(r"[，,。.！!？?；;\s]+", text) if re.search(r"[^\W\d_]", each)]
    return bool(clauses) and len(text) <= _LONGEST and all(_asks_why(each, known) for each in clauses)


def _asks_why(clause: str, known: Known) -> bool:
    word = find_word(clause, known)
    return _WHY_ME.search(clause) is not None or (word is not None and word.intent is Intent.WHY)


def without_choosing(text: str, name: str) -> str:
    """The text without the person and the words of choosing: what it says of the problem."""
    bare = text.replace(f"@{name}", " ").replace(name, " ") if name else text
    for pattern in (_SHOULD_NOT, _SHOULD):
        bare = pattern.sub(" ", bare)
    return re.sub(r"\s+", " ", bare).strip()


def _taught(text: str, known: Known) -> tuple[int, Word] | None:
    """A teaching and where in the text it begins."""
    for pattern, intent in ((_SHOULD_NOT, Intent.UNTEACH), (_SHOULD, Intent.TEACH)):
        found = pattern.search(text)
        if found is None:
            continue
        rest = text[found.end() :][:_NEAR]
        if intent is Intent.TEACH and _ORDERED.search(found.group()) and not _REGRET.search(text):
            return None
        name = _name(rest, known)
        whole = name is not None or _HIM.match(rest)
        # "以后别派给老王" alone sends him on leave.
        general = intent is Intent.UNTEACH and found.group().startswith(_LATER_WORDS)
        if not whole or (general and not re.search(rf"\d{{2}}|{_KIND}", text)):
            return None
        return found.start(), Word(intent=intent, name=name)
    best = _BEST.search(text)
    name = _name(best.group(), known) if best else None
    return (best.start(), Word(intent=Intent.TEACH, name=name)) if best and name else None


def _name(text: str, known: Known) -> str | None:
    """A person's name: @-ed, of the roster, or one that begins as names do."""
    if _NOT_A_PERSON.match(text):
        return None
    name = find_mention(text) or find_known(text, known.people) or find_strict(text)
    return tidy(name) if name else None
