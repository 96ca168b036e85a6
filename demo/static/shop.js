// Draws the grid: nothing of it is in the HTML.
"use strict";
const grid = document.getElementById("goods");
const button = document.getElementById("load-more");
let cursor = 0;

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function card(goods) {
  const link = element("a", "card", "");
  link.href = goods.href;
  const photo = document.createElement("img");
  photo.src = goods.photo;
  photo.loading = "lazy";
  photo.alt = "";
  const foot = element("div", "card-foot", "");
  foot.append(element("span", "card-price", goods.price), element("span", "card-shop", goods.shop));
  link.append(photo, element("h4", "card-title", goods.title), foot);
  return link;
}

async function more() {
  button.disabled = true;
  const answer = await fetch(`/goods/batch?cursor=${cursor}`);
  const batch = await answer.json();
  for (const goods of batch.cards) grid.append(card(goods));
  cursor = batch.next;
  grid.dataset.count = grid.children.length;
  grid.dataset.ready = "1";
  button.hidden = cursor === null;
  button.disabled = false;
}

button.addEventListener("click", more);
more();
