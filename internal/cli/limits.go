package cli

import (
	"fmt"

	"github.com/alecthomas/kong"

	"whojoins/internal/plan"
)

// limitFlags are plan.Limits as flags: --limit-depth, or LIMIT_DEPTH in the environment.
// serveCommand.Run converts one to the other, so it compiles only while the fields agree.
type limitFlags struct {
	Body               int `help:"Bytes of a request's body." default:"${body}" env:"BODY"`
	Document           int `help:"Bytes of a document, and of any other text in a body." default:"${document}" env:"DOCUMENT"`
	Tokens             int `help:"Tokens of a document." default:"${tokens}" env:"TOKENS"`
	Headers            int `help:"Bytes of the address and all headers of a request." default:"${headers}" env:"HEADERS"`
	Header             int `help:"Bytes of one header that chooses the form of an answer, such as Accept." default:"${header}" env:"HEADER"`
	Name               int `help:"Letters of a name or an alias in a document." default:"${name}" env:"NAME"`
	Term               int `help:"Letters of a text: a search text, a term, an id, a value in a filter." default:"${term}" env:"TERM"`
	Cursor             int `help:"Letters of a cursor; below the default, some lists cannot be paged." default:"${cursor}" env:"CURSOR"`
	Depth              int `help:"Levels of nested fields." default:"${depth}" env:"DEPTH"`
	IntrospectionDepth int `help:"Levels of nested fields under __schema and __type." default:"${introspectionDepth}" env:"INTROSPECTION_DEPTH"`
	IntrospectionItems int `help:"Items of the lists of the schema in one answer." default:"${introspectionItems}" env:"INTROSPECTION_ITEMS"`
	Aliases            int `help:"Aliases of one operation, with fragments expanded." default:"${aliases}" env:"ALIASES"`
	RootFields         int `help:"Root fields of one operation." default:"${rootFields}" env:"ROOT_FIELDS"`
	Selections         int `help:"Selections of a document, with fragments expanded." default:"${selections}" env:"SELECTIONS"`
	FilterDepth        int `help:"Levels of one filter." default:"${filterDepth}" env:"FILTER_DEPTH"`
	Predicates         int `help:"Comparisons of one filter." default:"${predicates}" env:"PREDICATES"`
	RelationFilters    int `help:"Levels of nested relation filters." default:"${relationFilters}" env:"RELATION_FILTERS"`
	Inputs             int `help:"Values in a request, and in all its filters together." default:"${inputs}" env:"INPUTS"`
	Values             int `help:"Values of one in or hasAny." default:"${values}" env:"VALUES"`
	SortKeys           int `help:"Sort keys of one list." default:"${sortKeys}" env:"SORT_KEYS"`
	Facets             int `help:"Facets of one list." default:"${facets}" env:"FACETS"`
	Groups             int `help:"Groups of one list." default:"${groups}" env:"GROUPS"`
	Periods            int `help:"Periods of one series." default:"${periods}" env:"PERIODS"`
	IDs                int `name:"ids" help:"Ids in one request for several entities." default:"${ids}" env:"IDS"`
	Terms              int `help:"Terms in one request to resolve names." default:"${terms}" env:"TERMS"`
	Representations    int `help:"Representations in one request of a gateway for entities." default:"${representations}" env:"REPRESENTATIONS"`
	Page               int `help:"Rows of one page." default:"${page}" env:"PAGE"`
	Cost               int `help:"Units of work that one request may take, estimated before it runs; one takes about 10 ns of processor time." default:"${cost}" env:"COST"`
	AnswerBytes        int `help:"Bytes of one answer, as JSON, as a table or as a file of one page." default:"${answerBytes}" env:"ANSWER_BYTES"`
	Visits             int `help:"Relations that one query may visit." default:"${visits}" env:"VISITS"`
	Pairs              int `help:"Pairs of partners that one query may count." default:"${pairs}" env:"PAIRS"`
	Measures           int `help:"Nodes times links of a network whose betweenness is measured." default:"${measures}" env:"MEASURES"`
	Time               int `help:"Duration of a request in milliseconds." default:"${time}" env:"TIME"`
	InFlight           int `help:"Cheap operations running at the same time, and heavy ones waiting." default:"${inFlight}" env:"IN_FLIGHT"`
	Exports            int `help:"Files being written at the same time." default:"${exports}" env:"EXPORTS"`
	ExportTime         int `help:"Duration of writing a file in milliseconds." default:"${exportTime}" env:"EXPORT_TIME"`
	FileBytes          int `help:"Bytes of one file." default:"${fileBytes}" env:"FILE_BYTES"`
	Sending            int `help:"Bytes of all large answers being sent; each caller may have a quarter." default:"${sending}" env:"SENDING"`
	Receiving          int `help:"Bytes of all large bodies in progress; each caller may have a quarter." default:"${receiving}" env:"RECEIVING"`
	Connections        int `help:"Connections of one address; all together may have four times as many." default:"${connections}" env:"CONNECTIONS"`
}

// limitDefaults returns the defaults of the flags, as variables of kong.
func limitDefaults() kong.Vars {
	limits, vars := plan.DefaultLimits(), kong.Vars{}
	for name, n := range limits.Named() {
		vars[name] = fmt.Sprint(*n)
	}
	return vars
}
