/* Recognises municipalities, themes and cooperations in a line without a network: the words and rules come from the
   server's own dictionary (kommunen/language); here they are only looked up. The server reads every note again. */
globalThis.companion ??= {};
{
  const WORD = /[\p{L}\p{N}\p{M}]+(?:[-‐‑–/:.'’_*&+@·|][\p{L}\p{N}\p{M}]+)*/gu;
  const PIECE = /[\p{L}\p{N}\p{M}]+/gu;
  const CAPITAL_INSIDE = /(?<=[a-zäöüß]{2})(?=[A-ZÄÖÜ][a-zäöüßA-ZÄÖÜ]{2})/u;
  const NO_BREAK = /^[\s\-‐‑–/:.'’_*&+@·|()#„“"]*$/u;
  const SPELT_OUT = /(?<![aeiouyq])(?:([ao])e|(u)e(?!(?<=tue)n?\b))/g;
  const UNDIVIDED = { ł: "l", đ: "d", ð: "d", ø: "o", æ: "ae", œ: "oe", þ: "th", ı: "i", ħ: "h", ß: "ss" };
  const ADJECTIVE = /^[a-zäöüß]{3,}(?:e|en|er|es|em)$/u;
  const NO_TOWN_BEHIND = /^(?:-[\p{L}\p{N}]|\s\d|\s[A-Z](?![\p{L}\p{N}]))/u;
  const NAMED_AFTER = /(?:er|sche[nrs]?)$/iu;
  const ENDINGS = ["ern", "em", "en", "er", "es", "e", "s", "n"];

  function fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().replace(/[łđðøæœþıħß]/gu, (letter) => UNDIVIDED[letter]);
    return plain.normalize("NFKD").replace(/\p{M}|[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "")
      .replace(SPELT_OUT, (_all, other, u) => other || u);
  }

  // What inflected forms share; only ever compared with itself.
  function light(key) {
    const ending = ENDINGS.find((one) => key.endsWith(one) && key.length - one.length >= 4);
    return ending ? key.slice(0, -ending.length) : key;
  }

  function piecesOf(text) {
    const found = [];
    for (const word of text.matchAll(WORD)) {
      for (const piece of word[0].matchAll(PIECE)) {
        let start = word.index + piece.index;
        for (const part of piece[0].split(CAPITAL_INSIDE)) {
          const key = fold(part);
          if (key) found.push({ text: part, start, end: start + part.length, key });
          start += part.length;
        }
      }
    }
    return found;
  }

  class Recogniser {
    constructor({ forms, rules }) {
      this.forms = {};
      this.inflected = {};
      for (const kind of ["municipalities", "themes", "cooperations"]) {
        this.forms[kind] = new Map(Object.entries(forms[kind]));
        this.inflected[kind] = new Map(kind === "municipalities" ? [] : [...this.forms[kind]]
          .filter(([form]) => form.length > 4).map(([form, slugs]) => [light(form), slugs]));
      }
      this.rules = Object.fromEntries(Object.entries(rules)
        .map(([name, value]) => [name, Array.isArray(value) ? new Set(value) : value]));
      for (const name of ["determiner", "office", "goods", "meal"]) this[name] = new RegExp(`^(?:${rules[name]})$`, "u");
      this.parts = [...this.forms.themes].filter(([form]) => /^[a-z]{4,}$/.test(form)
        && !this.rules.verbs.has(form) && !this.rules.abbreviations.has(form)).sort((a, b) => b[0].length - a[0].length);
      this.towns = [...this.forms.municipalities].filter(([form]) => /^[a-z]{6,}$/.test(form) && !this.rules.ambiguous.has(form));
    }

    /* {municipalities, themes, cooperations}: slugs in the order of first mention. */
    recognise(text) {
      const found = { municipalities: new Set(), themes: new Set(), cooperations: new Set() };
      const sentence = piecesOf(text);
      let place = 0;
      while (place < sentence.length) {
        const named = this.longest(text, sentence, place);
        for (const [kind, slugs] of named.names) slugs.forEach((slug) => found[kind].add(slug));
        place += named.used;
      }
      return Object.fromEntries(Object.entries(found).map(([kind, slugs]) => [kind, [...slugs]]));
    }

    longest(text, sentence, place) {
      for (let count = Math.min(this.rules.mostPieces, sentence.length - place); count > 0; count -= 1) {
        const row = sentence.slice(place, place + count);
        const joined = row.every((one, at) => !at || NO_BREAK.test(text.slice(row[at - 1].end, one.start)));
        if (!joined) continue;
        const key = row.map((one) => one.key).join("");
        const names = Object.keys(this.forms)
          .map((kind) => [kind, this.forms[kind].get(key) || this.inflected[kind].get(light(key))])
          .filter(([kind, slugs]) => slugs && this.fits(kind, text, sentence, place, count));
        if (names.length && (count > 1 || !this.isNamesake(text, sentence, place))) return { names, used: count };
      }
      if (this.isNamesake(text, sentence, place)) return { names: [], used: 1 };
      const inside = this.inside(sentence[place]);
      return { names: inside.length ? inside : this.guess(text, sentence, place), used: 1 };
    }

    fits(kind, text, sentence, place, count) {
      const piece = sentence[place];
      const { rules } = this;
      const low = text === text.toLowerCase();
      if (count > 1) return true;
      if (rules.stopWords.has(piece.key)) return false;
      if (rules.abbreviations.has(piece.key)) return piece.text === piece.text.toUpperCase() || low;
      if (kind === "themes" && rules.verbs.has(piece.key)) return piece.text[0] !== piece.text[0].toLowerCase() || low;
      return kind !== "municipalities" || this.isPlace(text, sentence, place, low);
    }

    // The traps: „in der Halle“, „das Freiburger Münster“, „Landkreis Bamberg“ (kommunen/language/places.py).
    isPlace(text, sentence, place, low) {
      const { rules } = this;
      const piece = sentence[place];
      const before = sentence[place - 1];
      const capital = piece.text[0] !== piece.text[0].toLowerCase();
      if (before && rules.district.has(before.key) && capital && !piece.key.endsWith("er")) return false;
      if (!rules.ambiguous.has(piece.key)) return true;
      if (!capital && !low) return false;
      if (NO_TOWN_BEHIND.test(text.slice(piece.end, piece.end + 3))) return false;
      if (!before) return true;
      const gap = text.slice(before.end, piece.start);
      if (gap.trim()) return !/[-/]$/.test(gap) || this.forms.municipalities.has(before.key);
      if (this.determiner.test(before.text.toLowerCase())) return rules.withArticle.has(piece.key);
      if (before.text[0] !== before.text[0].toLowerCase()) return !before.text.endsWith("er");
      if (place < 2 || rules.stopWords.has(before.key) || !ADJECTIVE.test(before.text)) return true;
      const lead = sentence[place - 2].text.toLowerCase();
      return !(this.determiner.test(lead) || rules.prepositions.has(lead));
    }

    // Herr Ulm, Dortmunder Bier, Ulmer Straße, Berliner zum Kaffee (kommunen/language/namesakes.py).
    isNamesake(text, sentence, place) {
      return this.isSurname(text, sentence, place) || this.isGoods(text, sentence, place) || this.isDish(sentence, place)
        || this.isTitleOfNamesake(text, sentence, place);
    }

    isSurname(text, sentence, place) {
      const { rules } = this;
      let noble = false;
      for (let here = place; here > 0; here -= 1) {
        const before = sentence[here - 1];
        const gap = text.slice(before.end, sentence[here].start);
        if (!["", ".", "-"].includes(gap.trim())) return false;
        if ((noble ? rules.persons : rules.titles).has(before.key) || (rules.shortened.has(before.key) && gap.startsWith("."))) return true;
        if (gap === "-" || (before.key.length === 1 && gap.startsWith("."))) continue;
        if (rules.particles.has(before.text) && !gap.trim()) {
          noble = true;
          continue;
        }
        if (noble || !(rules.givenNames.has(before.key) || this.office.test(before.key))) return false;
        if (rules.givenNames.has(before.key)) return true;
      }
      return false;
    }

    isTitleOfNamesake(text, sentence, place) {
      const { rules } = this;
      if (!rules.titles.has(sentence[place].key)) return false;
      let behind = place + 1;
      while (behind < sentence.length && rules.particles.has(sentence[behind].text)) behind += 1;
      return behind < sentence.length && this.forms.municipalities.has(sentence[behind].key) && this.isSurname(text, sentence, behind);
    }

    isGoods(text, sentence, place) {
      let behind = place + 1;
      if (behind === sentence.length || !NAMED_AFTER.test(sentence[place].text)) return false;
      if (text.slice(sentence[place].end, sentence[behind].start).trim()) return false;
      while (sentence[behind + 1] && text.slice(sentence[behind].end, sentence[behind + 1].start) === "-") behind += 1;
      return this.goods.test(sentence[behind].key);
    }

    isDish(sentence, place) {
      const { rules } = this;
      const { key } = sentence[place];
      if (rules.drinks.has(key)) return true;
      if (!rules.dishes.has(key) || (place && rules.article.has(sentence[place - 1].key))) return false;
      const next = sentence[place + 1]?.text[0] ?? "";
      return next === next.toLowerCase() && sentence.some((piece) => this.meal.test(piece.key));
    }

    // Themes in a compound: Klimadaten by its beginning, Bürgerbeteiligung by its end, Umweltsensoren by both.
    inside({ key }) {
      if (!/^[a-z]{8,}$/.test(key)) return [];
      const short = light(key);
      const fitting = this.parts.filter(([form]) => key.length - form.length >= 3);
      const first = fitting.find(([form]) => key.startsWith(form));
      const last = fitting.find(([form]) => form.length >= 6 && !this.rules.weakHeads.has(form)
        && (key.endsWith(form) || short.endsWith(light(form)))
        && (!first || first[0].length + light(form).length <= key.length));
      return [first, last].filter(Boolean).map(([, slugs]) => ["themes", slugs]);
    }

    // One slip in a longer name, where only one municipality is near.
    guess(text, sentence, place) {
      const piece = sentence[place];
      const { key } = piece;
      const low = text === text.toLowerCase();
      const { rules } = this;
      if (key.length < 6 || [rules.otherPlaces, rules.stopWords, rules.ambiguous].some((words) => words.has(key))) return [];
      if (sentence[place - 1] && rules.district.has(sentence[place - 1].key)) return [];
      if (piece.text[0] === piece.text[0].toLowerCase() && !low) return [];
      const near = this.towns.filter(([form]) => form[0] === key[0] && isOneSlipAway(form, key));
      const meant = new Set(near.map(([, slugs]) => slugs.join()));
      return meant.size === 1 ? [["municipalities", near[0][1]]] : [];
    }
  }

  // Whether one letter is missing, added, changed, or two neighbours are swapped.
  function isOneSlipAway(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false;
    let start = 0;
    while (a[start] === b[start]) start += 1;
    const [x, y] = [a.slice(start), b.slice(start)];
    return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1)
      || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  globalThis.companion.Recogniser = Recogniser;
}
