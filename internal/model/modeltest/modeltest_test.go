package modeltest_test

import (
	"testing"

	"whojoins/internal/model/modeltest"
)

// TestSchema checks that the schema has the shapes that the golden files cover.
func TestSchema(t *testing.T) {
	m, schema, err := modeltest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if m.Participation == nil || len(m.Relations) < 5 || len(m.Entities) < 10 {
		t.Errorf("%d relations, %d entity types", len(m.Relations), len(m.Entities))
	}
	for _, name := range []string{"meta", m.Participation.Many, "entities"} {
		if schema.Query.Fields.ForName(name) == nil {
			t.Errorf("no root field %s", name)
		}
	}
}
