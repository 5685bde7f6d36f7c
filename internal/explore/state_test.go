package explore_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"whojoins/internal/explore"
	"whojoins/internal/model"
)

// TestStatesAreAddresses checks that random states are read from their addresses as they were, and that
// their addresses are canonical.
func TestStatesAreAddresses(t *testing.T) {
	m, rnd := parsed(t), rand.New(rand.NewPCG(19, 1))
	for range 2000 {
		want := randomState(m, rnd)
		query := want.Query()
		got, faults := explore.Parse(m, query, words)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || len(faults) > 0 {
			t.Fatalf("%s is read with a difference (-want +got), faults %v:\n%s", query, faults, diff)
		}
		if again := got.Query(); again != query {
			t.Fatalf("the address of %s is %s", query, again)
		}
	}
}

// strange are values that an address must escape.
var strange = []string{"jane", "jane-2", "ror:04ejags36", "https://ror.org/04ejags36", "a,b", "a&b=c", "50%", "é ü", "x+y", "#?;", `"quoted"`, "doi:10.1/(x)"}

func randomState(m *model.Model, rnd *rand.Rand) *explore.State {
	some := func() (list []string) {
		for _, i := range rnd.Perm(len(strange))[:rnd.IntN(4)] {
			list = append(list, strange[i])
		}
		return list
	}
	one := func(of ...string) string { return of[rnd.IntN(len(of))] }
	enum := func(e *model.Enum) (list []string) {
		if rnd.IntN(2) == 0 {
			return nil
		}
		for _, v := range e.Values {
			if rnd.IntN(3) == 0 {
				list = append(list, v.Name)
			}
		}
		return list
	}
	s := &explore.State{
		IDs: some(), Expand: some(), View: one(explore.Views...), Select: one(append(strange, "")...), On: one("", "2023-06-01", "2024", "2019-06/2019-07"),
		Types: enum(m.EntityTypes), Via: enum(m.RelationTypes), Roles: enum(m.Participation.Key[0].Enum), Where: one("", `{"country":{"eq":"BE"}}`, `{"name":{"contains":"a, b & c"}}`),
		Find: one("", "a b", "50 %"), After: one("", "cursor=="), Hide: some(), Edition: one("", "2026.2-abc"), Language: one("", "en", "fr", "nl"), Embed: rnd.IntN(2) == 0, All: rnd.IntN(2) == 0,
	}
	if rnd.IntN(2) == 0 {
		s.Path = []string{"jane", "a,b"}
	}
	return s
}

func TestReading(t *testing.T) {
	m := parsed(t)
	for _, c := range []struct {
		reason, query, address string
		faults                 []string
	}{
		{"nothing is nothing", "", "/explore", nil},
		{"enum values may be in any case", "types=joint_action,Institute&via=part-of", "/explore?types=INSTITUTE,JOINT_ACTION&via=PART_OF", nil},
		{"default relations need not be named", "via=participation,affiliation,funding,support,succession,development,part_of", "/explore", nil},
		{"values are listed once", "ids=jane,jane&ids=jane-2", "/explore?ids=jane,jane-2", nil},
		{"the default view is left out", "view=NETWORK&ids=jane", "/explore?ids=jane", nil},
		{"a comma within an id is escaped", "ids=a%2Cb,c", "/explore?ids=a%2Cb,c", nil},
		{"an escaped list of words is a list", "types=PERSON%2CEVENT&path=a%2Cb", "/explore?path=a,b&types=PERSON,EVENT", nil},
		{"spaces of a filter are left out", "where=%7B%20%22country%22%20:%7B%22eq%22:%22BE%22%7D%7D", "/explore?where=%7B%22country%22:%7B%22eq%22:%22BE%22%7D%7D", nil},
		{"a filter of everything is none", "where=%7B%7D", "/explore", nil},
		{"wrong values are named and ignored", "ids=jane&view=cube&types=castle,event&on=soon&where=%5B%5D&path=a&embed=yes&lang=de", "/explore?ids=jane&types=EVENT",
			[]string{"view", "path", "on", "types", "where", "lang", "embed"}},
		{"a value that is no text is ignored", "ids=%ff,jane&sel=%zz", "/explore?ids=jane", []string{"ids", "sel"}},
		{"the first of several values counts", "on=2023&on=2024", "/explore?on=2023", []string{"on"}},
		{"a path has two ends", "path=jane,jane", "/explore", []string{"path"}},
	} {
		s, faults := explore.Parse(m, c.query, words)
		var named []string
		for _, f := range faults {
			named = append(named, f.Parameter)
		}
		if got := s.Address(explore.Path); got != c.address || !slices.Equal(named, c.faults) {
			t.Errorf("%s: %s is read as %s, faults %v; want %s, %v", c.reason, c.query, got, faults, c.address, c.faults)
		}
	}
}

// TestLongAddresses checks that what an address cannot hold is left out, and counted.
func TestLongAddresses(t *testing.T) {
	m := parsed(t)
	ids := make([]string, 300)
	for i := range ids {
		ids[i] = "institute-" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26))
	}
	s, faults := explore.Parse(m, "view=table&edition=2026.2&ids="+strings.Join(ids, ","), words)
	if n := len(s.Address(explore.Path)); n > explore.MostCharacters || n < explore.MostCharacters-30 {
		t.Errorf("the address has %d characters, of at most %d", n, explore.MostCharacters)
	}
	if !slices.Equal(s.IDs, ids[:len(s.IDs)]) || s.View != "table" || s.Edition != "2026.2" {
		t.Errorf("the rest of the state changed: %v", s)
	}
	if len(faults) != 1 || !strings.HasPrefix(faults[0].Message, words("FaultLong", len(ids)-len(s.IDs))) {
		t.Errorf("%d entities were left out, faults %v", len(ids)-len(s.IDs), faults)
	}
	s, _ = explore.Parse(m, "find="+strings.Repeat("x", 3000), words)
	if len(s.Address(explore.Path)) > explore.MostCharacters {
		t.Error("a long text makes a long address")
	}
}
