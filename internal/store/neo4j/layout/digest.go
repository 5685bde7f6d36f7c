package layout

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// digestBytes is the length of a digest, which is never compared with one of another object.
const digestBytes = 12

// setDigest sets the digest of an object among its properties, from all that is stored of it.
func setDigest(properties map[string]any, stored []any) error {
	text, err := json.Marshal(stored) // the keys of maps are sorted
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	properties[DigestProperty] = base64.RawURLEncoding.EncodeToString(sum[:digestBytes])
	return nil
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
