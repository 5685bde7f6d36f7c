// Package manifest holds the persisted documents of a service: GraphQL documents that callers
// name by an id instead of sending their text. Some ship with the program; the operator provides
// others in a file, and may allow no document besides them.
package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"
	"sync/atomic"

	"whojoins/internal/plan"
)

// IDPrefix begins the id of a document, which continues with the SHA-256 hash of its text in 64
// hexadecimal digits.
const IDPrefix = "sha256:"

// maxBytes is the largest size of a file.
const maxBytes = 32 << 20

// Config configures a Manifest.
type Config struct {
	// File is the path of the operator's file; empty for none.
	File string
	// Only reports whether callers may send no other documents.
	Only bool
	// Shipped are the texts of the documents that ship with the program.
	Shipped []string
}

// Manifest is a set of documents. It is safe for concurrent use. A nil Manifest has no document,
// and allows all.
type Manifest struct {
	config  Config
	shipped map[string]string
	// texts has the text of each document by its hash.
	texts atomic.Pointer[map[string]string]
}

// Open returns a manifest with the documents of a file, if there is one, and the shipped ones.
func Open(c Config) (*Manifest, error) {
	m := &Manifest{config: c, shipped: map[string]string{}}
	for _, text := range c.Shipped {
		m.shipped[Hash(text)] = text
	}
	_, err := m.Reload()
	return m, err
}

// Reload reads the file again, and returns the number of documents in it. If the file has a
// fault, nothing changes.
func (m *Manifest) Reload() (int, error) {
	read := map[string]string{}
	if m.config.File != "" {
		var err error
		if read, err = readFile(m.config.File); err != nil {
			return 0, err
		}
	}
	n := len(read)
	maps.Copy(read, m.shipped)
	m.texts.Store(&read)
	return n, nil
}

// Text returns the text of the document with a hash, or "".
func (m *Manifest) Text(hash string) string {
	if m == nil {
		return ""
	}
	return (*m.texts.Load())[hash]
}

// Only reports whether callers may send no documents but those of the manifest.
func (m *Manifest) Only() bool { return m != nil && m.config.Only }

// Check returns an error if callers may not send a document.
func (m *Manifest) Check(text string) error {
	if !m.Only() || text == "" || m.Text(Hash(text)) != "" {
		return nil
	}
	return plan.Errorf(plan.BadUserInput, "send the documentId or exactly the text of a listed document, or ask the operator of the service to list this one with --documents",
		"this service answers only the documents in its manifest, and this document is not one of them")
}

// Hash returns the SHA-256 hash of a text in hexadecimal digits.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// IsHash reports whether a text is a SHA-256 hash in lower case.
func IsHash(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == sha256.Size && hex.EncodeToString(sum) == text
}

// HashOf returns the hash in the id of a document.
func HashOf(id string) (hash string, err error) {
	hash, prefixed := strings.CutPrefix(id, IDPrefix)
	if !prefixed || !IsHash(hash) {
		return "", plan.Errorf(plan.BadUserInput, `send "`+IDPrefix+`" and the SHA-256 hash of the document, in 64 hexadecimal digits in lower case`, `"documentId" is not the id of a document`)
	}
	return hash, nil
}

// readFile returns the documents of a file by their hashes.
func readFile(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the manifest of documents: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the manifest of documents: %w", err)
	}
	if len(text) > maxBytes {
		return nil, fmt.Errorf("%s has more than %d bytes", path, maxBytes)
	}
	read, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return read, nil
}
