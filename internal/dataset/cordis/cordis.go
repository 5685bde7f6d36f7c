// Package cordis reads CORDIS, the register of the research projects of the European Union
// (https://cordis.europa.eu): the tables of a framework programme as ZIP, folder or CSV, and the
// XML of projects. It turns them into statements.
//
// Columns are found by their names, whatever the edition. A grant is a project, its number the id;
// an organisation is what has a participant identification code (PIC). Natural persons among the
// organisations are refused without their names.
package cordis

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/table"
)

// Columns are the columns on which conditions can be made.
var Columns = []string{"acronym", "call", "country", "grant", "organisation", "pic", "programme", "title", "topic"}

// Together reports whether a file is a table of an edition, so that files of one folder belong
// together.
func Together(name string) bool {
	_, ok := tables[strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".csv")]
	return ok && strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".csv")
}

// tables are the tables that are read, by name, in their order.
var tables = map[string]int{"project": 1, "legalbasis": 2, "topics": 3, "euroscivoc": 4, "weblink": 5, "organization": 6}

// framework is a framework programme of the European Union.
type framework struct{ id, name string }

// frameworks are the framework programmes by the code of CORDIS.
var frameworks = map[string]framework{
	"FP7":     {"seventh-framework-programme", "Seventh Framework Programme"},
	"H2020":   {"horizon-2020", "Horizon 2020"},
	"HORIZON": {"horizon-europe", "Horizon Europe"},
}

// Reader reads an input of CORDIS.
type Reader struct {
	in    *archive.Input
	where intake.Where
	rows  *intake.Rows
	count intake.Count
	// progress is called from time to time.
	progress func(rows int)

	source intake.Source
	// kept are the grants that meet the conditions, if there are any.
	kept map[string]bool
	// grants are those of the table of projects, or of XML.
	grants map[string]*grant
	// frameworks counts the grants by framework programme.
	frameworks map[string]int
	declared   map[string]bool
	// titled are the programmes whose title is known, and parents those that are only named.
	titled, parents map[string]bool
	calls           map[string]call
	organisations   map[uint64]string
	// unknown reports whether a participation is lost of which nobody knows the grant.
	unknown bool
}

// grant is what is remembered of a grant.
type grant struct {
	start string
	// code is that of its framework programme.
	code string
	// participants are the PICs of the organisations that take part, and refused is the number of
	// rows of others.
	participants []string
	refused      int
	// listed reports whether its participants were read.
	listed bool
}

// New returns a reader of an input that takes the grants that meet the conditions.
func New(in *archive.Input, where intake.Where, progress func(rows int)) *Reader {
	return &Reader{
		in: in, where: where, progress: progress,
		grants: map[string]*grant{}, frameworks: map[string]int{}, declared: map[string]bool{}, titled: map[string]bool{},
		parents: map[string]bool{}, calls: map[string]call{}, organisations: map[uint64]string{},
	}
}

// Rows returns the count of rows.
func (r *Reader) Rows() *intake.Count { return &r.count }

// Source describes the source of what was read.
func (r *Reader) Source() intake.Source {
	s := r.source
	code := ""
	for _, c := range slices.Sorted(maps.Keys(r.frameworks)) {
		if r.frameworks[c] > r.frameworks[code] {
			code = c
		}
	}
	s.Import, s.ID, s.Name, s.URL = "cordis", "source-cordis", "CORDIS", "https://cordis.europa.eu"
	if code != "" {
		slug := intake.Slug(code)
		s.Import, s.ID, s.Name = "cordis-"+slug, "source-cordis-"+slug, "CORDIS: "+cmp.Or(frameworks[code].name, code)
	}
	s.Licence = "CC BY 4.0, European Union"
	return s
}

// Statements yields the statements of the input.
func (r *Reader) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r.rows = &intake.Rows{Emitter: statement.NewEmitter(yield, statement.Statement{Authority: statement.Grantor}), Count: &r.count, Progress: r.progress}
		if err := r.read(); err != nil && !r.rows.Stopped() {
			r.rows.FaultAt(statement.Place{File: r.in.Name}, err)
		}
	}
}

// read reads all files.
func (r *Reader) read() error {
	var list []table1
	var records []archive.File
	for _, f := range r.in.Files {
		name, kind, _ := strings.Cut(f.Base(), ".")
		order := tables[name]
		switch {
		case order > 0 && kind == "csv":
			list = append(list, table1{f, name, order})
			r.source.Tables = append(r.source.Tables, f.Name)
		case kind == "xml" || strings.HasSuffix(kind, ".xml"):
			records = append(records, f)
		default:
			r.source.Others = append(r.source.Others, f.Name)
		}
	}
	if len(list) == 0 && len(records) == 0 {
		return errors.New("it has no table of CORDIS (project.csv, organization.csv, …) and no XML of a project; download the CSV edition of a framework programme")
	}
	slices.SortFunc(list, func(a, b table1) int { return cmp.Or(cmp.Compare(a.order, b.order), strings.Compare(a.Name, b.Name)) })
	if len(r.where) > 0 {
		if err := r.choose(list, records); err != nil {
			return err
		}
	}
	if err := r.readTables(list); err != nil {
		return err
	}
	for _, f := range records {
		if err := r.readXML(f); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	r.finish()
	has := func(name string) bool {
		return slices.ContainsFunc(list, func(t table1) bool { return t.table == name })
	}
	r.source.Complete = has("project") && has("organization")
	return nil
}

// table1 is a table of an edition.
type table1 struct {
	archive.File
	table string
	order int
}

// readTables reads the tables, each of which may be split over several files.
func (r *Reader) readTables(list []table1) error {
	take := map[string]func(*row) error{
		"project": r.project, "legalbasis": r.legalBasis, "topics": r.topic, "euroscivoc": r.subject, "weblink": r.link, "organization": r.organization,
	}
	for _, t := range list {
		if err := r.each(t, func(w *row, err error) error {
			r.rows.Row(w.at)
			if err == nil {
				err = take[t.table](w)
			}
			if err != nil {
				r.rows.Refuse(err)
				if t.table == "organization" {
					r.lost(w, err)
				}
			}
			return nil
		}); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	return nil
}

// each calls take with each row of a table, and with the error of each that cannot be read.
func (r *Reader) each(t table1, take func(w *row, err error) error) error {
	in, err := t.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	sheet, err := table.NewSheet(in)
	if err != nil {
		return err
	}
	w := &row{sheet: sheet, columns: map[string]int{}, at: statement.Place{File: t.Name}}
	for _, column := range required[t.table] {
		if sheet.Column(column) < 0 {
			return fmt.Errorf("%w: %q is missing among %s", table.ErrHeader, column, strings.Join(sheet.Header(), ", "))
		}
	}
	for line, err := range sheet.Rows() {
		var one *table.RowError
		if err != nil && !errors.As(err, &one) {
			return err
		}
		w.Line, w.at.Line = line, line.Number
		if err := take(w, err); err != nil {
			return err
		}
		if r.rows.Stopped() {
			return io.ErrClosedPipe
		}
	}
	return nil
}

// required are the columns without which a table cannot be read.
var required = map[string][]string{
	"project": {"id"}, "organization": {"projectID", "organisationID", "name", "role"}, "topics": {"projectID", "topic"},
	"legalbasis": {"projectID", "legalBasis"}, "euroscivoc": {"projectID", "euroSciVocCode"}, "weblink": {"projectID", "physUrl"},
}

// row is a row of a table.
type row struct {
	table.Line
	sheet   *table.Sheet
	columns map[string]int
	at      statement.Place
}

// get returns the cell of a column with single spaces and none at its ends, or "" if there is no
// such column.
func (w *row) get(column string) string {
	i, known := w.columns[column]
	if !known {
		i = w.sheet.Column(column)
		w.columns[column] = i
	}
	if i < 0 || i >= len(w.Cells) {
		return ""
	}
	return squeeze(w.Cells[i])
}

// squeeze returns a text with single spaces and none at its ends.
func squeeze(s string) string {
	for i := range len(s) {
		if c := s[i]; c > '~' || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// grantOf returns the number of the grant of a row, and whether the row is taken.
func (r *Reader) grantOf(w *row, column string) (number string, taken bool, err error) {
	number = intake.Grant(w.get(column))
	if number == "" {
		return "", false, fmt.Errorf("%s: %.40q is not a grant number; its digits would be one", column, w.get(column))
	}
	if r.kept != nil && !r.kept[number] {
		r.count.LeftOut++
		return number, false, nil
	}
	return number, true, nil
}

// id returns the id of the project of a grant, which is also the record of the source that has it.
func id(number string) string { return "grant-" + number }

// of returns what is remembered of a grant.
func (r *Reader) of(number string) *grant {
	g := r.grants[number]
	if g == nil {
		g = &grant{}
		r.grants[number] = g
	}
	return g
}
