# The commands of this project. `make run` and `make test` need nothing but Debian or Ubuntu with Python 3.11.
.DEFAULT_GOAL := help
.PHONY: help run test lint format messages soundness bench shots vendor requirements clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## everything for the demo, then serve it on 127.0.0.1:$PORT (8000)
	@scripts/run.sh

test: ## all checks and tests, on PostgreSQL and Redis of their own
	@scripts/test.sh

lint: ## style and the import rules of the house
	@scripts/dev.sh lint

format: ## put the code into the house style
	@scripts/dev.sh format

messages: ## bring locale/ into step with the sources
	@scripts/dev.sh messages

soundness: ## the long proof: every state, 100,000 random acts, each rule switched off (some hours)
	@scripts/dev.sh soundness

bench: ## measure the pages and queries on a large database
	@scripts/dev.sh bench

shots: ## screenshots of every page, desk and phone
	@scripts/dev.sh shots

vendor: ## remake static/vendor from the published packages (needs npm)
	@scripts/vendor.sh

requirements: ## compile requirements*.txt from requirements*.in
	@scripts/dev.sh requirements

clean: ## remove what can be made again (keeps var/)
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
