package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// sizes are the numbers of entities of the random graphs, in turn. If there are many operations,
// the last graph is large and gets few of them; with many values a store may choose other
// algorithms.
var sizes = []int{0, 12, 25, 40, 80, 200}

const (
	large = 5000
	// few is the number of operations up to which none are run on a large graph, since opening
	// it would take longer than all of them.
	few = 100
)

// Differential runs the same random operations over random graphs on the oracle and on the
// store that open returns, and expects identical bytes. It reads lists in both directions by
// their cursors, and expects the pages together to be the whole list. A failure message states
// how to repeat the failure, with the smallest operation whose answers differ.
func Differential(t *testing.T, m *model.Model, schema *ast.Schema, open func(*store.Graph) (store.Store, error), seed uint64, graphs, operations int) {
	t.Helper()
	refused := 0
	all := graphs + 1
	if operations <= few {
		all = graphs
	}
	for n := range all {
		size, most := sizes[n%len(sizes)], operations/graphs
		if n == graphs {
			size, most = large, operations/50
		}
		g := Random(m, seed+uint64(n), size)
		under, err := open(g)
		if err != nil {
			t.Fatalf("seed %d, graph %d: %v", seed, n, err)
		}
		d := &differ{m: m, schema: schema, oracle: NewOracle(g), under: under,
			generator: newGenerator(m, schema, g, rand.New(rand.NewPCG(seed, uint64(n))))}
		if report := d.operations(most); report != "" {
			t.Errorf("seed %d, %d graphs, %d operations; graph %d (of %d entities), %s", seed, graphs, operations, n, size, report)
		}
		refused += int(d.refused.Load())
		if err := under.Close(); err != nil {
			t.Errorf("seed %d, graph %d: close: %v", seed, n, err)
		}
	}
	if refused > operations/5 {
		t.Errorf("seed %d: %d of %d operations were over a limit; the generator should write smaller ones", seed, refused, operations)
	}
}

// differ compares one store with the oracle on one graph.
type differ struct {
	m             *model.Model
	schema        *ast.Schema
	oracle, under store.Store
	generator     *generator
	// workers is the number of concurrent operations; 0 means the number of processors.
	workers int
	// refused is the number of operations that were rejected because they exceeded a limit.
	refused atomic.Int64
}

// operation compares the answers to one operation and describes any difference.
func (d *differ) operation(query string, variables map[string]any) string {
	want, got, err := d.answers(query, variables)
	switch {
	case overLimit(err):
		d.refused.Add(1)
		return ""
	case err != nil:
		return fmt.Sprintf("the generator wrote an operation that is rejected: %v\n%s\nvariables: %s", err, query, toJSON(variables))
	case bytes.Equal(want, got):
		return ""
	}
	return d.difference(query, variables)
}

// difference describes the smallest operation whose answers still differ.
func (d *differ) difference(query string, variables map[string]any) string {
	query, variables = shrink(d.schema, query, variables, func(query string, variables map[string]any) bool {
		want, got, err := d.answers(query, variables)
		return err == nil && !bytes.Equal(want, got)
	})
	want, got, _ := d.answers(query, variables)
	return fmt.Sprintf("the smallest operation whose answers differ:\n%s\nvariables: %s\noracle: %s\n store: %s", query, toJSON(variables), want, got)
}

// answers returns both answers to an operation. If a store fails, its error is the answer. The
// returned error is the reason why the operation was rejected before it was run.
func (d *differ) answers(query string, variables map[string]any) (want, got []byte, err error) {
	fields, err := prepare(d.m, d.schema, query, variables)
	if err != nil {
		return nil, nil, err
	}
	return d.answer(d.oracle, fields), d.answer(d.under, fields), nil
}

func (d *differ) answer(st store.Store, fields []prepared) (answer []byte) {
	defer func() {
		if p := recover(); p != nil {
			answer = fmt.Appendf(nil, "panic: %v", p)
		}
	}()
	answer, err := run(context.Background(), d.m, st, fields)
	if err != nil {
		return fmt.Appendf(nil, "error: %v", err)
	}
	return answer
}

func overLimit(err error) bool {
	var e *plan.Error
	return errors.As(err, &e) && (e.Code == plan.TooComplex || e.Code == plan.TooLarge)
}
