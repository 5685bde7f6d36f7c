package identity

import (
	"cmp"
	"slices"
	"strings"
)

// mappedSchemes are the registers of the crosswalk; the first that an entity has is the subject.
var mappedSchemes = []string{"pic", "ror", "wikidata", "vat"}

// Justifications of SSSOM, as words of the Semantic Mapping Vocabulary.
const (
	justifiedByPerson   = "semapv:ManualMappingCuration"
	justifiedByEvidence = "semapv:CompositeMatching"
	justifiedByRegister = "semapv:BackgroundKnowledgeBasedMatching"
)

// Mapping is a line of the crosswalk.
type Mapping struct {
	Subject, Object           Identifier
	SubjectLabel, ObjectLabel string
	Justification             string
	Confidence                float64
	// Author is the pseudonym of the person who decided, or empty.
	Author, Comment string
}

// Crosswalk returns which identifiers of PIC, VAT, ROR and Wikidata are those of one entity,
// ordered by subject and object.
func (r *Result) Crosswalk() []Mapping {
	var list []Mapping
	for i := range r.Entities {
		list = append(list, r.Entities[i].mappings()...)
	}
	slices.SortFunc(list, func(a, b Mapping) int {
		return cmp.Or(strings.Compare(a.Subject.String(), b.Subject.String()), strings.Compare(a.Object.String(), b.Object.String()))
	})
	return list
}

// holder is an identifier with a record that states it.
type holder struct {
	Identifier
	record *Record
}

func (e *Entity) mappings() (list []Mapping) {
	var all []holder
	for _, scheme := range mappedSchemes {
		for _, record := range e.Records {
			for _, id := range record.Identifiers {
				if id.Scheme == scheme && !slices.ContainsFunc(all, func(h holder) bool { return h.Identifier == id }) {
					all = append(all, holder{id, record})
				}
			}
		}
	}
	for i, subject := range all {
		if subject.Scheme != all[0].Scheme {
			break
		}
		for _, object := range all[i+1:] {
			if object.Scheme != subject.Scheme {
				list = append(list, e.mapping(subject, object))
			}
		}
	}
	return list
}

// mapping returns the mapping of two identifiers of an entity.
func (e *Entity) mapping(subject, object holder) Mapping {
	m := Mapping{Subject: subject.Identifier, Object: object.Identifier, SubjectLabel: label(subject.record), ObjectLabel: label(object.record), Justification: justifiedByRegister, Confidence: 1}
	if slices.Contains(subject.record.Identifiers, object.Identifier) || slices.Contains(object.record.Identifiers, subject.Identifier) {
		m.Comment = "one record has both"
		return m
	}
	var reasons []string
	for _, l := range e.path(subject.record, object.record) {
		m.Confidence = min(m.Confidence, l.Score)
		reasons = append(reasons, l.Left+" and "+l.Right+": "+l.Reason)
		switch {
		case l.By == ruleEvidence && m.Justification == justifiedByRegister:
			m.Justification = justifiedByEvidence
		case l.By != ruleEvidence && l.By != ruleIdentifier:
			m.Justification, m.Author = justifiedByPerson, l.By
		}
	}
	m.Comment = strings.Join(reasons, "; ")
	return m
}

func label(r *Record) string {
	if len(r.Names) == 0 {
		return ""
	}
	return r.Names[0]
}

// path returns the links between two records of an entity.
func (e *Entity) path(from, to *Record) (path []Link) {
	by := map[string]Link{} // the link by which a record was reached
	goal := to.Ref()
	seen := map[string]bool{from.Ref(): true}
	for queue := []string{from.Ref()}; len(queue) > 0 && !seen[goal]; queue = queue[1:] {
		for _, l := range e.Links {
			for _, pair := range [][2]string{{l.Left, l.Right}, {l.Right, l.Left}} {
				if pair[0] == queue[0] && !seen[pair[1]] {
					seen[pair[1]], by[pair[1]] = true, l
					queue = append(queue, pair[1])
				}
			}
		}
	}
	for at := goal; at != from.Ref(); {
		l, ok := by[at]
		if !ok {
			break
		}
		path = append(path, l)
		if at == l.Left {
			at = l.Right
		} else {
			at = l.Left
		}
	}
	slices.Reverse(path)
	return path
}
