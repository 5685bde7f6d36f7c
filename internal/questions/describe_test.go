package questions_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/questions"
)

// described returns the rows of the tables of an answer in a language, under their headings.
func described(t *testing.T, columns, data, language string) map[string][][]string {
	t.Helper()
	l, err := questions.Load(readModel(t), fstest.MapFS{"analysts/01-one.yaml": {Data: []byte(
		"title: {en: A, fr: A, nl: A}\ndescription: {en: A, fr: A, nl: A}\n" + columns + "graphql: 'query One { meta { name } }'\n",
	)}})
	if err != nil {
		t.Fatal(err)
	}
	tables, err := questions.Tables([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][][]string{}
	for _, table := range l.Describe(l.Find("one"), tables, language) {
		var shown [][]string
		for _, row := range append([][]questions.Cell{nil}, table.Rows...) {
			var cells []string
			for i, c := range table.Columns {
				switch {
				case c.Shown != questions.Everywhere:
				case row == nil:
					cells = append(cells, c.Heading)
				default:
					cells = append(cells, row[i].String())
				}
			}
			shown = append(shown, cells)
		}
		got[table.Heading] = shown
	}
	return got
}

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		reason, columns, data, language string
		want                            map[string][][]string
	}{
		{"headings and values are words", "", `{"list":{"nodes":[{"role":"WORK_PACKAGE_LEAD","participant":{"id":"a","name":"A","type":"INSTITUTE","country":"IT"}}]}}`, "nl",
			map[string][][]string{"": {{"Rol", "Partner", "Type", "Land"}, {"Werkpakketleider", "A", "Instituut", "Italië"}}}},
		{"names are not values", "", `{"list":{"nodes":[{"id":"a","name":"CHAIR","city":"OTHER"}]}}`, "fr",
			map[string][][]string{"": {{"Nom", "Ville"}, {"CHAIR", "OTHER"}}}},
		{"an id without a name is shown", "", `{"list":{"nodes":[{"id":"a","city":"A"}]}}`, "en",
			map[string][][]string{"": {{"Id", "City"}, {"a", "A"}}}},
		{"money is one cell", "", `{"list":{"nodes":[{"budget":{"amount":1000,"currency":"EUR"}},{"budget":null}]}}`, "en",
			map[string][][]string{"": {{"Budget"}, {"1\u202f000\u00a0EUR"}, {""}}}},
		{"a question has headings of its own", "columns: {shared: {en: Common, fr: Communes, nl: Gedeeld}}\n", `{"list":{"nodes":[{"shared":2}]}}`, "fr",
			map[string][][]string{"": {{"Communes"}, {"2"}}}},
		{"facets are counted by field and value", "", `{"list":{"facets":[{"field":"ROLE","buckets":[{"value":"CHAIR","label":"Chair","count":2}]},{"field":"PARTICIPANT_COUNTRY","buckets":[{"value":"BE","count":1}]},{"field":"FUNDER","buckets":[{"value":"x","label":"Fund X","count":3}]}]}}`, "fr",
			map[string][][]string{"": {{"Critère", "Valeur", "Nombre"}, {"Rôle", "Présidence", "2"}, {"Pays", "Belgique", "1"}, {"Bailleur de fonds", "Fund X", "3"}}}},
		{"each key of groups has a column, and a sum its currency", "", `{"list":{"groups":{"groups":[{"keys":[{"field":"PARTICIPANT_COUNTRY","value":"BE","label":"BE"},{"field":"INITIATIVE_START_YEAR","value":"2023","label":"2023"}],"count":2,"sums":[{"currency":"EUR","value":1.5}]},{"keys":[{"field":"PARTICIPANT_COUNTRY","value":null,"label":null},{"field":"INITIATIVE_START_YEAR","value":"2023","label":"2023"}],"count":1,"sums":[]}]}}}`, "fr",
			map[string][][]string{"": {{"Pays", "Année de début", "Nombre", "Somme"}, {"Belgique", "2023", "2", "1,50\u00a0EUR"}, {"", "2023", "1", ""}}}},
		{"a sum is called what is summed", "", `{"list":{"groups":{"groups":[{"keys":[{"field":"ROLE","value":"CHAIR","label":"Chair"}],"sums":[{"field":"contribution","currency":"EUR","value":1000}]}]}}}`, "en",
			map[string][][]string{"": {{"Role", "EU contribution"}, {"Chair", "1\u202f000\u00a0EUR"}}}},
		{"claims name their field", "", `{"one":{"claims":[{"field":"country","value":"BE","rank":"PREFERRED"},{"field":"title","value":"CHAIR","rank":"NORMAL"}]}}`, "en",
			map[string][][]string{"": {{"About", "Value", "Status"}, {"Country", "Belgium", "Preferred"}, {"Full title", "CHAIR", "Alternative"}}}},
		{"claims have objects in words, and dates that sort", "", `{"one":{"claims":[{"field":"budget","value":"EUR 2900000","rank":"NORMAL"},{"field":"end","value":"2028-10-31","rank":"NORMAL"}]}}`, "en",
			map[string][][]string{"": {{"About", "Value", "Status"}, {"Budget", "2\u202f900\u202f000\u00a0EUR", "Alternative"}, {"End", "2028-10-31", "Alternative"}}}},
		{"cells of a matrix name their ends", "", `{"m":{"cells":[{"row":"a","column":"b"}],"rows":[{"id":"a","name":"A"}],"columns":[{"id":"b","name":"B"}]}}`, "nl",
			map[string][][]string{
				"Wie neemt waaraan deel": {{"Partner", "Initiatief"}, {"A", "B"}},
				"Partners":               {{"Partners"}, {"A"}}, "Initiatieven": {{"Initiatieven"}, {"B"}},
			}},
		{"an answer that is not cut does not mention it", "", `{"m":{"nodes":[{"entity":{"id":"a","name":"A"}}],"links":[],"truncated":false,"omitted":0}}`, "en",
			map[string][][]string{"Names": {{"Name"}, {"A"}}, "Web pages": {nil}}},
		{"an answer that is cut does", "", `{"m":{"rows":[{"id":"a","name":"A"}],"columns":[],"truncated":true,"omitted":3}}`, "en",
			map[string][][]string{"Partners": {{"Partners"}, {"A"}}, "Initiatives": {nil}, "": {{"Shortened", "Not shown"}, {"Yes", "3"}}}},
		{"a fact of two sources is one row, with each source once", "", `{"list":{"nodes":[{"role":"CHAIR","evidence":[{"source":{"name":"A"}},{"source":{"name":"A"}},{"source":{"name":"B"}}]}]}}`, "en",
			map[string][][]string{"": {{"Role", "Source"}, {"Chair", "A; B"}}}},
		{"a single row of zeros is an answer", "", `{"m":{"count":0}}`, "en", map[string][][]string{"": {{"Count"}, {"0"}}}},
	} {
		if diff := cmp.Diff(c.want, described(t, c.columns, c.data, c.language)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, diff)
		}
	}
}

// A page has dates as people write them, and the terminal as they sort.
func TestDescribePage(t *testing.T) {
	l, err := questions.Load(readModel(t), questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	tables, err := questions.Tables([]byte(`{"list":{"nodes":[{"name":"2024-05-17","start":"2024-05-17"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	row := l.DescribePage(l.All[0], tables, "nl")[0].Rows[0]
	if row[0].String() != "2024-05-17" || row[1].String() != "17 mei 2024" {
		t.Errorf("a name and a date are %q and %q", row[0], row[1])
	}
	if tables[0].Rows[0][1].String() != "2024-05-17" {
		t.Errorf("the raw table has changed: %q", tables[0].Rows[0])
	}
}

// The raw tables are those of the files: describing an answer does not change them.
func TestDescribeLeavesTheTablesAlone(t *testing.T) {
	m := readModel(t)
	l, err := questions.Load(m, questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	tables, err := questions.Tables([]byte(`{"list":{"nodes":[{"role":"CHAIR"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	l.Describe(l.All[0], tables, "fr")
	if tables[0].Rows[0][0].String() != "CHAIR" || tables[0].Columns[0].Heading != "" {
		t.Errorf("the tables are %+v", tables)
	}
}

func TestWriteText(t *testing.T) {
	long := strings.Repeat("x", 70)
	tables := []questions.Table{
		{Heading: "People", Columns: []questions.Column{{Name: "id", Heading: "Id", Shown: questions.InTerminal}, {Name: "name", Heading: "Name"}, {Heading: "Address", Shown: questions.Nowhere}},
			Rows: [][]questions.Cell{{{{Text: "a"}}, {{Text: "Ann\x1b[31m"}, {Text: "Anna"}}, {{Text: "https://a.example"}}}, {{{Text: "b"}}, {{Text: long}}, nil}}},
		{Heading: "Nobody"},
	}
	for _, row := range []struct {
		layout questions.Layout
		want   string
	}{
		{questions.Layout{}, "People (2)\nName" + strings.Repeat(" ", 58) + "Id\nAnn [31m; Anna" + strings.Repeat(" ", 48) + "a\n" + long[:59] + "…  b\n\nNobody (0)\n"},
		{questions.Layout{Width: 20}, "People (2)\nName              Id\nAnn [31m; Anna    a\n" + long[:15] + "…  b\n\nNobody (0)\n"},
		{questions.Layout{Width: 1}, "People (2)\nName      Id\nAnn [31…  a\nxxxxxxx…  b\n\nNobody (0)\n"},
		{questions.Layout{Width: 14, Bold: true}, "\x1b[1mPeople\x1b[0m (2)\n\x1b[1mName        Id\x1b[0m\nAnn [31m;…  a\nxxxxxxxxx…  b\n\n\x1b[1mNobody\x1b[0m (0)\n"},
	} {
		var b strings.Builder
		cut, err := questions.WriteText(&b, tables, row.layout)
		if err != nil || !cut || b.String() != row.want {
			t.Errorf("%+v: %v, %t,\n%q, want\n%q", row.layout, err, cut, b.String(), row.want)
		}
	}
}
