package neo4j_test

// queries has a query of each kind: objects, nested lists, pages, orders, filters, facets and
// aggregates.
var queries = []golden{
	// Objects.
	{"lookup", `{institute(id: "alpha") {name acronym country kinds founded location {latitude} disputed}}`},
	{"lookup-external", `{entity(id: "ror:0ALPHAXYZ") {id type name}}`},
	{"lookup-former", `{institute(id: "old-alpha") {id}}`},
	{"lookup-many", `{entities(ids: ["beta", "nobody", "grant:900000001"]) {id ... on JointAction {budget {amount currency} start} ... on Institute {founded}}}`},
	{"parts", `{institute(id: "alpha") {aliases {name language} identifiers {scheme value url} links {kind url} figures {measure value comparator date evidence {rank source {name}}} claims {field value rank source {id url}}}}`},
	{"evidence", `{jointAction(id: "action-1") {participants {nodes {role evidence {field value rank date locator source {id authors {nodes {author {name}}}}}}}}}`},
	{"ends", `{participations(first: 3) {nodes {id type role contribution {amount currency} participant {id name ... on Institute {city} ... on Person {familyName}} initiative {name start}}}}`},

	// Nested lists.
	{"nested", `{institute(id: "alpha") {name participations {nodes {role initiative {name participants(first: 2) {nodes {role participant {name}}}}}}}}`},
	{"nested-count", `{jointActions {nodes {name participants(first: 0) {totalCount} fundedBy {totalCount}}}}`},
	{"nested-filtered", `{jointActions {nodes {name participants(where: {role: {in: [BENEFICIARY, COORDINATOR]}}, sort: {participant: {name: DESC}}, first: 1) {totalCount pageInfo {hasNextPage endCursor} nodes {participant {name}}}}}}`},
	{"nested-facets", `{jointActions {nodes {name participants {facets(by: [ROLE]) {buckets {value count}} aggregate {count contribution {currency sum}}}}}}`},
	{"four-levels", `{funder(id: "eta") {fundings {nodes {tier recipient {name participants {nodes {participant {name ... on Institute {affiliates {nodes {person {name}}}}}}}}}}}}`},

	// Pages.
	{"list", `{institutes(first: 2) {nodes {id name}}}`},
	{"list-interface", `{organisations(first: 3) {nodes {id type name country}}}`},
	{"list-relations", `{participations(first: 2) {nodes {id}}}`},
	{"page-first", `{institutes(first: 2) {edges {cursor node {name}} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}}}`},
	{"page-after", `{institutes(first: 2, after: "«{institutes(first: 2) {pageInfo {endCursor}}}»") {edges {node {name}} pageInfo {hasNextPage}}}`},
	{"page-before", `{institutes(last: 2, before: "«{institutes(last: 2) {pageInfo {endCursor}}}»") {nodes {name}}}`},
	{"page-between", `{institutes(after: "«{institutes(first: 1) {pageInfo {endCursor}}}»", before: "«{institutes(first: 4) {pageInfo {endCursor}}}»") {nodes {name}}}`},
	{"page-relations", `{participations(first: 2, after: "«{participations(first: 2) {pageInfo {endCursor}}}»") {nodes {id}}}`},
	{"page-of-missing", `{institutes(sort: {founded: ASC}, first: 4) {nodes {id founded}}}`},
	{"page-into-missing", `{institutes(sort: {founded: DESC}, first: 3, after: "«{institutes(sort: {founded: DESC}, first: 3) {pageInfo {endCursor}}}»") {nodes {id founded}}}`},
	{"page-among-missing", `{institutes(sort: {founded: ASC}, first: 3, after: "«{institutes(sort: {founded: ASC}, first: 5) {pageInfo {endCursor}}}»") {nodes {id founded}}}`},
	{"page-backward", `{initiatives(sort: {start: ASC}, last: 3) {nodes {id ... on JointAction {start}}}}`},
	{"page-backward-before", `{initiatives(sort: [{start: ASC}, {name: ASC}], last: 3, before: "«{initiatives(sort: [{start: ASC}, {name: ASC}], last: 4) {pageInfo {endCursor}}}»") {nodes {id ... on JointAction {start}}}}`},
	{"page-nested-before-missing", `{jointAction(id: "action-1") {participants(sort: {since: ASC}, last: 2, before: "«{jointAction(id: "action-1") {participants(sort: {since: ASC}, first: 4) {pageInfo {endCursor}}}}»") {nodes {id since}}}}`},
	{"page-two-missing", `{institutes(sort: [{founded: ASC}, {city: ASC}], first: 5, after: "«{institutes(sort: [{founded: ASC}, {city: ASC}], first: 3) {pageInfo {endCursor}}}»") {nodes {id founded city}}}`},

	// Orders.
	{"sort-text", `{institutes(sort: {country: DESC}) {nodes {id country}}}`},
	{"sort-money", `{jointActions(sort: {budget: DESC}) {nodes {id budget {amount currency}}}}`},
	{"sort-count", `{institutes(sort: {participations: {count: DESC}}, first: 3) {nodes {id}}}`},
	{"sort-end", `{participations(sort: {initiative: {name: ASC}}, first: 3) {nodes {id}}}`},
	{"sort-end-missing", `{participations(sort: {participant: {country: ASC}}, first: 3) {nodes {id}}}`},
	{"sort-enum", `{participations(sort: [{role: ASC}, {since: DESC}], first: 3) {nodes {id role since}}}`},

	// Filters by a value.
	{"where-eq", `{institutes(where: {country: {eq: "BE"}}, first: 1) {totalCount nodes {name}}}`},
	{"where-eq-after", `{institutes(where: {country: {eq: "BE"}}, first: 1, after: "«{institutes(where: {country: {eq: "BE"}}, first: 1) {pageInfo {endCursor}}}»") {nodes {name}}}`},
	{"where-ne", `{institutes(where: {country: {ne: "BE"}, acronym: {ne: "AI"}}) {nodes {id}}}`},
	{"where-in", `{institutes(where: {country: {in: ["BE", "FR"]}}) {nodes {id}}}`},
	{"where-nothing", `{institutes(where: {country: {in: []}}) {totalCount nodes {id}}}`},
	{"where-text", `{institutes(where: {OR: [{name: {startsWith: "Alpha"}}, {name: {endsWith: "back"}}, {city: {contains: "ó"}}]}) {nodes {id}}}`},
	{"where-name", `{institutes(where: {name: {eq: "Alpha Institute"}}) {nodes {id}}}`},
	{"where-folds", `{institutes(where: {name: {folds: "ALPHA institute"}}) {nodes {id}}}`},
	{"where-matches", `{institutes(where: {name: {matches: "institute alpha"}}) {nodes {id}}}`},
	{"where-number", `{institutes(where: {founded: {gte: 1900, lt: 1951}}) {nodes {id}}}`},
	{"where-date", `{jointActions(where: {start: {gte: "2022", lte: "2024"}}) {nodes {id start}}}`},
	{"where-money", `{participations(where: {contribution: {amount: {gte: 0.2}, currency: {eq: "EUR"}}}) {nodes {id}}}`},
	{"where-missing", `{allEntities(where: {country: {isNull: false}, acronym: {isNull: true}}, first: 3) {nodes {id}}}`},
	{"where-list", `{institutes(where: {kinds: {has: "hospital"}}) {nodes {id kinds}}}`},
	{"where-list-any", `{institutes(where: {NOT: {kinds: {hasAny: ["hospital", "x"]}}}) {nodes {id}}}`},
	{"where-id", `{institutes(where: {id: {in: ["alpha", "ror:0alphaxyz", "old-alpha", "zeta"]}}) {nodes {id}}}`},
	{"where-type", `{actors(where: {type: {in: [PERSON, FUNDER]}}) {nodes {id type}}}`},
	{"where-part", `{institutes(where: {aliases: {some: {language: {eq: "fr"}, name: {folds: "institut alpha"}}}}) {nodes {id}}}`},
	{"where-no-part", `{institutes(where: {claims: {none: {source: "source-a"}}}, first: 2) {nodes {id}}}`},
	{"where-evidence", `{participations(where: {evidence: {some: {source: "source-b", rank: {eq: NORMAL}, date: {gte: "2024"}}}}) {nodes {id}}}`},

	// Filters by relations.
	{"where-some", `{initiatives(where: {participants: {some: {role: {eq: CHAIR}}}}) {nodes {id}}}`},
	{"where-some-of-id", `{institutes(where: {country: {eq: "BE"}, participations: {some: {initiative: {id: {eq: "action-1"}}}}}) {totalCount nodes {id}}}`},
	{"where-some-of-text", `{people(where: {affiliations: {some: {organisation: {acronym: {eq: "AI"}}}}}) {nodes {id}}}`},
	{"where-some-of-country", `{initiatives(where: {participants: {some: {participant: {country: {eq: "BE"}}}}}) {nodes {id}}}`},
	{"where-two-hops", `{institutes(where: {participations: {some: {initiative: {fundedBy: {some: {funder: {id: {eq: "programme-1"}}}}}}}}) {nodes {id}}}`},
	{"where-none", `{networks(where: {participants: {none: {participant: {country: {eq: "BE"}}}}}) {nodes {id}}}`},
	{"where-all", `{initiatives(where: {participants: {all: {role: {in: [MEMBER, CHAIR]}}}}) {nodes {id}}}`},
	{"where-single", `{institutes(where: {participations: {single: {}}}) {nodes {id}}}`},
	{"where-count", `{initiatives(where: {participants: {count: {where: {participant: {type: {in: [INSTITUTE]}}}, gte: 2}}}) {nodes {id}}}`},
	{"where-has-one", `{institutes(where: {participations: {some: {}}, affiliates: {none: {}}}) {totalCount nodes {id}}}`},
	{"where-end", `{participations(where: {participant: {country: {eq: "BE"}}, initiative: {type: {in: [JOINT_ACTION]}}}) {nodes {id}}}`},
	{"where-end-id", `{participations(where: {initiative: {id: {eq: "action-1"}}}, sort: {role: ASC}, first: 2) {totalCount nodes {role}}}`},
	{"where-active", `{participations(where: {activeOn: "2023", activeDuring: {from: "2020", to: "2024"}}) {nodes {id}}}`},
	{"where-not-active", `{participations(where: {NOT: {activeDuring: {to: "2021"}}}) {nodes {id}}}`},
	{"deprecated", `{participations(where: {deprecated: {eq: true}}) {totalCount nodes {id deprecated}}}`},

	// Sums.
	{"count", `{institutes {totalCount}}`},
	{"count-relations", `{participations {totalCount}}`},
	{"facets", `{participations(first: 0) {totalCount facets(by: [ROLE, SINCE_YEAR, PARTICIPANT, PARTICIPANT_COUNTRY, DISPUTED], first: 2) {field buckets {value label count} other missing}}}`},
	{"facets-none", `{initiatives(where: {name: {contains: "a"}, acronym: {in: []}}) {totalCount facets(by: [MEMBER_KINDS, TYPE]) {buckets {value count} other missing}}}`},
	{"facets-list", `{institutes(where: {founded: {isNull: false}}) {facets(by: [KINDS, FOUNDED]) {buckets {value count} missing}}}`},
	{"aggregates", `{institutes {aggregate {count founded {min max sum average}}}}`},
	{"aggregates-more", `{initiatives {aggregate {start {min max} budget {currency count min max sum average}}}}`},
	{"aggregate-count", `{allEntities {aggregate {count}}}`},
}
