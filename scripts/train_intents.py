"""Train the intent classifiers of prompts/models from labelled messages and prompts/examples.

Usage: python scripts/train_intents.py DATA.jsonl ... (only lines with split=train are read).
Deterministic: same input, same files.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from handlers.understanding.classifier import features
from handlers.understanding.values import Intent, Role

PROMPTS = Path(__file__).parents[1] / "prompts"
_ROUNDS, _RATE, _DECAY, _SMOOTHING = 400, 0.08, 3e-5, 0.05
_SEEN = 2  # an n-gram seen in fewer messages is left out


def main(paths: list[str]) -> None:
    """Write one file a role and print how many messages each was trained on."""
    labelled = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    (PROMPTS / "models").mkdir(exist_ok=True)
    for role in Role:
        pairs = list(examples(role))
        pairs += [
            (line["text"], Intent(line["intent"]))
            for line in labelled
            if line["role"] == role and line["split"] == "train"
        ]
        names, intents, weights = train(pairs, role)
        scale = np.abs(weights).max() / 127
        np.savez_compressed(
            PROMPTS / "models" / f"{role}.npz",
            names=np.array("\n".join(names)),
            intents=np.array(" ".join(intents)),
            weights=np.round(weights / scale).astype(np.int8),
            scale=np.float32(scale),
        )
        sys.stdout.write(f"{role}: {len(pairs)} messages, {len(names)} features\n")


def examples(role: Role) -> Iterable[tuple[str, Intent]]:
    """The sentences of prompts/examples/ROLE.txt with their intents."""
    known = {intent.value for intent in Intent}
    intent = Intent.CHAT
    for line in (PROMPTS / "examples" / f"{role}.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.strip("[]") in known:
            intent = Intent(line.strip("[]"))
        elif line and not line.startswith("# "):
            yield line.replace("/", "\n"), intent


def train(pairs: list[tuple[str, Intent]], role: Role) -> tuple[list[str], list[Intent], NDArray[np.float32]]:
    """Softmax regression by Adam over all messages at once; intents weigh by the root of their share."""
    found = [features(text, role) for text, _ in pairs]
    seen = Counter(name for one in found for name in one)
    names = sorted(name for name, count in seen.items() if count >= _SEEN)
    rows = {name: row for row, name in enumerate(names)}
    intents = sorted({intent for _, intent in pairs})
    inputs = np.zeros((len(pairs), len(names)), dtype=np.float32)
    for index, one in enumerate(found):
        for name, value in one.items():
            if name in rows:
                inputs[index, rows[name]] = value
    counts = Counter(intent for _, intent in pairs)
    mean = len(pairs) / len(intents)
    target = np.full((len(pairs), len(intents)), _SMOOTHING / len(intents), dtype=np.float32)
    share = np.zeros((len(pairs), 1), dtype=np.float32)
    for index, (_, intent) in enumerate(pairs):
        target[index, intents.index(intent)] += 1 - _SMOOTHING
        share[index] = (mean / counts[intent]) ** 0.5 / len(pairs)
    weights = np.zeros((len(names), len(intents)), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, _ROUNDS + 1):
        scores = inputs @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = inputs.T @ ((shares - target) * share) + _DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        step = (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        weights -= _RATE * (1 - turn / (_ROUNDS + 1)) * step
    return names, intents, weights


if __name__ == "__main__":
    main(sys.argv[1:])
