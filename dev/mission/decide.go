package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"whojoins/internal/dataset/mission"
	"whojoins/internal/dataset/table"
	"whojoins/internal/dataset/yaml"
)

// names are the names that other files give to entities, by id.
type names map[string][]string

// namesIn returns the names in a folder. Faults of the folder are reported when it is merged.
func namesIn(folder *yaml.Folder) names {
	list := names{}
	for st, err := range folder.Statements() {
		if err == nil && st.Field == "name" && st.Subject.ID != "" {
			id, _ := folder.About().Current(st.Subject.ID)
			list[id] = append(list[id], st.Value.Text)
		}
	}
	return list
}

// placedIn returns the ids of the entities whose country a file in the folder states.
func placedIn(folder *yaml.Folder) map[string]bool {
	placed := map[string]bool{}
	for st, err := range folder.Statements() {
		if err == nil && st.Field == "country" && st.Subject.ID != "" {
			id, _ := folder.About().Current(st.Subject.ID)
			placed[id] = true
		}
	}
	return placed
}

// split divides the names in the register's text into the one that is the name of the entity and
// the others. Other files decide; where none names the entity, its first name in the decisions is
// its name.
func (n names) split(id string, texts []string) (name string, aliases []string) {
	if len(n[id]) == 0 {
		n[id] = texts[:1]
	}
	for _, text := range texts {
		if name == "" && slices.Contains(n[id], text) {
			name = text
		} else {
			aliases = append(aliases, text)
		}
	}
	return name, aliases
}

// readDecisions reads the decisions in a folder: projects.csv with the columns grant, id, topic,
// why, and matches.csv with organisation, country, names, id, type, why. The column names has
// the names in the register's text, separated by semicolons, if there are several. placed has the entities whose country other files state.
func readDecisions(dir string, known names, placed map[string]bool, located func(string) bool) (mission.Decisions, error) {
	d := mission.Decisions{Projects: map[string]mission.Project{}, Organisations: map[mission.Organisation]mission.Entity{}}
	for row, err := range lines(filepath.Join(dir, "projects.csv"), "grant", "id", "topic", "why") {
		if err != nil {
			return d, err
		}
		d.Projects[row.Get("grant")] = mission.Project{ID: row.Get("id"), Names: known[row.Get("id")], Topic: row.Get("topic")}
	}
	for row, err := range lines(filepath.Join(dir, "matches.csv"), "organisation", "country", "names", "id", "type", "why") {
		if err != nil {
			return d, err
		}
		o := mission.Organisation{Name: row.Get("organisation"), Country: row.Get("country")}
		if before, twice := d.Organisations[o]; twice {
			return d, fmt.Errorf("matches.csv:%d: %s is matched with %s already", row.Line, o.Name, before.ID)
		}
		texts := []string{o.Name}
		if list := row.Get("names"); list != "" {
			texts = strings.Split(list, "; ")
		}
		e := mission.Entity{ID: row.Get("id"), Type: row.Get("type"), Located: located(row.Get("type"))}
		e.Name, e.Aliases = known.split(e.ID, texts)
		d.Organisations[o] = e
		placed[e.ID] = placed[e.ID] || o.Country != ""
	}
	for o, e := range d.Organisations {
		e.Placed = placed[e.ID]
		d.Organisations[o] = e
	}
	return d, nil
}

// lines yields the lines of a list of decisions. Each has an id and a reason.
func lines(name string, columns ...string) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		file, err := os.Open(name)
		if err != nil {
			yield(table.Row{}, err)
			return
		}
		defer func() { _ = file.Close() }() // it was only read
		for row, err := range table.Rows(file, columns...) {
			if err == nil && (row.Get("id") == "" || row.Get("why") == "") {
				err = errors.New("write the id and the reason of the decision")
			}
			if err != nil {
				err = fmt.Errorf("%s:%d: %w", name, row.Line, err)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
