package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// filterRow is the `where` of a list, with a predicate for the rows that match it.
type filterRow struct {
	says, list, where string
	match             func(entity) bool
}

// filters tests each comparison and its negation.
func (s *suite) filters(t *testing.T) {
	name := func(match func(string) bool) func(entity) bool {
		return func(e entity) bool { return match(e.text("name")) }
	}
	const alpha = "Alpha Institute"
	rows := []filterRow{
		{"{} is everything", "institutes", `{}`, func(entity) bool { return true }},
		{"eq compares as stored", "institutes", `{name: {eq: "Alpha Institute"}}`, name(func(n string) bool { return n == alpha })},
		{"ne is the opposite of eq", "institutes", `{name: {ne: "Alpha Institute"}}`, name(func(n string) bool { return n != alpha })},
		{"ne is true of a missing value", "institutes", `{acronym: {ne: "AI"}}`, func(e entity) bool { return e.text("acronym") != "AI" }},
		{"in", "institutes", `{country: {in: ["BE", "FR"]}}`, func(e entity) bool { return slices.Contains([]string{"BE", "FR"}, e.text("country")) }},
		{"an identifier by its value", "institutes", `{identifiers: {some: {scheme: {eq: "ror"}, value: {eq: "0AlphaXyz"}}}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"an identifier by its address", "institutes", `{identifiers: {some: {value: {in: ["https://ror.org/0AlphaXyz"]}}}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"an id by its address", "institutes", `{id: {eq: "https://ror.org/0ALPHAXYZ"}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"in of nothing is nothing", "institutes", `{country: {in: []}}`, func(entity) bool { return false }},
		{"in of one value, not in a list", "institutes", `{country: {in: "BE"}}`, func(e entity) bool { return e.text("country") == "BE" }},
		{"OR of nothing is nothing", "institutes", `{OR: []}`, func(entity) bool { return false }},
		{"AND of nothing is everything", "institutes", `{AND: []}`, func(entity) bool { return true }},
		{"gt on text goes by code points", "institutes", `{name: {gt: "a"}}`, name(func(n string) bool { return n > "a" })},
		{"lte on text goes by code points", "institutes", `{name: {lte: "alpha institute"}}`, name(func(n string) bool { return n <= "alpha institute" })},
		{"contains", "institutes", `{name: {contains: "pha"}}`, name(func(n string) bool { return strings.Contains(n, "pha") })},
		{"contains keeps case", "institutes", `{name: {contains: "alpha"}}`, name(func(n string) bool { return strings.Contains(n, "alpha") })},
		{"startsWith", "institutes", `{name: {startsWith: "Ä"}}`, name(func(n string) bool { return strings.HasPrefix(n, "Ä") })},
		{"endsWith a quote and a backslash", "institutes", `{name: {endsWith: "\"Quoted\" \\ back"}}`, name(func(n string) bool { return strings.HasSuffix(n, `"Quoted" \ back`) })},
		{"folds drops case, accents and punctuation", "institutes", `{name: {folds: "ALPHA – institute!"}}`, name(func(n string) bool { return model.Fold(n) == "alpha institute" })},
		{"folds writes out letters that do not decompose", "institutes", `{name: {folds: "oeuvre lodz"}}`, name(func(n string) bool { return n == "Œuvre Łódź" })},
		{"folds of sharp s", "institutes", `{name: {folds: "STRASSE 5 quoted back"}}`, name(func(n string) bool { return strings.HasPrefix(n, "Straße") })},
		{"matches words in any order", "institutes", `{name: {matches: "INSTITUTE älpha"}}`, name(func(n string) bool { return model.Fold(n) == "alpha institute" })},
		{"matches whole words", "institutes", `{name: {matches: "alph"}}`, func(entity) bool { return false }},
		{"a comparison with a missing value is false", "institutes", `{acronym: {gte: ""}}`, func(e entity) bool { return e.has("acronym") }},
		{"isNull", "institutes", `{founded: {isNull: true}}`, func(e entity) bool { return !e.has("founded") }},
		{"isNull false", "institutes", `{founded: {isNull: false}}`, func(e entity) bool { return e.has("founded") }},
		{"numbers", "institutes", `{founded: {gt: 1900, lte: 1950}}`, func(e entity) bool { return e.number("founded") > 1900 && e.number("founded") <= 1950 }},
		{"booleans", "institutes", `{disputed: {eq: true}}`, func(e entity) bool { return e.number("disputed") == 1 }},
		{"several fields all hold", "institutes", `{country: {eq: "BE"}, founded: {eq: 1950}}`, func(e entity) bool { return e.text("country") == "BE" && e.number("founded") == 1950 }},
		{"OR", "institutes", `{OR: [{country: {eq: "FR"}}, {founded: {gt: 2000}}]}`, func(e entity) bool { return e.text("country") == "FR" || e.number("founded") > 2000 }},
		{"AND with NOT", "institutes", `{AND: [{NOT: {country: {eq: "BE"}}}, {founded: {isNull: false}}]}`, func(e entity) bool { return e.text("country") != "BE" && e.has("founded") }},
		{"has", "institutes", `{kinds: {has: "university"}}`, func(e entity) bool { return slices.Contains(e.words("kinds"), "university") }},
		{"hasAny", "organisations", `{kinds: {hasAny: ["foundation", "hospital"]}}`, func(e entity) bool {
			return slices.ContainsFunc(e.words("kinds"), func(k string) bool { return k == "foundation" || k == "hospital" })
		}},
		{"hasAny of nothing is nothing", "institutes", `{kinds: {hasAny: []}}`, func(entity) bool { return false }},
		{"isEmpty", "institutes", `{kinds: {isEmpty: true}}`, func(e entity) bool { return len(e.words("kinds")) == 0 }},
		{"a list of dates has one as written", "calls", `{deadlines: {has: "2024-09"}}`, func(e entity) bool { return slices.Contains(e.words("deadlines"), "2024-09") }},
		{"a list of dates has one of several", "calls", `{deadlines: {hasAny: ["2024", "2024-05-31", "2024-04-30"]}}`, func(e entity) bool {
			return slices.Contains(e.words("deadlines"), "2024-05-31") || slices.Contains(e.words("deadlines"), "2024-04-30")
		}},
		{"no deadline", "calls", `{deadlines: {isEmpty: true}}`, func(e entity) bool { return len(e.words("deadlines")) == 0 }},
		{"a derived field", "calls", `{status: {eq: OPEN}}`, func(e entity) bool { return e.ID == "call-1" }},
		{"a derived field without a value", "calls", `{status: {isNull: true}}`, func(e entity) bool { return e.ID == "call-4" }},
		{"a derived field of some types", "allEntities", `{status: {in: [CLOSED, FORTHCOMING]}}`, func(e entity) bool { return e.ID == "call-2" || e.ID == "call-3" }},
		{"an embedded object's leaf", "institutes", `{location: {latitude: {gt: 50}}}`, func(e entity) bool { return e.leaf("location", "latitude").Float > 50 }},
		{"within a circle", "institutes", `{location: {within: {latitude: 50, longitude: 4, km: 59}}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"outside a circle, or nowhere", "institutes", `{NOT: {location: {within: {latitude: 50, longitude: 4, km: 58}}}}`, func(entity) bool { return true }},
		{"within 0 km of itself", "institutes", `{location: {within: {latitude: 50.5, longitude: 4.25, km: 0}}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"within, with another condition on the place", "institutes", `{location: {within: {latitude: 50, longitude: 4, km: 20040}, latitude: {lt: 50.5}}}`, func(e entity) bool { return e.ID == "beta" || e.ID == "gamma" }},
		{"within a circle round a pole, across the date line", "institutes", `{location: {within: {latitude: -89, longitude: 170, km: 300}}}`, func(e entity) bool { return e.ID == "beta" }},
		{"on the date line", "organisations", `{location: {within: {latitude: 10, longitude: -180, km: 0}}}`, func(e entity) bool { return e.ID == "gamma" }},
		{"degrees out of range are nowhere", "funders", `{location: {within: {latitude: 0, longitude: 0, km: 20040}}}`, func(e entity) bool { return false }},
		{"a circle within alternatives", "actors", `{OR: [{location: {within: {latitude: 50, longitude: 4, km: 100}}}, {name: {eq: "Theta"}}]}`, func(e entity) bool { return e.ID == "alpha" || e.ID == "theta" }},
		{"an interface's where has the fields of all its types", "allEntities", `{country: {eq: "BE"}}`, func(e entity) bool { return e.text("country") == "BE" }},
		{"a lacking field is null", "allEntities", `{founded: {isNull: true}}`, func(e entity) bool { return !e.has("founded") }},
		{"a lacking relation is empty", "allEntities", `{participants: {none: {}}}`, func(e entity) bool { return len(e.side("participants")) == 0 }},
		{"type in", "actors", `{type: {in: [PERSON, FUNDER]}}`, func(e entity) bool { return e.Type.Name == "Person" || e.Type.Name == "Funder" }},
		{"type ne", "actors", `{type: {ne: PERSON}}`, func(e entity) bool { return e.Type.Name != "Person" }},
		{"id takes ids, old ids and external identifiers", "allEntities", `{id: {in: ["old-alpha", "grant:900000001", "ROR:0alphaxyz", "zeta", "unknown"]}}`, func(e entity) bool { return e.ID == "alpha" || e.ID == "action-1" || e.ID == "zeta" }},
		{"id as text", "institutes", `{id: {startsWith: "a", contains: "ph"}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"id as text and as a value", "institutes", `{id: {eq: "alpha", contains: "ph", endsWith: "a"}}`, func(e entity) bool { return e.ID == "alpha" }},
		{"dates compare as written", "jointActions", `{end: {eq: "2024"}}`, func(e entity) bool { return e.text("end") == "2024" }},
		{"gte takes the first day of its argument", "jointActions", `{start: {gte: "2022-10"}}`, s.day("start", ">=", "2022-10-01")},
		{"gt takes the last day of its argument", "jointActions", `{start: {gt: "2022-10"}}`, s.day("start", ">", "2022-10-31")},
		{"lt takes the first day of its argument", "jointActions", `{start: {lt: "2022-10"}}`, s.day("start", "<", "2022-10-01")},
		{"lte takes the last day of its argument", "jointActions", `{start: {lte: "2022-10"}}`, s.day("start", "<=", "2022-10-31")},
		{"gte and lte of a year are the year", "allEntities", `{start: {gte: "2024", lte: "2024"}}`, func(e entity) bool { return strings.HasPrefix(e.text("start"), "2024") }},
		{"end stands for its first day too", "jointActions", `{end: {lte: "2024-01-01"}}`, s.day("end", "<=", "2024-01-01")},
		{"money by its amount", "initiatives", `{budget: {amount: {gte: 0.2}}}`, func(e entity) bool { c, ok := e.cents("budget"); return ok && c >= 20 }},
		{"money between two cents", "initiatives", `{budget: {amount: {gt: 100.549, lt: 100.551}}}`, func(e entity) bool { c, ok := e.cents("budget"); return ok && c == 10055 }},
		{"money is exact", "initiatives", `{budget: {amount: {eq: 100.55}}}`, func(e entity) bool { c, ok := e.cents("budget"); return ok && c == 10055 }},
		{"no sum is equal to a part of a cent", "initiatives", `{budget: {amount: {eq: 0.205}}}`, func(entity) bool { return false }},
		{"money by its currency", "initiatives", `{budget: {currency: {eq: "USD"}}}`, func(e entity) bool { return e.leaf("budget", "currency").Text == "USD" }},
		{"enum words of a list", "initiatives", `{populations: {has: CHILDREN}}`, func(e entity) bool { return slices.Contains(e.words("populations"), "CHILDREN") }},
		{"some alias", "allEntities", `{aliases: {some: {name: {folds: "institut alpha"}, language: {eq: "fr"}}}}`, func(e entity) bool {
			return e.parts("aliases", func(_ *store.Object, get func(string) string) bool {
				return model.Fold(get("name")) == "institut alpha" && get("language") == "fr"
			})
		}},
		{"no alias", "institutes", `{aliases: {none: {}}}`, func(e entity) bool {
			return !e.parts("aliases", func(*store.Object, func(string) string) bool { return true })
		}},
		{"one object must match as a whole", "institutes", `{aliases: {some: {language: {eq: "fr"}, name: {eq: "AlphaInst"}}}}`, func(entity) bool { return false }},
		{"identifiers", "allEntities", `{identifiers: {some: {scheme: {eq: "pic"}}}}`, func(e entity) bool {
			return e.parts("identifiers", func(_ *store.Object, get func(string) string) bool { return get("scheme") == "pic" })
		}},
		{"figures", "allEntities", `{figures: {some: {measure: {eq: "beds"}, value: {gte: 300}, comparator: {eq: GTE}}}}`, func(e entity) bool {
			return e.parts("figures", func(_ *store.Object, get func(string) string) bool { return get("measure") == "beds" })
		}},
		{"records by their source and score", "allEntities", `{identity: {some: {source: "source-b", score: {gt: 0.5}}}}`, func(e entity) bool {
			return e.parts("identity", func(o *store.Object, get func(string) string) bool {
				return get("source") == "source-b" && o.Value(e.Type.AnyField("identity").Object.Field("score")).Float > 0.5
			})
		}},
		{"records of which one has no source", "allEntities", `{identity: {some: {by: {eq: "merged"}, record: {startsWith: "alpha"}}}}`, func(e entity) bool {
			return e.parts("identity", func(_ *store.Object, get func(string) string) bool {
				return get("by") == "merged" && strings.HasPrefix(get("record"), "alpha")
			})
		}},
		{"no records", "institutes", `{identity: {none: {}}}`, func(e entity) bool {
			return !e.parts("identity", func(*store.Object, func(string) string) bool { return true })
		}},
		{"claims by source", "allEntities", `{claims: {some: {source: "source-b", rank: {eq: NORMAL}}}}`, func(e entity) bool {
			return e.parts("claims", func(_ *store.Object, get func(string) string) bool {
				return get("source") == "source-b" && get("rank") == "NORMAL"
			})
		}},
	}
	s.rows(t, rows)
}

// day returns a predicate that compares the first day of a date field with a day.
func (s *suite) day(field, op, day string) func(entity) bool {
	return func(e entity) bool {
		first, ok := e.first(field)
		d, _, err := model.ParseDate(day)
		if err != nil {
			panic(err)
		}
		return ok && (op == ">=" && first >= d || op == ">" && first > d || op == "<" && first < d || op == "<=" && first <= d)
	}
}

// rows tests each filter, and its NOT: together they must match all rows.
func (s *suite) rows(t *testing.T, rows []filterRow) {
	for i, row := range rows {
		if s.sample && i%2 != 0 {
			continue
		}
		t.Run(row.says, func(t *testing.T) {
			ty := s.m.RootList(row.list)
			find := s.entitiesBy
			if ty.Kind == model.Relation {
				find = func(ty *model.Type, match func(entity) bool) []string {
					return s.relationsBy(ty, func(e entity) bool { return e.current() && match(e) })
				}
			}
			wheres := []string{row.where, "{NOT: " + row.where + "}", "{NOT: {NOT: " + row.where + "}}"}
			for negations, where := range wheres {
				if s.sample && negations != i/2%2 {
					continue
				}
				match := func(e entity) bool { return row.match(e) == (negations != 1) }
				query := fmt.Sprintf("{ %s(where: %s, first: 1000) { totalCount nodes { id } } }", row.list, where)
				got := s.query(t, query)
				want := find(ty, match)
				if diff := gocmp.Diff(want, idsAt(got, row.list, "nodes")); diff != "" {
					t.Errorf("%s (-want +got)\n%s", query, diff)
				}
				if n := at(got, row.list, "totalCount"); n != float64(len(want)) {
					t.Errorf("%s: totalCount is %v, want %d", query, n, len(want))
				}
			}
		})
	}
}

// relationFilters tests filters by quantifiers, counts, ends and dates of relations.
func (s *suite) relationFilters(t *testing.T) {
	role := func(words ...string) func(entity) bool {
		return func(r entity) bool { return slices.Contains(words, r.text("role")) }
	}
	any := func(entity) bool { return true }
	s.rows(t, []filterRow{
		{"{some: {}} is has one", "institutes", `{participations: {some: {}}}`, func(e entity) bool { return e.count("participations", any) > 0 }},
		{"{none: {}} is has none", "institutes", `{participations: {none: {}}}`, func(e entity) bool { return e.count("participations", any) == 0 }},
		{"some", "actors", `{participations: {some: {role: {in: [BENEFICIARY, CHAIR]}}}}`, func(e entity) bool { return e.count("participations", role("BENEFICIARY", "CHAIR")) > 0 }},
		{"all is true where there is none", "institutes", `{participations: {all: {role: {eq: MEMBER}}}}`, func(e entity) bool {
			return e.count("participations", role("MEMBER")) == e.count("participations", any)
		}},
		{"single", "institutes", `{participations: {single: {role: {eq: BENEFICIARY}}}}`, func(e entity) bool { return e.count("participations", role("BENEFICIARY")) == 1 }},
		{"count", "initiatives", `{participants: {count: {gte: 3}}}`, func(e entity) bool { return e.count("participants", any) >= 3 }},
		{"count of none", "initiatives", `{participants: {count: {eq: 0}}}`, func(e entity) bool { return e.count("participants", any) == 0 }},
		{"count of those that match", "initiatives", `{participants: {count: {where: {participant: {country: {eq: "BE"}}}, gt: 1, lt: 10}}}`, func(e entity) bool {
			n := e.count("participants", func(r entity) bool { return r.from().text("country") == "BE" })
			return n > 1 && n < 10
		}},
		{"both sides of an alliance", "alliances", `{participations: {some: {}}, participants: {some: {}}}`, func(e entity) bool {
			return len(e.side("participations")) > 0 && len(e.side("participants")) > 0
		}},
		{"quantifiers within quantifiers", "institutes", `{participations: {some: {initiative: {participants: {some: {role: {eq: AFFILIATED_ENTITY}}}}}}}`, func(e entity) bool {
			return e.count("participations", func(r entity) bool { return r.to().count("participants", role("AFFILIATED_ENTITY")) > 0 }) > 0
		}},
		{"an end's type", "participations", `{initiative: {type: {eq: JOINT_ACTION}}}`, func(r entity) bool { return r.to().Type.Name == "JointAction" }},
		{"an end's field that its type lacks", "participations", `{participant: {country: {isNull: true}}}`, func(r entity) bool { return !r.from().has("country") }},
		{"evidence", "participations", `{evidence: {some: {source: "source-b", field: {isNull: true}}}}`, func(r entity) bool {
			return r.parts("evidence", func(_ *store.Object, get func(string) string) bool {
				return get("source") == "source-b" && get("field") == ""
			})
		}},
		{"an id as text and as a value", "participations", `{id: {contains: "a", eq: ""}}`, func(entity) bool { return false }},
		{"activeOn, both ends included, bounded by the initiative", "participations", `{activeOn: "2024-11-01"}`, s.active("2024-11-01", "2024-11-01")},
		{"activeOn takes the first day", "participations", `{activeOn: "2022"}`, s.active("2022-01-01", "2022-01-01")},
		{"activeOn in an initiative's last year", "participations", `{activeOn: "2024-12-31"}`, s.active("2024-12-31", "2024-12-31")},
		{"activeDuring takes the first day of from and the last of to", "participations", `{activeDuring: {from: "2023-06", to: "2023-07"}}`, s.active("2023-06-01", "2023-07-31")},
		{"activeDuring open to the past", "participations", `{activeDuring: {to: "2019"}}`, s.active("0001-01-01", "2019-12-31")},
		{"activeDuring open to the future", "participations", `{activeDuring: {from: "2029"}}`, s.active("2029-01-01", "9999-12-31")},
		{"a funding is bounded by its recipient", "fundings", `{activeOn: "2023-05-05"}`, s.active("2023-05-05", "2023-05-05")},
		{"a support is bounded by its initiative", "supports", `{activeOn: "2023-05-05"}`, s.active("2023-05-05", "2023-05-05")},
		{"another relation is not bounded by its ends", "partOfs", `{activeOn: "1950"}`, s.active("1950-01-01", "1950-01-01")},
		{"activeOn within a quantifier", "institutes", `{participations: {some: {activeOn: "2023-07-01"}}}`, func(e entity) bool {
			return e.count("participations", s.active("2023-07-01", "2023-07-01")) > 0
		}},
	})
}

// periods tests filters of entities by the days on which they are active.
func (s *suite) periods(t *testing.T) {
	is := func(ids ...string) func(entity) bool {
		return func(e entity) bool { return slices.Contains(ids, e.ID) }
	}
	lacks := func(ids ...string) func(entity) bool {
		return func(e entity) bool { return !slices.Contains(ids, e.ID) }
	}
	s.rows(t, []filterRow{
		{"both ends included", "jointActions", `{activeOn: "2024-12-31"}`, is("action-1", "action-2", "action-3")},
		{"the day after the last", "jointActions", `{activeOn: "2025-01-01"}`, is("action-2", "action-3")},
		{"the day before the first", "jointActions", `{activeOn: "2022-09-30"}`, is("action-3")},
		{"activeOn takes the first day", "jointActions", `{activeOn: "2022-10/2023"}`, is("action-1", "action-3")},
		{"a missing date sets no bound", "initiatives", `{activeOn: "1950"}`, is("project-2", "network-1", "network-2")},
		{"activeDuring", "initiatives", `{activeDuring: {from: "2019", to: "2019-05"}}`, is("project-2", "network-1", "network-2", "alliance-1")},
		{"activeDuring open to the past", "jointActions", `{activeDuring: {to: "2019-06"}}`, is("action-3")},
		{"activeDuring open to the future", "jointActions", `{activeDuring: {from: "2025"}}`, is("action-2", "action-3")},
		{"activeDuring without bounds is everything", "jointActions", `{activeDuring: {}}`, func(entity) bool { return true }},
		{"an event without an end ends with its start", "events", `{activeOn: "2024-05-31"}`, is("event-2")},
		{"an event after its start", "events", `{activeDuring: {from: "2024-06"}}`, is()},
		{"a call runs to its last deadline", "calls", `{activeOn: "2025-02-01"}`, is("call-1", "call-3", "call-4")},
		{"a call after its last deadline", "calls", `{activeOn: "2025-02-02"}`, is("call-3", "call-4")},
		{"a call between two deadlines", "calls", `{activeDuring: {from: "2024-05-01", to: "2024-05-02"}}`, is("call-1", "call-2", "call-4")},
		{"a call before it opens", "calls", `{activeOn: "2022"}`, is("call-4")},
		{"an entity without dates is always active", "allEntities", `{type: {in: [INSTITUTE, CALL, EVENT]}, activeOn: "2025-06-01"}`,
			func(e entity) bool { return e.Type.Name == "Institute" || e.ID == "call-3" || e.ID == "call-4" }},
		{"an interface with other types", "allEntities", `{activeOn: "2018-06-10"}`,
			lacks("action-1", "action-2", "action-3", "project-1", "alliance-1", "programme-1", "event-1", "event-2", "call-1", "call-2", "call-3")},
		{"at the end of a relation", "participations", `{initiative: {activeOn: "2018-06-10"}}`, func(r entity) bool { return r.To == "network-1" }},
	})
}

// active returns a predicate for the relations that are active on any day between from and to.
// A relation's own dates take precedence; for a participation, a funding or a support, the
// dates of its initiative replace missing ones.
func (s *suite) active(from, to string) func(entity) bool {
	return func(r entity) bool {
		begin, hasBegin := r.first("since")
		_, end, err := model.ParseDate(r.text("until"))
		hasEnd := err == nil
		if within := r.Type.Name; within == "Participation" || within == "Funding" || within == "Support" {
			if !hasBegin {
				begin, hasBegin = r.to().first("start")
			}
			if !hasEnd {
				_, end, err = model.ParseDate(r.to().text("end"))
				hasEnd = err == nil
			}
		}
		a, _, _ := model.ParseDate(from)
		b, _, _ := model.ParseDate(to)
		return (!hasBegin || begin <= b) && (!hasEnd || a <= end)
	}
}
