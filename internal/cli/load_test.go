package cli

import (
	"strings"
	"testing"
)

// TestLoadCommand checks the errors that stop load and export before they begin.
func TestLoadCommand(t *testing.T) {
	for _, name := range []string{"STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"} {
		t.Setenv(name, "")
	}
	for _, c := range []commandRow{
		{"load --help", 0, []string{"--store", "--data", "--force", "--again", "NEO4J_PASSWORD"}, "help lists the flags and the source of credentials"},
		{"load", 1, []string{"SCHEME://HOST[:PORT]", "neo4j://127.0.0.1:7687"}, "load has no default address"},
		{"load --store memory", 1, []string{"SCHEME://HOST[:PORT]"}, "the embedded store cannot be loaded into"},
		{"load --store http://127.0.0.1:7687", 1, []string{"neo4j+s", "bolt"}, "Neo4j is not accessed over HTTP"},
		{"load --store neo4j://someone:secret@127.0.0.1:7687", 1, []string{"NEO4J_USERNAME", "NEO4J_PASSWORD"}, "addresses are printed, so they must not contain a password"},
		{"load --store neo4j+s://db.example.org", 1, []string{"no password", "db.example.org", "NEO4J_PASSWORD"}, "the trial password is for this machine only"},
		{"load --store neo4j://127.0.0.1:1", 1, []string{"does not answer", "make neo4j"}, "the error names the unreachable server"},
		{"load --store neo4j://127.0.0.1:1 --data /none", 1, []string{"no dataset", "dataset.yaml"}, "the dataset is checked first"},
		{"export --format neo4j-admin " + t.TempDir() + "/new", 0, []string{"neo4j-admin database import full neo4j", "--nodes=Institute:Entity:Organisation:Actor=nodes-Institute.csv"}, "the import command is printed"},
		{"export " + t.TempDir(), 2, []string{"--format"}, "export needs a format"},
		{"export --format xml " + t.TempDir(), 2, []string{"neo4j-admin"}, "a wrong format is an error that lists the right ones"},
	} {
		text := c.check(t.Context(), t)
		if strings.Contains(text, "secret") {
			t.Errorf("%s prints a password\n%s", c.args, text)
		}
	}
}
