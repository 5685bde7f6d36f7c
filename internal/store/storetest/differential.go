package storetest

import (
	"bytes"
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

// sizes are the numbers of entities of random graphs, in turn. A large one is the last, with
// few operations, since a store may choose other algorithms for many values.
var sizes = []int{0, 12, 25, 40, 80, 200}

const large = 5000

// Differential runs the same random operations over random graphs in the oracle and in the
// store that open returns: the answers must be equal byte for byte. Pages are followed in
// both directions by their cursors, and together must be the whole list. A failure shows
// how to repeat it, with the smallest operation whose answers differ.
func Differential(t *testing.T, m *model.Model, schema *ast.Schema, open func(*store.Graph) (store.Store, error), seed uint64, graphs, operations int) {
	t.Helper()
	refused := 0
	for n := range graphs + 1 {
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

// differ compares one store with the oracle over one graph.
type differ struct {
	m             *model.Model
	schema        *ast.Schema
	oracle, under store.Store
	generator     *generator
	// workers is the number of concurrent operations; 0 for the number of processors.
	workers int
	// rejected counts the operations that exceeded a limit.
	refused atomic.Int64
}

// operation compares the answers to one operation and reports a difference.
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

// difference reports the smallest operation whose answers still differ.
func (d *differ) difference(query string, variables map[string]any) string {
	query, variables = shrink(d.schema, query, variables, func(query string, variables map[string]any) bool {
		want, got, err := d.answers(query, variables)
		return err == nil && !bytes.Equal(want, got)
	})
	want, got, _ := d.answers(query, variables)
	return fmt.Sprintf("the smallest operation whose answers differ:\n%s\nvariables: %s\noracle: %s\n store: %s", query, toJSON(variables), want, got)
}

// answers returns both answers to an operation; a store's failure is its answer. The error is
// why the operation was rejected before it was run.
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
	answer, err := run(d.m, st, fields)
	if err != nil {
		return fmt.Appendf(nil, "error: %v", err)
	}
	return answer
}

func overLimit(err error) bool {
	var e *plan.Error
	return errors.As(err, &e) && (e.Code == plan.TooComplex || e.Code == plan.TooLarge)
}
