package cli

import "testing"

func TestForget(t *testing.T) {
	folder := writeDataset(t, map[string]string{
		"dataset.yaml": syntheticHead,
		"a.yaml": `source: {id: source-a, name: A}
entities:
  Institute:
    b-1: {name: B One}
  Person:
    p-1: {name: Pia Example}
    p-2: {name: Paul Example}
relations:
  Affiliation:
    - {person: p-1, organisation: b-1}
    - {person: p-2, organisation: b-1, position: successor of Pia Example}
`,
	})
	for _, c := range []commandRow{
		{"forget p-1", 0, []string{"never to be reused: p-1", "Changed files: a.yaml, dataset.yaml", "make picture", "still mentioned: a.yaml:9:"}, "the output lists the changes and the remaining steps"},
		{"forget p-1", 1, []string{`no entity has the id "p-1"`}, "an entity cannot be removed twice"},
		{"forget source-a", 1, []string{"is a source"}, "to remove a source, delete its file"},
	} {
		c.args += " --dir " + folder
		c.check(t.Context(), t)
	}
	none := commandRow{"forget p-1 --dir " + folder + "/none", 1, []string{"no dataset", "dataset.yaml"}, "the folder is checked first"}
	none.check(t.Context(), t)
}
