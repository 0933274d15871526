/* Relance: what a visitor looks at. docs/browser-key.md */
(() => {
  const { src, dataset } = document.currentScript;
  const endpoint = `${new URL(src).origin}/v1/browser-events/${dataset.key}`;
  const memory = {};
  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`relance.${name}`));
    } catch {
      return memory[name];
    }
  };
  const write = (name, value) => {
    memory[name] = value;
    try {
      localStorage.setItem(`relance.${name}`, JSON.stringify(value));
    } catch {
      // The page's memory must do.
    }
  };
  const random = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((b) => (b + 256).toString(16).slice(1)).join('');
  const visitor = () => {
    if (!/^rlv_[0-9a-f]{32}$/.test(read('visitor'))) write('visitor', `rlv_${random()}`);
    return read('visitor');
  };
  const queue = () => read('queue') ?? [];
  const batch = () => {
    const [events, claims] = [queue().slice(0, 20), read('claims')];
    return events[0] || claims ? { visitor: visitor(), sentAt: Date.now(), events, claims } : undefined;
  };

  let timer;
  let pause = 0;
  const later = (millis) => {
    clearTimeout(timer);
    timer = setTimeout(send, millis);
  };
  /* As text, without a preflight. What is not taken is sent again, and counted once by its id. */
  const send = async () => {
    const told = batch();
    if (!told) return;
    try {
      const { status } = await fetch(endpoint, { method: 'POST', body: JSON.stringify(told), keepalive: true });
      if (status === 429 || status > 499) throw status;
      write(
        'queue',
        queue().filter(({ id }) => !told.events.some((one) => one.id === id)),
      );
      if (JSON.stringify(told.claims) === JSON.stringify(read('claims'))) write('claims', null);
      pause = 0;
      later(0);
    } catch {
      pause = Math.min(pause * 2 + 1000, 60000);
      later(pause);
    }
  };
  const leave = () => {
    const told = batch();
    if (told) navigator.sendBeacon(endpoint, JSON.stringify(told));
  };
  const soon = () => pause || later(200);
  const tell = (type, data) => {
    write('queue', [...queue(), { id: random(), type, at: Date.now(), data }].slice(-50));
    soon();
  };
  /* How long a product is looked at, while its page is seen: told when that ends. */
  let looked;
  let since;
  const look = (productId) => {
    const seconds = Math.min(Math.round((Date.now() - since) / 1000), 3600);
    if (looked && seconds > 4) tell('product.viewed', { productId: looked, seconds });
    looked = productId;
    since = document.hidden ? undefined : Date.now();
  };
  const turn = () => {
    look(looked);
    if (document.hidden) leave();
  };
  addEventListener('visibilitychange', turn);
  addEventListener('pagehide', () => {
    look();
    leave();
  });

  const commands = {
    viewed: (productId) => {
      look(productId);
      tell('product.viewed', { productId });
    },
    page: (page) => {
      look();
      tell('page.viewed', { page });
    },
    cart: (cart) => tell('cart.updated', cart),
    emptied: (cartId) => tell('cart.emptied', { cartId }),
    checkout: (checkout) => tell('checkout.started', checkout),
    identify: (claims) => {
      write('claims', claims);
      soon();
    },
    visitor: (use) => use(visitor()),
    reset: () => {
      leave();
      ['visitor', 'queue', 'claims'].map((name) => write(name, null));
    },
  };
  const early = window.relance?.q ?? [];
  window.relance = (command, ...values) => commands[command]?.(...values);
  early.map((call) => window.relance(...call));
  later(0);
})();
