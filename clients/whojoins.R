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

# The fields whose values are numbers. All other columns are text, so that an identifier such as
# 0123 keeps its digits, and a date such as 2021 stays a date.
numbers <- strsplit(paste(
  "amount average active began betweenness community count degree distance ended founded initiatives",
  "latitude length links longitude max min missing nodes omitted other path recorded score shared",
  "stated step strength sum total totalCount weight"
), " ")[[1]]

# Returns cells without the apostrophe that stops spreadsheets from computing them.
plain <- function(cells) {
  gsub("(^|;)('*)'(?=[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])", "\\1\\2", cells, perl = TRUE)
}

# Returns one list as a data frame; docs/tables.md describes its columns and rows. Numbers and
# true or false are values, all others are text. "NA" is Namibia, not a missing value.
table_of <- function(query, ...) {
  text <- httr2::resp_body_string(send(query, list(...), "text/csv"))
  frame <- utils::read.csv(
    text = text, check.names = FALSE, na.strings = "", encoding = "UTF-8", colClasses = "character"
  )
  for (name in names(frame)) {
    cells <- frame[[name]][!is.na(frame[[name]])]
    if (sub(".*[.]", "", name) %in% numbers && all(grepl("^-?[0-9.]+(e[+-]?[0-9]+)?$", cells))) {
      frame[[name]] <- as.numeric(frame[[name]])
    } else if (length(cells) && all(cells %in% c("true", "false"))) {
      frame[[name]] <- frame[[name]] == "true"
    } else {
      frame[[name]] <- plain(frame[[name]])
    }
  }
  frame
}
