package register

import "strings"

// The functions of this file compute check digits. Their texts consist of the characters that
// the caller has checked: decimal digits, unless another alphabet is given.

// mod97 returns the remainder of a decimal number of any length divided by 97.
func mod97(digits string) (rest int) {
	for i := range len(digits) {
		rest = (rest*10 + int(digits[i]-'0')) % 97
	}
	return rest
}

// mod11x2 returns the check character of ISO 7064, mod 11-2: a digit, or X for ten.
func mod11x2(digits string) byte {
	sum := 0
	for i := range len(digits) {
		sum = (sum + int(digits[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-sum)%11]
}

// mod11x10 returns the check digit of ISO 7064, mod 11,10.
func mod11x10(digits string) byte {
	product := 10
	for i := range len(digits) {
		sum := (product + int(digits[i]-'0')) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return byte('0' + (11-product)%10)
}

// luhn returns the check digit of ISO/IEC 7812-1.
func luhn(digits string) byte {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return byte('0' + (10-sum%10)%10)
}

// base32 are the digits of Crockford's base 32, in lower case.
const base32 = "0123456789abcdefghjkmnpqrstvwxyz"

// mod97base32 returns the two check digits of a number in Crockford's base 32 (ISO 7064, mod
// 97-10). The number has at most seven digits.
func mod97base32(digits string) int {
	n := 0
	for _, r := range digits {
		n = n*32 + strings.IndexRune(base32, r)
	}
	return 98 - n*100%97
}
