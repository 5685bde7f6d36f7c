package model

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Value is one scalar value; the zero Value is a missing one. Text, ids, dates and enum
// values are in Text; integers, booleans (0 or 1) and cents in Int.
type Value struct {
	Kind  Scalar
	Text  string
	Int   int64
	Float float64
}

// Null reports whether the value is missing.
func (v Value) Null() bool { return v.Kind == 0 }

// TextValue returns a text.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// IDValue returns an id.
func IDValue(s string) Value { return Value{Kind: ID, Text: s} }

// EnumOf returns a value of an enum, by its name.
func EnumOf(name string) Value { return Value{Kind: EnumValue, Text: name} }

// DateValue returns a date, as its source writes it.
func DateValue(s string) Value { return Value{Kind: Date, Text: s} }

// IntValue returns a whole number.
func IntValue(n int64) Value { return Value{Kind: Int, Int: n} }

// FloatValue returns a number.
func FloatValue(f float64) Value { return Value{Kind: Float, Float: f} }

// CentsValue returns an amount of money in cents.
func CentsValue(n int64) Value { return Value{Kind: Cents, Int: n} }

// BoolValue returns a boolean.
func BoolValue(b bool) Value {
	if b {
		return Value{Kind: Boolean, Int: 1}
	}
	return Value{Kind: Boolean}
}

// String returns the value as text: dates as written, amounts in units.
func (v Value) String() string {
	switch v.Kind {
	case 0:
		return ""
	case Int:
		return strconv.FormatInt(v.Int, 10)
	case Float:
		return strconv.FormatFloat(v.Float, 'f', -1, 64)
	case Boolean:
		return strconv.FormatBool(v.Int != 0)
	case Cents:
		return string(AppendCents(nil, v.Int))
	default:
		return v.Text
	}
}

// AppendCents appends cents in units of the currency, without final zeros: 150 is 1.5.
func AppendCents(dst []byte, cents int64) []byte {
	if cents < 0 {
		dst = append(dst, '-')
		if cents == math.MinInt64 {
			return append(dst, "92233720368547758.08"...)
		}
		cents = -cents
	}
	dst = strconv.AppendInt(dst, cents/100, 10)
	switch rest := cents % 100; {
	case rest == 0:
		return dst
	case rest%10 == 0:
		return append(dst, '.', byte('0'+rest/10))
	default:
		return append(dst, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
}

// ErrCents is the error of a text that is not a sum of money in whole cents.
var ErrCents = errors.New("an amount is a decimal number with at most two decimals, such as 1234.50")

// ParseCents reads an amount in units of the currency, exactly.
func ParseCents(s string) (int64, error) {
	if cents, ok := plainCents(s); ok {
		return cents, nil
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok || strings.ContainsAny(s, "/eEpPxX_") {
		return 0, fmt.Errorf("%q: %w", s, ErrCents)
	}
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, fmt.Errorf("%q: %w", s, ErrCents)
	}
	return r.Num().Int64(), nil
}

// plainCents reads an amount as nearly all are written: digits, perhaps with a sign and one or two
// decimals after a point. It reports false for any other text.
func plainCents(s string) (cents int64, ok bool) {
	const mostDigits = 16 // in cents, they fit 64 bits
	digits := strings.TrimPrefix(s, "-")
	whole, decimals, point := strings.Cut(digits, ".")
	if whole == "" || len(whole) > mostDigits || len(decimals) > 2 || point && decimals == "" {
		return 0, false
	}
	for _, part := range [2]string{whole, decimals} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return 0, false
			}
			cents = 10*cents + int64(part[i]-'0')
		}
	}
	for range 2 - len(decimals) {
		cents *= 10
	}
	if len(digits) < len(s) {
		cents = -cents
	}
	return cents, true
}

// CentsBounds returns the whole cents on both sides of an amount in units: low is the largest
// number of cents not above it, high the smallest not below it. They are equal when the
// amount, as the decimal that is written, is one of whole cents.
func CentsBounds(units float64) (low, high int64) {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(units, 'g', -1, 64))
	if !ok {
		return 0, 0
	}
	r.Mul(r, big.NewRat(100, 1))
	q, m := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	if !q.IsInt64() {
		if q.Sign() < 0 {
			return math.MinInt64, math.MinInt64
		}
		return math.MaxInt64, math.MaxInt64
	}
	low = q.Int64()
	if m.Sign() == 0 || low == math.MaxInt64 {
		return low, low
	}
	return low, low + 1
}
