package memory

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"whojoins/internal/model"
)

// A packed file consists of a header, the sections one after the other, and the contents, which
// are JSON and list the position of each section. All numbers are little-endian. The header:
//
//	offset  bytes
//	0       8     packMagic
//	8       4     packVersion
//	12      4     CRC-32C of the header, with zeros here, and of the contents
//	16      8     offset of the contents
//	24      8     length of the contents in bytes; the file ends with them
//	32      32    SHA-256 of the model, from fingerprint
const (
	packHeader = 64
	// packMagic reveals that a file was transferred as text, as the signature of PNG does: it
	// has a byte that is not ASCII, and both kinds of line ends.
	packMagic = "\x89whoj\r\n\n"
	// packVersion is raised with every incompatible change of the format.
	packVersion = 3
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// contents has the numbers of a file, and the position of each section.
type contents struct {
	Numbers  map[string]uint32  `json:"numbers"`
	Sections map[string]section `json:"sections"`
}

// section is a list of numbers or a text.
type section struct {
	// Type is the Go type of an item, such as uint32; "byte" for a text.
	Type   string `json:"type"`
	Offset int64  `json:"offset"`
	// Count is the number of items.
	Count int64 `json:"count"`
	// Sum is the CRC-32C of the bytes.
	Sum uint32 `json:"crc32c"`
}

// element is the type of an item in a list.
type element interface {
	uint8 | uint16 | uint32 | uint64 | int32 | int64 | float64
}

func typeOf[T element]() string {
	var zero T
	return fmt.Sprintf("%T", zero)
}

func widthOf[T element]() int64 {
	var zero T
	return int64(binary.Size(zero))
}

// fingerprint returns a hash of everything in a model that affects which values are stored and
// how, and of the versions of Unicode that folding uses. Descriptions are not included.
func fingerprint(m *model.Model) [sha256.Size]byte {
	var b strings.Builder
	fmt.Fprintln(&b, unicode.Version, norm.Version, cases.UnicodeVersion)
	for _, e := range m.Enums {
		fmt.Fprint(&b, "enum ", e.Name)
		for _, word := range e.Values {
			fmt.Fprint(&b, " ", word.Name)
		}
		fmt.Fprintln(&b)
	}
	for _, lists := range [][]*model.Type{m.Entities, m.Relations, m.Interfaces, m.Objects} {
		for _, t := range lists {
			writeType(&b, t)
		}
	}
	return sha256.Sum256([]byte(b.String()))
}

func writeType(b *strings.Builder, t *model.Type) {
	fmt.Fprintln(b, "type", t.Name, t.Kind, t.Enum, t.Index, uint64(t.Types), t.Money)
	for _, f := range t.Fields {
		writeField(b, f)
	}
	for _, f := range t.Key {
		fmt.Fprintln(b, "key", f.Name)
	}
	for _, end := range []*model.End{t.From, t.To} {
		if end != nil {
			fmt.Fprintln(b, "end", end.Name, end.Target.Name, end == t.Within)
		}
	}
}

func writeField(b *strings.Builder, f *model.Field) {
	fmt.Fprint(b, "field ", f.Path(), " ", f.Scalar, f.List, f.NonNull, f.Prose, f.Searched, f.Derivation)
	if f.Enum != nil {
		fmt.Fprint(b, " enum ", f.Enum.Name)
	}
	if f.Object != nil {
		fmt.Fprint(b, " object ", f.Object.Name)
	}
	if f.Of != nil {
		fmt.Fprint(b, " of ", f.Of.Name)
	}
	fmt.Fprintln(b)
	for _, leaf := range f.Leaves {
		writeField(b, leaf)
	}
}
