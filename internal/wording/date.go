package wording

import (
	"strconv"
	"strings"
)

// Date returns a partial date (EDTF, level 0) as people write it in a language: 17 May 2024,
// October 2021, 2014, June 2019 – July 2019. Any other text is returned unchanged.
func Date(date, language string) string {
	from, to, interval := strings.Cut(date, "/")
	text := day(from, language)
	if interval {
		text += " – " + day(to, language)
	}
	return text
}

// day returns a day, a month or a year as people write it.
func day(date, language string) string {
	parts := strings.Split(date, "-")
	var numbers [3]int
	if len(parts) > len(numbers) {
		return date
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return date
		}
		numbers[i] = n
	}
	if len(parts) == 1 || numbers[1] > len(domain.Months) {
		return date
	}
	text := in(domain.Months[numbers[1]-1], language) + " " + parts[0]
	switch {
	case len(parts) == 2:
		return text
	case numbers[2] == 1 && language == "fr":
		return "1er " + text
	}
	return strconv.Itoa(numbers[2]) + " " + text
}

// Number returns a number as people write it in a language: with a narrow space between thousands,
// and a comma before decimals except in English.
func Number(number, language string) string {
	text := Grouped(number)
	if language != "en" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Amount returns an amount of money as people write it in a language: without decimals, or with two.
func Amount(amount, language string) string {
	if _, cents, decimal := strings.Cut(amount, "."); decimal && len(cents) == 1 {
		amount += "0"
	}
	return Number(amount, language)
}
