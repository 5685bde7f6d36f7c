package store

import "whojoins/internal/model"

// The names of the fields that show whether a source still states an object.
const (
	fieldClaims     = "claims"
	fieldRank       = "rank"
	fieldDeprecated = "deprecated"
)

// Deprecated returns the ids of the entities of a graph that no source states any longer: those
// whose claims are all deprecated, and that are at no end of a current relation. Like deprecated
// relations they are kept, but left out of lists, counts and searches. An entity without claims is
// not deprecated. Stores compute the same from what they hold, so that no field states it.
func Deprecated(g *Graph) map[string]bool {
	ids := map[string]bool{}
	for _, o := range g.Entities {
		if onlyDeprecatedClaims(o) {
			ids[o.ID] = true
		}
	}
	if len(ids) == 0 {
		return ids
	}
	deprecated := g.Model.AnyRelation.Field(fieldDeprecated)
	for _, r := range g.Relations {
		if r.Value(deprecated).Int == 0 {
			delete(ids, r.From)
			delete(ids, r.To)
		}
	}
	return ids
}

func onlyDeprecatedClaims(o *Object) bool {
	rank, last := ClaimRank(o.Type)
	if rank == nil {
		return false
	}
	claims := o.Objects(o.Type.Field(fieldClaims))
	for _, c := range claims {
		if c.Value(rank).Text != last {
			return false
		}
	}
	return len(claims) > 0
}

// ClaimRank returns the field of claims with their rank, and the word for deprecated claims, the
// last of its enum; nil if entities have no claims with ranks.
func ClaimRank(t *model.Type) (rank *model.Field, deprecated string) {
	claims := t.Field(fieldClaims)
	if claims == nil || claims.Object == nil {
		return nil, ""
	}
	rank = claims.Object.Field(fieldRank)
	if rank == nil || rank.Enum == nil || len(rank.Enum.Values) == 0 {
		return nil, ""
	}
	return rank, rank.Enum.Values[len(rank.Enum.Values)-1].Name
}
