// Package registers writes files in the exact forms of the publishers of registers, of any size,
// from a seed: editions of CORDIS, a release of ROR and answers of the Funding & Tenders Portal, with
// the truth about which of their records are one organisation. Everything in them is made up.
package registers

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"unicode"

	"whojoins/internal/output"
	"whojoins/internal/register"
)

// Full is the size of the registers in 2026: 79,069 projects, 428,645 rows of organisations, 215,003
// rows of topics, and 120,000 records of ROR.
var Full = Size{Projects: 79_069, Participations: 428_645, Topics: 215_003, Organisations: 60_000, ROR: 120_000}

// Size is how much the files have.
type Size struct{ Projects, Participations, Topics, Organisations, ROR int }

// Scaled returns a part of a size.
func (s Size) Scaled(by float64) Size {
	part := func(n int) int { return max(1, int(float64(n)*by)) }
	return Size{part(s.Projects), part(s.Participations), part(s.Topics), part(s.Organisations), part(s.ROR)}
}

// programmes are the framework programmes, with their shares of the projects.
var programmes = []struct {
	code, file string
	share      float64
}{{"FP7", "cordis-fp7projects-csv.zip", 0.326}, {"H2020", "cordis-h2020projects-csv.zip", 0.448}, {"HORIZON", "cordis-HORIZONprojects-csv.zip", 0.226}}

// Files are the names of the files that Write writes.
type Files struct {
	CORDIS      []string
	ROR, Portal string
	// Truth is a table of the PIC and the ROR of each organisation that is in both registers.
	Truth string
}

// Write writes all files into a folder. The edition changes some of the facts.
func Write(dir string, s Size, seed uint64, edition int) (f Files, err error) {
	w := &writer{Size: s, seed: seed, edition: edition}
	first := 0
	for i, p := range programmes {
		n := int(float64(s.Projects) * p.share)
		if i == len(programmes)-1 {
			n = s.Projects - first
		}
		name := filepath.Join(dir, p.file)
		f.CORDIS = append(f.CORDIS, name)
		if err := w.archive(name, map[string]func(io.Writer, int, int, string){"project.csv": w.projects, "organization.csv": w.organizations, "euroSciVoc.csv": w.subjects, "topics.csv": w.topics, "legalBasis.csv": w.bases, "webLink.csv": w.links}, first, first+n, p.code); err != nil {
			return f, err
		}
		first += n
	}
	f.ROR, f.Portal, f.Truth = filepath.Join(dir, "v2.1-ror-data.zip"), filepath.Join(dir, "eu4health-page-1.json"), filepath.Join(dir, "truth.csv")
	if err := w.archive(f.ROR, map[string]func(io.Writer, int, int, string){"v2.1-ror-data_schema_v2.json": w.release}, 0, s.ROR, ""); err != nil {
		return f, err
	}
	if err := w.file(f.Portal, w.answer); err != nil {
		return f, err
	}
	return f, w.file(f.Truth, w.truth)
}

type writer struct {
	Size
	seed    uint64
	edition int
}

// random returns the source of random numbers of one thing, so that it is the same in every file.
func (w *writer) random(kind string, i int) *rand.Rand {
	sum := uint64(14695981039346656037)
	for _, c := range []byte(kind) {
		sum = (sum ^ uint64(c)) * 1099511628211
	}
	return rand.New(rand.NewPCG(w.seed^sum, uint64(i)))
}

func (w *writer) file(name string, write func(io.Writer)) error {
	f, err := output.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	write(b)
	if err := b.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// tables are the tables of an archive in their order.
var tables = []string{"project.csv", "organization.csv", "euroSciVoc.csv", "topics.csv", "legalBasis.csv", "webLink.csv", "v2.1-ror-data_schema_v2.json"}

func (w *writer) archive(name string, files map[string]func(io.Writer, int, int, string), from, to int, code string) error {
	f, err := output.Create(name)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	for _, table := range tables {
		if write := files[table]; write != nil {
			entry, err := z.Create(table)
			if err != nil {
				return err
			}
			b := bufio.NewWriterSize(entry, 1<<16)
			write(b, from, to, code)
			if err := b.Flush(); err != nil {
				return err
			}
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

// row writes a row as the publisher does: all cells in quotes, separated by semicolons.
func row(w io.Writer, cells ...string) {
	for i, c := range cells {
		if i > 0 {
			_, _ = io.WriteString(w, ";")
		}
		_, _ = io.WriteString(w, `"`+strings.ReplaceAll(c, `"`, `""`)+`"`)
	}
	_, _ = io.WriteString(w, "\n")
}

func number(project int) string { return fmt.Sprint(100_000_000 + project) }

// years are when a project starts and ends.
func (w *writer) years(project int) (start, end int) {
	r := w.random("years", project)
	start = 2008 + r.IntN(16)
	return start, start + 2 + r.IntN(4)
}

func (w *writer) projects(out io.Writer, from, to int, code string) {
	row(out, "id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis", "topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "objective", "contentUpdateDate", "rcn", "grantDoi", "keywords")
	for p := from; p < to; p++ {
		r := w.random("project", p)
		start, end := w.years(p)
		topic := topicOf(code, p)
		objective := strings.Repeat("The project studies made-up things; it says \"so\" in many words,\nover several lines. ", 6+r.IntN(12))
		row(out, number(p), fmt.Sprintf("%s-%d", strings.ToUpper(word(r)), p), []string{"SIGNED", "CLOSED", "TERMINATED"}[r.IntN(20)/9%3], words(r, 6), fmt.Sprintf("%d-0%d-01", start, 1+r.IntN(9)), fmt.Sprintf("%d-12-31", end),
			fmt.Sprintf("%d,%02d", 100000+r.IntN(9000000), r.IntN(100)), fmt.Sprintf("%d.%02d", 100000+r.IntN(5000000), r.IntN(100)), code+".2.1", topic, fmt.Sprintf("%d-11-15", start-1), code, topic[:len(topic)-3], "", code+"-RIA",
			objective, fmt.Sprintf("202%d-05-01 10:00:00", 4+w.edition), fmt.Sprint(p), "10.3030/"+number(p), words(r, 4))
		if p%10_000 == 9_999 { // a few lines of real files are broken
			_, _ = io.WriteString(out, "\"broken\";\"line\n")
		}
	}
}

func topicOf(code string, p int) string {
	return fmt.Sprintf("%s-HLTH-20%02d-%02d-%02d", code, 7+p%17, p%40, p%9+1)
}

// participations calls use with each row of organisations of some projects.
func (w *writer) participations(from, to int, use func(project, organisation, order int, r *rand.Rand)) {
	each := float64(w.Participations) / float64(w.Projects)
	for p := from; p < to; p++ {
		r := w.random("participations", p)
		n := int(float64(p+1)*each) - int(float64(p)*each)
		for order := range max(1, n) {
			u := r.Float64()
			use(p, int(u*u*u*float64(w.Organisations)), order, r)
		}
	}
}

func (w *writer) organizations(out io.Writer, from, to int, _ string) {
	row(out, "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType", "street", "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm", "contentUpdateDate", "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost", "endOfParticipation", "active")
	w.participations(from, to, func(project, organisation, order int, r *rand.Rand) {
		o := w.organisation(organisation)
		role := "participant"
		switch {
		case order == 0:
			role = "coordinator"
		case r.IntN(12) == 0:
			role = "thirdParty"
		case r.IntN(15) == 0:
			role = "associatedPartner"
		}
		row(out, number(project), "", o.pic, o.vat, o.register, o.short, "false", o.activity, "STREET 1", "1000", o.city, o.country, o.country+"1", o.at, o.page, "", fmt.Sprintf("2024-0%d-01 10:00:00", 1+r.IntN(9)), fmt.Sprint(organisation), fmt.Sprint(order+1), role,
			fmt.Sprintf("%d.%02d", r.IntN(900000), r.IntN(100)), fmt.Sprintf("%d.%02d", r.IntN(900000), r.IntN(100)), fmt.Sprintf("%d,%02d", r.IntN(1900000), r.IntN(100)), []string{"false", "true"}[r.IntN(30)/29], "true")
	})
}

func (w *writer) subjects(out io.Writer, from, to int, _ string) {
	row(out, "projectID", "euroSciVocCode", "euroSciVocPath", "euroSciVocTitle")
	each := float64(w.Topics) / float64(w.Projects)
	for p := from; p < to; p++ {
		for k := range int(float64(p+1)*each) - int(float64(p)*each) {
			top, middle, leaf := 23+p%6, 40+(p*7+k)%60, 1000+(p*31+k*17)%900
			title := func(n int) string { return words(w.random("subject", n), 2) }
			row(out, number(p), fmt.Sprintf("/%d/%d/%d", top, middle*10+top%10, leaf*1000+middle*10+top%10), "/"+title(top)+"/"+title(middle*10+top%10)+"/"+title(leaf), title(leaf))
		}
	}
}

func (w *writer) topics(out io.Writer, from, to int, code string) {
	row(out, "projectID", "topic", "title")
	for p := from; p < to; p++ {
		topic := topicOf(code, p)
		row(out, number(p), topic, "Topic about "+strings.ToLower(topic))
	}
}

func (w *writer) bases(out io.Writer, from, to int, code string) {
	row(out, "projectID", "legalBasis", "title", "uniqueProgrammePart")
	for p := from; p < to; p++ {
		row(out, number(p), code+".2.1", "Health", "true")
	}
}

func (w *writer) links(out io.Writer, from, to int, _ string) {
	row(out, "projectID", "physUrl", "id", "availableLanguages", "type", "source", "represents")
	for p := from; p < to; p += 10 {
		row(out, number(p), fmt.Sprintf("https://project-%d.example", p), "", "en", "relatedWebsite", "editorial", "project")
	}
}

// organisation is an organisation as CORDIS and ROR know it.
type organisation struct {
	name, register, short, pic, vat, activity, city, country, at, page, ror string
}

var countries = []string{"BE", "DE", "FR", "IT", "ES", "NL", "EL", "UK", "PL", "SE"}

// organisation returns the organisation with a number. The first ones are in ROR, too.
func (w *writer) organisation(i int) organisation {
	r := w.random("organisation", i)
	city := title(word(r) + word(r))
	kind := []string{"University of", "Institute for", "Hospital", "Foundation", "Company"}[r.IntN(5)]
	o := organisation{
		name: kind + " " + title(word(r)+word(r)) + " " + city, pic: fmt.Sprintf("9%08d", i), activity: []string{"HES", "REC", "PUB", "OTH", "PRC"}[r.IntN(5)],
		city: strings.ToUpper(city), country: countries[r.IntN(len(countries))], short: strings.ToUpper(word(r)), at: fmt.Sprintf("%.6f,%.6f", 36+r.Float64()*24, -8+r.Float64()*30),
	}
	o.register = strings.ToUpper(o.name)
	if r.IntN(3) > 0 {
		o.page = fmt.Sprintf("www.org-%d.example", i)
	}
	if o.country == "BE" {
		n := 400_000_00 + i%99_999_99
		o.vat = fmt.Sprintf("BE0%07d%02d", n%10_000_000, 97-n%10_000_000%97)
	}
	if i < w.ROR && i%2 == 0 {
		o.ror = rorOf(i)
	}
	return o
}

// rorOf returns the id of the record of ROR with a number.
func rorOf(i int) string {
	const letters = "0123456789abcdefghjkmnpqrstvwxyz"
	id := []byte("0000000")
	for k, n := 6, i; n > 0; k, n = k-1, n/32 {
		id[k] = letters[n%32]
	}
	for digits := range 98 {
		if text := fmt.Sprintf("%s%02d", id, digits); valid(text) {
			return text
		}
	}
	return string(id) + "00"
}

func valid(ror string) bool {
	_, err := register.Identifier("ror", ror)
	return err == nil
}

func (w *writer) release(out io.Writer, from, to int, _ string) {
	_, _ = io.WriteString(out, "[\n")
	for i := from; i < to; i++ {
		o := w.organisation(i)
		if i >= w.Organisations || i%2 == 1 {
			o = w.organisation(i + 1_000_000)
		}
		code := map[string]string{"EL": "GR", "UK": "GB"}[o.country]
		if code == "" {
			code = o.country
		}
		id := rorOf(i)
		links := []any{}
		if o.page != "" {
			links = append(links, map[string]any{"type": "website", "value": "https://" + o.page})
		}
		text, _ := json.MarshalIndent(map[string]any{ // texts and numbers can be written
			"id": "https://ror.org/" + id, "status": "active", "established": 1900 + i%120, "types": []string{"education"}, "domains": []string{}, "links": links,
			"admin":         map[string]any{"created": map[string]any{"date": "2020-01-01", "schema_version": "1.0"}, "last_modified": map[string]any{"date": "2025-05-01", "schema_version": "2.1"}},
			"names":         []any{map[string]any{"value": o.name, "types": []string{"ror_display", "label"}, "lang": "en"}, map[string]any{"value": o.short, "types": []string{"acronym"}, "lang": nil}},
			"locations":     []any{map[string]any{"geonames_id": i, "geonames_details": map[string]any{"name": title(strings.ToLower(o.city)), "country_code": code, "lat": 50.5, "lng": 4.5, "country_subdivision_name": "Region"}}},
			"external_ids":  []any{map[string]any{"type": "wikidata", "all": []string{fmt.Sprintf("Q%d", 1000+i)}, "preferred": fmt.Sprintf("Q%d", 1000+i)}},
			"relationships": []any{},
		}, "  ", "  ")
		_, _ = out.Write(text)
		if i < to-1 {
			_, _ = io.WriteString(out, ",\n")
		}
	}
	_, _ = io.WriteString(out, "\n]\n")
}

// answer writes an answer of the portal with the first hundred projects.
func (w *writer) answer(out io.Writer) {
	results := []any{}
	for p := range min(100, w.Projects) {
		var list []any
		w.participations(p, p+1, func(_, organisation, order int, _ *rand.Rand) {
			o := w.organisation(organisation)
			list = append(list, map[string]any{"pic": o.pic, "legalName": o.register, "role": []string{"coordinator", "participant"}[min(1, order)], "eucontribution": 1000.5, "postalAddress": map[string]any{"city": o.city, "countryCode": map[string]any{"abbreviation": o.country}}})
		})
		text, _ := json.Marshal(list) // texts and numbers can be written
		results = append(results, map[string]any{"reference": fmt.Sprint(p), "metadata": map[string]any{
			"projectId": []string{fmt.Sprint(101_900_000 + p)}, "acronym": []string{fmt.Sprintf("HEALTH-%d", p)}, "title": []string{words(w.random("health", p), 5)}, "startDate": []string{"2024-01-01T00:00:00.000+0100"}, "endDate": []string{"2026-12-31T00:00:00.000+0100"},
			"programId": []string{"43332642"}, "callIdentifier": []string{"EU4H-2023-PJ"}, "topicAbbreviation": []string{fmt.Sprintf("EU4H-2023-PJ-%02d", p%9)}, "participants": []string{string(text)}, "numberOfContributors": []string{fmt.Sprint(len(list))},
		}})
	}
	_ = json.NewEncoder(out).Encode(map[string]any{"totalResults": len(results), "results": results}) // Flush reports errors
}

func (w *writer) truth(out io.Writer) {
	_, _ = io.WriteString(out, "pic,ror\n")
	for i := range min(w.Organisations, w.ROR) {
		if o := w.organisation(i); o.ror != "" {
			_, _ = fmt.Fprintf(out, "%s,%s\n", o.pic, o.ror)
		}
	}
}

var syllables = strings.Fields("al be co du el fi ga ho il jo ka lu mo na or pe qu ra si tu ul vi wo xa yl zo bran dor fel gar hem kin lor mar nor pol rin sal tor van wes")

func word(r *rand.Rand) string {
	return syllables[r.IntN(len(syllables))] + syllables[r.IntN(len(syllables))]
}

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = word(r)
	}
	return title(strings.Join(list, " "))
}

func title(s string) string {
	for i, c := range s {
		return string(unicode.ToUpper(c)) + s[i+len(string(c)):]
	}
	return s
}
