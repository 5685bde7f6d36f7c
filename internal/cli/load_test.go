package cli

import (
	"strings"
	"testing"
)

// TestLoadCommand holds what ends a load before it begins to a message that helps.
func TestLoadCommand(t *testing.T) {
	for _, name := range []string{"STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"} {
		t.Setenv(name, "")
	}
	for _, c := range []commandRow{
		{"load --help", 0, []string{"--store", "--data", "--force", "--again", "NEO4J_PASSWORD"}, "help tells all flags and where credentials come from"},
		{"load", 1, []string{"SCHEME://HOST[:PORT]", "neo4j://127.0.0.1:7687"}, "there is no address of its own"},
		{"load --store memory", 1, []string{"SCHEME://HOST[:PORT]"}, "the embedded store is not loaded"},
		{"load --store http://127.0.0.1:7687", 1, []string{"neo4j+s", "bolt"}, "HTTP is not how a Neo4j is asked"},
		{"load --store neo4j://someone:secret@127.0.0.1:7687", 1, []string{"NEO4J_USERNAME", "NEO4J_PASSWORD"}, "addresses are shown, so nothing secret is in them"},
		{"load --store neo4j+s://db.example.org", 1, []string{"no password", "db.example.org", "NEO4J_PASSWORD"}, "the password for trials is for this machine only"},
		{"load --store neo4j://127.0.0.1:1", 1, []string{"does not answer", "make neo4j"}, "a server that is not there is named"},
		{"load --store neo4j://127.0.0.1:1 --data /none", 1, []string{"no dataset", "dataset.yaml"}, "the dataset is read first"},
		{"export --format neo4j-admin " + t.TempDir() + "/new", 0, []string{"neo4j-admin database import full neo4j", "--nodes=Institute:Entity:Organisation:Actor=nodes-Institute.csv"}, "the command is printed"},
		{"export " + t.TempDir(), 80, []string{"--format"}, "a format is named"},
		{"export --format xml " + t.TempDir(), 80, []string{"neo4j-admin"}, "a wrong format is told the right one"},
	} {
		text := c.check(t.Context(), t)
		if strings.Contains(text, "secret") {
			t.Errorf("%s prints a password\n%s", c.args, text)
		}
	}
}
