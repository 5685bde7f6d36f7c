package graphql

import (
	"encoding/json"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"whojoins/graph"
	"whojoins/internal/http/manifest"
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

// These have exactly the messages by which clients recognise them, without a hint: urql knows no
// other sign. After the first a client sends the document with its hash, after the second the
// document alone, from then on.
var (
	errNotPersisted = plan.Errorf(plan.NotPersisted, "", "PersistedQueryNotFound")
	errNotSupported = plan.Errorf(plan.NotSupported, "", "PersistedQueryNotSupported")
)

// unknownDocument is the error of a documentId that the manifest does not have.
var unknownDocument = plan.Errorf(plan.NotPersisted, `send the text of the document as "query", or ask the operator of the service to list it with --documents`, "no document in the manifest has this documentId")

// complete reads the documentId and the extensions of a request. If they name a document,
// complete adds it, or checks that the hash is that of the document that was sent with it. Then it
// checks whether the caller may send the document.
func (h *Handler) complete(q *received) error {
	hash, err := persistedHash(q.extensions)
	switch {
	case err != nil:
		return err
	case q.documentID != nil:
		return h.identify(q, hash)
	case hash == "":
	case q.Query == "":
		return h.recall(q, hash)
	case manifest.Hash(q.Query) != hash:
		return plan.Errorf(plan.BadUserInput, "send the SHA-256 hash of exactly the text in \"query\"", "\"sha256Hash\" is not the hash of the document")
	default:
		q.hash = hash
	}
	return h.config.Documents.Check(q.Query)
}

// identify adds the document that a request names by documentId.
func (h *Handler) identify(q *received, persisted string) error {
	if q.Query != "" || persisted != "" {
		return plan.Errorf(plan.BadUserInput, `send "documentId", or "query", or "persistedQuery" in "extensions"`, "the request names its document in several ways")
	}
	hash, err := manifest.HashOf(*q.documentID)
	if err != nil {
		return err
	}
	if q.Query = h.config.Documents.Text(hash); q.Query == "" {
		return unknownDocument
	}
	return nil
}

// recall adds the document with a hash: one of the manifest, or one that was sent with its hash.
func (h *Handler) recall(q *received, hash string) error {
	if q.Query = h.config.Documents.Text(hash); q.Query != "" {
		return nil
	}
	if h.config.Documents.Only() {
		return errNotSupported
	}
	if q.Query = h.persisted.get(hash); q.Query == "" {
		return errNotPersisted
	}
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
	} else if json.Unmarshal(raw, &persisted) != nil || persisted.Version != 1 || !manifest.IsHash(persisted.Hash) {
		return "", plan.Errorf(plan.BadUserInput, `send {"version": 1, "sha256Hash": "…"}, with 64 hexadecimal digits in lower case`, "\"persistedQuery\" is not a SHA-256 hash of version 1")
	}
	return persisted.Hash, nil
}
