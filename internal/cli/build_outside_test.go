//go:build outside

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideBuildIsKilled kills a build at 200 random moments.
func TestOutsideBuildIsKilled(t *testing.T) { killBuild(t, 200) }

// TestOutsideCrosswalk reads a crosswalk with the Python library of SSSOM.
func TestOutsideCrosswalk(t *testing.T) {
	dir, file := workspaceOf(t, "2026-11-01", "participants", "organisations"), filepath.Join(t.TempDir(), "crosswalk.sssom.tsv")
	runs(t, "crosswalk", dir, "--alone", "--out", file)
	python := testenv.Python(t, "sssom", "testdata/requirements-sssom.txt")
	script := filepath.Join(t.TempDir(), "read.py")
	const program = `import sys
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
from sssom.constants import SchemaValidationType
table = parse_sssom_table(sys.argv[1])
validate(table, [SchemaValidationType.JsonSchema, SchemaValidationType.PrefixMapCompleteness])
rows = {(r.subject_id, r.object_id): r for r in table.df.itertuples()}
assert len(rows) == 2, rows
one = rows["pic:900000001", "ror:000000098"]
assert one.predicate_id == "skos:exactMatch" and 0.5 < float(one.confidence) < 1 and "same name" in one.comment, one
`
	if err := os.WriteFile(script, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), python, script, file).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
