package model

// End is one of the two ends of a relation type.
type End struct {
	Relation    *Type
	Name        string
	Description string
	// First reports whether the relation starts from this end.
	First bool
	// Target is the type of the entities at this end: an entity type or an interface.
	Target *Type
	// Side is the relation as the entity at this end sees it.
	Side *Side
	// Facet is the name as an enum value: PARTICIPANT.
	Facet string
}

// Ends returns both ends of a relation type, the first one first; nil for other types.
func (t *Type) Ends() []*End {
	if t.Kind != Relation {
		return nil
	}
	return []*End{t.From, t.To}
}

// Other returns the opposite end.
func (e *End) Other() *End {
	if e.First {
		return e.Relation.To
	}
	return e.Relation.From
}

// Side is a relation type seen from one of its ends: a connection of entities.
type Side struct {
	Name        string
	Description string
	Relation    *Type
	// Near is the end of the entity that has the connection.
	Near *End
	// Far is the opposite end.
	Far *End
	// Term is the schema.org property that leads from the near end to the far one, or
	// empty. With Reversed it leads from the far end to the near one instead.
	Term     string
	Reversed bool
}

// TermOf returns the schema.org property of a relation whose enum values include these
// words: Term, unless one of the words has a property of its own.
func (s *Side) TermOf(words func(*Field) string) string {
	for _, f := range s.Relation.Fields {
		if f.Enum == nil || f.List {
			continue
		}
		if at := f.Enum.Position(words(f)); at >= 0 && f.Enum.Values[at].Term != "" {
			return f.Enum.Values[at].Term
		}
	}
	return s.Term
}
