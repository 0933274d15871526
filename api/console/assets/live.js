// Renews the parts of a page marked data-live whenever the server says that something changed. The page
// is asked for again and compared part by part, so that there is one way to make it: the server's.
const status = document.getElementById('live');
const pauseMillis = 1000;
const trailingMillis = 4000;
let trailing;
let asking = false;
let again = false;

const say = (words, state) => {
  if (!status || status.textContent === words) return;
  status.textContent = words;
  status.dataset.state = state;
};

const renewed = (old, fresh) => {
  const known = new Set([...old.querySelectorAll('[id]')].map((element) => element.id));
  const focused = document.activeElement;
  const where = old.contains(focused) ? focused.getAttribute('href') : null;
  const node = document.importNode(fresh, true);
  for (const row of node.querySelectorAll('tr[id]')) {
    if (known.size > 0 && !known.has(row.id)) row.classList.add('fresh');
  }
  old.replaceWith(node);
  if (where) node.querySelector(`a[href="${CSS.escape(where)}"]`)?.focus({ preventScroll: true });
};

/** Whether somebody is writing into a part of the page: they would lose it. It is renewed once they have sent it. */
const isBeingWritten = (part) =>
  [...part.querySelectorAll('input:not([type="hidden"]), select, textarea')].some((field) => {
    if (field === document.activeElement) return true;
    if (field.type === 'checkbox') return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const given = [...field.options].findIndex(({ defaultSelected }) => defaultSelected);
    return field.selectedIndex !== Math.max(given, 0);
  });

const renew = async () => {
  if (asking || document.hidden) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const old of document.querySelectorAll('[data-live][id]')) {
        const fresh = page.getElementById(old.id);
        if (fresh && fresh.innerHTML !== old.innerHTML && !isBeingWritten(old)) renewed(old, fresh);
      }
      say('Live', 'live');
    }
  } catch {
    say('Not connected', 'away');
  }
  setTimeout(() => {
    asking = false;
    if (again) void renew();
  }, pauseMillis);
};

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && again) void renew();
});

/** Totals are kept for a moment by the server: the last change shows in them a little later. */
const changed = () => {
  void renew();
  clearTimeout(trailing);
  trailing = setTimeout(() => void renew(), trailingMillis);
};

const changes = new EventSource('/live');
changes.addEventListener('open', () => {
  say('Live', 'live');
  // What changed between the page and this connection was told to nobody.
  changed();
});
changes.addEventListener('changed', changed);
changes.addEventListener('away', () => say('Database not reached', 'away'));
changes.addEventListener('error', () => say('Not connected', 'away'));

// A form whose choices show at once: the button is for those without script.
for (const form of document.querySelectorAll('form[data-instant]')) {
  form.addEventListener('change', () => form.requestSubmit());
}
