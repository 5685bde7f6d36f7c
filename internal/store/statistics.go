package store

import (
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
}

// Objects describes the objects of one kind: the entities or relations of one type, or the
// parts in one field of these.
type Objects struct {
	// Count is their number. Deprecated is the number of deprecated relations among them.
	Count      int `json:"count"`
	Deprecated int `json:"deprecated,omitempty"`
	// Fields describes the values of each field, by its path. Fields without values are absent.
	Fields map[string]*Values `json:"fields,omitempty"`
	// Parts describes the parts in each field, by its name.
	Parts map[string]*Objects `json:"parts,omitempty"`
	// Sides describes the number of current relations of an entity on each side, by its name.
	// Sides without relations are absent.
	Sides map[string]*Degrees `json:"sides,omitempty"`
}

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
}

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
	// Degrees describes the numbers of entities that have a word.
	Degrees
}

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

// Add adds a word that n entities have.
func (w *WordStatistics) Add(word string, n int) {
	w.Count++
	w.Bytes += len(word)
	w.Degrees.Add(n)
}

// Values returns the description of a field, which it adds if it is missing.
func (o *Objects) Values(f *model.Field) *Values { return entry(&o.Fields, f.Path()) }

// PartsIn returns the description of the parts in a field, which it adds if it is missing.
func (o *Objects) PartsIn(f *model.Field) *Objects { return entry(&o.Parts, f.Name) }

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
