"""The `salon` command."""

import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import measuring
from bot.commands.errors import BadInput, GaveWay, sentence_of, write_out
from bot.commands.options import FILE, OUT, to_stderr
from bot.settings import BadSettings, Settings, read_settings
from bot.space import FULL
from handlers.policy_file import BadPolicy
from storage import people
from storage.database import Unavailable, told

if TYPE_CHECKING:
    from handlers.understanding.values import Period


_READY = "接着 salon doctor 体检，salon run 上班"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("salon-dispatch"), prog_name="salon")
@click.option("--config", type=FILE, help="设置文件 (TOML)，默认当前目录的 salon.toml")
@click.pass_context
def salon(context: click.Context, config: Path | None) -> None:
    """帮帮团派单助手：从群里的一句求助，到师傅接单、办好、有成效。"""
    context.obj = read_settings(config)


@salon.command("migrate")
@click.pass_obj
def migrate_command(settings: Settings) -> None:
    """建好或升级数据库。可以重复执行。"""
    from bot.opening import open_database

    database = open_database(settings)
    with database.unit() as uow:
        empty = not people.all_experts(uow)
    what_next = "名册是空的，接着 salon import 名册.xlsx" if empty else _READY
    click.echo(f"数据库已是最新：{database.engine.url.render_as_string(hide_password=True)}。{what_next}")
    database.close()


@salon.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), help="不照下面的规矩，只留最近几份")
@click.pass_obj
def backup_command(settings: Settings, folder: Path, keep: int | None) -> None:
    """把数据库和收到的文件备份到一个文件夹，上着班也能做。

    数据库的备份一天里的都留，两天里一小时留一份，一个月里一天留一份，再早一个月留一份。
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
@click.argument("workbook", type=FILE)
@click.option("--dry-run", is_flag=True, help="只检查，不写数据库")
@click.option("--strict", is_flag=True, help="有一处不对、一处提醒，就一行也不导入")
@click.option("--fresh", is_flag=True, help="试用完了换成自己的：示例和试出来的单挪到一边，从空的开始")
@click.option("--if-empty", is_flag=True, help="已经有名册就不导（make run 这样导示例）")
@click.pass_obj
def import_command(
    settings: Settings, workbook: Path, dry_run: bool, strict: bool, fresh: bool, if_empty: bool
) -> None:
    """导入名册工作簿 (Excel)。可以重复导入，按编号更新。"""
    from bot.commands.beginning import NO_EXPERT, begin_anew, only_own, roster_there, sample_left
    from bot.commands.prepare import fault_lines, faults_counted, import_workbook
    from bot.opening import open_database
    from handlers.desk import ZONE

    if fresh and (dry_run or if_empty):
        raise click.UsageError("--fresh 不能和 --dry-run、--if-empty 一起写")
    kept = ""
    if fresh:
        reading, kept = begin_anew(settings, workbook, strict=strict, now=datetime.now(ZONE))
    database = open_database(settings)
    try:
        if if_empty and roster_there(database):
            click.echo("已经有名册，没有再导")
            return
        if not fresh:
            reading = import_workbook(database, workbook, strict=strict, dry_run=dry_run)
        sample = sample_left(database)
    finally:
        database.close()
    if kept:
        click.echo(kept)
    to_stderr(fault_lines(workbook, reading.faults))
    counts = (
        f"师傅{len(reading.experts)} 企业{len(reading.enterprises)} 群{len(reading.rooms)} "
        f"协调员{len(reading.coordinators)} 案例{len(reading.cases)}"
    )
    what = "检查过（没有写入）" if dry_run else "已导入"
    click.echo(f"{what}：{counts}{faults_counted(reading.faults)}")
    if any(not each.notice for each in reading.faults):
        click.echo("没有导入的，照上面说的改好，再导一次；别的已经能用" if not dry_run else "改好再检查一次")
    elif not dry_run:
        click.echo(f"{_READY}；已经在上班的，不用重启")
    if sample and sample.own and not (dry_run or fresh):
        click.echo(f"注意：名册里还有{sample}，求助会请到他们。要只剩自己的：{only_own(workbook)}")
    if not reading.experts:
        raise BadInput(f"{workbook}: {NO_EXPERT}和上面说的")


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
    wrong = sum(not finding.well for finding in findings)
    click.echo(f"{wrong} 处不对，照箭头后面的办，再来一遍" if wrong else "都好，可以 salon run 上班")
    if wrong:
        sys.exit(1)


def _period(_context: click.Context, _parameter: click.Parameter, text: str | None) -> "Period | None":
    from bot.commands.export import parse_period

    try:
        return parse_period(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 2026-11、2026 或 2026-11-01..2026-11-15 这样的") from error


@salon.command("export")
@click.option("--period", callback=_period, metavar="MONTH", help="哪些天的单，如 2026-11，默认全部")
@click.option("--roster", is_flag=True, help="不导派工单，导名册和案例，salon import 读得回去")
@click.option("--out", type=OUT, help="写到这个文件，默认当前目录的 派工单_….xlsx 或 名册_….xlsx")
@click.pass_obj
def export_command(settings: Settings, period: "Period | None", roster: bool, out: Path | None) -> None:
    """把派工单导成 Excel，和在协调群里说“把本月的单子导出Excel”一样；或导名册。"""
    from bot.commands.export import export, export_roster
    from bot.opening import open_database
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


for _measure in (
    measuring.replay_command,
    measuring.eval_group,
    measuring.simulate_command,
    measuring.model_cost_command,
    measuring.labels_group,
):
    salon.add_command(_measure)


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
