package lane

// Callers returns the number of callers that are tracked.
func (l *Lane) Callers() int { return len(l.callers) }

// Callers returns the number of callers that hold something.
func (b *Bytes) Callers() int { return len(b.callers) }
