package dataset

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// remove takes the pairs out of a mapping, or the items out of a list, that gone says;
// the key of an item is nil.
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

// cutter notes which lines go.
type cutter struct {
	lines []string
	gone  []bool
	any   bool
}

// noting notes the lines of what a question says is gone: the line on which it starts,
// the comments right above it, and the lines after it that are indented more.
func (c *cutter) noting(gone func(key, value *yaml.Node) bool) func(key, value *yaml.Node) bool {
	return func(key, value *yaml.Node) bool {
		if !gone(key, value) {
			return false
		}
		c.any = true
		if c.gone == nil {
			c.gone = make([]bool, len(c.lines))
		}
		first := value.Line - 1
		if key != nil {
			first = key.Line - 1
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
		return true
	}
}

func (c *cutter) kept() (lines []string) {
	for i, line := range c.lines {
		if !c.gone[i] {
			lines = append(lines, line)
		}
	}
	return lines
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

func encode(n *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	err := encoder.Encode(n)
	return out.Bytes(), err
}

// same says that two nodes have the same contents, comments and layout aside.
func same(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && a.ShortTag() == b.ShortTag() && slices.EqualFunc(a.Content, b.Content, same)
}
