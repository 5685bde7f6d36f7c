// Validates the OpenAPI document in the file that the first argument names.
import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'

const validator = new Validator()
const { valid, errors } = await validator.validate(JSON.parse(readFileSync(process.argv[2], 'utf8')))
console.log(valid ? `valid ${validator.version}` : JSON.stringify(errors).slice(0, 2000))
