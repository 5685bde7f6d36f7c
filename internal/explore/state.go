// Package explore computes what the explorer shows. A State is everything that a view depends on; it is
// an address, and an address is a State. From a state the package makes a Scene: the entities and the
// relations on the stage, with their positions, counts for the filters, and the GraphQL request that
// returns the same. A picture, a table, a file and a preview of one address are made from one scene, so
// that they are equal.
//
// The stage is computed in these steps:
//
//  1. The entities that belong on it: those in `ids` and `expand`, the neighbours of those in `expand`
//     along the relations of `via`, and those on the first shortest path of `path`; with `all`, every
//     entity.
//  2. `hide` takes off what `ids` does not list; `types` and `where` take off what they exclude.
//  3. If more than MostEntities are left, the best connected stay, after those that the address names.
//  4. The relations of `via` among them, unless `on` or `roles` hides them.
package explore

import (
	"net/url"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// Path is the address of the explorer.
const Path = "/explore"

// MostCharacters is the length of the longest address of a view.
const MostCharacters = 2000

// The parameters of an address, in their order.
const (
	idsKey    = "ids"
	expandKey = "expand"
	viewKey   = "view"
	selectKey = "sel"
	pathKey   = "path"
	onKey     = "on"
	typesKey  = "types"
	viaKey    = "via"
	whereKey  = "where"
	findKey   = "find"
	hideKey   = "hide"
	// EditionKey names the edition of the dataset.
	EditionKey = "edition"
	langKey    = "lang"
	embedKey   = "embed"
	allKey     = "all"
	rolesKey   = "roles"
	afterKey   = "after"
)

// Parameters are the names of the parameters of an address, in their order.
var Parameters = []string{
	idsKey, expandKey, viewKey, selectKey, pathKey, onKey, typesKey, viaKey, whereKey, findKey, hideKey, EditionKey, langKey, embedKey, allKey, rolesKey, afterKey,
}

// Views are the views of a scene, the default first.
var Views = []string{"network", "table", "matrix", "timeline", "map"}

// State is everything that a view depends on. Its zero value shows nothing. Every list has each value
// once.
type State struct {
	// IDs are the entities on the stage, and Expand those whose neighbours are on it too.
	IDs    []string `json:"ids"`
	Expand []string `json:"expand"`
	// View is one of Views.
	View string `json:"view"`
	// Select is the id of the entity or relation that is selected, or empty.
	Select string `json:"sel"`
	// Path has no ids, or the two ends of a path.
	Path []string `json:"path"`
	// On is a date, as it is written, or empty: relations that are not active on its first day are hidden.
	On string `json:"on"`
	// Types are the types of the entities to show; none means all. Via are those of the relations; none
	// means those that paths follow. Roles are those of the participations to show; none means all. They
	// are names of enum values, in the order of the schema.
	Types []string `json:"types"`
	Via   []string `json:"via"`
	Roles []string `json:"roles"`
	// Where is a filter of entities, as JSON without spaces, or empty.
	Where string `json:"where"`
	// Find is a text that was searched for, and After the cursor of a page of results.
	Find  string `json:"find"`
	After string `json:"after"`
	// Hide are the entities that were taken off the stage.
	Hide []string `json:"hide"`
	// Edition is the edition of the dataset, or empty for the newest. Language is en, fr, nl or empty.
	Edition  string `json:"edition"`
	Language string `json:"lang"`
	// Embed reports whether the view is within a page of another site, All whether it is that of the
	// whole graph.
	Embed bool `json:"embed"`
	All   bool `json:"all"`
}

// Empty reports whether nothing belongs on the stage.
func (s *State) Empty() bool {
	return len(s.IDs) == 0 && len(s.Expand) == 0 && len(s.Path) == 0 && !s.All
}

// clone returns a copy whose lists can be changed.
func (s *State) clone() *State {
	c := *s
	for _, l := range []*[]string{&c.IDs, &c.Expand, &c.Path, &c.Types, &c.Via, &c.Roles, &c.Hide} {
		*l = append([]string{}, *l...)
	}
	return &c
}

// Shows reports whether parameters of an address put something on the stage.
func Shows(parameters url.Values) bool {
	return slices.ContainsFunc([]string{idsKey, expandKey, pathKey, allKey}, parameters.Has)
}

// Address returns the address of the state below a path, such as Path.
func (s *State) Address(path string) string {
	if query := s.Query(); query != "" {
		return path + "?" + query
	}
	return path
}

// Query returns the parameters of the state, in their order: ids=jane,jane-2&view=table. Parameters with
// their default values are left out.
func (s *State) Query() string {
	var b strings.Builder
	add := func(name, value string) {
		if value == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(name + "=" + value)
	}
	add(idsKey, list(s.IDs))
	add(expandKey, list(s.Expand))
	if s.View != Views[0] {
		add(viewKey, escape(s.View))
	}
	add(selectKey, escape(s.Select))
	add(pathKey, list(s.Path))
	add(onKey, escape(s.On))
	add(typesKey, list(s.Types))
	add(viaKey, list(s.Via))
	add(whereKey, escape(s.Where))
	add(findKey, escape(s.Find))
	add(hideKey, list(s.Hide))
	add(EditionKey, escape(s.Edition))
	add(langKey, escape(s.Language))
	add(embedKey, flag(s.Embed))
	add(allKey, flag(s.All))
	add(rolesKey, list(s.Roles))
	add(afterKey, escape(s.After))
	return b.String()
}

func flag(set bool) string {
	if set {
		return "1"
	}
	return ""
}

// list writes the values of a list, with commas between them and none within them.
func list(values []string) string {
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = escape(v)
	}
	return strings.Join(escaped, ",")
}

// readable are the characters that an address has as they are, besides those that need no escape: they
// have no meaning within a value.
var readable = strings.NewReplacer("%3A", ":", "%2F", "/", "%40", "@", "+", "%20")

func escape(value string) string { return readable.Replace(url.QueryEscape(value)) }

// Fit removes from the state what an address of at most most characters cannot hold, the last values of
// the longest list first, and returns how many entities it removed.
func (s *State) Fit(most int) (removed int) {
	for len(s.Address(Path)) > most {
		longest := &s.IDs
		for _, l := range []*[]string{&s.Expand, &s.Hide} {
			if len(*l) > len(*longest) {
				longest = l
			}
		}
		if len(*longest) == 0 {
			s.Where, s.Find, s.Select, s.After = "", "", "", ""
			s.Path = nil
			return removed
		}
		*longest = (*longest)[:len(*longest)-1]
		removed++
	}
	return removed
}

// inOrder returns the names of enum values in the order of the schema, each once.
func inOrder(e *model.Enum, names []string) (ordered []string) {
	for _, v := range e.Values {
		if slices.Contains(names, v.Name) {
			ordered = append(ordered, v.Name)
		}
	}
	return ordered
}
