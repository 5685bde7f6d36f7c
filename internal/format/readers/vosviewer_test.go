package readers_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vosviewer is the JSON of VOSviewer by its documentation
// (https://app.vosviewer.com/docs/file-types/json-file-type/). Other members are an error.
type vosviewer struct {
	Network struct {
		Items []struct {
			ID, Label, Description, URL string
			X, Y                        *float64
			Cluster                     int
			Weights, Scores             map[string]float64
		}
		Links []struct {
			Source   string  `json:"source_id"`
			Target   string  `json:"target_id"`
			Strength float64 `json:"strength"`
		}
		Clusters []struct {
			Cluster int
			Label   string
		}
	}
	Info struct{ Title, Description string }
}

func TestVOSviewer(t *testing.T) {
	f, err := os.Open(download(t, everything+"vosviewer.json", "json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got vosviewer
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	clusters := map[int]string{}
	for _, c := range got.Network.Clusters {
		clusters[c.Cluster] = c.Label
	}
	items := map[string]bool{}
	for _, i := range got.Network.Items {
		if i.ID == "" || items[i.ID] || i.Label != awkward[i.ID] || i.Cluster < 1 || i.Cluster > 1000 || clusters[i.Cluster] == "" {
			t.Errorf("not an item of its own in a cluster: %+v", i)
		}
		if strings.ContainsAny(i.Description, "<>") || i.URL != home+"id/"+i.ID {
			t.Errorf("a description is HTML, and a name is not: %+v", i)
		}
		items[i.ID] = true
	}
	strengths := map[string]float64{}
	for _, l := range got.Network.Links {
		if !items[l.Source] || !items[l.Target] || l.Source == l.Target || strengths[l.Source+" "+l.Target] != 0 {
			t.Errorf("not a link between two items: %+v", l)
		}
		strengths[l.Source+" "+l.Target] = l.Strength
	}
	want := map[string]float64{"alpha delta": 2, "beta delta": 1, "delta gamma": 1, "delta epsilon": 1}
	if diff := cmp.Diff(want, strengths); diff != "" {
		t.Errorf("parallel relations are one link there: %s", diff)
	}
	described(t, got.Info.Description)
}
