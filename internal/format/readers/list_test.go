package readers_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestJSONLines(t *testing.T) {
	f, err := os.Open(download(t, "/export/participations.jsonl?about=true&fields=role,participant.name", "jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []map[string]any
	for s := bufio.NewScanner(f); s.Scan(); {
		var one map[string]any
		if err := json.Unmarshal(s.Bytes(), &one); err != nil {
			t.Fatalf("%v in %q", err, s.Text())
		}
		lines = append(lines, one)
	}
	if len(lines) != 4 || !strings.Contains(joined(lines[0]), "CC0-1.0") {
		t.Fatalf("%d lines, of which the first is %v; want the description and three rows", len(lines), lines)
	}
	want := map[string]any{"role": "BENEFICIARY", "participant": map[string]any{"name": "=1+1"}}
	if diff := cmp.Diff(want, lines[3]); diff != "" {
		t.Error(diff)
	}
}

// TestTablesForPeople requires default tables to have the countries and the identifiers of both ends
// of relations, as text.
func TestTablesForPeople(t *testing.T) {
	text, err := os.ReadFile(download(t, "/export/participations.csv", "csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for i, name := range rows[0] {
		found[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"participant.id": "alpha", "participant.countries": "BE", "participant.ror": "0aaaaaa00", "participant.pic": "999",
		"participant.wikidata": "", "initiative.grantNumber": "0101",
	} {
		if got, ok := found[name]; !ok || got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, ok := found["initiative.countries"]; ok {
		t.Error("an initiative has no countries, and the table a column for them")
	}
}

// TestXLSXHasTypes requires numbers, truth values and full days to be values of their own, and dates
// that are months or years, and identifiers, to be text.
func TestXLSXHasTypes(t *testing.T) {
	types := map[string]excelize.CellType{}
	values := map[string]string{}
	for _, address := range []string{
		"/export/institutes.xlsx?where={id:{eq:%22alpha%22}}&fields=founded,location.latitude,disputed,ror,pic",
		"/export/participations.xlsx?where={role:{eq:COORDINATOR}}&fields=since,until,initiative.start,initiative.grantNumber,initiative.budget.amount",
	} {
		book, err := excelize.OpenFile(download(t, address, "xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		for column := 1; ; column++ {
			cell := func(row int) string {
				name, err := excelize.CoordinatesToCellName(column, row)
				if err != nil {
					t.Fatal(err)
				}
				return name
			}
			name, err := book.GetCellValue("Data", cell(1))
			if err != nil {
				t.Fatal(err)
			}
			if name == "" {
				break
			}
			values[name], _ = book.GetCellValue("Data", cell(2))
			types[name], _ = book.GetCellType("Data", cell(2))
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
	number, text, truth := excelize.CellTypeUnset, excelize.CellTypeInlineString, excelize.CellTypeBool
	for name, want := range map[string]struct {
		of   excelize.CellType
		text string
	}{
		"founded": {number, "1900"}, "location.latitude": {number, "50.5"}, "disputed": {truth, "FALSE"}, "ror": {text, "0aaaaaa00"}, "pic": {text, "999"},
		"since": {text, "2022"}, "until": {text, "2024-02"}, "initiative.start": {number, "2022-11-01"}, "initiative.grantNumber": {text, "0101"},
		"initiative.budget.amount": {number, "12.5"},
	} {
		if types[name] != want.of || values[name] != want.text {
			t.Errorf("%s is %q of the type %d, want %q of %d", name, values[name], types[name], want.text, want.of)
		}
	}
}

// TestGeoJSON reads a map: a feature for each organisation, funders too, with a point where there is
// one, which begins with the longitude.
func TestGeoJSON(t *testing.T) {
	var got struct {
		Type     string
		About    map[string]any
		Features []struct {
			Type, ID string
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]any
		}
	}
	text, err := os.ReadFile(download(t, "/export/institutes.geojson", "geojson"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	types := map[any]int{}
	for _, f := range got.Features {
		types[f.Properties["type"]]++
	}
	if types["INSTITUTE"] == 0 || types["FUNDER"] == 0 {
		t.Errorf("features of the types %v, want institutes and funders", types)
	}
	if got.Type != "FeatureCollection" || got.About["licence"] != "CC0-1.0" || len(got.Features) != 3 {
		t.Fatalf("%s", text)
	}
	for _, f := range got.Features {
		_, placed := f.Properties["location.latitude"]
		if f.Type != "Feature" || f.Properties["name"] != awkward[f.ID] || placed || (f.Geometry != nil) != (f.ID == "alpha") {
			t.Errorf("%+v", f)
		}
		if f.ID == "alpha" {
			if diff := cmp.Diff([]float64{4.25, 50.5}, f.Geometry.Coordinates); diff != "" || f.Properties["founded"] != 1900.0 || f.Properties["pic"] != "999" || f.Properties["disputed"] != false {
				t.Errorf("%s %v", diff, f.Properties)
			}
		}
	}
}
