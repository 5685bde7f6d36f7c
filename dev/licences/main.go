// Command licences writes the licences of everything that is linked into the program: the
// modules of which the main package needs a part on any common platform, and Go itself.
//
//	go run ./dev/licences FILE
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"whojoins/internal/output"
)

// program is the import path of the main package.
const program = "whojoins"

// platforms are those whose programs may need different modules.
var platforms = []string{"linux", "darwin", "windows"}

// legal matches the names of files that a distributor must pass on.
var legal = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|copyright|notice|patents)([-._].*)?$`)

// notice is a file to pass on.
type notice struct {
	// owner is a module with its version, and path the name of the file in the module.
	owner, path, text string
}

// linked is a package of the program, as `go list` prints it.
type linked struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./dev/licences FILE")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func write(path string) error {
	var list []notice
	for _, platform := range platforms {
		packages, err := dependencies(platform)
		if err != nil {
			return err
		}
		for _, p := range packages {
			found, err := notices(p)
			if err != nil {
				return err
			}
			list = append(list, found...)
		}
	}
	standard, err := goLicence()
	if err != nil {
		return err
	}
	return output.WriteFile(path, []byte(render(append(list, standard))))
}

// dependencies returns the packages that are linked into the program on a platform, except
// those of the standard library.
func dependencies(platform string) (list []linked, err error) {
	command := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module", program) //nolint:noctx // it ends with the program
	command.Env = append(os.Environ(), "GOOS="+platform, "CGO_ENABLED=0")
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w", platform, err)
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p linked
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		if !p.Standard {
			list = append(list, p)
		}
	}
}

// notices returns the files to pass on in the folder of a package and in those above it, up to
// its module's root: code that a module copied from elsewhere has its own licence beside it.
func notices(p linked) (list []notice, err error) {
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		files, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if file.IsDir() || !legal.MatchString(file.Name()) || strings.HasSuffix(file.Name(), ".go") {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, file.Name()))
			if err != nil {
				return nil, err
			}
			path, err := filepath.Rel(p.Module.Dir, filepath.Join(dir, file.Name()))
			if err != nil {
				return nil, err
			}
			list = append(list, notice{strings.TrimSpace(p.Module.Path + " " + p.Module.Version), filepath.ToSlash(path), string(text)})
		}
		if dir == p.Module.Dir {
			break
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s %s has no licence in %s: do not link it", p.Module.Path, p.Module.Version, p.Module.Dir)
	}
	return list, nil
}

// goLicence returns the licence of the runtime and the standard library.
func goLicence() (notice, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output() //nolint:noctx // it ends with the program
	if err != nil {
		return notice{}, err
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "LICENSE"))
	return notice{"Go", "LICENSE", string(text)}, err
}

// render prints each text once, below the names of all files that have it.
func render(list []notice) string {
	names, texts := map[string][]string{}, []string{}
	slices.SortFunc(list, func(a, b notice) int { return strings.Compare(a.owner+" "+a.path, b.owner+" "+b.path) })
	for _, n := range slices.Compact(list) {
		text := normal(n.text)
		if names[text] == nil {
			texts = append(texts, text)
		}
		names[text] = append(names[text], n.owner+": "+n.path)
	}
	var b strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&b, "%s\n%s\n\n%s\n\n", strings.Repeat("=", 80), strings.Join(names[text], "\n"), text)
	}
	return b.String()
}

// normal returns a text without differences that nobody sees: line ends, and spaces and empty
// lines at an end.
func normal(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
