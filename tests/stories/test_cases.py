"""What solved a ticket helps with the next: cases from tickets, shown where near, and 线上问答."""

from dataclasses import replace

import pytest

from handlers.cases import fix_of
from handlers.matching.fitting import Problem
from storage import people
from storage.people import Case
from tests.conftest import EXPERTS, MEIYU, SALON, UNION, Town

COORDINATOR = "总工会屠佳怡"
FIX = "换了流道末端的排气镶件，冷料井加大，熔接线不黑了"
AGAIN = "求助 双色模的牙刷柄熔接线又发黑了 怎么办"
DAY = 24 * 3600


def cases_of_tickets(town: Town) -> list[Case]:
    with town.engine.database.unit() as uow:
        return [each for each in people.all_cases(uow) if each.ticket_id is not None]


def solve(town: Town, words: str = f"修好了，{FIX}", confirm: str | None = "好了 5分") -> str:
    """The first one asked takes 1001 and solves it; returns his nickname."""
    winner = town.asked()[0]
    town.says(winner, "1001 接", EXPERTS)
    town.says(winner, words, EXPERTS)
    if confirm:
        town.says("澄屿小葛", confirm, MEIYU)
    town.later(12)
    return winner


def writes(town: Town, who: str, text: str, room: str | None) -> None:
    town.says(who, text, room)
    town.later(12)


def let_requesters_see(town: Town) -> None:
    policy = town.engine.policy
    town.engine = replace(
        town.engine, policy=replace(policy, cases=replace(policy.cases, for_requester=True))
    )


def test_a_solved_ticket_becomes_a_case_without_names_and_phones(town: Town) -> None:
    town.request("求助 澄屿模塑这边双色模牙刷柄熔接线发黑 换了料也没用 找葛经理13812345678")
    winner = solve(town)
    (case,) = cases_of_tickets(town)
    told = case.title + case.description + case.solution
    assert FIX in case.solution
    assert not case.solution.startswith("修好了")
    for private in ("澄屿", "13812345678", "葛经理"):
        assert private not in told
    expert = next(each for each in town.experts() if each.wechat_name == winner)
    assert (case.expert_no, case.district, case.trades) == (expert.no, "梅屿", (town.ticket().category,))


def test_a_ticket_closed_without_an_answer_is_a_case_too(town: Town) -> None:
    town.request()
    solve(town, confirm=None)
    assert cases_of_tickets(town) == []
    town.later(3 * DAY + 60)
    assert town.ticket().status == "closed"
    assert len(cases_of_tickets(town)) == 1


def test_opened_again_it_is_no_case_and_then_the_other_fix_is(town: Town) -> None:
    town.request()
    winner = solve(town)
    writes(town, "澄屿小葛", "1001 又发黑了 还是没好", MEIYU)
    assert cases_of_tickets(town) == []
    town.says(winner, "1001 好了，把二射料筒降了15度，背压调小", EXPERTS)
    writes(town, "澄屿小葛", "好了", MEIYU)
    (case,) = cases_of_tickets(town)
    assert "二射料筒降了15度" in case.solution
    assert "排气镶件" not in case.solution


def test_who_did_not_say_how_is_asked_and_tells_by_quoting(town: Town) -> None:
    town.request()
    winner = solve(town, "修好了")
    assert cases_of_tickets(town) == []
    question = next(
        f"b{i}" for i, each in enumerate(town.said, 1) if each.to == winner and "怎么弄好的" in each.text
    )
    town.says(winner, FIX, quote=question)
    (case,) = cases_of_tickets(town)
    assert case.solution == FIX
    town.says(winner, "后来又换了一副新的镶件", quote=question)
    assert [each.solution for each in cases_of_tickets(town)] == [FIX], "told once, it stands"


def _closed_after(town: Town, *said: str) -> str:
    """The holder says these, the enterprise that it is well; what the bot then tells the holder."""
    town.request()
    town.says("老单", "接", EXPERTS)
    for words in said:
        town.says("老单", words, EXPERTS)
    writes(town, "澄屿小葛", "好了，5分", MEIYU)
    return town.heard(to="老单")[-1]


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        (["修好了，换了摩擦片"], "换了摩擦片"),
        (["好了，是线松了"], "是线松了"),
        (["换了摩擦片，好了"], "换了摩擦片"),
        (["换了个摩擦片", "搞定"], "换了个摩擦片"),
        (["修好了", "换了摩擦片"], "换了摩擦片"),
        (["到了，查到是接触器触点烧了，换新的", "修好了"], "接触器触点烧了"),
    ],
)
def test_who_told_how_is_not_asked_again(town: Town, said: list[str], fix: str) -> None:
    assert "怎么弄好的" not in _closed_after(town, *said)
    (case,) = cases_of_tickets(town)
    assert fix in case.solution


@pytest.mark.parametrize("said", [["修好了"], ["修好了，企业很满意"], ["换了轴承还是响", "好了"]])
def test_who_did_not_tell_how_is_asked_and_answers_in_a_line(town: Town, said: list[str]) -> None:
    assert "怎么弄好的？" in _closed_after(town, *said)
    assert cases_of_tickets(town) == []
    town.says("老单", "把摩擦片换了")
    (case,) = cases_of_tickets(town)
    assert case.solution == "把摩擦片换了"


def test_the_solver_is_known_for_it_from_then_on(town: Town) -> None:
    def why() -> str:
        with town.engine.database.unit() as uow:
            matcher = town.engine.directory.matcher(uow)
            return matcher.why(matcher.place_of[expert.no], Problem(text=AGAIN, category="mould"))

    town.request()
    expert = next(each for each in town.experts() if each.wechat_name == "葛师傅修模")
    assert "解决过" not in why()
    town.says("葛师傅修模", "1001 接", EXPERTS)
    town.says("葛师傅修模", f"1001 修好了，{FIX}", EXPERTS)
    writes(town, "澄屿小葛", "好了", MEIYU)
    assert "解决过1单相近的" in why()


def test_who_takes_the_next_such_ticket_reads_what_helped(town: Town) -> None:
    town.request()
    winner = solve(town)
    writes(town, "拾墨小顾", AGAIN, MEIYU)
    other = "葛师傅修模" if winner != "葛师傅修模" else "老单"
    town.says(other, "1002 接", EXPERTS)
    (shown,) = [each for each in town.heard(to=other) if "以前有像的" in each]
    assert FIX in shown
    assert "澄屿" not in shown
    assert len(shown.splitlines()) <= 4
    assert not any(FIX in each for each in town.heard(room=MEIYU)[-2:]), "the group reads nothing of it"


def test_a_case_of_another_material_is_said_to_be_so(town: Town) -> None:
    town.request("求助 3毫米铝板激光切割切不透，穿孔后正常，两分钟就不透")
    town.says("老王车工", "1001 我接", EXPERTS)
    (shown,) = [each for each in town.heard(to="老王车工") if "以前有像的" in each]
    assert "激光切碳钢切不透（料不同：碳钢）" in shown


def test_nothing_is_shown_where_no_case_is_near(town: Town) -> None:
    town.request("求助 车间门口的路灯杆子被货车撞歪了 谁会扶正")
    town.says("老王车工", "1001 我接", EXPERTS)
    assert not any("以前有像的" in each for each in town.heard(to="老王车工"))


def test_a_case_shown_to_the_requester_answers_online(town: Town) -> None:
    town.request()
    assert not any("别家有过像的" in each for each in town.heard(room=MEIYU)), (
        "off unless the union allows it"
    )
    solve(town)
    let_requesters_see(town)
    writes(town, "拾墨小顾", AGAIN, MEIYU)
    (shown,) = [each for each in town.heard(room=MEIYU) if "别家有过像的" in each]
    assert "澄屿" not in shown
    writes(town, "拾墨小顾", "按这个弄好了，师傅不用来了", MEIYU)
    ticket = town.ticket(1002)
    assert (ticket.status, ticket.answered, ticket.expert_id) == ("closed", "case", None)
    assert "线上答复" in town.heard(room=MEIYU)[-1]
    assert "不用接了" in town.heard(room=EXPERTS)[-1]
    writes(town, COORDINATOR, "今天一共几单", UNION)
    assert "线上答复1单" in town.heard(room=UNION)[-1]


def asks_and_is_shown_a_case(town: Town) -> None:
    """Another firm has the same trouble, and reads what helped the first."""
    town.request()
    solve(town)
    let_requesters_see(town)
    writes(town, "拾墨小顾", AGAIN, MEIYU)
    assert any("别家有过像的" in each for each in town.heard(room=MEIYU))


@pytest.mark.parametrize(
    "words",
    [
        "看了案例，解决了",
        "照案例弄好了",
        "看了你发的那个就好了",
        "案例里的办法管用",
        "用了你们说的法子，没事了",
        "看了一下别家的，照着做好了",
        "不用来了，案例里那个就解决了",
        "看了例子自己弄好了",
    ],
)
def test_in_whatever_words_a_case_that_helped_answers_online(town: Town, words: str) -> None:
    asks_and_is_shown_a_case(town)
    writes(town, "拾墨小顾", words, MEIYU)
    ticket = town.ticket(1002)
    assert (ticket.status, ticket.answered) == ("closed", "case")
    assert "不用接了" in town.heard(room=EXPERTS)[-1]
    assert town.live_timers(1002) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("案例看了，没用", "open"),
        ("看了案例，跟我们不一样", "open"),
        ("案例看了，还是等师傅吧", "open"),
        ("按这个弄要多久", "open"),
        ("不是按案例弄好的，是自己好了", "closed"),
    ],
)
def test_a_case_that_did_not_help_answers_nothing(town: Town, words: str, status: str) -> None:
    asks_and_is_shown_a_case(town)
    writes(town, "拾墨小顾", words, MEIYU)
    assert (town.ticket(1002).status, town.ticket(1002).answered) == (status, None)


def test_who_is_on_his_way_hears_that_a_case_has_helped(town: Town) -> None:
    asks_and_is_shown_a_case(town)
    town.says("老单", "1002 接", EXPERTS)
    writes(town, "拾墨小顾", "看了案例，解决了", MEIYU)
    assert town.ticket(1002).answered == "case"
    assert "照老案例自己弄好了，不用去了" in town.heard(to="老单")[-1]
    assert not any("怎么弄好的" in each and "1002" in each for each in town.heard(to="老单"))


def test_what_the_expert_mended_is_no_answer_of_a_case(town: Town) -> None:
    asks_and_is_shown_a_case(town)
    town.says("老单", "1002 接", EXPERTS)
    town.says("老单", f"1002 修好了，{FIX}", EXPERTS)
    writes(town, "拾墨小顾", "看了案例，好了", MEIYU)
    assert (town.ticket(1002).status, town.ticket(1002).answered) == ("closed", None)


def test_the_same_words_without_a_case_shown_are_a_plain_ending(town: Town) -> None:
    town.request()
    writes(town, "澄屿小葛", "按这个弄好了", MEIYU)
    assert (town.ticket().status, town.ticket().answered) == ("closed", None)


def test_advice_that_helps_closes_the_ticket_as_answered_online(town: Town) -> None:
    writes(town, "澄屿小葛", "求助 双色模牙刷柄熔接线发黑 换了料也没用", SALON)
    advice = "多半是困气，把流道末端的排气加深两丝再试"
    town.says("葛师傅修模", advice, SALON)
    assert town.ticket().status == "open"
    writes(town, "澄屿小葛", "按葛师傅说的弄好了 5分", SALON)
    ticket = town.ticket()
    assert (ticket.status, ticket.answered, ticket.expert_id) == ("closed", "advice", None)
    assert "线上答复" in town.heard(to="葛师傅修模")[-1]
    (case,) = cases_of_tickets(town)
    expert = next(each for each in town.experts() if each.wechat_name == "葛师傅修模")
    assert (case.solution, case.expert_no) == (advice, expert.no)
    writes(town, COORDINATOR, "1001 怎么样了", UNION)
    assert "葛林松线上答复" in town.heard(room=UNION)[-1]
    assert "已等" not in town.heard(room=UNION)[-1]


def test_advice_written_in_the_experts_group_reaches_the_requester(town: Town) -> None:
    town.request()
    offer = next(f"b{i}" for i, each in enumerate(town.said, 1) if each.purpose == "offer")
    town.says(
        "葛师傅修模", "1001 多半是困气，把排气槽加深两丝再试，不行打我13812345678", EXPERTS, quote=offer
    )
    relayed = town.heard(room=MEIYU)[-1]
    assert "葛林松出个主意：多半是困气" in relayed
    assert "13812345678" not in relayed
    writes(town, "澄屿小葛", "好了", MEIYU)
    assert town.ticket().answered == "advice"


def test_words_that_advise_nothing_stay_among_the_experts(town: Town) -> None:
    town.request()
    before = town.heard(room=MEIYU)
    town.says("葛师傅修模", "1001 一般都是这样的，先别急", EXPERTS)
    assert town.heard(room=MEIYU) == before
    assert town.ticket().adviser_id is None


def test_advice_before_a_claim_is_not_the_claimers_solution(town: Town) -> None:
    town.request()
    winner = town.asked()[0]
    town.says("葛师傅修模", "1001 多半是困气，把排气槽加深两丝再试", EXPERTS)
    town.says(winner, "1001 接", EXPERTS)
    town.says(winner, f"修好了，{FIX}", EXPERTS)
    writes(town, "澄屿小葛", "好了", MEIYU)
    assert town.ticket().answered is None
    assert FIX in cases_of_tickets(town)[0].solution


def test_coordinators_ask_for_cases(town: Town) -> None:
    town.request()
    solve(town)
    writes(town, COORDINATOR, "有没有熔接线发黑的案例", UNION)
    assert FIX in town.heard(room=UNION)[-1]
    writes(town, COORDINATOR, "有没有外星人的案例", UNION)
    assert "没有找到像的案例" in town.heard(room=UNION)[-1]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("1001 修好了，换了个O型圈", "换了个O型圈"),
        ("弄好了。原来是气管接反了", "原来是气管接反了"),
        ("修好了，换了摩擦片", "换了摩擦片"),
        ("换油封，好了", "换油封"),
        ("好了，是线松了", "是线松了"),
        ("OK了 换油封", "换油封"),
        ("搞定，重启了一下", "重启了一下"),
        ("解决了，气管漏气", "气管漏气"),
        ("修好了", None),
        ("调好了", None),
        ("弄好了，调了一下", None),
        ("搞定，客户很高兴，加了微信", None),
        ("搞定了，企业很满意", None),
        ("", None),
        (None, None),
    ],
)
def test_what_tells_how_it_was_solved(text: str | None, fix: str | None) -> None:
    assert fix_of(text) == fix
