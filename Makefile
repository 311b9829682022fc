# Everything starts here, on a machine with python3 (and its pip) and make. `make` lists the targets.

PYTHON ?= python3
APP := .venv/app/bin/python
ENGINE := .venv/engine/bin/python

.DEFAULT_GOAL := help
.PHONY: help run train chat test lint crash hostile skills desk-live fuzz evaluate score faq compare lock clean clean-all

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  PORT, ENGINE_PORT, ACTIONS_PORT and SAHAY_VAR move the ports and the data, so that two copies run side by side."

run: ## install what is missing, train, and start everything
	@$(PYTHON) bootstrap.py --steps 6 app engine
	@exec $(APP) -m sahay.launch run

train: ## train a model, unless there is one for the data as it is now
	@$(PYTHON) bootstrap.py app engine
	@exec $(APP) -m sahay.launch train

chat: ## talk to the bot in the terminal: make chat ARGUMENTS="--language hi"
	@$(PYTHON) bootstrap.py app engine >&2
	@exec $(APP) -m sahay.launch chat $(ARGUMENTS)

test: ## all tests, two groups at once: the app; the desk and the chat in a browser; engine, dialogues, attacks, crashes; units
	@$(PYTHON) bootstrap.py --steps 5 dev engine-dev
	@$(APP) -m sahay.launch train --title "[4/5] the model"
	@echo "[5/5] the tests, two groups at once (20 to 25 minutes)"
	@exec $(APP) -m tests

lint: ## style, formatting, types
	@$(PYTHON) bootstrap.py dev
	@$(APP) -m ruff check
	@$(APP) -m ruff format --check
	@$(APP) -m mypy

crash: ## kill every process at random, 200 times and more, and count what customers and agents lost
	@$(PYTHON) bootstrap.py dev engine
	@$(APP) -m tests.crash && $(APP) -m tests.crash.writes && $(APP) -m tests.crash.channels

hostile: ## try in more than a thousand conversations to get at another customer's data
	@$(PYTHON) bootstrap.py dev engine
	@exec $(APP) -m tests.hostile $(ARGUMENTS)

skills: ## what a turn costs with each skill, and who spends it; writes reports/skills.*
	@$(PYTHON) bootstrap.py dev engine
	@exec $(APP) -m bench.skills --write $(ARGUMENTS)

desk-live: ## how soon 20 agents' consoles show what 200 waiting customers write; writes reports/desk-live.json
	@$(PYTHON) bootstrap.py dev
	@exec $(APP) -m bench.desk_live --write $(ARGUMENTS)

fuzz: ## ask the API anything its description allows, as everybody there is, for some 10 minutes: make fuzz EXAMPLES=100
	@$(PYTHON) bootstrap.py dev
	@SAHAY_FUZZ=$(or $(EXAMPLES),50) $(APP) -m pytest -q tests/integration/http/test_schemathesis.py

# A path goes by the environment, so that no character in it means anything to the shell.
evaluate score: override export EVAL := $(value EVAL)
evaluate score: override export FILE := $(value FILE)

evaluate: ## measure how well customers are understood; EVAL=DIR: on the foreign sets too, and write reports/
	@$(PYTHON) bootstrap.py engine
	@exec $(ENGINE) -m bench.evaluation $(if $(EVAL),--eval="$$EVAL") $(ARGUMENTS)

score: ## score a file of utterances on the trained model: make score FILE=some.csv (utterance,intent[,lang])
	@$(PYTHON) bootstrap.py app engine >&2
	@$(APP) -m sahay.launch train >&2
	@exec $(ENGINE) -m bench.evaluation.score $(if $(FILE),-- "$$FILE",--help)

faq: override export EVAL := $(value EVAL)
faq: ## how well and how fast the knowledge base is searched; EVAL=DIR: also how much of what is no question gets an answer
	@$(PYTHON) bootstrap.py app
	@exec $(APP) -m bench.faq_search $(if $(EVAL),--eval="$$EVAL")

compare: ## our understanding beside stock Rasa's and node-nlp's, in one run (about 45 minutes; needs npm)
	@$(PYTHON) bootstrap.py engine peers-diet
	@mkdir -p .venv/peers-node && cp bench/understanding/node/package*.json .venv/peers-node
	@npm ci --prefix .venv/peers-node --ignore-scripts --no-audit --no-fund --loglevel error
	@exec $(ENGINE) -m bench.understanding $(if $(EVAL),--eval $(EVAL)) $(ARGUMENTS)

# Pins stay as they are; make lock UPGRADE=--upgrade moves them.
UV_LOCK = ../.venv/uv/bin/uv $(1) pip compile $(2).in -o $(2).txt $(UPGRADE) --universal --python-version $(3) \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --quiet

lock: ## write requirements/*.txt anew from requirements/*.in
	@$(PYTHON) bootstrap.py
	@cd requirements && $(call UV_LOCK,,uv,3.8)
	@cd requirements && $(call UV_LOCK,,build,3.11)
	@cd requirements && $(call UV_LOCK,,app,3.11)
	@cd requirements && $(call UV_LOCK,,dev,3.11) --constraints app.txt
	@cd requirements && $(call UV_LOCK,,fuzz,3.11) --constraints app.txt
	@cd requirements && $(call UV_LOCK,--config-file engine.uv.toml,engine,3.11)
	@cd requirements && $(call UV_LOCK,--config-file engine.uv.toml,engine-dev,3.11) --constraints engine.txt
	@cd requirements && $(call UV_LOCK,--config-file peers-diet.uv.toml,peers-diet,3.11)
	@git --no-pager diff --stat -- requirements

clean: ## delete data, models and caches, but not the environments
	@rm -rf var models/*.tar.gz models/.draft .rasa .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

clean-all: clean ## delete the environments too
	@rm -rf .venv
