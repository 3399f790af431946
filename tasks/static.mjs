// SPDX-License-Identifier: EUPL-1.2
// Copies the style, script and fonts that Samband serves out of node_modules, with their licences beside them.
// No bundler: a file that arrives is the file that is served. Only a pointer to a source map that we do not
// ship is removed, because the web server refuses a file that points at a missing one.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = (...parts) => join(root, "node_modules", ...parts);
const vendor = join(root, "src/samband/core/web/static/vendor");
const fonts = join(root, "src/samband/engines/reports/fonts");

const served = {
  "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
  "theme.css": "@digdir/designsystemet-theme/src/themes/designsystemet.css",
  "designsystemet.js": "@digdir/designsystemet-web/dist/umd/index.js",
};
const licences = {
  "designsystemet-css.LICENSE": "@digdir/designsystemet-css/LICENSE",
  "designsystemet-theme.LICENSE": "@digdir/designsystemet-theme/LICENSE",
  "designsystemet-web.LICENSE": "@digdir/designsystemet-web/LICENSE",
};
const typefaces = {
  "noto-sans": ["NotoSans", ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]],
  "noto-sans-georgian": ["NotoSansGeorgian", ["400Regular", "700Bold"]],
};

function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

emptied(vendor);
for (const [name, source] of Object.entries(served)) {
  const text = readFileSync(from(source), "utf8");
  writeFileSync(join(vendor, name), text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/m, ""));
}
for (const [name, source] of Object.entries(licences)) cpSync(from(source), join(vendor, name));

emptied(fonts);
for (const [packageName, [family, cuts]] of Object.entries(typefaces)) {
  const home = join("@expo-google-fonts", packageName);
  for (const cut of cuts) cpSync(from(home, cut, `${family}_${cut}.ttf`), join(fonts, `${family}_${cut}.ttf`));
  cpSync(from(home, "LICENSE_FONT"), join(fonts, `${family}.LICENSE`));
}
