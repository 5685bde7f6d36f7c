# Queries Whojoins from R. It needs httr2 and jsonlite.

whojoins <- Sys.getenv("WHOJOINS", "http://127.0.0.1:8080/graphql")

# Sends a query, and sends it again while the service is busy. A rejected query stops with
# the message of the service.
send <- function(query, variables, accept) {
  body <- c(list(query = query), if (length(variables)) list(variables = variables))
  httr2::request(whojoins) |>
    httr2::req_headers(Accept = accept) |>
    httr2::req_body_json(body) |>
    httr2::req_retry(max_tries = 4) |>
    httr2::req_error(body = \(answer) httr2::resp_body_json(answer)$errors[[1]]$message) |>
    httr2::req_perform()
}

# Returns the data of the answer, as lists.
ask <- function(query, ...) {
  answer <- httr2::resp_body_json(send(query, list(...), "application/graphql-response+json"))
  if (!is.null(answer$errors)) stop(answer$errors[[1]]$message)
  answer$data
}

# Returns one list as a data frame; docs/tables.md describes its columns and rows. "NA" is
# Namibia, not a missing value.
table_of <- function(query, ...) {
  text <- httr2::resp_body_string(send(query, list(...), "text/csv"))
  utils::read.csv(text = text, check.names = FALSE, na.strings = "", encoding = "UTF-8")
}
