/* What the commands share: options, messages, exit codes. */
#pragma once

#include "sholu.h"

#include <glib.h>

/* One subcommand. `run` gets the arguments from its own name on and returns the exit code. */
typedef struct Command {
  const char *name;
  const char *arguments; /* NULL: it takes none */
  const char *summary;
  int (*run)(const struct Command *command, int argc, char **argv);
} Command;

int command_build(const Command *command, int argc, char **argv);
int command_batch(const Command *command, int argc, char **argv);
int command_check(const Command *command, int argc, char **argv);
int command_chart(const Command *command, int argc, char **argv);

/* Options of every command that does work. */
typedef struct CommonOptions {
  SholuOptions sholu;
  char **words; /* of the command line, as far as they are left: argv after parsing */
  char *root, *theme, *diagnostic_format;
  char *ppi, *pdf_standard;
  gboolean timings, quiet, no_color, no_attachments;
  bool reads_only; /* the command writes nothing, whatever it finds */
} CommonOptions;

void common_options_clear(CommonOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CommonOptions, common_options_clear)

/* Parses a command's own entries (zero-terminated) and the common ones; what is left in argv are
 * the arguments, of which there must be one, or none. Returns -1 to go on, else the exit code. */
int options_parse(const Command *command, const char *description, GOptionEntry *own,
                  CommonOptions *common, int *argc, char ***argv);

/* A number given as text to option `name`, into *number (untouched when `text` is NULL). */
bool options_number(const Command *command, const char *name, const char *text, double *number);

/* The parameters given as "year:2024" (NULL: none), as SholuOptions has them: set there, and in
 * *params to be freed after use. */
bool options_params(const Command *command, char **given, CommonOptions *common, char ***params);

/* Says on stderr what is wrong with the call, and how to get help; returns the exit code. */
int misuse(const Command *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Prints the faults, a closing line and, if asked for, the timings; returns the exit code. */
bool wants_colour(const CommonOptions *options); /* of messages */
int report(const CommonOptions *options, SholuOutcome *outcome);

/* Shows progress on a terminal once the work has taken a second; for SholuOptions. */
void show_progress(const char *what, size_t done, size_t total, void *user);

/* Flushes standard output; false, with a message, if what was printed did not get through. */
bool flush_output(void);
