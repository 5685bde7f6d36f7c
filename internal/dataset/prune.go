package dataset

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// pruneFile takes an entity out of a YAML file. The lines of what goes are cut out, so
// that the rest stays as it was written; only where that is not possible, as within
// braces, the file is written anew.
func (f *forgetting) pruneFile(name string, text []byte) ([]byte, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil || len(root.Content) == 0 {
		return text, err
	}
	cut := &cutter{lines: strings.Split(string(text), "\n")}
	if strings.Contains(name, "/") {
		remove(root.Content[0], cut.noting(func(_, item *yaml.Node) bool { return f.mentions(item) }))
	} else {
		f.pruneSource(root.Content[0], cut)
	}
	if !cut.any {
		return text, nil
	}
	var again yaml.Node
	short := []byte(strings.Join(cut.kept(), "\n"))
	if yaml.Unmarshal(short, &again) == nil && same(&root, &again) {
		return short, nil
	}
	return encode(&root)
}

// pruneSource takes the entity out of the head, the blocks and the relations.
func (f *forgetting) pruneSource(root *yaml.Node, cut *cutter) {
	remove(root, cut.noting(func(section, body *yaml.Node) bool {
		switch section.Value {
		case keySource:
			remove(body, cut.noting(func(key, value *yaml.Node) bool {
				if value.Kind == yaml.SequenceNode {
					remove(value, cut.noting(func(_, item *yaml.Node) bool { return f.isOne(item) }))
					return len(value.Content) == 0
				}
				return key.Value != fieldID && f.isOne(value)
			}))
		case keyEntities, keyRelations:
			remove(body, cut.noting(func(kind, list *yaml.Node) bool {
				remove(list, cut.noting(func(key, item *yaml.Node) bool {
					return key != nil && f.refs[key.Value] || key == nil && f.joins(kind.Value, item)
				}))
				return len(list.Content) == 0
			}))
			return len(body.Content) == 0
		}
		return false
	}))
}

// isOne says that a value of the head names the entity, plain or as {value: id}.
func (f *forgetting) isOne(n *yaml.Node) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == keyValue {
			return f.refs[n.Content[i+1].Value]
		}
	}
	return n.Kind == yaml.ScalarNode && f.refs[n.Value]
}

// joins says that a relation has the entity at one of its ends.
func (f *forgetting) joins(kind string, n *yaml.Node) bool {
	t := f.model.Type(kind)
	for i := 0; t != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if t.End(n.Content[i].Value) != nil && f.refs[n.Content[i+1].Value] {
			return true
		}
	}
	return false
}

// mentions says that anything in a node names the entity.
func (f *forgetting) mentions(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && f.tells(n.Value) || slices.ContainsFunc(n.Content, f.mentions)
}

// tells says that a text names the entity, by id or by name.
func (f *forgetting) tells(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && r != ':' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return f.named(text) || slices.ContainsFunc(words, func(w string) bool { return f.refs[w] })
}

// pruneTable takes the rows out of a list that name the entity.
func (f *forgetting) pruneTable(text []byte) ([]byte, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return slices.ContainsFunc(row, f.tells) })
	if len(kept) == len(rows) {
		return text, nil
	}
	var out bytes.Buffer
	err = csv.NewWriter(&out).WriteAll(kept)
	return out.Bytes(), err
}

// retire writes the ids under removed, and takes them out of merged.
func (f *forgetting) retire(text []byte) ([]byte, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	top := root.Content[0]
	remove(top, func(key, value *yaml.Node) bool {
		if key.Value == "merged" {
			remove(value, func(former, now *yaml.Node) bool { return f.ids[former.Value] || f.ids[now.Value] })
		}
		return key.Value == "merged" && len(value.Content) == 0
	})
	i := 0
	for i < len(top.Content) && top.Content[i].Value != "removed" {
		i += 2
	}
	if i == len(top.Content) {
		top.Content = append(top.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "removed"}, &yaml.Node{Kind: yaml.SequenceNode})
	}
	for _, id := range slices.Sorted(maps.Keys(f.ids)) {
		top.Content[i+1].Content = append(top.Content[i+1].Content, &yaml.Node{Kind: yaml.ScalarNode, Value: id})
	}
	return encode(&root)
}
