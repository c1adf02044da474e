"""What the tests of PDFs share: making them, and the checker as a module."""
import logging
import pathlib
import subprocess
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
sys.dont_write_bytecode = True
sys.setrecursionlimit(5000)
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

try:
    import check_pdf
    import pikepdf
except ImportError as missing:
    print(f"skipped: {missing} (python3-pikepdf, python3-fonttools)")
    sys.exit(77)

HERE = pathlib.Path(__file__).parent
PROFILES = ("ua1", "3a", "tree")


def faults(path, profiles=PROFILES):
    """What the checker finds, as texts."""
    check = check_pdf.Check(str(path), list(profiles)).run()
    return [f"{clause}: {text}" for profile in profiles
            for clause, text, _ in check.verdict(profile)]


def problems(path):
    """What is wrong with the file as a PDF."""
    with pikepdf.open(path) as pdf:
        return pdf.check()


def elements(element):
    """All elements below, in order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


class Maker:
    """Runs the program under test in a folder of its own."""

    def __init__(self, program, source, folder):
        self.program = str(pathlib.Path(program).resolve())
        self.source = pathlib.Path(source).resolve()
        self.folder = pathlib.Path(folder)

    def run(self, *arguments, text=None, cwd=None):
        subprocess.run([self.program, *map(str, arguments)], input=text, text=True, check=True,
                       cwd=cwd or self.folder, stderr=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)

    def briefing(self, path, *options):
        """A briefing of the source tree."""
        self.run("build", path, "--root", self.source, "-f", "pdf", "-o", self.folder, *options,
                 cwd=self.source)
        return self.folder / (pathlib.Path(path).stem + ".pdf")

    def document(self, name, markdown, *options):
        (self.folder / f"{name}.md").write_text(markdown)
        self.run("build", f"{name}.md", "-f", "pdf", "-o", ".", *options)
        return self.folder / f"{name}.pdf"

    def chart(self, name, spec, *options):
        """A chart from a pipe, which has no name of its own."""
        out = self.folder / f"{name}.pdf"
        self.run("chart", "-", "-o", out, *options, text=spec)
        return out
