"""Coverage-guided fuzzing of what reads people's words, with atheris; it looks for what test_fuzz.py forbids.

atheris (Linux, Python 3.11 to 3.13) is no part of the program's environment:

    uv venv /tmp/fuzz && uv pip install --python /tmp/fuzz/bin/python -r requirements.lock
    uv pip install --python /tmp/fuzz/bin/python atheris==3.0.0
    /tmp/fuzz/bin/python -m benchmarks.fuzz_extractors deadline -runs=20000

Targets: see _TARGETS. Further options are libFuzzer's: -max_total_time=180, -max_len=400, -seed=1, a folder
for the corpus. A fault ends the run with its stack and the text; write it into test_fuzz.py.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import atheris

with atheris.instrument_imports(include=["handlers", "bot.channels"]):
    from tests.handlers.understanding import invariants
from handlers.understanding.values import Role

_FIRST, _DAYS = datetime(2020, 1, 1, tzinfo=UTC), 20 * 365


def _text(data: "atheris.FuzzedDataProvider", pieces: int = 25) -> str:
    """Words that the rules look for, figures and anything else, in an order that the fuzzer chooses."""
    parts = []
    for _ in range(data.ConsumeIntInRange(0, pieces)):
        kind = data.ConsumeIntInRange(0, 4)
        if kind <= 2:
            parts.append(invariants.PIECES[data.ConsumeIntInRange(0, len(invariants.PIECES) - 1)])
        elif kind == 3:
            parts.append(str(data.ConsumeIntInRange(0, 99_999)))
        else:
            parts.append(data.ConsumeUnicodeNoSurrogates(3))
    return "".join(parts)


def _moment(data: "atheris.FuzzedDataProvider") -> datetime:
    return _FIRST + timedelta(days=data.ConsumeIntInRange(0, _DAYS), minutes=data.ConsumeIntInRange(0, 1439))


def _phone(data: "atheris.FuzzedDataProvider") -> str:
    digits = f"1{data.ConsumeIntInRange(3, 9)}{data.ConsumeIntInRange(0, 999_999_999):09d}"
    gap = ("", " ", "-", ".")[data.ConsumeIntInRange(0, 3)]
    return f"{digits[:3]}{gap}{digits[3:7]}{gap}{digits[7:]}"


def _words(data: "atheris.FuzzedDataProvider") -> str:
    last = len(invariants.AROUND_PHONES) - 1
    chosen = [data.ConsumeIntInRange(0, last) for _ in range(data.ConsumeIntInRange(0, 5))]
    return "".join(invariants.AROUND_PHONES[each] for each in chosen)


_TARGETS: Mapping[str, Callable[["atheris.FuzzedDataProvider"], None]] = {
    "deadline": lambda data: invariants.check_deadline(_text(data), _moment(data)),
    "period": lambda data: invariants.check_period(_text(data), _moment(data)),
    "columns": lambda data: invariants.check_columns(_text(data), _moment(data)),
    "enterprise": lambda data: invariants.check_understanding(_text(data), _moment(data), Role.ENTERPRISE),
    "expert": lambda data: invariants.check_understanding(_text(data), _moment(data), Role.EXPERT),
    "coordinator": lambda data: invariants.check_understanding(_text(data), _moment(data), Role.COORDINATOR),
    "phone": lambda data: invariants.check_phone_is_nothing_else(_words(data) + _phone(data) + _words(data)),
    "hiding": lambda data: invariants.check_phone_is_hidden(_text(data, 8), _phone(data), _text(data, 8)),
    "mask": lambda data: invariants.check_mask(_text(data)),
    "wechat": lambda data: invariants.check_wechat(_text(data)),
}


def main() -> None:
    """Fuzz the target named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in _TARGETS:
        sys.exit(f"要写一个目标：{'、'.join(_TARGETS)}")
    check = _TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda raw: check(atheris.FuzzedDataProvider(raw)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
