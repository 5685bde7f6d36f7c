package manifest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// apolloFormat is the value of "format" in a manifest of Apollo's clients:
// https://www.apollographql.com/docs/graphos/platform/security/persisted-queries
const apolloFormat = "apollo-persisted-query-manifest"

// errFormat describes what a manifest may look like.
var errFormat = errors.New(`the file is no manifest; write {"format": "` + apolloFormat + `", "version": 1, "operations": [{"id": hash, "body": text}]}, or {hash: text}`)

// parse parses a manifest: Apollo's format, or a map from hashes to texts. It returns the texts by
// their hashes. An id may begin with IDPrefix.
func parse(text []byte) (map[string]string, error) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(text, &fields) != nil || fields == nil {
		return nil, errFormat
	}
	read := map[string]string{}
	if fields["format"] == nil {
		for id, raw := range fields {
			var body string
			if json.Unmarshal(raw, &body) != nil {
				return nil, fmt.Errorf("the value of %.80q is not text: %w", id, errFormat)
			}
			if err := add(read, id, body); err != nil {
				return nil, err
			}
		}
		return read, nil
	}
	var apollo struct {
		Format     string
		Version    int
		Operations []struct{ ID, Body string }
	}
	if json.Unmarshal(text, &apollo) != nil || apollo.Format != apolloFormat || apollo.Version != 1 {
		return nil, errFormat
	}
	for _, o := range apollo.Operations {
		if err := add(read, o.ID, o.Body); err != nil {
			return nil, err
		}
	}
	return read, nil
}

// add adds a document. Its id must be its hash: otherwise a caller that sends the hash of a
// document could get the answer of another.
func add(read map[string]string, id, body string) error {
	hash := strings.TrimPrefix(id, IDPrefix)
	switch {
	case body == "":
		return fmt.Errorf("the document %.80q has no text", id)
	case hash != Hash(body):
		return fmt.Errorf("the id %.80q is not the SHA-256 hash of its text, which is %s", id, Hash(body))
	}
	read[hash] = body
	return nil
}
