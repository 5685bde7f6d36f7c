package cli

import (
	"debug/buildinfo"
	"debug/elf"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/testenv"
)

// TestBinary builds the program as `make binary` does. It must be static, and the licences that
// the program prints must include those of every module in it.
func TestBinary(t *testing.T) {
	testenv.Slow(t)
	path := filepath.Join(t.TempDir(), "whojoins")
	if out, err := exec.CommandContext(t.Context(), "../../dev/binary", path).CombinedOutput(); err != nil {
		t.Fatalf("dev/binary: %v\n%s", err, out)
	}
	checkStatic(t, path)
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := commandRow{"licences", 0, []string{
		"\nGo: LICENSE\n", "\nwhojoins: LICENSE\n", "## graphiql",
	}, "Go, this program and the editor are in it too"}.check(t.Context(), t)
	if len(info.Deps) < 20 {
		t.Errorf("the program has %d modules, want at least 20", len(info.Deps))
	}
	for _, module := range info.Deps {
		if !strings.Contains(text, "\n"+module.Path+" "+module.Version+": ") {
			t.Errorf("%s %s has no licence in internal/cli/licences.txt; run make generate", module.Path, module.Version)
		}
	}
}

// checkStatic expects that a program names neither a loader nor a library, and no folder of the
// machine that built it.
func checkStatic(t *testing.T, path string) {
	t.Helper()
	file, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, part := range file.Progs {
		if part.Type == elf.PT_INTERP || part.Type == elf.PT_DYNAMIC {
			t.Errorf("the program has a part %v, which a static one has not", part.Type)
		}
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if settings["-trimpath"] != "true" || settings["CGO_ENABLED"] != "0" {
		t.Errorf("the program was built with %v, want -trimpath and CGO_ENABLED=0", settings)
	}
}
