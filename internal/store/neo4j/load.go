package neo4j

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"

	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// manyObjects is the number of entities and relations from which a load drops the indexes and
// rebuilds them at its end, which is then cheaper than updating them.
const manyObjects = 20000

// LoadOptions are the options of Load. Nil options load into a database that holds nothing
// else.
type LoadOptions struct {
	// Database is the name of the database; "" is the default one of the server.
	Database string
	// AllowForeign loads even if the database holds other data, which is kept.
	AllowForeign bool
	// Reload loads even if the database holds the same version.
	Reload bool
	// Changes writes only what differs from the edition in the database, if that has one in this
	// layout.
	Changes bool
	// Progress is called with the number of rows written so far in a stage; total is 0 if
	// unknown.
	Progress func(stage string, done, total int)
}

// Loaded is the result of a load.
type Loaded struct {
	// AlreadyLoaded reports that the database held the version, so that nothing was written
	// except missing indexes.
	AlreadyLoaded bool
	// Entities and Relations are the numbers of objects in the graph.
	Entities, Relations int
	// Changes reports that only what differs was written: the number of entities and relations
	// Written and Removed. Before is the edition that the database had; it is empty if a load of it
	// was interrupted.
	Changes          bool
	Written, Removed int
	Before           string
}

// ErrForeign is returned if the database holds data that was not loaded by this program.
var ErrForeign = errors.New("the database holds data that this program did not load")

// Load replaces the graph in a database. While it runs, and after it was interrupted, the
// dataset has the state loading and is not served; another load starts over and completes it.
// If two loads overlap, the one that started last completes and the other one fails.
func Load(ctx context.Context, driver neo4j.DriverWithContext, g *store.Graph, options *LoadOptions) (*Loaded, error) {
	if options == nil {
		options = &LoadOptions{}
	}
	if err := layout.Check(g.Model); err != nil {
		return nil, err
	}
	e, err := layout.NewEncoder(g)
	if err != nil {
		return nil, err
	}
	l := &loader{Encoder: e, graph: g, driver: driver, options: options, load: rand.Text(), elements: elements{of: make(map[string]any, len(g.Entities))}}
	loaded, err := l.isLoaded(ctx)
	switch {
	case err != nil:
		return nil, err
	case loaded:
		return &Loaded{AlreadyLoaded: true}, l.createIndexes(ctx)
	}
	result := &Loaded{Entities: len(g.Entities), Relations: len(g.Relations), Changes: options.Changes && l.comparable, Before: l.before}
	steps := []func(context.Context) error{l.begin, l.clear, l.fill, l.indexAndCount, l.finish}
	if result.Changes {
		steps = []func(context.Context) error{l.begin, l.indexAndCount, l.writeChanges(result), l.finish}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// writeChanges writes what differs from the edition in the database.
func (l *loader) writeChanges(result *Loaded) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := l.compare(ctx)
		if err != nil {
			return err
		}
		result.Written, result.Removed = c.size()
		return l.apply(ctx, c)
	}
}

type loader struct {
	*layout.Encoder
	graph   *store.Graph
	driver  neo4j.DriverWithContext
	options *LoadOptions
	// load is the random id of this load.
	load string
	// statistics are those of the graph, as JSON.
	statistics string
	// elements are the entities that this load has written or found.
	elements elements
	// comparable reports whether the database has an edition in this layout, before is its version.
	comparable bool
	before     string
}

func (l *loader) progress(stage string, done, total int) {
	if l.options.Progress != nil {
		l.options.Progress(stage, done, total)
	}
}

func (l *loader) parameters(rows []any) map[string]any {
	return map[string]any{"dataset": layout.DatasetName, "load": l.load, "rows": rows}
}

// withSession calls do with a new session.
func (l *loader) withSession(ctx context.Context, do func(neo4j.SessionWithContext) (any, error)) (any, error) {
	s := l.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: l.options.Database})
	defer func() { _ = s.Close(context.WithoutCancel(ctx)) }()
	return do(s)
}

// run runs a statement in an auto-commit transaction, as CALL … IN TRANSACTIONS requires.
func (l *loader) run(ctx context.Context, statement string, parameters map[string]any) ([]*neo4j.Record, error) {
	records, err := l.withSession(ctx, func(s neo4j.SessionWithContext) (any, error) {
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

// isLoaded reports whether the database holds this version and a reload was not requested. It
// returns ErrForeign if the database holds other data.
func (l *loader) isLoaded(ctx context.Context) (bool, error) {
	records, err := l.run(ctx, "OPTIONAL MATCH (d:"+layout.DatasetLabel+" {name: $dataset}) "+
		"RETURN d.state, d.version, d.layout, "+countOwnNodes(l.graph.Model)+" AS own, COUNT { () } AS every, COUNT { (:Entity) } AS entities", l.parameters(nil))
	if err != nil {
		return false, err
	}
	r := records[0].Values
	state, own, every, entities := r[0], intOf(r[3]), intOf(r[4]), intOf(r[5])
	if state == nil {
		own = 0
		if entities > 0 {
			return false, fmt.Errorf("%w, and nodes with the label Entity, which a load would replace; choose another database with NEO4J_DATABASE", ErrForeign)
		}
	}
	// During another load, or after an interrupted one, the counts may be inconsistent. That
	// load has already performed this check.
	if every > own && state != layout.StateLoading && !l.options.AllowForeign {
		return false, fmt.Errorf("%w (%d nodes); choose another database with NEO4J_DATABASE, or keep the other data and load with --force: its nodes are kept, but not their relationships to a dataset loaded earlier", ErrForeign, every-own)
	}
	l.comparable = r[2] == layout.Fingerprint(l.graph.Model)
	if state == layout.StateReady {
		l.before, _ = r[1].(string)
	}
	return state == layout.StateReady && r[1] == l.graph.Version && r[2] == layout.Fingerprint(l.graph.Model) && !l.options.Reload, nil
}

// begin sets the state loading, so that the dataset is not served until finish. A load of everything
// removes the layout, since the digests in a database that is being cleared tell nothing.
func (l *loader) begin(ctx context.Context) error {
	if err := l.create(ctx, layout.RequiredSchema()); err != nil {
		return err
	}
	forget := " REMOVE d.layout"
	if l.options.Changes && l.comparable {
		forget = ""
	}
	_, err := l.run(ctx, "MERGE (d:"+layout.DatasetLabel+" {name: $dataset}) SET d.state = '"+layout.StateLoading+"', d.load = $load, d.startedAt = datetime()"+forget, l.parameters(nil))
	return err
}

// clear removes the previous graph.
func (l *loader) clear(ctx context.Context) error {
	if len(l.graph.Entities)+len(l.graph.Relations) >= manyObjects {
		if err := l.dropIndexes(ctx); err != nil {
			return err
		}
	}
	records, err := l.run(ctx, "RETURN "+countOwnNodes(l.graph.Model), nil)
	if err != nil {
		return err
	}
	if intOf(records[0].Values[0]) == 1 { // only the node Dataset
		return nil
	}
	return l.removeAll(ctx)
}

// removeAll removes the previous graph in transactions of bounded size.
func (l *loader) removeAll(ctx context.Context) error {
	const stage = "removing the previous graph"
	removed := 0
	for _, statement := range removeStatements(l.graph.Model) {
		for {
			records, err := l.update(ctx, statement, l.parameters(nil), false)
			if err != nil {
				return err
			}
			n := intOf(records[0].Values[0])
			if n == 0 {
				break
			}
			removed += n
			l.progress(stage, removed, 0)
		}
	}
	return nil
}

// fill writes the graph.
func (l *loader) fill(ctx context.Context) error {
	g := l.graph
	if err := l.write(ctx, "entities", len(g.Entities), l.sendEntities); err != nil {
		return err
	}
	if err := l.write(ctx, "relations", len(g.Relations), l.sendRelations); err != nil {
		return err
	}
	if err := l.write(ctx, "former ids", 0, l.sendFormer); err != nil {
		return err
	}
	return l.connectParts(ctx)
}

// runAll runs the statements of a stage one after the other.
func (l *loader) runAll(ctx context.Context, stage string, statements []string) error {
	for i, statement := range statements {
		if _, err := l.run(ctx, statement, l.parameters(nil)); err != nil {
			return err
		}
		l.progress(stage, i+1, len(statements))
	}
	return nil
}

// indexAndCount creates the indexes, and computes the statistics of the graph while the database
// builds them.
func (l *loader) indexAndCount(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		l.statistics, err = l.Statistics()
		return err
	})
	group.Go(func() error { return l.createIndexes(ctx) })
	return group.Wait()
}

// finish checks that the whole graph is in the database and sets the state ready.
func (l *loader) finish(ctx context.Context) error {
	counts := l.Counts()
	text := "MATCH (d:" + layout.DatasetLabel + " {name: $dataset, load: $load}) " +
		"WHERE COUNT { (:Entity) } = $entities AND " + countOwnRelations(l.graph.Model) + " = $relations " +
		"SET d.state = '" + layout.StateReady + "', d.version = $version, d.title = $title, d.date = $date, d.licence = $licence, d.layout = $layout, " +
		"d.loadedAt = datetime($now), d.types = $types, d.counts = $counts, d." + layout.StatisticsProperty + " = $statistics REMOVE d.startedAt RETURN d"
	p := l.parameters(nil)
	p["entities"], p["relations"] = len(l.graph.Entities), len(l.graph.Relations)
	p["version"], p["licence"], p["layout"] = l.graph.Version, l.graph.Licence, layout.Fingerprint(l.graph.Model)
	p["title"], p["date"] = l.graph.Name, l.graph.Date
	p["now"] = time.Now().UTC().Format(time.RFC3339)
	p["types"], p["counts"], p["statistics"] = counts.Types, counts.Counts, l.statistics
	records, err := l.run(ctx, text, p)
	if err == nil && len(records) == 0 {
		return fmt.Errorf("the database does not hold the whole graph: %w, or another program changed the database; load again", errOvertaken)
	}
	return err
}
