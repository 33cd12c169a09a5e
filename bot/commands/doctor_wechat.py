"""How `salon doctor` finds the gateways, the accounts, and whom and what they see."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from grpclib.exceptions import GRPCError

from bot.channels.gateway import Address, version_of
from bot.channels.states import BROKEN, State, reason, sentence, state_of
from bot.commands.finding import Finding
from bot.settings import Settings
from bot.web.status import failure_line
from handlers.desk import ZONE
from handlers.rooms.reach import departed
from storage import accounts, people, wechat
from storage.accounts import Account
from storage.database import Database, UnitOfWork, Unreachable
from storage.figures import given_up
from storage.migrate import versions

_SILENT = timedelta(minutes=1)  # a running bot puts itself on record every ten seconds
_LATELY = timedelta(days=1)


def wechat_findings(settings: Settings) -> list[Finding]:
    if settings.channel != "wechaty" and not settings.wechaty_accounts:
        return []
    if not settings.wechaty_accounts:
        return [
            Finding(
                well=False,
                what="微信：没有设置网关",
                mend="设置 SALON_WECHATY_ENDPOINT 和 SALON_WECHATY_TOKEN，见 docs/wechat.md",
            )
        ]
    found = [
        _gateway(Address(endpoint=endpoint, token=token, tls=tls))
        for endpoint, token, tls in settings.wechaty_accounts
    ]
    return [*found, *_accounts(settings)]


def _gateway(address: Address) -> Finding:
    """Asks only for the gateway's version: listening would take the messages away from a running bot."""
    what = f"微信网关 {address.endpoint}（TLS {address.tls}）"
    try:
        version = asyncio.run(version_of(address))
    except (GRPCError, *BROKEN) as error:
        if state_of(error) is State.REFUSED:
            mend = "SALON_WECHATY_TOKEN 要和网关的一样"
            return Finding(well=False, what=f"{what} 不认这个 token", mend=mend)
        return Finding(well=False, what=what, mend=reason(error, answered=False))
    return Finding(well=True, what=f"{what} 版本 {version}")


def _accounts(settings: Settings) -> list[Finding]:
    """How the accounts fared last, as a running bot has put it on record."""
    try:
        database = Database(settings.url)
        current, newest = versions(database)
    except Unreachable:
        return []
    try:
        if current != newest:
            return []
        configured = {endpoint for endpoint, _token, _tls in settings.wechaty_accounts}
        with database.unit() as uow:
            states = [each for each in accounts.all_accounts(uow) if each.name in configured]
            found = [_account(each) for each in states]
            if any(each.state == State.LOGGED_IN for each in states):
                found += [*_groups(uow), *_people(uow), *_departed(uow)]
            return [*found, *_given_up(uow)]
    finally:
        database.close()


def _account(each: Account) -> Finding:
    what = f"微信账号 {each.name}：{sentence(State(each.state), each.detail)}"
    since = f"（{each.since.astimezone(ZONE):%m月%d日 %H:%M} 起）"
    if each.state != State.LOGGED_IN:
        return Finding(well=False, what=what + since, mend="见 docs/wechat.md 的“出了问题”")
    if each.alive_at is None or datetime.now(ZONE) - each.alive_at > _SILENT:
        return Finding(
            well=False, what=f"微信账号 {each.name}：上次登录着，现在没有程序在听", mend="salon run"
        )
    return Finding(well=True, what=what + since)


def _groups(uow: UnitOfWork) -> list[Finding]:
    """Groups of the roster in which no account sits."""
    rooms = [room.name for room in people.all_rooms(uow)]
    missing = [name for name in rooms if not wechat.groups_called(uow, name)]
    what = f"名册里的群：进了{len(rooms) - len(missing)}个，共{len(rooms)}个"
    if not missing:
        return [Finding(well=True, what=what)]
    lost = wechat.groups_lost(uow)
    went = [
        f"{name}（{lost[name].astimezone(ZONE):%m月%d日 %H:%M} 起不在）" for name in missing if name in lost
    ]
    what += f"；被移出或解散了的：{'、'.join(went)}" if went else ""
    mend = f"把机器人拉进{_some(missing)}；已经在群里的，群名要和名册一字不差"
    return [Finding(well=False, what=what, mend=mend)]


def _people(uow: UnitOfWork) -> list[Finding]:
    """Experts and coordinators whom the bot has not met: it can neither @ them nor write to them."""
    everybody = [(each.name, each.wechat_name) for each in people.all_experts(uow)]
    everybody += [(each.name, each.wechat_name) for each in people.all_coordinators(uow)]
    missing = [name for name, nickname in everybody if not wechat.contacts_known_as(uow, nickname)]
    what = f"师傅和协调员：认出{len(everybody) - len(missing)}位，共{len(everybody)}位"
    if not missing:
        return [Finding(well=True, what=what)]
    mend = f"{_some(missing)}还没在群里见到：请他进群，群昵称写成名册上的微信昵称"
    return [Finding(well=False, what=what, mend=mend)]


def _departed(uow: UnitOfWork) -> list[Finding]:
    names = departed(uow)
    if not names:
        return []
    what = f"离开了专家群（或协调群）的：{_some(names)}，那里@不到了"
    return [
        Finding(well=False, what=what, mend="请他们回群；不干了的，从名册里去掉。什么时候离的，状态页上有")
    ]


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}个" if len(names) > 3 else "")


def _given_up(uow: UnitOfWork) -> list[Finding]:
    failures = given_up(uow, datetime.now(ZONE) - _LATELY)
    if not failures:
        return []
    what = f"一天里有{len(failures)}条消息没能发出去，最近一条：{failure_line(failures[0])}"
    return [Finding(well=False, what=what, mend="全部在状态页上；私信发不出去多半是还不是好友，请人转告")]
