// What `.help NAME` tells about SQL functions. Level 5.

/// The functions that cells and statements may call, by name.
let functionHelp: [HelpEntry] = [
  HelpEntry(name: "abs", usage: "abs(x)", text: "the absolute value"),
  HelpEntry(name: "acos", usage: "acos(x)", text: "the arc cosine, in radians"),
  HelpEntry(name: "acosh", usage: "acosh(x)", text: "the hyperbolic arc cosine"),
  HelpEntry(name: "asin", usage: "asin(x)", text: "the arc sine, in radians"),
  HelpEntry(name: "asinh", usage: "asinh(x)", text: "the hyperbolic arc sine"),
  HelpEntry(name: "atan", usage: "atan(x)", text: "the arc tangent, in radians"),
  HelpEntry(
    name: "atan2", usage: "atan2(y, x)",
    text: "the arc tangent of y/x in the quadrant of the point"),
  HelpEntry(name: "atanh", usage: "atanh(x)", text: "the hyperbolic arc tangent"),
  HelpEntry(
    name: "avg", usage: "avg(x)",
    text: "aggregate, window: the mean of all that is not NULL"),
  HelpEntry(name: "ceil", usage: "ceil(x)", text: "the next whole number that is not smaller"),
  HelpEntry(name: "ceiling", usage: "ceiling(x)", text: "the same as ceil"),
  HelpEntry(
    name: "changes", usage: "changes()",
    text: "how many rows the statement before has changed"),
  HelpEntry(name: "char", usage: "char(n, …)", text: "the text of these Unicode code points"),
  HelpEntry(name: "coalesce", usage: "coalesce(a, b, …)", text: "the first that is not NULL"),
  HelpEntry(name: "cos", usage: "cos(x)", text: "the cosine of an angle in radians"),
  HelpEntry(name: "cosh", usage: "cosh(x)", text: "the hyperbolic cosine"),
  HelpEntry(
    name: "count", usage: "count(*), count(x)",
    text: "aggregate, window: how many rows, or how many that are not NULL"),
  HelpEntry(
    name: "cume_dist", usage: "cume_dist() OVER (…)",
    text: "window: the share of rows up to this one and its peers"),
  HelpEntry(
    name: "current_date", usage: "current_date",
    text: "the day in UTC; a notebook's clock: fixes it"),
  HelpEntry(
    name: "current_time", usage: "current_time",
    text: "the time in UTC; a notebook's clock: fixes it"),
  HelpEntry(
    name: "current_timestamp", usage: "current_timestamp",
    text: "day and time in UTC; a notebook's clock: fixes it"),
  HelpEntry(
    name: "date", usage: "date(time, modifier, …)",
    text: "a day as YYYY-MM-DD; modifiers such as '+1 month', 'start of year'"),
  HelpEntry(name: "datetime", usage: "datetime(time, modifier, …)", text: "YYYY-MM-DD HH:MM:SS"),
  HelpEntry(name: "degrees", usage: "degrees(x)", text: "radians as degrees"),
  HelpEntry(
    name: "dense_rank", usage: "dense_rank() OVER (ORDER BY …)",
    text: "window: the rank, without gaps after ties"),
  HelpEntry(name: "exp", usage: "exp(x)", text: "e to the power x"),
  HelpEntry(
    name: "first_value", usage: "first_value(x) OVER (…)",
    text: "window: x in the first row of the frame"),
  HelpEntry(name: "floor", usage: "floor(x)", text: "the next whole number that is not larger"),
  HelpEntry(name: "format", usage: "format(text, …)", text: "the same as printf"),
  HelpEntry(
    name: "glob", usage: "glob(pattern, text)",
    text: "whether text matches, case counts; * ? [a-z]"),
  HelpEntry(
    name: "group_concat", usage: "group_concat(x, separator)",
    text: "aggregate, window: the values joined, by a comma unless said"),
  HelpEntry(name: "hex", usage: "hex(x)", text: "the bytes as hexadecimal digits"),
  HelpEntry(name: "ifnull", usage: "ifnull(a, b)", text: "b where a is NULL"),
  HelpEntry(
    name: "iif", usage: "iif(condition, a, b)",
    text: "a where the condition holds, else b"),
  HelpEntry(
    name: "instr", usage: "instr(text, part)",
    text: "where the part begins, from 1; 0 when it is not there"),
  HelpEntry(
    name: "json", usage: "json(x)",
    text: "JSON text made canonical; an error when it is none"),
  HelpEntry(name: "json_array", usage: "json_array(a, …)", text: "a JSON array of the values"),
  HelpEntry(
    name: "json_array_length", usage: "json_array_length(json, path)",
    text: "how many elements"),
  HelpEntry(
    name: "json_each", usage: "FROM json_each(json, path)",
    text: "table function: a row an element: key, value, type"),
  HelpEntry(
    name: "json_extract", usage: "json_extract(json, path, …)",
    text: "the value at a path such as '$.a[0]'; also json -> path, json ->> path"),
  HelpEntry(
    name: "json_group_array", usage: "json_group_array(x)",
    text: "aggregate, window: the values as a JSON array"),
  HelpEntry(
    name: "json_group_object", usage: "json_group_object(name, x)",
    text: "aggregate, window: names and values as a JSON object"),
  HelpEntry(
    name: "json_insert", usage: "json_insert(json, path, x, …)",
    text: "adds where nothing is"),
  HelpEntry(name: "json_object", usage: "json_object(name, x, …)", text: "a JSON object"),
  HelpEntry(
    name: "json_patch", usage: "json_patch(json, patch)",
    text: "RFC 7396: merges the patch into the JSON"),
  HelpEntry(name: "json_quote", usage: "json_quote(x)", text: "an SQL value as JSON"),
  HelpEntry(
    name: "json_remove", usage: "json_remove(json, path, …)",
    text: "without what stands at the paths"),
  HelpEntry(
    name: "json_replace", usage: "json_replace(json, path, x, …)",
    text: "replaces what is there"),
  HelpEntry(name: "json_set", usage: "json_set(json, path, x, …)", text: "adds or replaces"),
  HelpEntry(
    name: "json_tree", usage: "FROM json_tree(json, path)",
    text: "table function: a row for every value at any depth"),
  HelpEntry(name: "json_type", usage: "json_type(json, path)", text: "the type of a JSON value"),
  HelpEntry(name: "json_valid", usage: "json_valid(x)", text: "1 when it is JSON, else 0"),
  HelpEntry(
    name: "julianday", usage: "julianday(time, modifier, …)",
    text: "days since noon of 24 November 4714 BC, as a real"),
  HelpEntry(
    name: "lag", usage: "lag(x, n, default) OVER (…)",
    text: "window: x in the row n (1) before"),
  HelpEntry(
    name: "last_insert_rowid", usage: "last_insert_rowid()",
    text: "the row id that the last INSERT gave"),
  HelpEntry(
    name: "last_value", usage: "last_value(x) OVER (…)",
    text: "window: x in the last row of the frame"),
  HelpEntry(
    name: "lead", usage: "lead(x, n, default) OVER (…)",
    text: "window: x in the row n (1) after"),
  HelpEntry(name: "length", usage: "length(x)", text: "how many characters; bytes of a blob"),
  HelpEntry(
    name: "like", usage: "like(pattern, text, escape)",
    text: "text LIKE pattern: % any text, _ one letter; case of ASCII letters is ignored"),
  HelpEntry(
    name: "likelihood", usage: "likelihood(x, probability)",
    text: "x; tells the planner how often it is true"),
  HelpEntry(
    name: "likely", usage: "likely(x)",
    text: "x; tells the planner that it is mostly true"),
  HelpEntry(name: "ln", usage: "ln(x)", text: "the natural logarithm"),
  HelpEntry(
    name: "log", usage: "log(x), log(base, x)",
    text: "the logarithm to base 10, or to the base"),
  HelpEntry(name: "log10", usage: "log10(x)", text: "the logarithm to base 10"),
  HelpEntry(name: "log2", usage: "log2(x)", text: "the logarithm to base 2"),
  HelpEntry(name: "lower", usage: "lower(text)", text: "ASCII letters in lower case"),
  HelpEntry(
    name: "ltrim", usage: "ltrim(text, letters)",
    text: "without blanks, or these letters, at the start"),
  HelpEntry(
    name: "max", usage: "max(x), max(a, b, …)",
    text: "aggregate, window: the largest; of several, NULL if any is NULL"),
  HelpEntry(
    name: "min", usage: "min(x), min(a, b, …)",
    text: "aggregate, window: the smallest; of several, NULL if any is NULL"),
  HelpEntry(name: "mod", usage: "mod(x, y)", text: "what is left of x / y, also for reals"),
  HelpEntry(
    name: "nth_value", usage: "nth_value(x, n) OVER (…)",
    text: "window: x in row n of the frame, from 1"),
  HelpEntry(
    name: "ntile", usage: "ntile(n) OVER (ORDER BY …)",
    text: "window: the number, from 1, of n equal groups"),
  HelpEntry(name: "nullif", usage: "nullif(a, b)", text: "NULL where both are equal, else a"),
  HelpEntry(
    name: "percent_rank", usage: "percent_rank() OVER (ORDER BY …)",
    text: "window: (rank - 1) / (rows - 1)"),
  HelpEntry(name: "pi", usage: "pi()", text: "3.141592653589793"),
  HelpEntry(name: "pow", usage: "pow(x, y)", text: "x to the power y"),
  HelpEntry(name: "power", usage: "power(x, y)", text: "the same as pow"),
  HelpEntry(
    name: "printf", usage: "printf(text, …)",
    text: "%d %,d %.2f %s %5s %-5s %%; widths count bytes"),
  HelpEntry(name: "quote", usage: "quote(x)", text: "the value as an SQL literal"),
  HelpEntry(name: "radians", usage: "radians(x)", text: "degrees as radians"),
  HelpEntry(
    name: "random", usage: "random()",
    text: "a random integer; a notebook's seed: fixes it"),
  HelpEntry(
    name: "randomblob", usage: "randomblob(n)",
    text: "n random bytes; a notebook's seed: fixes them"),
  HelpEntry(
    name: "rank", usage: "rank() OVER (ORDER BY …)",
    text: "window: the rank, with gaps after ties"),
  HelpEntry(name: "replace", usage: "replace(text, old, new)", text: "every old part replaced"),
  HelpEntry(
    name: "round", usage: "round(x, n)",
    text: "rounded half away from zero to n (0) decimals"),
  HelpEntry(
    name: "row_number", usage: "row_number() OVER (ORDER BY …)",
    text: "window: 1, 2, 3, …"),
  HelpEntry(
    name: "rtrim", usage: "rtrim(text, letters)",
    text: "without blanks, or these letters, at the end"),
  HelpEntry(name: "sign", usage: "sign(x)", text: "-1, 0 or 1"),
  HelpEntry(name: "sin", usage: "sin(x)", text: "the sine of an angle in radians"),
  HelpEntry(name: "sinh", usage: "sinh(x)", text: "the hyperbolic sine"),
  HelpEntry(name: "soundex", usage: "soundex(text)", text: "the Soundex code of an English name"),
  HelpEntry(name: "sqlite_version", usage: "sqlite_version()", text: "the version of SQLite"),
  HelpEntry(name: "sqrt", usage: "sqrt(x)", text: "the square root"),
  HelpEntry(
    name: "strftime", usage: "strftime(format, time, modifier, …)",
    text: "%Y %m %d %H %M %S %j %w %W %s %f"),
  HelpEntry(
    name: "substr", usage: "substr(text, start, n)",
    text: "n letters from a place, from 1; from the end when negative"),
  HelpEntry(name: "substring", usage: "substring(text, start, n)", text: "the same as substr"),
  HelpEntry(
    name: "sum", usage: "sum(x)",
    text: "aggregate, window: the sum; NULL of no rows, see total"),
  HelpEntry(name: "tan", usage: "tan(x)", text: "the tangent of an angle in radians"),
  HelpEntry(name: "tanh", usage: "tanh(x)", text: "the hyperbolic tangent"),
  HelpEntry(name: "time", usage: "time(time, modifier, …)", text: "HH:MM:SS"),
  HelpEntry(
    name: "total", usage: "total(x)",
    text: "aggregate, window: the sum as a real; 0.0 of no rows"),
  HelpEntry(
    name: "total_changes", usage: "total_changes()",
    text: "how many rows have been changed since the session began"),
  HelpEntry(
    name: "trim", usage: "trim(text, letters)",
    text: "without blanks, or these letters, at both ends"),
  HelpEntry(name: "trunc", usage: "trunc(x)", text: "the whole number towards zero"),
  HelpEntry(name: "typeof", usage: "typeof(x)", text: "null, integer, real, text or blob"),
  HelpEntry(name: "unicode", usage: "unicode(text)", text: "the code point of the first letter"),
  HelpEntry(name: "unixepoch", usage: "unixepoch(time, modifier, …)", text: "seconds since 1970"),
  HelpEntry(
    name: "unlikely", usage: "unlikely(x)",
    text: "x; tells the planner that it is mostly false"),
  HelpEntry(name: "upper", usage: "upper(text)", text: "ASCII letters in upper case"),
  HelpEntry(name: "zeroblob", usage: "zeroblob(n)", text: "n bytes of zero"),
]
