"""Whether a request asks somebody to come: a linear model, what the words say outright its strongest sign.

That alone leaves a question of knowledge ("5.5千瓦直接启动，线用几平方") for one that does not say.
"""

import re

from handlers.understanding import classifier
from handlers.understanding.linear import shares
from handlers.understanding.values import Mode, Role
from handlers.understanding.visits import asks_to_come

_SAID = 3.0  # weight of what is said outright; by leaving out one author after the other, 1 is a little worse
_ONSITE = re.compile(
    r"上门|到厂|来厂|厂里(?:来|帮|看|上|找)|到现场|来现场|现场来|现场看|来车间|到车间|车间(?:来|看(?!板)|蹲)|过来(?:看|伐|一|盯|修)|能过来|来一趟|跑一趟|来个人|来一个|马上来|来看看|来帮着|派.{0,8}来|派个|车接车送|来两天|(?<!只)能来(?!求)|棚里看|蹲|陪我去|盯一个班|来人|来一下|到我们厂|送教|来讲|村里|请(?!问|教).{0,12}来(?!了|查)|来(?:我们|咱们?)(?:厂|车间|公司|这)|下厂|驻厂|到场|来(?:帮忙?|修|调|测|盯|指导|教)"
)
_REMOTE = re.compile(
    r"线上|电话里|电话(?:说|讲|聊|指导)|微信上|远程|视频(?:看|连|指导)|不用跑|不用来|不必来|参数.{0,6}(?:抄|参考|发)|发一份|有模板|参考下|请问.{0,20}用什么|用什么材料|给多少合适|抄个作业|语音说|看一?下图|看文件|群里(?:说|讲|教|指点)|打个电话|发我?一?[份个]|求.{0,8}(?:模板|资料|范例|范本)|有.{0,6}(?:范例|范本)|怎么(?:选|算|写|区分|填)|哪个(?:合适|更好)"
)
_REMOTE_PLACE = re.compile(r"云岭|外县|外省|远在")


def features(text: str) -> dict[str, float]:
    """Named features of a request."""
    return {**classifier.features(text, Role.ENTERPRISE), f"said={said_outright(text)}": _SAID}


def find_mode(text: str) -> Mode:
    """The likeliest mode; an empty text does not say."""
    if not text.strip():
        return Mode.EITHER
    if asks_to_come(text) and not _REMOTE.search(text):
        return Mode.ONSITE
    likely = shares("mode", features(text))
    return Mode(max(likely, key=likely.__getitem__))


def said_outright(text: str) -> Mode:
    """The mode that stands in so many words."""
    if _REMOTE.search(text):
        return Mode.REMOTE
    if _ONSITE.search(text):
        return Mode.ONSITE
    return Mode.REMOTE if _REMOTE_PLACE.search(text) else Mode.EITHER
