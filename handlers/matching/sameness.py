"""Whether two tellings are of one problem: their words, weighed by rarity, and the niche they fall into."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from handlers.matching.index import Floats
from handlers.matching.niches import niche_scores, rarity, sharpened
from handlers.matching.words import terms, weighted_terms
from handlers.understanding.numbers import chinese_number
from handlers.understanding.problems import machine_of
from handlers.understanding.trades import find_category

# Chosen on pairs written for it (tests/handlers/test_sameness.py has others): at SAME none of 24 pairs of
# different problems passed; what says itself that it was asked before (_AGAIN) needs less.
# A niche that came later moved scores down by some thousandths, and SAME with them.
SAME, SAME_AGAIN, ALIKE = 0.555, 0.44, 0.49
SAME_TOGETHER = 0.2  # of two colleagues within minutes; pairs of other troubles had .13 at most
_WORDS_ALONE = 0.2  # the part of the score that words have without the niche's consent
_SHARP = 6.0  # how fast a niche's part falls behind the best one's
_SAME_NAME = 0.2  # added where both name the same machine or alarm

# What asks for help, and says nothing of the problem.
_PLEA = re.compile(
    r"各位|大家|早上好|下午好|你好|求助|求教|请教|请问|求指点|指点|指教|求师傅|师傅们?|老师们?|大师|大侠|高手"
    r"|哪位|谁能|谁会|谁懂|有懂的?|有没有|能不能|能来|来看看|来个人|上门|看看|怎么(?:办|调|弄|搞|处理|解决|回事)?|咋(?:办|弄|调)?"
    r"|帮忙|麻烦|谢谢|在线等|急|求|一下"
)
_FILLERS = re.compile(r"还是|老是|总是|一直|有点|这个|那个|我们|你们|咱们?|的|了|还|老|也|又|太|很|都|就")
_AGAIN = re.compile(
    r"还(?:是|没|在)|再(?:问|发|求)|又(?:发|问)一?[次遍]|上午|早上|昨天|刚才|之前|发过|问过|没人(?:来|接|回|理)|重发"
)
_POINTS_BACK = re.compile(
    r"就是(?:[那这刚他她]|楼?上面?)|同一[台个副条]|(?:刚才?|上面|前面)(?:说|发|讲|报|那)|(?:他|她|[老小].|.工|.总)(?:刚才?)?(?:说|发|讲|报)的"
)
# Machines that stand in rows, each with troubles of its own.
_MANY = re.compile(r"注塑机|压铸机|加工中心|织机|缝纫机|包装机|绕线机|机床")
_VAGUE = re.compile(
    r"机床|机器|设备|机子|报警|报错|坏|出(?:了)?(?:问题|毛病|故障|事)|有?(?:问题|毛病|故障)|不(?:动|行|转|好用)|停|谁|来人?|看|一下|"
    r"吗|吧|呢|啊|人|师傅|快|叫"
)
_ALARM = re.compile(r"报警|报错|报[a-z\d]|alarm|\balm|\be\d|\d{3}", re.IGNORECASE)
_OTHER = re.compile(
    r"另(?:外)?(?:一|有|两)?[副台个套条件只批]|另外|第二[副台个套]|又一?[副台个套]|还有一?[副台个套]|不同的|新的?问题"
)
_CODE = re.compile(r"([a-z]{1,6})[.\-]?(\d{1,5})(?!\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,4}|[一二三四五六七八九十]{1,2})(号|#)")


def likeness(one: str, other: str) -> float:
    """How like each other two tellings are, 0 to 1."""
    first, second = _content(one), _content(other)
    covered = max(_covered(terms(first), _weights(second)), _covered(terms(second), _weights(first)))
    niche = float(_niche(one) @ _niche(other))
    score = covered * (_WORDS_ALONE + (1 - _WORDS_ALONE) * niche)
    return min(1.0, score + _SAME_NAME) if score and _named_alike(one, other) else score


def same_problem(earlier: str, later: str) -> bool:
    """Whether a later telling of the same enterprise is of the problem it told before."""
    if _OTHER.search(later) or named_apart(earlier, later):
        return False
    return likeness(earlier, later) >= (SAME_AGAIN if _AGAIN.search(later) else SAME)


def told_together(earlier: str, later: str) -> bool:
    """Whether two people of one house, one right after the other, tell of the same trouble.

    One says no more than that something is amiss ("机床报警了"), or points at what the other has said; or
    both name one machine that a workshop has one of, or speak alike, and need the same trade.
    """
    if _OTHER.search(later) or named_apart(earlier, later):
        return False
    if points_back(later):
        return True
    if find_category(earlier) == find_category(later) and (
        likeness(earlier, later) >= SAME_TOGETHER or _of_one_machine(earlier, later)
    ):
        return True
    vague, other = (earlier, later) if is_vague(earlier) else (later, earlier)
    return is_vague(vague) and (not _ALARM.search(vague) or bool(_ALARM.search(other)))


def points_back(text: str) -> bool:
    """Whether a text points at what somebody else has told ("老计说的那个冲床")."""
    return _POINTS_BACK.search(text) is not None


def _of_one_machine(one: str, other: str) -> bool:
    first, second = machine_of(one), machine_of(other)
    if first is None or second is None or _MANY.search(first):
        return False
    return first.endswith(second) or second.endswith(first)


def is_vague(text: str) -> bool:
    """Whether a text says that something is amiss, and neither with what nor what."""
    return not re.sub(r"[\W_]+", "", _VAGUE.sub("", _content(text)))


def named_apart(one: str, other: str) -> bool:
    """Whether machines, alarms or parts are named in both, and by different numbers."""
    first, second = _named(one), _named(other)
    return any(not first[kind] & second[kind] for kind in first.keys() & second.keys())


def _named_alike(one: str, other: str) -> bool:
    first, second = _named(one), _named(other)
    return any(first[kind] & second[kind] for kind in first.keys() & second.keys())


def _named(text: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for letters, digits in _CODE.findall(text):
        found[letters.lower()].add(digits)
    for number, _ in _NUMBERED.findall(text):
        found["号"].add(number if number.isdigit() else str(chinese_number(number)))
    return found


def _content(text: str) -> str:
    return _FILLERS.sub("", _PLEA.sub(" ", text))


def _covered(words: list[str], others: Mapping[str, float]) -> float:
    """What part of these words, each weighed by how rare it is, the other telling has too."""
    unlike = set(words)
    total = sum(rarity(word) for word in unlike)
    return sum(rarity(word) * others.get(word, 0.0) for word in unlike) / total if total else 0.0


# The tellings of open tickets are looked at with every request.
_weights = lru_cache(maxsize=1024)(weighted_terms)


@lru_cache(maxsize=1024)
def _niche(text: str) -> Floats:
    return sharpened(niche_scores(text), _SHARP)
