# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
"""Draws `salon simulate --json`: uv run scripts/plot_simulation.py simulate.json docs/simulate.png

Apart from the project's environment: drawing is needed here alone. Wants a Chinese font (fonts-noto-cjk).
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import font_manager
from matplotlib import pyplot as plt

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "SimHei",
)
OURS, OTHERS, AIM, INK = "#c2410c", "#94a3b8", "#15803d", "#1e293b"


def clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"


def percent(share: float) -> str:
    return f"{share:.1%}"


def panel(
    axes: Any,
    outcomes: list[dict[str, Any]],
    field: str,
    title: str,
    *,
    error: str,
    aim: float,
    aimed: str,
    written: Callable[[float], str],
    most: float | None = None,
) -> None:
    """One figure of every policy: bar, 95 % interval, number; the aim as a line. Cut at `most`."""
    values = [each[field] for each in outcomes]
    errors = [each[error] for each in outcomes]
    ends = [value + wide for value, wide in zip(values, errors, strict=True)]
    longest = min(max(*ends, aim), most or float("inf"))
    shown = [min(value, longest) for value in values]
    bars = [0.0 if end > longest else wide for end, wide in zip(ends, errors, strict=True)]
    places = range(len(outcomes))
    colours = [OTHERS] * (len(outcomes) - 1) + [OURS]
    axes.barh(places, shown, color=colours, height=0.6, xerr=bars, error_kw={"capsize": 3, "elinewidth": 1.2})
    axes.set_xlim(0, longest * 1.25)
    for place, value, end in zip(places, values, ends, strict=True):
        cut = " →" if end > longest else ""
        axes.annotate(
            written(value) + cut, (min(end, longest), place), xytext=(6, 0), textcoords="offset points",
            va="center", zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
    axes.axvline(aim, color=AIM, linestyle="--", linewidth=1.4)
    axes.set_title(title, loc="left", fontsize=12, pad=20)
    axes.annotate(
        aimed, (aim, 1), xycoords=("data", "axes fraction"), xytext=(0, 4), textcoords="offset points",
        color=AIM, ha="center", fontsize=9,
    )  # fmt: skip
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(left=False)


def draw(outcomes: list[dict[str, Any]], out: Path) -> None:
    """All policies beside each other; the last is the one that ships."""
    there = {each.name for each in font_manager.fontManager.ttflist}
    plt.rcParams["font.family"] = next((each for each in FONTS if each in there), "sans-serif")
    figure, grid = plt.subplots(2, 2, figsize=(10, 5.6), sharey=True, layout="constrained")
    panel(grid[0, 0], outcomes, "pickup_mean", "多久有人接（平均）", error="pickup_mean_error",
          aim=120, aimed="要求 ≤ 2:00", written=clock)  # fmt: skip
    panel(grid[0, 1], outcomes, "within_5_minutes", "五分钟内有人接", error="within_error",
          aim=0.97, aimed="要求 ≥ 97%", written=percent)  # fmt: skip
    panel(grid[1, 0], outcomes, "pings_per_ticket", "每单 @ 几人", error="pings_error",
          aim=9, aimed="要求 ≤ 9", written=lambda value: f"{value:.1f}", most=20)  # fmt: skip
    panel(grid[1, 1], outcomes, "busiest_tenth", "最忙的一成师傅接了多少", error="busiest_tenth_error",
          aim=0.25, aimed="要求 ≤ 25%", written=percent)  # fmt: skip
    names = [each["policy"].replace("（", "\n（") for each in outcomes]
    for axes in grid[:, 0]:
        axes.set_yticks(range(len(outcomes)), names, fontsize=9, linespacing=1.4)
    grid[0, 0].invert_yaxis()  # the four share it
    first = outcomes[0]
    figure.suptitle(
        f"salon simulate：{first['seeds']} 个种子，共 {first['tickets']} 单；横线两端是 95% 区间",
        fontsize=10,
        color=INK,
    )
    figure.get_layout_engine().set(hspace=0.12, wspace=0.06)
    figure.savefig(out, dpi=110)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("uv run scripts/plot_simulation.py simulate.json docs/simulate.png")
    draw(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
