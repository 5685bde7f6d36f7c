# Whojoins: `make help` lists the targets. Every tool that a target needs is pinned, here or
# in a lock file, and is installed into bin/ or node_modules/ when it is first needed.

GOLANGCI_LINT := v2.15.0
GOTESTSUM     := v1.13.0
GOVULNCHECK   := v1.8.0
GORELEASER    := v2.15.1
CYCLONEDX     := v1.10.0
HELM          := v3.22.0

# Variables of the targets, as in: make fuzz FUZZTIME=5m OPERATIONS=10000.
ARGS       ?=
FUZZTIME   ?= 20s
OPERATIONS ?= 1500
TESTFLAGS  ?=

# Without the path of the checkout in its results, the compiler finds them in its cache again
# for the copies of the module in which code is generated and tested.
export GOFLAGS := $(strip $(GOFLAGS) -trimpath)

linter := bin/golangci-lint-$(GOLANGCI_LINT)
tester := bin/gotestsum-$(GOTESTSUM)
releaser := bin/goreleaser-$(GORELEASER)
lister := bin/cyclonedx-gomod-$(CYCLONEDX)
helm := bin/helm-$(HELM)

.DEFAULT_GOAL := help
.PHONY: help run test quick test-outside bare check build lint generated tidy dataset truth picture generate web screenshots bench bench-pack bench-peers attack estimates measure-resolve measure-identity binary neo4j neo4j-stop drain fuzz hostile release helm vulnerabilities

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the dataset on http://127.0.0.1:8080/graphql; ARGS are flags of the program.
	go run . $(ARGS)

test: build $(linter) $(tester) ## Check everything and run all tests, including those on a real Neo4j; TESTFLAGS are flags of go test.
	$(tester) --format pkgname --raw-command -- dev/test $(TESTFLAGS)

quick: build $(tester) ## Build, vet and run the tests that need no other program, in at most 90 seconds.
	$(tester) --format pkgname -- -short -vet=off -timeout 30m $(TESTFLAGS) ./...

test-outside: $(tester) ## Run the tests that need programs beyond CONTRIBUTING.md: R, more readers, another Chromium, 600 random operations and 150 walks on Neo4j; `make fuzz` takes more.
	$(tester) --format pkgname -- -tags outside -run '^TestOutside' -count 1 -p 2 -timeout 40m $(TESTFLAGS) $$(dev/outside)

bare: ## Run `make test` as root and as another user in a root file system that has only what CONTRIBUTING.md requires; needs Linux, root rights and debootstrap.
	dev/bare/run root
	dev/bare/run tester

check: build lint generated tidy dataset ## Run every check that is not a test.

build: ## Compile and vet.
	go build ./...
	go vet -tags outside ./...

lint: $(linter) ## Lint; .golangci.yml gives the reason for each linter.
	$(linter) run --allow-serial-runners

generated: ## Fail if generated code differs from what `make generate` writes.
	dev/generated

tidy: ## Fail if go.mod or go.sum differs from what `go mod tidy` writes.
	go mod tidy -diff

dataset: | bin ## Fail if the dataset has a fault or a warning.
	@go run . check seed > bin/dataset 2>&1; cat bin/dataset; grep -q '^0 faults, 0 warnings$$' bin/dataset

truth: ## Print how many facts have sources, places, identifiers and countries.
	@go run . check seed --score

picture: | bin ## Draw the whole dataset as docs/picture.svg; needs Node.
	cd dev/graphviz && npm ci --ignore-scripts --no-audit --no-fund
	go run ./dev/picture > bin/picture.dot
	node dev/graphviz/picture.js bin/picture.dot > bin/picture.svg && cp bin/picture.svg docs/picture.svg

generate: ## Regenerate the code that follows from schema.graphqls.
	go generate ./...

web: ## Build the page's bundle, web/dist, from its sources; needs Node.
	cd web && npm ci --no-audit --no-fund && npm run build

screenshots: ## Take the screenshots of the editor and of every kind of page in docs/screenshots; needs Node.
	mkdir -p docs/screenshots
	go test ./web -count=1 -run '^(TestBrowser|TestScreenshots)$$' -args -screenshots ../docs/screenshots

bench: ## Measure both stores and write bench/results.md, in half an hour. Quick form: make bench ARGS='--nodes 10000 --time 2s'.
	go run ./bench $(ARGS)

bench-pack: ## Measure packed graphs of 10,000 and 1,000,000 nodes; needs 6 GB of memory.
	go run ./bench/graph/measure $(ARGS)

.PHONY: import-bench
import-bench: ## Import and build registers of the size of the real ones, made from a seed; ARGS='-scale 0.1' takes a tenth.
	go run ./bench/imports $(ARGS)

estimates: ## Compare the estimated cost of 2,000 random operations on 100,000 nodes with what they spend, and print the worst.
	go test ./internal/scale -run '^TestEstimates$$' -count=1 -v -estimates 2000 $(ARGS)

bench-peers: | bin ## Measure the service beside embeddable engines from PyPI and write bench/peers.md, in ten minutes; needs Python 3.11. Quick form: make bench-peers ARGS='--nodes 10000 --time 1s'.
	go run ./bench/peers $(ARGS)

attack: ## Attack the service on 100,000 nodes under a memory limit, and print what each attack cost, in two minutes; needs Linux.
	go run ./bench/attack $(ARGS)

measure-resolve: ## Measure how many names of ROR are resolved: make measure-resolve ROR=ror-data.jsonl.gz; ARGS are flags of dev/resolve.
	@test -n "$(ROR)" || { echo 'ROR must name a file with a release of ROR: make measure-resolve ROR=ror-data.jsonl.gz; see https://ror.org/data' >&2; exit 1; }
	go run ./dev/resolve $(ARGS) $(ROR)

measure-identity: ## Measure how well organisations are matched: make measure-identity ROR=ror-data.jsonl.gz TABLES=organization.csv; ARGS are flags of dev/identity.
	@test -n "$(ROR)" -a -n "$(TABLES)" || { echo 'ROR must name a release of ROR, TABLES files of organisations: make measure-identity ROR=ror-data.jsonl.gz TABLES=organization.csv' >&2; exit 1; }
	go run ./dev/identity -ror $(ROR) $(ARGS) $(TABLES)

binary: | bin ## Build bin/whojoins for Linux: one static file, with a release of Go without known vulnerabilities (toolchain in go.mod).
	GOTOOLCHAIN=auto dev/binary bin/whojoins

neo4j: ## Start a Neo4j for development on 127.0.0.1:7687; needs Java 17 and Maven.
	dev/neo4j/start

neo4j-stop: ## Stop the Neo4j that `make neo4j` started.
	dev/neo4j/stop

drain: ## Count the requests lost, of 100,000, while two instances restart in turn.
	go test -run TestNothingIsLostInRestarts -v ./internal/cli -drained 100000 -restarts 4

fuzz: ## Run every fuzz target for FUZZTIME, then compare the stores on OPERATIONS random operations.
	dev/fuzz $(FUZZTIME) $(OPERATIONS)

hostile: ## Print the processor time of hostile documents relative to that of a valid one.
	go test ./graph -run TestHostileDocuments -count=1 -v -hostile

release: $(releaser) $(lister) ## Write archives for Linux, macOS and Windows with checksums into dist/, and publish nothing; ARGS are flags of goreleaser, such as --snapshot.
	dev/release $(releaser) $(lister) $(ARGS)

helm: $(helm) ## Lint the chart of Helm.
	$(helm) lint --strict deploy/helm/whojoins

vulnerabilities: ## Check the dependencies against the Go vulnerability database; needs the network.
	go run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK) ./...

# install builds MODULE/PATH@VERSION into bin/NAME-VERSION.
install = cd bin && GOBIN=$(CURDIR)/bin go install $(1)@$(2) && mv $(3) $(3)-$(2)

$(linter): | bin
	$(call install,github.com/golangci/golangci-lint/v2/cmd/golangci-lint,$(GOLANGCI_LINT),golangci-lint)

$(tester): | bin
	$(call install,gotest.tools/gotestsum,$(GOTESTSUM),gotestsum)

$(releaser): | bin
	$(call install,github.com/goreleaser/goreleaser/v2,$(GORELEASER),goreleaser)

$(lister): | bin
	$(call install,github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod,$(CYCLONEDX),cyclonedx-gomod)

$(helm): | bin
	$(call install,helm.sh/helm/v3/cmd/helm,$(HELM),helm)

bin:
	mkdir -p bin
