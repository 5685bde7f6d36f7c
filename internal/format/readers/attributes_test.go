package readers_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLinkAttributes reads the JSON of Cytoscape: deprecated statements name no source of a
// link, and its dates are written once.
func TestLinkAttributes(t *testing.T) {
	text, err := os.ReadFile(download(t, "/export/participations.cyjs?fields=since,until,role", "cyjs"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Elements struct {
			Edges []struct{ Data map[string]any }
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for _, edge := range got.Elements.Edges {
		if edge.Data["id"] != "participation.alpha.delta.1" {
			continue
		}
		want := []any{"https://page.example/?a=1&b=2", "list"}
		if diff := cmp.Diff(want, edge.Data["sources"]); diff != "" {
			t.Errorf("the sources (-want +got)\n%s", diff)
		}
		if edge.Data["since"] != "2022" || edge.Data["since_"] != nil || edge.Data["until_"] != nil {
			t.Errorf("the dates are %v", edge.Data)
		}
		return
	}
	t.Errorf("no participation of alpha in %s", text)
}

// TestLinkedPlaces requires a field of an address to keep its own name, as the flat list of
// attributes in JSON-LD has no address.
func TestLinkedPlaces(t *testing.T) {
	text, err := os.ReadFile(download(t, "/export/participations.jsonld?fields=participant.country", "jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"whojoins:country":"BE"`) || strings.Contains(string(text), `"addressCountry"`) {
		t.Errorf("the country of an institute is not written by its own name: %s", text)
	}
}
