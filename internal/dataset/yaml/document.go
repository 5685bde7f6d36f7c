package yaml

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
)

// report is a function that reports a fault at a line of the current file.
type report func(line int, format string, args ...any)

// parse returns the root node of a document. It reports YAML that a dataset must not use
// (anchors, tags, several documents), and then returns nil. It returns nil as well once ctx
// ends.
func parse(ctx context.Context, text []byte, fault report) *yaml.Node {
	if line := statement.NotUTF8(text); line > 0 {
		fault(line, "the file has bytes that are not UTF-8; save it as UTF-8")
		return nil
	}
	decoder := yaml.NewDecoder(untilDone{ctx, bytes.NewReader(text)})
	var root yaml.Node
	if err := decoder.Decode(&root); ctx.Err() != nil {
		return nil
	} else if errors.Is(err, io.EOF) {
		fault(0, "the file is empty; describe the source under source:, and state facts below it")
		return nil
	} else if err != nil {
		syntaxFault(err, fault)
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); err == nil {
		fault(0, "the file has more than one document; write one source per file, without a line ---")
		return nil
	} else if !errors.Is(err, io.EOF) {
		syntaxFault(err, fault)
		return nil
	}
	if !plain(&root, fault) || len(root.Content) == 0 {
		return nil
	}
	return root.Content[0]
}

var lineOfError = regexp.MustCompile(`^line (\d+): `)

// syntaxFault reports an error of the parser, which gives the line in its text.
func syntaxFault(err error, fault report) {
	message, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if found := lineOfError.FindStringSubmatch(message); found != nil {
		line, _ = strconv.Atoi(found[1]) // the expression matches digits only
		message = message[len(found[0]):]
	}
	fault(line, "the file is not valid YAML: %q", message)
}

// plain reports anchors, aliases and tags as faults, and returns whether there are none: every
// statement is written out in full, and types come from the schema.
func plain(n *yaml.Node, fault report) bool {
	ok := true
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		fault(n.Line, "anchors and aliases (& and *) are not allowed; write the value out, or put it in quotes")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		fault(n.Line, "the tag %q is not allowed; remove it, since the schema gives the type", n.Tag)
		ok = false
	}
	for _, child := range n.Content {
		ok = plain(child, fault) && ok
	}
	return ok
}

// pairs returns the keys and values of a mapping, each key once. It reports anything else as a
// fault; name describes the mapping.
func pairs(n *yaml.Node, name string, fault report) (list []pair, ok bool) {
	if n.Kind != yaml.MappingNode {
		fault(n.Line, "%s must be written as key: value, not as %s", name, kindOf(n))
		return nil, false
	}
	lines := map[string]int{}
	list, ok = make([]pair, 0, len(n.Content)/2), true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch line, twice := lines[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			fault(key.Line, "a key must be a word, not %s", kindOf(key))
			ok = false
		case twice:
			fault(key.Line, "the key %q is in line %d already; write several values of one field as a list", key.Value, line)
			ok = false
		default:
			lines[key.Value] = key.Line
			list = append(list, pair{key, value})
		}
	}
	return list, ok
}

// valueOf returns the value of a key, or nil.
func valueOf(list []pair, key string) *yaml.Node {
	for _, p := range list {
		if p.key.Value == key {
			return p.value
		}
	}
	return nil
}

// items returns the items of a list, or the node itself if it is not a list.
func items(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}

// text returns the text of a plain value, cleaned.
func text(n *yaml.Node) (string, error) {
	s, err := raw(n)
	if err != nil {
		return "", err
	}
	return statement.Clean(s)
}

// raw returns the text of a plain value as it is written.
func raw(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return "", fmt.Errorf("write a plain value, not %s", kindOf(n))
	}
	return n.Value, nil
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

// childOf returns the value of a key of a mapping, or nil.
func childOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
