package dataset

import (
	"fmt"
	"slices"

	"whojoins/internal/model"
)

// Names that every model has. All others come from schema.graphqls.
const (
	fieldID          = "id"
	fieldType        = "type"
	fieldIdentifiers = "identifiers"
	fieldClaims      = "claims"
	fieldEvidence    = "evidence"
	fieldDisputed    = "disputed"
	fieldDeprecated  = "deprecated"
	partField        = "field"
	partValue        = "value"
	partRank         = "rank"
	partDate         = "date"
	partLocator      = "locator"
	partSource       = "source"
	rankPreferred    = "PREFERRED"
	rankNormal       = "NORMAL"
	rankDeprecated   = "DEPRECATED"
)

// computed are the fields that follow from the statements; none can be stated.
var computed = []string{fieldID, fieldType, fieldClaims, fieldEvidence, fieldDisputed, fieldDeprecated}

// periods are the pairs of dates of which the second must not end before the first starts.
var periods = [][2]string{{"start", "end"}, {"since", "until"}}

// loader holds a dataset while it is read.
type loader struct {
	*Report
	model *model.Model
	// claimPart and evidencePart are the objects that a statement becomes.
	claimPart, evidencePart *model.Type
	// stated are the fields of an entity or relation type that a dataset can state.
	stated map[*model.Type][]*model.Field
	// source is the type of entity that a file's head describes.
	source *model.Type
	rank   *model.Enum

	set   dataset
	files []*file

	entities map[string]*entity
	// order is the order of the dataset: by file, then line.
	order []*entity
	// external leads from scheme:value to the entity that has that identifier.
	external map[string]*entity

	relations     map[string]*relation
	relationOrder []*relation
}

// entity is what all files state of one entity.
type entity struct {
	id     string
	kind   *model.Type
	at     place
	claims []claim
	// related says that it is an end of a relation.
	related bool
	// head says that it is the source of a file.
	head bool
	// incomplete says that a statement of it has a fault of its own, so that what is
	// missing need not be reported too.
	incomplete bool
}

// relation is what all files state of one relation.
type relation struct {
	id       string
	kind     *model.Type
	from, to *entity
	key      []model.Value
	at       place
	// itself are the statements that it exists, claims those of its properties.
	itself     []statement
	claims     []claim
	incomplete bool
}

func newLoader(m *model.Model, report *Report) (*loader, error) {
	l := &loader{Report: report, model: m, stated: map[*model.Type][]*model.Field{},
		entities: map[string]*entity{}, external: map[string]*entity{}, relations: map[string]*relation{}}
	for _, t := range slices.Concat(m.Entities, m.Relations) {
		l.stated[t] = stated(t)
	}
	if err := l.findStatements(); err != nil {
		return nil, err
	}
	return l, nil
}

// findStatements finds the objects that a statement becomes, and checks that the model
// has what every model needs.
func (l *loader) findStatements() error {
	m := l.model
	for _, part := range []struct {
		of    *model.Type
		field string
		to    **model.Type
	}{{m.AnyEntity, fieldClaims, &l.claimPart}, {m.AnyRelation, fieldEvidence, &l.evidencePart}} {
		f := part.of.AnyField(part.field)
		if f == nil || f.Scalar != model.Parts {
			return fmt.Errorf("%s has no list of objects %q; statements are kept there", part.of.Name, part.field)
		}
		*part.to = f.Object
		for _, name := range []string{partField, partValue, partRank, partDate, partLocator, partSource} {
			if f.Object.Field(name) == nil {
				return fmt.Errorf("%s has no field %q; a statement needs it", f.Object.Name, name)
			}
		}
	}
	for _, name := range []string{fieldDisputed, fieldDeprecated} {
		if m.AnyRelation.Field(name) == nil || name == fieldDisputed && m.AnyEntity.Field(name) == nil {
			return fmt.Errorf("the field %q is missing of all entities or relations", name)
		}
	}
	l.source, l.rank = l.evidencePart.Field(partSource).Of, l.evidencePart.Field(partRank).Enum
	if l.source == nil || l.source.Kind != model.Entity {
		return fmt.Errorf("%s.%s is not an entity type; every statement has a source", l.evidencePart.Name, partSource)
	}
	if l.rank == nil || l.rank.Position(rankPreferred) < 0 || l.rank.Position(rankNormal) < 0 || l.rank.Position(rankDeprecated) < 0 {
		return fmt.Errorf("%s.%s is not an enum with the words %s, %s and %s", l.evidencePart.Name, partRank, rankPreferred, rankNormal, rankDeprecated)
	}
	return nil
}

// stated are the fields of a type that follow from nothing else; a relation's key is not
// among them.
func stated(t *model.Type) (fields []*model.Field) {
	for _, f := range t.Fields {
		if !slices.Contains(computed, f.Name) && !slices.Contains(t.Key, f) {
			fields = append(fields, f)
		}
	}
	return fields
}

func names[T any](list []T, name func(T) string) []string {
	out := make([]string, 0, len(list))
	for _, item := range list {
		out = append(out, name(item))
	}
	return out
}

func fieldName(f *model.Field) string  { return f.Name }
func typeName(t *model.Type) string    { return t.Name }
func wordName(w model.EnumWord) string { return w.Name }
