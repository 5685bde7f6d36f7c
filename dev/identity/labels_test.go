package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Identifiers with valid check digits.
const rorA, rorB, rorC, rorD = "000000098", "0zzzzzz02", "000000195", "000000292"

func organisationAt(id, country, page string) organisation {
	o := organisation{}
	o.ID, o.Countries = id, []string{country}
	o.page(page)
	return o
}

// TestLabelsOf expects labels only where one record of each side has a domain, in one country.
func TestLabelsOf(t *testing.T) {
	registered := []organisation{organisationAt("ror-a", "BE", "https://a.be"), organisationAt("ror-b", "BE", "https://www.b.be/en"), organisationAt("ror-c", "FR", "c.be"),
		organisationAt("ror-d", "BE", "d.be"), organisationAt("ror-e", "BE", "x.d.be"), organisationAt("ror-f", "BE", "part.f.be"), organisationAt("ror-g", "BE", "g.be")}
	stated := []organisation{organisationAt("pic-1", "BE", "a.be/contact"), organisationAt("pic-2", "BE", "b.be"), organisationAt("pic-3", "BE", "c.be"), organisationAt("pic-4", "BE", "d.be"),
		organisationAt("pic-5", "BE", "f.be"), organisationAt("pic-6", "BE", "g.be"), organisationAt("pic-7", "BE", "g.be")}
	if diff := cmp.Diff(labels{"pic-1": "ror-a", "pic-2": "ror-b", "pic-5": "ror-f"}, labelsOf(registered, stated, false)); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(labels{"pic-2": "ror-b"}, labelsOf(registered, stated, true)); diff != "" {
		t.Errorf("by home page (-want +got):\n%s", diff)
	}
}

// TestHalves expects each label in one half, all labels of a record in the same, and no other label.
func TestHalves(t *testing.T) {
	pages := labels{}
	for i := range 400 {
		pages["pic-"+string(rune('a'+i%26))+strings.Repeat("x", i/26)] = "ror-" + strings.Repeat("y", i/2%97)
	}
	by := map[string]labels{}
	for _, set := range sets(pages, nil, labels{"pic-z": "ror-y"}, 7) {
		by[set.name] = set.of
	}
	one, other := by["domain"+developmentHalf], by["domain"+heldHalf]
	if len(one)+len(other) != len(pages) || len(one) < len(pages)/4 || len(other) < len(pages)/4 {
		t.Fatalf("halves of %d and %d of %d", len(one), len(other), len(pages))
	}
	targets := map[string]bool{}
	for _, target := range one {
		targets[target] = true
	}
	for pic, target := range other {
		if targets[target] {
			t.Errorf("%s: %s is in both halves", pic, target)
		}
	}
}

// TestWithheld expects rows to be one by the numbers that they no longer have.
func TestWithheld(t *testing.T) {
	row := func(pic, vat string) organisation {
		o, ok := organisationOf(func(meaning string) string { return map[string]string{"pic": pic, "vat": vat, "name": "N"}[meaning] })
		if !ok {
			t.Fatalf("%s is refused", pic)
		}
		return o
	}
	rows, one, other := withheld([][]organisation{{row("900000001", "BE0123456749"), row("900000002", "BE0123456749"), row("900000003", "BE1000000021")}, {row("900000003", ""), row("900000004", "DE136695976")}})
	if diff := cmp.Diff(labels{"row-0-900000002": "row-0-900000001", "row-1-900000003": "row-0-900000003"}, one); diff != "" || len(rows) != 5 {
		t.Errorf("%d rows (-want +got):\n%s", len(rows), diff)
	}
	for _, r := range rows {
		if len(r.Identifiers) > 0 {
			t.Errorf("%s still has %v", r.ID, r.Identifiers)
		}
	}
	if !other("row-0-900000001", "row-0-900000003") || other("row-0-900000001", "row-0-900000002") || other("row-0-900000001", "row-1-900000004") || other("row-0-900000001", "row-1-900000003") {
		t.Error("only two numbers of one country show two organisations")
	}
}

// TestRun measures a small register, writes a sample and reads it back.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	record := func(ror, name, town, page string) string {
		return `{"id":"https://ror.org/` + ror + `","status":"active","types":["other"],"names":[{"value":"` + name + `","types":["label","ror_display"]}],"links":[{"type":"website","value":"https://` + page + `"}],"locations":[{"geonames_details":{"country_code":"BE","name":"` + town + `","lat":50,"lng":4}}]}` + "\n"
	}
	release := file("ror.jsonl", record(rorA, "Zwolshoek Institute", "Zwol", "zwolshoek.be")+record(rorB, "Bergrade Hospital", "Hagen", "bergrade.be")+record(rorC, "Vurst Laboratory", "Vurst", "vurst.be")+record(rorD, "Vurst Laboratory", "Vurst", "elsewhere.be"))
	table := file("organization.csv", "pic,name,website,address\n900000001,ZWOLSHOEK INSTITUUT,www.zwolshoek.be,\"Street 1, 1000, ZWOL, BE\"\n900000002,ANOTHER NAME,bergrade.be,\"Street 1, 1000, HAGEN, BE\"\n")
	sample := filepath.Join(dir, "sample.csv")
	var out strings.Builder
	o := options{release: release, files: []string{table}, seed: 1, show: 3, sample: sample, size: 10, review: file("review.csv", "pic,ror,why\n900000002,"+rorB+",a part\n")}
	if err := run(t.Context(), &out, &o); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"4 records of ROR, 2 rows of organisations. Labels: 2 by domain, 2 of them by home page", "1 labels by domain are wrong by a person's review: 0.500", "1: a part",
		"1.000 [0.207, 1.000]  0.500 [0.095, 0.905]", "2 records, same name in other words, same domain", "half of ROR against the other half", "comparisons of two records alone: half within",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	text, err := os.ReadFile(sample)
	if err != nil || !strings.Contains(string(text), "pic:900000001,ZWOLSHOEK INSTITUUT") || !strings.Contains(string(text), ",SAME,\n") {
		t.Fatalf("%v: sample\n%s", err, text)
	}
	out.Reset()
	o = options{judged: file("judged.csv", strings.ReplaceAll(string(text), ",SAME,\n", ",SAME,DIFFERENT\n"))}
	if err := run(t.Context(), &out, &o); err != nil || !strings.Contains(out.String(), "0.0000 [0.0000, 0.0000]") {
		t.Errorf("%v: judged\n%s", err, out.String())
	}
}
