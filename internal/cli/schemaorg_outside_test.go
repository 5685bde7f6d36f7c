//go:build outside

package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// TestOutsideSchemaOrg compares the JSON-LD of pages with the vocabulary of schema.org, as schema-dts
// has it: the description of the dataset, an organisation, a person, a source and a work have only
// properties and values of their types.
func TestOutsideSchemaOrg(t *testing.T) {
	p, node := nodeProject(t, "node/schemaorg")
	p.url = start(t, Config{}).URL()
	_, text := fetch(t, http.MethodGet, p.url+"/graphql?query={people(first:1,where:{affiliations:{some:{}}}){nodes{id}}}", "", nil)
	var answer struct {
		Data struct {
			People struct{ Nodes []struct{ ID string } }
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer.Data.People.Nodes) != 1 {
		t.Fatalf("%v: %s", err, text)
	}
	person := "/id/" + answer.Data.People.Nodes[0].ID
	pages := []string{"/", "/id/anticancer-fund", person, "/id/source-sciensano-becra", "/id/all-can-belgium-newsletter"}
	p.prints(t, "/ Dataset true\n/id/anticancer-fund Organization true\n"+person+" Person true\n"+
		"/id/source-sciensano-becra WebPage true\n/id/all-can-belgium-newsletter CreativeWork true\n", node, append([]string{"write.mjs"}, pages...)...)
	compile := []string{"--noEmit", "--strict", "--skipLibCheck", "check.ts"}
	p.run(t, p.tool("tsc"), compile...)
	// The compiler must be able to fail.
	checked, err := os.ReadFile(filepath.Join(p.folder, "check.ts"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := "export const wrong: Of<schema.Dataset> = { '@context': 'https://schema.org/', '@type': 'Dataset', licence: '' }\n"
	p.write(t, "check.ts", string(checked)+wrong)
	if _, err := runIn(t.Context(), p.folder, p.url, p.tool("tsc"), compile...); err == nil {
		t.Error("the compiler accepts a property that schema.org does not have")
	}
}
