// Package mission reads two tables of CORDIS, the Commission's register of grants: the grants of
// the Mission on Cancer, and who takes part in them. It turns them into statements.
//
// The tables are made from two files of a copy of the register, and every statement names the
// file that it is from. A person decides which project and which organisation a row means.
package mission

import (
	"io"

	"whojoins/internal/dataset/statement"
)

// The ids of the sources, which are the two files of the copy.
const (
	ProjectsSource     = "source-cordis-mission-projects"
	ParticipantsSource = "source-cordis-mission-participants"
)

// The programmes to which the grants belong.
const (
	missionOnCancer = "mission-on-cancer"
	horizonEurope   = "horizon-europe"
)

// Input has the tables.
type Input struct {
	Projects, Participants File
	Edition
}

// File is a table. A stream opens it each time that it is read.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Edition identifies the state of the copy from which the tables are made.
type Edition struct {
	// Commit is that of the repository with the copy.
	Commit string
	// Retrieved is the day on which the copy was read, Date that of its statements.
	Retrieved, Date string
}

// Decisions are those of a person.
type Decisions struct {
	// Projects has the projects by grant number.
	Projects map[string]Project
	// Organisations has the entities by how the register writes them.
	Organisations map[Organisation]Entity
}

// Project is the project of a grant.
type Project struct {
	ID string
	// Names are the names that other sources give to the project. If there are any, an acronym
	// that is not among them is another name of the project; otherwise it is its name.
	Names []string
	// Topic is the topic that the register gives, if the table lacks it.
	Topic string
}

// Organisation is how the register writes an organisation.
type Organisation struct {
	Name string
	// Country is the code of the country in ISO 3166, or empty if the table has none.
	Country string
}

// Entity is the entity behind an organisation of the register.
type Entity struct {
	ID, Type string
	// Name is what the register's text gives as the name of the entity, or empty if other
	// sources name it differently; Aliases are the other names in the text.
	Name    string
	Aliases []string
	// Located reports whether an entity of this type has a country, Placed whether another source
	// or another row states it.
	Located, Placed bool
}

// Statements yields the statements of both tables. A row with a fault is left out, and yields
// one error for each fault; the rows after it follow.
func Statements(in Input, d Decisions) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r := &reader{
			Emitter: statement.NewEmitter(yield, statement.Statement{Authority: statement.Grantor, Retrieved: in.Retrieved}),
			in:      in, decided: d,
			calls: map[string]bool{}, grants: map[string]int{}, participations: map[participation]int{},
			stated: map[stated]bool{}, lists: map[string]*list{}, broken: map[string]bool{},
		}
		r.sources()
		r.projects()
		r.participants()
		r.complete()
	}
}

// reader yields the statements of the tables. It keeps what it has seen of each grant,
// organisation and participation, and no row.
type reader struct {
	*statement.Emitter
	in      Input
	decided Decisions
	// calls are the calls that are declared.
	calls map[string]bool
	// grants are the lines of the grants in the table of projects.
	grants map[string]int
	// participations are the lines of the participations.
	participations map[participation]int
	// stated is what each source has stated about an organisation.
	stated map[stated]bool
	// lists are the lists of participants by grant; order has the grants as they appear, and
	// broken those of which a row is left out, or "" if nobody knows the grant of such a row.
	lists  map[string]*list
	order  []string
	broken map[string]bool
}

// subject starts the statements of a source about a subject.
func (r *reader) subject(source string, s *statement.Subject, locator string) {
	r.Base.Source = source
	r.Subject(s, locator, r.in.Date)
}

// relation starts the statements of a source about a relation, whose ends and key properties
// are given by name.
func (r *reader) relation(source, kind, locator string, key ...string) {
	r.subject(source, &statement.Subject{Type: kind, Key: statement.Parts(key...).Parts}, locator)
}

// sources declares the sources.
func (r *reader) sources() {
	const copied = "https://github.com/SongminYu/horizon_search/blob/"
	for _, s := range []struct{ id, name, file, table string }{
		{ProjectsSource, "CORDIS: projects of the missions (copy)", "webapp/data/projects.json", r.in.Projects.Name},
		{ParticipantsSource, "CORDIS: participants of the missions (copy)", "webapp/data/participants_MISS.json", r.in.Participants.Name},
	} {
		r.Base.Place = statement.Place{File: s.table}
		r.subject(s.id, &statement.Subject{Type: "Source", ID: s.id}, "")
		r.State("name", statement.Text(s.name))
		r.State("url", statement.Text(copied+r.in.Commit+"/"+s.file))
		r.State("licence", statement.Text("CC BY 4.0, European Union"))
		r.State("retrieved", statement.Text(r.in.Retrieved))
	}
}
