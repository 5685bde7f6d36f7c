// Command picture writes the graph of the curated dataset in the DOT language for
// `make picture`: institutes, people and initiatives in colours, and every pair of related
// entities once. Sources are omitted, because they relate to everything.
package main

import (
	"bufio"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/seed"
)

// look is the appearance of the entities of a type, or of the types of an interface.
type look struct{ Of, Fill, Line, Shape string }

//go:embed looks.yaml
var looks []byte

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, to io.Writer) error {
	m, err := model.ParseFile("schema.graphqls")
	if err != nil {
		return err
	}
	g, _, err := dataset.Load(ctx, m, seed.Embedded())
	if err != nil {
		return err
	}
	out := bufio.NewWriter(to)
	if err := draw(out, g); err != nil {
		return err
	}
	return out.Flush()
}

// draw writes the nodes in the order of their ids, then the links between them.
func draw(out io.Writer, g *store.Graph) error {
	var list []look
	if err := yaml.Unmarshal(looks, &list); err != nil {
		return fmt.Errorf("looks.yaml: %w", err)
	}
	fmt.Fprintln(out, `graph whojoins {
  graph [overlap=true, splines=line, outputorder=edgesfirst, bgcolor=white, K=0.9, repulsiveforce=1.6, start=7, pad=0.4, fontname="Helvetica"]
  node [style="filled", fontname="Helvetica", margin="0.06,0.03", height=0.2, penwidth=0.8]
  edge [color="#77777788", penwidth=0.8]`)
	links, degree := links(g)
	for _, e := range g.Entities {
		n := degree[e.ID]
		if n == 0 {
			continue
		}
		l := lookOf(list, g.Model, e)
		size := 9 + min(n, 40)*3/4
		fmt.Fprintf(out, "  %q [label=%q, tooltip=%q, fillcolor=%q, color=%q, shape=%s, fontsize=%d]\n",
			e.ID, label(e), name(e), l.Fill, l.Line, l.Shape, size)
	}
	for _, l := range links {
		fmt.Fprintf(out, "  %q -- %q\n", l[0], l[1])
	}
	fmt.Fprintln(out, "}")
	return nil
}

// links returns every pair of entities that a current relation connects, and the number of
// links of each entity. It omits sources.
func links(g *store.Graph) (pairs [][2]string, degree map[string]int) {
	degree, seen := map[string]int{}, map[[2]string]bool{}
	hidden := map[string]bool{}
	source := g.Model.AnyRelation.Field("evidence").Object.Field("source").Of
	for _, e := range g.Entities {
		hidden[e.ID] = e.Type == source
	}
	for _, r := range g.Relations {
		pair := [2]string{min(r.From, r.To), max(r.From, r.To)}
		if seen[pair] || hidden[r.From] || hidden[r.To] || r.Value(r.Type.Field("deprecated")).String() == "true" {
			continue
		}
		seen[pair] = true
		pairs = append(pairs, pair)
		degree[r.From]++
		degree[r.To]++
	}
	slices.SortFunc(pairs, func(a, b [2]string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	})
	return pairs, degree
}

func lookOf(list []look, m *model.Model, e *store.Object) look {
	for _, l := range list {
		if t := m.Type(l.Of); t != nil && t.Types.Has(e.Type) {
			return l
		}
	}
	return list[len(list)-1]
}

func name(e *store.Object) string { return e.Value(e.Type.Field("name")).String() }

// label returns the acronym, or the name in lines of about twenty letters.
func label(e *store.Object) string {
	if f := e.Type.WithRole(model.Acronym); f != nil && !e.Value(f).Null() {
		return e.Value(f).String()
	}
	const width, rows = 20, 3
	var lines []string
	for word := range strings.FieldsSeq(strings.TrimPrefix(name(e), "Network of expertise: ")) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+len(word) < width {
			lines[last] += " " + word
		} else if len(lines) < rows {
			lines = append(lines, word)
		} else {
			lines[last] += " …"
			break
		}
	}
	return strings.Join(lines, "\n")
}
