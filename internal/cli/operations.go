package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

const (
	// maxOperations is the largest number of operations with durations of their own: each has
	// about ten lines in /metrics.
	maxOperations = 1000
	// maxOperationsFile is the largest number of bytes of a file with their names.
	maxOperationsFile = 1 << 20
)

var operationName = regexp.MustCompile(`^[_A-Za-z][_0-9A-Za-z]*$`)

// operationNames returns the names of operations in the values of --operations: names, and
// paths of files with one name per line, where a line that begins with # is a comment.
func operationNames(values []string) (names []string, err error) {
	for _, value := range values {
		list := []string{value}
		if !operationName.MatchString(value) {
			if list, err = readOperations(value); err != nil {
				return nil, err
			}
		}
		names = append(names, list...)
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > maxOperations {
		return nil, fmt.Errorf("--operations has %d names; list at most %d", len(names), maxOperations)
	}
	return names, nil
}

func readOperations(path string) (names []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("--operations: %q is neither the name of an operation nor a file with names", path)
	}
	if !info.Mode().IsRegular() || info.Size() > maxOperationsFile {
		return nil, fmt.Errorf("--operations: %q must be a regular file of at most %d bytes", path, maxOperationsFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		name := strings.TrimSpace(lines.Text())
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		if !operationName.MatchString(name) {
			return nil, fmt.Errorf("--operations: %q, line %d: %q is not the name of an operation; write one name per line, of letters, digits and _", path, n, name)
		}
		names = append(names, name)
	}
	return names, lines.Err()
}
