package cli

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/testenv"
)

// tableDataset has the values that readers of CSV spoil: identifiers that look like numbers,
// dates that look like numbers, the acronym NA, and texts that get an apostrophe.
const tableDataset = `source: {id: source-table, name: Table, url: "https://table.example", licence: CC0-1.0}
entities:
  JointAction:
    plus: {name: "+plus", acronym: NA, title: "one;=two", grantNumber: "00123", start: 2021, budget: EUR 12.50, at: 1}
    quoted: {name: "'s-Hertogenbosch", title: "a \"quote\", and a comma", grantNumber: "900000001", start: 2022-03, at: 2}
`

// tableProgram prints the rows of the table, as values in the language of the client.
var tableProgram = map[string]string{
	"python": `import json
import whojoins

table = whojoins.table("""` + tableQuery + `""")
for row in table.astype(object).where(table.notna(), None).to_dict("records"):
    print(json.dumps(list(row.values()), ensure_ascii=False))
`,
	"js": `import { table } from './whojoins.mjs';
for (const row of await table(` + "`" + tableQuery + "`" + `)) console.log(JSON.stringify(Object.values(row)));
`,
	"r": `source("whojoins.R")
rows <- table_of('` + tableQuery + `')
for (i in seq_len(nrow(rows))) cat(jsonlite::toJSON(unname(as.list(rows[i, ])), auto_unbox = TRUE, na = "null"), "\n")
`,
}

const tableQuery = `{ jointActions(sort: {grantNumber: ASC}) { nodes { name acronym title grantNumber start disputed budget { amount } participants { totalCount } } } }`

var tableRows = []string{
	`["+plus","NA","one;=two","00123","2021",false,12.5,0]`,
	`["'s-Hertogenbosch",null,"a \"quote\", and a comma","900000001","2022-03",false,null,0]`,
}

// TestClientTables checks that the clients keep identifiers and dates as text, and restore the
// texts that the service protects from spreadsheets. TestOutsideClientTables does so for R.
func TestClientTables(t *testing.T) {
	server := tableServer(t)
	t.Run("python", func(t *testing.T) {
		clientTable(t, "python", testenv.Python(t, "clients", "../../clients/requirements.txt"), server)
	})
	t.Run("js", func(t *testing.T) {
		clientTable(t, "js", testenv.Program(t, "node", "Node 20.19 or later"), server)
	})
}

func tableServer(t *testing.T) string {
	t.Helper()
	return start(t, Config{Data: writeDataset(t, map[string]string{"dataset.yaml": syntheticHead, "table.yaml": tableDataset})}).URL()
}

func clientTable(t *testing.T, language, program, server string) {
	t.Helper()
	spaced := regexp.MustCompile(`": |, `)
	got := strings.Split(strings.TrimSpace(runClient(t, program, language, tableProgram[language], server)), "\n")
	for i, want := range tableRows {
		if i >= len(got) || spaced.ReplaceAllString(strings.TrimSpace(got[i]), ",") != spaced.ReplaceAllString(want, ",") {
			t.Errorf("%s: the rows are\n%s\nwant\n%s", language, strings.Join(got, "\n"), strings.Join(tableRows, "\n"))
			return
		}
	}
}

// TestClientsKnowTheNumbers compares the list of numeric fields in each client with the schema.
// A field of this name that is text in another type is not in the list.
func TestClientsKnowTheNumbers(t *testing.T) {
	numbers := map[string]bool{"path": true, "step": true} // columns of tables alone
	for _, def := range graph.Schema().Types {
		for _, f := range def.Fields {
			if def.Kind == ast.Object && def.Name != "Limits" && (f.Type.NamedType == "Int" || f.Type.NamedType == "Float") {
				numbers[f.Name] = true
			}
		}
	}
	for _, def := range graph.Schema().Types {
		for _, f := range def.Fields {
			// The smallest and the largest date are full days, which do not look like numbers.
			number := f.Type.Name() == "Int" || f.Type.Name() == "Float" || f.Name == "min" || f.Name == "max"
			if def.Kind == ast.Object && !number && graph.Schema().Types[f.Type.Name()].IsLeafType() {
				delete(numbers, f.Name)
			}
		}
	}
	list := regexp.MustCompile(`(?s)\bamount average.*?\bweight`)
	for _, name := range []string{"whojoins.py", "whojoins.mjs", "whojoins.R"} {
		text, err := os.ReadFile("../../clients/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got := regexp.MustCompile(`[A-Za-z]+`).FindAllString(list.FindString(string(text)), -1)
		for _, number := range got {
			if !numbers[number] {
				t.Errorf("%s reads %s as a number, which is not one everywhere", name, number)
			}
		}
		for number := range numbers {
			if !slices.Contains(got, number) {
				t.Errorf("%s does not read %s as a number", name, number)
			}
		}
	}
}
