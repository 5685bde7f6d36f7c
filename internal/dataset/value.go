package dataset

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"whojoins/internal/model"
)

// MaxText is how many bytes a text may have. A database refuses longer ones in an index.
const MaxText = 8000

// text reads a plain value as text: composed (NFC), white space squeezed.
func text(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return "", fmt.Errorf("a plain value stands here, not %s", kindOf(n))
	}
	s := strings.Join(strings.Fields(norm.NFC.String(n.Value)), " ")
	switch {
	case s == "":
		return "", fmt.Errorf("the value is empty; leave the key out where there is none")
	case len(s) > MaxText:
		return "", fmt.Errorf("the text has %d bytes; at most %d are kept, so say it shorter", len(s), MaxText)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return "", fmt.Errorf("the text has control characters or bytes that are not UTF-8; write plain text")
	}
	return s, nil
}

// scalar reads one value of a field that is not an object.
func scalar(f *model.Field, n *yaml.Node) (model.Value, error) {
	s, err := text(n)
	if err != nil {
		return model.Value{}, err
	}
	return scalarOf(f, s)
}

func scalarOf(f *model.Field, s string) (model.Value, error) {
	switch f.Scalar {
	case model.Text:
		if f.Name == "url" {
			return model.TextValue(s), checkURL(s)
		}
		return model.TextValue(s), nil
	case model.ID:
		return model.IDValue(s), nil
	case model.Int:
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil {
			return model.Value{}, fmt.Errorf("%q is not a whole number; write digits, from %d to %d", s, math.MinInt32, math.MaxInt32)
		}
		return model.IntValue(n), nil
	case model.Float:
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsInf(x, 0) || strings.ContainsFunc(s, notDecimal) {
			return model.Value{}, fmt.Errorf("%q is not a number; write digits with a point, such as 1234.5", s)
		}
		return model.FloatValue(x), nil
	case model.Boolean:
		if s != "true" && s != "false" {
			return model.Value{}, fmt.Errorf("%q is neither true nor false", s)
		}
		return model.BoolValue(s == "true"), nil
	case model.Date:
		_, _, err := model.ParseDate(s)
		return model.DateValue(s), err
	case model.EnumValue:
		if f.Enum.Position(s) < 0 {
			return model.Value{}, fmt.Errorf("%q is not a %s; %s", s, f.Enum.Name, suggestion(s, names(f.Enum.Values, wordName)))
		}
		return model.EnumOf(s), nil
	case model.Cents:
		cents, err := model.ParseCents(s)
		return model.CentsValue(cents), err
	default:
		return model.Value{}, fmt.Errorf("%s is not a plain value, and a dataset cannot state it here", f.Name)
	}
}

func notDecimal(r rune) bool { return (r < '0' || r > '9') && !strings.ContainsRune("+-.eE", r) }

// checkURL lets addresses of web pages pass: they are shown as links.
func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%q is not the address of a page; it starts with https:// or http://", s)
	}
	return nil
}

// currency lets three capital letters pass, as ISO 4217 has them.
func currency(s string) error {
	if len(s) != 3 || strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return fmt.Errorf("%q is not a currency; write its three capital letters (ISO 4217), such as EUR 1234.50", s)
	}
	return nil
}
