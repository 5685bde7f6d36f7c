package yaml

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Eraser deletes an entity from the files of a dataset.
type Eraser struct {
	Model *model.Model
	// IDs are the id and the former ids of the entity.
	IDs map[string]bool
	// Refs are the ids and external identifiers by which files refer to the entity.
	Refs map[string]bool
	// Mentions reports whether a text names the entity.
	Mentions func(text string) bool
}

// Source returns the file of a source without its statements about the entity, and without the
// entity's relations and credits.
func (e *Eraser) Source(content []byte) ([]byte, error) {
	return erase(content, func(root *yaml.Node, cut *cutter) {
		remove(root, cut.marking(func(section, body *yaml.Node) bool {
			switch section.Value {
			case keySource:
				e.removeCredits(body, cut)
			case keyEntities, keyRelations:
				e.removeBlocks(body, cut)
				return len(body.Content) == 0
			}
			return false
		}))
	})
}

// List returns a YAML file that holds a list, without the items that mention the entity.
func (e *Eraser) List(content []byte) ([]byte, error) {
	return erase(content, func(root *yaml.Node, cut *cutter) {
		remove(root, cut.marking(func(_, item *yaml.Node) bool { return e.mentionedIn(item) }))
	})
}

// erase removes nodes from a file; an empty file stays as it is.
func erase(content []byte, from func(root *yaml.Node, cut *cutter)) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil || len(document.Content) == 0 {
		return content, err
	}
	cut := &cutter{lines: strings.Split(string(content), "\n")}
	from(document.Content[0], cut)
	return cut.result(&document)
}

// removeCredits removes the entity from the head of a file.
func (e *Eraser) removeCredits(head *yaml.Node, cut *cutter) {
	remove(head, cut.marking(func(_, value *yaml.Node) bool {
		if value.Kind == yaml.SequenceNode {
			remove(value, cut.marking(func(_, item *yaml.Node) bool { return e.isEntity(item) }))
			return len(value.Content) == 0
		}
		return e.isEntity(value)
	}))
}

// removeBlocks removes the statements about the entity from the sections entities and
// relations.
func (e *Eraser) removeBlocks(section *yaml.Node, cut *cutter) {
	remove(section, cut.marking(func(kind, list *yaml.Node) bool {
		remove(list, cut.marking(func(key, item *yaml.Node) bool {
			return key != nil && e.refers(key.Value) || key == nil && e.isEnd(kind.Value, item)
		}))
		return len(list.Content) == 0
	}))
}

// refers reports whether a text is a reference to the entity.
func (e *Eraser) refers(text string) bool {
	ref, err := statement.Ref(text)
	return err == nil && e.Refs[ref]
}

// isEntity reports whether a value in the head is the entity, plain or as {value: id}.
func (e *Eraser) isEntity(n *yaml.Node) bool {
	if value := childOf(n, keyValue); value != nil {
		n = value
	}
	return n.Kind == yaml.ScalarNode && e.refers(n.Value)
}

// isEnd reports whether the entity is an end of a relation.
func (e *Eraser) isEnd(kind string, n *yaml.Node) bool {
	t := e.Model.Type(kind)
	for i := 0; t != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if t.End(n.Content[i].Value) != nil && e.refers(n.Content[i+1].Value) {
			return true
		}
	}
	return false
}

// mentionedIn reports whether any text in a node names the entity.
func (e *Eraser) mentionedIn(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && e.Mentions(n.Value) || slices.ContainsFunc(n.Content, e.mentionedIn)
}

// About returns dataset.yaml with the entity's ids under removed, and not under merged.
func (e *Eraser) About(content []byte) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		return nil, err
	}
	top := document.Content[0]
	remove(top, func(key, value *yaml.Node) bool {
		if key.Value != keyMerged {
			return false
		}
		remove(value, func(former, id *yaml.Node) bool { return e.IDs[former.Value] || e.IDs[id.Value] })
		return len(value.Content) == 0
	})
	removed := childOf(top, keyRemoved)
	if removed == nil {
		removed = &yaml.Node{Kind: yaml.SequenceNode}
		top.Content = append(top.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: keyRemoved}, removed)
	}
	for _, id := range slices.Sorted(maps.Keys(e.IDs)) {
		removed.Content = append(removed.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: id})
	}
	return encode(&document)
}
