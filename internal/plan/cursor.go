package plan

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"math"
	"slices"
	"unicode/utf8"

	"whojoins/internal/model"
)

// A keyset cursor holds the sort key of a row and its id, so that it remains a position in
// the list after the row is gone. Its bytes are a version, a fingerprint of the order, and
// the values, each with a tag; its text is base64url.

const cursorVersion = 1

const (
	tagNull = iota
	tagText
	tagInt
	tagFloat
)

var (
	errNoCursor    = errors.New("this is not a cursor of this service")
	errOtherCursor = errors.New("the cursor is from a list with another order")
)

// AppendCursor appends the keyset cursor of a row: ASCII that needs no escape in JSON.
// values are the row's key; there are Order.Width of them.
func (o Order) AppendCursor(dst []byte, values []model.Value) []byte {
	return appendCursor(dst, o.fingerprint(), values)
}

// ParseCursor reads a cursor of this order.
func (o Order) ParseCursor(text string) ([]model.Value, error) {
	return parseCursor(text, o.fingerprint(), o.kinds())
}

// Keyset is the order of a list in the answer to a graph query.
type Keyset struct {
	// Name distinguishes it from all others.
	Name string
	// Kinds are the kinds of the values of a key; an id follows the last.
	Kinds []model.Scalar
}

// AppendCursor appends the cursor of a position in the list, as Order.AppendCursor does.
func (k Keyset) AppendCursor(dst []byte, values []model.Value) []byte {
	return appendCursor(dst, k.fingerprint(), values)
}

// ParseCursor reads a cursor of this order.
func (k Keyset) ParseCursor(text string) ([]model.Value, error) {
	return parseCursor(text, k.fingerprint(), append(slices.Clone(k.Kinds), model.ID))
}

// fingerprint distinguishes keysets from each other and, by its first byte, from orders.
func (k Keyset) fingerprint() uint32 {
	h := fnv.New32a()
	h.Write([]byte("\x00" + k.Name))
	return h.Sum32()
}

func appendCursor(dst []byte, fingerprint uint32, values []model.Value) []byte {
	var stack [192]byte
	b := append(stack[:0], cursorVersion)
	b = binary.BigEndian.AppendUint32(b, fingerprint)
	for _, v := range values {
		switch v.Kind {
		case 0:
			b = append(b, tagNull)
		case model.Int, model.Boolean, model.Cents:
			b = binary.AppendVarint(append(b, tagInt), v.Int)
		case model.Float:
			b = binary.BigEndian.AppendUint64(append(b, tagFloat), math.Float64bits(v.Float))
		default:
			b = binary.AppendUvarint(append(b, tagText), uint64(len(v.Text)))
			b = append(b, v.Text...)
		}
	}
	return base64.RawURLEncoding.AppendEncode(dst, b)
}

func parseCursor(text string, fingerprint uint32, kinds []model.Scalar) ([]model.Value, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) < 5 || b[0] != cursorVersion {
		return nil, errNoCursor
	}
	if binary.BigEndian.Uint32(b[1:]) != fingerprint {
		return nil, errOtherCursor
	}
	b = b[5:]
	values := make([]model.Value, 0, len(kinds))
	for _, kind := range kinds {
		v, rest, ok := parseValue(b, kind)
		if !ok {
			return nil, errNoCursor
		}
		values, b = append(values, v), rest
	}
	if len(b) > 0 || values[len(values)-1].Null() {
		return nil, errNoCursor
	}
	return values, nil
}

// kinds returns the kinds of the values of a key, in their order.
func (o Order) kinds() []model.Scalar {
	kinds := make([]model.Scalar, 0, o.Width())
	for _, k := range o {
		switch {
		case k.CountOf != nil:
			kinds = append(kinds, model.Int)
		case k.Width() == 2:
			kinds = append(kinds, model.Text, model.Cents)
		default:
			kinds = append(kinds, k.Field.Scalar)
		}
	}
	return append(kinds, model.ID)
}

func parseValue(b []byte, kind model.Scalar) (v model.Value, rest []byte, ok bool) {
	if len(b) == 0 {
		return v, nil, false
	}
	tag, b := b[0], b[1:]
	v.Kind = kind
	switch {
	case tag == tagNull:
		return model.Value{}, b, true
	case tag == tagInt && (kind == model.Int || kind == model.Boolean || kind == model.Cents):
		n := 0
		v.Int, n = binary.Varint(b)
		return v, b[max(n, 0):], n > 0
	case tag == tagFloat && kind == model.Float && len(b) >= 8:
		v.Float = math.Float64frombits(binary.BigEndian.Uint64(b))
		return v, b[8:], !math.IsNaN(v.Float)
	case tag == tagText && kind != model.Int && kind != model.Boolean && kind != model.Cents && kind != model.Float:
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return v, nil, false
		}
		v.Text = string(b[n : n+int(size)])
		if kind == model.Date {
			if _, _, err := model.ParseDate(v.Text); err != nil {
				return v, nil, false
			}
		}
		return v, b[n+int(size):], utf8.ValidString(v.Text)
	}
	return v, nil, false
}

// fingerprint distinguishes one order from another.
func (o Order) fingerprint() uint32 {
	h := fnv.New32a()
	for _, k := range o {
		h.Write([]byte(k.String()))
		h.Write([]byte{0})
	}
	return h.Sum32()
}
