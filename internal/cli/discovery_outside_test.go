//go:build outside

package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideDiscovery reads the description of the dataset with validators and clients of others:
// DCAT against the shapes of DCAT-AP, the whole graph as an RO-Crate, and the links of Signposting.
func TestOutsideDiscovery(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join(clientsFolder, "discovery"))
	if err != nil {
		t.Fatal(err)
	}
	python := testenv.Python(t, "discovery", filepath.Join(folder, "requirements.txt"))
	p := &project{folder: folder, url: start(t, Config{}).URL()}
	got := p.run(t, python, "discovery.py")
	const licence = "https://creativecommons.org/licenses/by/4.0/"
	for _, want := range []string{
		"dcat the same conforms\n",
		"dataset Cancer research in Belgium and Europe " + licence + " 2026-11-30\n",
		"file 200 True https://whojoins.example/export/graph.ttl\n",
		"file 200 True https://whojoins.example/export/graph.zip\n",
		"crate " + licence + " 2026-11-30 ['datapackage.json', 'nodes.csv', 'edges.csv']\nsources True True\n",
		"signs / " + licence + " - ['application/ld+json', 'text/turtle'] []\n",
		"signs /id/sciensano " + licence + " https://whojoins.example/id/sciensano ['application/ld+json', 'text/turtle'] ['https://schema.org/Organization']\n",
		"signs /export/institutes.csv " + licence + " - ['application/csvm+json'] []\n",
		"signs /questions/who-joins?initiative=jane " + licence + " - [] []\n",
		"signs /questions/who-joins.csv?initiative=jane " + licence + " - ['application/csvm+json'] []\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "file 200 True "); n < 8 || n != strings.Count(got, "\nfile ") {
		t.Errorf("%d files are served as described, want all, and at least 8:\n%s", n, got)
	}
}
