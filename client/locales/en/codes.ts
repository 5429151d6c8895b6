/** Words of the codes that hang at an enterprise and its risk points, and of the way to the phone app. */
export const codes = {
  title: 'Inspection codes',
  open: 'Inspection codes',
  lead: 'To hang up at the gate and at each risk point. Scanned with the camera of a phone, a code opens the checklist of this enterprise, without a signal too. Each is a page of A6.',
  scan: 'Scan to inspect',
  whole: 'The whole enterprise',
  label: 'Inspection code of {name}',
  pointNumber: 'Risk point no. {n}',
  take: 'Print “{name}”',
  print: 'Print {n}',
  back: 'Back to the file',
  field: {
    title: 'Open on your phone',
    label: 'Code of the address of the phone app',
    lead: 'Scan it with the camera of the phone, sign in, and add it to the home screen. Grid, inspections and reports work without a signal and are sent when it is back.',
    address: 'Address of the phone app',
    here: 'Open on this computer',
    ownMachine:
      'This address holds on this computer alone: no phone opens it. Open this page by the proper https address.',
    notSecure:
      'This address is not https: a phone opens it, but can neither keep the app nor tell where it is, nor work offline. Open this page by its https address.',
  },
  public: 'The codes hold {origin}, the public address of this system.',
  here: 'The codes hold {origin}, where this page is open now: the administrator has set no PUBLIC_URL.',
  publicFault: {
    ownMachine:
      'The public address {origin} holds on the server itself alone: no phone opens what is printed. Ask the administrator to set PUBLIC_URL to the proper https address.',
    notSecure:
      'The public address {origin} is not https: a scanned code opens, but phones cannot keep the app, and it does not open offline. Ask the administrator to set PUBLIC_URL to its https address.',
  },
  fault: {
    ownMachine:
      'The address {origin} holds on this computer alone: no phone opens what is printed now. Open this page by the proper https address, then print.',
    notSecure:
      'The address {origin} is not https: a scanned code opens, but phones cannot keep the app, and it does not open offline. Open this page by its https address, then print.',
  },
}
