package callers

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bounds of a keys file.
const (
	maxKeysBytes = 1 << 20
	maxKeys      = 1000
)

// anonymous is the name of the entry for callers without a key.
const anonymous = "anonymous"

// keys is the content of a keys file.
type keys struct {
	list []entry
	// anonymous is the budget of each caller without a key; 0 for no bound.
	anonymous int
}

// entry is a key with its caller.
type entry struct {
	hash   [sha256.Size]byte
	caller *Caller
}

// find returns the caller with a key, or nil. It compares the key with every entry, so that its
// time shows nothing.
func (k *keys) find(key string) (found *Caller) {
	hash := sha256.Sum256([]byte(key))
	at := -1
	for i := range k.list {
		at = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(hash[:], k.list[i].hash[:]), i, at)
	}
	if at < 0 {
		return nil
	}
	return k.list[at].caller
}

// inherit keeps the budgets of entries that are the same in an earlier file.
func (k *keys) inherit(earlier *keys) {
	for i := range k.list {
		e := &k.list[i]
		j := slices.IndexFunc(earlier.list, func(o entry) bool { return o.hash == e.hash })
		if j < 0 {
			continue
		}
		old := earlier.list[j].caller.Budget
		if e.caller.Budget != nil && old != nil && old.Limit() == e.caller.Budget.Limit() {
			e.caller.Budget = old
		}
	}
}

// readKeys reads a keys file. Its errors never quote the file, which may hold a key by mistake.
func readKeys(path string) (*keys, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the keys file: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxKeysBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the keys file: %w", err)
	}
	if len(text) > maxKeysBytes {
		return nil, fmt.Errorf("%s has more than %d bytes", path, maxKeysBytes)
	}
	k, line, err := parseKeys(text)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", path, line, err)
	}
	return k, nil
}

// format describes an entry in messages.
const format = "write each entry as - {name: dashboard, sha256: 64 hexadecimal digits, budget: 600000, rights: [explain]}"

// parseKeys parses a keys file. An error comes with its line.
func parseKeys(text []byte) (k *keys, line int, err error) {
	var list []yaml.Node
	if err := yaml.Unmarshal(text, &list); err != nil {
		return nil, 1, fmt.Errorf("the file is not a list in YAML; %s", format)
	}
	if len(list) > maxKeys {
		return nil, list[maxKeys].Line, fmt.Errorf("%d keys, at most %d are allowed", len(list), maxKeys)
	}
	k = &keys{}
	names := map[string]bool{}
	for i := range list {
		e, err := parseEntry(&list[i])
		switch {
		case err != nil:
			return nil, list[i].Line, err
		case names[e.caller.Name]:
			return nil, list[i].Line, fmt.Errorf("the name %q is used twice", e.caller.Name)
		case slices.ContainsFunc(k.list, func(o entry) bool { return o.hash == e.hash }):
			return nil, list[i].Line, fmt.Errorf("%s has the key of another entry", e.caller.Name)
		}
		names[e.caller.Name] = true
		if e.caller.Name != anonymous {
			k.list = append(k.list, *e)
		} else if e.caller.Budget != nil {
			k.anonymous = e.caller.Budget.Limit()
		}
	}
	return k, 0, nil
}

var namePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// CheckName returns an error if callers cannot have a name.
func CheckName(name string) error {
	if !namePattern.MatchString(name) || name == anonymous {
		return fmt.Errorf("%.70q is not a name of a caller: use up to 64 letters, digits and ._-, and begin with a letter or a digit", name)
	}
	return nil
}

// maxBudget is the largest budget.
const maxBudget = 1_000_000_000_000

// CheckBudget returns an error if a caller cannot have a budget, in units of cost per minute.
func CheckBudget(name string, units int) error {
	if units < 1 || units > maxBudget {
		return fmt.Errorf("the budget of %s is not from 1 to %d units of cost per minute", name, maxBudget)
	}
	return nil
}

// rightExplain is the only right besides reading, which everybody has.
const rightExplain = "explain"

// parseEntry parses an entry of a keys file.
func parseEntry(n *yaml.Node) (*entry, error) {
	var values struct {
		Name   string
		SHA256 string `yaml:"sha256"`
		Budget *int
		Rights []string
	}
	for i := 0; i < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		if !slices.Contains([]string{"name", "sha256", "budget", "rights"}, n.Content[i].Value) {
			return nil, fmt.Errorf("an entry has an unknown field; %s", format)
		}
	}
	if err := n.Decode(&values); err != nil {
		return nil, fmt.Errorf("a field of the entry has the wrong type; %s", format)
	}
	if !namePattern.MatchString(values.Name) {
		return nil, fmt.Errorf("the name is missing or has other characters than letters, digits and ._-; %s", format)
	}
	e := &entry{caller: &Caller{ID: "key " + values.Name, Name: values.Name}}
	hash, err := hex.DecodeString(values.SHA256)
	switch {
	case values.Name == anonymous && (values.SHA256 != "" || len(values.Rights) > 0):
		return nil, fmt.Errorf("%s is the entry of callers without a key: it has only a budget", anonymous)
	case values.Name != anonymous && (err != nil || len(hash) != sha256.Size):
		return nil, fmt.Errorf("sha256 of %s is not 64 hexadecimal digits; whojoins key new %s prints a new key with its line", values.Name, values.Name)
	}
	copy(e.hash[:], hash)
	if values.Budget != nil {
		if err := CheckBudget(values.Name, *values.Budget); err != nil {
			return nil, err
		}
		e.caller.Budget = NewBudget(*values.Budget)
	}
	for _, right := range values.Rights {
		if right != rightExplain {
			return nil, fmt.Errorf("%s has an unknown right; the only one is %s", values.Name, rightExplain)
		}
		e.caller.Explain = true
	}
	return e, nil
}

// Line returns the line of a keys file for a caller with a key. A budget of 0 is left out.
func Line(name, key string, budget int, explain bool) string {
	hash := sha256.Sum256([]byte(key))
	fields := []string{"name: " + name, "sha256: " + hex.EncodeToString(hash[:])}
	if budget > 0 {
		fields = append(fields, fmt.Sprint("budget: ", budget))
	}
	if explain {
		fields = append(fields, "rights: ["+rightExplain+"]")
	}
	return "- {" + strings.Join(fields, ", ") + "}"
}
