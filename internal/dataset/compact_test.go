package dataset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/store"
	"whojoins/seed"
)

// dump returns everything about an object, and about its parts.
func dump(o *store.Object) string {
	var b strings.Builder
	if o.Type != nil {
		b.WriteString(o.Type.Name)
	}
	fmt.Fprintf(&b, "{%q %q %q", o.ID, o.From, o.To)
	for _, c := range o.Cells {
		fmt.Fprintf(&b, " %s=%d:%q", c.Field.Path(), c.Value.Kind, c.Value)
	}
	for _, l := range o.Lists {
		fmt.Fprintf(&b, " %s=%v", l.Field.Path(), l.Values)
	}
	for _, r := range o.Refs {
		fmt.Fprintf(&b, " %s>%q", r.Field.Path(), r.ID)
	}
	for _, p := range o.Parts {
		fmt.Fprintf(&b, " %s=", p.Field.Path())
		for _, one := range p.Objects {
			b.WriteString(dump(one))
		}
	}
	return b.String() + "}"
}

// TestCompact checks that the compact graph has the objects of the other one, with their derived
// values, each time that they are read.
func TestCompact(t *testing.T) {
	schema, err := statement.NewSchema(readModel(t))
	if err != nil {
		t.Fatal(err)
	}
	open := func() *yaml.Folder { return yaml.Open(t.Context(), schema, seed.Embedded()) }
	folder := open()
	g, report, err := dataset.Merge(t.Context(), schema, folder.About(), folder.Statements())
	if err != nil {
		t.Fatal(err)
	}
	again := open()
	compact, compactReport, err := dataset.MergeCompact(t.Context(), schema, again.About(), again.Statements())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report, compactReport); diff != "" || report.Relations < 1000 {
		t.Errorf("reports (-graph +compact):\n%s", diff)
	}
	if diff := cmp.Diff(g.Former, compact.About.Former); diff != "" || compact.About.Version != g.Version {
		t.Errorf("metadata (-graph +compact):\n%s", diff)
	}
	var ids []string
	for range 2 {
		var got, want []string
		for _, o := range slices.Concat(g.Entities, g.Relations) {
			want = append(want, dump(o))
		}
		for o := range compact.Entities() {
			got, ids = append(got, dump(o)), append(ids, o.ID)
		}
		for _, typ := range schema.Relations {
			for o := range compact.Relations(typ) {
				got = append(got, dump(o))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("objects (-graph +compact):\n%.3000s", diff)
		}
	}
	if !slices.Equal(slices.Collect(compact.IDs()), ids[:len(ids)/2]) || !slices.IsSorted(ids[:len(ids)/2]) {
		t.Error("the ids are not those of the entities, in order")
	}
}

// TestCompactFaults checks that a dataset with a fault has no compact graph.
func TestCompactFaults(t *testing.T) {
	schema, err := statement.NewSchema(readModel(t))
	if err != nil {
		t.Fatal(err)
	}
	folder := yaml.Open(t.Context(), schema, folder(map[string]string{"a.yaml": source("s", "", body("name: A, country: Nowhere", partner))}))
	g, report, err := dataset.MergeCompact(t.Context(), schema, folder.About(), folder.Statements())
	if g != nil || err == nil || len(report.Faults) == 0 {
		t.Errorf("%v, %v, %v", g, err, report.Faults)
	}
}
