package model

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Value is one scalar value. The zero Value is a missing one. Text, ids, dates and
// enum values are in Text; integers, booleans (0 or 1) and cents in Int.
type Value struct {
	Kind  Scalar
	Text  string
	Int   int64
	Float float64
}

// Null says that the value is missing.
func (v Value) Null() bool { return v.Kind == 0 }

// TextValue is a text.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// IDValue is an id.
func IDValue(s string) Value { return Value{Kind: ID, Text: s} }

// EnumOf is a word of an enum, by its name.
func EnumOf(name string) Value { return Value{Kind: EnumValue, Text: name} }

// DateValue is a date, as its source writes it.
func DateValue(s string) Value { return Value{Kind: Date, Text: s} }

// IntValue is a whole number.
func IntValue(n int64) Value { return Value{Kind: Int, Int: n} }

// FloatValue is a number.
func FloatValue(f float64) Value { return Value{Kind: Float, Float: f} }

// CentsValue is an amount of money in cents.
func CentsValue(n int64) Value { return Value{Kind: Cents, Int: n} }

// BoolValue is true or false.
func BoolValue(b bool) Value {
	if b {
		return Value{Kind: Boolean, Int: 1}
	}
	return Value{Kind: Boolean}
}

// String is the value as text: dates as written, amounts in units.
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

// AppendCents writes cents in units of the currency, as short as it is exact: 150 is 1.5.
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

// ErrCents is a text that is not a sum of money in whole cents.
var ErrCents = errors.New("an amount is a decimal number with at most two decimals, such as 1234.50")

// ParseCents reads an amount in units of the currency, exactly.
func ParseCents(s string) (int64, error) {
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

// CentsBounds gives the whole cents on both sides of an amount in units: low is the
// largest number of cents not above it, high the smallest not below it. Both are the
// same when the amount is one of whole cents, taken as the decimal it is written as.
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
