package questions_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/seed"
)

func readModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// curated returns the curated dataset in the embedded store.
func curated(t *testing.T, m *model.Model) store.Store {
	t.Helper()
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestQuestions(t *testing.T) {
	m := readModel(t)
	if answers := questionstest.Run(t, m, curated(t, m)); len(answers) < 2*25 {
		t.Errorf("the library has %d questions, want 25 and more", len(answers)/2)
	}
}

// A faulty question is rejected with its file and its fault.
func TestWrongQuestions(t *testing.T) {
	const texts = "title: {en: A, fr: A, nl: A}\ndescription: {en: A, fr: A, nl: A}\n"
	const initiative = "parameters:\n  a: {example: x, en: A, fr: A, nl: A}\n"
	const one = "graphql: 'query One($a: ID!) { entity(id: $a) { id } }'\n"
	for _, c := range []struct{ reason, name, text, want string }{
		{"no number", "one.yaml", texts + initiative + one, "NN-words-with-hyphens.yaml"},
		{"no French", "01-one.yaml", "title: {en: A, nl: A}\ndescription: {en: A, fr: A, nl: A}\n" + initiative + one, "title is empty in fr"},
		{"an unknown key", "01-one.yaml", texts + initiative + one + "titel: A\n", "titel"},
		{"no GraphQL", "01-one.yaml", texts + "graphql: query {\n", "one"},
		{"no name", "01-one.yaml", texts + "graphql: '{ meta { name } }'\n", "one query with a name"},
		{"two queries", "01-one.yaml", texts + "graphql: 'query A { meta { name } } query B { meta { name } }'\n", "one query with a name"},
		{"a variable without an entry", "01-one.yaml", texts + one, "the variable a has no entry"},
		{"an entry without a variable", "01-one.yaml", texts + initiative + "graphql: 'query A { meta { name } }'\n", "a is not a variable"},
		{"no example", "01-one.yaml", texts + "parameters:\n  a: {en: A, fr: A, nl: A}\n" + one, "a has no example"},
		{"an example of another type", "01-one.yaml", texts + initiative + "graphql: 'query A($a: Role) { meta { name } }'\n", "a must be one of COORDINATOR"},
		{"no such list", "01-one.yaml", texts + strings.Replace(initiative, "example", "offers: things, example", 1) + one, "things, which is not a list"},
		{"a type that no address holds", "01-one.yaml", texts + initiative + "graphql: 'query A($a: InitiativeWhere) { meta { name } }'\n", "InitiativeWhere"},
	} {
		_, err := questions.Load(readModel(t), fstest.MapFS{"analysts/" + c.name: {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: %v, want %q", c.reason, err, c.want)
		}
	}
}
