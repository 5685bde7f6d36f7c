package store

import (
	"cmp"
	"iter"
	"math/bits"

	"whojoins/internal/model"
)

// Statistics describes how large a dataset is and how its values and relations are distributed.
// The work of a request is estimated from it before the request runs. It is computed when a
// dataset is loaded, is the same in every store, and can be stored as JSON.
type Statistics struct {
	// Objects describes the entities and the relations of each concrete type, by the name of
	// the type.
	Objects map[string]*Objects `json:"objects"`
	// Words describes the words by which entities are searched.
	Words WordStatistics `json:"words"`
	// Coverage sums how many participants are on record, for the description of the dataset.
	Coverage CoverageTotals `json:"coverage"`
}

// Objects describes the objects of one kind: the entities or relations of one type, or the
// parts in one field of these.
type Objects struct {
	// Count is their number. Deprecated is the number of deprecated ones among them.
	Count      int `json:"count"`
	Deprecated int `json:"deprecated,omitempty"`
	// Fields describes the values of each field, by its path. Fields without values are absent.
	Fields map[string]*Values `json:"fields,omitempty"`
	// Parts describes the parts in each field, by its path.
	Parts map[string]*Objects `json:"parts,omitempty"`
	// Sides describes the number of current relations of an entity on each side, by its name.
	// Sides without relations are absent.
	Sides map[string]*Degrees `json:"sides,omitempty"`
	// Hubs has, by id, the entities of the type with the most current relations, at most
	// mostHubs, with their number on each side.
	Hubs map[string]map[string]int `json:"hubs,omitempty"`
}

// mostHubs is the largest number of entities of a type whose relations are known one by one.
const mostHubs = 200

// Values describes the values of one field.
type Values struct {
	// Present is the number of objects that have a value, and Items the number of values, which
	// is larger for a list.
	Present int `json:"present"`
	Items   int `json:"items"`
	// Bytes is the total length of the values that are stored as text.
	Bytes int `json:"bytes,omitempty"`
	// Distinct is the number of different values in the whole table: that of all entities, of
	// all relations of the type, or of all parts in the field of these. Same is the probability
	// that two values of the table, chosen at random, are the same. Both are 0 for references.
	Distinct int     `json:"distinct,omitempty"`
	Same     float64 `json:"same,omitempty"`
	// Common has the values, as text, that at least one of commonPart objects with a value has,
	// and their number. It is empty if the table has more than FewValues different values.
	Common map[string]int `json:"common,omitempty"`
}

// FewValues is the largest number of different values of which the common ones are known, and
// commonPart the largest number of objects for each object with a common value.
const (
	FewValues  = 1024
	commonPart = 64
)

// Degrees describes the numbers of relations that entities have.
type Degrees struct {
	// Entities has at i the number of entities with at least 1<<i and less than 2<<i relations.
	// Relations has the number of the relations of these entities.
	Entities  []int `json:"entities"`
	Relations []int `json:"relations"`
	// Max is the largest number of relations of one entity, and Squares the sum of the squares
	// of the numbers.
	Max     int `json:"max"`
	Squares int `json:"squares"`
}

// WordStatistics describes the words by which entities are searched.
type WordStatistics struct {
	// Count is the number of different words, and Bytes is their total length.
	Count int `json:"count"`
	Bytes int `json:"bytes"`
	// Common has the words that most entities have, at most commonWords, with the number of
	// these entities.
	Common map[string]int `json:"common,omitempty"`
	// Degrees describes the numbers of entities that have a word.
	Degrees
}

// commonWords is the largest number of words whose numbers of entities are known one by one.
const commonWords = 200

// Add adds an entity with n relations.
func (d *Degrees) Add(n int) {
	if n == 0 {
		return
	}
	at := bits.Len(uint(n)) - 1
	for len(d.Entities) <= at {
		d.Entities, d.Relations = append(d.Entities, 0), append(d.Relations, 0)
	}
	d.Entities[at]++
	d.Relations[at] += n
	d.Max = max(d.Max, n)
	d.Squares += n * n
}

// SetWords sets the description of all words from the number of entities that have each.
func (w *WordStatistics) SetWords(words iter.Seq2[string, int]) {
	type common struct {
		word string
		n    int
	}
	most := top[common]{most: commonWords, compare: func(a, b common) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.word, b.word)) }}
	for word, n := range words {
		w.Count++
		w.Bytes += len(word)
		w.Add(n)
		most.add(common{word, n})
	}
	w.Common = map[string]int{}
	for _, c := range most.sorted() {
		w.Common[c.word] = c.n
	}
}

// Values returns the description of a field, which it adds if it is missing.
func (o *Objects) Values(f *model.Field) *Values { return entry(&o.Fields, f.Path()) }

// PartsIn returns the description of the parts in a field, which it adds if it is missing.
func (o *Objects) PartsIn(f *model.Field) *Objects { return entry(&o.Parts, f.Path()) }

// Degrees returns the description of a side, which it adds if it is missing.
func (o *Objects) Degrees(s *model.Side) *Degrees { return entry(&o.Sides, s.Name) }

func entry[T any](m *map[string]*T, key string) *T {
	if *m == nil {
		*m = map[string]*T{}
	}
	if (*m)[key] == nil {
		(*m)[key] = new(T)
	}
	return (*m)[key]
}

// SetDistinct sets Distinct and Same from the number of times that each different value occurs
// in the table.
func (v *Values) SetDistinct(occurrences iter.Seq[int]) {
	total, squares := 0, 0
	for n := range occurrences {
		if n > 0 {
			v.Distinct++
			total += n
			squares += n * n
		}
	}
	if total > 0 {
		v.Same = float64(squares) / float64(total) / float64(total)
	}
}

// addItem adds a value to those of an object; first reports whether it is the object's first.
func (v *Values) addItem(bytes int, first bool) {
	if first {
		v.Present++
	}
	v.Items++
	v.Bytes += bytes
}

// AddCommon adds a value that a number of objects have, if it is common. Present must be set.
func (v *Values) AddCommon(value string, n int) {
	if n*commonPart < v.Present {
		return
	}
	if v.Common == nil {
		v.Common = map[string]int{}
	}
	v.Common[value] += n
}

// Hub is an entity with the number of its current relations on each side, by name.
type Hub struct {
	ID    string
	Sides map[string]int
	total int
}

// Add adds relations on a side.
func (h *Hub) Add(side string, n int) {
	if n == 0 {
		return
	}
	if h.Sides == nil {
		h.Sides = map[string]int{}
	}
	h.Sides[side] += n
	h.total += n
}

// SetHubs sets the hubs of a type from all of its entities.
func (o *Objects) SetHubs(entities iter.Seq[Hub]) {
	most := top[Hub]{most: mostHubs, compare: func(a, b Hub) int { return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.ID, b.ID)) }}
	for h := range entities {
		if h.total > 0 {
			most.add(h)
		}
	}
	for _, h := range most.sorted() {
		if o.Hubs == nil {
			o.Hubs = map[string]map[string]int{}
		}
		o.Hubs[h.ID] = h.Sides
	}
}

// NewStatistics returns statistics without any object.
func NewStatistics(m *model.Model) *Statistics {
	s := &Statistics{Objects: map[string]*Objects{}}
	for _, list := range [][]*model.Type{m.Entities, m.Relations} {
		for _, t := range list {
			s.Objects[t.Name] = &Objects{}
		}
	}
	return s
}
