# Whojoins: `make help` lists what there is to do. Every tool is pinned here and
# builds itself into bin/, so that a machine needs Go alone (and Node for the tests
# that compare with graphql-js).

GOLANGCI_LINT := v2.15.0
GOTESTSUM     := v1.13.0
GOVULNCHECK   := v1.8.0

# What a target takes: make run ADDR=127.0.0.1:9000, make fuzz FUZZTIME=5m OPERATIONS=10000.
ARGS       ?=
FUZZTIME   ?= 20s
OPERATIONS ?= 1500
TESTFLAGS  ?=

linter := bin/golangci-lint-$(GOLANGCI_LINT)
tester := bin/gotestsum-$(GOTESTSUM)
# The race detector needs a C compiler; without one Go itself says so by CGO_ENABLED=0.
race   := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

.DEFAULT_GOAL := help
.PHONY: help run measure-resolve web screenshots test check build lint generated tidy generate dataset picture bench bench-pack fuzz hostile vulnerabilities neo4j neo4j-stop drain

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the dataset on http://127.0.0.1:8080/graphql; ARGS are flags of the program.
	go run . $(ARGS)

test: check ## Everything that must hold; the same as check.

check: build lint generated tidy dataset $(tester) ## Build, vet, lint, generated code and modules up to date, all tests.
	$(if $(race),,@echo 'no C compiler: the tests run without the race detector')
	$(tester) --format pkgname -- $(race) -timeout 20m $(TESTFLAGS) ./...

build: ## Compile and vet.
	go build ./...
	go vet ./...

lint: $(linter) ## Lint; .golangci.yml names the linters and why.
	$(linter) run --allow-serial-runners

generated: ## Fail when generated code is not what `make generate` would write.
	dev/generated

tidy: ## Fail when go.mod or go.sum is not what `go mod tidy` would write.
	go mod tidy -diff

dataset: | bin ## Fail when the dataset has a fault, or anything worth a look.
	@go run . check seed > bin/dataset 2>&1; cat bin/dataset; grep -q '^0 faults, 0 warnings$$' bin/dataset

picture: | bin ## Draw the whole dataset as docs/picture.svg; needs Node.
	cd dev/graphviz && npm ci --ignore-scripts --no-audit --no-fund
	go run ./dev/picture > bin/picture.dot
	node dev/graphviz/picture.js bin/picture.dot > docs/picture.svg

generate: ## Write what follows from schema.graphqls again.
	go generate ./...

web: ## Build the page's bundle, web/dist, from its sources; it needs Node.
	cd web && npm ci --no-audit --no-fund && npm run build

screenshots: ## Draw the pictures of the page in docs/screenshots; it needs Chromium and Node.
	mkdir -p docs/screenshots
	go test ./web -count=1 -run '^TestBrowser$$' -args -screenshots ../docs/screenshots

bench: ## Measure both stores and write bench/results.md, in about half an hour; ARGS are flags of bench.
	go run ./bench $(ARGS)

bench-pack: ## Serve packed graphs of 10,000 and 1,000,000 nodes, and print what size costs; needs 6 GB of memory.
	go run ./bench/graph/measure $(ARGS)

measure-resolve: ## Count how many names of ROR are resolved: make measure-resolve ROR=ror-data.jsonl.gz; ARGS are flags of dev/resolve.
	@test -n "$(ROR)" || { echo 'name a release of ROR: make measure-resolve ROR=ror-data.jsonl.gz; see https://ror.org/data' >&2; exit 1; }
	go run ./dev/resolve $(ARGS) $(ROR)

neo4j: ## Start a Neo4j for trials on 127.0.0.1:7687; it needs Java 17 and Maven.
	dev/neo4j/start

neo4j-stop: ## Stop the Neo4j that `make neo4j` started.
	dev/neo4j/stop

drain: ## Count lost requests: 100,000 while two instances are restarted in turn.
	go test -run TestNothingIsLostInRestarts -v ./internal/cli -drained 100000

fuzz: ## Run every fuzz target for FUZZTIME each; compare the stores by OPERATIONS.
	dev/fuzz $(FUZZTIME) $(OPERATIONS)

hostile: ## Print what hostile documents cost, beside parsing a legal one.
	go test ./graph -run TestHostileDocuments -count=1 -v -hostile

vulnerabilities: ## Ask the Go vulnerability database; it needs the network.
	go run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK) ./...

# install builds MODULE/PATH@VERSION into bin/NAME-VERSION.
install = cd bin && GOBIN=$(CURDIR)/bin go install $(1)@$(2) && mv $(3) $(3)-$(2)

$(linter): | bin
	$(call install,github.com/golangci/golangci-lint/v2/cmd/golangci-lint,$(GOLANGCI_LINT),golangci-lint)

$(tester): | bin
	$(call install,gotest.tools/gotestsum,$(GOTESTSUM),gotestsum)

bin:
	mkdir -p bin
