package format_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/testenv"
)

// relationsEach is the number of participations per entity.
const relationsEach = 5

// large returns a graph of institutes and joint actions with participations between them.
func large(m *model.Model, relations int) *store.Graph {
	r := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // the same graph every time
	g := &store.Graph{Model: m, Version: "large", Licence: "CC0-1.0"}
	inst, action, part, source := m.Type("Institute"), m.Type("JointAction"), m.Type("Participation"), m.Type("Source")
	text := func(t *model.Type, name, value string) store.Cell {
		f := t.Field(name)
		return store.Cell{Field: f, Value: model.Value{Kind: f.Scalar, Text: value}}
	}
	no := func(t *model.Type, name string) store.Cell {
		return store.Cell{Field: t.Field(name), Value: model.BoolValue(false)}
	}
	g.Entities = append(g.Entities, &store.Object{Type: source, ID: "source", Cells: []store.Cell{text(source, "name", "Source"), no(source, "disputed")}})
	entities := relations / relationsEach
	actions := entities / 10
	for i := range entities {
		t, id := inst, fmt.Sprintf("institute-%07d", i)
		if i < actions {
			t, id = action, fmt.Sprintf("action-%07d", i)
		}
		o := &store.Object{Type: t, ID: id, Cells: []store.Cell{text(t, "name", fmt.Sprintf("Name %d of %s", i, t.Name)), no(t, "disputed"), text(t, "acronym", fmt.Sprintf("A%d", i))}}
		g.Entities = append(g.Entities, o)
	}
	evidence := part.Field("evidence")
	for i := range relations {
		from, to := g.Entities[1+actions+r.IntN(entities-actions)].ID, g.Entities[1+r.IntN(actions)].ID
		proof := &store.Object{Refs: []store.Ref{{Field: evidence.Object.Field("source"), ID: "source"}}, Cells: []store.Cell{text(evidence.Object, "rank", "NORMAL")}}
		g.Relations = append(g.Relations, &store.Object{Type: part, From: from, To: to, ID: fmt.Sprintf("%s.%s.%d", from, to, i),
			Cells: []store.Cell{text(part, "role", "MEMBER"), text(part, "since", "2024-05"), no(part, "disputed"), no(part, "deprecated")},
			Parts: []store.PartList{{Field: evidence, Objects: []*store.Object{proof}}}})
	}
	return g
}

// service returns a handler of files of a large graph.
func service(t testing.TB, relations int) http.Handler {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(large(m, relations))
	if err != nil {
		t.Fatal(err)
	}
	return files.New(files.Config{Engine: graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})})
}

// meter receives a file and samples the memory in use.
type meter struct {
	header http.Header
	status int
	// bytes is the number of bytes so far, next the number at the next sample.
	bytes, next, every int
	base, most         uint64
}

func (m *meter) Header() http.Header    { return m.header }
func (m *meter) WriteHeader(status int) { m.status = status }

func (m *meter) Write(p []byte) (int, error) {
	if m.bytes += len(p); m.bytes >= m.next {
		m.most, m.next = max(m.most, inUse()), m.bytes+m.every
	}
	return len(p), nil
}

func inUse() uint64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// download returns the peak of the memory in use, without the dataset, while a file is written.
func download(t testing.TB, h http.Handler, address string, every int) *meter {
	t.Helper()
	m := &meter{header: http.Header{}, every: every, base: inUse()}
	h.ServeHTTP(m, httptest.NewRequest(http.MethodGet, address, nil))
	if m.status != http.StatusOK {
		t.Fatalf("%s: %d", address, m.status)
	}
	m.most = max(m.most, m.base) - m.base
	return m
}

// fixedBytes bounds the memory for a list of any length, bookBytes for a workbook, which
// buffers 16 MB before it uses a temporary file, and perNode for each node of a network.
const (
	fixedBytes = 12 << 20
	bookBytes  = 64 << 20
	perNode    = 200
)

// address returns the address of a list in a format.
func address(f *format.Format) string {
	if f.Places {
		return "/export/institutes." + f.Extension
	}
	return "/export/participations." + f.Extension
}

// The memory for a list does not depend on its length; that for a network only on its nodes.
func TestMemoryIsSteady(t *testing.T) {
	testenv.Slow(t)
	const relations = 60_000
	h := service(t, relations)
	for _, f := range format.Formats() {
		if f.Extension == "vosviewer.json" {
			continue // sums links, and so holds them
		}
		m := download(t, h, address(f), 4<<20)
		most := uint64(fixedBytes)
		switch {
		case f.Network != nil:
			most += perNode * relations / relationsEach
		case f.Packed:
			most = bookBytes
		}
		t.Logf("%-14s %6.1f MB, with %.1f MB of memory", f.Extension, float64(m.bytes)/1e6, float64(m.most)/1e6)
		if m.most > most {
			t.Errorf("%s took %d bytes of memory, want at most %d", f.Extension, m.most, most)
		}
	}
}

// BenchmarkExport measures a list of 400,000 rows in each format.
func BenchmarkExport(b *testing.B) {
	const relations = 400_000
	h := service(b, relations)
	for _, f := range format.Formats() {
		b.Run(f.Extension, func(b *testing.B) {
			var bytes int
			var most uint64
			start := time.Now()
			for b.Loop() {
				m := download(b, h, address(f), 16<<20)
				bytes, most = bytes+m.bytes, max(most, m.most)
			}
			took := time.Since(start).Seconds()
			b.ReportMetric(float64(relations*b.N)/took, "rows/s")
			b.ReportMetric(float64(bytes)/took/1e6, "MB/s")
			b.ReportMetric(float64(bytes)/float64(b.N)/1e6, "MB")
			b.ReportMetric(float64(most)/1e6, "MB-memory")
		})
	}
}
