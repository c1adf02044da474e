/* SVG path data (SVG 1.1, chapter 8.3), elliptical arcs by its appendix F.6. */
#include "render/path_private.h"

#include <math.h>
#include <string.h>

typedef struct Parser {
  const char *at;
  Path *path;
  PathPoint here, control; /* the last control point, for smooth curves */
  char previous;           /* upper-case command before, 0 at the start */
} Parser;

static void
skip_separators(Parser *parser)
{
  while (*parser->at && strchr(" \t\r\n\f,", *parser->at))
    parser->at++;
}

static bool
starts_number(const char *text)
{
  if (*text == '+' || *text == '-')
    text++;
  if (*text == '.')
    text++;
  return g_ascii_isdigit(*text);
}

static bool
read_number(Parser *parser, double *value)
{
  skip_separators(parser);
  if (!starts_number(parser->at)) /* also keeps "inf", "nan" and hexadecimals out */
    return false;
  const char *at = parser->at;
  if (*at == '+' || *at == '-')
    at++;
  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X')) {
    *value = 0;
    parser->at = at + 1;
    return true;
  }
  char *end = NULL;
  *value = g_ascii_strtod(parser->at, &end);
  parser->at = end;
  return isfinite(*value);
}

/* A flag of an arc: one digit, which may stand without a separator. */
static bool
read_flag(Parser *parser, double *value)
{
  skip_separators(parser);
  if (*parser->at != '0' && *parser->at != '1')
    return false;
  *value = *parser->at++ - '0';
  return true;
}

static bool
read_arguments(Parser *parser, char command, int count, double values[7])
{
  for (int i = 0; i < count; i++) {
    bool flag = command == 'A' && (i == 3 || i == 4);
    if (!(flag ? read_flag : read_number)(parser, &values[i]))
      return false;
  }
  return true;
}

static double
vector_angle(PathPoint from, PathPoint to)
{
  return atan2(from.x * to.y - from.y * to.x, from.x * to.x + from.y * to.y);
}

/* An ellipse in its own frame: unit circle, scaled by the radii, turned, moved. */
typedef struct Ellipse {
  PathPoint centre;
  double rx, ry, cosine, sine;
  double start, sweep;
} Ellipse;

static PathPoint
on_ellipse(const Ellipse *e, double x, double y)
{
  x *= e->rx;
  y *= e->ry;
  return (PathPoint){ e->cosine * x - e->sine * y + e->centre.x,
                      e->sine * x + e->cosine * y + e->centre.y };
}

/* From end points to centre, start angle and sweep. */
static Ellipse
ellipse_between(PathPoint from, PathPoint to, const double v[7])
{
  Ellipse e = { .rx = fabs(v[0]), .ry = fabs(v[1]) };
  e.cosine = cos(v[2] * G_PI / 180);
  e.sine = sin(v[2] * G_PI / 180);
  double dx = (from.x - to.x) / 2, dy = (from.y - to.y) / 2;
  double x = e.cosine * dx + e.sine * dy, y = -e.sine * dx + e.cosine * dy;
  double reach = (x * x) / (e.rx * e.rx) + (y * y) / (e.ry * e.ry);
  if (reach > 1) { /* too small to span the points: enlarged until it does */
    e.rx *= sqrt(reach);
    e.ry *= sqrt(reach);
  }
  double a = e.rx * y / e.ry, b = e.ry * x / e.rx;
  double share = e.rx * e.rx * e.ry * e.ry;
  double under = e.rx * e.rx * y * y + e.ry * e.ry * x * x;
  double factor = under > 0 ? sqrt(fmax(0, (share - under) / under)) : 0;
  if (v[3] == v[4])
    factor = -factor;
  double cx = factor * a, cy = -factor * b;
  e.centre = (PathPoint){ e.cosine * cx - e.sine * cy + (from.x + to.x) / 2,
                          e.sine * cx + e.cosine * cy + (from.y + to.y) / 2 };
  PathPoint u = { (x - cx) / e.rx, (y - cy) / e.ry }, w = { (-x - cx) / e.rx, (-y - cy) / e.ry };
  e.start = vector_angle((PathPoint){ 1, 0 }, u);
  e.sweep = vector_angle(u, w);
  if (v[4] == 0 && e.sweep > 0)
    e.sweep -= 2 * G_PI;
  else if (v[4] != 0 && e.sweep < 0)
    e.sweep += 2 * G_PI;
  return e;
}

static void
elliptical_arc(Path *path, PathPoint from, PathPoint to, const double v[7])
{
  if (from.x == to.x && from.y == to.y)
    return;
  if (v[0] == 0 || v[1] == 0) {
    path_line_to(path, to.x, to.y);
    return;
  }
  Ellipse e = ellipse_between(from, to, v);
  if (!isfinite(e.start) || !isfinite(e.sweep)) {
    path_line_to(path, to.x, to.y);
    return;
  }
  int pieces = MAX(1, (int)ceil(fabs(e.sweep) / G_PI_2 - 1e-9));
  double step = e.sweep / pieces, reach = 4.0 / 3.0 * tan(step / 4);
  for (int i = 0; i < pieces; i++) {
    double t0 = e.start + step * i, t1 = t0 + step;
    double c0 = cos(t0), s0 = sin(t0), c1 = cos(t1), s1 = sin(t1);
    path_curve_to(path, on_ellipse(&e, c0 - reach * s0, s0 + reach * c0),
                  on_ellipse(&e, c1 + reach * s1, s1 - reach * c1),
                  i + 1 == pieces ? to : on_ellipse(&e, c1, s1));
  }
}

static PathPoint
reflected(const Parser *parser, const char *after)
{
  if (parser->previous == 0 || !strchr(after, parser->previous))
    return parser->here;
  return (PathPoint){ 2 * parser->here.x - parser->control.x,
                      2 * parser->here.y - parser->control.y };
}

static void
quadratic(Parser *parser, PathPoint control, PathPoint to)
{
  PathPoint from = parser->here;
  path_curve_to(parser->path,
                (PathPoint){ from.x + 2.0 / 3 * (control.x - from.x),
                             from.y + 2.0 / 3 * (control.y - from.y) },
                (PathPoint){ to.x + 2.0 / 3 * (control.x - to.x),
                             to.y + 2.0 / 3 * (control.y - to.y) },
                to);
  parser->control = control;
}

/* The commands that draw; `v` absolute; each returns where the pen then is. */
static PathPoint
do_move(Parser *parser, const double *v)
{
  path_move_to(parser->path, v[0], v[1]);
  return (PathPoint){ v[0], v[1] };
}

static PathPoint
do_line(Parser *parser, const double *v)
{
  path_line_to(parser->path, v[0], v[1]);
  return (PathPoint){ v[0], v[1] };
}

static PathPoint
do_horizontal(Parser *parser, const double *v)
{
  path_line_to(parser->path, v[0], parser->here.y);
  return (PathPoint){ v[0], parser->here.y };
}

static PathPoint
do_vertical(Parser *parser, const double *v)
{
  path_line_to(parser->path, parser->here.x, v[0]);
  return (PathPoint){ parser->here.x, v[0] };
}

static PathPoint
do_cubic(Parser *parser, const double *v)
{
  PathPoint control = { v[2], v[3] }, to = { v[4], v[5] };
  path_curve_to(parser->path, (PathPoint){ v[0], v[1] }, control, to);
  parser->control = control;
  return to;
}

static PathPoint
do_smooth_cubic(Parser *parser, const double *v)
{
  PathPoint control = { v[0], v[1] }, to = { v[2], v[3] };
  path_curve_to(parser->path, reflected(parser, "CS"), control, to);
  parser->control = control;
  return to;
}

static PathPoint
do_quadratic(Parser *parser, const double *v)
{
  quadratic(parser, (PathPoint){ v[0], v[1] }, (PathPoint){ v[2], v[3] });
  return (PathPoint){ v[2], v[3] };
}

static PathPoint
do_smooth_quadratic(Parser *parser, const double *v)
{
  quadratic(parser, reflected(parser, "QT"), (PathPoint){ v[0], v[1] });
  return (PathPoint){ v[0], v[1] };
}

static PathPoint
do_arc(Parser *parser, const double *v)
{
  PathPoint to = { v[5], v[6] };
  elliptical_arc(parser->path, parser->here, to, v);
  return to;
}

static PathPoint
do_close(Parser *parser, const double *v)
{
  (void)v;
  path_close(parser->path);
  return parser->path->start;
}

typedef struct Command {
  char letter;
  int arguments;
  /* which arguments are x (1) or y (2), and so relative in the small-letter form */
  char axes[7];
  PathPoint (*run)(Parser *parser, const double *values);
} Command;

static const Command COMMANDS[] = {
  { 'M', 2, { 1, 2 }, do_move },
  { 'L', 2, { 1, 2 }, do_line },
  { 'H', 1, { 1 }, do_horizontal },
  { 'V', 1, { 2 }, do_vertical },
  { 'C', 6, { 1, 2, 1, 2, 1, 2 }, do_cubic },
  { 'S', 4, { 1, 2, 1, 2 }, do_smooth_cubic },
  { 'Q', 4, { 1, 2, 1, 2 }, do_quadratic },
  { 'T', 2, { 1, 2 }, do_smooth_quadratic },
  { 'A', 7, { 0, 0, 0, 0, 0, 1, 2 }, do_arc },
  { 'Z', 0, { 0 }, do_close },
};

static const Command *
command_for(char letter)
{
  for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
    if (COMMANDS[i].letter == g_ascii_toupper(letter))
      return &COMMANDS[i];
  return NULL;
}

static bool
run_command(Parser *parser, const Command *command, bool relative)
{
  double values[7] = { 0 };
  if (!read_arguments(parser, command->letter, command->arguments, values))
    return false;
  for (int i = 0; relative && i < command->arguments; i++)
    values[i] += command->axes[i] == 1 ? parser->here.x : command->axes[i] ? parser->here.y : 0;
  /* after a close, drawing goes on from the subpath's start */
  if (parser->previous == 'Z' && command->letter != 'M' && command->letter != 'Z')
    path_move_to(parser->path, parser->here.x, parser->here.y);
  parser->here = command->run(parser, values);
  parser->previous = command->letter;
  return true;
}

bool
path_parse_svg(Path *path, const char *data)
{
  Parser parser = { .at = data, .path = path };
  const Command *command = NULL;
  bool relative = false;
  for (;;) {
    skip_separators(&parser);
    if (!*parser.at)
      return true;
    if (g_ascii_isalpha(*parser.at)) {
      command = command_for(*parser.at);
      relative = g_ascii_islower(*parser.at);
      parser.at++;
    } else if (command && command->letter == 'M') {
      command = command_for('L'); /* further pairs of a move are lines */
    } else if (!command || command->arguments == 0) {
      return false;
    }
    if (!command || (parser.previous == 0 && command->letter != 'M'))
      return false;
    if (!run_command(&parser, command, relative))
      return false;
  }
}
