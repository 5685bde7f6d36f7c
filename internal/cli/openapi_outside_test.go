//go:build outside

package cli

import (
	"net/http"
	"path/filepath"
	"testing"

	"whojoins/internal/testenv"
)

// openapiFolder has the validators and the client of the OpenAPI document.
const openapiFolder = clientsFolder + "/openapi"

// TestOutsideOpenAPIIsTrue validates the document with openapi-spec-validator from PyPI, and compares
// the answer of every address in every format with what the document says of it.
func TestOutsideOpenAPIIsTrue(t *testing.T) {
	python := testenv.Python(t, "openapi", filepath.Join(openapiFolder, "requirements.txt"))
	p := newProject(t, "openapi")
	p.prints(t, "enough: ", python, "check.py", p.url)
}

// TestOutsideOpenAPIClient validates the document with a validator from npm, and runs a client in
// TypeScript whose types are generated from it.
func TestOutsideOpenAPIClient(t *testing.T) {
	folder, err := filepath.Abs(openapiFolder)
	if err != nil {
		t.Fatal(err)
	}
	node := testenv.Node(t, folder)
	p := newProject(t, "openapi")
	_, document := fetch(t, http.MethodGet, p.url+"/openapi.json", "", nil)
	p.write(t, "openapi.json", document)
	p.prints(t, "valid 3.1", node, "validate.mjs", "openapi.json")
	p.run(t, p.tool("openapi-typescript"), "openapi.json", "-o", "whojoins.ts")
	p.run(t, p.tool("tsc"), "-p", ".")
	p.prints(t, "COORDINATOR: Fondazione IRCCS Istituto Nazionale dei Tumori\n400 BAD_USER_INPUT\ncountry BE BE\n", node, "out/main.js", p.url)
}
