"use strict";
(() => {
  const STEP = 50;
  const { said, issuers, letters } = JSON.parse(document.getElementById("data").textContent);
  const typed = document.getElementById("typed");
  const body = document.getElementById("found");
  const more = document.getElementById("more");
  const told = document.getElementById("told");

  // Thai digits as Arabic, no case, one form of sara am and of dashes, nothing that is not seen
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50)
      .replace(/([่-๋]?)ํ([่-๋]?)า/g, "$1$2ำ")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "");

  const names = issuers.map((name) => fold(name).replace(/\s+/g, ""));
  const folded = letters.map(([number, , issuer, subject]) =>
    [fold(number), fold(subject)].map((text) => text.replace(/\s+/g, "")).concat(names[issuer]).join("\n"),
  );
  let hits = [];
  let shown = 0;

  // what stands as in a letter is Thai, whatever language the page is in
  const cell = (name, text, lang) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (lang) made.lang = lang;
    return made;
  };

  const show = () => {
    for (const place of hits.slice(shown, shown + STEP)) {
      const [number, date, issuer, subject, cancelled] = letters[place];
      const row = document.createElement("tr");
      const head = cell("th", number || "–", "th");
      head.scope = "row";
      const about = cell("td", subject, "th");
      if (cancelled) {
        const mark = cell("span", said.cancelled, document.documentElement.lang);
        mark.className = "alarm";
        about.prepend(mark, " ");
      }
      row.append(head, cell("td", date), cell("td", issuers[issuer], "th"), about);
      body.append(row);
    }
    shown = Math.min(hits.length, shown + STEP);
    more.hidden = shown === hits.length;
    const many = { found: hits.length, all: letters.length, shown };
    told.textContent = (hits.length ? said.found : said.none).replace(/{(\w+)}/g, (_, name) =>
      many[name].toLocaleString("en"),
    );
  };

  const search = () => {
    const words = fold(typed.value).split(/\s+/).filter(Boolean);
    hits = [];
    folded.forEach((text, place) => {
      if (words.every((word) => text.includes(word))) hits.push(place);
    });
    body.replaceChildren();
    shown = 0;
    show();
  };

  typed.addEventListener("input", search);
  more.addEventListener("click", show);
  search();
})();
