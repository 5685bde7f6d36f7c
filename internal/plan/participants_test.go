package plan_test

import (
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestInitiatives checks which initiatives an answer is about.
func TestInitiatives(t *testing.T) {
	for _, row := range []struct{ query, want string }{
		{`{participations(where:{initiative:{id:{eq:"a"}},role:{eq:CHAIR}}){totalCount}}`, `where id refers to ["a"]`},
		{`{participations(where:{participant:{country:{eq:"BE"}}}){totalCount}}`, `where some participants(participant(country = ["BE"]))`},
		{`{participations(where:{OR:[{initiative:{id:{eq:"a"}}},{role:{eq:CHAIR}}]}){totalCount}}`, `where some participants(any(`},
		{`{initiatives(where:{id:{eq:"a"}},first:3){nodes{participants{totalCount}}}}`, `where id refers to ["a"]`},
		{`{initiatives(where:{participants:{none:{participant:{id:{eq:"b"}}}}}){totalCount}}`, `where no participants`},
		{`{initiatives(where:{id:{eq:"a"}}){nodes{name}}}`, ``},
		{`{actors(where:{AND:[{participations:{some:{initiative:{id:{eq:"a"}}}}},{participations:{some:{initiative:{id:{eq:"b"}}}}}]}){totalCount}}`, `where any(id refers to ["a"], id refers to ["b"])`},
		{`{actors(where:{country:{eq:"BE"}}){totalCount}}`, ``},
		{`{entity(id:"a"){... on Initiative{participants{totalCount}}}}`, `where id refers to ["a"]`},
		{`{entity(id:"a"){name}}`, ``},
		{`{changes(initiative:"a",from:"2023",to:"2024"){joined{id}}}`, `where id refers to ["a"]`},
		{`{overlap(of:["a","b"]){shared{id}}}`, `where id refers to ["a" "b"]`},
		{`{neighbourhood(of:["a"]){truncated}}`, `where id refers to ["a"]`},
		{`{paths(from:"a",to:"b"){length}}`, `where id refers to ["a" "b"]`},
		{`{collaborators(of:"a"){totalCount}}`, `where some participants(participant(id refers to ["a"]))`},
		{`{candidates(for:"a"){totalCount}}`, `where any(id refers to ["a"], some participants(participant(id refers to ["a"])))`},
		{`{collaboration(in:{id:{eq:"a"}}){omitted}}`, `all(id refers to ["a"], some participants(all()))`},
		{`{matrix(columns:{id:{eq:"a"}},rows:{id:{eq:"b"}}){truncated}}`, `all(id refers to ["a"], some participants(participant(id refers to ["b"])))`},
		{`{search(text:"a"){totalCount}}`, ``},
		{`{resolve(terms:["a"]){exact}}`, ``},
		{`{meta{version}}`, ``},
	} {
		plans, err := compile(t, row.query, "", plan.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", row.query, err)
		}
		m := plans[0].Model
		of := plans[0].Initiatives(m, m.Participation.To.Target.Field("name"))
		if row.want == "" {
			if of != nil {
				t.Errorf("%s is about %s, want nothing", row.query, of)
			}
			continue
		}
		if of == nil || !strings.Contains(of.String(), row.want) {
			t.Errorf("%s is about %s, want %s", row.query, of, row.want)
		}
	}
}
