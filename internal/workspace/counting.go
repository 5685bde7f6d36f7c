package workspace

import (
	"strings"

	"whojoins/internal/dataset/statement"
)

// Counting yields the statements of an import that count. An import that enriches only adds to
// entities that others state: stated reports whether the entity with an id is one of these. Its
// relations count where both of their ends do.
//
// An import with an anchor, the name of a type, is about the entities of this type: a relation
// counts where an end is an anchor that others state, and brings the entity at its other end along.
func (i *Import) Counting(schema *statement.Schema, stated func(id string) bool) statement.Stream {
	if !i.Enriches {
		return i.Statements(schema)
	}
	return func(yield func(statement.Statement, error) bool) {
		counts := stated
		if i.Anchor != "" {
			brought, err := i.brought(stated)
			if err != nil {
				yield(statement.Statement{Place: statement.Place{File: i.path}}, err)
				return
			}
			counts = func(id string) bool { return brought[id] }
		}
		var last *statement.Subject
		taken := false
		for st, err := range i.Statements(schema) {
			if st.Subject != last && st.Subject != nil {
				last, taken = st.Subject, i.taken(schema, st.Subject, stated, counts)
			}
			if (err != nil || taken) && !yield(st, err) {
				return
			}
		}
	}
}

// taken reports whether the statements about a subject count.
func (i *Import) taken(schema *statement.Schema, s *statement.Subject, stated, counts func(id string) bool) bool {
	if s.ID != "" {
		return s.Type == schema.Source.Name || stated(s.ID) && i.Anchor == "" || counts(s.ID)
	}
	t := schema.Type(s.Type)
	for _, p := range s.Key {
		if t != nil && t.End(p.Name) != nil && !counts(p.Text) {
			return false
		}
	}
	return true
}

// brought returns the ids of the anchors that others state, and of the entities at the other ends of
// their relations.
func (i *Import) brought(stated func(id string) bool) (map[string]bool, error) {
	s, err := openSource(i.dir, i.path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.close() }() // it was only read
	anchors, brought := map[string]bool{}, map[string]bool{}
	prefix := strings.Join([]string{string(entityLine), i.Anchor, ""}, "\t")
	var r record
	for {
		ok, err := s.next(&r)
		if err != nil || !ok {
			return brought, err
		}
		if id, anchor := strings.CutPrefix(r.key, prefix); anchor && stated(id) {
			anchors[id], brought[id] = true, true
		}
		if r.key[0] != relationLine {
			continue
		}
		words := strings.Split(r.key, "\t")
		for n := 3; n < len(words); n += 2 {
			if anchors[words[n]] {
				for m := 3; m < len(words); m += 2 {
					brought[words[m]] = brought[words[m]] || m == 3 || m == 5
				}
			}
		}
	}
}
