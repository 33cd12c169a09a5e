"""A text without its greeting and without who writes it."""

import re

from handlers.understanding.cues import weigh

LONG = 40  # characters from which on a text may begin with who writes it
SAID = 1.5  # of the cues of a fault or a plea: from which on a clause says more than who writes
_SENTENCES = re.compile(r"(?<=[\n。！!？?；;])|(?<=[^\d][,，])|(?<=\s)")
# "你好，我是砺川的，…": who writes, at the head of a text of any length.
_WHO_WRITES = re.compile(
    r"^(?:(?:各位|师傅|老师|大家|[你您])*们?[你您]?好[，,。！!\s]*)?(?:我们?|咱们?|这里|这边)是[\u4e00-\u9fa5A-Za-z0-9]{2,14}?"
    r"(?:的[小老]?[\u4e00-\u9fa5]{0,3}|公司|厂|集团)[，,。；;！!\s]+(?=\S{4})"
)
# "各位师傅，我刚进群，…", "朋友拉我进来的，…": that he is new here, at the same place.
_NEW_HERE = re.compile(
    r"^(?:(?:各位|师傅|老师|大家|领导|[你您])*们?好?[，,。！!\s]*)?(?:(?:我们?|本人)?是?(?:今天|刚|新|才)+(?:进群|入群|加群|进来|加进来|加入|来|人)(?:报到|报道)?"
    r"|[^，,。\s]{0,6}拉我(?:们)?进(?:群|来))(?:的|了)?[，,。；;！!\s]+(?=\S{4})"
)
# "早上好，各位老师", "早", "大家早啊", before he says what it is about.
_EVERYBODY = r"(?:老?(?:各位|大家|诸位|师傅|老师|领导|群友|朋友|专家|家人)们?)"
_GOOD_DAY = re.compile(
    rf"^(?:{_EVERYBODY}*(?:(?:早上|上午|中午|下午|晚上|早|[你您]们?)(?:好|安)|早)|{_EVERYBODY}+好)[呀啊哈]?"
    rf"(?:[，,\s]*{_EVERYBODY}+好?)?[，,。！!~～\s]+(?=\S{{3}})"
)

# Oaths: whoever is angry still tells what broke.
_OATHS = re.compile(
    r"(?:(?:他|你|她|它)妈的?(?=[^，,。\s])|(?:他|你|她|它)?妈的|特么的?|卧槽|尼玛|狗日的?|娘希匹|(?:真是?)?(?:气|烦)死(?:我|人|个人)?了)[，,。！!\s]*|(?<=这)[破烂鬼](?=[\u4e00-\u9fa5]{0,4}[机床炉泵线模车设])"
)


def without_introduction(text: str) -> str:
    """A text without oaths, a greeting and who writes at its head, a long one without clauses that greet,
    thank or tell of the firm; as it is where nothing else is left.
    """
    bare = without_greeting(_WHO_WRITES.sub("", _NEW_HERE.sub("", _OATHS.sub("", text) or text)))
    if len(text) < LONG:
        return bare
    clauses = _SENTENCES.split(bare)
    kept = [each for each in clauses if not _introduces(each)]
    return "".join(kept).strip() or text


def without_greeting(text: str) -> str:
    """A text without the greeting at its head ("早", "下午好各位"), if something else is said."""
    return _GOOD_DAY.sub("", text)


def _introduces(clause: str) -> bool:
    weights = weigh("enterprise", clause)
    return weights["introduction"] > 0 and weights["fault"] < SAID and weights["ask"] < SAID
