// Package callers tells apart the parties that send requests: by key, or else by address. A
// keys file gives callers names, budgets and rights.
package callers

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Caller is a party that sends requests.
type Caller struct {
	// ID tells callers apart. It contains no key.
	ID string
	// Name is the name in the keys file; empty for a caller without a key.
	Name string
	// Budget is what the caller may spend; nil for no bound.
	Budget *Budget
	// Explain allows the caller to see plans and database statements.
	Explain bool
}

// maxTracked is the number of addresses whose budgets are remembered. The address that was
// seen longest ago is forgotten first.
const maxTracked = 10_000

// Config configures Callers.
type Config struct {
	// Keys is the path of the keys file; empty for none.
	Keys string
	// Proxies are the networks or addresses of proxies whose X-Forwarded-For is believed.
	Proxies []string
}

// Callers are the callers of a service. It is safe for concurrent use.
type Callers struct {
	path    string
	proxies []netip.Prefix

	mu   sync.RWMutex
	keys *keys
	// addresses has the callers without a key.
	addresses *lru.Cache[netip.Prefix, *Caller]
}

// Open reads the keys file, if there is one.
func Open(c Config) (*Callers, error) {
	proxies, err := parseProxies(c.Proxies)
	if err != nil {
		return nil, err
	}
	addresses, err := lru.New[netip.Prefix, *Caller](maxTracked)
	if err != nil {
		return nil, err
	}
	s := &Callers{path: c.Keys, proxies: proxies, keys: &keys{}, addresses: addresses}
	if c.Keys == "" {
		return s, nil
	}
	_, err = s.Reload()
	return s, err
}

// Reload reads the keys file again, and returns the number of its keys. If the file has a
// fault, nothing changes. A caller whose entry is the same keeps what is left of its budget.
func (s *Callers) Reload() (int, error) {
	read, err := readKeys(s.path)
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	read.inherit(s.keys)
	if read.anonymous != s.keys.anonymous {
		s.addresses.Purge()
	}
	s.keys = read
	return len(read.list), nil
}

// ErrKey is the error of a request with a key that is not in the keys file.
var ErrKey = errors.New("the key in Authorization is unknown")

// bearer begins the value of the header Authorization; it ignores case.
const bearer = "Bearer "

// Of returns the caller of a request. Without a keys file no key is looked at: other programs
// before the service may use the header.
func (s *Callers) Of(r *http.Request) (*Caller, error) {
	s.mu.RLock()
	known := s.keys
	s.mu.RUnlock()
	if sent := r.Header["Authorization"]; s.path != "" && len(sent) > 0 {
		if len(sent[0]) >= len(bearer) && strings.EqualFold(sent[0][:len(bearer)], bearer) {
			if c := known.find(strings.TrimSpace(sent[0][len(bearer):])); c != nil && len(sent) == 1 {
				return c, nil
			}
			return nil, ErrKey
		}
	}
	from := network(s.address(r))
	if c, ok := s.addresses.Get(from); ok {
		return c, nil
	}
	c := &Caller{ID: from.String()}
	if known.anonymous > 0 {
		c.Budget = NewBudget(known.anonymous)
	}
	// Another request of the same caller may have been faster.
	if earlier, ok, _ := s.addresses.PeekOrAdd(from, c); ok {
		return earlier, nil
	}
	return c, nil
}

type callerKey struct{}

// With returns a context that carries the caller of a request.
func With(ctx context.Context, c *Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// nobody is the caller of a request that was not identified.
var nobody = &Caller{}

// From returns the caller that a context carries, or one without a name and a budget.
func From(ctx context.Context) *Caller {
	if c, ok := ctx.Value(callerKey{}).(*Caller); ok {
		return c
	}
	return nobody
}
