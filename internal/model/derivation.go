package model

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// Derivation is how the value of a field is computed when a dataset is loaded. The schema gives it
// with @derived; no source states such a field. The zero Derivation is that of a stated field.
type Derivation struct {
	As Computation
	// Through is the connection to the entities whose countries count, where an entity has none
	// of its own.
	Through string
	// Complete is the field that is true where a source states that it lists all participants.
	Complete string
	// Register is the scheme of the identifiers that count.
	Register string
	// Measures are the measures of figures that state a number of participants, best first. Of
	// has the type of the participants that each of them counts.
	Measures, Of []string
}

// Computation is a way to compute derived values.
type Computation string

// The computations.
const (
	// DerivedCountries are those of an entity itself or of the entities that it is related to.
	DerivedCountries Computation = "countries"
	// DerivedPhase is whether the day of the dataset is before, within or after the period of an
	// entity: the first, second or third value of an enum.
	DerivedPhase Computation = "phase"
	// DerivedCoverage compares a stated number of participants with those on record.
	DerivedCoverage Computation = "coverage"
	// DerivedIdentifier is the identifier of an entity in one register: the first of several.
	DerivedIdentifier Computation = "identifier"
)

// Derived reports whether the field is computed when a dataset is loaded.
func (f *Field) Derived() bool { return f.Derivation.As != "" }

// HoldsCountries reports whether values of the field are codes of countries.
func (f *Field) HoldsCountries() bool {
	return f.Role == Country || f.Derivation.As == DerivedCountries
}

// WithDerivation returns the first field of the type that is computed in a way, or nil.
func (t *Type) WithDerivation(as Computation) *Field {
	for _, f := range t.AllFields {
		if f.Derivation.As == as {
			return f
		}
	}
	return nil
}

// Identifiers returns the field of the type that lists identifiers with their schemes, or nil.
func (t *Type) Identifiers() *Field {
	for _, f := range t.AllFields {
		if f.Scalar == Parts && f.Object.WithRole(Registered) != nil && f.Object.WithRole(Scheme) != nil {
			return f
		}
	}
	return nil
}

// Identifies reports whether values of the field are identifiers in a register.
func (f *Field) Identifies() bool {
	return f.Role == Registered || f.Derivation.As == DerivedIdentifier
}

func (d Derivation) equal(e Derivation) bool {
	return d.As == e.As && d.Through == e.Through && d.Complete == e.Complete && d.Register == e.Register && slices.Equal(d.Measures, e.Measures) && slices.Equal(d.Of, e.Of)
}

func derivationOf(list ast.DirectiveList) Derivation {
	return Derivation{
		As: Computation(argument(list, "derived", "as")), Through: argument(list, "derived", "through"), Complete: argument(list, "derived", "complete"),
		Register: argument(list, "derived", "register"), Measures: arguments(list, "derived", "measures"), Of: arguments(list, "derived", "of"),
	}
}

// coverageLeaves are the parts of a coverage.
var coverageLeaves = map[string]Scalar{"measure": Text, "stated": Int, "comparator": EnumValue, "recorded": Int, "complete": Boolean, "evidence": Parts}

// derivations checks that derived fields have the types that their values need, and that what
// they are computed from exists.
func (p *reader) derivations(ast.DefinitionList) error {
	for _, f := range slices.Concat(p.m.EntityFields, p.m.RelationFields) {
		d, fits := f.Derivation, false
		switch d.As {
		case "":
			fits = true
		case DerivedPhase:
			fits = f.Scalar == EnumValue && !f.List && !f.NonNull && len(f.Enum.Values) == 3
		case DerivedIdentifier:
			parts := p.m.AnyEntity.Identifiers()
			fits = f.Scalar == Text && !f.List && !f.NonNull && f.Prose && d.Register != "" && parts != nil
		case DerivedCountries:
			fits = f.Scalar == Text && f.List && (d.Through == "" || p.m.AnyEntity.Side(d.Through) != nil)
		case DerivedCoverage:
			complete := p.m.AnyEntity.AnyField(d.Complete)
			fits = f.Scalar == Embedded && !f.NonNull && len(f.Leaves) == len(coverageLeaves) && len(d.Measures) == len(d.Of) &&
				complete != nil && complete.Scalar == Boolean && p.m.Participation != nil && p.m.Participation.To.Target.Types == f.Types
			for _, leaf := range f.Leaves {
				fits = fits && leaf.Scalar == coverageLeaves[leaf.Name]
			}
			for _, name := range d.Of {
				fits = fits && p.m.types[name] != nil
			}
		}
		if !fits {
			return at(nil, "%s: @derived(as: %q) does not fit the field, or is no computation", f.Name, d.As)
		}
	}
	return nil
}
