/* A single value as it travels between queries, expressions and formats. */
#pragma once

#include <math.h>
#include <stdbool.h>

typedef enum ValueKind {
  VALUE_NULL, /* missing */
  VALUE_BOOLEAN,
  VALUE_NUMBER, /* finite, infinite or NaN; dates are milliseconds since 1970-01-01T00:00Z */
  VALUE_STRING,
} ValueKind;

typedef struct Value {
  ValueKind kind;
  union {
    bool boolean;
    double number;
    const char *string; /* UTF-8, owned by whoever made the value */
  };
} Value;

#define VALUE_MISSING ((Value){ .kind = VALUE_NULL })

static inline Value
value_number(double number)
{
  return (Value){ .kind = VALUE_NUMBER, .number = number };
}

static inline Value
value_string(const char *string)
{
  return string ? (Value){ .kind = VALUE_STRING, .string = string } : VALUE_MISSING;
}

static inline Value
value_boolean(bool boolean)
{
  return (Value){ .kind = VALUE_BOOLEAN, .boolean = boolean };
}

/* Same kind and same content; NaN equals NaN. */
bool value_equal(Value a, Value b);

/* Total order: missing, booleans, numbers (NaN first), strings by bytes. */
int value_compare(Value a, Value b);

/* The number a value stands for, as JavaScript's Number(): a missing value is 0, a text is parsed,
 * what is no number is NaN. */
double value_to_number(Value value);
