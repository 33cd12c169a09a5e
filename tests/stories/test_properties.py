"""Whatever people write in whatever order: no path leaves the transition table, nothing is left hanging."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.transitions import FROM, target
from storage import records
from storage.terms import Change, Status
from tests.conftest import EXPERTS, MEIYU, UNION, Town, sqlite_copy

_SENTENCES = st.one_of(
    st.tuples(
        st.sampled_from(["葛师傅修模", "涛哥", "老单", "永辉精密"]),
        st.sampled_from(
            [
                "1001 接",
                "1001 没空",
                "1001 退单",
                "1001 到现场了",
                "1001 修好了",
                "1001 让何碧涛去",
                "1001 让葛林松去",
                "1001 加我一个",
                "接",
                "好了",
            ]
        ),
        st.just(EXPERTS),
    ),
    st.tuples(
        st.just("澄屿小葛"),
        st.sampled_from(
            [
                "好了",
                "还没好",
                "1001 不用了，自己弄好了",
                "5分 省了3万",
                "1001 怎么样了",
                "补充：材料是PP",
                "又坏了",
            ]
        ),
        st.just(MEIYU),
    ),
    st.tuples(
        st.just("立峰"),
        st.sampled_from(
            [
                "1001 派给葛林松",
                "1001 派给何碧涛",
                "1001 关闭",
                "1001 取消",
                "1001 升级",
                "1001 备注 周末不开门",
            ]
        ),
        st.just(UNION),
    ),
)
_STEPS = st.lists(st.tuples(_SENTENCES, st.sampled_from([0, 15, 100, 400])), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_STEPS)
def test_no_path_leaves_the_table_and_an_ended_ticket_has_no_live_timer(
    steps: list[tuple[tuple[str, str, str], int]],
) -> None:
    database = sqlite_copy()
    try:
        town = Town(database)
        town.request()
        for (who, text, room), wait in steps:
            town.says(who, text, room)
            town.later(wait)
            ticket = town.ticket()
            if ticket.status in (Status.CLOSED, Status.CANCELLED):
                assert town.live_timers() == []
            assert (ticket.expert_id is not None) == (
                ticket.status in (Status.CLAIMED, Status.IN_PROGRESS, Status.RESOLVED)
            ) or ticket.status in (Status.CLOSED, Status.CANCELLED)
        town.later(timedelta(minutes=40).total_seconds())
        _follows_the_table(town)
        assert town.unanswered() == 0
    finally:
        database.close()


def _follows_the_table(town: Town) -> None:
    with town.engine.database.unit() as uow:
        entries = records.of_ticket(uow, town.ticket().id)
    status = Status.OPEN
    for entry in entries:
        change, after = Change(entry.change), Status(entry.snapshot["status"])
        if change in FROM:
            assert status in FROM[change], f"{change} from {status}"
            assert after in {target(change, held=True), target(change, held=False)}
        else:
            assert after == status, f"{change} moved {status} to {after}"
        status = after
