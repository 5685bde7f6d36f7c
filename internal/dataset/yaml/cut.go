package yaml

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// remove deletes those pairs of a mapping, or items of a list, for which gone returns
// true. The key of an item is nil.
func remove(n *yaml.Node, gone func(key, value *yaml.Node) bool) {
	var kept []*yaml.Node
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !gone(n.Content[i], n.Content[i+1]) {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if !gone(nil, item) {
				kept = append(kept, item)
			}
		}
	default:
		return
	}
	n.Content = kept
}

// cutter marks the lines of a file that are to be deleted.
type cutter struct {
	lines []string
	// gone has a mark for each line; it is nil as long as no line is marked.
	gone []bool
}

// marking returns a function like gone that also marks the lines of what is removed.
func (c *cutter) marking(gone func(key, value *yaml.Node) bool) func(key, value *yaml.Node) bool {
	return func(key, value *yaml.Node) bool {
		if !gone(key, value) {
			return false
		}
		if key != nil {
			c.mark(key.Line - 1)
		} else {
			c.mark(value.Line - 1)
		}
		return true
	}
}

// mark marks a line (counted from 0), the comments directly above it, and the lines after
// it that are indented further.
func (c *cutter) mark(first int) {
	if c.gone == nil {
		c.gone = make([]bool, len(c.lines))
	}
	indent, last := indentOf(c.lines[first]), first
	for i := first + 1; i < len(c.lines) && (c.lines[i] == "" || indentOf(c.lines[i]) > indent); i++ {
		if c.lines[i] != "" {
			last = i
		}
	}
	for first > 0 && indentOf(c.lines[first-1]) == indent && strings.HasPrefix(strings.TrimSpace(c.lines[first-1]), "#") {
		first--
	}
	for i := first; i <= last; i++ {
		c.gone[i] = true
	}
}

// result returns the file after its nodes were removed from root. It deletes the marked
// lines, so that all others stay as they were written. Where lines cannot be deleted, as
// within braces, it writes the whole file anew.
func (c *cutter) result(root *yaml.Node) ([]byte, error) {
	var kept []string
	for i, line := range c.lines {
		if c.gone == nil || !c.gone[i] {
			kept = append(kept, line)
		}
	}
	short := []byte(strings.Join(kept, "\n"))
	var again yaml.Node
	if c.gone == nil || yaml.Unmarshal(short, &again) == nil && equal(root, &again) {
		return short, nil
	}
	return encode(root)
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

func encode(n *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	err := encoder.Encode(n)
	return out.Bytes(), err
}

// equal reports whether two nodes have the same contents; comments and layout may differ.
func equal(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && a.ShortTag() == b.ShortTag() && slices.EqualFunc(a.Content, b.Content, equal)
}
