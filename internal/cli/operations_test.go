package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOperationNames(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	list := write("names.txt", "# ours\nPartners\n\n  Funders \r\nPartners\n")
	got, err := operationNames([]string{"Home", list})
	if diff := cmp.Diff([]string{"Funders", "Home", "Partners"}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	many := ""
	for i := range maxOperations + 1 {
		many += fmt.Sprintf("N%d\n", i)
	}
	for _, c := range []struct{ reason, value, want string }{
		{"neither a name nor a file", dir + "/none", "is neither the name of an operation nor a file"},
		{"a folder", dir, "must be a regular file"},
		{"a line that is no name", write("bad.txt", "Good\nnot good\n"), `line 2: "not good" is not the name`},
		{"too many", write("many.txt", many), "has 1001 names; list at most 1000"},
		{"a huge file", write("huge.txt", strings.Repeat("#", 1<<20+1)), "at most 1048576 bytes"},
	} {
		if names, err := operationNames([]string{c.value}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, %v", c.reason, names, err)
		}
	}
}
