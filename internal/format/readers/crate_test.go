package readers_test

import (
	"archive/zip"
	"encoding/json"
	"strings"
	"testing"
)

// TestCrate reads the description that makes a ZIP archive an RO-Crate: every file of the archive, the
// licence as an address, and the sources, each of which is described once.
func TestCrate(t *testing.T) {
	archive, err := zip.OpenReader(download(t, everything+"zip", "zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	file, err := archive.Open("ro-crate-metadata.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var crate struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.NewDecoder(file).Decode(&crate); err != nil {
		t.Fatal(err)
	}
	things := map[any]map[string]any{}
	for _, thing := range crate.Graph {
		if things[thing["@id"]] != nil {
			t.Errorf("%v is described twice", thing["@id"])
		}
		things[thing["@id"]] = thing
	}
	about, _ := things["ro-crate-metadata.json"]["about"].(map[string]any)
	root := things[about["@id"]]
	if crate.Context != "https://w3id.org/ro/crate/1.1/context" || root["name"] == nil || root["description"] == nil {
		t.Fatalf("%s is about %v", crate.Context, root)
	}
	licence, _ := root["license"].(map[string]any)
	if thing := things[licence["@id"]]; licence["@id"] != "https://creativecommons.org/publicdomain/zero/1.0/" || thing["name"] != "CC0-1.0" {
		t.Errorf("the licence is %v, described as %v", licence, thing)
	}
	parts, _ := root["hasPart"].([]any)
	listed := map[string]bool{"ro-crate-metadata.json": true}
	for _, part := range parts {
		id, _ := part.(map[string]any)["@id"].(string)
		listed[id] = true
		if thing := things[id]; thing["@type"] != "File" || !strings.Contains(thing["encodingFormat"].(string), "/") {
			t.Errorf("%s is described as %v", id, thing)
		}
	}
	for _, f := range archive.File {
		if !listed[f.Name] {
			t.Errorf("the crate does not list %s", f.Name)
		}
	}
	if sources, _ := root["isBasedOn"].([]any); len(sources) == 0 {
		t.Error("no sources")
	} else if id := sources[0].(map[string]any)["@id"]; things[id]["name"] == nil {
		t.Errorf("the source %v is not described", id)
	}
}
