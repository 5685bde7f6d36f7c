package graphqljs_test

import "testing"

// trap is a minimal operation of a kind that parsers and validators often get wrong.
type trap struct {
	reason   string
	given    given
	accepted bool
	// deviates is the reason why the service still deviates from the specification; empty if it
	// does not.
	deviates string
}

func traps() []trap {
	name := func(s string) *string { return &s }
	return []trap{
		{"an object is no Boolean", given{Query: `{ meta @skip(if: {}) { name } }`}, false, ""},
		{"an object is no Int", given{Query: `{ institutes(first: {}) { totalCount } }`}, false, ""},
		{"an object is no ID", given{Query: `{ entity(id: {}) { id } }`}, false, ""},
		{"an object is no enum value", given{Query: `{ institutes(sort: [{name: {}}]) { totalCount } }`}, false, ""},
		{"an Int has 32 bits", given{Query: `{ institutes(first: 2147483648) { totalCount } }`}, false, ""},
		{"and below", given{Query: `{ institutes(last: -2147483649) { totalCount } }`}, false, ""},
		{"in a default too", given{Query: `query ($n: Int = 2147483648) { institutes(first: $n) { totalCount } }`}, false, ""},
		{"in an input object", given{Query: `{ institutes(where: {founded: {eq: 2147483648}}) { totalCount } }`}, false, ""},
		{"a Float is no Int", given{Query: `{ institutes(first: 1.0) { totalCount } }`}, false, ""},
		{"a whole JSON number is an Int", given{Query: `query ($n: Int) { institutes(first: $n) { totalCount } }`, Variables: map[string]any{"n": 2.0}}, true, ""},
		{"an Int is a Float", given{Query: `{ figures: institutes(where: {location: {latitude: {gt: 1}}}) { totalCount } }`}, true, ""},
		{"a String is no Int", given{Query: `{ institutes(first: "1") { totalCount } }`}, false, ""},
		{"nor as a variable", given{Query: `query ($n: Int) { institutes(first: $n) { totalCount } }`, Variables: map[string]any{"n": "1"}}, false, ""},
		{"an Int is an ID", given{Query: `{ entity(id: 5) { id } }`}, true, ""},
		{"also as a variable", given{Query: `query ($id: ID!) { entity(id: $id) { id } }`, Variables: map[string]any{"id": 5}}, true, ""},
		{"however long", given{Query: `{ entity(id: 99999999999999999999) { id } }`}, true, ""},
		{"a fraction is no ID", given{Query: `query ($id: ID!) { entity(id: $id) { id } }`, Variables: map[string]any{"id": 1.5}}, false, ""},
		{"nor is a Boolean", given{Query: `{ entity(id: true) { id } }`}, false, ""},
		{"an Int is no String", given{Query: `{ institutes(where: {name: {eq: 1}}) { totalCount } }`}, false, ""},
		{"a String is no enum value", given{Query: `{ institutes(sort: [{name: "ASC"}]) { totalCount } }`}, false, ""},
		{"as a variable it is", given{Query: `query ($d: SortDirection) { institutes(sort: [{name: $d}]) { totalCount } }`, Variables: map[string]any{"d": "ASC"}}, true, ""},
		{"an unknown enum value", given{Query: `{ institutes(sort: [{name: UP}]) { totalCount } }`}, false, ""},
		{"a single value is a list", given{Query: `{ entities(ids: "a") { id } }`}, true, ""},
		{"also as a variable", given{Query: `query ($ids: [ID!]!) { entities(ids: $ids) { id } }`, Variables: map[string]any{"ids": "a"}}, true, ""},
		{"a list in a list is not", given{Query: `{ entities(ids: [["a"]]) { id } }`}, false, ""},
		{"an item that is never null", given{Query: `{ entities(ids: [null]) { id } }`}, false, ""},
		{"also as a variable", given{Query: `query ($ids: [ID!]!) { entities(ids: $ids) { id } }`, Variables: map[string]any{"ids": []any{nil}}}, false, ""},
		{"null where it is never null", given{Query: `{ entity(id: null) { id } }`}, false, ""},
		{"a nullable variable where null is not allowed", given{Query: `query ($id: ID) { entity(id: $id) { id } }`}, false, ""},
		{"allowed with a default", given{Query: `query ($id: ID = "a") { entity(id: $id) { id } }`}, true, ""},
		{"but not with a default of null", given{Query: `query ($id: ID = null) { entity(id: $id) { id } }`}, false, ""},
		{"a variable in a list of another type", given{Query: `query ($id: ID) { entities(ids: [$id]) { id } }`}, false, ""},
		{"a required variable left out", given{Query: `query ($id: ID!) { entity(id: $id) { id } }`}, false, ""},
		{"a variable of an output type", given{Query: `query ($i: Institute) { meta { name } }`}, false, ""},
		{"a variable used in no place", given{Query: `query ($id: ID) { meta { name } }`}, false, ""},
		{"a variable used by a fragment alone", given{Query: `query ($n: Int) { ...F } fragment F on Query { institutes(first: $n) { totalCount } }`}, true, ""},
		{"a variable that a fragment needs is missing", given{Query: `query { ...F } fragment F on Query { institutes(first: $n) { totalCount } }`}, false, ""},
		{"a variable in a default", given{Query: `query ($a: Int = 1, $b: Int = $a) { institutes(first: $b) { totalCount } }`}, false, ""},
		{"a variable nobody declared is ignored", given{Query: `{ meta { name } }`, Variables: map[string]any{"extra": 1}}, true, ""},
		{"an unknown field of an input variable", given{Query: `query ($w: InstituteWhere) { institutes(where: $w) { totalCount } }`, Variables: map[string]any{"w": map[string]any{"nope": 1}}}, false, ""},
		{"an input field given twice", given{Query: `{ institutes(where: {name: {eq: "a"}, name: {eq: "b"}}) { totalCount } }`}, false, ""},
		{"half a surrogate pair", given{Query: `{ entity(id: "\uD83D") { id } }`}, false, ""},
		{"the other half", given{Query: `{ entity(id: "\uDE00") { id } }`}, false, ""},
		{"a surrogate pair", given{Query: `{ entity(id: "\uD83D\uDE00") { id } }`}, true, ""},
		{"halves in the wrong order", given{Query: `{ entity(id: "\uDE00\uD83D") { id } }`}, false, ""},
		{"half a pair of any length", given{Query: `{ entity(id: "\u{D83D}\u{DE00}") { id } }`}, false, ""},
		{"a half behind a backslash", given{Query: `{ entity(id: "\\uD83D") { id } }`}, true, ""},
		{"a half in a block string", given{Query: `{ entity(id: """\uD83D""") { id } }`}, true, ""},
		{"a half behind other letters", given{Query: `{ entity(id: "é\\\uD83Dx") { id } }`}, false, ""},
		{"an escape of any length", given{Query: `{ entity(id: "\u{1F600}") { id } }`}, true, ""},
		{"a control character in a text", given{Query: "{ entity(id: \"\u0001\") { id } }"}, true, "gqlparser holds to the source characters of the specification of 2021"},
		{"an escape beyond Unicode", given{Query: `{ entity(id: "\u{110000}") { id } }`}, false, ""},
		{"a byte order mark and commas", given{Query: "\ufeff,,{,meta,{,name,},}"}, true, ""},
		{"a number with a leading zero", given{Query: `{ institutes(first: 01) { totalCount } }`}, false, ""},
		{"a number that runs into a name", given{Query: `{ institutes(first: 1a) { totalCount } }`}, false, ""},
		{"nothing to do", given{Query: ``}, false, ""},
		{"an empty selection", given{Query: `{ }`}, false, ""},
		{"fragments alone", given{Query: `fragment F on Query { meta { name } }`}, false, ""},
		{"several operations and no name", given{Query: `query A { meta { name } } query B { meta { name } }`}, false, ""},
		{"several operations and one of their names", given{Query: `query A { meta { name } } query B { meta { licence } }`, OperationName: name("B")}, true, ""},
		{"the name of none", given{Query: `query A { meta { name } }`, OperationName: name("B")}, false, ""},
		{"the empty name", given{Query: `query A { meta { name } }`, OperationName: name("")}, false, "clients send an empty name for none"},
		{"a mutation", given{Query: `mutation { meta { name } }`}, false, ""},
		{"a type among operations", given{Query: `{ meta { name } } type T { id: ID }`}, false, ""},
		{"a fragment within itself", given{Query: `{ entity(id: "a") { ...F } } fragment F on Entity { id ...F }`}, false, ""},
		{"a fragment that can never apply", given{Query: `{ institute(id: "a") { ... on Person { id } } }`}, false, ""},
		{"two interfaces with a type in common", given{Query: `{ organisations { nodes { ... on Actor { id } } } }`}, true, ""},
		{"two interfaces without one", given{Query: `{ organisations { nodes { ... on Work { id } } } }`}, false, ""},
		{"a fragment on a scalar", given{Query: `{ meta { name ... on String { __typename } } }`}, false, ""},
		{"one key for two fields of types that never meet", given{Query: `{ entity(id: "a") { ... on Institute { x: acronym } ... on Person { x: familyName } } }`}, true, ""},
		{"one key for two types of value", given{Query: `{ entity(id: "a") { ... on Institute { x: name } ... on Person { x: familyName } } }`}, false, ""},
		{"one key for two fields of one type", given{Query: `{ meta { x: name x: licence } }`}, false, ""},
		{"one key with two arguments", given{Query: `{ institutes(first: 1) { totalCount } institutes(first: 2) { totalCount } }`}, false, ""},
		{"one key with the same arguments in another order", given{Query: `{ a: institutes(first: 1, after: null) { totalCount } a: institutes(after: null, first: 1) { totalCount } }`}, true, ""},
		{"an unknown argument of a directive", given{Query: `{ meta @skip(if: true, unless: false) { name } }`}, false, ""},
		{"a directive twice", given{Query: `{ meta @skip(if: false) @skip(if: false) { name } }`}, false, ""},
		{"a directive on a query", given{Query: `query @include(if: true) { meta { name } }`}, false, ""},
		{"a directive on a variable", given{Query: `query ($a: Int @include(if: true)) { institutes(first: $a) { totalCount } }`}, false, ""},
		{"everything skipped", given{Query: `{ meta @skip(if: true) { name } }`}, true, ""},
		{"the root's own type", given{Query: `{ a: __typename ... on Query { __typename } }`}, true, ""},
		{"an argument of __typename", given{Query: `{ __typename(a: 1) }`}, false, ""},
	}
}

// TestTraps expects the reference and the service to accept or reject each operation as the
// table states, except for the deviations listed there. A deviation that no longer exists fails
// the test, so that the table stays correct.
func TestTraps(t *testing.T) {
	table := traps()
	handler, input := service(t)
	for _, row := range table {
		input.Given = append(input.Given, row.given)
	}
	for i, o := range reference(t, input) {
		row := table[i]
		if o.Accepted != row.accepted {
			t.Errorf("%s: the reference says otherwise: accepted: %v %q", row.reason, o.Accepted, o.Errors)
			continue
		}
		got := ask(t, handler, o)
		if agrees := len(got.Errors) == 0 == row.accepted; agrees != (row.deviates == "") {
			t.Errorf("%s: the service agrees: %v, known deviation: %q\n%s", row.reason, agrees, row.deviates, describe(o, got))
		}
	}
}
