package dataset

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// pair is a key of a mapping and its value.
type pair struct{ key, value *yaml.Node }

// document parses one YAML document. It reports what is beyond the plain YAML that a
// dataset is written in (anchors, tags, several documents), and gives nil then.
func (l *loader) document(name string, text []byte) *yaml.Node {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var root yaml.Node
	if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
		l.fault(place{file: name}, "the file is empty; write a head under source: and what it states below")
		return nil
	} else if err != nil {
		l.syntax(name, err)
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); err == nil {
		l.fault(place{file: name}, "there is more than one document; write one source a file, without --- in it")
		return nil
	} else if !errors.Is(err, io.EOF) {
		l.syntax(name, err)
		return nil
	}
	before := len(l.Faults)
	l.plain(name, &root)
	if len(l.Faults) > before || len(root.Content) == 0 {
		return nil
	}
	return root.Content[0]
}

var lineOfError = regexp.MustCompile(`^line (\d+): `)

// syntax reports an error of the parser, which names its line in the text.
func (l *loader) syntax(name string, err error) {
	message, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if found := lineOfError.FindStringSubmatch(message); found != nil {
		line, _ = strconv.Atoi(found[1]) // digits, by the expression
		message = message[len(found[0]):]
	}
	l.fault(place{name, line}, "this is not YAML: %q", message)
}

// plain refuses anchors, aliases and tags: a statement stands where it is made, and its
// type comes from the model.
func (l *loader) plain(name string, n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		l.fault(place{name, n.Line}, "anchors and aliases (& and *) have no place in a dataset; write the value, or put it in quotes")
		return
	case n.Style&yaml.TaggedStyle != 0:
		l.fault(place{name, n.Line}, "the tag %q has no place in a dataset; the model knows the type", n.Tag)
	}
	for _, child := range n.Content {
		l.plain(name, child)
	}
}

// at is the place of a node in the file.
func (f *file) at(n *yaml.Node) place { return place{f.name, n.Line} }

// pairs are the keys and values of a mapping, each key once. What is otherwise is
// reported: what says what the mapping is.
func (f *file) pairs(n *yaml.Node, what string) ([]pair, bool) {
	if n.Kind != yaml.MappingNode {
		f.fault(f.at(n), "%s is written as key: value, not as %s", what, kindOf(n))
		return nil, false
	}
	list, seen, ok := make([]pair, 0, len(n.Content)/2), map[string]int{}, true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch line, twice := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			f.fault(f.at(key), "a key is a word, not %s", kindOf(key))
			ok = false
		case twice:
			f.fault(f.at(key), "the key %q is in line %d already; write several values of one field as a list", key.Value, line)
			ok = false
		default:
			seen[key.Value] = key.Line
			list = append(list, pair{key, value})
		}
	}
	return list, ok
}

func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "key: value"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "nothing"
	default:
		return "a plain value"
	}
}
