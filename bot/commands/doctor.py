"""`salon doctor`: settings, database, roster, model endpoint: what is wrong and how to mend it."""

import asyncio
import os
import time
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from bot.backups import backups, trouble
from bot.commands.beginning import only_own, sample_left
from bot.commands.doctor_wechat import wechat_findings
from bot.commands.finding import Finding
from bot.encoders import MEND, Encoder, EncoderFailed, encoder_of
from bot.media import readable
from bot.model import ModelClient
from bot.settings import BadSettings, Settings
from bot.space import places
from handlers import wording
from handlers.desk import ZONE
from handlers.matching.vectors import QUESTION
from handlers.model.doubts import alone
from handlers.model.masking import Mask
from handlers.model.media import PICTURE, VOICE
from handlers.policy_file import BadPolicy, read_policy
from storage import people
from storage.database import Database, Unreachable, sqlite_file
from storage.figures import last_moment
from storage.migrate import versions
from storage.terms import Outcome, RoomKind

_MODEL_MENDS = {
    Outcome.TIMEOUT: "太慢：换快一点的模型，关掉思考（SALON_MODEL_EXTRA），或加大 SALON_MODEL_SECONDS",
    Outcome.LIMITED: "对方说请求太多或额度用完（429）：看账户余额和限速",
    Outcome.REFUSED: "对方不受理：检查 OPENAI_API_KEY、SALON_MODEL、SALON_MODEL_FORMAT、账户余额",
    Outcome.SERVER: "对方出错：过一会儿再试",
    Outcome.CONNECTION: "连不上：检查 OPENAI_BASE_URL 和网络",
    Outcome.BAD_ANSWER: "答非所问：试试 SALON_MODEL_FORMAT=json，或换一个模型",
}
_AHEAD = timedelta(minutes=1)  # that the last record may lie ahead of the clock


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; never prints a secret."""
    return [
        *_files(settings),
        *_database(settings),
        _backups(settings),
        *wechat_findings(settings),
        *_model(settings),
        *media_findings(settings),
        *_vectors(settings),
    ]


def _files(settings: Settings) -> list[Finding]:
    found = [Finding(well=True, what=f"设置：通道 {settings.channel}，网页 {settings.http}")]
    folder = settings.data_dir
    exists = folder.is_dir() and os.access(folder, os.W_OK)
    found.append(
        Finding(
            well=exists,
            what=f"数据文件夹 {folder.resolve()}",
            mend="" if exists else "建好它并给写权限，或先运行 salon migrate",
        )
    )
    mend = "腾出地方，或把 SALON_DATA_DIR 换到大一点的盘；多少算少由 SALON_FREE_MB 定"
    for place in places(settings):
        well = place.free >= settings.free_mb * 1_000_000
        found.append(Finding(well=well, what=f"磁盘：{place}", mend="" if well else mend))
    try:
        read_policy(Path(settings.policy) if settings.policy else None)
        found.append(Finding(well=True, what=f"派单规则 {settings.policy or '（自带）'}"))
    except BadPolicy as error:
        found.append(Finding(well=False, what="派单规则", mend=str(error)))
    return found


def _database(settings: Settings) -> list[Finding]:
    shown = settings.url.rpartition("@")[2] if "@" in settings.url else settings.url
    file = sqlite_file(settings.url)
    if file is not None and not file.exists():
        return [
            Finding(
                well=False,
                what=f"数据库 {shown} 还没有",
                mend="运行 salon migrate，再 salon import 名册.xlsx",
            )
        ]
    try:
        database = Database(settings.url)
        current, newest = versions(database)
    except Unreachable as error:
        mend = "检查 SALON_DATABASE_URL；SQLite 的文件坏了就用备份换上"
        return [Finding(well=False, what=f"数据库 {shown} 打不开（{error}）", mend=mend)]
    try:
        if current != newest:
            return [
                Finding(
                    well=False,
                    what=f"数据库结构是 {current or '空的'}，要 {newest}",
                    mend="运行 salon migrate",
                )
            ]
        return [Finding(well=True, what=f"数据库 {shown}"), *_clock(settings, database), *_roster(database)]
    finally:
        database.close()


def _backups(settings: Settings) -> Finding:
    known = backups(settings)
    wrong = trouble(known, datetime.now(ZONE))
    if wrong:
        return Finding(well=False, what=f"备份：{wrong}", mend="再做一次 salon backup，见 docs/operating.md")
    if known is None or known.made_at is None:
        mend = "定时运行 salon backup 文件夹，见 docs/operating.md"
        return Finding(well=True, what="备份：还没有用 salon backup 做过", mend=mend)
    return Finding(well=True, what=f"备份：{wording.clock(known.made_at)}做成")


def _clock(settings: Settings, database: Database) -> list[Finding]:
    """Whether the machine's clock has been set back: nothing comes due until it has caught up."""
    with database.unit() as uow:
        last = last_moment(uow)
    now = datetime.now(ZONE)
    if settings.channel == "simulator" or last is None or last <= now + _AHEAD:
        return []  # a simulator's clock may be ahead
    what = f"钟：现在{wording.clock(now)}，最后一条记录却是{wording.clock(last)}"
    return [Finding(well=False, what=what, mend="把机器的时间对好；在那以前到点的事都要等")]


def _roster(database: Database) -> list[Finding]:
    with database.unit() as uow:
        experts, firms = people.all_experts(uow), people.all_enterprises(uow)
        rooms, coordinators = people.all_rooms(uow), people.all_coordinators(uow)
    counts = f"名册：师傅{len(experts)}位，企业{len(firms)}家，群{len(rooms)}个，协调员{len(coordinators)}位"
    if not experts or not firms or not coordinators:
        return [Finding(well=False, what=counts, mend="运行 salon import 名册.xlsx，四张表都要有")]
    found = [Finding(well=True, what=counts)]
    sample = sample_left(database)
    if sample:
        mend = only_own("自己的名册.xlsx")
        what = f"名册里有{sample}" + ("，求助会请到他们" if sample.own else "，试用够了就换成自己的")
        found.append(Finding(well=not sample.own, what=what, mend=mend if sample.own else ""))
    kinds = {room.kind for room in rooms}
    for kind, name in ((RoomKind.EXPERT, "专家群"), (RoomKind.COORDINATOR, "协调群")):
        if kind not in kinds:
            found.append(
                Finding(well=False, what=f"名册里没有{name}", mend=f"在“群”表里加一行类型为{name}的群")
            )
    if not kinds & {RoomKind.ENTERPRISE, RoomKind.SALON}:
        found.append(Finding(well=False, what="名册里没有企业群，也没有沙龙群", mend="在“群”表里至少加一个"))
    return found


def _model(settings: Settings) -> list[Finding]:
    if not settings.openai_api_key:
        return [Finding(well=True, what="模型：没有设置，用自带的规则听话")]
    if not settings.model:
        return [Finding(well=False, what="模型：有 OPENAI_API_KEY，没有模型名", mend="设置 SALON_MODEL")]
    question = alone("注塑机锁模报警，停机了，求助", datetime.now(ZONE), Mask())
    called = asyncio.run(ModelClient(settings).read(question))
    what = f"模型 {settings.model}（{settings.openai_base_url or '默认地址'}）"
    if called.outcome is not Outcome.OK:
        mend = f"{_MODEL_MENDS[called.outcome]}；期间由规则顶着，求助不会丢"
        return [Finding(well=False, what=f"{what}没有给出能用的回答（{called.ms / 1000:.1f}秒）", mend=mend)]
    return [Finding(well=True, what=f"{what}{called.ms / 1000:.1f}秒答了")]


def _vectors(settings: Settings) -> list[Finding]:
    try:
        encoder = encoder_of(settings)
    except BadSettings as error:
        return [Finding(well=False, what="向量", mend=str(error))]
    if encoder is None:
        return [Finding(well=True, what="向量：没有用，只凭词找师傅")]
    begun = time.monotonic()
    try:
        asyncio.run(_tried(encoder))
    except EncoderFailed as error:
        mend = "检查 SALON_EMBEDDING_ 开头的设置；期间只凭词找师傅" if encoder.remote else MEND
        return [Finding(well=False, what=f"向量 {encoder.name} 算不出（{error}）", mend=mend)]
    return [Finding(well=True, what=f"向量 {encoder.name}：{time.monotonic() - begun:.1f}秒答了")]


async def _tried(encoder: Encoder) -> None:
    try:
        await encoder.encode(QUESTION, ["注塑机锁模报警"])
    finally:
        await encoder.close()


def media_findings(settings: Settings) -> list[Finding]:
    """What becomes of pictures and voice messages."""
    reads = readable(settings)
    pictures = f"先用 {settings.vision_model} 看" if settings.vision_model else "在本机认字"
    found = [Finding(well=True, what=f"图片：{pictures if PICTURE in reads else '不认字，原样转交'}")]
    if settings.voice_model and VOICE not in reads:
        mend = "设置 SALON_VOICE_API_KEY 或 OPENAI_API_KEY"
        return [*found, Finding(well=False, what="语音：设了模型，没有密钥", mend=mend)]
    if VOICE in reads and find_spec("pilk") is None:
        mend = "pip install 'salon-dispatch[voice]'"
        return [*found, Finding(well=False, what="语音：缺 pilk，解不了微信的语音", mend=mend)]
    heard = f"用 {settings.voice_model} 转成字" if VOICE in reads else "不转字，原样转交"
    return [*found, Finding(well=True, what=f"语音：{heard}")]
