@needs:made-card
Feature: The control panel shows each sign-in, step by step
  A page of `serve`. It shows what browser, system, CIS2, client and card did, and hides what is secret.

  @id:PANEL-SIGNINS-01 @req:NHS-17 @req:PIV-02
  Scenario: After a mistyped passcode, the panel shows the card's tries
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the person mistypes the passcode once and signs in
    Then the panel shows these steps of the sign-in:
      | place         | step                                                      |
      | browser       | Asks CIS2 to sign in                                      |
      | client        | Is asked for a signature of the card                      |
      | card          | SELECT PIV                                                |
      | client        | Asks for the passcode in a window                         |
      | card          | VERIFY: 2 tries left                                      |
      | card          | VERIFY: passcode accepted                                 |
      | card          | GENERAL AUTHENTICATE with key 9A: signed                  |
      | CIS2          | Has made 16 checks of what the card signed: all passed    |
      | relying party | Asks for tokens                                           |

  @id:PANEL-SIGNINS-02 @req:EXCHANGE-04
  Scenario: The panel names the check that refused a sign-in
    Given a control panel is open beside a desktop with the "series8" card of "one-role"
    When the registration authority suspends the card, and the person tries to sign in
    Then the panel says that the check "card state" refused with "CARD_SUSPENDED"

  @id:PANEL-SIGNINS-03 @req:EXCHANGE-05
  Scenario: A sign-in is shared as a file, without the passcode
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the person mistypes the passcode once and signs in
    Then the panel saves the sign-in as a file, and a report of this file shows the step "VERIFY: 2 tries left"
    And the passcode is neither in the panel nor in the file nor in the report
