package callers_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"whojoins/internal/http/callers"
)

// request returns a request from an address; more are pairs of header names and values.
func request(from string, more ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = from
	for i := 0; i < len(more); i += 2 {
		r.Header.Add(more[i], more[i+1])
	}
	return r
}

// open opens a keys file with a text; empty for none.
func open(t *testing.T, text string, proxies ...string) (*callers.Callers, string) {
	t.Helper()
	c := callers.Config{Proxies: proxies}
	if text != "" {
		c.Keys = filepath.Join(t.TempDir(), "keys.yaml")
		write(t, c.Keys, text)
	}
	s, err := callers.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	return s, c.Keys
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func of(t *testing.T, s *callers.Callers, r *http.Request) *callers.Caller {
	t.Helper()
	c, err := s.Of(r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestAddresses checks who is the caller of a request without a key.
func TestAddresses(t *testing.T) {
	const forwarded = "X-Forwarded-For"
	for _, c := range []struct {
		from   string
		header []string
		want   string
		reason string
	}{
		{"192.0.2.7:1234", nil, "192.0.2.7/32", "an address of IPv4 is a caller"},
		{"[2001:db8:1:2:3:4:5:6]:1234", nil, "2001:db8:1:2::/64", "in IPv6, a network of 64 bits is"},
		{"[::ffff:192.0.2.7]:1234", nil, "192.0.2.7/32", "IPv4 in IPv6 is IPv4"},
		{"[fe80::1%eth0]:1234", nil, "fe80::/64", "the zone is the service's own"},
		{"@", nil, "invalid Prefix", "anything else is one caller"},
		{"192.0.2.7:1234", []string{forwarded, "198.51.100.1"}, "192.0.2.7/32", "who is no proxy is not believed"},
		{"10.0.0.1:1234", []string{forwarded, "198.51.100.1"}, "198.51.100.1/32", "a proxy is"},
		{"[::ffff:10.0.0.1]:1234", []string{forwarded, "198.51.100.1"}, "198.51.100.1/32", "in either form"},
		{"10.0.0.1:1234", []string{forwarded, "203.0.113.9, 198.51.100.1"}, "198.51.100.1/32", "the caller wrote what precedes the last proxy's"},
		{"10.0.0.1:1234", []string{forwarded, "203.0.113.9, 198.51.100.1, 10.9.9.9, fd00::1"}, "198.51.100.1/32", "proxies are passed over"},
		{"10.0.0.1:1234", []string{forwarded, "203.0.113.9", forwarded, "198.51.100.1"}, "198.51.100.1/32", "the last of several headers counts"},
		{"10.0.0.1:1234", []string{forwarded, "10.0.0.3, 10.0.0.2"}, "10.0.0.3/32", "a caller among the proxies is one too"},
		{"10.0.0.1:1234", []string{forwarded, "198.51.100.1, unknown"}, "10.0.0.1/32", "the proxy does not know"},
		{"10.0.0.1:1234", []string{forwarded, "203.0.113.9, 198.51.100.1:4711"}, "198.51.100.1/32", "some proxies add the port"},
		{"10.0.0.1:1234", []string{forwarded, "[2001:db8::1]:80"}, "2001:db8::/64", ""},
		{"10.0.0.1:1234", []string{forwarded, "[2001:db8::1]"}, "2001:db8::/64", ""},
		{"10.0.0.1:1234", []string{forwarded, ""}, "10.0.0.1/32", "an empty header names nobody"},
		{"10.0.0.1:1234", nil, "10.0.0.1/32", "nor does none"},
		{"192.0.2.80:1234", []string{forwarded, "198.51.100.1"}, "198.51.100.1/32", "a proxy may be given by its address"},
	} {
		s, _ := open(t, "", "10.0.0.0/8", "fd00::/8", "192.0.2.80")
		if got := of(t, s, request(c.from, c.header...)); got.ID != c.want || got.Budget != nil || got.Name != "" {
			t.Errorf("%s %q: %+v, want %s: %s", c.from, c.header, got, c.want, c.reason)
		}
	}
	if _, err := callers.Open(callers.Config{Proxies: []string{"here"}}); err == nil || !strings.Contains(err.Error(), "10.0.0.0/8") {
		t.Errorf("a wrong proxy: %v", err)
	}
}

// FuzzForwarded checks that a caller behind a proxy is never one that the caller named.
func FuzzForwarded(f *testing.F) {
	f.Add("203.0.113.9, ::1,,x")
	s, err := callers.Open(callers.Config{Proxies: []string{"10.0.0.0/8"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		if got := of(t, s, request("10.0.0.1:1", "X-Forwarded-For", sent+", 198.51.100.1")); got.ID != "198.51.100.1/32" {
			t.Errorf("%q: %s", sent, got.ID)
		}
		of(t, s, request("10.0.0.1:1", "X-Forwarded-For", sent))
	})
}

const (
	key    = "whojoins_EXAMPLE"
	bearer = "Bearer " + key
)

// TestKeys checks which requests are those of a caller with a key, and which are refused.
func TestKeys(t *testing.T) {
	s, _ := open(t, callers.Line("dashboard", key, 600, true)+"\n"+callers.Line("other", "whojoins_OTHER", 0, false)+"\n- {name: anonymous, budget: 60}\n")
	for _, c := range []struct {
		sent    []string
		want    string
		budget  int
		explain bool
		reason  string
	}{
		{[]string{bearer}, "key dashboard", 600, true, "the key is known"},
		{[]string{"bearer  " + key + " "}, "key dashboard", 600, true, "the scheme ignores case, and space is no part of a key"},
		{[]string{"Bearer whojoins_OTHER"}, "key other", 0, false, "a caller may have no budget"},
		{nil, "192.0.2.7/32", 60, false, "reading is open"},
		{[]string{"Basic " + key}, "192.0.2.7/32", 60, false, "another scheme is for a program before the service"},
		{[]string{bearer + "x"}, "", 0, false, "a longer key is unknown"},
		{[]string{"Bearer whojoins_EXAMPL"}, "", 0, false, "a shorter one too"},
		{[]string{"Bearer "}, "", 0, false, "an empty one too"},
		{[]string{bearer, bearer}, "", 0, false, "two keys are none"},
	} {
		r := request("192.0.2.7:1")
		r.Header["Authorization"] = c.sent
		got, err := s.Of(r)
		if c.want == "" {
			if !errors.Is(err, callers.ErrKey) || strings.Contains(err.Error(), "EXAMPL") {
				t.Errorf("%q: %+v, %v: %s", c.sent, got, err, c.reason)
			}
			continue
		}
		if err != nil || got.ID != c.want || got.Explain != c.explain || (got.Budget != nil) != (c.budget > 0) || c.budget > 0 && got.Budget.Limit() != c.budget {
			t.Errorf("%q: %+v, %v: %s", c.sent, got, err, c.reason)
		}
	}
	without, _ := open(t, "")
	if got := of(t, without, request("192.0.2.7:1", "Authorization", "Bearer x")); got.Budget != nil {
		t.Errorf("without a keys file: %+v, want a caller without a budget", got)
	}
}

// TestWrongKeysFiles checks that each fault is reported with its line and what would be right, and
// without what the file has there: it may be a key.
func TestWrongKeysFiles(t *testing.T) {
	line := callers.Line("dashboard", key, 0, false)
	for text, want := range map[string]string{
		"{":                  "list in YAML",
		"keys: {}":           "list in YAML",
		"- whojoins_EXAMPLE": ":1: a field of the entry has the wrong type",
		"- {name: dashboard, key: whojoins_EXAMPLE}":                   ":1: an entry has an unknown field",
		"- {name: dashboard, sha256: whojoins_EXAMPLE}":                "64 hexadecimal digits",
		"- {name: dashboard}":                                          "64 hexadecimal digits",
		"- {name: whojoins_EXAMPLE!, sha256: 00}":                      "the name is missing or has other characters",
		line + "\n" + line:                                             ":2: the name \"dashboard\" is used twice",
		line + "\n" + callers.Line("again", key, 0, false):             ":2: again has the key of another entry",
		strings.Replace(line, "}", ", budget: 0}", 1):                  "the budget of dashboard is not from 1",
		strings.Replace(line, "}", ", budget: whojoins_EXAMPLE}", 1):   "wrong type",
		strings.Replace(line, "}", ", rights: [whojoins_EXAMPLE]}", 1): "unknown right; the only one is explain",
		strings.Replace(line, "dashboard", "anonymous", 1):             "anonymous is the entry of callers without a key",
		strings.Repeat("- {name: x}\n", 1001):                          "1001 keys, at most 1000",
		strings.Repeat("#", 1<<20+1):                                   "more than 1048576 bytes",
	} {
		path := filepath.Join(t.TempDir(), "keys.yaml")
		write(t, path, text)
		_, err := callers.Open(callers.Config{Keys: path})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "EXAMPLE") {
			t.Errorf("%.100q: %v, want %q", text, err, want)
		}
	}
	if _, err := callers.Open(callers.Config{Keys: "missing.yaml"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// TestReload checks that a new file replaces the old one, that a broken one does not, and that a
// caller who has spent its budget does not get a new one.
func TestReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line, other := callers.Line("dashboard", key, 600, false)+"\n", callers.Line("other", "whojoins_OTHER", 0, false)+"\n"
		s, path := open(t, line+"- {name: anonymous, budget: 10}\n")
		sent := request("192.0.2.7:1", "Authorization", bearer)
		of(t, s, sent).Budget.Take(600)
		of(t, s, request("192.0.2.7:1")).Budget.Take(10)
		for _, c := range []struct {
			text          string
			left, visitor int // -1 for a key that is unknown
			reason        string
		}{
			{"- {name: x}\n", 0, 0, "a broken file changes nothing"},
			{line + other + "- {name: anonymous, budget: 10}\n", 0, 0, "an entry that is the same keeps its budget"},
			{callers.Line("dashboard", key, 700, false) + "\n- {name: anonymous, budget: 20}\n", 700, 20, "another budget is a new one"},
			{other + "- {name: anonymous, budget: 20}\n", -1, 20, "a key that is gone is unknown"},
		} {
			write(t, path, c.text)
			n, err := s.Reload()
			if broken := strings.HasPrefix(c.text, "- {name: x}"); broken != (err != nil) || !broken && n != strings.Count(c.text, "sha256") {
				t.Errorf("%s: %d keys, %v", c.reason, n, err)
			}
			left := -1
			if known, err := s.Of(sent); err == nil {
				left = known.Budget.Left()
			}
			if visitor := of(t, s, request("192.0.2.7:1")).Budget.Left(); left != c.left || visitor != c.visitor {
				t.Errorf("%s: %d are left for the key and %d without one, want %d and %d", c.reason, left, visitor, c.left, c.visitor)
			}
		}
	})
}

// TestTrackedCallersAreBounded checks that the addresses of callers do not fill the memory.
func TestTrackedCallersAreBounded(t *testing.T) {
	s, _ := open(t, "")
	first := of(t, s, request("192.0.2.7:1"))
	if again := of(t, s, request("192.0.2.7:2")); again != first {
		t.Error("another connection is another caller")
	}
	a := netip.MustParseAddr("198.51.100.0")
	for range 30_000 {
		of(t, s, request(netip.AddrPortFrom(a, 1).String()))
		a = a.Next()
	}
	if n := s.Tracked(); n != 10_000 {
		t.Errorf("%d addresses are tracked, want 10000", n)
	}
}

// TestBudget checks what a budget allows, and when.
func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := callers.NewBudget(60)
		for i, c := range []struct {
			pause       time.Duration
			cost        int
			wait        time.Duration
			left, reset int
			reason      string
		}{
			{0, 20, 0, 40, 20, "it is full at first"},
			{0, 40, 0, 0, 60, "it can be spent at once"},
			{0, 30, 30 * time.Second, 0, 60, "then it is refilled evenly"},
			{29 * time.Second, 30, time.Second, 29, 31, "and nothing is given before"},
			{time.Second, 30, 0, 0, 60, "there is enough"},
			{time.Hour, 100, 0, 0, 100, "more than the budget needs a full one"},
			{50 * time.Second, 20, 10 * time.Second, 10, 50, "and is paid back"},
			{0, -30, 0, 40, 20, "what was not spent is returned"},
			{0, -100, 0, 60, 0, "up to the budget"},
		} {
			time.Sleep(c.pause)
			var wait time.Duration
			if c.cost < 0 {
				b.Return(-c.cost)
			} else {
				wait = b.Take(c.cost)
			}
			if wait != c.wait || b.Left() != c.left || b.Reset() != c.reset {
				t.Errorf("step %d: %v, %d left, full in %d s; want %v, %d, %d: %s", i, wait, b.Left(), b.Reset(), c.wait, c.left, c.reset, c.reason)
			}
		}
	})
}

// TestLine checks the line that the program prints for the keys file.
func TestLine(t *testing.T) {
	line := callers.Line("dashboard", key, 600, true)
	if want := "- {name: dashboard, sha256: "; !strings.HasPrefix(line, want) || !strings.HasSuffix(line, ", budget: 600, rights: [explain]}") || strings.Contains(line, key) {
		t.Error(line)
	}
	for name, ok := range map[string]bool{"anonymous": false, "a": true, "A-1.b_c": true, "": false, "-a": false, "a b": false, "é": false, strings.Repeat("a", 65): false} {
		if err := callers.CheckName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}
