package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// The clauses that match and read the Dataset node, and the expression for the dataset edition:
// a text that is different after each load, and null during a load. The statistics, which are
// long, are read once for each edition.
const (
	matchDataset      = "MATCH (d:" + layout.DatasetLabel + " {name: '" + layout.DatasetName + "'})"
	editionExpression = "CASE d.state WHEN '" + layout.StateReady + "' THEN d.load + ' ' + d.version END"
	readDataset       = matchDataset + " RETURN " + editionExpression + ", d.version, d.state, d.layout, d.licence, d.loadedAt, d.types, d.counts, d.title, d.date, " +
		"CASE WHEN coalesce(" + editionExpression + ", '') <> $known THEN d." + layout.StatisticsProperty + " END"
)

// datasetEdition describes the dataset after one load.
type datasetEdition struct {
	store.Info
	id string
}

// dataset reads the description of the current dataset.
func (v *view) dataset(ctx context.Context) (*datasetEdition, error) {
	known, last := "", v.store.lastEdition.Load()
	if last != nil {
		known = last.id
	}
	values, err := v.single(ctx, readDataset, map[string]any{"known": known})
	switch {
	case err != nil:
		return nil, err
	case values == nil:
		return nil, plan.Errorf(plan.Unavailable, "load a dataset with whojoins load, then try again", "the database has no dataset")
	case values[2] != layout.StateReady:
		return nil, plan.Errorf(plan.Unavailable, "try again in a minute", "a dataset is being loaded into the database")
	case values[3] != layout.Fingerprint(v.store.model):
		return nil, plan.Errorf(plan.Unavailable, "load the dataset again with this version of the program", "the dataset was loaded by a version of the program with another layout")
	}
	id, _ := values[0].(string)
	if last != nil && last.id == id {
		return last, nil
	}
	text := func(i int) string {
		s, _ := values[i].(string)
		return s
	}
	e := &datasetEdition{id: id, Info: store.Info{Version: text(1), Licence: text(4), LoadedAt: moment(values[5]), Name: text(8), Date: text(9)}}
	v.store.counts(&e.Info, values[6], values[7])
	if err := json.Unmarshal([]byte(text(10)), &e.Statistics); err != nil {
		return nil, fmt.Errorf("read the statistics of the dataset: %w", err)
	}
	v.store.lastEdition.Store(e)
	return e, nil
}

// moment returns a time of the database.
func moment(v any) time.Time {
	t, _ := v.(time.Time)
	return t
}

// counts sets the counts by type, which the load has stored.
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
