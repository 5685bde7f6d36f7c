package neo4j

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// datasetName is the name of the one Dataset node.
const datasetName = "whojoins"

// manyObjects is from where a load drops the indexes and builds them again at its end,
// which then costs less than keeping them.
const manyObjects = 20000

// LoadOptions say how to load; nil is a load into a database of its own.
type LoadOptions struct {
	// Database is the name of the database; empty is the server's default one.
	Database string
	// Beside loads although the database holds other data, which stays.
	Beside bool
	// Again loads although the same version is there.
	Again bool
	// Progress is told how much of a stage is done; total is 0 where it is not known.
	Progress func(stage string, done, total int)
}

// Loaded says what a load did.
type Loaded struct {
	// Already says that the version was there, and that nothing was written but indexes
	// that were missing.
	Already bool
	// Entities and Relations were written.
	Entities, Relations int
}

// ErrForeign says that the database holds what no load of this program made.
var ErrForeign = errors.New("the database holds data that this program did not load")

// Load brings a graph into a database, in place of one that was loaded before. While it
// runs, and after it was interrupted, the dataset stands as loading and is not served;
// loading again starts anew and finishes it. Of two loads at the same time the one that
// began last goes on.
func Load(ctx context.Context, driver neo4j.DriverWithContext, g *store.Graph, options *LoadOptions) (*Loaded, error) {
	if options == nil {
		options = &LoadOptions{}
	}
	if err := checkLayout(g.Model); err != nil {
		return nil, err
	}
	w, err := newWriter(g)
	if err != nil {
		return nil, err
	}
	l := &loader{writer: w, driver: driver, options: options, load: rand.Text()}
	steps := []func(context.Context) error{l.begin, l.clear, l.fill, l.index, l.finish}
	already, err := l.look(ctx)
	switch {
	case err != nil:
		return nil, err
	case already:
		return &Loaded{Already: true}, l.index(ctx)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return &Loaded{Entities: len(g.Entities), Relations: len(g.Relations)}, nil
}

type loader struct {
	*writer
	driver  neo4j.DriverWithContext
	options *LoadOptions
	// load tells this load from every other.
	load string
}

func (l *loader) progress(stage string, done, total int) {
	if l.options.Progress != nil {
		l.options.Progress(stage, done, total)
	}
}

func (l *loader) parameters(rows []any) map[string]any {
	return map[string]any{"dataset": datasetName, "load": l.load, "rows": rows}
}

// session opens one for the time of a call.
func (l *loader) session(ctx context.Context, do func(neo4j.SessionWithContext) (any, error)) (any, error) {
	s := l.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: l.options.Database})
	defer func() { _ = s.Close(context.WithoutCancel(ctx)) }()
	return do(s)
}

// run runs a statement in a transaction of its own, or several of the server's.
func (l *loader) run(ctx context.Context, statement string, parameters map[string]any) ([]*neo4j.Record, error) {
	records, err := l.session(ctx, func(s neo4j.SessionWithContext) (any, error) {
		result, err := s.Run(ctx, statement, parameters)
		if err != nil {
			return nil, err
		}
		return result.Collect(ctx)
	})
	if err != nil {
		return nil, err
	}
	return records.([]*neo4j.Record), nil
}

// look refuses a database with other data, and knows a version that is there.
func (l *loader) look(ctx context.Context) (already bool, err error) {
	records, err := l.run(ctx, "OPTIONAL MATCH (d:"+datasetLabel+" {name: $dataset}) "+
		"RETURN d.state, d.version, d.layout, "+ownNodes(l.graph.Model)+" AS own, COUNT { () } AS every, COUNT { (:Entity) } AS entities", l.parameters(nil))
	if err != nil {
		return false, err
	}
	r := records[0].Values
	state, own, every, entities := r[0], whole(r[3]), whole(r[4]), whole(r[5])
	if state == nil {
		own = 0
		if entities > 0 {
			return false, fmt.Errorf("%w, with nodes of the label Entity, which a load would take for its own; choose another database with NEO4J_DATABASE", ErrForeign)
		}
	}
	// While another load writes, or after it was interrupted, the numbers need not be of
	// one moment; that load has asked before it began.
	if every > own && state != stateLoading && !l.options.Beside {
		return false, fmt.Errorf("%w (%d nodes); choose another database with NEO4J_DATABASE, or load beside it with --force: it stays, but loses what ties it to a dataset that was loaded before", ErrForeign, every-own)
	}
	return state == stateReady && r[1] == l.graph.Version && r[2] == layoutOf(l.graph.Model) && !l.options.Again, nil
}

// begin keeps readers away until finish.
func (l *loader) begin(ctx context.Context) error {
	if err := l.create(ctx, needed()); err != nil {
		return err
	}
	_, err := l.run(ctx, "MERGE (d:"+datasetLabel+" {name: $dataset}) SET d.state = '"+stateLoading+"', d.load = $load, d.startedAt = datetime()", l.parameters(nil))
	return err
}

// clear removes what was loaded before.
func (l *loader) clear(ctx context.Context) error {
	if l.many() {
		if err := l.drop(ctx); err != nil {
			return err
		}
	}
	records, err := l.run(ctx, "RETURN "+ownNodes(l.graph.Model), nil)
	if err != nil {
		return err
	}
	if whole(records[0].Values[0]) == 1 { // the node Dataset alone
		return nil
	}
	statements := remove(l.graph.Model)
	for i, statement := range statements {
		if _, err := l.run(ctx, statement, l.parameters(nil)); err != nil {
			return err
		}
		l.progress("removing what was there", i+1, len(statements))
	}
	return nil
}

func (l *loader) many() bool { return len(l.graph.Entities)+len(l.graph.Relations) >= manyObjects }

// fill writes the graph.
func (l *loader) fill(ctx context.Context) error {
	g := l.graph
	if err := l.write(ctx, "entities", len(g.Entities), l.entities); err != nil {
		return err
	}
	if err := l.write(ctx, "relations", len(g.Relations), l.relations); err != nil {
		return err
	}
	if err := l.write(ctx, "former ids", 0, l.former); err != nil {
		return err
	}
	if err := l.write(ctx, "words", len(l.words), l.searchWords); err != nil {
		return err
	}
	var statements []string
	eachPart(g.Model, func(*model.Field) {}, func(parts, f *model.Field) {
		statements = append(statements, createReferences(parts, f))
	})
	for i, statement := range statements {
		if _, err := l.run(ctx, statement, l.parameters(nil)); err != nil {
			return err
		}
		l.progress("references", i+1, len(statements))
	}
	return nil
}

// index makes what is missing of the constraints and indexes and waits until they are
// built.
func (l *loader) index(ctx context.Context) error {
	var constraints, indexes []schemaItem
	for _, item := range schema(l.graph.Model) {
		if item.constraint {
			constraints = append(constraints, item)
		} else {
			indexes = append(indexes, item)
		}
	}
	l.progress("constraints", 0, len(constraints))
	if err := l.create(ctx, constraints); err != nil {
		return err
	}
	l.progress("constraints", len(constraints), len(constraints))
	l.progress("indexes", 0, len(indexes))
	if err := l.create(ctx, indexes); err != nil {
		return err
	}
	_, err := l.run(ctx, "CALL db.awaitIndexes(3600)", nil)
	l.progress("indexes", len(indexes), len(indexes))
	return err
}

// finish lets readers in, when all is there that should be.
func (l *loader) finish(ctx context.Context) error {
	counts := l.counts()
	text := "MATCH (d:" + datasetLabel + " {name: $dataset, load: $load}) " +
		"WHERE COUNT { (:Entity) } = $entities AND " + ownRelations(l.graph.Model) + " = $relations " +
		"SET d.state = '" + stateReady + "', d.version = $version, d.title = $title, d.date = $date, d.licence = $licence, d.layout = $layout, " +
		"d.loadedAt = datetime($now), d.types = $types, d.counts = $counts REMOVE d.startedAt RETURN d"
	p := l.parameters(nil)
	p["entities"], p["relations"] = len(l.graph.Entities), len(l.graph.Relations)
	p["version"], p["licence"], p["layout"] = l.graph.Version, l.graph.Licence, layoutOf(l.graph.Model)
	p["title"], p["date"] = l.graph.Name, l.graph.Date
	p["now"] = time.Now().UTC().Format(time.RFC3339)
	p["types"], p["counts"] = counts.types, counts.counts
	records, err := l.run(ctx, text, p)
	if err == nil && len(records) == 0 {
		return fmt.Errorf("the database does not hold what was written: %w, or somebody else has changed it; load again", errOvertaken)
	}
	return err
}

// typeCounts has how many there are of each concrete type, deprecated relations apart.
type typeCounts struct {
	types  []string
	counts []int64
}

func (l *loader) counts() typeCounts {
	n := map[string]int64{}
	for _, o := range l.graph.Entities {
		n[o.Type.Enum]++
	}
	for _, o := range l.graph.Relations {
		if o.Value(l.graph.Model.AnyRelation.Field("deprecated")).Int == 0 {
			n[o.Type.Enum]++
		}
	}
	var c typeCounts
	for _, types := range [][]*model.Type{l.graph.Model.Entities, l.graph.Model.Relations} {
		for _, t := range types {
			c.types, c.counts = append(c.types, t.Enum), append(c.counts, n[t.Enum])
		}
	}
	return c
}

// layoutOf tells one layout from another: all names that a model gives.
func layoutOf(m *model.Model) string {
	h := fnv.New64a()
	for _, item := range schema(m) {
		_, _ = h.Write([]byte(item.statement))
	}
	for _, n := range modelNames(m) {
		_, _ = h.Write([]byte(n.space + n.name + "\n"))
	}
	return strconv.FormatUint(h.Sum64(), 16)
}
