package picture_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"whojoins/internal/picture"
)

var folder = flag.String("pictures", "", "folder to which TestSamples writes the samples as files")

// samples returns pictures of every kind and of sizes at the bounds, with plainly synthetic values.
func samples() map[string]picture.Picture {
	caption := func(title string) picture.Caption {
		return picture.Caption{Title: title, Description: "A sample with <signs> & “quotes”.", Note: "6 of 121 partners on record.", Language: "en"}
	}
	all := map[string]picture.Picture{
		"network-60": network(caption("Sixty"), 60), "network-12": network(caption("Twelve"), 12), "network-1": network(caption("One"), 1),
		"timeline": timeline(caption("Timeline")), "bars": bars(caption("Bars")), "map": europe(caption("Map"), false), "map-cities": europe(caption("Cities"), true),
		"network-0": picture.Network{Caption: caption("Empty")}, "timeline-0": picture.Timeline{Caption: caption("Empty")}, "bars-0": picture.Bars{Caption: caption("Empty")},
		"map-0": picture.Map{Caption: caption("Empty"), None: "None on record"},
	}
	all["series"], all["matrix"] = series(caption("Series"), 3), matrix(caption("Matrix"), 12, 9)
	all["series-1"], all["matrix-60"] = series(caption("Columns"), 1), matrix(caption("Large"), 70, 40)
	all["series-0"], all["matrix-0"] = picture.Series{Caption: caption("Empty")}, picture.Matrix{Caption: caption("Empty")}
	small := caption("Small")
	small.Small = true
	all["network-small"], all["timeline-small"], all["bars-small"], all["map-small"] = network(small, 60), timeline(small), bars(small), europe(small, false)
	all["series-small"], all["matrix-small"] = series(small, 1), matrix(small, 12, 12)
	return all
}

// network returns a centre that is linked to all others, some of which are linked to each other.
func network(c picture.Caption, nodes int) picture.Network {
	n := picture.Network{Caption: c, Groups: []string{"Institute", "Joint action", "Project", "Network of expertise", "Programme"}}
	words := []string{"Institute", "European Network of", "University Hospital", "National Agency for Health", "Cancer Centre", "Regional Office"}
	for i := range nodes {
		n.Nodes = append(n.Nodes, picture.Node{
			Label: fmt.Sprintf("%s %d", words[i%len(words)], i), Hint: fmt.Sprintf("Item %d & others", i), Address: fmt.Sprintf("/id/item-%d", i), Group: i * i % 5, Weight: i*i%40 + 1,
		})
		if i > 0 {
			n.Links = append(n.Links, picture.Link{From: 0, To: i})
		}
		if i > 3 {
			n.Links = append(n.Links, picture.Link{From: i, To: i * 7 % (i - 1), Faint: true})
		}
	}
	return n
}

func timeline(c picture.Caption) picture.Timeline {
	return picture.Timeline{
		Caption: c, Groups: []string{"Joint action", "Project"}, Today: "2026-11-30", Unknown: "Dates not known", Open: "End not known", About: "Some time in this period",
		Spans: []picture.Span{
			{Label: "Action One", Start: "2009-09", End: "2013-12", Address: "/id/one"},
			{Label: "Action Two of the longest name that a row can have", Start: "2014", End: "2017"},
			{Label: "Action Three", Start: "2018-04-01", End: "2021-10"},
			{Label: "Project Four", Start: "2022-10-01", End: "2024-09-30", Group: 1},
			{Label: "Project Five", Start: "2024-11-01", Group: 1},
			{Label: "Project Six", End: "2020", Group: 1},
			{Label: "Project Seven", Group: 1},
			{Label: "Project Eight", Start: "2019-06/2019-07", End: "2019", Group: 1},
			{Label: "Project Nine", Start: "2027-01", End: "2031", Group: 1},
		},
	}
}

func bars(c picture.Caption) picture.Bars {
	return picture.Bars{Caption: c, None: "Not on record", Bars: []picture.Bar{
		{Label: "Institute One", Text: "12 345 678 EUR", Value: 12345678}, {Label: "An institute whose name is much longer than the rest of them", Text: "2 345 678 EUR", Value: 2345678},
		{Label: "Institute <Three>", Text: "0 EUR"}, {Label: "Institute Four", Unknown: true}, {Label: "Institute Five", Text: "7 EUR", Value: 7},
	}}
}

func europe(c picture.Caption, cities bool) picture.Map {
	m := picture.Map{Caption: c, None: "None on record", Dot: "City with partners"}
	for i, code := range []string{"BE", "FR", "DE", "IT", "ES", "MT", "LU", "NL", "NO", "PL", "XK", "GR", "CY", "IS", "UA"} {
		m.Countries = append(m.Countries, picture.Country{Code: code, Value: float64(i * i), Text: fmt.Sprint(i * i), Hint: code, Address: "/id/" + code})
	}
	if cities {
		m.Cities = []picture.City{
			{Hint: "Brussels", Latitude: 50.85, Longitude: 4.35, Count: 30}, {Hint: "Ghent", Latitude: 51.05, Longitude: 3.72, Count: 4},
			{Hint: "Oslo", Latitude: 59.91, Longitude: 10.75, Count: 1}, {Hint: "Valletta", Latitude: 35.9, Longitude: 14.51, Count: 2}, {Hint: "Toronto", Latitude: 43.7, Longitude: -79.4, Count: 9},
		}
	}
	return m
}

func series(c picture.Caption, count int) picture.Series {
	s := picture.Series{Caption: c}
	for i := range 14 {
		s.Periods = append(s.Periods, fmt.Sprint(2013+i))
	}
	for l := range count {
		one := picture.Line{Label: []string{"Active", "Began", "Ended"}[l]}
		for i := range s.Periods {
			one.Values = append(one.Values, float64(i*i*(3-l)*4%(211-60*l)))
		}
		s.Lines = append(s.Lines, one)
	}
	return s
}

func matrix(c picture.Caption, rows, columns int) picture.Matrix {
	m := picture.Matrix{Caption: c, Groups: []string{"Coordinator", "Work package lead", "Beneficiary", "Associated partner"}}
	for i := range rows {
		m.Rows = append(m.Rows, picture.Header{Label: fmt.Sprintf("Institute of many words, number %d", i), Address: "/id/i"})
		m.Cells = append(m.Cells, picture.Cell{Row: i, Column: i * 5 % columns, Groups: []int{i % 4}}, picture.Cell{Row: i, Column: (i*7 + 1) % columns, Groups: []int{0, 2}})
	}
	for i := range columns {
		m.Columns = append(m.Columns, picture.Header{Label: []string{"ACT-1", "Project of Many Words", "NET"}[i%3]})
	}
	return m
}

// TestSamples expects the same bytes each time, and writes them to -pictures.
func TestSamples(t *testing.T) {
	all := samples()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		file := all[name].Draw().File()
		if again := samples()[name].Draw().File(); string(file) != string(again) {
			t.Errorf("%s has two pictures", name)
		}
		if *folder != "" {
			if err := os.WriteFile(filepath.Join(*folder, name+".svg"), file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
