//go:build outside

package cli

import (
	"os"
	"path/filepath"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideFederation composes the service with another subgraph by two composers, and queries
// both through a gateway: entities of the other subgraph get fields of the service in one request,
// named by an identifier, and entities of the service get fields of the other subgraph.
func TestOutsideFederation(t *testing.T) {
	packages, err := filepath.Abs(filepath.Join(clientsFolder, "federation"))
	if err != nil {
		t.Fatal(err)
	}
	node := testenv.Node(t, packages)
	p := &project{folder: t.TempDir(), url: start(t, Config{}).URL()}
	for _, name := range []string{"federation.mjs", "node_modules"} {
		if err := os.Symlink(filepath.Join(packages, name), filepath.Join(p.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	const answers = ` {"clinics":[{"beds":25,"name":"Sciensano","country":"BE"},null,{"beds":24,"name":"Oslo University Hospital","country":"NO"}]} representations 3
`
	const back = ` {"jointAction":{"name":"JANE","participants":{"nodes":[{"role":"WORK_PACKAGE_LEAD","participant":{"name":"Oslo University Hospital","beds":24}}]}}} representations 0
`
	want := "federation-composition composed\n@apollo/composition composed\n"
	for _, composer := range []string{"federation-composition", "@apollo/composition"} {
		want += composer + answers + composer + back
	}
	p.prints(t, want, node, "--preserve-symlinks", "--preserve-symlinks-main", "federation.mjs")
}
