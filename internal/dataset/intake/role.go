package intake

import "strings"

// roles are what the registers of the European Commission call roles, in lower case without
// spaces. Any other is OTHER.
var roles = map[string]string{
	"coordinator": "COORDINATOR", "participant": "BENEFICIARY", "beneficiary": "BENEFICIARY",
	"associatedpartner": "ASSOCIATED_PARTNER", "internationalpartner": "ASSOCIATED_PARTNER", "partner": "ASSOCIATED_PARTNER",
	"thirdparty": "THIRD_PARTY", "affiliatedentity": "AFFILIATED_ENTITY", "affiliated": "AFFILIATED_ENTITY",
}

// Role returns the role for a word of the Commission's registers.
func Role(word string) string {
	key := strings.ToLower(strings.Join(strings.FieldsFunc(word, func(c rune) bool { return c == ' ' || c == '_' || c == '-' }), ""))
	if role, ok := roles[key]; ok {
		return role
	}
	return "OTHER"
}
