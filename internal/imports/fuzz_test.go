package imports_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/imports"
)

// readers are the readers by a name of a file that each reads.
var readers = map[string]imports.Kind{
	"project.csv": imports.CORDIS, "organization.csv": imports.CORDIS, "euroSciVoc.csv": imports.CORDIS, "project.xml": imports.CORDIS,
	"answer.json": imports.Portal, "ror.json": imports.ROR(true), "orcid.json": imports.ORCID, "orcid.xml": imports.ORCID,
}

// FuzzReaders gives every reader any content, and checks that the rows that it refuses add up.
func FuzzReaders(f *testing.F) {
	for name, text := range edition() {
		f.Add(strings.TrimPrefix(name, "csv/"), text)
	}
	f.Add("answer.json", answer)
	f.Add("ror.json", rorRelease)
	f.Add("orcid.json", orcidJSON)
	f.Add("orcid.xml", orcidXML)
	f.Add("project.xml", `<project xmlns="http://cordis.europa.eu"><id>101000001</id><acronym>A</acronym><relations><associations><organization type="coordinator" ecContribution="1"><id>999900018</id><legalName>ONE</legalName></organization></associations></relations></project>`)
	f.Fuzz(func(t *testing.T, name, text string) {
		kind, ok := readers[name]
		if !ok {
			return
		}
		open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		reader, err := kind.New(&archive.Input{Name: name, Files: []archive.File{{Name: name, Open: open}}}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		refused, failed := 0, false
		for st, err := range reader.Statements() {
			var row *intake.Refused
			switch {
			case errors.As(err, &row):
				refused++
			case err != nil:
				failed = true
			case st.Subject == nil:
				t.Fatal("a statement has no subject")
			case strings.Contains(text, "EXAMPLE Ann") && st.Value.Text == "EXAMPLE Ann":
				t.Fatal("a person is named")
			}
		}
		if count := reader.Rows(); !failed && (count.Refused != refused || count.Refused > count.Read || count.LeftOut > count.Read) {
			t.Fatalf("%+v, but %d rows are refused", count, refused)
		}
	})
}
