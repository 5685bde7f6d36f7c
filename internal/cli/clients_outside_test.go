//go:build outside

package cli

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	httpd "whojoins/internal/http"
	"whojoins/internal/testenv"
)

const clientsFolder = "testdata/clients"

// generated is what each generated client prints: the name, the start and the role of the
// coordinator of an action, whose start its types declare as text.
const generated = "JANE 2022-11-01 COORDINATOR"

// project is a copy of a client project in testdata, beside the schema that the service serves.
type project struct{ folder, url string }

// newProject copies a project into a temporary folder.
func newProject(t *testing.T, name string) *project {
	t.Helper()
	p := &project{folder: t.TempDir(), url: start(t, Config{}).URL()}
	if err := os.CopyFS(p.folder, os.DirFS(filepath.Join(clientsFolder, filepath.FromSlash(name)))); err != nil {
		t.Fatal(err)
	}
	_, sdl := fetch(t, http.MethodGet, p.url+"/schema.graphql", "", nil)
	p.write(t, "schema.graphql", sdl)
	return p
}

func (p *project) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a program in the folder of the project and returns what it prints.
func (p *project) run(t *testing.T, program string, args ...string) string {
	t.Helper()
	printed, err := runIn(t.Context(), p.folder, p.url, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return printed
}

// prints checks what the client of a project prints.
func (p *project) prints(t *testing.T, want, program string, args ...string) {
	t.Helper()
	if got := p.run(t, program, args...); !strings.HasPrefix(got, want) {
		t.Errorf("the client printed %q, want %q", got, want)
	}
}

// nodeProject returns a project with the pinned packages of npm, and the path of Node.
func nodeProject(t *testing.T, name string) (p *project, node string) {
	t.Helper()
	packages, err := filepath.Abs(filepath.Join(clientsFolder, "node"))
	if err != nil {
		t.Fatal(err)
	}
	node = testenv.Node(t, packages)
	p = newProject(t, name)
	if err := os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(p.folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return p, node
}

// tool returns the path of a program in the packages of npm.
func (p *project) tool(name string) string {
	return filepath.Join(p.folder, "node_modules", ".bin", name)
}

// TestOutsidePersistedQueries runs Apollo Client and urql with automatic persisted queries, by
// POST and by GET: each sends the document once, although its first request was rejected.
func TestOutsidePersistedQueries(t *testing.T) {
	p, node := nodeProject(t, "node/persisted")
	const answers = ", JANE 2022-11-01, JANE-2 2024-11-01\n"
	p.prints(t, "apollo POST H, POST D, POST H"+answers+"urql POST H, POST D, POST H"+answers+
		"apollo GET H, POST D, GET H"+answers+"urql GET H, GET D, GET H"+answers, node, "persisted.mjs")
}

// TestOutsideListedDocuments runs Apollo Client and urql against a service that answers only the
// documents of a manifest, which Apollo's generator makes from the documents of a project.
func TestOutsideListedDocuments(t *testing.T) {
	p, node := nodeProject(t, "node/listed")
	p.run(t, p.tool("generate-persisted-query-manifest"))
	p.url = start(t, Config{Server: httpd.Config{Documents: filepath.Join(p.folder, "manifest.json"), DocumentsOnly: true}}).URL()
	p.prints(t, "apollo JANE 2022-11-01\nurql JANE 2022-11-01\nunlisted BAD_USER_INPUT\n", node, "listed.mjs")
}

func TestOutsideGraphQLCodeGenerator(t *testing.T) {
	p, node := nodeProject(t, "node/codegen")
	p.run(t, p.tool("graphql-codegen"), "--config", "codegen.json")
	p.run(t, p.tool("tsc"), "-p", ".")
	p.prints(t, generated, node, "out/main.js")
}

func TestOutsideGQLTada(t *testing.T) {
	p, node := nodeProject(t, "node/tada")
	p.run(t, p.tool("gql.tada"), "generate-output")
	p.run(t, p.tool("gql.tada"), "check")
	p.run(t, p.tool("tsc"), "-p", ".")
	p.prints(t, generated, node, "out/main.js")
}

// TestOutsideRelay also fetches a fragment again through `node`.
func TestOutsideRelay(t *testing.T) {
	p, node := nodeProject(t, "node/relay")
	p.run(t, p.tool("relay-compiler"), "relay.config.json")
	p.run(t, p.tool("tsc"), "-p", ".")
	p.prints(t, generated, node, "out/run.js")
}

// python returns the path of a Python with the pinned generators.
func python(t *testing.T) string {
	t.Helper()
	requirements, err := filepath.Abs(filepath.Join(clientsFolder, "python", "requirements.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return testenv.Python(t, "generators", requirements)
}

func TestOutsideAriadneCodegen(t *testing.T) {
	p := newProject(t, "python/ariadne")
	p.run(t, python(t), "-m", "ariadne_codegen")
	p.prints(t, generated, python(t), "main.py")
}

func TestOutsideSgqlc(t *testing.T) {
	p := newProject(t, "python/sgqlc")
	p.run(t, python(t), "-m", "sgqlc.introspection", p.url+"/graphql", "schema.json")
	p.run(t, python(t), "-m", "sgqlc.codegen", "schema", "schema.json", "schema.py")
	p.prints(t, generated, python(t), "main.py")
}

// interfacesOfInterfaces is what genqlient cannot read; docs/clients.md removes it with sed.
var interfacesOfInterfaces = regexp.MustCompile(`(?m)^(interface \w+) implements [^{]*`)

func TestOutsideGenqlient(t *testing.T) {
	p := newProject(t, "genqlient")
	_, sdl := fetch(t, http.MethodGet, p.url+"/schema.graphql", "", nil)
	p.write(t, "schema.graphql", interfacesOfInterfaces.ReplaceAllString(sdl, "$1 "))
	p.run(t, "go", "tool", "genqlient")
	p.prints(t, generated, "go", "run", ".")
}

// TestOutsideApolloKotlin reads and checks the schema and a document with the parser of Apollo
// Kotlin. Its generator needs Gradle.
func TestOutsideApolloKotlin(t *testing.T) {
	const needs = "Java 17 and Maven"
	java, maven := testenv.Program(t, "java", needs), testenv.Program(t, "mvn", needs)
	p := newProject(t, "kotlin")
	p.run(t, maven, "--quiet", "--batch-mode", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath", "-Dmdep.outputFile=classpath")
	classpath, err := os.ReadFile(filepath.Join(p.folder, "classpath"))
	if err != nil {
		t.Fatal(err)
	}
	p.prints(t, "checked\n", java, "-cp", string(classpath), "Check.java")
}
