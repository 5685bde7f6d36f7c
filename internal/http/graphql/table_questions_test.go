package graphql_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestTablesOfGraphQueries requests the main list of each graph query as a table.
func TestTablesOfGraphQueries(t *testing.T) {
	h := overFixture(t)
	for _, row := range []struct{ name, query, want string }{
		{"search", `{search(text:"alpha institute",first:1){totalCount nodes{score entity{id}}}}`, "totalCount,score,entity.id\n3,5,alpha\n"},
		{"resolve: a row a term", `{resolve(terms:["ror:0alphaxyz","nothing like it"]){term match{id} exact}}`, "term,match.id,exact\nror:0alphaxyz,alpha,true\nnothing like it,,false\n"},
		{"paths: a row a step, with its numbers", `{paths(from:"eta",to:"alliance-1",first:2){length steps{from{id} relation{type} to{id}}}}`,
			"path,length,step,steps.from.id,steps.relation.type,steps.to.id\n1,1,1,eta,FUNDING,alliance-1\n2,1,1,eta,PARTICIPATION,alliance-1\n"},
		{"neighbourhood: nodes", `{neighbourhood(of:["zeta"]){nodes{distance entity{id}} truncated}}`, "distance,entity.id,truncated\n0,zeta,false\n"},
		{"neighbourhood: links", `{neighbourhood(of:["network-1"]){links{from{id} to{id}}}}`, "from.id,to.id\naction-2,network-1\ndelta,network-1\n"},
		{"collaborators", `{collaborators(of:"alpha"){nodes{shared actor{id}}}}`, "shared,actor.id\n1,alliance-1\n1,beta\n1,gamma\n"},
		{"collaborators: a row an initiative", `{collaborators(of:"alpha",first:1){edges{node{actor{id} initiatives{id}}}}}`, "actor.id,initiatives.id\nalliance-1,action-2\n"},
		{"collaboration: a row a pair", `{collaboration(between:{type:{in:[INSTITUTE]}},first:1){omitted links{from{id} to{id} weight}}}`, "omitted,from.id,to.id,weight\n2,alpha,beta,1\n"},
		{"matrix: a row a relation of a cell", `{matrix(rows:{id:{eq:"alpha"}},firstColumns:1){cells{row column relations{role}}}}`,
			"row,column,relations.role\nalpha,action-1,COORDINATOR\nalpha,action-1,WORK_PACKAGE_LEAD\n"},
		{"changes: a row an actor, with what changed", `{changes(initiative:"action-1",from:"2023-06",to:"2023-07"){joined{id} left{name} stayed{id}}}`,
			"change,id,name\nleft,,Älpha-Institute\nstayed,alpha,\nstayed,beta,\n"},
		{"changes: one list has the column too", `{changes(initiative:"action-1",from:"2023-06",to:"2023-07"){gone:left{id}}}`, "change,id\ngone,gamma\n"},
		{"overlap: a row a participant", `{overlap(of:["action-1","action-2"]){own{initiative{id} participants{id}}}}`,
			"initiative.id,participants.id\naction-1,beta\naction-1,gamma\naction-2,alliance-1\n"},
		{"no rows leave the header alone", `{changes(initiative:"nobody",from:"2023",to:"2023"){joined{id} left{id}}}`, "change,id\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := accept(h, "text/csv", row.query)
			if got := strings.ReplaceAll(w.Body.String(), "\r\n", "\n"); w.Code != http.StatusOK || got != row.want {
				t.Errorf("%s: %d\n got %q\nwant %q", row.query, w.Code, got, row.want)
			}
			w = accept(h, "text/tab-separated-values", row.query)
			if got := w.Body.String(); got != strings.ReplaceAll(row.want, ",", "\t") {
				t.Errorf("%s: as TSV %q", row.query, got)
			}
		})
	}
	for _, row := range []struct{ query, says string }{
		{`{overlap(of:["action-1","action-2"]){shared{id} own{participants{id}}}}`, "selects 2 lists: shared, own"},
		{`{matrix{rows{id} columns{id}}}`, "selects 2 lists: rows, columns"},
		{`{paths(from:"eta",to:"alliance-1"){path:length}}`, "have the name path"},
	} {
		if w := accept(h, "text/csv", row.query); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), row.says) {
			t.Errorf("%s: %d %s, want it rejected with %q", row.query, w.Code, w.Body, row.says)
		}
	}
}
