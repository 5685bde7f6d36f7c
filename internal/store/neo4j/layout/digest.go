package layout

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"
)

// digestBytes is the length of a digest, which is never compared with one of another object.
const digestBytes = 12

// setDigest sets the digest of an object among its properties, from all that is stored of it.
func (e *Encoder) setDigest(properties map[string]any, stored []any) (err error) {
	if e.digested, err = appendStored(e.digested[:0], stored); err != nil {
		return err
	}
	sum := sha256.Sum256(e.digested)
	properties[DigestProperty] = base64.RawURLEncoding.EncodeToString(sum[:digestBytes])
	return nil
}

// appendStored appends a value that is stored. Each begins with its kind, and texts and lists have
// their length, so that different values never have the same bytes.
func appendStored(b []byte, v any) (_ []byte, err error) {
	switch v := v.(type) {
	case nil:
		return append(b, 'n'), nil
	case string:
		return appendText(b, v), nil
	case bool:
		if v {
			return append(b, '1'), nil
		}
		return append(b, '0'), nil
	case int:
		return binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v)), nil //nolint:gosec // any bits will do
	case int64:
		return binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v)), nil //nolint:gosec // any bits will do
	case float64:
		return binary.BigEndian.AppendUint64(append(b, 'f'), math.Float64bits(v)), nil
	case dbtype.Date:
		return binary.BigEndian.AppendUint64(append(b, 'd'), uint64(Days(v))), nil //nolint:gosec // any bits will do
	case []string:
		b = binary.AppendUvarint(append(b, 'l'), uint64(len(v)))
		for _, text := range v {
			b = appendText(b, text)
		}
		return b, nil
	case []any:
		b = binary.AppendUvarint(append(b, 'l'), uint64(len(v)))
		for _, item := range v {
			if b, err = appendStored(b, item); err != nil {
				return nil, err
			}
		}
		return b, nil
	case map[string]any:
		b = binary.AppendUvarint(append(b, 'm'), uint64(len(v)))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if b, err = appendStored(appendText(b, name), v[name]); err != nil {
				return nil, err
			}
		}
		return b, nil
	}
	return nil, fmt.Errorf("a value of type %T cannot be stored", v)
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(append(b, 't'), uint64(len(text))), text...)
}

// DigestOf returns the digest in a row of Encoder.EntityRow or Encoder.RelationRow.
func DigestOf(row []any) string {
	for _, part := range row {
		if p, ok := part.(map[string]any); ok {
			digest, _ := p[DigestProperty].(string)
			return digest
		}
	}
	return ""
}
