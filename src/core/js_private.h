/* Bits of JavaScript that number and date parsing share; within core only. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The largest time a Date can hold, in milliseconds to either side of 1970. */
#define JS_MAX_TIME_MS 8.64e15

/* JavaScript's WhiteSpace and LineTerminator. */
bool is_js_space(gunichar c);
