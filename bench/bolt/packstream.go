package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// errCut is returned for a message that ends before its last value does.
var errCut = errors.New("a message ends within a value")

// structure is a PackStream structure: a tag, which gives its type, and fields.
type structure struct {
	tag    byte
	fields []any
}

// unpacker decodes PackStream, the encoding of Bolt's messages: numbers are big-endian, and
// the marker of a short value includes its size.
// https://neo4j.com/docs/bolt/current/packstream/
type unpacker struct {
	data []byte
	err  error
}

// take returns the next n bytes.
func (u *unpacker) take(n int) []byte {
	if n < 0 || n > len(u.data) {
		u.err, u.data = errCut, nil
		return make([]byte, min(max(n, 0), 8))
	}
	taken := u.data[:n]
	u.data = u.data[n:]
	return taken
}

// size reads a length of 1, 2 or 4 bytes.
func (u *unpacker) size(bytes int) int {
	var n uint64
	for _, b := range u.take(bytes) {
		n = n<<8 | uint64(b)
	}
	return int(n)
}

// value reads the next value: nil, bool, int64, float64, string, []byte, []any,
// map[string]any, the driver's type for a day, or a structure.
func (u *unpacker) value() any {
	if u.err != nil {
		return nil
	}
	marker := u.take(1)[0]
	low := int(marker & 0x0f)
	switch marker & 0xf0 {
	case 0x80:
		return string(u.take(low))
	case 0x90:
		return u.list(low)
	case 0xa0:
		return u.dictionary(low)
	case 0xb0:
		return u.structure(low)
	case 0xc0, 0xd0:
		return u.long(marker)
	}
	return int64(int8(marker)) // the other markers are the numbers from -16 to 127
}

// long reads a value whose marker does not include its size.
func (u *unpacker) long(marker byte) any {
	switch marker {
	case 0xc0:
		return nil
	case 0xc1:
		return math.Float64frombits(binary.BigEndian.Uint64(u.take(8)))
	case 0xc2, 0xc3:
		return marker == 0xc3
	case 0xc8:
		return int64(int8(u.take(1)[0]))
	case 0xc9:
		return int64(int16(binary.BigEndian.Uint16(u.take(2))))
	case 0xca:
		return int64(int32(binary.BigEndian.Uint32(u.take(4))))
	case 0xcb:
		return int64(binary.BigEndian.Uint64(u.take(8)))
	case 0xcc, 0xcd, 0xce:
		return append([]byte{}, u.take(u.size(1<<(marker-0xcc)))...)
	case 0xd0, 0xd1, 0xd2:
		return string(u.take(u.size(1 << (marker - 0xd0))))
	case 0xd4, 0xd5, 0xd6:
		return u.list(u.size(1 << (marker - 0xd4)))
	case 0xd8, 0xd9, 0xda:
		return u.dictionary(u.size(1 << (marker - 0xd8)))
	}
	u.err = fmt.Errorf("%#x is not the marker of a value", marker)
	return nil
}

func (u *unpacker) list(n int) []any {
	list := []any{}
	for range n {
		if list = append(list, u.value()); u.err != nil {
			break
		}
	}
	return list
}

func (u *unpacker) dictionary(n int) map[string]any {
	m := map[string]any{}
	for range n {
		key, _ := u.value().(string)
		if m[key] = u.value(); u.err != nil {
			break
		}
	}
	return m
}

func (u *unpacker) structure(n int) any {
	s := structure{tag: u.take(1)[0], fields: u.list(n)}
	if s.tag == 'D' && len(s.fields) == 1 {
		days, _ := s.fields[0].(int64)
		return dbtype.Date(time.Unix(days*86400, 0).UTC())
	}
	return s
}
