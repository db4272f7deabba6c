// Undoes what modules.py and columns.py have done for the sake of fewer bytes.

/** The JSON text of columns. */
function textOf(bytes) {
  const [names, ...contents] = new TextDecoder().decode(bytes).split("\x1e");
  const columns = new Map();
  names.split("\x1f").forEach((name, index) => {
    const plain = !/["\\\x00-\x1d]/.test(contents[index]); // most are, and need no care
    const written = plain ? (text) => `"${text}"` : (text) => JSON.stringify(text);
    columns.set(name, { entries: contents[index].split("\x1f"), at: 0, written });
  });
  const lists = columns.get("*");
  const value = (kind, key) => {
    let text = "";
    if (kind === "{") {
      const keys = columns.get(`#${key}`);
      for (let entry = keys.entries[keys.at++]; entry; entry = keys.entries[keys.at++]) {
        const of = entry.at(-1);
        const isText = of !== "!" && of !== "{" && of !== "[";
        const name = isText ? entry : entry.slice(0, -1);
        text += `${text && ","}${keys.written(name)}:${value(isText ? "" : of, name < ":" ? key : name)}`;
      }
      return `{${text}}`;
    }
    if (kind === "[") {
      let first = true;
      for (let entry = lists.entries[lists.at++]; entry !== "]"; entry = lists.entries[lists.at++]) {
        text += (first ? "" : ",") + value(entry, key);
        first = false;
      }
      return `[${text}]`;
    }
    const column = columns.get(key);
    const found = column.entries[column.at++];
    return kind ? found : column.written(found);
  };
  return value("{", "");
}

/** A zip of .pyc files; what is a zip already stays as it is. */
function zipOf(pack) {
  if (pack[0]) return pack;
  const view = new DataView(pack.buffer, pack.byteOffset);
  const made = new Uint8Array(view.getUint32(1, true)); // all zero
  const sizes = new DataView(made.buffer);
  let end = 0;
  let start = 45;
  const [files, header, caches, heads, code, names, kinds, errors, constants, texts] = Array.from({ length: 10 }, (_, index) => {
    start += view.getUint32(5 + 4 * index, true);
    return { at: start - view.getUint32(5 + 4 * index, true), end: start };
  });
  const empty = pack.subarray(caches.at, caches.end);
  const put = (size, value) => {
    for (const last = end + size; end < last; value >>>= 8) made[end++] = value;
  };
  const byte = (letter, value) => {
    made[end] = letter;
    sizes.setUint32(end + 1, value, true);
    end += 5;
  };
  const copy = (stream, size) => {
    for (const last = stream.at + size; stream.at < last; ) made[end++] = pack[stream.at++];
  };
  const number = (stream) => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const part = pack[stream.at++];
      value |= (part & 127) << shift;
      if (part < 128) return value;
    }
  };
  const text = (from, to) => {
    byte(117, to - from); // u
    for (let at = from; at < to; ) made[end++] = pack[at++];
  };
  const line = () => {
    const from = names.at;
    while (pack[names.at] !== 10) names.at++;
    text(from, names.at++);
  };

  let path; // of the source, as tracebacks show it
  const codeObject = () => {
    for (let each = 0; each < 5; each++) put(4, number(heads));
    const instructions = number(heads);
    const [used, variables, caught, count] = [number(heads), number(heads), number(heads), number(heads)];
    const from = end;
    byte(115, 0); // s
    for (let each = 0; each < instructions; each++) {
      const kind = pack[code.at];
      made[end] = kind;
      made[end + 1] = pack[code.at + 1];
      code.at += 2;
      end += 2 + 2 * empty[kind];
    }
    sizes.setUint32(from + 1, end - from - 5, true);
    byte(40, count); // (
    for (let each = 0; each < count; each++) constant();
    byte(40, used);
    for (let each = 0; each < used; each++) line();
    byte(40, variables);
    for (let each = 0; each < variables; each++) line();
    byte(115, variables);
    copy(kinds, variables);
    text(...path);
    const name = names.at;
    line();
    names.at = name;
    line(); // its qualified name is the same
    put(4, 1); // the first line, and no table of lines
    byte(115, 0);
    byte(115, caught);
    copy(errors, caught);
  };
  const constant = () => {
    const letter = pack[constants.at++];
    if (letter === 117) { // u
      const from = texts.at;
      texts.at = pack.indexOf(255, from) + 1;
      text(from, texts.at - 1);
      return;
    }
    made[end++] = letter;
    if (letter === 99) codeObject(); // c
    else if (letter === 105) copy(constants, 4); // i
    else if (letter === 103) copy(constants, 8); // g
    else if (letter === 108) copy(constants, 4 + 2 * Math.abs(view.getInt32(constants.at, true))); // l
    else if (letter === 115) { // s
      const size = number(constants);
      put(4, size);
      copy(constants, size);
    } else if (letter === 40 || letter === 62 || letter === 58) { // tuple, frozenset; a slice has three
      const count = letter === 58 ? 3 : number(constants);
      if (letter !== 58) put(4, count);
      for (let each = 0; each < count; each++) constant();
    }
  };

  const directory = [];
  const named = ([from, to]) => {
    for (let at = from; at < to; ) made[end++] = pack[at++];
  };
  const fields = (...pairs) => pairs.forEach(([size, value]) => put(size, value));
  const DAY = 0x210000; // 1980-01-01
  while (files.at < files.end) {
    const name = [files.at, pack.indexOf(10, files.at)];
    files.at = name[1] + 1;
    path = [name[0], name[1] - 1];
    const at = end;
    fields([4, 0x04034b50], [2, 20], [4, 0], [4, DAY], [4, 0], [8, 0], [2, name[1] - name[0]], [2, 0]);
    named(name);
    const from = end;
    copy({ at: header.at }, 16);
    constant();
    for (const place of [18, 22]) sizes.setUint32(at + place, end - from, true);
    directory.push([name, at, end - from]);
  }
  const central = end;
  for (const [name, at, size] of directory) {
    fields([4, 0x02014b50], [2, 20], [2, 20], [4, 0], [4, DAY], [4, 0], [4, size], [4, size], [2, name[1] - name[0]], [12, 0], [4, at]);
    named(name);
  }
  const count = directory.length;
  fields([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, end - central], [4, central], [2, 0]);
  return made.subarray(0, end);
}
