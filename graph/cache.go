package graph

import (
	"hash/maphash"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Bounds of the caches, so that no caller can exhaust the memory: a parsed document takes
// about twenty times as many bytes as its text.
const (
	cachedRequests     = 512
	cachedRequestBytes = 8 << 10
)

// Cache maps the bytes of a request, such as the body of an HTTP request, and the limits and
// rights of the caller to the prepared request. Dashboards send the same requests all day. A
// Cache belongs to one Engine, is bounded, and is safe for concurrent use.
type Cache struct {
	entries *lru.Cache[uint64, *entry]
	seed    maphash.Seed
}

// entry is a prepared request with its full key, since hashes can collide.
type entry struct {
	sent     string
	prepared *Prepared
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{entries: newLRU[uint64, *entry](cachedRequests), seed: maphash.MakeSeed()}
}

// Get returns the request that was prepared from the same bytes for the same limits and
// rights, or nil.
func (c *Cache) Get(sent []byte, caller Caller) *Prepared {
	scope := caller.scope()
	if e, ok := c.entries.Get(c.key(sent, &scope)); ok && e.sent == string(sent) && e.prepared.scope == scope {
		return e.prepared
	}
	return nil
}

// Add caches a prepared request, unless it was prepared from too many bytes.
func (c *Cache) Add(sent []byte, p *Prepared) {
	if len(sent) <= cachedRequestBytes {
		c.entries.Add(c.key(sent, &p.scope), &entry{string(sent), p})
	}
}

func (c *Cache) key(sent []byte, s *scope) uint64 {
	key := maphash.Bytes(c.seed, sent)
	if *s != (scope{}) {
		key ^= maphash.Comparable(c.seed, *s)
	}
	return key
}

// newLRU returns an empty cache. It panics if size is not above zero, the only condition of
// lru.New.
func newLRU[K comparable, V any](size int) *lru.Cache[K, V] {
	c, err := lru.New[K, V](size)
	if err != nil {
		panic(err)
	}
	return c
}
