package memory

import "whojoins/internal/store"

// deprecatedEntities returns the entities that no source states any longer, as store.Deprecated
// describes them, or nil if there are none.
func (s *snapshot) deprecatedEntities() (set bits) {
	rank, deprecated := store.ClaimRank(s.model.AnyEntity)
	claims := s.entities.parts[s.model.AnyEntity.Field("claims")]
	if rank == nil || claims == nil {
		return nil
	}
	ranks := claims.table.columns[rank]
	for e := range uint32(s.entities.rows) {
		at, end := window(claims.ends, e)
		if at == end || s.with != nil && s.with[e] != 0 {
			continue
		}
		for at < end && ranks.value(at).Text == deprecated {
			at++
		}
		if at < end {
			continue
		}
		if set == nil {
			set = newBits(s.entities.rows)
		}
		set.add(e)
	}
	return set
}
