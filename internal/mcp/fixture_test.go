package mcp_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/mcp"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// agent is a client of a server over a dataset.
type agent struct {
	*sdk.ClientSession
	engine *graph.Engine
}

// connect returns a client of a server that answers from a store.
func connect(t *testing.T, m *model.Model, st store.Store) *agent {
	t.Helper()
	limits := plan.DefaultLimits()
	limits.Time *= 10
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "test", Logger: slog.New(slog.NewTextHandler(t.Output(), nil))})
	server, err := mcp.New(mcp.Config{Model: m, Queries: e, Engine: e, Site: "https://site.example", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	near, far := sdk.NewInMemoryTransports()
	ctx, cancel := context.WithCancel(context.Background())
	served, err := server.Connect(ctx, near, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, far, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = session.Close() // the server ends with it
		_ = served.Wait()
		cancel()
	})
	return &agent{session, e}
}

func readModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// synthetic is a client over the fixture of the stores.
func synthetic(t *testing.T) *agent {
	t.Helper()
	m := readModel(t)
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		t.Fatal(err)
	}
	return connect(t, m, st)
}

// loaded is the curated dataset, which the tests share.
var loaded = struct {
	sync.Once
	model *model.Model
	store *memory.Store
	err   error
}{}

// curated is a client over the curated dataset.
func curated(t *testing.T) *agent {
	t.Helper()
	loaded.Do(func() {
		loaded.model = readModel(t)
		g, _, err := dataset.Load(context.Background(), loaded.model, os.DirFS("../../seed"))
		if loaded.err = err; err == nil {
			loaded.store, loaded.err = memory.New(g)
		}
	})
	if loaded.err != nil {
		t.Fatal(loaded.err)
	}
	return connect(t, loaded.model, loaded.store)
}

// reply is what a tool answered.
type reply struct {
	text    string
	failed  bool
	letters int
}

// tokens returns the size of the answer, text and structured content together.
func (r reply) tokens() int { return (r.letters + 3) / 4 }

// data decodes the answer.
func (r reply) data(t *testing.T) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(strings.TrimPrefix(r.text, "data: ")), &v); err != nil {
		t.Fatalf("%v: %.300s", err, r.text)
	}
	return v
}

// call calls a tool.
func (a *agent) call(t *testing.T, tool string, arguments any) reply {
	t.Helper()
	result, err := a.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	r := reply{failed: result.IsError}
	var texts []string
	for _, c := range result.Content {
		text, ok := c.(*sdk.TextContent)
		if !ok {
			t.Fatalf("%s answers with %T", tool, c)
		}
		texts = append(texts, text.Text)
		r.letters += utf8.RuneCountInString(text.Text)
	}
	if result.StructuredContent != nil {
		text, err := json.Marshal(result.StructuredContent)
		if err != nil {
			t.Fatal(err)
		}
		r.letters += utf8.RuneCount(text)
	}
	r.text = strings.Join(texts, "\n")
	return r
}

// query asks the engine directly.
func (a *agent) query(t *testing.T, text string, variables map[string]any, into any) {
	t.Helper()
	r, err := graph.NewRequest(text, variables)
	if err != nil {
		t.Fatal(err)
	}
	data, errs := a.engine.Query(t.Context(), r, graph.Caller{})
	if len(errs) > 0 {
		t.Fatalf("%s: %v", text, errs)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}
