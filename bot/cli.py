"""The `salon` command."""

import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.errors import BadInput, GaveWay, sentence_of, write_out
from bot.settings import BadSettings, Settings, read_settings
from bot.space import FULL
from handlers.policy_file import BadPolicy, read_policy
from storage.database import Unavailable, told

if TYPE_CHECKING:
    from handlers.understanding.values import Period

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("salon-dispatch"), prog_name="salon")
@click.option("--config", type=_FILE, help="设置文件 (TOML)，默认当前目录的 salon.toml")
@click.pass_context
def salon(context: click.Context, config: Path | None) -> None:
    """帮帮团派单助手：从群里的一句求助，到师傅接单、办好、有成效。"""
    context.obj = read_settings(config)


@salon.command("migrate")
@click.pass_obj
def migrate_command(settings: Settings) -> None:
    """建好或升级数据库。可以重复执行。"""
    from bot.app import open_database

    database = open_database(settings)
    click.echo(f"数据库已是最新：{database.engine.url.render_as_string(hide_password=True)}")
    database.close()


@salon.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), help="不照下面的规矩，只留最近几份")
@click.pass_obj
def backup_command(settings: Settings, folder: Path, keep: int | None) -> None:
    """把数据库（SQLite）和收到的文件备份到一个文件夹，上着班也能做。

    数据库的备份两天里一小时留一份，一个月里一天留一份，再早一个月留一份。
    """
    from bot.commands.copies import backup
    from handlers.desk import ZONE

    click.echo(backup(settings, folder, datetime.now(ZONE), keep))


@salon.command("move")
@click.argument("url", required=False)
@click.pass_obj
def move_command(settings: Settings, url: str | None) -> None:
    """把全部记录搬进另一个空的数据库，比如从 SQLite 搬到 PostgreSQL。先停下机器人。

    搬到哪里写在设置 move_to（SALON_MOVE_TO）里：写在命令行上的密码别人看得到。
    """
    from bot.commands.copies import move_to

    click.echo(move_to(settings, url or settings.move_to))


@salon.command("import")
@click.argument("workbook", type=_FILE)
@click.option("--dry-run", is_flag=True, help="只检查，不写数据库")
@click.option("--strict", is_flag=True, help="有一处不对、一处提醒，就一行也不导入")
@click.pass_obj
def import_command(settings: Settings, workbook: Path, dry_run: bool, strict: bool) -> None:
    """导入名册工作簿 (Excel)。可以重复导入，按编号更新。"""
    from bot.app import open_database
    from bot.commands.prepare import fault_lines, faults_counted, import_workbook

    database = open_database(settings)
    try:
        reading = import_workbook(database, workbook, strict=strict, dry_run=dry_run)
    finally:
        database.close()
    _to_stderr(fault_lines(workbook, reading.faults))
    counts = (
        f"师傅{len(reading.experts)} 企业{len(reading.enterprises)} 群{len(reading.rooms)} "
        f"协调员{len(reading.coordinators)} 案例{len(reading.cases)}"
    )
    what = "检查过（没有写入）" if dry_run else "已导入"
    click.echo(f"{what}：{counts}{faults_counted(reading.faults)}")
    if not reading.experts:
        raise BadInput(f"{workbook}: 一位师傅也没有读到，没有人可派；看看“师傅”表的表名、第一行和上面说的")


def _to_stderr(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    from bot.commands.replay import parse_moment

    try:
        return parse_moment(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 ISO 8601 时间") from error


@salon.command("replay")
@click.argument("chat", type=_FILE)
@click.option("--setup", required=True, type=_FILE, help="名册工作簿")
@click.option("--out", type=_OUT, help="写到这个文件，默认标准输出")
@click.option("--policy", type=_FILE, help="派单规则 (TOML)")
@click.option("--until", callback=_moment, metavar="TIME", help="时钟走到这一刻为止")
@click.pass_obj
def replay_command(
    settings: Settings, chat: Path, setup: Path, out: Path | None, policy: Path | None, until: datetime | None
) -> None:
    """在虚拟时间里把一份聊天记录重放一遍，输出每件事。"""
    from bot.commands.replay import replay

    events = replay(chat, setup, read_policy(policy), until, settings.bot_name, faulty=_to_stderr)
    if out is None:
        for event in events:
            click.echo(event)
        return
    text = "".join(f"{event}\n" for event in events)
    write_out(out, text)


@salon.group("eval")
def eval_group() -> None:
    """量一量：听懂了多少，找人找得准不准。"""


@eval_group.command("understand")
@click.argument("data", type=_FILE)
@click.option("--predictions", type=_OUT)
@click.option("--model", "with_model", type=click.Choice(["on", "off"]), default=None)
@click.option("--confusions", "with_confusions", is_flag=True, help="把弄错得最多的连原话列出来")
@click.option("--rules", "with_rules", is_flag=True, help="旁边再列一栏：只用规则，不用训练出来的分类器")
@click.pass_obj
def understand_command(
    settings: Settings,
    data: Path,
    predictions: Path | None,
    with_model: str | None,
    with_confusions: bool,
    with_rules: bool,
) -> None:
    """量听懂：每种意图的准确率、召回率、F1，每个字段的正确率。"""
    from bot.commands.evaluate_understanding import evaluate_understanding

    ready = bool(settings.openai_api_key and settings.model)
    if with_model == "on" and not ready:
        raise click.UsageError("--model on 要先设置 OPENAI_API_KEY 和 SALON_MODEL")
    on = with_model == "on" or (with_model is None and ready)
    given = settings if on else None
    click.echo(
        evaluate_understanding(
            data, predictions, given, with_confusions=with_confusions, with_rules=with_rules
        )
    )


_VECTORS = click.option(
    "--vectors",
    type=click.Choice(["local", "endpoint", "off"]),
    default=None,
    help="句子的向量：本机、网址或不用；默认照设置",
)
_PART = click.Choice(["words", "cases", "niches", "trade", "vectors", "district"])


@eval_group.command("match")
@click.argument("problems", type=_FILE)
@click.option("--setup", required=True, type=_FILE, help="名册工作簿")
@click.option("--predictions", type=_OUT)
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True)
@_VECTORS
@click.option("--without", multiple=True, type=_PART, help="不看这一样（可写几次）")
@click.option("--only", multiple=True, type=_PART, help="只看这一样（可写几次）")
@click.pass_obj
def match_command(
    settings: Settings,
    problems: Path,
    setup: Path,
    predictions: Path | None,
    top: int,
    vectors: str | None,
    without: tuple[str, ...],
    only: tuple[str, ...],
) -> None:
    """量找人：recall@3、recall@5、MRR、nDCG@10。"""
    from bot.commands.encoding import encoding_of
    from bot.commands.evaluate_match import evaluate_match
    from bot.commands.prepare import faulty_rows

    encoding = encoding_of(settings, vectors)
    if "vectors" in only and encoding is None:
        raise click.UsageError("--only vectors 要有向量：加 --vectors local 或 endpoint")
    table = evaluate_match(problems, setup, predictions, top, encoding=encoding, without=without, only=only)
    _to_stderr(faulty_rows(setup))
    click.echo(table)


@eval_group.command("similar")
@click.argument("queries", type=_FILE)
@click.option("--cases", required=True, type=_FILE)
@click.option("--predictions", type=_OUT)
@click.option("--top", type=click.IntRange(1, 1000), default=5, show_default=True)
@_VECTORS
@click.pass_obj
def similar_command(
    settings: Settings, queries: Path, cases: Path, predictions: Path | None, top: int, vectors: str | None
) -> None:
    """找相似的老案例。"""
    from bot.commands.encoding import encoding_of
    from bot.commands.evaluate_match import evaluate_similar

    encoding = encoding_of(settings, vectors)
    click.echo(evaluate_similar(queries, cases, predictions, top, encoding=encoding))


@salon.command("simulate")
@click.option("--setup", required=True, type=_FILE, help="名册工作簿")
@click.option("--tickets", "number", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--seeds", type=click.IntRange(1, 100), default=1, show_default=True, help="用几个种子")
@click.option("--policy", type=_FILE, help="派单规则 (TOML)")
@click.option("--json", "as_json_", is_flag=True, help="输出 JSON")
def simulate_command(
    setup: Path, number: int, seed: int, seeds: int, policy: Path | None, as_json_: bool
) -> None:
    """用随机应答的师傅试一试派单规则：接得快不快，打扰了多少人。"""
    from bot.commands.prepare import faulty_rows
    from bot.commands.simulate import as_json, as_table, simulate

    outcomes = simulate(setup, number, seed, read_policy(policy), seeds=seeds)
    _to_stderr(faulty_rows(setup))
    click.echo(as_json(outcomes) if as_json_ else as_table(outcomes, number, seed))


@salon.command("run")
@click.option("--channel", type=click.Choice(["simulator", "wechaty"]), default=None)
@click.pass_obj
def run_command(settings: Settings, channel: str | None) -> None:
    """开始上班。"""
    from bot.app import run

    run(settings, channel or settings.channel)


@salon.command("doctor")
@click.pass_obj
def doctor_command(settings: Settings) -> None:
    """体检：设置、数据库、模型、名册，哪里不对、怎么修。"""
    from bot.commands.doctor import examine

    findings = examine(settings)
    for finding in findings:
        click.echo(str(finding))
    if any(not finding.well for finding in findings):
        sys.exit(1)


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    from handlers.desk import ZONE

    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZONE) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 2026-11-01 这样的日期") from error


@salon.command("model-cost")
@click.option("--since", callback=_day, metavar="DAY", help="从这一天算起，默认三十天前")
@click.option("--json", "as_json_", is_flag=True, help="输出 JSON")
@click.pass_obj
def model_cost_command(settings: Settings, since: datetime | None, as_json_: bool) -> None:
    """问了模型多少次、花了多少钱：每百条群消息、每单、每天，失败多少，断路器开没开。"""
    from bot.app import open_database
    from bot.commands.model_cost import as_json, as_table, model_cost
    from handlers.desk import ZONE
    from handlers.model_use import day_begin

    now = datetime.now(ZONE)
    database = open_database(settings)
    try:
        cost = model_cost(database, since or day_begin(now - timedelta(days=30)), now)
    finally:
        database.close()
    click.echo(as_json(cost) if as_json_ else as_table(cost))


def _period(_context: click.Context, _parameter: click.Parameter, text: str | None) -> "Period | None":
    from bot.commands.export import parse_period

    try:
        return parse_period(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 2026-11、2026 或 2026-11-01..2026-11-15 这样的") from error


@salon.command("export")
@click.option("--period", callback=_period, metavar="MONTH", help="哪些天的单，如 2026-11，默认全部")
@click.option("--roster", is_flag=True, help="不导派工单，导名册和案例，salon import 读得回去")
@click.option("--out", type=_OUT, help="写到这个文件，默认当前目录的 派工单_….xlsx 或 名册_….xlsx")
@click.pass_obj
def export_command(settings: Settings, period: "Period | None", roster: bool, out: Path | None) -> None:
    """把派工单导成 Excel，和在协调群里说“把本月的单子导出Excel”一样；或导名册。"""
    from bot.app import open_database
    from bot.commands.export import export, export_roster
    from handlers.desk import ZONE

    if roster and period is not None:
        raise click.UsageError("名册不分日子：--roster 和 --period 只写一个")
    database, now = open_database(settings), datetime.now(ZONE)
    try:
        made = export_roster(database, now) if roster else export(settings, database, period, now)
    finally:
        database.close()
    path = out or Path(made.name)
    write_out(path, made.content)
    careful = "。里面有电话，别外传；改好了用 salon import 导回来" if roster else ""
    click.echo(f"导出了 {made.count}：{path}{careful}")


@salon.group("labels")
def labels_group() -> None:
    """协调员判过、改过的话，作新的标注例句。"""


@labels_group.command("export")
@click.option("--out", type=_OUT, help="写到这个文件，默认标准输出")
@click.pass_obj
def labels_export_command(settings: Settings, out: Path | None) -> None:
    """写成 JSONL，字段照标注约定；电话已遮，其余是群里的原话，别外传。"""
    from bot.app import open_database
    from bot.commands.labels import exported

    database = open_database(settings)
    try:
        lines = exported(database)
    finally:
        database.close()
    if out is None:
        click.echo(lines, nl=False)
    else:
        write_out(out, lines)


def main() -> None:
    """Entry point: bad arguments and bad input end with one line on stderr and exit code 2."""
    try:
        salon.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"salon: {sentence_of(error)}", err=True)
        sys.exit(2)
    except (BadInput, BadSettings, BadPolicy) as error:
        click.echo(f"salon: {error}", err=True)
        sys.exit(2)
    except GaveWay as error:
        click.echo(f"salon: {error}", err=True)
        sys.exit(1)
    except Unavailable as error:
        click.echo(f"salon: 数据库用不了（{told(error)}），等它好了再来一遍", err=True)
        sys.exit(1)
    except OSError as error:
        if error.errno not in FULL:
            raise
        click.echo(f"salon: 磁盘满了，{error.filename or '要写的'}写不下，腾出地方再来一遍", err=True)
        sys.exit(1)
    except click.Abort:
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
