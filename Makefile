PYTHON ?= python3
DEV = $(PYTHON) -m dev
export PORT SLOW EVERY POS_SUITE_ODOO POS_SUITE_ODOO_URL POS_SUITE_CHROMIUM POS_SUITE_WORKSPACE
export POS_SUITE_PG_HOST POS_SUITE_PG_PORT POS_SUITE_PG_USER POS_SUITE_PG_PASSWORD

.DEFAULT_GOAL = help
.PHONY: help demo unplug plug test test-one test-odoo lint format bench contract sweep store shell clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## a shop on http://localhost:8069, everything brought along (PORT=8070 for another port)
	@$(DEV) demo

unplug: ## cut the line between the browser and the running demo
	@$(DEV) unplug

plug: ## mend it
	@$(DEV) plug

test: ## every test, from nothing (EVERY=1: not a part of those in a browser; SLOW=1: half of the processors)
	@$(DEV) test

test-one: ## one test: T=path, T=path::node or T=/module:Class.method
	@$(DEV) test-one "$(T)"

test-odoo: ## Odoo's own tests of its POS modules, with ours beside them (ARGS="pos_loyalty --record")
	@$(DEV) test-odoo $(ARGS)

lint: ## every style rule, Odoo's own included
	@$(DEV) lint

format: ## rewrite Python and JavaScript to the house style
	@$(DEV) format

bench: ## our speed beside that of stock Odoo (ARGS="-n 5 --large" for its options)
	@$(DEV) bench $(ARGS)

sweep: ## every request of a day failing in every way (ARGS="--neighbours all -n 20" for a part)
	@$(DEV) sweep $(ARGS)

contract: ## what of Odoo's code ours use, and what the Odoo at hand lacks of it (ARGS=--write)
	@$(DEV) contract $(ARGS)

store: ## the pages of the modules for the Apps store, and a zip of each
	@$(DEV) store

shell: ## a Python prompt in the demo's database
	@$(DEV) shell

clean: ## remove the workspace: Odoo, databases, packages, logs
	@$(DEV) clean
