package callers

// Tracked returns the number of addresses that are tracked.
func (s *Callers) Tracked() int { return s.addresses.Len() }
