"""The tables of `salon eval understand`: one column of figures for each way of understanding."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bot.model import Called
from handlers.model.model_use import MICRO
from storage.terms import Outcome

FIELDS = ("kind", "category", "urgency", "mode", "deadline", "order_value_yuan", "problems")
ALWAYS = ("ticket", "target", "query")
_PAIRS, _TEXTS = 12, 5  # confusions shown, and texts of each

Line = dict[str, Any]
Columns = Mapping[str, Sequence[Line]]  # predictions, in the order of the gold lines, by column title


def intents(golds: Sequence[Line], columns: Columns) -> list[str]:
    """Precision, recall and F1 of every intent, a group of three for each column."""
    known = [place for place, gold in enumerate(golds) if gold.get("intent")]
    if not known:
        return [f"{len(golds)} 条；没有 intent，不算分"]
    lines = []
    for title, found in columns.items():
        right = sum(golds[place]["intent"] == found[place]["intent"] for place in known)
        lead = f"{title}：" if len(columns) > 1 else ""
        lines.append(f"{lead}{len(known)} 条，意图正确率 {right / len(known):.3f}")
    lines.append(
        "意图            条数" + "".join(f"  准确率  召回率  F1{_mark(title, columns)}" for title in columns)
    )
    gold_counts = Counter(golds[place]["intent"] for place in known)
    named = set(gold_counts) | {found[place]["intent"] for found in columns.values() for place in known}
    for intent in sorted(named):
        figures = ""
        for found in columns.values():
            pairs = [(golds[place]["intent"], found[place]["intent"]) for place in known]
            figures += "".join(f"{figure:>8.3f}" for figure in _scores(pairs, intent))
        lines.append(f"{intent:<14}{gold_counts[intent]:>6}{figures}")
    return lines


def _mark(title: str, columns: Columns) -> str:
    return f"（{title}）" if len(columns) > 1 else ""


def _scores(pairs: Sequence[tuple[str, str]], intent: str) -> tuple[float, float, float]:
    hits = sum(gold == found == intent for gold, found in pairs)
    said, there = sum(found == intent for _, found in pairs), sum(gold == intent for gold, _ in pairs)
    precision, recall = hits / said if said else 0.0, hits / there if there else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def fields(golds: Sequence[Line], columns: Columns) -> list[str]:
    """How often each field is right, a figure for each column."""
    titles = "".join(f"  {title}" for title in columns) if len(columns) > 1 else "  正确率"
    lines = [f"字段              条数{titles}"]
    for name in (*FIELDS, *ALWAYS):
        judged = [place for place, gold in enumerate(golds) if _counts(gold, name)]
        if judged:
            right = (
                sum(golds[place][name] == found[place][name] for place in judged) / len(judged)
                for found in columns.values()
            )
            lines.append(f"{name:<18}{len(judged):>4}" + "".join(f"{share:>8.3f}" for share in right))
    return lines


def _counts(gold: Line, name: str) -> bool:
    return name in gold and (name in ALWAYS or gold.get("intent") in (None, "request"))


def confusions(golds: Sequence[Line], found: Sequence[Line]) -> list[str]:
    """What was taken for what, the most frequent first, with the texts."""
    seen: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for gold, line in zip(golds, found, strict=True):
        for name in ("intent", *FIELDS, *ALWAYS):
            if (name == "intent" and gold.get(name)) or (name != "intent" and _counts(gold, name)):
                wrong = gold[name] != line[name]
                if wrong and not (name in FIELDS and line["intent"] != "request"):
                    seen[name, str(gold[name]), str(line[name])].append(f"{gold['id']}: {gold['text']}")
    lines = ["弄错的（该是 → 当成）"]
    for (name, wanted, got), texts in sorted(seen.items(), key=lambda each: -len(each[1]))[:_PAIRS]:
        lines.append(f"{name}: {wanted} → {got}，{len(texts)} 条")
        lines += [f"  {' '.join(text.split())[:110]}" for text in texts[:_TEXTS]]
    return lines if len(lines) > 1 else [*lines, "一条也没有"]


def would_ask(doubts: Sequence[bool]) -> list[str]:
    """How many of an enterprise's lines a model would be asked about."""
    if not doubts:
        return []
    share = sum(doubts) / len(doubts)
    return [f"企业的话 {len(doubts)} 条，拿不准、设了模型就会去问的 {sum(doubts)} 条，{share:.1%}"]


def cost(asked: int, calls: Sequence[Called]) -> list[str]:
    """How many of `asked` lines the model was asked about, what failed, tokens and money."""
    failed = Counter(each.outcome for each in calls if each.outcome is not Outcome.OK)
    usage = [each.usage for each in calls]
    share = f"，{len(calls) / asked:.1%}" if asked else ""
    times = sorted(each.ms for each in calls)
    lines = [
        f"企业的话 {asked} 条，拿不准去问模型的 {len(calls)} 条{share}",
        f"词元：进 {sum(each.tokens_in for each in usage)}"
        f"（其中缓存 {sum(each.tokens_cached for each in usage)}），"
        f"出 {sum(each.tokens_out for each in usage)}；"
        f"{sum(each.micro_yuan for each in usage) / MICRO:.4f} 元",
    ]
    if times:
        lines.append(f"一次中位 {times[len(times) // 2]} 毫秒，最慢 {times[-1]} 毫秒")
    if failed:
        reasons = "，".join(f"{name} {count}" for name, count in failed.most_common())
        lines.append(f"失败 {sum(failed.values())} 次（{reasons}），那几条用规则的答案")
    return lines
