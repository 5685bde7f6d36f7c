package derive_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph/derive"
	"whojoins/internal/model"
)

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// load derives a schema and loads both together.
func load(t *testing.T, written string) (*ast.Schema, error) {
	t.Helper()
	m, err := model.Parse(written)
	if err != nil {
		t.Fatal(err)
	}
	text, err := derive.Derive(m)
	if err != nil {
		return nil, err
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "written", Input: written}, &ast.Source{Name: "derived", Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return schema, nil
}

func TestDerivedFileIsFresh(t *testing.T) {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	text, err := derive.Derive(m)
	if err != nil {
		t.Fatal(err)
	}
	if text != read(t, "../derived.graphqls") {
		t.Error("graph/derived.graphqls is stale: run go generate ./...")
	}
	again, err := derive.Derive(m)
	if err != nil || again != text {
		t.Errorf("the same model gave another text (%v)", err)
	}
}

// TestNewTypesAreDerived checks that a new entity and a new relation need no Go code.
func TestNewTypesAreDerived(t *testing.T) {
	schema, err := load(t, read(t, "../../schema.graphqls")+`
"A register of samples."
type Biobank implements Entity & Organisation & Actor @entity(one: "biobank", many: "biobanks") {
  "How many samples it keeps."
  samples: Int
}
"Somebody gives samples."
type Donation implements Relation @relation(many: "donations", key: ["batch"]) {
  "Who gives."
  donor: Actor! @end(as: "donations", describe: "Where it gave samples.")
  "The taker."
  bank: Biobank! @end(as: "donors", describe: "Who gave it samples.")
  "Batch."
  batch: String
}
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want, reason string }{
		{"Query.biobank", "Biobank", "one by id"},
		{"Query.biobanks", "BiobankConnection!", "a list of its own"},
		{"Query.donations", "DonationConnection!", "relations have lists"},
		{"Biobank.acronym", "String", "fields of interfaces are inherited"},
		{"Biobank.donors", "DonationConnection!", "a connection for the far end"},
		{"Actor.donations", "DonationConnection!", "an interface has what all its types share"},
		{"Person.donations", "DonationConnection!", "every actor can give"},
		{"BiobankWhere.samples", "IntWhere", "filters by its fields"},
		{"OrganisationWhere.samples", "IntWhere", "an interface filters by the fields of all its types"},
		{"BiobankWhere.donors", "DonationListWhere", "filters by its relations"},
		{"DonationWhere.donor", "ActorWhere", "a relation filters by its ends"},
		{"DonationSort.bank", "BiobankSort", "and is sorted through them"},
		{"BiobankSort.donors", "CountSort", "entities are sorted by the number of relations"},
		{"BiobankAggregate.samples", "NumberAggregate!", "numbers are aggregated"},
		{"EntityType.BIOBANK", "", "types are enum values"},
		{"DonationFacet.BANK_COUNTRY", "", "facets reach through the ends"},
	} {
		name, member, _ := strings.Cut(c.path, ".")
		def := schema.Types[name]
		if def == nil {
			t.Errorf("no type %s: %s", name, c.reason)
			continue
		}
		if def.Kind == ast.Enum {
			if def.EnumValues.ForName(member) == nil {
				t.Errorf("no value %s: %s", c.path, c.reason)
			}
			continue
		}
		if f := def.Fields.ForName(member); f == nil || f.Type.String() != c.want {
			t.Errorf("%s is %v, want %s: %s", c.path, f, c.want, c.reason)
		}
	}
}

func TestOperatorsOfEachKind(t *testing.T) {
	schema, err := load(t, read(t, "../../schema.graphqls"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ input, want, reason string }{
		{"TextWhere", "eq ne in gt gte lt lte contains startsWith endsWith folds matches isNull", "text has them all"},
		{"IDWhere", "eq ne in gt gte lt lte isNull contains startsWith endsWith", "ids are not words"},
		{"IntWhere", "eq ne in gt gte lt lte isNull", "numbers have an order"},
		{"DateWhere", "eq ne in gt gte lt lte isNull", "dates have an order"},
		{"BooleanWhere", "eq ne isNull", "no order, no lists"},
		{"RoleWhere", "eq ne in isNull", "enums have no order that means something"},
		{"PopulationListWhere", "has hasAny isEmpty", "a list of words"},
		{"MoneyWhere", "amount currency isNull", "an object within an entity has no logic of its own"},
		{"FigureWhere", "AND OR NOT measure value comparator unit date", "a part has, but nothing nested"},
		{"FundingListWhere", "some none all single count", "relations"},
		{"FundingCountWhere", "where eq gt gte lt lte", "numbers of relations"},
		{"CountSort", "count", "sorting by number"},
	} {
		var names []string
		for _, f := range schema.Types[c.input].Fields {
			names = append(names, f.Name)
		}
		if diff := cmp.Diff(c.want, strings.Join(names, " ")); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.input, c.reason, diff)
		}
	}
	if f := schema.Types["EvidenceWhere"].Fields.ForName("source"); f.Type.String() != "ID" {
		t.Errorf("a source is compared by id, not by %s", f.Type)
	}
	if schema.Types["FundingWhere"].Fields.ForName("type") != nil {
		t.Error("a relation of one type is not filtered by type")
	}
}

func TestClashesAreRejected(t *testing.T) {
	written := read(t, "../../schema.graphqls")
	for _, c := range []struct{ more, want, reason string }{
		{"\"X.\"\nenum RoleWhere {\n\"X.\"\nA\n}\n", "RoleWhere", "a written type has the name of a derived filter"},
		{"\"X.\"\ntype FacetCounts {\n\"X.\"\nsize: Int\n}\n", "FacetCounts", "a written type has the name of a shared one"},
		{"\"X.\"\ntype Xs implements Entity @entity(one: \"institute\", many: \"xs\") {\n\"X.\"\nsize: Int\n}\n", "institute", "two root fields of one name"},
		{"\"X.\"\ntype Xs implements Entity @entity(one: \"x\", many: \"xs\") {\n\"X.\"\nNOT: String\n}\n", "NOT", "a field has the name of an operator"},
		{"\"X.\"\ntype Xs implements Entity @entity(one: \"x\", many: \"xs\") {\n\"X.\"\ncount: Int\n}\n", "count", "a field has the name of the aggregate's count"},
		{"\"X.\"\ntype Xs implements Entity @entity(one: \"x\", many: \"xs\") {\n\"X.\"\nsizes: [Int!]!\n}\n", "sizes", "no filter for lists of numbers"},
	} {
		if _, err := load(t, written+c.more); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error that names %s", c.reason, err, c.want)
		}
	}
}
