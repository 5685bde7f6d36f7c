package output_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sources calls use with every Go file of the module that is no test, and its path.
func sources(t *testing.T, use func(path string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || len(entry.Name()) > 2 && entry.Name()[0] == '.'):
			return fs.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		path, err = filepath.Rel(root, path)
		use(filepath.ToSlash(path), file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// writing are the functions of package os that write, move or remove.
var writing = map[string]bool{
	"Create": true, "CreateTemp": true, "OpenFile": true, "WriteFile": true, "Rename": true, "Remove": true, "RemoveAll": true, "Truncate": true,
	"Mkdir": true, "MkdirAll": true, "MkdirTemp": true, "Link": true, "Symlink": true, "CopyFS": true, "Chmod": true, "Chown": true,
}

// Only this package writes to the file system; everything else has its reason here.
func TestOnlyOutputWrites(t *testing.T) {
	allowed := map[string]string{
		"internal/output/file.go":   "this package",
		"internal/output/folder.go": "this package",
		"internal/output/switch.go": "this package",
		// These serve tests only.
		"internal/testenv/testenv.go":              "the caches of programs that tests install",
		"internal/testenv/node.go":                 "the caches of programs that tests install",
		"internal/store/neo4j/neo4jtest/server.go": "a temporary folder of a test",
		// These write where nothing else can be.
		"bench/database.go":        "creates the folder --home, if it is missing",
		"bench/yardstick.go":       "a folder within its own temporary one",
		"bench/data.go":            "a folder within the temporary one of bench",
		"bench/peers/dump.go":      "a folder within its own temporary one",
		"bench/peers/install.go":   "the cache of the engines that it installs",
		"graph/generate/plugin.go": "a file that it generates itself",
	}
	found := map[string]string{}
	sources(t, func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && writing[s.Sel.Name] {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "os" {
					found[path] = allowed[path]
					if allowed[path] == "" {
						t.Errorf("%s calls os.%s: use package output, which preserves what exists", path, s.Sel.Name)
					}
				}
			}
			return true
		})
	})
	if diff := cmp.Diff(allowed, found); diff != "" {
		t.Errorf("the files that write (-listed +found):\n%s", diff)
	}
}

// Every argument and flag of any program that is a path is listed here with its use, so that a
// new one that writes gets a test.
func TestPathsOfCommands(t *testing.T) {
	const reads = "reads"
	want := map[string]string{
		"internal/cli/answers.go Data":       reads,
		"internal/cli/build.go Dir":          "cli.TestCommandsPreserve: it writes conflicts.csv into a workspace only",
		"internal/cli/build.go Out":          "cli.TestCommandsPreserve",
		"internal/cli/crosswalk.go Dir":      reads,
		"internal/cli/crosswalk.go Out":      "cli.TestCommandsPreserve",
		"internal/cli/decide.go Dir":         "cli.TestCommandsPreserve: it writes decisions.csv into a workspace only",
		"internal/cli/decide.go File":        reads,
		"internal/cli/diff.go Changes":       reads,
		"internal/cli/diff.go New":           reads,
		"internal/cli/diff.go Old":           reads,
		"internal/cli/diff.go Out":           "cli.TestCommandsPreserve",
		"internal/cli/match.go Dir":          "cli.TestCommandsPreserve: it writes conflicts.csv into a workspace only",
		"internal/cli/match.go Out":          "cli.TestCommandsPreserve",
		"internal/cli/check.go Dir":          reads,
		"internal/cli/export.go Data":        reads,
		"internal/cli/export.go Dir":         "cli.TestCommandsPreserve",
		"internal/cli/fetch.go Into":         "portal.TestSave: pages have names of their own",
		"internal/cli/forget.go Dir":         "cli.TestCommandsPreserve",
		"internal/cli/import.go Files":       reads,
		"internal/cli/import.go Into":        "imports.TestAllOrNothing",
		"internal/cli/import.go Map":         "output.TestOnlyRegularFilesAreReplaced: a draft is written by WriteFile",
		"internal/cli/load.go Data":          reads,
		"internal/cli/load.go From":          reads,
		"internal/cli/mcp.go Data":           reads,
		"internal/cli/pack.go Data":          reads,
		"internal/cli/pack.go Out":           "cli.TestCommandsPreserve",
		"internal/cli/serve.go Data":         reads,
		"internal/cli/serve.go History":      "cli.TestEditionsSurviveRestart: packed files with names of their own",
		"internal/cli/serve.go Keys":         reads,
		"internal/cli/serve.go Documents":    reads,
		"bench/attack/main.go Program":       reads,
		"bench/attack/main.go Schema":        reads,
		"bench/hand.go Costs":                reads,
		"bench/plain.go Answers":             reads,
		"bench/peers/main.go Install":        "a folder of its own, bin/peers",
		"bench/peers/main.go Schema":         reads,
		"bench/main.go Profiles":             "output.TestOnlyRegularFilesAreReplaced: a profile is written by WriteFile",
		"bench/yardstick.go Profiles":        "output.TestOnlyRegularFilesAreReplaced: a profile is written by WriteFile",
		"bench/yardstick.go Home":            "output.TestOnlyRegularFilesAreReplaced: WriteSecret, WriteFile and Log write to it",
		"bench/yardstick.go Out":             "main.TestPathsArePreserved of bench",
		"bench/graph/measure/main.go Schema": reads,
		"bench/graph/measure/main.go Keep":   "main.TestKeepPreserves of measure",
	}
	got := map[string]string{}
	sources(t, func(path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || field.Tag == nil || len(field.Names) == 0 {
				return true
			}
			tag, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			if kind := reflect.StructTag(tag).Get("type"); kind == "path" || strings.HasPrefix(kind, "existing") {
				key := path + " " + field.Names[0].Name
				got[key] = want[key]
			}
			return true
		})
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths of commands (-listed +found):\n%s", diff)
	}
}
