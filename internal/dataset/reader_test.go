package dataset_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/store"
)

func readSchema(t testing.TB) *statement.Schema {
	t.Helper()
	schema, err := statement.NewSchema(readModel(t))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// said is an element of a stream.
type said struct {
	statement.Statement
	err error
}

func streamOf(list ...said) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		for _, s := range list {
			if !yield(s.Statement, s.err) {
				return
			}
		}
	}
}

// at is line n of the file of a reader.
func at(n int) statement.Place { return statement.Place{File: "in", Line: n} }

// about is a statement of the source s at line n: that the subject exists, or the value of
// a field.
func about(s *statement.Subject, n int, fieldAndValue ...string) said {
	st := statement.Statement{Subject: s, Source: "s", Place: at(n)}
	if len(fieldAndValue) > 0 {
		st.Field, st.Value.Text = fieldAndValue[0], fieldAndValue[1]
	}
	return said{Statement: st}
}

// TestReaders checks the faults that the merge reports in streams that package yaml never
// yields.
func TestReaders(t *testing.T) {
	source := &statement.Subject{Type: "Source", ID: "s", Place: at(1)}
	a := &statement.Subject{Type: "Institute", ID: "a", Place: at(2)}
	b := &statement.Subject{Type: "Institute", ID: "b", Place: at(3)}
	start := []said{about(source, 1), about(source, 1, "name", "S"), about(a, 2), about(a, 2, "name", "A"), about(b, 3), about(b, 3, "name", "B")}
	partOf := func(more ...statement.Property) *statement.Subject {
		return &statement.Subject{Type: "PartOf", Place: at(4), Key: append([]statement.Property{{Name: "part", Text: "a"}, {Name: "whole", Text: "b"}}, more...)}
	}
	related := []said{about(partOf(), 4)}
	with := func(change func(*statement.Statement)) said {
		s := about(a, 5, "city", "C")
		change(&s.Statement)
		return s
	}
	for _, test := range []struct {
		reason string
		more   []said
		want   []string
	}{
		{"nothing is wrong", related, nil},
		{"a statement without a subject", append(related, said{Statement: statement.Statement{Place: at(5)}}), []string{"in:5: the statement has no subject; its reader must give one"}},
		{"an error without a subject", append(related, said{statement.Statement{Place: at(5)}, errors.New("bad line")}), []string{"in:5: bad line"}},
		{"an error of a subject, which then may lack fields", []said{related[0],
			{statement.Statement{Subject: &statement.Subject{Type: "Institute", ID: "c", Place: at(5)}, Source: "s", Place: at(6)}, errors.New("bad name")}}, []string{"in:6: bad name"}},
		{"an unknown type", append(related, about(&statement.Subject{Type: "Institut", ID: "c", Place: at(5)}, 6, "name", "C")), []string{`in:5: "Institut" is not a type of entity or relation; did you mean Institute?`}},
		{"an interface as a type", append(related, about(&statement.Subject{Type: "Actor", ID: "c", Place: at(5)}, 6)), []string{`in:5: "Actor" is not a type of entity or relation; write one of About, Affiliation`}},
		{"an unknown field", append(related, about(a, 5, "citty", "C")), []string{`in:5: unknown field "citty" of Institute; did you mean city?`}},
		{"a computed field", append(related, about(a, 5, "disputed", "true")), []string{`in:5: unknown field "disputed" of Institute; `}},
		{"a key property as a field", append(related, about(&statement.Subject{Type: "Participation", Place: at(5)}, 5, "role", "MEMBER")), []string{`in:5: unknown field "role" of Participation; `}},
		{"an unknown part of an object", append(related, with(func(s *statement.Statement) {
			s.Field, s.Value = "aliases", statement.Value{Parts: []statement.Property{{Name: "nam", Text: "A"}}}
		})), []string{`in:5: aliases: unknown key "nam"; did you mean name?`}},
		{"values that no register has", append(related, about(a, 5, "country", "Atlantis"), about(a, 6, "identifiers", "pic:1"), with(func(s *statement.Statement) {
			s.Field, s.Value = "identifiers", statement.Value{Parts: []statement.Property{{Name: "scheme", Text: "ror"}, {Name: "value", Text: "0aaaaaa43"}}}
		})), []string{`in:5: country: "Atlantis" is not the code of a country`, `in:6: identifiers: "1" is not a PIC`, `in:5: identifiers: "0aaaaaa43" is not an id of ROR`}},
		{"bytes that are not UTF-8", append(related, about(a, 5, "city", "caf\xe9")), []string{`in:5: city: the text contains control characters or bytes that are not UTF-8`}},
		{"an undeclared source", append(related, with(func(s *statement.Statement) { s.Source = "r" })), []string{`in:5: the source "r" of the statement is not declared; declare an entity of type Source with this id`}},
		{"a source of another type", append(related, with(func(s *statement.Statement) { s.Source = "b" })), []string{`in:5: the source "b" of the statement is not declared; declare an entity of type Source with this id`}},
		{"no source", append(related, with(func(s *statement.Statement) { s.Source = "" })), []string{`in:5: the source "" of the statement is not declared; declare an entity of type Source with this id`}},
		{"an unknown rank", append(related, with(func(s *statement.Statement) { s.Rank = "BEST" })), []string{`in:5: rank: "BEST" is not a Rank; `}},
		{"a bad date", append(related, with(func(s *statement.Statement) { s.Date = "2024-13" })), []string{`in:5: date: "2024-13" is not a date`}},
		{"a bad day of retrieval", append(related, with(func(s *statement.Statement) { s.Retrieved = "May" })), []string{`in:5: retrieved: "May" is not a date`}},
		{"a control character in the locator", append(related, with(func(s *statement.Statement) { s.Locator = "a\x07" })), []string{`in:5: locator: the text contains control characters`}},
		{"a relation that is never declared", []said{about(partOf(), 4, "since", "2024")}, []string{`in:4: properties of a PartOf are stated, but not the relation itself`}},
		{"a relation without an end", append(related, about(&statement.Subject{Type: "PartOf", Place: at(5), Key: []statement.Property{{Name: "part", Text: "a"}}}, 5)), []string{`in:5: whole is missing; every PartOf has both part and whole`}},
		{"an unknown property in a key", []said{about(partOf(statement.Property{Name: "hole", Text: "b", Line: 7}), 4)}, []string{`in:7: "hole" is neither an end nor a key property of PartOf; did you mean whole?`}},
		{"an empty end that no reader has reported", append(related, about(&statement.Subject{Type: "PartOf", Place: at(5), Key: []statement.Property{{Name: "part", Text: "a"}, {Name: "whole", Line: 6}}}, 5)), []string{`in:5: whole is missing`}},
		{"an empty end that a reader has reported", append(related, about(&statement.Subject{Type: "PartOf", Place: at(5), Incomplete: true, Key: []statement.Property{{Name: "part", Text: "a"}, {Name: "whole", Line: 6}}}, 5)), nil},
	} {
		_, report, _ := dataset.Merge(t.Context(), readSchema(t), &statement.About{}, streamOf(start...), streamOf(test.more...))
		if len(report.Faults) != len(test.want) {
			t.Errorf("%s: faults %v, want %v", test.reason, report.Faults, test.want)
			continue
		}
		for _, want := range test.want {
			if place, message, _ := strings.Cut(want, ": "); !hasFault(report, place, message) {
				t.Errorf("%s: faults %v, want %v", test.reason, report.Faults, want)
			}
		}
		if len(test.want) == 0 && len(report.Warnings) > 0 {
			t.Errorf("%s: warnings %v", test.reason, report.Warnings)
		}
	}
}

// TestOrderOfStreams checks that the graph does not depend on the order of the files, even
// though each refers to entities of the others.
func TestOrderOfStreams(t *testing.T) {
	files := []string{
		source("source-x", "", body("name: A, identifiers: \"pic:900000001\", memberKinds: [x, y], acronym: X", partner)),
		source("source-y", ", publisher: b-1, date: 2024", "entities:\n  Alliance:\n    \"pic:900000001\": {acronym: Y, memberKinds: z}\nrelations:\n  Participation:\n    - {participant: b-1, initiative: \"pic:900000001\", role: MEMBER, since: 2024}\n"),
		source("source-z", ", authority: own", body("acronym: Z, start: 2024", "  Topic:\n    t-1: {name: T}\nrelations:\n  About:\n    - {subject: a-1, topic: t-1}\n")),
	}
	schema := readSchema(t)
	var first []string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		var streams []statement.Stream
		for _, i := range order {
			name := string(rune('a'+i)) + ".yaml"
			streams = append(streams, yaml.Open(t.Context(), schema, folder(map[string]string{name: files[i]})).Statements())
		}
		g, _, err := dataset.Merge(t.Context(), schema, &statement.About{}, streams...)
		if err != nil {
			t.Fatal(err)
		}
		got := shown(g)
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("order %v (-first +got):\n%s", order, diff)
		}
	}
}

// shown returns a graph as lines: each object with its values, then its claims or evidence.
func shown(g *store.Graph) (list []string) {
	for _, o := range slices.Concat(g.Entities, g.Relations) {
		list = append(list, o.Type.Name+" "+o.ID)
		for _, c := range o.Cells {
			list = append(list, c.Field.Path()+"="+c.Value.String())
		}
		for _, l := range o.Lists {
			for _, v := range l.Values {
				list = append(list, l.Field.Name+"+"+v.String())
			}
		}
		field := "claims"
		if o.From != "" {
			field = "evidence"
		}
		list = append(list, lines(o, field, "field", "value", "rank", "date", "locator", "source")...)
	}
	return list
}
