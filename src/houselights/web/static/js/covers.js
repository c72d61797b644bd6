// A curtain or a covered run (data-cover) opens in place: only its own card is fetched anew, and the
// address keeps what is open, so that reloading and going back show the same.
const openedIn = (address) => new URL(address, location).searchParams.get("open")?.split(",") ?? [];

const keysAfter = (link, card) => {
  const wanted = openedIn(link.href);
  const own = (key) => `r${key.split("-", 1)[0]}` === card.id;
  return [...new Set([...openedIn(location).filter((key) => !own(key)), ...wanted.filter(own)])].sort();
};

const withOpened = (address, keys) => {
  const url = new URL(address, location);
  if (keys.length) url.searchParams.set("open", keys.join(","));
  else url.searchParams.delete("open");
  return url.pathname + url.search.replaceAll("%2C", ",");
};

const cardAddress = (card, keys, here) => {
  const url = new URL(card.dataset.card, location);
  url.searchParams.set("open", keys.join(","));
  url.searchParams.set("here", here);
  return url.pathname + url.search;
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-cover]");
  const card = link?.closest("[data-card]");
  if (!card || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const keys = keysAfter(link, card);
  const here = withOpened(location, keys);
  await htmx.ajax("GET", cardAddress(card, keys, here), { target: card, swap: "outerHTML" });
  history.replaceState(history.state, "", here);
  focusOn(document.getElementById(card.id));
});

const focusOn = (card) => {
  const places = [".uncovered", ".prose", ".curtain"].map((place) => card?.querySelector(place));
  const place = places.find(Boolean);
  place?.setAttribute("tabindex", "-1");
  place?.focus({ preventScroll: true });
};
