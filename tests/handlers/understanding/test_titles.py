"""A ticket is named by its problem, not by who tells it; a wish for training is one."""

from datetime import datetime

import pytest

from handlers.desk import ZONE
from handlers.understanding.enterprise import understand_enterprise
from handlers.understanding.kinds import find_kind
from handlers.understanding.titles import find_title, without_introduction
from handlers.understanding.values import Intent

AT = datetime(2026, 11, 23, 9, tzinfo=ZONE)
_FIRM = (
    "各位领导、各位师傅大家好，我们是浙江澄屿模塑科技有限公司，成立于2005年，主要做汽车模具和双色注塑，有40台注塑机，"
    "现在碰到一个问题：牙刷柄的熔接线发黑，换了料也没用，希望有师傅帮忙看看"
)
_SPRINGS = (
    "帮帮团的老师们辛苦了！我们厂是做弹簧的，用的是65Mn，一直外协热处理，这个月开始自己淬火，"
    "结果弹簧片变形超差，平面度0.5以上，校也校不过来，请教怎么控制"
)
_THANKS = (
    "各位老师好，首先感谢工会搭建的这个平台，上次空压机的事情多亏了蒲工，这次又来麻烦大家了。"
    "我们新上的喷涂线喷出来的件附着力差，百格测试掉一大片，磷化液也换了新的，还是不行"
)


@pytest.mark.parametrize(
    ("text", "named"), [(_FIRM, "熔接线发黑"), (_SPRINGS, "变形超差"), (_THANKS, "附着力差")]
)
def test_a_long_letter_is_a_request_named_by_its_problem(text: str, named: str) -> None:
    found = understand_enterprise(text, at=AT)
    assert found.intent is Intent.REQUEST
    assert found.request is not None
    assert named in found.request.title
    assert len(found.request.title) <= 24


def test_what_introduces_is_left_out_and_nothing_else() -> None:
    assert "成立于2005年" not in without_introduction(_FIRM)
    assert "熔接线发黑" in without_introduction(_FIRM)
    only = "我们是浙江澄屿模塑科技有限公司，成立于2005年，主要做汽车模具和双色注塑，拥有四十台注塑机"
    assert without_introduction(only) == only
    assert find_title("") == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("想请个老师来教我们员工锂电池安全", "training"),
        ("想给车间的人办个叉车证", "training"),
        ("请专家来厂里讲讲压铸模具怎么保养", "training"),
        ("冲床离合器坏了 谁来教教怎么修", "problem"),
        ("求助 PP壳子缩水 怎么调", "problem"),
        ("", "problem"),
    ],
)
def test_kinds_of_requests(text: str, kind: str) -> None:
    assert find_kind(text) == kind
