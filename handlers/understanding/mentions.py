"""Who and where a coordinator's message names: people, firms and districts, known to nobody before.

A linear model reads every character with its surroundings (whether a name begins, goes on or ends there); the
best sequence that makes whole names wins. `scripts/train_names.py` trains it on messages with made-up names.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from handlers.understanding.linear import load
from handlers.understanding.names import CALLED, SURNAMED, SURNAMES, bare_name
from handlers.understanding.trades import named_trades

_LONGEST = 200
_FIRM_END = re.compile(
    r"(?:模塑|模具|模架|文具|汽配|塑模|精模|家居|制笔|色母|包装|电器|机械|科技|公司|集团|厂|铸造|精铸|五金|电子|灯饰|"
    r"塑业|实业|食品|茶业|竹业|笋业|橡塑|橡胶|制造|塑料|机电|压铸|泵业|电机|轴承|阀门|弹簧|照明|工具|铜业|铝业|电镀|"
    r"车业|车辆|制衣|服饰|印刷|纸业|农业|合作社|工贸|新材料|电气|光电|智能|液压|仪表|密封件|标准件|涂装|制冷|水产|粮油|铸件|灯具|化纤|纸品|农机|塑胶|水泵|针织|服装|鞋业|家具|门业|厨具|卫浴|线缆|电缆|工艺品|玩具|雨具|眼镜|拉链|饲料|种业|牧业|酒业|建材|石材|玻璃|陶瓷|木业|门窗|风机|减速机|齿轮|链条|紧固件|冶金|钢管|铝材|型材|涂料|油墨|化工|药业|器械|环保|"
    r"传动|线束|涂层|新能源|新材|增材|机箱|刀具|自动化|起重|果蔬|山珍|炉具|户外|宠物|文创|精密|模业|铸业|包材|日用|洁具|家电|电源|电池|光学|光伏|传感|"
    r"医疗|母婴|渔具|水暖|泵阀|冷镦|螺丝|标牌|水表|钟表|灯业|管业|锻造|磨具|量具|夹具)"
)
_TITLE = re.compile(
    r"师傅|老师|教授|大师|大姐|工程师|总工|教练|电工|焊工|同志|工(?!会|厂|业|单|种|作)|哥(?!们)|姐|总|老(?!师)"
)
_FAMILIAR = re.compile(rf"[老小阿](?=[{SURNAMES}\u4e00-\u9fa5])")
_AREA = re.compile(r"片区?|街道|[镇乡县]|那边|这边|那块|那头|一带|开发区|新区|园区|城关")

# How villages and towns end: 马渡, 石桥头.
_PLACE = re.compile(r"[\u4e00-\u9fa5][桥溪渡塘岭坦浦港湾坑墩埠洲岙坪庄屿沙埭垟渚]头?")
_NAMED = re.compile(r"\w")  # a character that may stand in a name


class Named(StrEnum):
    """What a name stands for."""

    PERSON = "P"
    FIRM = "F"
    DISTRICT = "D"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A name as written and its place in the text."""

    kind: Named
    name: str
    start: int
    end: int


def mentions(text: str, about: str) -> list[Mention]:
    """The names of a text, in order. `about` is what the message is: question, assign or roster."""
    text = text[:_LONGEST]
    if not text:
        return []
    model = load("names")
    rows = [
        [(model.rows[name], value) for name, value in one.items() if name in model.rows]
        for one in features(text, about)
    ]
    scores = np.stack(
        [np.array([v for _, v in row], dtype=np.float32) @ model.weights[[r for r, _ in row]] for row in rows]
    )
    outside = [place for place, char in enumerate(text) if not _NAMED.match(char)]
    scores[outside, model.labels.index("O")] += 1e3
    return list(_whole(text, best_sequence(scores, model.labels)))


def best_sequence(scores: np.ndarray, labels: tuple[str, ...]) -> list[str]:
    """The labels of the highest sum in which every name begins, goes on and ends."""
    allowed = np.array([[0.0 if _follows(a, b) else -1e6 for b in labels] for a in labels], dtype=np.float32)
    total = scores[0] + np.array([-1e6 if label[0] in "IE" else 0.0 for label in labels], dtype=np.float32)
    steps = []
    for row in scores[1:]:
        paths = total[:, None] + allowed
        steps.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    total = total + np.array([-1e6 if label[0] in "BI" else 0.0 for label in labels], dtype=np.float32)
    last = int(total.argmax())
    found = [last]
    for step in reversed(steps):
        last = int(step[last])
        found.append(last)
    return [labels[index] for index in reversed(found)]


def _follows(first: str, then: str) -> bool:
    if first[0] in "BI":
        return then[0] in "IE" and then[1] == first[1]
    return then[0] in "OB"


_ASKED = re.compile("[谁哪几]")


def _whole(text: str, found: list[str]) -> Iterable[Mention]:
    start = 0
    for place, label in enumerate(found):
        if label[0] == "B":
            start = place
        elif label[0] == "E":
            name = bare_name(text[start : place + 1])
            if label[1] == Named.PERSON and _ASKED.search(name):
                continue  # "下周谁请假"
            yield Mention(kind=Named(label[1]), name=name, start=start, end=place + 1)


def features(text: str, about: str) -> list[dict[str, float]]:
    """Named features of every character of a text."""
    plain = "".join(_plain(char) for char in text)
    edged = f"\u0002\u0002\u0002{plain}\u0003\u0003\u0003"
    marks = _marks(plain)
    found = []
    for place in range(len(plain)):
        at = place + 3
        one = {"always": 1.0}
        for offset in range(-3, 4):
            one[f"{offset}{edged[at + offset]}"] = 0.7
        for offset in range(-3, 3):
            pair = edged[at + offset : at + offset + 2]
            one[f"{offset}{pair}"] = 0.7
            if -2 <= offset <= 1:
                one[f"{about}{offset}{pair}"] = 0.5
        for offset in (-3, -2, -1, 0, 1):
            one[f"{offset}{edged[at + offset : at + offset + 3]}"] = 0.5
        for offset in range(-2, 4):
            if 0 <= place + offset < len(plain):
                for mark in marks[place + offset]:
                    one[f"{offset}:{mark}"] = 1.0
        found.append(one)
    return found


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return "0" if plain.isdigit() else plain if len(plain) == 1 else char


def _marks(text: str) -> list[set[str]]:
    """What is known of each character before any name is: surnames, titles, ends of firms, trades."""
    marks: list[set[str]] = [set() for _ in text]
    for place, char in enumerate(text):
        if char in SURNAMES:
            marks[place].add("surname")
        if not char.isalnum():
            marks[place].add("sign")
    for name, pattern in _PATTERNS.items():
        for found in pattern.finditer(text):
            marks[found.start()].add(f"{name}<")
            marks[found.end() - 1].add(f"{name}>")
            for place in range(found.start(), found.end()):
                marks[place].add(name)
    for _, start, end in named_trades(text):
        marks[start].add("trade<")
        marks[end - 1].add("trade>")
        for place in range(start, end):
            marks[place].add("trade")
    return marks


_PATTERNS = {
    "firm": _FIRM_END,
    "title": _TITLE,
    "familiar": _FAMILIAR,
    "area": _AREA,
    "place": _PLACE,
    "surnamed": re.compile(SURNAMED),
    "called": re.compile(CALLED),
}
