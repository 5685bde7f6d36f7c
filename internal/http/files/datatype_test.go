package files_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/store/storetest"
)

// TestDatatypes checks which type a column of each kind of value has in the description of a
// file: counts are whole numbers, the first and the last day of a date are full days, and a date
// as its source states it is text.
func TestDatatypes(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	h := over(t, storetest.Known(m)).Exports()
	for _, row := range []struct {
		query string
		want  map[string]string
	}{
		{`{projects(first:2){totalCount pageInfo{hasNextPage} nodes{id start grantNumber disputed budget{amount currency} coverage{stated complete}}}}`, map[string]string{
			"totalCount": "integer", "pageInfo.hasNextPage": "boolean", "id": "string", "start": "string", "grantNumber": "string", "disputed": "boolean",
			"budget.amount": "number", "budget.currency": "string", "coverage.stated": "integer", "coverage.complete": "boolean",
		}},
		{`{institutes(first:2){nodes{id location{latitude} participations{totalCount aggregate{count since{min max}}}}}}`, map[string]string{
			"id": "string", "location.latitude": "number", "participations.totalCount": "integer",
			"participations.aggregate.count": "integer", "participations.aggregate.since.min": "date", "participations.aggregate.since.max": "date",
		}},
		{`{institutes{facets(by:[COUNTRY]){other buckets{value count}}}}`, map[string]string{"facets.other": "integer", "facets.buckets.value": "string", "facets.buckets.count": "integer"}},
		{`{projects{series{start active}}}`, map[string]string{"series.start": "date", "series.active": "integer"}},
		{`{projects{aggregate{budget{currency count sum average}}}}`, map[string]string{
			"aggregate.budget.currency": "string", "aggregate.budget.count": "integer", "aggregate.budget.sum": "number", "aggregate.budget.average": "number",
		}},
	} {
		w := fetch(h, http.MethodGet, "/export.csv-metadata.json?query="+url.QueryEscape(row.query))
		var described struct {
			TableSchema struct {
				Columns []struct{ Titles, Datatype string }
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &described); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %v %.500s", row.query, w.Code, err, w.Body)
		}
		got := map[string]string{}
		for _, c := range described.TableSchema.Columns {
			got[c.Titles] = c.Datatype
		}
		if !maps.Equal(got, row.want) {
			t.Errorf("%s (-want +got):\n%s", row.query, cmp.Diff(row.want, got))
		}
	}
}
