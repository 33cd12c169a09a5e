"""Train the models of prompts/models: intents, kinds, modes, urgencies, trades, names and slots of questions.

Usage: python scripts/train_models.py DATA.jsonl ... (only lines with split=train are read).
Deterministic: same input, same files. Intents learn from prompts/examples, the labelled messages and, as
requests, the short tellings there and the sample roster's cases; trades from these, the tellings of
prompts/lexicon/niches.txt, the roster's specialities and the labelled requests.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jieba
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from handlers.understanding import classifier, kinds, linear, modes, niches, trades, urgency
from handlers.understanding.linear import Model, normal
from handlers.understanding.times import find_deadline
from handlers.understanding.values import Intent, Role
from handlers.workbooks.workbook_reading import read_workbook
from scripts.train_names import labelled_characters
from scripts.train_questions import own_questions, questions

ROOT = Path(__file__).parents[1]
# The decay was chosen by leaving out one author of the labelled messages after the other.
_ROUNDS, _RATE, _DECAY, _SMOOTHING = 400, 0.08, 6e-6, 0.05
_SHORTEST = 3  # characters of a telling that is a request by itself
_SAID = 3  # a word of fewer texts is cut into characters
_PASSES, _BATCH, _PACE = 50, 2048, 0.01  # of a model with hidden units
_BEGUN = 0.03  # the spread of the weights with which it begins
_LIGHT = 4  # of 127 steps: a feature whose weights are all less says next to nothing
_SEEN = 2  # a feature seen in fewer texts is left out

Features = Callable[[str], dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a model is fitted: how small its weights are held, what share of the features each round hides
    (that no word alone decides: the next author has others), how much is held back from the labels, of how
    many fits the scores are the mean (what one hides by chance another shows), and how many hidden units each
    has between features and labels."""

    decay: float = _DECAY
    hidden: float = 0.0
    smoothing: float = _SMOOTHING
    times: int = 1
    units: int = 0


_STRICTLY = Fit(decay=3e-5)  # names and slots of questions: fewer texts
LOOSELY = Fit(decay=3e-5, hidden=0.3)  # modes and urgencies: as many texts, one sign stronger than the others
# Chosen by leaving out one author of the labelled messages after the other.
BROADLY = Fit(hidden=0.3, times=3)  # trades
_FITS = {
    Role.ENTERPRISE: Fit(hidden=0.4, smoothing=0.0, units=32),
    Role.EXPERT: Fit(decay=3e-6, hidden=0.4, times=3),  # many texts, short ones
    Role.COORDINATOR: Fit(),
}


def main(paths: list[str]) -> None:
    """Write one file a model and print how many texts each was trained on."""
    lines = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    labelled = [line for line in lines if line["split"] == "train"]
    pairs_of = {role: intents(role, labelled) for role in Role}
    told = [text for each in niches.niches().values() for text in each.tellings]
    write_words([*told, *(text for pairs in pairs_of.values() for text, _ in pairs)])
    for role, pairs in pairs_of.items():
        found = [classifier.features(text, role) for text, _ in pairs]
        store(role, train(found, [label for _, label in pairs], fit_of(role)))
    kinds_of = [(line["text"], line["kind"]) for line in labelled if line.get("kind")]
    write("kind", kinds_of, kinds.features)
    modes_of = [(line["text"], line["mode"]) for line in labelled if line.get("mode")]
    write("mode", modes_of, modes.features, LOOSELY)
    haste = [line for line in labelled if line.get("urgency")]
    store("urgency", train([urgent(line) for line in haste], [line["urgency"] for line in haste], LOOSELY))
    told_of = [(line["text"], line["category"]) for line in labelled if line.get("category")]
    write("trade", [*told_trades(), *told_of], trades.features, BROADLY)
    own = (line for line in lines if line["split"] == "dev")  # tests/data/questions.jsonl
    asked = [*(line for line in labelled if line["role"] == Role.COORDINATOR), *own, *own_questions()]
    store("names", train(*labelled_characters(asked), _STRICTLY, rounds=100), light=1)
    # After the names: a question's features hold what that model finds.
    for slot, (rows, said) in questions(asked).items():
        store(f"question_{slot}", train(rows, said, _STRICTLY), light=1)


def fit_of(role: Role) -> Fit:
    """How a role's intents are fitted."""
    return _FITS[role]


def intents(role: Role, labelled: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The texts from which a role's intents are learned."""
    pairs = list(examples(role))
    pairs += [(line["text"], line["intent"]) for line in labelled if line["role"] == role]
    if role is Role.ENTERPRISE:
        pairs += [(text, Intent.REQUEST) for text in told_problems()]
        pairs += [(text, Intent.REQUEST) for text, _ in bare_tellings() if len(text) >= _SHORTEST]
    return pairs


def urgent(line: dict[str, Any]) -> dict[str, float]:
    """The features by which a labelled request's urgency is learned."""
    at = datetime.fromisoformat(line["at"])
    return urgency.features(line["text"], find_deadline(line["text"], at), at)


def write_words(texts: Iterable[str]) -> None:
    """Write the words (of two characters or more, as jieba cuts them) that stand in several texts."""
    jieba.setLogLevel("ERROR")
    seen = Counter(word for text in texts for word in set(jieba.cut(normal(text), HMM=False)))
    known = sorted(word for word, count in seen.items() if count >= _SAID and len(word) > 1)
    (ROOT / "prompts" / "models" / "words.txt").write_text("\n".join(known) + "\n", "utf-8")
    linear.words.cache_clear()


def write(name: str, pairs: list[tuple[str, str]], features: Features, fit: Fit = Fit()) -> None:
    """Train one model and write it, its weights in eight bits."""
    store(name, train([features(text) for text, _ in pairs], [label for _, label in pairs], fit))


def store(name: str, model: Model, light: int = _LIGHT) -> None:
    """Write a trained model's file."""
    scale = np.abs(model.weights).max() / 127
    heavy = np.abs(model.weights).max(axis=1) >= light * scale
    names = [name for name, kept in zip(model.rows, heavy, strict=True) if kept]
    layers: dict[str, Any] = {} if model.onward is None else {"onward": model.onward}
    np.savez_compressed(
        ROOT / "prompts" / "models" / f"{name}.npz",
        names=np.array("\n".join(names)),
        labels=np.array(" ".join(model.labels)),
        weights=np.round(model.weights[heavy] / scale).astype(np.int8),
        scale=np.float32(scale),
        **layers,
    )
    sys.stdout.write(f"{name}: {len(names)} features\n")


def told_problems() -> Iterable[str]:
    """Problems of the sample roster's cases as they were told: requests in a plain voice."""
    roster = read_workbook(ROOT / "bot" / "samples" / "roster.xlsx")
    return (case.description or case.title for case in roster.cases)


def told_trades() -> list[tuple[str, str]]:
    """Problems with their trades besides the messages: the roster's, the niches', the bare tellings."""
    of_niches = (
        (text, each.trade)
        for each in niches.niches().values()
        for text in (*each.tellings, " ".join(each.words))
    )
    return [*roster_problems(), *of_niches, *bare_tellings()]


def roster_problems() -> Iterable[tuple[str, str]]:
    """Solved problems and specialities of the sample roster with their first trade."""
    roster = read_workbook(ROOT / "bot" / "samples" / "roster.xlsx")
    for case in roster.cases:
        yield from ((text, case.trades[0]) for text in (case.title, case.description) if text and case.trades)
    for expert in roster.experts:
        if expert.speciality and expert.trades:
            yield expert.speciality, expert.trades[0]


def bare_tellings() -> Iterable[tuple[str, str]]:
    """The short tellings of prompts/examples/tellings.txt with their trades."""
    trade = ""
    for line in (ROOT / "prompts" / "examples" / "tellings.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            trade = line.strip("[]")
        elif line and not line.startswith("#"):
            yield from ((text, trade) for text in line.split(" / "))


def examples(role: Role) -> Iterable[tuple[str, str]]:
    """The sentences of prompts/examples/ROLE.txt with their intents."""
    known = {intent.value for intent in Intent}
    intent: str = Intent.CHAT
    for line in (ROOT / "prompts" / "examples" / f"{role}.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.strip("[]") in known:
            intent = line.strip("[]")
        elif line and not line.startswith("# "):
            yield line.replace("/", "\n"), intent


def train(
    found: Sequence[Mapping[str, float]], said: list[str], fit: Fit = Fit(), rounds: int = _ROUNDS
) -> Model:
    """Softmax regression by Adam, over hidden units or none; labels weigh by the root of their share."""
    seen = Counter(name for one in found for name in one)
    least = _SEEN + 1 if fit.units else _SEEN
    rows = {name: row for row, name in enumerate(sorted(name for name in seen if seen[name] >= least))}
    labels = sorted(set(said))
    inputs = sparse(found, rows)
    counts = Counter(said)
    mean = len(said) / len(labels)
    target = np.full((len(said), len(labels)), fit.smoothing / len(labels), dtype=np.float32)
    share = np.zeros((len(said), 1), dtype=np.float32)
    for index, label in enumerate(said):
        target[index, labels.index(label)] += 1 - fit.smoothing
        share[index] = (mean / counts[label]) ** 0.5
    if not fit.units:
        fits = [_fitted(inputs, target, share, fit, rounds, seed) for seed in range(fit.times)]
        return Model(tuple(labels), rows, np.mean(fits, axis=0, dtype=np.float32))
    layers = [_layered(inputs, target, share, fit, seed) for seed in range(fit.times)]
    weights = np.hstack([first for first, _ in layers])
    onward = np.vstack([last for _, last in layers]) / np.float32(fit.times)
    return Model(tuple(labels), rows, weights, onward)


class _Adam:
    """Moves weights down a slope, each by what its slopes were so far."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self.weights, self.turn = weights, 0
        self.first, self.second = np.zeros_like(weights), np.zeros_like(weights)

    def step(self, slope: NDArray[np.float32], rate: float) -> None:
        self.turn += 1
        self.first += 0.1 * (slope - self.first)
        self.second += 0.001 * (slope**2 - self.second)
        step = np.sqrt(self.second / (1 - 0.999**self.turn)) + np.float32(1e-8)
        self.weights -= rate / (1 - 0.9**self.turn) * self.first / step


def _fitted(
    inputs: csr_matrix,
    target: NDArray[np.float32],
    share: NDArray[np.float32],
    fit: Fit,
    rounds: int,
    seed: int,
) -> NDArray[np.float32]:
    """Weights from features to labels, all texts at once, the features to be hidden drawn by the seed."""
    turned = inputs.T.tocsr()
    weights = np.zeros((inputs.shape[1], target.shape[1]), dtype=np.float32)
    adam = _Adam(weights)
    chance = np.random.default_rng(seed)
    for turn in range(1, rounds + 1):
        kept = (chance.random((len(weights), 1), dtype=np.float32) >= fit.hidden) / np.float32(1 - fit.hidden)
        wrong = (_shares(inputs @ (weights * kept)) - target) * share / np.float32(len(share))
        adam.step(turned @ wrong * kept + fit.decay * weights, _RATE * (1 - turn / (rounds + 1)))
    return weights


def _layered(
    inputs: csr_matrix, target: NDArray[np.float32], share: NDArray[np.float32], fit: Fit, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights from features to hidden units and from these to labels, some texts at a time, features and
    half of the units hidden by the seed."""
    chance = np.random.default_rng(seed)
    first = _Adam(chance.standard_normal((inputs.shape[1], fit.units), dtype=np.float32) * np.float32(_BEGUN))
    onward = _Adam(chance.standard_normal((fit.units, target.shape[1]), dtype=np.float32) * np.float32(0.2))
    turns = _PASSES * -(-len(share) // _BATCH)
    for _ in range(_PASSES):
        order = chance.permutation(len(share))
        for start in range(0, len(share), _BATCH):
            those = order[start : start + _BATCH]
            told = inputs[those]
            shown = chance.random(told.nnz, dtype=np.float32) >= fit.hidden
            told.data *= shown / np.float32(1 - fit.hidden)
            sums = told @ first.weights
            kept = 2 * (chance.random(sums.shape, dtype=np.float32) >= 0.5) * (sums > 0)
            wrong = (_shares((sums * kept) @ onward.weights) - target[those]) * share[those] / len(those)
            slope = told.T @ (wrong @ onward.weights.T * kept) + fit.decay * first.weights
            rate = _PACE * (1 - first.turn / turns)
            onward.step(((sums * kept).T @ wrong).astype(np.float32), rate)
            first.step(slope.astype(np.float32), rate)
    return first.weights, onward.weights


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def sparse(found: Sequence[Mapping[str, float]], rows: dict[str, int]) -> csr_matrix:
    """The texts' features as a matrix, one row a text, of the features that have a column."""
    known = [
        (index, rows[name], value)
        for index, one in enumerate(found)
        for name, value in one.items()
        if name in rows
    ]
    places, columns, values = zip(*known, strict=True)
    return csr_matrix((values, (places, columns)), shape=(len(found), len(rows)), dtype=np.float32)


if __name__ == "__main__":
    main(sys.argv[1:])
