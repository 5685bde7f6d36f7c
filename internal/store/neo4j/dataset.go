package neo4j

import (
	"context"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// The clauses that find the one node of the dataset, and read it; and what tells one
// edition of it from another, null while it is loaded.
const (
	matchDataset = "MATCH (d:" + layout.DatasetLabel + " {name: '" + layout.DatasetName + "'})"
	editionOf    = "CASE d.state WHEN '" + layout.StateReady + "' THEN d.load + ' ' + d.version END"
	readDataset  = matchDataset + " RETURN " + editionOf + ", d.version, d.state, d.layout, d.licence, d.loadedAt, d.types, d.counts, d.title, d.date"
)

// edition is a dataset as one load brought it.
type edition struct {
	store.Info
	id string
}

// dataset describes the dataset as it is now.
func (v *view) dataset(ctx context.Context) (*edition, error) {
	values, err := v.single(ctx, readDataset, nil)
	switch {
	case err != nil:
		return nil, err
	case values == nil:
		return nil, plan.Errorf(plan.Unavailable, "load one into the database with whojoins load, then ask again", "the database has no dataset")
	case values[2] != layout.StateReady:
		return nil, plan.Errorf(plan.Unavailable, "ask again in a minute", "a dataset is being loaded into the database")
	case values[3] != layout.Fingerprint(v.store.model):
		return nil, plan.Errorf(plan.Unavailable, "load it again with this version of the program", "the dataset was loaded by a version of the program that lays it out in another way")
	}
	id, _ := values[0].(string)
	if known := v.store.known.Load(); known != nil && known.id == id {
		return known, nil
	}
	text := func(i int) string {
		s, _ := values[i].(string)
		return s
	}
	e := &edition{id: id, Info: store.Info{Version: text(1), Licence: text(4), LoadedAt: moment(values[5]), Name: text(8), Date: text(9)}}
	v.store.counts(&e.Info, values[6], values[7])
	v.store.known.Store(e)
	return e, nil
}

// moment is a time of the database.
func moment(v any) time.Time {
	t, _ := v.(time.Time)
	return t
}

// counts fills in how many there are of each concrete type: the load counted them.
func (s *Store) counts(info *store.Info, types, counts any) {
	words, _ := types.([]any)
	numbers, _ := counts.([]any)
	byWord := map[any]int{}
	for i := range min(len(words), len(numbers)) {
		byWord[words[i]] = intOf(numbers[i])
	}
	for _, list := range [][]*model.Type{s.model.Entities, s.model.Relations} {
		for _, t := range list {
			info.Counts[t.Index] = byWord[t.Enum]
		}
	}
}
