package identity

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// prefixes are the addresses of the registers, in the order of mappedSchemes.
var prefixes = []string{
	"https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/how-to-participate/org-details/", "https://ror.org/",
	"http://www.wikidata.org/entity/", "https://ec.europa.eu/taxation_customs/vies/#/vat-validation-result/",
}

// mappingColumns are the columns of the table.
var mappingColumns = []string{"subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification", "author_id", "confidence", "mapping_date", "comment"}

// WriteCrosswalk writes mappings as a table of SSSOM, the Simple Standard for Sharing Ontology
// Mappings, with its metadata in front. Version and date are those of the dataset, and licence is
// an address.
func WriteCrosswalk(w io.Writer, list []Mapping, version, date, licence string) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "#curie_map:\n")
	for i, scheme := range mappedSchemes {
		fmt.Fprintf(out, "#  %s: %s\n", scheme, strconv.Quote(prefixes[i]))
	}
	fmt.Fprint(out, "#  skos: \"http://www.w3.org/2004/02/skos/core#\"\n#  semapv: \"https://w3id.org/semapv/vocab/\"\n#  person: \"urn:whojoins:person:\"\n")
	fmt.Fprintf(out, "#mapping_set_id: %q\n#mapping_set_version: %q\n#license: %q\n", "urn:whojoins:crosswalk:"+version, version, licence)
	if date != "" {
		fmt.Fprintf(out, "#mapping_date: %q\n", date)
	}
	fmt.Fprintln(out, strings.Join(mappingColumns, "\t"))
	for i := range list {
		m := &list[i]
		author := ""
		if m.Author != "" {
			author = "person:" + slug(m.Author)
		}
		cells := []string{m.Subject.String(), m.SubjectLabel, "skos:exactMatch", m.Object.String(), m.ObjectLabel, m.Justification, author,
			strconv.FormatFloat(m.Confidence, 'f', -1, 64), date, m.Comment}
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(strings.ReplaceAll(cells[i], `"`, "'")), " ")
		}
		fmt.Fprintln(out, strings.Join(cells, "\t"))
	}
	return out.Flush()
}
