package dataset_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"whojoins/internal/dataset"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// institutes is a complete reader: it turns a table of PIC, name and country into
// statements of the source with the id register.
func institutes(name, text string) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		base := statement.Statement{Source: "register", Date: "2026-01-31", Place: statement.Place{File: name}}
		// say yields statements about one subject: that it exists, then the value of each field.
		say := func(s *statement.Subject, fields ...string) bool {
			st := base
			st.Subject = s
			ok := yield(st, nil)
			for i := 0; ok && i < len(fields); i += 2 {
				st.Field, st.Value = fields[i], statement.Value{Text: fields[i+1]}
				ok = yield(st, nil)
			}
			return ok
		}
		ok := say(&statement.Subject{Type: "Source", ID: "register", Place: base.Place}, "name", "Register")
		for table := csv.NewReader(strings.NewReader(text)); ok; {
			row, err := table.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				ok = yield(statement.Statement{Place: statement.Place{File: name}}, err)
				continue
			}
			base.Place.Line, _ = table.FieldPos(0)
			base.Locator = "PIC " + row[0]
			ok = say(&statement.Subject{Type: "Institute", ID: "pic-" + row[0], Place: base.Place},
				"identifiers", "pic:"+row[0], "name", row[1], "country", row[2])
		}
	}
}

func ExampleMerge() {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		panic(err)
	}
	schema, err := statement.NewSchema(m)
	if err != nil {
		panic(err)
	}
	about := &statement.About{Name: "Example", Version: "1", Licence: "CC0"}

	graph, _, err := dataset.Merge(context.Background(), schema, about, institutes("register.csv", "999988887,North Hospital,BE\n999977776,South University,NO\n"))
	if err != nil {
		panic(err)
	}
	for _, e := range graph.Entities {
		fmt.Println(e.Type.Name, e.ID, e.Value(e.Type.Field("name")))
	}

	_, report, _ := dataset.Merge(context.Background(), schema, about, institutes("register.csv", "999988887,,BE\n999977776,South University\n"))
	for _, fault := range report.Faults {
		fmt.Println(fault)
	}
	// Output:
	// Institute pic-999977776 South University
	// Institute pic-999988887 North Hospital
	// Source register Register
	// register.csv: record on line 2: wrong number of fields
	// register.csv:1: name: the value is empty; write a value, or leave the key out
}
