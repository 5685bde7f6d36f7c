package graphql

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// Automatic persisted queries: a client sends the SHA-256 hash of a document instead of the
// document, and sends both once when the service does not know the hash. The protocol is
// Apollo's:
// https://www.apollographql.com/docs/apollo-server/performance/apq

// Bounds of the documents that are kept. A document is kept once a request with it was
// prepared, so each of them also satisfies the limits of a document.
const (
	keptDocuments     = 1000
	keptDocumentBytes = 8 << 20
)

// documents has the documents that were sent with their hash, the most recently used ones. It is
// safe for concurrent use.
type documents struct {
	mu      sync.Mutex
	entries *simplelru.LRU[string, string]
	bytes   int
}

func newDocuments() *documents {
	d := &documents{}
	entries, err := simplelru.NewLRU(keptDocuments, func(_, text string) { d.bytes -= len(text) })
	if err != nil {
		panic(err) // only for a size below one
	}
	d.entries = entries
	return d
}

// get returns the document with a hash, or "".
func (d *documents) get(hash string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	text, _ := d.entries.Get(hash)
	return text
}

// add keeps a document under its hash, and drops those that were not used for longest.
func (d *documents) add(hash, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.entries.Contains(hash) {
		return
	}
	d.bytes += len(text)
	d.entries.Add(hash, text)
	for d.bytes > keptDocumentBytes {
		d.entries.RemoveOldest()
	}
}

// errNotPersisted has exactly the message by which clients recognise it, without a hint: urql
// knows no other sign.
var errNotPersisted = plan.Errorf(plan.NotPersisted, "", "PersistedQueryNotFound")

// complete reads the extensions of a request. If they name a document by its hash, complete
// adds the document, or checks that the hash is that of the document that was sent with it.
func (d *documents) complete(q *received) error {
	hash, err := persistedHash(q.extensions)
	switch {
	case err != nil || hash == "":
		return err
	case q.Query == "":
		if q.Query = d.get(hash); q.Query == "" {
			return errNotPersisted
		}
		return nil
	}
	if sum := sha256.Sum256([]byte(q.Query)); hex.EncodeToString(sum[:]) != hash {
		return plan.Errorf(plan.BadUserInput, "send the SHA-256 hash of exactly the text in \"query\"", "\"sha256Hash\" is not the hash of the document")
	}
	q.hash = hash
	return nil
}

// persistedHash returns the hash that the extensions of a request have, or "".
func persistedHash(extensions json.RawMessage) (string, error) {
	if err := graph.CheckObject("extensions", extensions); err != nil || len(extensions) == 0 {
		return "", err
	}
	var known map[string]json.RawMessage
	if json.Unmarshal(extensions, &known) != nil {
		return "", plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"extensions\" is not JSON")
	}
	var persisted *struct {
		Version int
		Hash    string `json:"sha256Hash"`
	}
	if raw := known["persistedQuery"]; raw == nil || string(raw) == "null" {
		return "", nil
	} else if json.Unmarshal(raw, &persisted) != nil || persisted.Version != 1 || !isHash(persisted.Hash) {
		return "", plan.Errorf(plan.BadUserInput, `send {"version": 1, "sha256Hash": "…"}, with 64 hexadecimal digits in lower case`, "\"persistedQuery\" is not a SHA-256 hash of version 1")
	}
	return persisted.Hash, nil
}

// isHash reports whether a text is a SHA-256 hash in lower case.
func isHash(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == sha256.Size && hex.EncodeToString(sum) == text
}
