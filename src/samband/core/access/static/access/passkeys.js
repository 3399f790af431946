// SPDX-License-Identifier: EUPL-1.2
// Ties the forms marked data-passkey to allauth's own script. A browser without passkeys shows the other ways only.
(function () {
  'use strict'
  const form = document.querySelector('form[data-passkey]')
  if (!form || !window.PublicKeyCredential || !window.allauth) {
    return
  }
  form.hidden = false
  const kind = form.dataset.passkey
  const ids = { credential: 'passkey_credential', data: 'passkey_data' }
  ids[kind] = 'passkey_button'
  if (kind === 'login') {
    delete ids.data
  }
  if (kind === 'add') {
    ids.passwordless = 'id_passwordless'
  }
  window.allauth.webauthn.forms[kind + 'Form']({ ids: ids })
})()
