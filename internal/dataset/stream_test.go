package dataset_test

import (
	"fmt"
	"iter"
	"runtime"
	"sync"
	"testing"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
)

// maxBytes is the largest number of bytes that merging may hold for each statement besides
// the result.
const maxBytes = 200

// register is a stream of about n statements, as the import of a register yields them: one
// source, and for every organisation some fields and a participation in a project.
func register(n int) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		ok, count := true, 0
		for i := 0; ok && count < n; i++ {
			for st := range row(i) {
				count++
				if ok = yield(st, nil); !ok {
					return
				}
			}
		}
	}
}

// row yields the statements of the register about its i-th organisation and, for every tenth,
// about a project; before the first, the register declares itself.
func row(i int) iter.Seq[statement.Statement] {
	return func(yield func(statement.Statement) bool) {
		place := statement.Place{File: "register.csv", Line: i + 2}
		base := statement.Statement{Source: "register", Locator: fmt.Sprintf("row %d", i+2), Date: "2026-01-31", Place: place}
		ok := true
		state := func(s *statement.Subject, fields ...string) {
			st := base
			st.Subject = s
			ok = ok && yield(st)
			for j := 0; j < len(fields); j += 2 {
				st.Field, st.Value = fields[j], statement.Value{Text: fields[j+1]}
				ok = ok && yield(st)
			}
		}
		if i == 0 {
			state(&statement.Subject{Type: "Source", ID: "register", Place: place}, "name", "Register")
		}
		if i%10 == 0 {
			state(&statement.Subject{Type: "Project", ID: fmt.Sprintf("project-%d", i/10), Place: place},
				"name", fmt.Sprintf("Project %d", i/10), "identifiers", fmt.Sprintf("grant:%d", i/10))
		}
		state(&statement.Subject{Type: "Institute", ID: fmt.Sprintf("institute-%d", i), Place: place},
			"name", fmt.Sprintf("Institute %d", i), "country", "BE", "city", fmt.Sprintf("City %d", i%1000),
			"identifiers", fmt.Sprintf("pic:%09d", i), "aliases", fmt.Sprintf("I%d", i), "founded", "1990")
		state(&statement.Subject{Type: "Participation", Place: place, Key: []statement.Property{
			{Name: "participant", Text: fmt.Sprintf("pic:%09d", i)}, {Name: "initiative", Text: fmt.Sprintf("grant:%d", i/10)}, {Name: "role", Text: "BENEFICIARY"},
		}}, "since", "2025-01-01", "until", "2027-12-31")
	}
}

// live returns the number of bytes that are reachable.
func live() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// usage is the memory that a merge holds, in bytes per statement.
type usage struct {
	// claims is what it holds when the stream ends: the claims, with their texts.
	claims float64
	// beside is the largest amount that it holds in addition to the result from then on.
	beside float64
	result float64
}

// measureMerge merges a register of n statements, and samples the memory meanwhile.
func measureMerge(t testing.TB, n int) usage {
	schema := readSchema(t)
	before, claims, highest := live(), 0, 0
	stop := make(chan struct{})
	var sampler sync.WaitGroup
	stream := func(yield func(statement.Statement, error) bool) {
		register(n)(yield)
		claims = live() - before
		sampler.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					highest = max(highest, live()-before)
				}
			}
		})
	}
	g, _, err := dataset.Merge(t.Context(), schema, &statement.About{}, stream)
	close(stop)
	sampler.Wait()
	if err != nil {
		t.Fatal(err)
	}
	result := live() - before
	runtime.KeepAlive(g)
	per := func(bytes int) float64 { return float64(bytes) / float64(n) }
	return usage{claims: per(claims), beside: per(highest - result), result: per(result)}
}

// TestMergeStreams checks the memory of a merge.
func TestMergeStreams(t *testing.T) {
	u := measureMerge(t, 100_000)
	t.Logf("bytes per statement: claims %.0f, then %.0f besides the result of %.0f", u.claims, u.beside, u.result)
	if u.claims > maxBytes {
		t.Errorf("the claims have %.0f bytes per statement, want at most %d", u.claims, maxBytes)
	}
	if u.beside > maxBytes {
		t.Errorf("%.0f bytes per statement are held besides the result, want at most %d", u.beside, maxBytes)
	}
}

// BenchmarkMerge merges 1,000,000 statements.
func BenchmarkMerge(b *testing.B) {
	const n = 1_000_000
	var u usage
	for b.Loop() {
		u = measureMerge(b, n)
	}
	b.ReportMetric(u.claims, "claims-B/statement")
	b.ReportMetric(u.beside, "beside-B/statement")
	b.ReportMetric(u.result, "result-B/statement")
}
