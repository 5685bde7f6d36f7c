package build

import (
	"slices"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// rewriter rewrites the statements of an import.
type rewriter struct {
	*plan
	imp *Import
	// before is the last subject, after what became of it: nil if it is left out.
	before, after *statement.Subject
	target        *target
	record        string
}

// rewritten returns the statements of an import with the ids of the entities. Subjects that are
// left out have none.
func (p *plan) rewritten(imp *Import) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		w := &rewriter{plan: p, imp: imp}
		statements := imp.Statements
		if imp.Counting != nil {
			statements = imp.Counting(p.stated)
		}
		for st, err := range statements {
			p.imported[st.Place.File] = true
			if st.Subject == nil || err != nil {
				if !yield(st, err) {
					return
				}
				continue
			}
			if st.Subject != w.before {
				w.begin(st.Subject)
			}
			if w.after == nil || p.skip[st.Subject.Place] || p.skip[st.Place] {
				continue
			}
			st.Subject = w.after
			if w.statement(&st) && !yield(st, nil) {
				return
			}
		}
	}
}

// begin decides what becomes of a subject.
func (w *rewriter) begin(s *statement.Subject) {
	w.before, w.after, w.target, w.record = s, nil, nil, s.ID
	t := w.schema.Type(s.Type)
	switch {
	case t == nil || t == w.schema.Source:
		w.after = s // the merge reports an unknown type
	case t.Kind == model.Relation:
		w.after = w.relation(t, s)
	default:
		w.target = w.targets[w.current(s.ID)]
		if w.target == nil || w.target.dropped || w.target.silent[s.ID] {
			return
		}
		after := *s
		after.ID, after.Type = w.target.id, w.target.kind.Name
		w.after = &after
	}
}

// relation returns a relation between entities, or nil if one of them is left out, if both are the
// same, or if the type that an entity has elsewhere cannot be at that end.
func (w *rewriter) relation(t *model.Type, s *statement.Subject) *statement.Subject {
	after := *s
	after.Key = slices.Clone(s.Key)
	var ends []*target
	for i, p := range after.Key {
		end := t.End(p.Name)
		if end == nil || statement.IsIdentifier(p.Text) {
			continue
		}
		to := w.targets[w.current(p.Text)]
		if to == nil || to.dropped || !slices.Contains(end.Target.Members, to.kind) {
			return nil
		}
		after.Key[i].Text, ends = to.id, append(ends, to)
	}
	if len(ends) == 2 && ends[0] == ends[1] {
		return nil
	}
	return &after
}

// statement rewrites a statement. It reports false if the statement is left out.
func (w *rewriter) statement(st *statement.Statement) bool {
	if w.target == nil || st.Field == "" {
		return true
	}
	f := w.schema.Field(w.target.kind, st.Field)
	switch {
	case f == nil:
		return w.schema.Field(w.schema.Type(w.before.Type), st.Field) == nil // else the entity's type has no such field
	case f.Name == fieldName && w.target.name != [2]string{w.record, w.imp.Name}:
		st.Field, st.Value = fieldAliases, statement.Parts(fieldName, st.Value.Text)
	case f.Name == fieldIdentifiers:
		return w.identifier(st, f)
	case f.Scalar == model.Text && !f.List && f.Name != fieldName && st.Rank != statement.Deprecated:
		if first := w.target.text(f.Name); first != "" && model.Fold(first) == model.Fold(st.Value.Text) {
			st.Value.Text = first // the same in capitals is no contradiction
		}
	}
	return true
}

// identifier rewrites an identifier. A placeholder is none; one that another entity has is kept as
// deprecated, since it leads to one of them.
func (w *rewriter) identifier(st *statement.Statement, f *model.Field) bool {
	id, ok := identifierOf(&st.Value, f.Object)
	if !ok {
		return false
	}
	if owner := w.owners[id]; owner != nil && owner != w.target {
		st.Rank = statement.Deprecated
	}
	return true
}
