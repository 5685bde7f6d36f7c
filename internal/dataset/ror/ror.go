// Package ror reads releases of ROR, the register of research organisations
// (https://ror.org, schema 2), and turns their records into statements.
package ror

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Short returns an id of ROR without https://ror.org/.
func Short(id string) string { return strings.TrimPrefix(id, "https://ror.org/") }

// Read returns the records of a release in the order of the file: a JSON array or one
// record after the other, compressed if the name ends in .gz. R has the parts of a record
// that the caller needs.
func Read[R any](name string) ([]*R, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	var in io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(bufio.NewReader(file)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	records, err := decode[R](bufio.NewReader(in))
	if err != nil {
		return nil, fmt.Errorf("%s is not a release of ROR (schema 2): %w", name, err)
	}
	return records, nil
}

func decode[R any](in *bufio.Reader) (records []*R, err error) {
	first, err := in.Peek(1)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(in)
	if first[0] == '[' {
		if _, err := decoder.Token(); err != nil {
			return nil, err
		}
	}
	for decoder.More() {
		r := new(R)
		if err := decoder.Decode(r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	return records, nil
}
