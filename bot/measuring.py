"""What the program is worth, as commands: chats played again, figures measured, lines labelled by people."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.commands.errors import write_out
from bot.commands.options import FILE, OUT, to_stderr
from bot.settings import Settings
from handlers.policy_file import read_policy


def _moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    from bot.commands.replay import parse_moment

    try:
        return parse_moment(text) if text is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 ISO 8601 时间") from error


@click.command("replay")
@click.argument("chat", type=FILE)
@click.option("--setup", required=True, type=FILE, help="名册工作簿")
@click.option("--out", type=OUT, help="写到这个文件，默认标准输出")
@click.option("--policy", type=FILE, help="派单规则 (TOML)")
@click.option("--until", callback=_moment, metavar="TIME", help="时钟走到这一刻为止")
@click.pass_obj
def replay_command(
    settings: Settings, chat: Path, setup: Path, out: Path | None, policy: Path | None, until: datetime | None
) -> None:
    """在虚拟时间里把一份聊天记录重放一遍，输出每件事。"""
    from bot.commands.replay import replay

    events = replay(chat, setup, read_policy(policy), until, settings.bot_name, faulty=to_stderr)
    if out is None:
        for event in events:
            click.echo(event)
        return
    text = "".join(f"{event}\n" for event in events)
    write_out(out, text)


@click.group("eval")
def eval_group() -> None:
    """量一量：听懂了多少，找人找得准不准。"""


@eval_group.command("understand")
@click.argument("data", type=FILE)
@click.option("--predictions", type=OUT)
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
@click.argument("problems", type=FILE)
@click.option("--setup", required=True, type=FILE, help="名册工作簿")
@click.option("--predictions", type=OUT)
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
    to_stderr(faulty_rows(setup))
    click.echo(table)


@eval_group.command("similar")
@click.argument("queries", type=FILE)
@click.option("--cases", required=True, type=FILE)
@click.option("--predictions", type=OUT)
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


@click.command("simulate")
@click.option("--setup", required=True, type=FILE, help="名册工作簿")
@click.option("--tickets", "number", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--seeds", type=click.IntRange(1, 100), default=1, show_default=True, help="用几个种子")
@click.option("--policy", type=FILE, help="派单规则 (TOML)")
@click.option("--all-able", is_flag=True, help="不论会不会修，谁都一样肯接（从前的假定）")
@click.option("--json", "as_json_", is_flag=True, help="输出 JSON")
def simulate_command(
    setup: Path, number: int, seed: int, seeds: int, policy: Path | None, all_able: bool, as_json_: bool
) -> None:
    """用随机应答的师傅试一试派单规则：接得快不快，打扰了多少人。"""
    from bot.commands.prepare import faulty_rows
    from bot.commands.simulate import as_json, as_table, simulate

    outcomes = simulate(setup, number, seed, read_policy(policy), seeds=seeds, all_able=all_able)
    to_stderr(faulty_rows(setup))
    click.echo(as_json(outcomes) if as_json_ else as_table(outcomes, number, seed, all_able=all_able))


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    from handlers.desk import ZONE

    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZONE) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} 不是 2026-11-01 这样的日期") from error


@click.command("model-cost")
@click.option("--since", callback=_day, metavar="DAY", help="从这一天算起，默认三十天前")
@click.option("--json", "as_json_", is_flag=True, help="输出 JSON")
@click.pass_obj
def model_cost_command(settings: Settings, since: datetime | None, as_json_: bool) -> None:
    """问了模型多少次、花了多少钱：每百条群消息、每单、每天，失败多少，断路器开没开。"""
    from bot.commands.model_cost import as_json, as_table, model_cost
    from bot.opening import open_database
    from handlers.desk import ZONE
    from handlers.model.model_use import day_begin

    now = datetime.now(ZONE)
    database = open_database(settings)
    try:
        cost = model_cost(database, since or day_begin(now - timedelta(days=30)), now)
    finally:
        database.close()
    click.echo(as_json(cost) if as_json_ else as_table(cost))


@click.group("labels")
def labels_group() -> None:
    """协调员判过、改过的话，作新的标注例句。"""


@labels_group.command("export")
@click.option("--out", type=OUT, help="写到这个文件，默认标准输出")
@click.pass_obj
def labels_export_command(settings: Settings, out: Path | None) -> None:
    """写成 JSONL，字段照标注约定；电话已遮，其余是群里的原话，别外传。"""
    from bot.commands.labels import exported
    from bot.opening import open_database

    database = open_database(settings)
    try:
        lines = exported(database)
    finally:
        database.close()
    if out is None:
        click.echo(lines, nl=False)
    else:
        write_out(out, lines)
