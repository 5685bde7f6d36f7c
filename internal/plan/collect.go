package plan

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// group is the fields with one response key. Validation ensures that all have the same name
// and arguments.
type group struct {
	key    string
	fields []*ast.Field
}

func (g *group) name() string { return g.fields[0].Name }

func (g *group) selections() []ast.SelectionSet {
	sets := make([]ast.SelectionSet, len(g.fields))
	for i, f := range g.fields {
		sets[i] = f.SelectionSet
	}
	return sets
}

func sameGroups(a, b []group) bool {
	return slices.EqualFunc(a, b, func(x, y group) bool { return x.key == y.key && slices.Equal(x.fields, y.fields) })
}

// collect is CollectFields of the GraphQL specification, for an object of the type
// with that name: the fields by response key, in order of their first occurrence.
func (c *compiler) collect(typeName string, sets []ast.SelectionSet) []group {
	k := &collector{compiler: c, typeName: typeName, at: map[string]int{}}
	for _, set := range sets {
		k.walk(set)
	}
	return k.groups
}

// keys returns the response keys for objects of any type, in order of their first
// occurrence.
func (c *compiler) keys(sets []ast.SelectionSet) []string {
	groups := c.collect("", sets)
	keys := make([]string, len(groups))
	for i := range groups {
		keys[i] = groups[i].key
	}
	return keys
}

type collector struct {
	*compiler
	typeName string
	groups   []group
	at       map[string]int
	seen     map[string]bool
}

func (k *collector) walk(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if k.excluded(s.Directives) {
				continue
			}
			i, known := k.at[s.Alias]
			if !known {
				i = len(k.groups)
				k.at[s.Alias] = i
				k.groups = append(k.groups, group{key: s.Alias})
			}
			k.groups[i].fields = append(k.groups[i].fields, s)
		case *ast.InlineFragment:
			if !k.excluded(s.Directives) && k.applies(s.TypeCondition) {
				k.walk(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if k.excluded(s.Directives) || k.seen[s.Name] || s.Definition == nil {
				continue
			}
			if k.seen == nil {
				k.seen = map[string]bool{}
			}
			k.seen[s.Name] = true
			if k.applies(s.Definition.TypeCondition) {
				k.walk(s.Definition.SelectionSet)
			}
		}
	}
}

// applies is DoesFragmentTypeApply of the GraphQL specification. Without a type, every
// fragment applies.
func (k *collector) applies(condition string) bool {
	if k.typeName == "" || condition == "" || condition == k.typeName {
		return true
	}
	for _, possible := range k.Schema.PossibleTypes[condition] {
		if possible.Name == k.typeName {
			return true
		}
	}
	return false
}

// excluded evaluates @skip and @include. Validation ensures that their argument exists.
func (c *compiler) excluded(list ast.DirectiveList) bool {
	for _, d := range list {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		k := coercer{schema: c.Schema, variables: c.Variables, limits: &c.Limits}
		args, err := k.arguments(c.Schema.Directives[d.Name].Arguments, d.Arguments)
		if err != nil {
			c.fail(Errorf(BadUserInput, "", "@%s: %s", d.Name, err))
			return true
		}
		if on, _ := args["if"].(bool); on == (d.Name == "skip") {
			return true
		}
	}
	return false
}
