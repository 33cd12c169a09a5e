"""What is to be taught, as a title: "5S培训（新员工）"."""

import re

from handlers.understanding.trimming import EDGES, MOST, without_greeting

# "想请个老师教看图纸", "想请老师给新员工讲讲5S": what is to be taught, and to whom.
_TAUGHT = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|能不能|能|可以|麻烦|希望|求|[，,\s])*(?:请|派|找|安排|来|约|叫)(?:个|一个|位|一位|一下|下)?(?:老师|师傅|专家|人|(?P<by>[\u4e00-\u9fa5]{1,2}(?:老师|师傅|工)))"
    r"(?:过?来|到(?:我们)?厂里?|一下)*(?:(?:给|帮|跟|为|对)(?:我们|咱们|厂里)?(?P<whom>[^，,\s讲教培上做]{0,8}))?(?:来|再)?(?:教教?|讲讲?|培训|辅导|讲解)(?:一下|一教|一讲|我们|工人|他们|大家|员工|怎么)*(?P<work>.{2,})$"
)
# "想给新来的妹子培训一下5S"
_TAUGHT_TO = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|打算|准备|希望)(?:给|帮|对|让)(?P<whom>[^，,\s]{1,8}?)(?:培训|讲讲?|教教?|上课|辅导)(?:一下|一?次|下)?(?P<work>[^，,\s]{2,})$"
)
# "想学一下UG", "想办个叉车安全培训", "请老师上一堂TPM的课": the same in other words.
_TO_LEARN = re.compile(
    r"^(?:我们?|咱们?|厂里|公司)?(?:想|要|打算|准备|希望|能不能|可以|麻烦|请|求|安排|组织|找|派)(?:想|要|打算|准备|希望|请|求|安排|组织|找|派|个|位|一|老师|师傅|专家|来|[，,\s])*"
    r"(?:学习?|培训|(?:办|做|搞|上|讲|开|组织)(?=[^，,]*(?:培训|课|班|讲座|演练)))(?:一下|下|个|一次|一场|一期|一堂|一节|几堂|几节|堂|节|次)?(?P<work>.{2,})$"
)
_IS_TAUGHT = re.compile(r"培训|[课班]$|讲座|教|学|考|演练")
_HOW = re.compile(r"怎么|如何|咋")


def lesson(work: str, whom: str = "") -> str:
    """What is to be taught, named as a training: "5S培训（新员工）"."""
    work = work.strip(EDGES)
    title = work if _IS_TAUGHT.search(work) else f"教{work}" if _HOW.search(work) else f"{work}培训"
    to_whom = f"（{whom}）" if whom else ""
    return title + to_whom if len(title) + len(to_whom) <= MOST else title[:MOST]


def taught_in(said: list[str]) -> str | None:
    """The lesson for which one of the clauses asks, as a title."""
    found = (_TAUGHT.match(without_greeting(clause)) for clause in said)
    asked = next(filter(None, found), None)
    if asked is None:
        return None
    return lesson(asked["work"], f"{asked['by']}讲" if asked["by"] else asked["whom"] or "")


def renamed(title: str, text: str) -> str:
    """The title of a wish for training named by what is to be taught, where it says so."""
    first, comma, rest = title.partition("，")
    if (taught := _TAUGHT_TO.match(first)) is not None:
        return lesson(taught["work"], taught["whom"])
    asked = None if _IS_TAUGHT.search(first) and _TAUGHT.match(text) else _TO_LEARN.match(first)
    return f"{lesson(asked['work'])}{comma}{rest}"[:MOST] if asked is not None else title
