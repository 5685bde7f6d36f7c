//go:build outside

package readers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOutsideNetworkxReadsGEXF(t *testing.T) {
	var got network
	byPython(t, &got, "gexf", download(t, everything+"gexf", "gexf"))
	got.check(t, inXML)
	for _, l := range got.Links {
		if l["role"] == "COORDINATOR" && (l["start"] != "2022-01-01" || l["end"] != "2024-02-29") {
			t.Errorf("the link is drawn from %v to %v, want the whole of 2022 to the whole of February", l["start"], l["end"])
		}
	}
}

func TestOutsideNetworkxReadsGraphML(t *testing.T) {
	var got network
	byPython(t, &got, "graphml", download(t, everything+"graphml", "graphml"))
	got.check(t, inXML)
	described(t, joined(got.About))
	for _, l := range got.Links {
		if l["role"] == "COORDINATOR" && l["sources"] != "https://page.example/?a=1&b=2; list" {
			t.Errorf("stated by %v", l["sources"])
		}
	}
}

func TestOutsideCytoscapeReadsItsJSON(t *testing.T) {
	var got network
	byNode(t, &got, "cyjs", download(t, everything+"cyjs", "cyjs"))
	got.check(t, same)
	described(t, joined(got.About))
	if diff := cmp.Diff([]any{"hospital", "university"}, got.Nodes["alpha"]["kinds"]); diff != "" {
		t.Error(diff)
	}
}
