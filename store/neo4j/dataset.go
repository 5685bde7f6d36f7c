package neo4j

import (
	"context"
	"time"

	"whojoins/model"
	"whojoins/plan"
	"whojoins/store"
)

// The clauses that find the one node of the dataset, and read it.
const (
	matchDataset = "MATCH (d:" + datasetLabel + " {name: '" + datasetName + "'})"
	readDataset  = matchDataset + " RETURN d.version, d.state, d.licence, d.loadedAt, d.types, d.counts, d.title, d.date"
)

// dataset describes the dataset as it is now.
func (v *view) dataset(ctx context.Context) (*store.Info, error) {
	values, err := v.single(ctx, readDataset, nil)
	if err != nil {
		return nil, err
	}
	if values == nil {
		return nil, plan.Errorf(plan.Unavailable, "load one into the database, then ask again", "the database has no dataset")
	}
	if values[1] != stateReady {
		return nil, plan.Errorf(plan.Unavailable, "ask again in a minute", "a dataset is being loaded into the database")
	}
	version, _ := values[0].(string)
	loaded := moment(values[3])
	if known := v.store.known.Load(); known != nil && known.Version == version && known.LoadedAt.Equal(loaded) {
		return known, nil
	}
	info := &store.Info{Version: version, LoadedAt: loaded}
	info.Licence, _ = values[2].(string)
	info.Name, _ = values[6].(string)
	info.Date, _ = values[7].(string)
	v.store.counts(info, values[4], values[5])
	v.store.known.Store(info)
	return info, nil
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
		byWord[words[i]] = whole(numbers[i])
	}
	for _, list := range [][]*model.Type{s.model.Entities, s.model.Relations} {
		for _, t := range list {
			info.Counts[t.Index] = byWord[t.Enum]
		}
	}
}
