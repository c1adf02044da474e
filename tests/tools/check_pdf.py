#!/usr/bin/python3
"""check_pdf.py - independent checker for PDF/UA-1 and PDF/A-2/3 (machine-checkable rules).

Needs Debian's python3-pikepdf and python3-fonttools only.
usage: check_pdf.py [-p ua1,3a] [-q] FILE...      profiles: ua1 2b 2u 2a 3b 3u 3a and
'tree' (consistency of structure tree, parent tree and content: our own rules T1-T6)
Exit status 0 when every file passes every profile asked for. Each finding is "clause: text".
Clause numbers are those of ISO 14289-1 (UA) and ISO 19005-2/3 (A).
Licence: that of the project (LICENSE).
"""
import sys, re, io, struct, zlib, math, collections
import xml.etree.ElementTree as ET
import pikepdf
from pikepdf import Name, Dictionary, Array, Stream, String, Object

WS = b' \t\r\n\x0c\x00'
DELIM = b'()<>[]{}/%'

# ---------------------------------------------------------------- raw syntax
class Raw:
    """Lexer over the file's bytes; only used for rules about the syntax itself."""
    def __init__(self, data, rep):
        self.d = data; self.rep = rep
    def ws(self, i):
        d = self.d
        while i < len(d):
            if d[i] in WS: i += 1
            elif d[i] == 37:
                while i < len(d) and d[i] not in b'\r\n': i += 1
            else: break
        return i
    def obj(self, i, top=None, depth=0):
        """parse one object at i; returns (value, end). top: dict that gets the top-level keys"""
        d = self.d; i = self.ws(i)
        if i >= len(d) or depth > 200: return None, i
        c = d[i:i+1]
        if d[i:i+2] == b'<<':
            i += 2; out = {}
            while True:
                i = self.ws(i)
                if d[i:i+2] == b'>>' or i >= len(d): return out, i+2
                k, i2 = self.obj(i, depth=depth+1)
                if i2 == i: return out, i
                v, i = self.obj(i2, depth=depth+1)
                j = self.ws(i)              # "n g R"
                m = re.compile(rb'(\d+)[\s]+R(?![A-Za-z0-9])').match(d, j)
                if isinstance(v, int) and m: v = ('R', v); i = m.end()
                if isinstance(k, bytes): out[k] = v
        if c == b'[':
            i += 1; out = []
            while True:
                i = self.ws(i)
                if i >= len(d) or d[i:i+1] == b']': return out, i+1
                if d[i:i+1] == b'R': i += 1; continue
                v, j = self.obj(i, depth=depth+1)
                if j == i: return out, i+1
                out.append(v); i = j
        if c == b'<':
            e = d.find(b'>', i); s = d[i+1:e]; h = bytes(x for x in s if x not in WS)
            if re.search(rb'[^0-9A-Fa-f]', h): self.rep('A6.1.6-2', 'hex string with a non-hex character')
            if len(h) % 2: self.rep('A6.1.6-1', 'hex string with an odd number of digits')
            if len(h)//2 > 32767: self.rep('A6.1.13-3', 'string longer than 32767 bytes')
            return ('S', h), e+1
        if c == b'(':
            depth_ = 1; j = i+1; n = 0
            while j < len(d) and depth_:
                x = d[j]
                if x == 92:
                    j += 2; n += 1
                    continue
                if x == 40: depth_ += 1
                elif x == 41: depth_ -= 1
                j += 1; n += 1
            if n-1 > 32767: self.rep('A6.1.13-3', 'string longer than 32767 bytes')
            return ('S', d[i+1:j-1]), j
        if c == b'/':
            j = i+1
            while j < len(d) and d[j] not in WS and d[j] not in DELIM: j += 1
            nm = re.sub(rb'#([0-9A-Fa-f]{2})', lambda m: bytes([int(m.group(1), 16)]), d[i+1:j])
            if len(nm) > 127: self.rep('A6.1.13-4', 'name longer than 127 bytes')
            return nm, j
        j = i
        while j < len(d) and d[j] not in WS and d[j] not in DELIM: j += 1
        t = d[i:j]
        if j == i: return None, i+1
        if re.fullmatch(rb'[+-]?\d+', t):
            v = int(t)
            if not -2147483648 <= v <= 2147483647: self.rep('A6.1.13-1', 'integer out of range %d' % v)
            return v, j
        if re.fullmatch(rb'[+-]?\d*\.\d*', t):
            try: v = float(t)
            except ValueError: v = 0.0
            return v, j
        return ('K', t), j

def raw_checks(data, pdf, rep):
    m = re.match(rb'%PDF-1\.[0-7](\r\n|\r|\n)', data)
    if not m:
        rep('A6.1.2-1', 'header must be %PDF-1.n at byte 0 followed by one EOL')
        m2 = re.search(rb'%PDF-(\d\.\d)', data[:1100])
        if not m2 or not re.fullmatch(rb'1\.[0-7]', m2.group(1)): rep('U6.1-1', 'header version')
        elif not re.match(rb'[\r\n]', data[m2.end():m2.end()+1]): rep('U6.1-1', 'header must end with EOL')
    m = re.search(rb'%PDF-[^\r\n]*(\r\n|\r|\n)', data[:1100])
    p = m.end() if m else 9
    if not (data[p:p+1] == b'%' and len(data) > p+5 and all(b > 127 for b in data[p+1:p+5])):
        rep('A6.1.2-2', 'no binary comment line after the header')
    e = data.rfind(b'%%EOF')
    if e < 0 or data[e+5:] not in (b'', b'\n', b'\r', b'\r\n'): rep('A6.1.3-3', 'data after the last %%EOF')
    raw = Raw(data, rep); seen = set(); offs = {}; trailers = []
    m = list(re.finditer(rb'startxref\s+(\d+)', data))
    todo = [int(m[-1].group(1))] if m else []
    base = max(data.find(b'%PDF-'), 0)
    while todo:
        x = todo.pop(0)
        if x in seen or x < 0 or x >= len(data): continue
        seen.add(x)
        if data[x:x+4] != b'xref' and data[x+base:x+base+4] == b'xref': x += base
        if data[raw.ws(x):raw.ws(x)+4] == b'xref' and data[x:x+4] != b'xref': x = raw.ws(x)
        if data[x:x+4] == b'xref':
            if not re.compile(rb'xref(\r\n|\r|\n)\d+ \d+ ?(\r\n|\r|\n)').match(data, x): rep('A6.1.4-2', 'xref keyword and subsection header')
            i = x+4
            while True:
                mm = re.compile(rb'\s*(\d+)\s+(\d+)[ ]*(\r\n|\r|\n)').match(data, i)
                if not mm: break
                if mm.group(0).lstrip() and not re.compile(rb'\s*\d+ \d+ ?(\r\n|\r|\n)').match(data, i): rep('A6.1.4-1', 'xref subsection header must be "n n" with one space')
                a, n = int(mm.group(1)), int(mm.group(2)); i = mm.end()
                for k in range(n):
                    ent = data[i:i+20]; em = re.match(rb'(\d{10}) (\d{5}) ([nf])', ent)
                    if not em: break
                    if em.group(3) == b'n': offs.setdefault((a+k, int(em.group(2))), int(em.group(1)))
                    i += 20
            t = data.find(b'trailer', i)
            if t >= 0:
                tr, _ = raw.obj(t+7); trailers.append((x, tr or {}))
                for k in (b'XRefStm', b'Prev'):
                    if isinstance((tr or {}).get(k), int): todo.append(tr[k])
        else:
            mm = re.compile(rb'\s*(\d+)\s+(\d+)\s+obj').match(data, x)
            if not mm: continue
            tr, j = raw.obj(mm.end()); trailers.append((x, tr or {}))
            if not isinstance(tr, dict): continue
            offs.setdefault((int(mm.group(1)), int(mm.group(2))), x)
            try:
                s = pdf.get_object(int(mm.group(1)), int(mm.group(2))) ; b = s.read_bytes()
                w = [int(v) for v in s.W]; idx = [int(v) for v in s.get('/Index', Array([0, int(s.Size)]))]
                p = 0
                for q in range(0, len(idx), 2):
                    for k in range(idx[q+1]):
                        f = []
                        for ww in w: f.append(int.from_bytes(b[p:p+ww], 'big')); p += ww
                        if (w[0] == 0 or f[0] == 1): offs.setdefault((idx[q]+k, f[2]), f[1])
            except Exception: pass
            if isinstance(tr.get(b'Prev'), int): todo.append(tr[b'Prev'])
    # file identifier: of the last trailer (or the first-page one of a linearized file)
    def ident(t):
        v = t.get(b'ID')
        return v if isinstance(v, list) and len(v) == 2 and all(isinstance(q, tuple) and q[0] == 'S' and q[1] for q in v) else None
    if trailers:
        if ident(trailers[0][1]) is None: rep('A6.1.3-1', 'no file ID in the trailer')
    if any(b'Encrypt' in t for _, t in trailers) or '/Encrypt' in pdf.trailer: rep('A6.1.3-2', 'encrypted')
    # objects
    for (n, g), o in sorted(offs.items()):
        o0 = o
        m = re.compile(rb'[\s]*(\d+)([\s]+)(\d+)([\s]+)obj').match(data, o)
        if not m or int(m.group(1)) != n: continue
        o = m.start(1)
        if not re.compile(rb'\d+[ \t\n\r\x0c\x00]\d+[ \t\n\r\x0c\x00]obj(\r|\n)').match(data, o) or (o > 0 and data[o-1:o] not in (b'\r', b'\n')): rep('A6.1.9-1', 'object %d: spacing of "n g obj"' % n)
        v, i = raw.obj(m.end()); j = raw.ws(i)
        if data[j:j+6] == b'stream' and isinstance(v, dict):
            k = j+6
            if data[k:k+2] == b'\r\n': k += 2
            elif data[k:k+1] == b'\n': k += 1
            else:
                rep('A6.1.7.1-2', 'object %d: stream keyword not followed by CRLF or LF' % n)
                while data[k:k+1] in (b' ', b'\r', b'\n') and data[k:k+1]: k += 1
            for key in (b'F', b'FFilter', b'FDecodeParms'):
                if key in v: rep('A6.1.7.1-3', 'object %d: external stream key' % n)
            L = v.get(b'Length')
            if isinstance(L, tuple) and L[0] == 'R':
                try: L = int(pdf.get_object(L[1], 0))
                except Exception: L = None
            ok = isinstance(L, int)
            if ok:
                t = data[k+L:k+L+12]
                mm = re.match(rb'(\r\n|\n|\r)endstream', t)
                if mm: i = k+L+mm.end()
                elif t.startswith(b'endstream'):
                    i = k+L+9
                    if data[k+L-1:k+L] in (b'\n', b'\r'): rep('A6.1.7.1-1', 'object %d: Length includes the EOL before endstream' % n)
                    else: rep('A6.1.7.1-2', 'object %d: no EOL before endstream' % n)
                else: ok = False
            if not ok:
                e = data.find(b'endstream', k)
                rep('A6.1.7.1-1', 'object %d: Length does not match the stream' % n)
                if e > 0 and data[e-1:e] not in (b'\r', b'\n'): rep('A6.1.7.1-2', 'object %d: no EOL before endstream' % n)
                i = e+9
            j = raw.ws(i)
        if data[j:j+6] == b'endobj':
            if data[j-1:j] not in (b'\r', b'\n') or data[j+6:j+7] not in (b'\r', b'\n'): rep('A6.1.9-1', 'object %d: endobj must stand between EOLs' % n)
    if len(offs) > 8388607: rep('A6.1.13-7', 'too many objects')

# ---------------------------------------------------------------- helpers
def isdict(o): return isinstance(o, (Dictionary, Stream))
def get(o, k, default=None):
    try:
        v = o.get(k)
        return default if v is None else v
    except Exception: return default
def num(o, default=0.0):
    try: return float(o)
    except Exception: return default
def text(o):
    try: return str(o)
    except Exception:
        try: return bytes(o).decode('latin-1')
        except Exception: return ''
def nm(o):
    if not isinstance(o, Name): return None
    try: return str(o)[1:]
    except UnicodeDecodeError: return bytes(o)[1:].decode('utf-8', 'surrogateescape') if hasattr(o, '__bytes__') else o.unparse()[1:].decode('utf-8', 'surrogateescape')
def key(o):
    try:
        g = o.objgen
        return g if g != (0, 0) else ('d', id(o))
    except Exception: return ('d', id(o))
def seqof(o): return list(o) if isinstance(o, Array) else ([] if o is None else [o])

STD = set('Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split())
LANG = re.compile(r'[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*')
PREDEF_CMAPS = set('Identity-H Identity-V GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V 83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V'.split())
OPS = set('b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'.split())
BLEND = set('Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split())
INTENTS = set('RelativeColorimetric AbsoluteColorimetric Perceptual Saturation'.split())

# ---------------------------------------------------------------- fonts
def std_enc(name):
    from fontTools.encodings import StandardEncoding as SE, MacRoman
    if name == 'StandardEncoding': return list(SE.StandardEncoding)
    if name == 'MacRomanEncoding': return mac_names()
    if name == 'WinAnsiEncoding': return win_names()
    if name == 'MacExpertEncoding': return ['space' if i == 32 else '.notdef' for i in range(256)]
    return None
_cache = {}
def uni2name():
    if 'u2n' not in _cache:
        from fontTools.agl import AGL2UV, UV2AGL
        _cache['u2n'] = (dict(AGL2UV), dict(UV2AGL))
    return _cache['u2n']
def win_names():
    if 'win' not in _cache:
        a2u, u2a = uni2name(); r = ['.notdef']*256
        for c in range(32, 256):
            try: u = ord(bytes([c]).decode('cp1252'))
            except UnicodeDecodeError: r[c] = 'bullet'; continue
            r[c] = u2a.get(u, '.notdef')
        r[0xA0] = 'space'; r[0xAD] = 'hyphen'; r[127] = 'bullet'; r[0x2d] = 'hyphen'; r[0x20] = 'space'; r[0xb5] = 'mu'; r[0xaf] = 'macron'; r[0xb7] = 'periodcentered'
        r[0xb2] = 'twosuperior'; r[0xb3] = 'threesuperior'; r[0xb9] = 'onesuperior'
        _cache['win'] = r
    return _cache['win']
def mac_names():
    if 'mac' not in _cache:
        a2u, u2a = uni2name(); r = ['.notdef']*256
        for c in range(32, 256): r[c] = u2a.get(ord(bytes([c]).decode('mac_roman')), '.notdef')
        r[0xCA] = 'space'; r[0x20] = 'space'; r[0x2d] = 'hyphen'; r[0xdb] = 'currency'; r[0xb5] = 'mu'; r[0xf8] = 'macron'; r[0xe1] = 'periodcentered'
        _cache['mac'] = r
    return _cache['mac']
def name2uni(n):
    a2u, _ = uni2name()
    if n in a2u: return chr(a2u[n]) if isinstance(a2u[n], int) else ''.join(map(chr, a2u[n]))
    from fontTools.agl import toUnicode
    try: return toUnicode(n) or None
    except Exception: return None

def parse_cmap(data):
    """(code space list, {code: cid or text}, usecmap, wmode) of a CMap file"""
    toks = re.findall(rb'<[0-9A-Fa-f\s]*>|\[|\]|/[^\s/<>\[\]()]+|-?\d+|[A-Za-z]+', re.sub(rb'%[^\r\n]*', b'', data))
    hx = lambda t: bytes.fromhex(re.sub(rb'\s', b'', t[1:-1]).decode() if len(re.sub(rb'\s', b'', t[1:-1])) % 2 == 0 else re.sub(rb'\s', b'', t[1:-1]).decode()+'0')
    spaces, cid, uni, use, wmode, maxcid = [], {}, {}, None, 0, 0
    i = 0
    def u(t):
        b = hx(t)
        try: return b.decode('utf-16-be', 'surrogatepass') if len(b) > 1 else chr(b[0]) if b else ''
        except Exception: return '\ufffd'
    while i < len(toks):
        t = toks[i]
        if t == b'usecmap' and i: use = toks[i-1][1:].decode('latin-1')
        elif t == b'WMode' or t == b'/WMode':
            if i+1 < len(toks) and re.fullmatch(rb'-?\d+', toks[i+1]): wmode = int(toks[i+1])
        elif t == b'begincodespacerange':
            i += 1
            while i+1 < len(toks) and toks[i] != b'endcodespacerange': spaces.append((hx(toks[i]), hx(toks[i+1]))); i += 2
        elif t == b'begincidrange':
            i += 1
            while i+2 < len(toks) and toks[i] != b'endcidrange':
                a, b, c = hx(toks[i]), hx(toks[i+1]), int(toks[i+2]); ia, ib = int.from_bytes(a, 'big'), int.from_bytes(b, 'big')
                maxcid = max(maxcid, c+ib-ia)
                for k in range(min(ib-ia+1, 70000)): cid[(len(a), ia+k)] = c+k
                i += 3
        elif t == b'begincidchar':
            i += 1
            while i+1 < len(toks) and toks[i] != b'endcidchar':
                a = hx(toks[i]); cid[(len(a), int.from_bytes(a, 'big'))] = int(toks[i+1]); maxcid = max(maxcid, int(toks[i+1])); i += 2
        elif t == b'beginbfchar':
            i += 1
            while i+1 < len(toks) and toks[i] != b'endbfchar':
                uni[int.from_bytes(hx(toks[i]), 'big')] = u(toks[i+1]) if toks[i+1][:1] == b'<' else (name2uni(toks[i+1][1:].decode('latin-1')) or ''); i += 2
        elif t == b'beginbfrange':
            i += 1
            while i+2 < len(toks) and toks[i] != b'endbfrange':
                a, b = int.from_bytes(hx(toks[i]), 'big'), int.from_bytes(hx(toks[i+1]), 'big')
                if toks[i+2] == b'[':
                    j = i+3; k = 0
                    while j < len(toks) and toks[j] != b']': uni[a+k] = u(toks[j]) if toks[j][:1] == b'<' else ''; k += 1; j += 1
                    i = j+1
                else:
                    s = u(toks[i+2])
                    for k in range(min(b-a+1, 70000)):
                        if s: uni[a+k] = s[:-1]+chr((ord(s[-1])+k) % 0x110000)
                    i += 3
        i += 1
    return spaces, cid, uni, use, wmode, maxcid

class Font:
    def __init__(self, d, rep):
        self.d = d; self.rep = rep; self.sub = nm(get(d, '/Subtype')); self.base = nm(get(d, '/BaseFont')) or ''
        self.type0 = self.sub == 'Type0'; self.desc = None; self.cid = None; self.reported = set()
        if self.type0:
            ds = get(d, '/DescendantFonts'); self.cid = ds[0] if isinstance(ds, Array) and len(ds) else None
            self.fd = get(self.cid, '/FontDescriptor') if self.cid is not None else None
        else: self.fd = get(d, '/FontDescriptor')
        self.file = None; self.fkey = None
        for k in ('/FontFile', '/FontFile2', '/FontFile3'):
            if self.fd is not None and isinstance(get(self.fd, k), Stream): self.file = get(self.fd, k); self.fkey = k
        self.flags = int(num(get(self.fd, '/Flags'), 0)) if self.fd is not None else 0
        self.symbolic = bool(self.flags & 4)
        self._prog = None; self._uni = None; self._enc = None; self._cm = None; self.used = {}
    # program
    def prog(self):
        if self._prog is not None: return self._prog
        P = {'kind': None}
        try:
            b = self.file.read_bytes()
            if self.fkey == '/FontFile2' or b[:4] in (b'OTTO', b'\0\1\0\0', b'true'):
                from fontTools.ttLib import TTFont
                f = TTFont(io.BytesIO(b), lazy=True, fontNumber=0); P = {'kind': 'tt', 'f': f}
                if 'CFF ' in f: P['cff'] = f['CFF '].cff
                try: P['upm'] = f['head'].unitsPerEm
                except Exception: P['upm'] = 1000
                # glyph metrics straight from the tables, the font may lack 'post' or 'name'
                try:
                    nh = struct.unpack('>H', f.reader['hhea'][34:36])[0]; hm = f.reader['hmtx']; ng = struct.unpack('>H', f.reader['maxp'][4:6])[0]
                    P['adv'] = [struct.unpack('>H', hm[4*min(i, nh-1):4*min(i, nh-1)+2])[0] for i in range(ng)]; P['ng'] = ng
                except Exception: P['adv'] = None; P['ng'] = None
                P['cmaps'] = self._cmaps(f)
            elif self.fkey == '/FontFile3':
                from fontTools.cffLib import CFFFontSet
                c = CFFFontSet(); c.decompile(io.BytesIO(b), None); P = {'kind': 'cff', 'cff': c}
            elif self.fkey == '/FontFile': P = self._type1(b)
        except Exception as e: P = {'kind': None, 'err': str(e)}
        if 'cff' in P:
            try:
                top = P['cff'][0]; P['top'] = top; P['cs'] = top.CharStrings; P['charset'] = list(top.charset); P['iscid'] = hasattr(top, 'ROS')
                P['cff_upm'] = 1/ (top.FontMatrix[0] if hasattr(top, 'FontMatrix') and top.FontMatrix[0] else 0.001)
            except Exception as e: P = {'kind': None, 'err': str(e)}
        self._prog = P; return P
    @staticmethod
    def _cmaps(f):
        out = []
        try:
            for t in f['cmap'].tables: out.append((t.platformID, t.platEncID, dict(t.cmap)))
        except Exception: pass
        # map names back to glyph ids
        res = []
        for a, b, m in out:
            r = {}
            for c, g in m.items():
                try: r[c] = f.getGlyphID(g) if isinstance(g, str) else int(g)
                except Exception: pass
            res.append((a, b, r))
        return res
    @staticmethod
    def _type1(b):
        if b[:1] == b'\x80':
            out = b''; i = 0
            while i+6 <= len(b) and b[i] == 0x80 and b[i+1] in (1, 2): n = struct.unpack('<I', b[i+2:i+6])[0]; out += b[i+6:i+6+n]; i += 6+n
            b = out
        k = b.find(b'eexec'); clear = b[:k]; e = b[k+5:].lstrip(b' \t\r\n')
        if re.match(rb'[0-9A-Fa-f\s]{8}', e[:8]): e = bytes.fromhex(re.sub(rb'[^0-9A-Fa-f]', b'', e).decode()[:len(re.sub(rb'[^0-9A-Fa-f]', b'', e))//2*2])
        def dec(s, r, n):
            out = bytearray()
            for c in s: out.append(c ^ (r >> 8)); r = ((c+r)*52845+22719) & 0xffff
            return bytes(out[n:])
        p = dec(e, 55665, 4); leniv = 4; m = re.search(rb'/lenIV\s+(-?\d+)', p)
        if m: leniv = int(m.group(1))
        w = {}; i = p.find(b'/CharStrings')
        pos = i+12 if i >= 0 else 0; rx = re.compile(rb'/([^\s/{}\[\]()<>]+)\s+(\d+)\s+[^\s/]+ ')
        while True:
            m = rx.search(p, pos)
            if not m: break
            n = int(m.group(2)); cs = p[m.end():m.end()+n]; pos = m.end()+n
            cs = dec(cs, 4330, leniv) if leniv >= 0 else cs
            st = []; j = 0
            while j < len(cs):
                c = cs[j]
                if c >= 32:
                    if c <= 246: st.append(c-139); j += 1
                    elif c <= 250: st.append((c-247)*256+cs[j+1]+108); j += 2
                    elif c <= 254: st.append(-(c-251)*256-cs[j+1]-108); j += 2
                    else: st.append(struct.unpack('>i', cs[j+1:j+5])[0]); j += 5
                elif c == 13: w[m.group(1).decode('latin-1')] = st[1] if len(st) > 1 else 0; break
                elif c == 12:
                    if j+1 < len(cs) and cs[j+1] == 7: w[m.group(1).decode('latin-1')] = st[2] if len(st) > 2 else 0; break
                    if j+1 < len(cs) and cs[j+1] == 12 and len(st) > 1: b2 = st.pop(); a2 = st.pop(); st.append(a2/b2 if b2 else 0)
                    j += 2
                else: break
        enc = {}
        for m in re.finditer(rb'dup\s+(\d+)\s*/([^\s/]+)\s+put', clear): enc[int(m.group(1))] = m.group(2).decode('latin-1')
        if b'StandardEncoding def' in clear:
            se = std_enc('StandardEncoding'); enc = {i: n for i, n in enumerate(se) if n != '.notdef'}
        fm = re.search(rb'/FontMatrix\s*\[\s*([\d.eE+-]+)', clear); sc = float(fm.group(1)) if fm else .001
        return {'kind': 't1', 'w': w, 'enc': enc, 'upm': 1/(sc or .001)}
    # encoding of simple fonts: code -> glyph name
    def enc(self):
        if self._enc is not None: return self._enc
        e = get(self.d, '/Encoding'); base = None; diff = {}
        if isinstance(e, Name): base = std_enc(nm(e))
        elif isdict(e):
            if get(e, '/BaseEncoding') is not None: base = std_enc(nm(get(e, '/BaseEncoding')))
            c = 0
            for x in seqof(get(e, '/Differences')):
                if isinstance(x, Name): diff[c] = nm(x); c += 1
                else: c = int(num(x))
        names = {}
        if base is None:
            P = self.prog() if self.file is not None else {}
            if P.get('kind') == 't1': names = dict(P['enc'])
            elif P.get('kind') == 'cff' and not P.get('iscid'):
                try:
                    en = P['top'].Encoding
                    if en == 'StandardEncoding': names = {i: n for i, n in enumerate(std_enc('StandardEncoding'))}
                    elif isinstance(en, str): names = {}
                    else: names = {i: n for i, n in enumerate(en) if n != '.notdef'}
                except Exception: names = {}
            elif self.file is None or not self.symbolic: names = {i: n for i, n in enumerate(std_enc('StandardEncoding'))}
        else: names = {i: n for i, n in enumerate(base)}
        names.update(diff); self._enc = (names, base, diff); return self._enc
    def tounicode(self):
        if self._uni is None:
            t = get(self.d, '/ToUnicode'); self._uni = {}
            if isinstance(t, Stream):
                try: self._uni = parse_cmap(t.read_bytes())[2]
                except Exception: self._uni = {}
        return self._uni
    def cmap(self):
        if self._cm is None:
            e = get(self.d, '/Encoding')
            if isinstance(e, Stream):
                try: self._cm = parse_cmap(e.read_bytes())
                except Exception: self._cm = ([], {}, {}, None, 0, 0)
            else: self._cm = (None, None, None, None, 0, 0)
        return self._cm
    def codes(self, b):
        if not self.type0: return [(1, c) for c in b]
        sp, cid, _, use, _, _ = self.cmap(); out = []; i = 0
        if sp is None or not sp:
            return [(2, int.from_bytes(b[i:i+2], 'big')) for i in range(0, len(b)-1, 2)]
        lens = sorted({len(a) for a, _ in sp})
        while i < len(b):
            for n in lens:
                c = b[i:i+n]
                if len(c) == n and any(len(a) == n and all(a[k] <= c[k] <= z[k] for k in range(n)) for a, z in sp): out.append((n, int.from_bytes(c, 'big'))); i += n; break
            else: i += lens[0]
        return out
    def tocid(self, n, c):
        sp, cid, *_ = self.cmap()
        if sp is None: return c
        return cid.get((n, c), 0)
    def width(self, n, c):
        if self.type0:
            k = self.tocid(n, c)
            if not hasattr(self, '_w'):
                self._w = {}; W = seqof(get(self.cid, '/W')); i = 0
                while i < len(W):
                    a = int(num(W[i]))
                    if i+1 < len(W) and isinstance(W[i+1], Array):
                        for q, x in enumerate(W[i+1]): self._w[a+q] = num(x)
                        i += 2
                    elif i+2 < len(W):
                        for q in range(a, min(int(num(W[i+1])), a+70000)+1): self._w[q] = num(W[i+2])
                        i += 3
                    else: break
                self._dw = num(get(self.cid, '/DW'), 1000)
            return self._w.get(k, self._dw)
        fc = get(self.d, '/FirstChar'); ws = get(self.d, '/Widths')
        if fc is None or ws is None: return None
        i = c-int(num(fc))
        if 0 <= i < len(ws): return num(ws[i])
        return num(get(self.fd, '/MissingWidth'), 0) if self.fd is not None else 0
    def cffwidth(self, P, g):
        try:
            cs = P['cs'][g]; cs.decompile(); pr = cs.private
            from fontTools.misc.psCharStrings import T2WidthExtractor
            gs = getattr(cs, 'globalSubrs', []); ls = getattr(pr, 'Subrs', [])
            ex = T2WidthExtractor(ls, gs, pr.nominalWidthX, pr.defaultWidthX); ex.execute(cs)
            u = P['cff_upm']
            if P.get('iscid') and not hasattr(P['top'], 'FontMatrix'): u = 1000
            return ex.width*1000/u
        except Exception: return None
    def glyph(self, n, c):
        """(present True/False/None, width from program or None, glyph name or None)"""
        if self.file is None or self.sub == 'Type3': return None, None, None
        P = self.prog()
        if P['kind'] is None: return None, None, None
        if self.type0:
            k = self.tocid(n, c)
            if nm(get(self.cid, '/Subtype')) == 'CIDFontType2' and P['kind'] == 'tt' and P.get('adv'):
                m = get(self.cid, '/CIDToGIDMap'); g = k
                if isinstance(m, Stream):
                    if not hasattr(self, '_c2g'): self._c2g = m.read_bytes()
                    g = int.from_bytes(self._c2g[2*k:2*k+2], 'big')
                if g >= P['ng']: return False, None, '.notdef'
                return True, P['adv'][g]*1000/P['upm'], '.notdef' if g == 0 else 'gid%d' % g
            if 'charset' in P:
                if P['iscid']:
                    g = 'cid%05d' % k; ok = g in P['cs'].charStrings if k else True
                    if k == 0: return True, self.cffwidth(P, '.notdef'), '.notdef'
                    return ok, self.cffwidth(P, g) if ok else None, g if ok else '.notdef'
                if k >= len(P['charset']): return False, None, '.notdef'
                g = P['charset'][k]; return True, self.cffwidth(P, g), g
            return None, None, None
        names, base, diff = self.enc(); name = names.get(c)
        if P['kind'] == 't1':
            if name is None or name == '.notdef': return None, None, '.notdef'
            if name in P['w']: return True, P['w'][name]*1000/P['upm'], name
            return False, None, '.notdef'
        if P['kind'] == 'cff':
            if name is None or name == '.notdef': return None, None, '.notdef'
            if P.get('iscid'): return None, None, None
            if name in P['cs'].charStrings: return True, self.cffwidth(P, name), name
            return False, None, '.notdef'
        if P['kind'] == 'tt':
            cm = {(a, b): m for a, b, m in P['cmaps']}; g = None
            enc = get(self.d, '/Encoding')
            if self.symbolic or enc is None:
                m = cm.get((3, 0))
                if m is not None:
                    for hi in (0, 0xf000, 0xf100, 0xf200):
                        if hi+c in m: g = m[hi+c]; break
                if g is None and (1, 0) in cm: g = cm[(1, 0)].get(c)
                if g is None and (3, 1) in cm and enc is None: g = cm[(3, 1)].get(c)
                if g is None and P['cmaps'] and m is None and (1, 0) not in cm: g = P['cmaps'][0][2].get(c)
            if g is None and name and name != '.notdef' and not (self.symbolic and enc is None):
                u = name2uni(name)
                if (3, 1) in cm and u and len(u) == 1: g = cm[(3, 1)].get(ord(u))
                if g is None and (0, 3) in cm and u and len(u) == 1: g = cm[(0, 3)].get(ord(u))
                if g is None and (1, 0) in cm:
                    mn = mac_names(); k = mn.index(name) if name in mn else None
                    if k is not None: g = cm[(1, 0)].get(k)
                if g is None:
                    try: g = P['f'].getGlyphID(name) if name in P['f'].getGlyphOrder() else None
                    except Exception: g = None
                if g is None and (3, 0) in cm:
                    for hi in (0, 0xf000):
                        if hi+c in cm[(3, 0)]: g = cm[(3, 0)][hi+c]; break
            if P.get('adv') is None: return None, None, None
            if g is None: return True, P['adv'][0]*1000/P['upm'] if P['adv'] else None, '.notdef'
            if g >= P['ng']: return False, None, '.notdef'
            return True, P['adv'][g]*1000/P['upm'], '.notdef' if g == 0 else 'gid%d' % g
        return None, None, None
    def unicode(self, n, c):
        t = get(self.d, '/ToUnicode')
        if isinstance(t, Stream):
            u = self.tounicode()
            if c in u: return u[c]
            if self.sub == 'Type0': return None
        elif isinstance(t, Name) and nm(t) == 'Identity-H': return chr(c)
        if self.type0:
            e = get(self.d, '/Encoding'); ro = get(self.cid, '/CIDSystemInfo') if self.cid is not None else None
            o = text(get(ro, '/Ordering', '')) if ro is not None else ''
            if isinstance(e, Name) and nm(e) not in ('Identity-H', 'Identity-V') and nm(e) in PREDEF_CMAPS: return '?'
            if o in ('Japan1', 'GB1', 'CNS1', 'Korea1'): return '?'
            return None
        names, base, diff = self.enc()
        if self.sub == 'Type3' and not isdict(get(self.d, '/Encoding')): return None
        if self.symbolic and self.sub == 'TrueType' and get(self.d, '/Encoding') is None:
            return None
        name = names.get(c)
        if name is None or name == '.notdef': return None
        u = name2uni(name)
        if u is None and re.fullmatch(r'(g|cid|glyph|G|c|C|a|index)\d+', name): return None
        return u

# ---------------------------------------------------------------- XMP
RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
XML = '{http://www.w3.org/XML/1998/namespace}'
NS = {'dc': 'http://purl.org/dc/elements/1.1/', 'xmp': 'http://ns.adobe.com/xap/1.0/', 'pdf': 'http://ns.adobe.com/pdf/1.3/', 'xmpMM': 'http://ns.adobe.com/xap/1.0/mm/',
      'xmpRights': 'http://ns.adobe.com/xap/1.0/rights/', 'xmpBJ': 'http://ns.adobe.com/xap/1.0/bj/', 'xmpTPg': 'http://ns.adobe.com/xap/1.0/t/pg/', 'xmpDM': 'http://ns.adobe.com/xmp/1.0/DynamicMedia/',
      'photoshop': 'http://ns.adobe.com/photoshop/1.0/', 'crs': 'http://ns.adobe.com/camera-raw-settings/1.0/', 'tiff': 'http://ns.adobe.com/tiff/1.0/', 'exif': 'http://ns.adobe.com/exif/1.0/', 'aux': 'http://ns.adobe.com/exif/1.0/aux/',
      'pdfaid': 'http://www.aiim.org/pdfa/ns/id/', 'pdfuaid': 'http://www.aiim.org/pdfua/ns/id/', 'ext': 'http://www.aiim.org/pdfa/ns/extension/', 'sch': 'http://www.aiim.org/pdfa/ns/schema#', 'prop': 'http://www.aiim.org/pdfa/ns/property#', 'type': 'http://www.aiim.org/pdfa/ns/type#', 'field': 'http://www.aiim.org/pdfa/ns/field#'}
def _t(s):
    out = {}
    for part in s.strip().split(';'):
        part = part.strip()
        if not part: continue
        ty, names = part.split(':', 1)
        for n in names.split(): out[n] = ty.strip()
    return out
SCHEMAS = {
 'dc': _t('bag proper: contributor; text: coverage identifier source; seq proper: creator; seq date: date; lang: description rights title; mime: format; bag locale: language; bag text: publisher relation subject type'),
 'xmp': _t('bag xpath: Advisory; uri: BaseURL; date: CreateDate MetadataDate ModifyDate; text: CreatorTool Label Nickname; bag text: Identifier; real: Rating; alt thumb: Thumbnails'),
 'pdf': _t('text: Keywords PDFVersion Producer; bool: Trapped'),
 'pdfaid': _t('int: part; text: conformance amd corr'), 'pdfuaid': _t('int: part; text: amd corr'),
 'xmpRights': _t('uri: Certificate WebStatement; bool: Marked; bag proper: Owner; lang: UsageTerms'),
 'xmpMM': _t('ref: DerivedFrom ManagedFrom RenditionOf; uri: DocumentID InstanceID ManageTo ManageUI LastURL OriginalDocumentID; seq event: History; bag ref: Ingredients; text: Manager ManagerVariant RenditionParams VersionID; rendition: RenditionClass; int: SaveID; seq version: Versions'),
 'xmpBJ': _t('bag job: JobRef'),
 'xmpTPg': _t('dim: MaxPageSize; int: NPages; bag font: Fonts; seq text: PlateNames; seq colorant: Colorants'),
 'photoshop': _t('text: AuthorsPosition CaptionWriter Category City Country Credit Headline Instructions Source State TransmissionReference ICCProfile; date: DateCreated; bag text: SupplementalCategories; int: Urgency ColorMode'),
 'tiff': _t('int: ImageWidth ImageLength Compression PhotometricInterpretation Orientation SamplesPerPixel PlanarConfiguration YCbCrPositioning ResolutionUnit; seq int: BitsPerSample YCbCrSubSampling TransferFunction; rational: XResolution YResolution; seq rational: WhitePoint PrimaryChromaticities YCbCrCoefficients ReferenceBlackWhite; date: DateTime; lang: ImageDescription Copyright; text: Make Model Software; proper: Artist'),
 'exif': _t('text: ExifVersion FlashpixVersion RelatedSoundFile SpectralSensitivity ImageUniqueID GPSVersionID GPSSatellites GPSStatus GPSMeasureMode GPSSpeedRef GPSTrackRef GPSImgDirectionRef GPSMapDatum GPSDestBearingRef GPSDestDistanceRef GPSProcessingMethod GPSAreaInformation; gps: GPSLatitude GPSLongitude GPSDestLatitude GPSDestLongitude; int: ColorSpace PixelXDimension PixelYDimension ExposureProgram MeteringMode LightSource FocalPlaneResolutionUnit SensingMethod FileSource SceneType CustomRendered ExposureMode WhiteBalance FocalLengthIn35mmFilm SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange GPSAltitudeRef GPSDifferential; seq int: ComponentsConfiguration ISOSpeedRatings SubjectArea SubjectLocation; rational: CompressedBitsPerPixel ExposureTime FNumber ShutterSpeedValue ApertureValue BrightnessValue ExposureBiasValue MaxApertureValue SubjectDistance FocalLength FlashEnergy FocalPlaneXResolution FocalPlaneYResolution ExposureIndex DigitalZoomRatio GPSAltitude GPSDOP GPSSpeed GPSTrack GPSImgDirection GPSDestBearing GPSDestDistance; lang: UserComment; date: DateTimeOriginal DateTimeDigitized GPSTimeStamp; flash: Flash; oecf: OECF SpatialFrequencyResponse; cfa: CFAPattern; device: DeviceSettingDescription'),
 'aux': _t('text: Lens SerialNumber'),
 'crs': _t('bool: AutoBrightness AutoContrast AutoExposure AutoShadows HasCrop HasSettings; int: BlueHue BlueSaturation Brightness ChromaticAberrationB ChromaticAberrationR ColorNoiseReduction Contrast CropUnits GreenHue GreenSaturation LuminanceSmoothing RedHue RedSaturation Saturation Shadows ShadowTint Sharpness Temperature Tint VignetteAmount VignetteMidpoint; text: CameraProfile RawFileName ToneCurveName Version WhiteBalance; real: CropTop CropLeft CropBottom CropRight CropAngle CropWidth CropHeight Exposure; seq text: ToneCurve'),
 'xmpDM': _t('text: videoFrameRate videoPixelDepth videoColorSpace videoAlphaMode videoCompressor videoFieldOrder pullDown audioSampleType audioChannelType audioCompressor tapeName altTapeName scene shotName shotLocation logComment absPeakAudioFilePath relativePeakAudioFilePath artist album genre copyright composer engineer instrument key stretchMode timeSignature scaleType; date: shotDate videoModDate audioModDate metadataModDate releaseDate; int: audioSampleRate trackNumber; real: tempo numberOfBeats; rational: videoPixelAspectRatio fileDataRate; bool: videoAlphaUnityIsTransparent loop; anystruct: projectRef videoFrameSize videoAlphaPremultipleColor startTimecode altTimecode duration introTime outCue relativeTimestamp timeScaleParams resampleParams beatSpliceParams; seq anystruct: markers; bag anystruct: contributedMedia')}
STRUCTS = {'ref': 'stRef', 'event': 'stEvt', 'version': 'stVer', 'job': 'stJob', 'dim': 'stDim', 'font': 'stFnt', 'thumb': 'xmpGImg', 'colorant': 'xmpG', 'flash': 'exif', 'oecf': 'exif', 'cfa': 'exif', 'device': 'exif', 'point': None}
DATE = re.compile(r'\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?')
BASIC = {'text': lambda s: True, 'proper': lambda s: True, 'uri': lambda s: True, 'url': lambda s: True, 'xpath': lambda s: True, 'mime': lambda s: re.fullmatch(r'[-\w+.]+/[-\w+.]+', s) is not None,
  'locale': lambda s: True, 'int': lambda s: re.fullmatch(r'[+-]?\d+', s) is not None, 'real': lambda s: re.fullmatch(r'[+-]?(\d+\.?\d*|\.\d+)', s) is not None, 'bool': lambda s: s in ('True', 'False'),
  'date': lambda s: DATE.fullmatch(s) is not None, 'rational': lambda s: re.fullmatch(r'-?\d+/-?\d+', s) is not None, 'rendition': lambda s: True, 'gps': lambda s: re.fullmatch(r'\d+,\d+(,\d+|\.\d+)[NSEW]', s) is not None, 'point': lambda s: re.fullmatch(r'\s*-?\d+\s*,\s*-?\d+\s*', s) is not None}
EXT_BASIC = {'text': 'text', 'propername': 'proper', 'uri': 'uri', 'url': 'url', 'xpath': 'xpath', 'mimetype': 'mime', 'locale': 'locale', 'integer': 'int', 'real': 'real', 'boolean': 'bool', 'date': 'date', 'rational': 'rational', 'renditionclass': 'rendition', 'agentname': 'text', 'guid': 'text', 'langalt': 'lang', 'lang alt': 'lang', 'resourceref': 'ref', 'resourceevent': 'event', 'version': 'version', 'job': 'job', 'dimensions': 'dim', 'font': 'font', 'thumbnail': 'thumb', 'colorant': 'colorant', 'flash': 'flash', 'oecf/sfr': 'oecf', 'cfapattern': 'cfa', 'devicesettings': 'device', 'gpscoordinate': 'gps', 'any': 'any', 'open choice': 'text', 'closed choice': 'text', 'field': 'text', 'point': 'point', 'choice': 'text'}
FIELDS = {'ref': 'documentID instanceID renditionClass renditionParams manager managerVariant managerTo manageTo manageUI versionID alternatePaths filePath fromPart lastModifyDate maskMarkers partMapping toPart originalDocumentID'.split(),
 'event': 'action instanceID parameters softwareAgent when changed'.split(), 'version': 'comments event modifyDate modifier version'.split(), 'job': 'id name url'.split(), 'dim': 'h w unit'.split(),
 'font': 'childFontFiles composite fontFace fontFamily fontFileName fontName fontType versionString'.split(), 'thumb': 'format height width image'.split(), 'colorant': 'A B L black cyan blue green magenta mode red swatchName type yellow'.split(),
 'flash': 'Fired Return Mode Function RedEyeMode'.split(), 'oecf': 'Columns Rows Names Values'.split(), 'cfa': 'Columns Rows Values'.split(), 'device': 'Columns Rows Settings'.split()}

class XMP:
    def __init__(self, data, rep, main=True, ctx=None):
        self.rep = rep; self.ok = False; self.props = []; self.raw = data
        m = re.match(rb'(\xef\xbb\xbf)?\s*<\?xpacket\s+([^?]*)\?>', data)
        if m:
            if b'bytes' in m.group(2): rep('A6.6.2.1-2', 'xpacket bytes attribute')
            if b'encoding' in m.group(2): rep('A6.6.2.1-3', 'xpacket encoding attribute')
        self.utf8 = not (data[:2] in (b'\xff\xfe', b'\xfe\xff') or data[:1] == b'\0' or data[1:2] == b'\0')
        if not self.utf8: rep('A6.6.2.1-5', 'XMP is not UTF-8')
        try:
            b = re.sub(rb'<\?xpacket[^?]*\?>', b'', data).strip(b' \t\r\n\0') if self.utf8 else data
            self.prefix = {}
            for ev, (p, u) in ET.iterparse(io.BytesIO(b), events=('start-ns',)): self.prefix.setdefault(u, set()).add(p)
            self.root = ET.fromstring(b)
        except ET.ParseError as e: rep('A6.6.2.1-4', 'XMP is not well-formed: %s' % e); return
        r = self.root if self.root.tag == RDF+'RDF' else self.root.find(RDF+'RDF')
        if r is None: rep('A6.6.2.1-4', 'no rdf:RDF'); return
        self.ok = True; self.rdf = r; seen = set()
        for d in r.findall(RDF+'Description'):
            for a, v in d.attrib.items():
                if a.startswith(RDF) or a.startswith(XML) or a in ('about',): continue
                self.props.append((a, v, None))
            for c in d: self.props.append((c.tag, None, c))
        for t, _, _ in self.props:
            if t in seen: rep('A6.6.2.1-4', 'property %s twice' % t); self.ok = False
            seen.add(t)
        self.bad_empty = False
    def find(self, ns, name):
        t = '{%s}%s' % (NS[ns], name)
        for a, v, e in self.props:
            if a == t: return v if e is None else (e.text or '') if not len(e) else e
        return None
    def prefixes(self, ns): return self.prefix.get(NS[ns], set())

def xvalue(e):
    """('simple', text) ('bag'|'seq'|'alt', items) ('struct', {name: el}) of a property element"""
    if e.get(RDF+'resource') is not None: return 'simple', e.get(RDF+'resource')
    if e.get(RDF+'parseType') == 'Resource': return 'struct', {c.tag: c for c in e}
    at = {k: v for k, v in e.attrib.items() if not k.startswith(RDF) and not k.startswith(XML)}
    if len(e) == 0:
        if at: return 'struct', at
        return 'simple', e.text or ''
    c = e[0]
    if c.tag in (RDF+'Bag', RDF+'Seq', RDF+'Alt'): return c.tag[len(RDF):].lower(), [x for x in c if x.tag == RDF+'li']
    if c.tag == RDF+'Description':
        d = {x.tag: x for x in c}; d.update({k: v for k, v in c.attrib.items() if not k.startswith(RDF)}); 
        if RDF+'value' in d: return xvalue(d[RDF+'value'])
        return 'struct', d
    return 'other', None

def type_ok(ty, v, e, custom=None, fields_ns=None):
    """does property value (string v or element e) have type ty"""
    custom = custom or {}
    if ty == 'any': return True
    kind, val = ('simple', v) if e is None else xvalue(e)
    m = re.fullmatch(r'(bag|seq|alt) (.+)', ty)
    if m:
        if kind != m.group(1): return False
        return all(type_ok(m.group(2), None, x, custom) for x in val)
    if ty == 'lang': return kind == 'alt' and len(val) > 0 and all(x.get(XML+'lang') for x in val)
    if ty == 'anystruct': return kind == 'struct'
    if ty in BASIC: return kind == 'simple' and BASIC[ty](val)
    if ty in FIELDS:
        if kind != 'struct': return False
        return all(k.split('}')[-1] in FIELDS[ty] for k in val)
    if ty in custom:
        f = custom[ty]
        if f is None: return kind == 'simple'
        if kind != 'struct': return False
        for k, x in val.items():
            n = k.split('}')[-1]
            if n not in f: return False
            if not type_ok(f[n], x if isinstance(x, str) else None, None if isinstance(x, str) else x, custom): return False
        return True
    return False

def ext_type(s, custom):
    s0 = s.strip(); s = s0.lower(); m = re.fullmatch(r'(bag|seq|alt)\s+(.+)', s)
    if m and s not in EXT_BASIC:
        t = ext_type(s0[len(m.group(1)):].strip(), custom); return m.group(1)+' '+t if t else None
    s = re.sub(r'^(open|closed)\s+choice\s+of\s+', '', s); 
    if s in ('lang alt', 'alt lang'): return 'lang'
    if s in EXT_BASIC: return EXT_BASIC[s]
    for k in custom:
        if k.lower() == s: return k
    return None

def xmp_extensions(x, rep, base=None):
    """{(namespace): {property: type}} from the extension schema container; reports its own faults"""
    out = {}; custom = dict(base or {})
    c = None
    for a, v, e in x.props:
        if a == '{%s}schemas' % NS['ext']: c = e
    if c is None: return out, custom
    if x.prefixes('ext') != {'pdfaExtension'}: rep('A6.6.2.3.3-1', 'extension schema prefix')
    kind, items = xvalue(c)
    if kind != 'bag': rep('A6.6.2.3.3-1', 'extension schemas must be a Bag'); return out, custom
    def fields(e):
        k, v = xvalue(e); 
        if k != 'struct': return {}
        r = {}
        for t, y in v.items():
            ns, n = t[1:].split('}') if t.startswith('{') else ('', t); r[(ns, n)] = y
        return r
    def txt(f, ns, n):
        y = f.get((NS[ns], n)); 
        if y is None: return None
        if isinstance(y, str): return y
        k, v = xvalue(y); return v if k == 'simple' else None
    for ns, n in (('sch', 'pdfaSchema'), ('prop', 'pdfaProperty'), ('type', 'pdfaType'), ('field', 'pdfaField')):
        if x.prefixes(ns) - {n}: rep({'sch': 'A6.6.2.3.3-2', 'prop': 'A6.6.2.3.3-7', 'type': 'A6.6.2.3.3-11', 'field': 'A6.6.2.3.3-16'}[ns], 'prefix of %s' % n)
    allowed = {'sch': {'schema', 'namespaceURI', 'prefix', 'property', 'valueType'}, 'prop': {'name', 'valueType', 'category', 'description'}, 'type': {'type', 'namespaceURI', 'prefix', 'description', 'field'}, 'field': {'name', 'valueType', 'description'}}
    def chk(f, ns):
        for (u, n) in f:
            if u.startswith('http://www.w3.org/'): continue
            if u != NS[ns] or n not in allowed[ns]: rep('A6.6.2.3.2-1', 'undefined field %s in extension schema' % n)
    parsed = []
    for li in items:
        f = fields(li); chk(f, 'sch')
        for n, k in (('schema', 2), ('namespaceURI', 3), ('prefix', 4)):
            if txt(f, 'sch', n) is None: rep('A6.6.2.3.3-%d' % k, 'extension schema: %s missing' % n)
        vt = f.get((NS['sch'], 'valueType'))
        if vt is not None and not isinstance(vt, str):
            k, its = xvalue(vt)
            if k != 'seq': rep('A6.6.2.3.3-6', 'valueType must be a Seq'); its = []
            for y in its:
                g = fields(y); chk(g, 'type')
                for n, q in (('type', 11), ('namespaceURI', 12), ('prefix', 13), ('description', 14)):
                    if txt(g, 'type', n) is None: rep('A6.6.2.3.3-%d' % q, 'value type: %s missing' % n)
                fl = g.get((NS['type'], 'field')); ff = None
                if fl is not None and not isinstance(fl, str):
                    k2, fs = xvalue(fl)
                    if k2 != 'seq': rep('A6.6.2.3.3-15', 'field must be a Seq'); fs = []
                    ff = {}
                    for z in fs:
                        h = fields(z); chk(h, 'field')
                        for n, q in (('name', 16), ('valueType', 17), ('description', 18)):
                            if txt(h, 'field', n) is None: rep('A6.6.2.3.3-%d' % q, 'field: %s missing' % n)
                        ff[txt(h, 'field', 'name') or ''] = txt(h, 'field', 'valueType') or ''
                custom[txt(g, 'type', 'type') or ''] = ff
        parsed.append(f)
    for k in list(custom):
        if custom[k]:
            for n in list(custom[k]):
                t = ext_type(custom[k][n], custom)
                if t is None: rep('A6.6.2.3.3-17', 'field type %s undefined' % custom[k][n]); t = 'any'
                custom[k][n] = t
    for f in parsed:
        pr = f.get((NS['sch'], 'property')); props = {}
        if pr is not None and not isinstance(pr, str):
            k, its = xvalue(pr)
            if k != 'seq': rep('A6.6.2.3.3-5', 'property must be a Seq'); its = []
            for y in its:
                g = fields(y); chk(g, 'prop')
                for n, q in (('name', 7), ('valueType', 8), ('category', 9), ('description', 10)):
                    if txt(g, 'prop', n) is None: rep('A6.6.2.3.3-%d' % q, 'property: %s missing' % n)
                if txt(g, 'prop', 'category') not in ('internal', 'external', None): rep('A6.6.2.3.3-9', 'category')
                t = ext_type(txt(g, 'prop', 'valueType') or '', custom)
                if t is None and txt(g, 'prop', 'valueType') is not None: rep('A6.6.2.3.3-8', 'value type %s undefined' % txt(g, 'prop', 'valueType'))
                props[txt(g, 'prop', 'name') or ''] = t or 'any'
        elif pr is not None: rep('A6.6.2.3.3-5', 'property must be a Seq')
        out.setdefault(txt(f, 'sch', 'namespaceURI') or '', {}).update(props)
    return out, custom

def xmp_properties(x, rep, ext, custom):
    inv = {u: k for k, u in NS.items()}
    for a, v, e in x.props:
        ns, n = a[1:].split('}') if a.startswith('{') else ('', a)
        k = inv.get(ns)
        if k in ('ext',): continue
        if k in SCHEMAS and k != 'pdfuaid':
            if n in SCHEMAS[k]:
                if not type_ok(SCHEMAS[k][n], v, e): rep('A6.6.2.3.1-2', 'XMP property %s:%s is not of type %s' % (k, n, SCHEMAS[k][n]))
                continue
        if ns in ext and n in ext[ns]:
            if not type_ok(ext[ns][n], v, e, custom): rep('A6.6.2.3.1-2', 'XMP property %s is not of type %s' % (n, ext[ns][n]))
        elif k == 'xmpDM': continue
        else:
            rep('A6.6.2.3.1-2', 'XMP property %s:%s has no known type' % (k or ns, n))
            rep('A6.6.2.3.1-1', 'XMP property %s:%s is neither predefined nor described in an extension schema' % (k or ns, n))

# ---------------------------------------------------------------- the checker
class Check:
    def __init__(self, path, profiles):
        self.path = path; self.profiles = profiles; self.found = collections.OrderedDict()
        self.data = open(path, 'rb').read()
    def rep(self, clause, txt, n=1):
        k = (clause, txt); self.found[k] = self.found.get(k, 0)+n
    def run(self):
        try: pdf = self.pdf = pikepdf.open(io.BytesIO(self.data))
        except pikepdf.PasswordError:
            self.rep('A6.1.3-2', 'encrypted'); self.rep('U7.16-1', 'cannot be opened without a password'); return self
        except Exception as e: self.rep('A6.1-0', 'cannot be read: %s' % e); self.rep('U0', 'cannot be read'); return self
        raw_checks(self.data, pdf, self.rep)
        self.root = pdf.Root; self.catlang = get(self.root, '/Lang')
        self.haslang = self.catlang is not None and text(self.catlang) != ''
        for step in (self.limits, self.catalog, self.metadata, self.intents, self.optional, self.files, self.structure, self.pages, self.finish_fonts, self.forms, self.consistency):
            try: step()
            except RecursionError: self.rep('X', 'recursion in %s' % step.__name__)
            except Exception as e:
                if '-d' in sys.argv: raise
                self.rep('X', 'internal error in %s: %r' % (step.__name__, e))
        return self
    def verdict(self, prof):
        """findings that count against a profile"""
        out = []
        ua = prof == 'ua1'
        for (c, t), n in self.found.items():
            if ua and c[0] == 'U': out.append((c[1:], t, n))
            if prof == 'tree':
                if c[0] == 'T': out.append((c, t, n))
                continue
            if not ua and c[0] == 'A':
                cl = c[1:]
                if cl.startswith(('6.7', '6.2.11.7.3')) and prof[1] != 'a': continue
                if cl.startswith('6.2.11.7') and prof[1] == 'b': continue
                if cl.startswith('6.8') and prof[0] == '2' and not cl.startswith(('6.8-2', '6.8-5')): continue
                if cl.startswith('6.8-5') and prof[0] != '2': continue
                if cl == '6.6.4-2' and not t.endswith('part %s' % prof[0]): continue
                if cl == '6.6.4-3' and not t.startswith(prof[1]): continue
                out.append((cl, t, n))
        return out
    # --- document level
    def limits(self):
        for o in self.pdf.objects:
            self._walk(o, 0)
    def _walk(self, o, d):
        if d > 60: return
        if isinstance(o, (Dictionary, Stream)):
            try: ks = list(o.keys())
            except Exception: return
            for k in ks:
                if len(k.encode('utf-8', 'surrogateescape')) > 128: self.rep('A6.1.13-4', 'name longer than 127 bytes')
                v = get(o, k)
                if isinstance(v, (Dictionary, Stream, Array)) :
                    try:
                        if v.is_indirect: continue
                    except Exception: pass
                    self._walk(v, d+1)
                elif isinstance(v, Name) and len(str(v).encode('utf-8', 'surrogateescape')) > 128: self.rep('A6.1.13-4', 'name longer than 127 bytes')
                elif isinstance(v, int) and not isinstance(v, bool) and not -2147483648 <= v <= 2147483647: self.rep('A6.1.13-1', 'integer out of range')
                if k == '/Lang' and isinstance(v, String):
                    s = text(v)
                    if not LANG.fullmatch(s): self.rep('U7.2-29', 'Lang %r is no language identifier' % s)
                    if s and not LANG.fullmatch(s): self.rep('A6.7.4-1', 'Lang %r is no language identifier' % s)
            if isinstance(o, Stream): self._stream(o)
        elif isinstance(o, Array):
            for v in o:
                if isinstance(v, (Dictionary, Stream, Array)):
                    try:
                        if v.is_indirect: continue
                    except Exception: pass
                    self._walk(v, d+1)
                elif isinstance(v, int) and not isinstance(v, bool) and not -2147483648 <= v <= 2147483647: self.rep('A6.1.13-1', 'integer out of range')
    def action(self, a, d=0):
        if isinstance(a, Array) and d < 30:
            for x in a: self.action(x, d+1)
        if not isdict(a) or d > 30: return
        st = nm(get(a, '/S'))
        if st is not None:
            if st not in ('GoTo', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named', 'SubmitForm'): self.rep('A6.5.1-1', 'action %s' % st)
            if st == 'Named' and nm(get(a, '/N')) not in ('NextPage', 'PrevPage', 'FirstPage', 'LastPage'): self.rep('A6.5.1-2', 'named action %s' % nm(get(a, '/N')))
        if get(a, '/Next') is not None: self.action(get(a, '/Next'), d+1)
    def actions(self, o):
        self.action(get(o, '/A')); aa = get(o, '/AA')
        if isdict(aa):
            for k in aa.keys(): self.action(get(aa, k))
    def outline_actions(self, o, d=0):
        n = 0; o = get(o, '/First') if isdict(o) else None
        while isdict(o) and n < 20000 and d < 60: self.actions(o); self.outline_actions(o, d+1); o = get(o, '/Next'); n += 1
    def _stream(self, s):
        for f in seqof(get(s, '/Filter')):
            f = nm(f)
            if f not in ('ASCIIHexDecode', 'ASCII85Decode', 'FlateDecode', 'RunLengthDecode', 'CCITTFaxDecode', 'JBIG2Decode', 'DCTDecode', 'JPXDecode', 'Crypt'): self.rep('A6.1.7.2-1', 'filter %s' % f)
            if f == 'Crypt':
                for p in seqof(get(s, '/DecodeParms')):
                    if isdict(p) and nm(get(p, '/Name')) not in (None, 'Identity'): self.rep('A6.1.7.2-2', 'Crypt filter')
    def catalog(self):
        r = self.root; mi = get(r, '/MarkInfo')
        marked = isdict(mi) and get(mi, '/Marked') is True
        if not marked: self.rep('U6.2-1', 'MarkInfo/Marked is not true'); self.rep('A6.7.2.2-1', 'MarkInfo/Marked is not true')
        if isdict(mi) and get(mi, '/Suspects') is True: self.rep('U7.1-4', 'Suspects is true')
        if get(get(r, '/ViewerPreferences', Dictionary()), '/DisplayDocTitle') is not True: self.rep('U7.1-10', 'DisplayDocTitle is not true')
        if '/AA' in r: self.rep('A6.5.2-1', 'Catalog AA')
        self.actions(r); self.action(get(r, '/OpenAction')); self.outline_actions(get(r, '/Outlines'))
        js = get(get(r, '/Names', Dictionary()), '/JavaScript')
        if isdict(js):
            for x in seqof(get(js, '/Names')): self.action(x)
        if get(r, '/NeedsRendering') is True: self.rep('A6.4.2-2', 'NeedsRendering')
        if '/Requirements' in r: self.rep('A6.11-1', 'Requirements')
        n = get(r, '/Names')
        if isdict(n) and '/AlternatePresentations' in n: self.rep('A6.10-1', 'AlternatePresentations')
        if not isdict(get(r, '/StructTreeRoot')): self.rep('U7.1-11', 'no StructTreeRoot'); self.rep('A6.7.3.3-1', 'no StructTreeRoot')
        pm = get(r, '/Perms')
        if isdict(pm):
            if set(pm.keys()) - {'/UR3', '/DocMDP'}: self.rep('A6.1.12-1', 'Perms keys')
            if '/DocMDP' in pm:
                for sr in seqof(get(get(pm, '/DocMDP'), '/Reference')):
                    if isdict(sr) and set(sr.keys()) & {'/DigestLocation', '/DigestMethod', '/DigestValue'}: self.rep('A6.1.12-2', 'signature reference digest keys')
        enc = get(self.pdf.trailer, '/Encrypt')
        if isdict(enc):
            p = get(enc, '/P')
            if p is None or not int(p) & 512: self.rep('U7.16-1', 'P key does not allow accessibility')
        if not self.haslang:
            o = get(r, '/Outlines')
            if isdict(o) and isdict(get(o, '/First')): self.rep('U7.2-2', 'language of outline entries undetermined')
    def metadata(self):
        m = get(self.root, '/Metadata'); self.xmp = None
        if not isinstance(m, Stream): self.rep('U7.1-8', 'no Metadata'); self.rep('A6.6.2.1-1', 'no Metadata'); self.rep('U5-1', 'no PDF/UA identification'); return
        x = self.xmp = XMP(m.read_bytes(), self.rep)
        if x.ok:
            ext, custom = xmp_extensions(x, self.rep); xmp_properties(x, self.rep, ext, custom)
            t = x.find('dc', 'title')
            if t is None or (isinstance(t, ET.Element) and xvalue(t)[0] == 'alt' and not xvalue(t)[1]): self.rep('U7.1-9', 'no dc:title')
            p = x.find('pdfuaid', 'part')
            if p is None and x.find('pdfuaid', 'amd') is None and x.find('pdfuaid', 'corr') is None: self.rep('U5-1', 'no PDF/UA identification')
            elif p is None or not isinstance(p, str) or p.strip() != '1': self.rep('U5-2', 'pdfuaid:part is not 1')
            if p is not None and x.prefixes('pdfuaid') - {'pdfuaid'}: self.rep('U5-3', 'pdfuaid prefix')
            a = x.find('pdfaid', 'part'); c = x.find('pdfaid', 'conformance')
            if a is None and c is None: self.rep('A6.6.4-1', 'no PDF/A identification')
            else:
                for part in '23':
                    if not isinstance(a, str) or a.strip() != part: self.rep('A6.6.4-2', 'pdfaid:part %r, want part %s' % (a, part))
                for lv in 'abu':
                    ok = {'a': ('A',), 'b': ('A', 'B', 'U'), 'u': ('A', 'U')}[lv]
                    if c not in ok: self.rep('A6.6.4-3', '%s: pdfaid:conformance %r' % (lv, c))
                if x.prefixes('pdfaid') - {'pdfaid'}: self.rep('A6.6.4-4', 'pdfaid prefix')
            if not self.haslang:
                for t, v, e in x.props:
                    if e is not None:
                        k, val = xvalue(e)
                        if k == 'alt' and len(val) == 1 and val[0].get(XML+'lang') == 'x-default' and t.split('}')[-1] in ('title', 'description', 'rights', 'UsageTerms', 'ImageDescription', 'Copyright', 'UserComment'): self.rep('U7.2-33', 'language of metadata undetermined')
        else: self.rep('U5-1', 'XMP unusable'); self.rep('U7.1-9', 'XMP unusable'); self.rep('A6.6.4-1', 'XMP unusable')
        main = m
        mainext = xmp_extensions(x, lambda *a: None) if x.ok else ({}, {})
        for o in self.pdf.objects:
            if isinstance(o, Stream) and nm(get(o, '/Type')) == 'Metadata' and key(o) != key(main):
                try: y = XMP(o.read_bytes(), self.rep)
                except Exception: continue
                if y.ok:
                    e2, c2 = xmp_extensions(y, self.rep, mainext[1]); e2 = dict(mainext[0], **e2); c2 = dict(mainext[1], **c2); xmp_properties(y, self.rep, e2, c2)
    def icc(self, s, out):
        try: b = s.read_bytes()
        except Exception: return None
        if len(b) < 128: self.rep('A6.2.3-1' if out else 'A6.2.4.2-1', 'ICC profile too short'); return None
        cls, cs, ver = b[12:16], b[16:20], b[8]+b[9]/160
        if out:
            if cls not in (b'prtr', b'mntr') or cs not in (b'RGB ', b'CMYK', b'GRAY') or ver >= 5: self.rep('A6.2.3-1', 'output profile class %r space %r version %s' % (cls, cs, ver))
        else:
            n = {b'RGB ': 3, b'CMYK': 4, b'GRAY': 1, b'Lab ': 3}.get(cs)
            if cls not in (b'prtr', b'mntr', b'scnr', b'spac') or n is None or ver >= 5: self.rep('A6.2.4.2-1', 'ICC profile class %r space %r' % (cls, cs))
            elif get(s, '/N') is not None and int(num(get(s, '/N'))) != n: self.rep('A6.2.4.2-1', 'ICC N does not match the profile')
        return cs
    def intents(self):
        self.outcs = None; prof = set()
        for oi in seqof(get(self.root, '/OutputIntents')):
            if not isdict(oi): continue
            d = get(oi, '/DestOutputProfile')
            if '/DestOutputProfileRef' in oi and nm(get(oi, '/S')) == 'GTS_PDFX': self.rep('A6.2.3-3', 'DestOutputProfileRef')
            if isinstance(d, Stream):
                prof.add(key(d)); cs = self.icc(d, True)
                if nm(get(oi, '/S')) == 'GTS_PDFA1' and cs: self.outcs = cs.decode('latin-1')
        if len(prof) > 1: self.rep('A6.2.3-2', 'different output profiles')
    def optional(self):
        oc = get(self.root, '/OCProperties')
        if not isdict(oc): return
        names = []; allocg = {key(o) for o in seqof(get(oc, '/OCGs'))}
        def order(a, out, d=0):
            for x in a:
                if isinstance(x, Array) and d < 50: order(x, out, d+1)
                elif isdict(x): out.add(key(x))
        for c in [get(oc, '/D')]+seqof(get(oc, '/Configs')):
            if not isdict(c): continue
            n = text(get(c, '/Name', ''))
            if not n: self.rep('U7.10-1', 'optional content configuration without Name'); self.rep('A6.9-1', 'optional content configuration without Name')
            elif n in names: self.rep('A6.9-2', 'optional content configuration names not unique')
            names.append(n)
            if '/AS' in c: self.rep('U7.10-2', 'AS in optional content configuration'); self.rep('A6.9-4', 'AS in optional content configuration')
            if isinstance(get(c, '/Order'), Array):
                s = set(); order(get(c, '/Order'), s)
                if allocg - s: self.rep('A6.9-3', 'Order does not list every group')
    def files(self):
        assoc = set()
        for o in self.pdf.objects:
            if isdict(o):
                a = get(o, '/AF')
                for f in seqof(a):
                    if isdict(f): assoc.add(key(f))
        ef = []
        def spec(o):
            if isdict(o) and '/EF' in o: ef.append(o)
        for o in self.pdf.objects:
            if not isdict(o): continue
            spec(o)
            for k in list(o.keys()):
                v = get(o, k)
                if isdict(v):
                    try:
                        if not v.is_indirect: spec(v)
                    except Exception: pass
                elif isinstance(v, Array):
                    for y in v:
                        try:
                            if isdict(y) and not y.is_indirect: spec(y)
                        except Exception: pass
        for f in ef:
            F, UF = get(f, '/F'), get(f, '/UF')
            if F is None or UF is None: self.rep('A6.8-2', 'file specification without F and UF')
            if F is None or UF is None or not text(F) or not text(UF): self.rep('U7.11-1', 'file specification without F and UF')
            if not isinstance(get(f, '/AFRelationship'), Name): self.rep('A6.8-3', 'no AFRelationship')
            if key(f) not in assoc: self.rep('A6.8-4', 'embedded file is not an associated file')
            s = get(get(f, '/EF'), '/F', get(get(f, '/EF'), '/UF'))
            if isinstance(s, Stream):
                st = nm(get(s, '/Subtype'))
                if not st or not re.fullmatch(r'[-\w+.]+/[-\w+.]+', st): self.rep('A6.8-1', 'embedded file MIME type %r' % st)
                try: b = s.read_bytes()
                except Exception: b = b''
                if not (b.startswith(b'%PDF-') and re.search(rb'pdfaid:part[>="\']+\s*[12]', b)) and not (b.startswith(b'%PDF-') and self._embedded_pdfa(b)): self.rep('A6.8-5', 'embedded file is not PDF/A-1 or PDF/A-2')
    def _embedded_pdfa(self, b):
        try:
            p = pikepdf.open(io.BytesIO(b)); m = p.Root.Metadata.read_bytes()
            if not re.search(rb'pdfaid:part[>="\']+\s*[12]', m): return False
            if self.path == '<embedded>': return True
            import tempfile
            with tempfile.NamedTemporaryFile(suffix='.pdf') as t:
                t.write(b); t.flush(); part = re.search(rb'pdfaid:part[>="\']+\s*([12])', m).group(1).decode(); lv = re.search(rb'pdfaid:conformance[>="\']+\s*([ABU])', m)
                c = Check(t.name, []); c.path = '<embedded>'; c.run()
                return part == '1' or not c.verdict('2'+(lv.group(1).decode().lower() if lv else 'b'))
        except Exception: return False
    # --- structure
    def structure(self):
        self.struct = None; st = get(self.root, '/StructTreeRoot'); self.elem = {}; self.rolemap = {}; self.parenttree = {}
        if not isdict(st): return
        rm = get(st, '/RoleMap')
        if isdict(rm):
            for k in rm.keys(): self.rolemap[k[1:]] = nm(get(rm, k))
        def nums(n, d=0):
            if not isdict(n) or d > 60: return
            a = seqof(get(n, '/Nums'))
            for i in range(0, len(a)-1, 2): self.parenttree[int(num(a[i]))] = a[i+1]
            for k in seqof(get(n, '/Kids')): nums(k, d+1)
        nums(get(st, '/ParentTree'))
        self.seen = {}; self.h = []; self.usesH = self.usesHn = False; self.noteids = collections.Counter(); self.thids = set(); self.headings = []
        kids = [k for k in seqof(get(st, '/K')) if isdict(k)]
        self.struct = [self.node(k, None, None, 0) for k in kids]; self.struct = [k for k in self.struct if k]
        if self.usesH and self.usesHn: self.rep('U7.4.4-2', 'both H and Hn are used'); self.rep('U7.4.4-3', 'both H and Hn are used')
        last = 0
        for lv in self.headings:
            if lv > last+1: self.rep('U7.4.2-1', 'heading level %d after %d' % (lv, last))
            last = lv
        for i, n in self.noteids.items():
            if n > 1: self.rep('U7.9-2', 'Note ID %r not unique' % i)
        for n in self.struct: self.tree(n, None)
    def std(self, s):
        """standard type of a structure type; None if it does not end at one"""
        seen = set(); t = s
        if s in STD:
            if s in self.rolemap:
                m = self.rolemap[s]; 
                self.rep('U7.1-7', 'standard type %s is remapped' % s)
                ch = set(); 
                while m in self.rolemap and m not in ch: ch.add(m); m = self.rolemap[m]
                if m not in STD: self.rep('A6.7.3.4-3', 'standard type %s is remapped to a non-standard one' % s)
                if m in ch: self.rep('U7.1-6', 'circular role map'); self.rep('A6.7.3.4-2', 'circular role map')
            return s
        while t not in STD:
            if t in seen:
                self.rep('U7.1-6', 'circular role map'); self.rep('A6.7.3.4-2', 'circular role map'); return None
            seen.add(t)
            if t not in self.rolemap: return None
            t = self.rolemap[t]
        return t
    def node(self, e, parent, lang, depth):
        if depth > 200 or key(e) in self.seen: return None
        s = nm(get(e, '/S')) or ''
        n = {'e': e, 'S': s, 'std': None, 'p': parent, 'kids': [], 'lang': lang, 'mc': []}
        self.seen[key(e)] = n
        if get(e, '/P') is None: self.rep('U7.1-12', 'structure element without P')
        try: s.encode('utf-8')
        except UnicodeEncodeError: self.rep('A6.1.8-1', 'structure type is not UTF-8')
        t = self.std(s); n['std'] = t
        if t is None and s: self.rep('U7.1-5', 'structure type %s is not mapped to a standard type' % s); self.rep('A6.7.3.4-1', 'structure type %s is not mapped' % s)
        l = get(e, '/Lang')
        if l is not None and text(l) != '': n['lang'] = text(l)
        n['haslang'] = n['lang'] is not None or self.haslang
        for k, c in (('/ActualText', 'U7.2-21'), ('/Alt', 'U7.2-22'), ('/E', 'U7.2-23')):
            if get(e, k) is not None and not n['haslang']: self.rep(c, 'language of %s undetermined' % k[1:])
        alt = get(e, '/Alt'); act = get(e, '/ActualText')
        if t == 'Figure' and not ((alt is not None and text(alt) != '') or act is not None): self.rep('U7.3-1', 'Figure without Alt or ActualText')
        if t == 'Formula' and not ((alt is not None and text(alt) != '') or act is not None): self.rep('U7.7-1', 'Formula without Alt or ActualText')
        if t == 'Note':
            i = get(e, '/ID')
            if i is None or text(i) == '': self.rep('U7.9-1', 'Note without ID')
            else: self.noteids[text(i)] += 1
        if t == 'H': self.usesH = True
        m = re.fullmatch(r'H([1-6])', t or '')
        if m: self.usesHn = True; self.headings.append(int(m.group(1)))
        for k in seqof(get(e, '/K')):
            if isdict(k) and nm(get(k, '/Type')) in (None, 'StructElem') and '/S' in k:
                c = self.node(k, n, n['lang'], depth+1)
                if c: n['kids'].append(c)
            else: n['mc'].append(k)
        return n
    def sig(self, n):
        """children, looking through NonStruct, Div-like transparent types"""
        out = []
        for k in n['kids']:
            if k['std'] in ('NonStruct', 'Private') or k['std'] is None and False: out += self.sig(k)
            else: out.append(k)
        return out
    def sparent(self, n):
        p = n['p']
        while p is not None and p['std'] in ('NonStruct', 'Private'): p = p['p']
        return p['std'] if p is not None else None
    def tree(self, n, parent):
        t = n['std']; kt = [k['std'] or k['S'] for k in self.sig(n)]; pt = self.sparent(n); R = self.rep
        if kt.count('H') > 1: R('U7.4.4-1', 'more than one H child')
        need = {'TR': (('Table', 'THead', 'TBody', 'TFoot'), '4'), 'THead': (('Table',), '5'), 'TBody': (('Table',), '6'), 'TFoot': (('Table',), '7'), 'TH': (('TR',), '8'), 'TD': (('TR',), '9'), 'LI': (('L',), '17'), 'LBody': (('LI',), '18'), 'TOCI': (('TOC',), '26')}
        if t in need and pt not in need[t][0]: R('U7.2-'+need[t][1], '%s inside %s' % (t, pt))
        only = {'Table': ('TR THead TBody TFoot Caption', '3'), 'TR': ('TH TD', '10'), 'L': ('L LI Caption', '19'), 'LI': ('Lbl LBody', '20'), 'TOC': ('TOC TOCI Caption', '27'), 'THead': ('TR', '36'), 'TBody': ('TR', '37'), 'TFoot': ('TR', '38')}
        if t in only:
            bad = [k for k in kt if k not in only[t][0].split()]
            if bad: R('U7.2-'+only[t][1], '%s contains %s' % (t, bad[0]))
        if t == 'Table':
            if kt.count('THead') > 1: R('U7.2-11', 'more than one THead')
            if kt.count('TFoot') > 1: R('U7.2-12', 'more than one TFoot')
            if 'TFoot' in kt and 'TBody' not in kt: R('U7.2-13', 'TFoot without TBody')
            if 'THead' in kt and 'TBody' not in kt: R('U7.2-14', 'THead without TBody')
            if 'Caption' in kt[1:-1]: R('U7.2-16', 'Caption is neither first nor last')
            if kt.count('Caption') > 1: R('U7.2-39', 'more than one Caption')
            self.table(n)
        if t == 'L' and 'Caption' in kt[1:]: R('U7.2-40', 'list Caption not first')
        if t == 'TOC' and 'Caption' in kt[1:]: R('U7.2-28', 'TOC Caption not first')
        if t == 'Form':
            role = self.attr(n, 'PrintField', '/Role'); o = [k for k in n['mc'] if isdict(k) and nm(get(k, '/Type')) == 'OBJR']
            if role is None and (len(o) != 1 or len(n['mc'])+len(n['kids']) != 1): R('U7.18.4-2', 'Form must have one widget')
        for k in n['kids']: self.tree(k, n)
    def attr(self, n, owner, name):
        def inn(a):
            if isdict(a) and nm(get(a, '/O')) == owner and name in a: return get(a, name)
        v = get(n['e'], '/A')
        for a in seqof(v):
            r = inn(a)
            if r is not None: return r
        cm = get(get(self.root, '/StructTreeRoot'), '/ClassMap')
        if isdict(cm):
            for c in seqof(get(n['e'], '/C')):
                if isinstance(c, Name):
                    for a in seqof(get(cm, str(c))):
                        r = inn(a)
                        if r is not None: return r
        return None
    def table(self, t):
        rows = []
        for k in self.sig(t):
            if k['std'] == 'TR': rows.append(k)
            elif k['std'] in ('THead', 'TBody', 'TFoot'): rows += [r for r in self.sig(k) if r['std'] == 'TR']
        cells = [[c for c in self.sig(r) if c['std'] in ('TH', 'TD')] for r in rows]
        span = lambda c, n: max(1, int(num(self.attr(c, 'Table', n), 1)))
        if not rows: return
        ncol = sum(span(c, '/ColSpan') for c in cells[0]); grid = {}; pos = []; bad = False; nrow = len(rows)
        for r, cs in enumerate(cells):
            x = 0
            for c in cs:
                while (r, x) in grid: x += 1
                w, h = span(c, '/ColSpan'), span(c, '/RowSpan')
                if x+w > ncol: self.rep('U7.2-42', 'table row %d has more columns than the first' % (r+1)); bad = True
                if r+h > nrow: self.rep('U7.2-41', 'row span reaches beyond the table'); bad = True
                for i in range(h):
                    for j in range(w):
                        if (r+i, x+j) in grid: self.rep('U7.2-15', 'table cells overlap'); bad = True
                        grid[(r+i, x+j)] = c
                pos.append((c, r, x, w, h)); x += w
                if bad: return
        for r in range(nrow):
            if any((r, x) not in grid for x in range(ncol)): self.rep('U7.2-43', 'table row %d has fewer columns' % (r+1)); return
        ths = [c for c, *_ in pos if c['std'] == 'TH']; ids = {text(get(c['e'], '/ID')) for c in ths if get(c['e'], '/ID') is not None}
        if all(self.attr(c, 'Table', '/Scope') is not None for c in ths): return
        def scope(c, r, x):
            s = self.attr(c, 'Table', '/Scope')
            if s is not None: return nm(s)
            return None                          # PDF/UA-1 knows no default scope
        for c, r, x, w, h in pos:
            if c['std'] != 'TD': continue
            hd = [text(q) for q in seqof(self.attr(c, 'Table', '/Headers'))]
            if hd and all(q in ids for q in hd): continue
            def up():
                for j in range(x, x+w):
                    f = False
                    for i in range(r-1, -1, -1):
                        g = grid[(i, j)]
                        if g['std'] == 'TH':
                            if scope(g, i, j) in ('Column', 'Both'): return True
                            f = True
                        elif f: break
                for i in range(r, r+h):
                    f = False
                    for j in range(x-1, -1, -1):
                        g = grid[(i, j)]
                        if g['std'] == 'TH':
                            if scope(g, i, j) in ('Row', 'Both'): return True
                            f = True
                        elif f: break
                return False
            if not up():
                un = [q for q in hd if q not in ids]
                self.rep('U7.5-2' if un else 'U7.5-1', 'table cell without a header cell'); return
    # --- content
    def pages(self):
        self.fonts = {}; self.seps = {}; self.done_cs = set(); self.xparents = collections.defaultdict(set); self.seenx = set()
        for i, p in enumerate(self.pdf.pages):
            p = p.obj if hasattr(p, 'obj') else p
            self.page = p; self.transp = False
            if '/AA' in p: self.rep('A6.5.2-2', 'page AA')
            self.actions(p)
            if '/PresSteps' in p: self.rep('A6.10-2', 'PresSteps')
            for b in ('/MediaBox', '/CropBox', '/BleedBox', '/TrimBox', '/ArtBox'):
                v = self.inh(p, b) if b in ('/MediaBox', '/CropBox') else get(p, b)
                if isinstance(v, Array) and len(v) == 4:
                    q = [num(x) for x in v]
                    if not all(3 <= s <= 14400 for s in (abs(q[2]-q[0]), abs(q[3]-q[1]))): self.rep('A6.1.13-11', '%s size' % b)
            res = self.inh(p, '/Resources')
            g = get(p, '/Group')
            if isdict(g) and nm(get(g, '/S')) == 'Transparency': self.transp = True; self.groupcs(g, res)
            self.sp = get(p, '/StructParents')
            direct = '/Resources' in p or True
            self.stream_content(p, res, 'page', [], None, set(), inherited='/Resources' not in p)
            self.annots(p)
            if self.transp and not self.outcs and not (isdict(g) and '/CS' in g): self.rep('A6.2.10-2', 'transparency without output intent or group colour space')
    def inh(self, p, k):
        n = 0
        while isdict(p) and n < 50:
            if k in p: return get(p, k)
            p = get(p, '/Parent'); n += 1
        return None
    def groupcs(self, g, res):
        cs = get(g, '/CS')
        if cs is not None: self.cs(cs, res)
    def cs(self, c, res, how=None, depth=0):
        """a colour space is used"""
        if depth > 8 or c is None: return
        if isinstance(c, Name):
            n = nm(c); n = {'G': 'DeviceGray', 'RGB': 'DeviceRGB', 'CMYK': 'DeviceCMYK', 'I': 'Indexed'}.get(n, n)
            cr = get(res, '/ColorSpace') if isdict(res) else None
            if n in ('DeviceGray', 'DeviceRGB', 'DeviceCMYK'):
                d = get(cr, '/Default'+n[6:]) if isdict(cr) else None
                if d is not None: return self.cs(d, None, how, depth+1)
                if n == 'DeviceRGB' and self.outcs != 'RGB ': self.rep('A6.2.4.3-2', 'DeviceRGB without an RGB output intent')
                if n == 'DeviceCMYK' and self.outcs != 'CMYK': self.rep('A6.2.4.3-3', 'DeviceCMYK without a CMYK output intent')
                if n == 'DeviceGray' and not self.outcs: self.rep('A6.2.4.3-4', 'DeviceGray without an output intent')
                return
            if n == 'Pattern': return
            if isdict(cr) and '/'+n in cr: return self.cs(get(cr, '/'+n), res, how, depth+1)
            return
        if not isinstance(c, Array) or not len(c): return
        n = nm(c[0])
        if n == 'ICCBased' and len(c) > 1 and isinstance(c[1], Stream):
            k = ('icc', key(c[1]))
            if k not in self.done_cs: self.done_cs.add(k); self.icc(c[1], False)
        elif n in ('Indexed', 'I') and len(c) > 1: self.cs(c[1], res, how, depth+1)
        elif n == 'Pattern' and len(c) > 1: self.cs(c[1], res, how, depth+1)
        elif n in ('DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'G', 'RGB', 'CMYK'): self.cs(c[0], res, how, depth+1)
        elif n == 'Separation' and len(c) > 3:
            self.sepname(nm(c[1]), c); self.cs(c[2], res, how, depth+1)
        elif n == 'DeviceN' and len(c) > 3:
            names = [nm(x) for x in c[1]]
            if len(names) > 32: self.rep('A6.1.13-9', 'DeviceN colourants')
            for x in names: self.utf8name(x)
            at = c[4] if len(c) > 4 else None; cols = get(at, '/Colorants') if isdict(at) else None
            proc = []
            if isdict(at) and isdict(get(at, '/Process')): proc = [nm(x) for x in seqof(get(get(at, '/Process'), '/Components'))]
            spot = [x for x in names if x not in ('None', 'Cyan', 'Magenta', 'Yellow', 'Black') and x not in proc]
            have = {k[1:] for k in cols.keys()} if isdict(cols) else set()
            if [x for x in spot if x not in have]: self.rep('A6.2.4.4-1', 'DeviceN spot colour without Colorants entry')
            if isdict(cols):
                for k in cols.keys():
                    v = get(cols, k)
                    if isinstance(v, Array) and len(v) > 3: self.sepname(nm(v[1]), v)
            self.cs(c[2], res, how, depth+1)
    def utf8name(self, s):
        try: (s or '').encode('utf-8')
        except UnicodeEncodeError: self.rep('A6.1.8-1', 'name is not UTF-8')
    def sepname(self, n, c):
        self.utf8name(n)
        def canon(o, d=0):
            if d > 12: return '...'
            if isinstance(o, Stream):
                try: b = o.read_bytes()
                except Exception: b = b''
                return ('s', tuple(sorted((k, canon(get(o, k), d+1)) for k in o.keys() if k not in ('/Length', '/Filter', '/DecodeParms'))), b)
            if isinstance(o, Dictionary): return tuple(sorted((k, canon(get(o, k), d+1)) for k in o.keys()))
            if isinstance(o, Array): return tuple(canon(x, d+1) for x in o)
            try: return repr(o)
            except Exception: return text(o)
        v = (canon(c[2]), canon(c[3]))
        if n in ('All', 'None'): return
        if n in self.seps and self.seps[n] != v: self.rep('A6.2.4.4-2', 'Separation %s is not the same everywhere' % n)
        self.seps.setdefault(n, v)
    def image(self, x, res, inline=False):
        if '/Alternates' in x: self.rep('A6.2.8-1', 'image Alternates')
        if '/OPI' in x: self.rep('A6.2.8-2', 'image OPI')
        if get(x, '/Interpolate') is True: self.rep('A6.2.8-3', 'image Interpolate')
        if '/Intent' in x: self.intent(get(x, '/Intent'))
        mask = get(x, '/ImageMask') is True; bpc = get(x, '/BitsPerComponent')
        if bpc is not None and not mask and int(num(bpc)) not in (1, 2, 4, 8, 16): self.rep('A6.2.8-4', 'image BitsPerComponent')
        if mask and bpc is not None and int(num(bpc)) != 1: self.rep('A6.2.8-5', 'mask BitsPerComponent')
        if isinstance(get(x, '/SMask'), Stream): self.transp = True; self.image(get(x, '/SMask'), res)
        if num(get(x, '/SMaskInData'), 0) > 0: self.transp = True
        fl = [nm(f) for f in seqof(get(x, '/Filter'))]
        if 'JPXDecode' in fl: self.jpx(x, res)
        if not mask and get(x, '/ColorSpace') is not None: self.cs(get(x, '/ColorSpace'), res)
    def jpx(self, x, res):
        try: b = x.read_raw_bytes()
        except Exception: return
        hascs = get(x, '/ColorSpace') is not None; specs = []; comps = None; bpcc = False; depth = None
        def boxes(b):
            i = 0
            while i+8 <= len(b):
                n, t = struct.unpack('>I4s', b[i:i+8]); h = 8
                if n == 1: n = struct.unpack('>Q', b[i+8:i+16])[0]; h = 16
                if n == 0: n = len(b)-i
                if n < h: return
                yield t, b[i+h:i+n]; i += n
        for t, c in boxes(b):
            if t == b'jp2h':
                for u, d in boxes(c):
                    if u == b'ihdr': comps = struct.unpack('>H', d[8:10])[0]; depth = (d[10] & 127)+1 if d[10] != 255 else None
                    elif u == b'bpcc': bpcc = True
                    elif u == b'colr': specs.append((d[0], d[2], struct.unpack('>I', d[3:7])[0] if d[0] == 1 and len(d) >= 7 else None))
        if comps is None: return
        if comps not in (1, 3, 4): self.rep('A6.2.8.3-1', 'JPEG2000 channels')
        if not hascs:
            if len(specs) > 1 and sum(1 for s in specs if s[1] == 1) != 1: self.rep('A6.2.8.3-2', 'JPEG2000 colour specifications')
            use = [s for s in specs if s[1] == 1] or specs
            if use and use[0][0] not in (1, 2, 3): self.rep('A6.2.8.3-3', 'JPEG2000 colour method')
            if any(s[2] == 19 for s in use): self.rep('A6.2.8.3-4', 'JPEG2000 CIEJab')
            if use and use[0][0] == 1:
                e = use[0][2]
                if e in (16, 18): self.cs(Name('/DeviceRGB'), res)
                elif e == 17: self.cs(Name('/DeviceGray'), res)
                elif e == 12: self.cs(Name('/DeviceCMYK'), res)
        if bpcc or depth is None or not 1 <= depth <= 38: self.rep('A6.2.8.3-5', 'JPEG2000 bit depth')
    def intent(self, v):
        if nm(v) not in INTENTS: self.rep('A6.2.6-1', 'rendering intent %s' % nm(v))
    def extg(self, g, res, st):
        if '/TR' in g: self.rep('A6.2.5-1', 'ExtGState TR')
        if '/TR2' in g and nm(get(g, '/TR2')) != 'Default': self.rep('A6.2.5-2', 'ExtGState TR2')
        if '/HTP' in g: self.rep('A6.2.5-3', 'ExtGState HTP')
        if isdict(get(g, '/HT')): self.halftone(get(g, '/HT'), None)
        if '/RI' in g: self.intent(get(g, '/RI'))
        bm = get(g, '/BM')
        for b in seqof(bm):
            if nm(b) not in BLEND: self.rep('A6.2.10-1', 'blend mode %s' % nm(b))
            if nm(b) not in ('Normal', 'Compatible'): self.transp = True
        for k in ('/CA', '/ca'):
            if k in g and num(get(g, k), 1) < 1: self.transp = True
        sm = get(g, '/SMask')
        if isdict(sm):
            self.transp = True
            gx = get(sm, '/G')
            if isinstance(gx, Stream): self.form(gx, res, [{'tag': 'Artifact', 'tagged': False, 'lang': 'x', 'at': False, 'node': None}], None)
        if '/OPM' in g: st['OPM'] = int(num(get(g, '/OPM')))
        if '/OP' in g: st['OP'] = get(g, '/OP') is True; st['op'] = st['OP'] if '/op' not in g else st['op']
        if '/op' in g: st['op'] = get(g, '/op') is True
        f = get(g, '/Font')
        if isinstance(f, Array) and len(f) and isdict(f[0]): st['font'] = self.font(f[0])
    def halftone(self, h, col):
        t = get(h, '/HalftoneType')
        if int(num(t, 0)) not in (1, 5): self.rep('A6.2.5-4', 'HalftoneType')
        if '/HalftoneName' in h: self.rep('A6.2.5-5', 'HalftoneName')
        if int(num(t, 0)) == 5:
            for k in h.keys():
                v = get(h, k)
                if isdict(v) and k not in ('/Type',):
                    self.halftone(v, k[1:])
        else:
            tf = '/TransferFunction' in h
            if col in (None, 'Cyan', 'Magenta', 'Yellow', 'Black') and tf: self.rep('A6.2.5-6', 'TransferFunction')
            elif col not in (None, 'Cyan', 'Magenta', 'Yellow', 'Black', 'Default') and not tf: self.rep('A6.2.5-6', 'TransferFunction missing')
    def font(self, d):
        k = key(d)
        if k not in self.fonts: self.fonts[k] = Font(d, self.rep)
        return self.fonts[k]
    def form(self, x, res, tags, parent_sp, init=None):
        k = key(x)
        if get(x, '/Subtype2') is not None and nm(get(x, '/Subtype2')) == 'PS' or '/PS' in x or '/OPI' in x: self.rep('A6.2.9-1', 'form XObject PS/OPI')
        if '/Ref' in x: self.rep('A6.2.9-2', 'reference XObject'); self.rep('U7.20-1', 'reference XObject')
        g = get(x, '/Group')
        r = get(x, '/Resources') if isdict(get(x, '/Resources')) else None
        if isdict(g) and nm(get(g, '/S')) == 'Transparency': self.transp = True; self.groupcs(g, r or res)
        self.stream_content(x, r if r is not None else res, 'form', tags, None, set(), inherited=r is None, init=init)
    def stream_content(self, o, res, kind, tags, t3, active, inherited=False, init=None):
        k = (key(o), any(m['tagged'] for m in tags), any(m['tag'] == 'Artifact' for m in tags), bool(tags) and tags[-1]['lang'], str(init and (nm(init['fcs']) or init['fcs'] if isinstance(init['fcs'], (Name, str)) else 0, nm(init['scs']) or init['scs'] if isinstance(init['scs'], (Name, str)) else 0)))
        if len(self.seenx) > 20000 or (kind != 'page' and k in self.seenx): return
        self.seenx.add(k)
        try:
            b = None
            if kind == 'page':
                ins = pikepdf.parse_content_stream(o)
            else: ins = pikepdf.parse_content_stream(o)
        except Exception as e:
            return
        try:
            body = b''.join(q.read_bytes() + b'\n' for q in seqof(get(o, '/Contents'))) if kind == 'page' else o.read_bytes()
            for mm in re.finditer(rb'\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<<|>>|%[^\r\n]*|\bID\s.*?\sEI\b|<([^<>]*)>', body, re.S):
                if mm.group(1) is not None:
                    h = re.sub(rb'[ \t\r\n\x0c\x00]', b'', mm.group(1))
                    if re.search(rb'[^0-9A-Fa-f]', h): self.rep('A6.1.6-2', 'hex string with a non-hex character')
                    if len(h) % 2: self.rep('A6.1.6-1', 'hex string with an odd number of digits')
        except Exception: pass
        st = {'font': None, 'tr': 0, 'OPM': 0, 'OP': False, 'op': False, 'fcs': 'DeviceGray', 'scs': 'DeviceGray', 'fset': False, 'sset': False}
        if init: st = dict(init)      # a form inherits the graphics state of its caller
        stack = []; mc = list(tags); sp = get(o, '/StructParents')
        rc = lambda t: get(res, t) if isdict(res) else None
        depth = 0
        def mcid_node(mcid):
            v = self.parenttree.get(int(num(sp))) if sp is not None and self.struct is not None else None
            if isinstance(v, Array) and 0 <= mcid < len(v) and isdict(v[mcid]): return self.seen.get(key(v[mcid])) or {'std': 'P', 'lang': None, 'haslang': self.haslang, 'p': None, 'e': v[mcid]}
            return None
        def tagged(): return any(m['tagged'] for m in mc)
        def artifact(): return any(m['tag'] == 'Artifact' for m in mc)
        def real(where):
            if not tagged() and not artifact(): self.rep('U7.1-3', 'content is neither tagged nor an artifact')
        def lang():
            if self.haslang: return True
            for m in reversed(mc):
                if m['lang']: return True
            return False
        def paint(fill, stroke):
            if fill: usecs('f')
            if stroke: usecs('s')
        def usecs(w):
            c = st['fcs' if w == 'f' else 'scs']
            if c == 'Pattern' or c is None: return
            self.cs(c if not isinstance(c, str) else Name('/'+c), res)
            n = c if not isinstance(c, str) else None
            cc = n
            if isinstance(cc, Name):
                cr = rc('/ColorSpace'); cc = get(cr, str(cc)) if isdict(cr) else None
            if isinstance(cc, str) or cc is None and c in ('DeviceCMYK',):
                cr = rc('/ColorSpace'); cc = get(cr, '/DefaultCMYK') if isdict(cr) and c == 'DeviceCMYK' else None
            if isinstance(cc, Array) and len(cc) > 1 and nm(cc[0]) == 'ICCBased' and int(num(get(cc[1], '/N'), 0)) == 4 and st['OPM'] == 1 and st['op' if w == 'f' else 'OP']: self.rep('A6.2.4.2-2', 'overprint mode 1 with ICCBased CMYK')
        def patt(name, w):
            pr = rc('/Pattern'); p = get(pr, str(name)) if isdict(pr) else None
            if not isdict(p): return
            if int(num(get(p, '/PatternType'), 0)) == 1 and isinstance(p, Stream):
                r2 = get(p, '/Resources'); art = [{'tag': 'Artifact', 'tagged': False, 'lang': None, 'at': False}]
                self.stream_content(p, r2 if isdict(r2) else res, 'pattern', mc or art, None, active)
            else:
                sh = get(p, '/Shading')
                if isdict(sh): self.cs(get(sh, '/ColorSpace'), res)
                if isdict(get(p, '/ExtGState')): self.extg(get(p, '/ExtGState'), res, dict(st))
        def show(s):
            f = st['font']
            real('text')
            if not lang(): self.rep('U7.2-34', 'language of text undetermined')
            if st['tr'] in (0, 2, 4, 6): usecs('f')
            if st['tr'] in (1, 2, 5, 6): usecs('s')
            if f is None: return
            at = any(m['at'] for m in mc)
            try: cs_ = f.codes(bytes(s))
            except Exception: return
            for n, c in cs_:
                u = f.used.setdefault((n, c), set()); u.add((st['tr'] == 3, at))
        for it in ins:
            op = str(it.operator); a = list(it.operands) if not isinstance(it, pikepdf.ContentStreamInlineImage) else it.operands
            if op == 'INLINE IMAGE':
                im = a[0]; od = im.obj if hasattr(im, 'obj') else None
                d = None
                try: d = im.obj if hasattr(im, 'obj') else im._image_object
                except Exception: d = None
                raw = getattr(im, '_image_object', None); toks = list(raw) if raw is not None else []
                dd = {}
                for q in range(0, len(toks)-1, 2):
                    if isinstance(toks[q], Name): dd[nm(toks[q])] = toks[q+1]
                real('inline image')
                fl = dd.get('F', dd.get('Filter'))
                for ff in seqof(fl):
                    if nm(ff) not in ('AHx', 'A85', 'Fl', 'RL', 'CCF', 'DCT', 'ASCIIHexDecode', 'ASCII85Decode', 'FlateDecode', 'RunLengthDecode', 'CCITTFaxDecode', 'DCTDecode'): self.rep('A6.1.10-1', 'inline image filter %s' % nm(ff))
                if dd.get('I', dd.get('Interpolate')) is True: self.rep('A6.2.8-3', 'image Interpolate')
                if dd.get('Intent') is not None: self.intent(dd['Intent'])
                c = dd.get('CS', dd.get('ColorSpace'))
                if dd.get('IM', dd.get('ImageMask')) is True: usecs('f')
                elif c is not None: self.cs(c, res)
                continue
            for v in a:
                for q in ([v] if not isinstance(v, Array) else list(v)):
                    if isinstance(q, bool): continue
                    if isinstance(q, int) and not -2147483648 <= q <= 2147483647: self.rep('A6.1.13-1', 'integer out of range')
                    elif isinstance(q, Name) and len(str(q).encode('utf-8', 'surrogateescape')) > 128: self.rep('A6.1.13-4', 'name longer than 127 bytes')
                    elif isinstance(q, String) and len(bytes(q)) > 32767: self.rep('A6.1.13-3', 'string longer than 32767 bytes')
            if op not in OPS: self.rep('A6.2.2-1', 'undefined operator %s' % op); continue
            if op == 'q':
                stack.append(dict(st)); depth += 1
                if depth > 28: self.rep('A6.1.13-8', 'q nested deeper than 28')
            elif op == 'Q':
                if stack: st = stack.pop(); depth -= 1
            elif op in ('BDC', 'BMC'):
                tag = nm(a[0]) if a else ''; pr = a[1] if len(a) > 1 else None
                if isinstance(pr, Name): pd = rc('/Properties'); pr = get(pd, str(pr)) if isdict(pd) else None
                m = {'tag': tag, 'tagged': False, 'lang': None, 'at': False, 'node': None}
                if isdict(pr):
                    if '/MCID' in pr:
                        nd = mcid_node(int(num(get(pr, '/MCID')))); m['node'] = nd
                        if nd is not None:
                            m['tagged'] = True; m['lang'] = nd['lang']
                            q = nd
                            while q is not None:
                                if get(q['e'], '/ActualText') is not None: m['at'] = True
                                q = q['p']
                    l = get(pr, '/Lang')
                    if l is not None and text(l): m['lang'] = text(l)
                    if isinstance(l, String) and not LANG.fullmatch(text(l)): self.rep('U7.2-29', 'Lang %r' % text(l)); self.rep('A6.7.4-1', 'Lang %r' % text(l)) if text(l) else None
                    if '/ActualText' in pr: m['at'] = True
                    known = bool(m['lang']) or lang()
                    if tag == 'Span':
                        for kk, cc in (('/ActualText', 'U7.2-30'), ('/Alt', 'U7.2-31'), ('/E', 'U7.2-32')):
                            if kk in pr and not known: self.rep(cc, 'language of %s undetermined' % kk[1:])
                if tag == 'Artifact' and tagged(): self.rep('U7.1-1', 'artifact inside tagged content')
                if m['tagged'] and artifact(): self.rep('U7.1-2', 'tagged content inside an artifact')
                mc.append(m)
            elif op == 'EMC':
                if len(mc) > len(tags): mc.pop()
            elif op == 'Tf' and a:
                f = get(rc('/Font'), str(a[0])) if isdict(rc('/Font')) else None
                st['font'] = self.font(f) if isdict(f) else None
                if inherited and isdict(f): self.rep('A6.2.2-2', 'resource taken from the page')
                if not isdict(f): self.rep('A6.2.2-2', 'missing font resource')
            elif op == 'Tr' and a: st['tr'] = int(num(a[0]))
            elif op == 'Tj' and a: show(a[0])
            elif op in ("'", '"') and a: show(a[-1])
            elif op == 'TJ' and a:
                for s in a[0]:
                    if isinstance(s, String): show(s)
            elif op == 'gs' and a:
                g = get(rc('/ExtGState'), str(a[0])) if isdict(rc('/ExtGState')) else None
                if isdict(g): self.extg(g, res, st)
                if inherited or not isdict(g): self.rep('A6.2.2-2', 'resource taken from the page')
            elif op in ('g', 'rg', 'k'): st['fcs'] = {'g': 'DeviceGray', 'rg': 'DeviceRGB', 'k': 'DeviceCMYK'}[op]
            elif op in ('G', 'RG', 'K'): st['scs'] = {'G': 'DeviceGray', 'RG': 'DeviceRGB', 'K': 'DeviceCMYK'}[op]
            elif op in ('cs', 'CS') and a:
                st['fcs' if op == 'cs' else 'scs'] = a[0] if nm(a[0]) != 'Pattern' else 'Pattern'
                if nm(a[0]) not in ('DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern') and (inherited or get(rc('/ColorSpace'), str(a[0])) is None): self.rep('A6.2.2-2', 'resource taken from the page')
                # unusable colour spaces count even when nothing is painted with them
                cr = rc('/ColorSpace'); v = get(cr, str(a[0])) if isdict(cr) else None
                if isinstance(v, Array) and len(v) and nm(v[0]) in ('Separation', 'DeviceN'): self.cs(v, res)
            elif op in ('scn', 'SCN') and a and isinstance(a[-1], Name): patt(a[-1], op)
            elif op == 'ri' and a: self.intent(a[0])
            elif op in ('f', 'F', 'f*'): paint(1, 0); real('path')
            elif op in ('S', 's'): paint(0, 1); real('path')
            elif op in ('B', 'B*', 'b', 'b*'): paint(1, 1); real('path')
            elif op == 'sh' and a:
                real('shading'); s = get(rc('/Shading'), str(a[0])) if isdict(rc('/Shading')) else None
                if isdict(s): self.cs(get(s, '/ColorSpace'), res)
                if inherited: self.rep('A6.2.2-2', 'resource taken from the page')
            elif op == 'Do' and a:
                x = get(rc('/XObject'), str(a[0])) if isdict(rc('/XObject')) else None
                if inherited or not isinstance(x, Stream): self.rep('A6.2.2-2', 'resource taken from the page')
                if not isinstance(x, Stream): continue
                t = nm(get(x, '/Subtype'))
                if t == 'PS': self.rep('A6.2.9-3', 'PostScript XObject')
                elif t == 'Image':
                    real('image')
                    if get(x, '/ImageMask') is True: usecs('f')
                    self.image(x, res)
                elif t == 'Form':
                    hasmc = get(x, '/StructParents') is not None
                    if hasmc:
                        self.xparents[key(x)].add((key(o), len(self.xparents[key(x)])))
                        if len(self.xparents[key(x)]) > 1: self.rep('U7.20-2', 'tagged form XObject used more than once')
                    self.form(x, res, list(mc), None, st)
        return
    # --- annotations
    def annots(self, p):
        an = [a for a in seqof(get(p, '/Annots')) if isdict(a)]
        if an and nm(get(p, '/Tabs')) != 'S': self.rep('U7.18.3-1', 'page with annotations without Tabs S')
        box = [num(x) for x in (self.inh(p, '/CropBox') or self.inh(p, '/MediaBox') or [0, 0, 0, 0])]
        for a in an:
            st = nm(get(a, '/Subtype')); F = get(a, '/F'); f = int(num(F, 0)); r = [num(x) for x in seqof(get(a, '/Rect'))]
            if st not in 'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup FileAttachment Widget PrinterMark TrapNet Watermark Redact'.split(): self.rep('A6.3.1-1', 'annotation type %s' % st)
            if st == 'FileAttachment' and self.profiles and False: pass
            if st != 'Popup' and F is None: self.rep('A6.3.2-1', 'annotation without F')
            if F is not None and (f & 1 or f & 2 or not f & 4 or f & 32 or f & 256): self.rep('A6.3.2-2', 'annotation flags %d' % f)
            zero = len(r) == 4 and r[0] == r[2] and r[1] == r[3]; ap = get(a, '/AP')
            if not zero and st not in ('Popup', 'Link') and not isdict(ap): self.rep('A6.3.3-1', 'annotation without appearance')
            ft = self.fieldattr(a, '/FT')
            if isdict(ap):
                if set(ap.keys()) != {'/N'}: self.rep('A6.3.3-2', 'appearance with other keys than N')
                else:
                    N = get(ap, '/N')
                    if st == 'Widget' and nm(ft) == 'Btn':
                        if isinstance(N, Stream) or not isdict(N) or not len(list(N.keys())): self.rep('A6.3.3-3', 'button appearance must be a dictionary')
                    elif not isinstance(N, Stream): self.rep('A6.3.3-4', 'appearance must be a stream')
                for k in ('/N', '/R', '/D'):
                    v = get(ap, k)
                    for s in ([v] if isinstance(v, Stream) else [get(v, q) for q in v.keys()] if isdict(v) else []):
                        if isinstance(s, Stream):
                            art = [{'tag': 'Artifact', 'tagged': False, 'lang': 'x', 'at': False, 'node': None}]
                            self.form(s, get(s, '/Resources') if isdict(get(s, '/Resources')) else None, art, None)
            if '/BM' in a:
                for b in seqof(get(a, '/BM')):
                    if nm(b) not in BLEND: self.rep('A6.2.10-1', 'blend mode')
                    if nm(b) not in ('Normal', 'Compatible'): self.transp = True
            for k in ('/CA', '/ca'):
                if k in a and num(get(a, k), 1) < 1: self.transp = True
            hidden = bool(f & 2); out = len(r) == 4 and (max(r[0], r[2]) <= min(box[0], box[2]) or min(r[0], r[2]) >= max(box[0], box[2]) or max(r[1], r[3]) <= min(box[1], box[3]) or min(r[1], r[3]) >= max(box[1], box[3]))
            n = None; sp = get(a, '/StructParent')
            if sp is not None:
                v = self.parenttree.get(int(num(sp)))
                if isdict(v): n = self.seen.get(key(v)) if self.struct is not None else None
            t = n['std'] if n else None; alt = text(get(n['e'], '/Alt', '')) if n else ''; con = text(get(a, '/Contents', ''))
            ok = hidden or out
            haslang = self.haslang or (n is not None and n['lang'] is not None)
            if get(a, '/Contents') is not None and not haslang: self.rep('U7.2-24', 'language of annotation Contents undetermined')
            if st == 'TrapNet' and not ok: self.rep('U7.18.2-1', 'TrapNet annotation')
            if st not in ('Widget', 'PrinterMark', 'Link') and not ok and t != 'Annot': self.rep('U7.18.1-1', 'annotation %s not in an Annot element' % st)
            if st != 'Widget' and not ok and not con and not alt: self.rep('U7.18.1-2', 'annotation without Contents or Alt')
            if st == 'Link' and not ok:
                if t != 'Link': self.rep('U7.18.5-1', 'link annotation not in a Link element')
                if not con: self.rep('U7.18.5-2', 'link annotation without Contents')
            if st == 'Widget':
                if not ok and t != 'Form': self.rep('U7.18.4-1', 'widget not in a Form element')
                tu = self.fieldattr(a, '/TU')
                if not ok and not (text(tu) if tu is not None else '') and not alt: self.rep('U7.18.1-3', 'form field without TU')
                if '/A' in a or '/AA' in a: self.rep('A6.4.1-1', 'widget A/AA')
            if st == 'PrinterMark' and not ok and n is not None: self.rep('U7.18.8-1', 'PrinterMark in the structure')
            if isdict(get(a, '/A')) and nm(get(get(a, '/A'), '/S')) == 'Rendition' or isdict(get(a, '/MK')) and False: pass
            self.media(a); self.actions(a)
    def media(self, a):
        def clip(c, d=0):
            if not isdict(c) or d > 5: return
            if nm(get(c, '/S')) == 'MCD':
                if '/CT' not in c: self.rep('U7.18.6.2-1', 'media clip without CT')
                al = get(c, '/Alt')
                if not (isinstance(al, Array) and len(al) > 0 and len(al) % 2 == 0 and all(isinstance(x, String) for x in al) and all(text(al[i]) for i in range(1, len(al), 2))): self.rep('U7.18.6.2-2', 'media clip without Alt')
            clip(get(c, '/D'), d+1) if nm(get(c, '/S')) == 'MCS' else None
        def rend(r, d=0):
            if not isdict(r) or d > 5: return
            clip(get(r, '/C'))
            for x in seqof(get(r, '/R')): rend(x, d+1)
        for act in [get(a, '/A')]+([get(get(a, '/AA'), k) for k in get(a, '/AA').keys()] if isdict(get(a, '/AA')) else []):
            if isdict(act): rend(get(act, '/R'))
    def fieldattr(self, a, k):
        n = 0
        while isdict(a) and n < 30:
            if k in a: return get(a, k)
            a = get(a, '/Parent'); n += 1
        return None
    def forms(self):
        f = get(self.root, '/AcroForm')
        if not isdict(f): return
        if get(f, '/NeedAppearances') is True: self.rep('A6.4.1-3', 'NeedAppearances')
        if '/XFA' in f:
            self.rep('A6.4.2-1', 'XFA'); b = b''; x = get(f, '/XFA')
            for s in ([x] if isinstance(x, Stream) else seqof(x)):
                if isinstance(s, Stream):
                    try: b += s.read_bytes()
                    except Exception: pass
            if re.search(rb'dynamicRender\s*>\s*required', b): self.rep('U7.15-1', 'dynamic XFA form')
        dr = get(f, '/DR')
        def fields(o, d=0):
            if not isdict(o) or d > 40: return
            self.actions(o)
            if '/AA' in o and nm(get(o, '/Subtype')) != 'Widget': self.rep('A6.4.1-2', 'field AA')
            if '/AA' in o and '/FT' in o: self.rep('A6.4.1-2', 'field AA')
            if get(o, '/TU') is not None and not self.haslang:
                n = None; sp = get(o, '/StructParent'); v = self.parenttree.get(int(num(sp))) if sp is not None else None
                n = self.seen.get(key(v)) if isdict(v) and self.struct is not None else None
                if n is None or n['lang'] is None: self.rep('U7.2-25', 'language of TU undetermined')
            if nm(get(o, '/FT')) == 'Sig' and isdict(get(o, '/V')):
                v = get(o, '/V'); br = [int(num(x)) for x in seqof(get(v, '/ByteRange'))]
                if len(br) == 4 and (br[0] != 0 or br[2]+br[3] != len(self.data)): self.rep('A6.4.3-1', 'signature ByteRange')
                for sr in seqof(get(v, '/Reference')):
                    pm = get(self.root, '/Perms')
                    if isdict(sr) and isdict(pm) and '/DocMDP' in pm and set(sr.keys()) & {'/DigestLocation', '/DigestMethod', '/DigestValue'}: self.rep('A6.1.12-2', 'signature reference digest keys')
            for k in seqof(get(o, '/Kids')): fields(k, d+1)
        for o in seqof(get(f, '/Fields')): fields(o)
    # --- consistency of tree, parent tree and content (profile 'tree'; no clause numbers of a standard)
    def consistency(self):
        if self.struct is None: return
        pagekeys = {}; shown = collections.Counter(); listed = collections.Counter(); nested = 0
        for i, p in enumerate(self.pdf.pages):
            p = p.obj if hasattr(p, 'obj') else p
            pagekeys[key(p)] = i; depth = []
            for it in pikepdf.parse_content_stream(p):
                op = str(it.operator)
                if op == 'BDC':
                    a = list(it.operands); d = a[1] if len(a) > 1 and isdict(a[1]) else None
                    if d is not None and '/MCID' in d: shown[(i, int(num(get(d, '/MCID'))))] += 1; depth.append(1)
                    else:
                        if any(depth): nested += 1
                        depth.append(0)
                elif op == 'BMC': depth.append(0)
                elif op == 'EMC':
                    if not depth: self.rep('T1', 'EMC without begin on page %d' % (i+1))
                    else: depth.pop()
            if depth: self.rep('T1', 'marked content not closed on page %d' % (i+1))
            sp = get(p, '/StructParents'); v = self.parenttree.get(int(num(sp))) if sp is not None else None
            for j, e in enumerate(seqof(v)):
                if isdict(e):
                    n = self.seen.get(key(e))
                    if n is None: self.rep('T2', 'parent tree names an element outside the structure tree')
                    else:
                        pg = get(e, '/Pg')
                        ok = any((isdict(k) and nm(get(k, '/Type')) == 'MCR' and int(num(get(k, '/MCID'), -1)) == j and key(get(k, '/Pg', pg)) == key(p)) or (not isdict(k) and int(num(k, -1)) == j and pg is not None and key(pg) == key(p)) for k in n['mc'])
                        if not ok: self.rep('T2', 'page %d MCID %d: parent tree and K disagree' % (i+1, j))
        if nested: self.rep('T5', '%d marked-content sequences (ActualText?) nested in tagged content' % nested)
        for n in self.seen.values():
            pg = get(n['e'], '/Pg')
            for k in n['mc']:
                if isdict(k):
                    t = nm(get(k, '/Type')); q = get(k, '/Pg', pg)
                    if t == 'MCR': listed[(pagekeys.get(key(q)) if q is not None else None, int(num(get(k, '/MCID'), -1)))] += 1
                    elif t == 'OBJR':
                        if q is None: self.rep('T3', 'object reference without page')
                        o = get(k, '/Obj'); s = get(o, '/StructParent') if isdict(o) else None
                        v = self.parenttree.get(int(num(s))) if s is not None else None
                        if not isdict(v) or key(v) != key(n['e']): self.rep('T6', 'annotation and parent tree disagree')
                else: listed[(pagekeys.get(key(pg)) if pg is not None else None, int(num(k, -1)))] += 1
            if not n['kids'] and not n['mc'] and n['std'] not in ('TD', 'TH'): self.rep('T4', 'empty %s element' % n['S'])
        for k, c in shown.items():
            if c > 1: self.rep('T1', 'MCID %s on page %d used twice' % (k[1], k[0]+1))
            if k not in listed: self.rep('T3', 'MCID %d of page %d is in no element' % (k[1], k[0]+1))
        for k, c in listed.items():
            if c > 1: self.rep('T3', 'MCID %s of page %s listed twice' % (k[1], k[0]))
            if k not in shown: self.rep('T3', 'MCID %s of page %s does not exist' % (k[1], k[0]))
    # --- fonts, after all content is known
    def finish_fonts(self):
        for f in self.fonts.values():
            d = f.d; S = f.sub; only3 = f.used and all(t3 for u in f.used.values() for t3, _ in u); A = self.rep
            def both(c, t): A('A6.2.11.'+c, t)
            if nm(get(d, '/Type')) != 'Font': both('2-1', 'font Type')
            if S not in ('Type0', 'Type1', 'MMType1', 'TrueType', 'Type3'): both('2-2', 'font Subtype %s' % S)
            name = f.base
            self.utf8name(name)
            try: name.encode('utf-8')
            except UnicodeEncodeError: A('A6.1.8-1', 'font name is not UTF-8')
            if S != 'Type3' and not name: both('2-3', 'font without BaseFont')
            if S in ('Type1', 'MMType1', 'TrueType', 'Type3'):
                std14 = name in ('Helvetica Helvetica-Bold Helvetica-Oblique Helvetica-BoldOblique Times-Roman Times-Bold Times-Italic Times-BoldItalic Courier Courier-Bold Courier-Oblique Courier-BoldOblique Symbol ZapfDingbats'.split()) and S == 'Type1'
                fc, lc, w = get(d, '/FirstChar'), get(d, '/LastChar'), get(d, '/Widths')
                if not std14:
                    if fc is None: both('2-4', 'no FirstChar')
                    if lc is None: both('2-5', 'no LastChar')
                    if not isinstance(w, Array) or fc is None or lc is None or len(w) != int(num(lc))-int(num(fc))+1: both('2-6', 'Widths length')
            emb = f.file is not None
            if f.fkey == '/FontFile3' and nm(get(f.file, '/Subtype')) not in ('Type1C', 'CIDFontType0C', 'OpenType'): both('2-7', 'FontFile3 Subtype')
            if S != 'Type3' and not emb and not only3 and f.used: both('4.1-1', 'font %s is not embedded' % name); A('U7.21.4.1-1', 'font %s is not embedded' % name)
            if emb and f.used and f.fkey != '/FontFile' and f.prog()['kind'] is None: both('4.1-1', 'font program of %s cannot be read' % name); A('U7.21.4.1-1', 'font program of %s cannot be read' % name)
            subset = re.match(r'[A-Z]{6}\+', name or (nm(get(f.cid, '/BaseFont')) or '') if f.type0 else name or '')
            if f.type0 and f.cid is not None:
                e = get(d, '/Encoding'); en = nm(e) if isinstance(e, Name) else None; cs = get(f.cid, '/CIDSystemInfo')
                if not (en in ('Identity-H', 'Identity-V')) and isinstance(e, Stream) and nm(get(e, '/CMapName')) not in ('Identity-H', 'Identity-V'):
                    m = get(e, '/CIDSystemInfo'); ok = isdict(cs) and isdict(m)
                    if not ok:
                        raw = b''
                        try: raw = e.read_bytes()
                        except Exception: pass
                        mm = {k.decode(): v for k, v in re.findall(rb'/(Registry|Ordering)\s*\(([^)]*)\)', raw)}; sm = re.search(rb'/Supplement\s+(\d+)', raw)
                        m = (mm.get('Registry', b'').decode('latin-1'), mm.get('Ordering', b'').decode('latin-1'), int(sm.group(1)) if sm else None)
                    else: m = (text(get(m, '/Registry', '')), text(get(m, '/Ordering', '')), get(m, '/Supplement'))
                    c = (text(get(cs, '/Registry', '')), text(get(cs, '/Ordering', '')), get(cs, '/Supplement')) if isdict(cs) else (None, None, None)
                    if c[0] != m[0] or c[1] != m[1] or c[2] is None or m[2] is None or int(c[2]) > int(m[2]): both('3.1-1', 'CIDSystemInfo of font and CMap differ'); A('U7.21.3.1-1', 'CIDSystemInfo of font and CMap differ')
                elif en and en not in ('Identity-H', 'Identity-V') and en in PREDEF_CMAPS and isdict(cs):
                    o = text(get(cs, '/Ordering', '')); want = 'GB1' if re.match(r'GB|UniGB', en) else 'CNS1' if re.match(r'B5|HK|ETen|CNS|UniCNS', en) else 'Korea1' if re.match(r'KSC|UniKS', en) else 'Japan1'
                    sup = {'UniJIS-UTF16-H': 5, 'UniJIS-UTF16-V': 5, 'H': 1, 'V': 1, '90ms-RKSJ-H': 2, 'GBK2K-H': 5, 'UniGB-UTF16-H': 5, 'UniCNS-UTF16-H': 5, 'UniKS-UTF16-H': 2}.get(en)
                    if o != want or text(get(cs, '/Registry', '')) != 'Adobe' or (sup is not None and int(num(get(cs, '/Supplement'), 0)) > 7): both('3.1-1', 'CIDSystemInfo of font and CMap differ'); A('U7.21.3.1-1', 'CIDSystemInfo of font and CMap differ')
                if nm(get(f.cid, '/Subtype')) == 'CIDFontType2' and emb:
                    m = get(f.cid, '/CIDToGIDMap')
                    if m is None or (isinstance(m, Name) and nm(m) != 'Identity'): both('3.2-1', 'CIDFontType2 without CIDToGIDMap'); A('U7.21.3.2-1', 'CIDFontType2 without CIDToGIDMap')
                if en is not None and en not in PREDEF_CMAPS: both('3.3-1', 'CMap %s is not embedded' % en); A('U7.21.3.3-1', 'CMap %s is not embedded' % en)
                if isinstance(e, Stream):
                    _, _, _, use, wm, mx = f.cmap()
                    if int(num(get(e, '/WMode'), 0)) != wm: both('3.3-2', 'WMode'); A('U7.21.3.3-2', 'WMode')
                    u = get(e, '/UseCMap'); un = nm(u) if isinstance(u, Name) else nm(get(u, '/CMapName')) if isdict(u) else use
                    if un and un not in PREDEF_CMAPS: both('3.3-3', 'UseCMap %s' % un); A('U7.21.3.3-3', 'UseCMap %s' % un)
                    if mx > 65535: A('A6.1.13-10', 'CID above 65535')
                cset = get(f.fd, '/CIDSet') if f.fd is not None else None
                if emb and subset and isinstance(cset, Stream) and f.prog()['kind']:
                    b = cset.read_bytes(); bits = {i*8+j for i, x in enumerate(b) for j in range(8) if x & (128 >> j)}; P = f.prog()
                    want = None
                    if 'charset' in P: want = {int(g[3:]) for g in P['charset'] if re.fullmatch(r'cid\d+', g)} | {0} if P['iscid'] else set(range(len(P['charset'])))
                    elif P['kind'] == 'tt' and P.get('ng') is not None:
                        m = get(f.cid, '/CIDToGIDMap')
                        if isinstance(m, Stream): mb = m.read_bytes(); want = {i for i in range(len(mb)//2) if 0 < int.from_bytes(mb[2*i:2*i+2], 'big') < P['ng']} | {0}
                        else: want = self.tt_present(P)
                    if want is not None and (want-{0}) - bits: both('4.2-2', 'CIDSet does not list all glyphs'); A('U7.21.4.2-2', 'CIDSet does not list all glyphs')
                    elif want is not None and bits-{0}-want and ('charset' in P or isinstance(get(f.cid, '/CIDToGIDMap'), Stream)): both('4.2-2', 'CIDSet lists glyphs that are not there'); A('U7.21.4.2-2', 'CIDSet lists glyphs that are not there')
            if S in ('Type1', 'MMType1') and emb and subset and f.fd is not None and get(f.fd, '/CharSet') is not None:
                want = set(re.findall(r'/([^/\s()]+)', text(get(f.fd, '/CharSet')))); P = f.prog(); have = set(P['w']) if P['kind'] == 't1' else set(P.get('charset', [])) if P['kind'] == 'cff' else None
                if have is not None and (have-{'.notdef'}) != (want-{'.notdef'}): both('4.2-1', 'CharSet does not match the font'); A('U7.21.4.2-1', 'CharSet does not match the font')
            if S == 'TrueType' and emb:
                P = f.prog(); names, base, diff = f.enc(); e = get(d, '/Encoding'); bn = nm(e) if isinstance(e, Name) else nm(get(e, '/BaseEncoding')) if isdict(e) else None
                if not f.symbolic:
                    a2u, _ = uni2name(); cm = [(a, b) for a, b, _ in P.get('cmaps', [])] if P['kind'] == 'tt' else None
                    if bn not in ('MacRomanEncoding', 'WinAnsiEncoding') or (diff and (any(x not in a2u and not re.fullmatch(r'uni[0-9A-F]{4}|u[0-9A-F]{4,6}|\.notdef', x) for x in diff.values()) or (cm is not None and (3, 1) not in cm))): both('6-2', 'non-symbolic TrueType font encoding'); A('U7.21.6-2', 'non-symbolic TrueType font encoding')
                    if cm is not None and not only3 and (not cm or cm == [(3, 0)]): both('6-1', 'non-symbolic TrueType font without cmap'); A('U7.21.6-1', 'non-symbolic TrueType font without cmap')
                else:
                    if e is not None: both('6-3', 'symbolic TrueType font with Encoding'); A('U7.21.6-3', 'symbolic TrueType font with Encoding')
                    cm = [(a, b) for a, b, _ in P.get('cmaps', [])] if P['kind'] == 'tt' else None
                    if cm is not None and len(cm) != 1 and (3, 0) not in cm: both('6-4', 'symbolic TrueType font cmap'); A('U7.21.6-4', 'symbolic TrueType font cmap')
            for (n, c), how in f.used.items():
                invisible = all(t3 for t3, _ in how)
                try: pres, pw, gn = f.glyph(n, c)
                except Exception: pres, pw, gn = None, None, None
                if gn == '.notdef' and S != 'Type3': both('8-1', 'font %s: .notdef is shown' % name); A('U7.21.8-1', 'font %s: .notdef is shown' % name)
                if pres is False and not invisible: both('4.1-2', 'font %s lacks a glyph' % name); A('U7.21.4.1-2', 'font %s lacks a glyph' % name)
                if S == 'Type3' and not invisible:
                    pr = get(get(d, '/CharProcs'), '/' + (f.enc()[0].get(c) or '')) if isdict(get(d, '/CharProcs')) else None
                    if isinstance(pr, Stream):
                        mm = re.match(rb'\s*([-+.\d]+)\s[-+.\d\s]*d[01]', pr.read_bytes())
                        if mm and f.width(n, c) is not None and abs(num(mm.group(1).decode())-f.width(n, c)) > 1: both('5-1', 'font %s: widths differ from the font program' % name); A('U7.21.5-1', 'font %s: widths differ from the font program' % name)
                if emb and not invisible and pw is not None and pres:
                    w = f.width(n, c)
                    if w is not None and abs(w-pw) > 1: both('5-1', 'font %s: widths differ from the font program' % name); A('U7.21.5-1', 'font %s: widths differ from the font program' % name)
                u = f.unicode(n, c)
                if u is None or u == '': both('7.2-1', 'font %s: code without Unicode value' % name); A('U7.21.7-1', 'font %s: code without Unicode value' % name)
                elif any(ord(ch) in (0, 0xFEFF, 0xFFFE) for ch in u): both('7.2-2', 'font %s: Unicode value 0/FEFF/FFFE' % name); A('U7.21.7-2', 'font %s: Unicode value 0/FEFF/FFFE' % name)
                elif any(0xE000 <= ord(ch) <= 0xF8FF or ord(ch) >= 0xF0000 for ch in u) and any(not at for _, at in how): both('7.3-1', 'font %s: private use character without ActualText' % name)
            if S == 'Type3':
                cp = get(d, '/CharProcs'); r = get(d, '/Resources')
                if isdict(cp):
                    names = f.enc()[0]; used = {names.get(c) for _, c in f.used}
                    for k in cp.keys():
                        if k[1:] in used and isinstance(get(cp, k), Stream): self.stream_content(get(cp, k), r if isdict(r) else None, 't3', [{'tag': 'Artifact', 'tagged': False, 'lang': 'x', 'at': False, 'node': None}], None, set())
    def tt_present(self, P):
        try:
            f = P['f']; loca = f.reader['loca']; fmt = struct.unpack('>h', f.reader['head'][50:52])[0]; n = P['ng']
            off = [struct.unpack('>H', loca[2*i:2*i+2])[0]*2 for i in range(n+1)] if fmt == 0 else [struct.unpack('>I', loca[4*i:4*i+4])[0] for i in range(n+1)]
            return {i for i in range(n) if off[i+1] > off[i]}
        except Exception: return None

def main(argv):
    prof = ['ua1', '3a']; quiet = False; files = []
    i = 0
    while i < len(argv):
        if argv[i] == '-p': prof = argv[i+1].split(','); i += 1
        elif argv[i] == '-q': quiet = True
        elif argv[i] == '-d': pass
        elif argv[i] == '-': files += sys.stdin.read().split('\n')[:-1]
        else: files.append(argv[i])
        i += 1
    bad = 0
    for f in files:
        c = Check(f, prof).run()
        for p in prof:
            v = c.verdict(p); x = [(a, t, n) for (a, t), n in c.found.items() if a == 'X']
            bad |= bool(v)
            print('%s\t%s\t%s\t%s' % ('FAIL' if v else 'PASS', p, f, ' '.join(sorted({a for a, _, _ in v}))+(' !' + x[0][1] if x else '')))
            if not quiet:
                for a, t, n in v[:60]: print('    %s: %s%s' % (a, t, ' (%d times)' % n if n > 1 else ''))
    return 1 if bad else 0
if __name__ == '__main__':
    import warnings, logging
    warnings.simplefilter('ignore'); logging.disable(logging.CRITICAL); sys.setrecursionlimit(5000)
    sys.exit(main(sys.argv[1:]))
